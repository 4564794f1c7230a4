package inequality_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

// incomes returns n incomes in no order, with head counts, from a fixed seed.
func incomes(n int) index.Distribution {
	r := rand.New(rand.NewPCG(1, 2))
	d := index.Distribution{Values: make([]float64, n), Weights: make([]float64, n)}
	for i := range d.Values {
		d.Values[i] = 100 * r.ExpFloat64()
		d.Weights[i] = float64(1 + r.IntN(3000))
	}
	return d
}

func BenchmarkInequality(b *testing.B) {
	d := incomes(100_000)
	for _, ix := range ofValuesAlone() {
		b.Run(ix.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ix.Unequal(d, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Other programs, in milliseconds of processor time for 6,000 values without weights: PySAL Gini 0.42, Theil 0.47, Atkinson 0.04, Wolfson
// 1.0; ineq Gini 0.42; dineq gini.wtd 0.94; laeken gini 0.45; IC2 SGini 3.6.
func BenchmarkSizes(b *testing.B) {
	for _, n := range []int{6000, 1_000_000} {
		d := incomes(n)
		for _, ix := range ofValuesAlone() {
			if !slices.Contains([]string{"gini", "s-gini", "theil-t", "atkinson", "wolfson", "duclos-esteban-ray"}, ix.ID) {
				continue
			}
			b.Run(fmt.Sprintf("%s/%d", ix.ID, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := ix.Unequal(d, nil); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func TestGiniAllocatesTheSortedCopyOnly(t *testing.T) {
	d := incomes(500)
	allocations := testing.AllocsPerRun(10, func() {
		if _, err := inequality.Gini(d); err != nil {
			t.Fatal(err)
		}
	})
	if allocations != 1 {
		t.Errorf("got %v allocations, want 1", allocations)
	}
}
