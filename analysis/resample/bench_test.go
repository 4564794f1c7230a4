package resample

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// city returns units of 500 to 2,500 people in k groups, composed unlike one another.
func city(units, k int) index.Composition {
	r := rand.New(rand.NewPCG(1, 2))
	c := index.Composition{Counts: columns(make([]float64, units*k), k, units)}
	for i := range units {
		size := 500 + 2000*r.Float64()
		sum := 0.0
		shares := make([]float64, k)
		for j := range shares {
			shares[j] = r.ExpFloat64()
			sum += shares[j]
		}
		for j, s := range shares {
			c.Counts[j][i] = float64(int(size * s / sum))
		}
	}
	return c
}

// The replications of a study of 2,000 areas and about 3 million people: D, H, M and isolation of the first group.
func BenchmarkBootstrap500(b *testing.B) {
	for _, k := range []int{2, 10} {
		c := city(2000, k)
		stats := []Statistic{{Index: byID("multigroup-theil-h")}, {Index: byID("mutual-information")}}
		if k == 2 {
			stats = append(stats, Statistic{Index: byID("dissimilarity")}, Statistic{Index: byID("isolation")})
		} else {
			stats = append(stats, Statistic{Index: byID("multigroup-dissimilarity")})
		}
		for _, scheme := range Schemes {
			b.Run(fmt.Sprintf("%s/%d groups", scheme, k), func(b *testing.B) {
				for b.Loop() {
					Bootstrap(index.Input{Composition: c}, scheme, stats, Options{Replicates: 500, Seed: 1})
				}
			})
		}
		for _, null := range []Null{Evenness, Systematic, FixedMargins} {
			b.Run(fmt.Sprintf("%s/%d groups", null, k), func(b *testing.B) {
				for b.Loop() {
					Test(index.Input{Composition: c}, null, stats, Options{Replicates: 500, Seed: 1})
				}
			})
		}
	}
}

// Twenty years of a city of 2,000 areas.
func BenchmarkOverTime(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	years := make([]index.Input, 20)
	for t := range years {
		years[t].Composition.Counts = [][]float64{make([]float64, 2000), make([]float64, 2000)}
		for i := range 2000 {
			years[t].Composition.Counts[0][i], years[t].Composition.Counts[1][i] = float64(r.IntN(600)), float64(600+r.IntN(600))
		}
	}
	stats := []Statistic{{Index: byID("dissimilarity")}, {Index: byID("theil-h")}}
	for b.Loop() {
		OverTime(years, [][2]int{{0, 19}}, Persons, stats, Options{Replicates: 99, Seed: 1})
	}
}

func byID(id string) index.Index {
	for _, ix := range segregation.All {
		if ix.ID == id {
			return ix
		}
	}
	panic("no index " + id)
}
