package inequality_test

import (
	"math/rand/v2"
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

func TestGiniAllocatesTheSortedCopyOnly(t *testing.T) {
	d := incomes(1000)
	allocations := testing.AllocsPerRun(10, func() {
		if _, err := inequality.Gini(d); err != nil {
			t.Fatal(err)
		}
	})
	if allocations != 1 {
		t.Errorf("got %v allocations, want 1", allocations)
	}
}
