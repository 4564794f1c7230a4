package autocorrelation

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// Global is one statistic of the whole map with its tests.
type Global struct {
	Value         float64
	Units         int   // that are compared
	Islands       []int // units without neighbours, which are left out
	Normality     Test  // where values are drawn from one normal distribution
	Randomisation Test  // where any order of the values is as likely: exact moments, normal p
	Permutation   Test  // where any order of the values is as likely: random orders
}

// untested is the test that a statistic has not.
var untested = Test{math.NaN(), math.NaN(), math.NaN(), math.NaN()}

// parts returns what has a value.
func (g Global) parts() []index.Part {
	parts := []index.Part{index.About("value", g.Value)}
	for _, part := range []struct {
		name  string
		value float64
	}{
		{"expected", g.Randomisation.Expected},
		{"variance under normality", g.Normality.Variance}, {"z under normality", g.Normality.Z}, {"p under normality", g.Normality.P},
		{"variance under randomisation", g.Randomisation.Variance}, {"z under randomisation", g.Randomisation.Z}, {"p under randomisation", g.Randomisation.P},
		{"mean of random orders", g.Permutation.Expected}, {"variance of random orders", g.Permutation.Variance},
		{"z of random orders", g.Permutation.Z}, {"p", g.Permutation.P},
	} {
		if finite(part.value) {
			parts = append(parts, index.About(part.name, part.value))
		}
	}
	return append(parts, index.About("units", float64(g.Units)), index.About("islands", float64(len(g.Islands))))
}

func finite(v float64) bool { return math.Abs(v) <= math.MaxFloat64 }

// order returns the places of the units by the values that lie there, and by what else tells units with one value apart, so that
// random orders do not depend on that of the rows.
func order(columns ...[]float64) []int32 {
	out := make([]int32, len(columns[0]))
	for i := range out {
		out[i] = int32(i)
	}
	slices.SortStableFunc(out, func(a, b int32) int {
		for _, column := range columns {
			if c := cmp.Compare(column[a], column[b]); c != 0 {
				return c
			}
		}
		return 0
	})
	return out
}

// permute compares the observed value with that of random orders of the values x, which begin with the order of places. start returns, for
// one goroutine, what computes a value from values in another order. The margin is the rounding of a value.
func (o Options) permute(places []int32, x []float64, observed, centre, margin float64, start func() func(x []float64) float64) Test {
	sorted := make([]float64, len(x))
	for rank, i := range places {
		sorted[rank] = x[i]
	}
	values := make([]float64, o.Permutations)
	space.Each(o.Permutations, func() func(int) {
		value := start()
		shuffled, there := make([]float64, len(x)), make([]float64, len(x))
		var random rand.PCG
		return func(r int) {
			random.Seed(o.Seed, uint64(r))
			copy(shuffled, sorted)
			for i := len(shuffled) - 1; i > 0; i-- {
				j := below(&random, i+1)
				shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
			}
			for rank, i := range places {
				there[i] = shuffled[rank]
			}
			values[r] = value(there)
		}
	})
	c := orders{observed: observed, margin: margin, centre: centre}
	for _, v := range values {
		c.add(v)
	}
	return c.test(o.Alternative)
}
