package registry_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

func mustBeUndefined(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got error %v, want one that wraps ErrUndefined", err)
	}
}

func TestInputsAreNeverModified(t *testing.T) {
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		samples(ix, func(_ *rand.Rand, x sample) bool {
			before := x.clone()
			_, _ = compute(ix, x, nil)
			if !x.equal(before) {
				t.Errorf("got %v after the call, want the input unchanged: %v", x, before)
			}
			return !t.Failed()
		})
	})
}

// Inputs that no index has a value for give an error with a reason; numbers at the edge of what a float holds give a
// value in range or such an error. Nothing panics.
func TestHostileInputsAreUndefined(t *testing.T) {
	nothing := map[string]sample{
		"nothing at all": {},
		"no units": {
			c:     index.Composition{Counts: [][]float64{{}, {}}},
			after: index.Composition{Counts: [][]float64{{}, {}}},
			r:     index.Ranked{Unit: []int{}, Values: []float64{}},
			d:     index.Distribution{Values: []float64{}},
			s:     index.Subgroups{Estimates: []float64{}},
			e:     index.Events{Count: []float64{}, Population: []float64{}},
			t:     index.Strata{Unit: []int{}, At: []float64{}, Count: []float64{}, Population: []float64{}},
			x:     index.Indicators{Columns: [][]float64{{}, {}}},
		},
		"lengths differ": {
			c:     index.Composition{Counts: [][]float64{{1, 2}, {3}}},
			after: index.Composition{Counts: [][]float64{{1, 2}, {3, 4}}},
			r:     index.Ranked{Units: 2, Unit: []int{0, 1}, Values: []float64{1}},
			d:     index.Distribution{Values: []float64{1, 2}, Weights: []float64{1}},
			s:     index.Subgroups{Estimates: []float64{1, 2, 3}, Population: []float64{1}},
			e:     index.Events{Count: []float64{1, 2}, Population: []float64{3}},
			t:     index.Strata{Units: 1, Unit: []int{0, 0}, At: []float64{0, 5}, Count: []float64{1, 2}, Population: []float64{3}, Values: []float64{1}},
			x:     index.Indicators{Columns: [][]float64{{1, 2}, {3}}},
		},
		"reference and ranks out of place": {
			c:     index.Composition{Counts: [][]float64{{}, {1}}},
			after: index.Composition{Counts: [][]float64{{1}, {1}}},
			r:     index.Ranked{Units: 2, Unit: []int{0, 2}, Values: []float64{1, 2}},
			d:     index.Distribution{Values: []float64{1, 2}, Rank: []float64{1}},
			s:     index.Subgroups{Estimates: []float64{1, 2, 3}, Reference: 3},
			e:     index.Events{Count: []float64{1}},
			t:     index.Strata{Units: 1, Unit: []int{0, 1}, At: []float64{0, 5}, Count: []float64{1, 2}, Population: []float64{3, 4}},
			x:     index.Indicators{Columns: [][]float64{{1, 2}}, Within: []int{0}},
		},
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		nothing[fmt.Sprint("holds ", bad)] = sample{
			c:     index.Composition{Counts: [][]float64{{1, 2, 3}, {4, bad, 6}}},
			after: index.Composition{Counts: [][]float64{{1, 2, 3}, {4, 5, 6}}},
			r:     index.Ranked{Units: 2, Unit: []int{0, 1, 0}, Values: []float64{1, bad, 3}},
			d:     index.Distribution{Values: []float64{1, bad, 3}},
			s:     index.Subgroups{Estimates: []float64{1, bad, 3}, Rank: []float64{1, 2, 3}, Reference: -1, High: 100},
			e:     index.Events{Count: []float64{1, bad}, Population: []float64{3, 4}},
			t: index.Strata{
				Units: 1, Unit: []int{0, 0}, At: []float64{0, 5}, Count: []float64{1, bad}, Population: []float64{3, 4}, Frequency: []float64{1, 1},
				Standard: []float64{1, 1}, Expected: []float64{1, 1}, Health: []float64{1, 1}, Values: []float64{1, bad}, SE: []float64{1, 1},
			},
			x: index.Indicators{Columns: [][]float64{{1, 2, 3}, {4, 5, 6}}, Weights: []float64{1, bad}},
		}
	}
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		for name, x := range nothing {
			if got, err := compute(ix, x, nil); err == nil {
				t.Errorf("%s: got %v, want an error", name, got)
			} else {
				mustBeUndefined(t, err)
			}
		}
		edges := []float64{0, math.SmallestNonzeroFloat64, 1e-300, 1, 1e15, 1e300, math.MaxFloat64}
		for seed := range uint64(300) {
			r := rand.New(rand.NewPCG(seed, 7))
			x := random(r, ix, 1+r.IntN(5))
			if x.d.High > 0 {
				x.d.Low, x.d.High = 0, math.MaxFloat64
			}
			columns := append(x.counts(), x.r.Values, x.r.Weights, x.d.Values, x.d.Weights, x.d.Rank, x.s.Estimates, x.s.SE, x.s.Population,
				x.s.Rank, x.later.Estimates, x.later.SE, x.later.Population, x.e.Count, x.e.Population, x.t.Count, x.t.Population, x.t.Frequency, x.t.Standard, x.t.Expected, x.t.HealthN, x.t.Values, x.t.SE, x.x.Weights, x.x.Population)
			for _, column := range slices.Concat(columns, x.d.Sources, x.x.Columns, x.x.SE) {
				for i := range column {
					column[i] = edges[r.IntN(len(edges))]
				}
			}
			values, err := compute(ix, x, nil)
			if err != nil {
				mustBeUndefined(t, err)
				continue
			}
			for i, v := range values {
				inRange(t, ix, x, i, v, 1e-6) // numbers near the smallest have few digits
			}
			if t.Failed() {
				return
			}
		}
	})
}
