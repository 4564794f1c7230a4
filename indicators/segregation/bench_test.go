package segregation_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// randomCounts returns units × groups counts from a fixed seed, some of them zero.
func randomCounts(units, groups int) index.Composition {
	r := rand.New(rand.NewPCG(1, 2))
	c := index.Composition{Counts: make([][]float64, groups)}
	for k := range c.Counts {
		c.Counts[k] = make([]float64, units)
		for i := range c.Counts[k] {
			c.Counts[k][i] = float64(r.IntN(400 * (k + 1)))
		}
	}
	return c
}

func benchmark(b *testing.B, groups int, f func(index.Composition) (float64, error)) {
	c := randomCounts(100_000, groups)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f(c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDissimilarity100k(b *testing.B)    { benchmark(b, 2, segregation.Dissimilarity) }
func BenchmarkGini100k(b *testing.B)             { benchmark(b, 2, segregation.Gini) }
func BenchmarkIsolation100k(b *testing.B)        { benchmark(b, 2, segregation.Isolation) }
func BenchmarkTheilH100k(b *testing.B)           { benchmark(b, 2, segregation.TheilH) }
func BenchmarkMultigroupTheilH100k(b *testing.B) { benchmark(b, 10, segregation.MultigroupTheilH) }
func BenchmarkMultigroupDissimilarity100k(b *testing.B) {
	benchmark(b, 10, segregation.MultigroupDissimilarity)
}
func BenchmarkAtkinson100k(b *testing.B) {
	benchmark(b, 2, func(c index.Composition) (float64, error) { return segregation.Atkinson(c, 0.5) })
}
func BenchmarkDissimilarity77(b *testing.B) {
	c := randomCounts(77, 2)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := segregation.Dissimilarity(c); err != nil {
			b.Fatal(err)
		}
	}
}

// benchmarkFamily computes the indices of one input that fit, in one call.
func benchmarkFamily(b *testing.B, groups int, fits func(index.Index) bool) {
	c := randomCounts(100_000, groups)
	var ixs []index.Index
	for _, ix := range segregation.All {
		if fits(ix) {
			ixs = append(ixs, ix)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for j, v := range index.ComputeEach(ixs, index.Input{Composition: c}, nil) {
			if v.Err != nil {
				b.Fatal(ixs[j].ID, v.Err)
			}
		}
	}
}

func BenchmarkTwoGroupFamily100k(b *testing.B) {
	closed := []string{
		"dissimilarity", "gorard-segregation", "gini-segregation", "theil-h", "atkinson-segregation", "hutchens", "min-max",
		"correlation-ratio", "concentration-profile", "isolation", "interaction", "isolation-self-excluded", "interaction-self-excluded",
	}
	benchmarkFamily(b, 2, func(ix index.Index) bool { return slices.Contains(closed, ix.ID) })
}

func BenchmarkMultigroupFamily100k(b *testing.B) {
	closed := []string{
		"multigroup-dissimilarity", "multigroup-gini", "multigroup-theil-h", "relative-diversity", "squared-coefficient-of-variation",
		"normalised-exposure", "symmetric-atkinson", "mutual-information", "divergence", "entropy", "pielou-evenness",
		"simpson-interaction", "simpson-concentration", "berger-parker", "hill", "renyi", "mean-local-entropy", "exposure-matrix",
	}
	benchmarkFamily(b, 10, func(ix index.Index) bool { return slices.Contains(closed, ix.ID) })
}

func BenchmarkBiasCorrectedDissimilarity100k(b *testing.B) {
	benchmark(b, 2, segregation.BiasCorrectedDissimilarity)
}
func BenchmarkDensityCorrectedDissimilarity100k(b *testing.B) {
	benchmark(b, 2, segregation.DensityCorrectedDissimilarity)
}
func BenchmarkModifiedGini100k(b *testing.B) { benchmark(b, 2, segregation.ModifiedGini) }
