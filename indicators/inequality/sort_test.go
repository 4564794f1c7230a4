package inequality

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestSortOrdersValuesAndKeepsTheirWeights(t *testing.T) {
	for seed, n := range []int{0, 1, 511, 512, 513, 3000} {
		r := rand.New(rand.NewPCG(uint64(seed), 13))
		values := []func() float64{
			r.NormFloat64,
			func() float64 { return float64(r.IntN(50)) },
			func() float64 { return 1e5 + float64(r.IntN(3)) },
			func() float64 { return math.Ldexp(r.Float64()-0.5, r.IntN(2000)-1000) },
			func() float64 { return []float64{0, math.Copysign(0, -1), math.MaxFloat64, -5e-324}[r.IntN(4)] },
		}
		for kind, value := range values {
			got := make([]unit, n)
			for i := range got {
				got[i] = unit{value(), float64(i)}
			}
			want := slices.Clone(got)
			slices.SortStableFunc(want, func(a, b unit) int { return cmp.Compare(a.value, b.value) })
			sort(got)
			if n < 512 { // where ties may come in any order
				slices.SortStableFunc(got, func(a, b unit) int { return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.weight, b.weight)) })
			}
			if d := gocmp.Diff(got, want, gocmp.AllowUnexported(unit{})); d != "" {
				t.Fatalf("%d values of kind %d (got -, want +):\n%.500s", n, kind, d)
			}
		}
	}
}
