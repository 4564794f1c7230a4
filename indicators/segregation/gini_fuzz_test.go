package segregation_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// doubleSum is the Gini index by its definition, Σ_k Σ_i Σ_j t_i t_j |p_ik − p_jk| / (2 T² I): for two groups both terms of
// the outer sum are alike, and T² I is 2XY.
func doubleSum(c index.Composition) float64 {
	t := totals(c)
	T := index.Total(t)
	var sum index.Sum
	interaction := 0.0
	for _, counts := range c.Counts {
		P := index.Total(counts) / T
		interaction += P * (1 - P)
		for i := range t {
			for j := range t {
				if t[i] > 0 && t[j] > 0 {
					sum = sum.Plus(t[i] / T * (t[j] / T) * math.Abs(counts[i]/t[i]-counts[j]/t[j]))
				}
			}
		}
	}
	return sum.Value() / (2 * interaction)
}

// Many units are sorted digit by digit, few by comparing: both must give the double sum.
func TestGiniIsItsDoubleSum(t *testing.T) {
	for _, units := range []int{1, 2, 5, 60, 999, 1000, 1500} {
		for _, groups := range []int{2, 4} {
			c := randomCounts(units, groups)
			id := "multigroup-gini"
			if groups == 2 {
				id = "gini-segregation"
			}
			if got, want := value(t, id, c, nil), doubleSum(c); math.Abs(got-want) > 1e-12 {
				t.Errorf("%d units, %d groups: got %v, want %v", units, groups, got, want)
			}
		}
	}
}

func FuzzGini(f *testing.F) {
	f.Add(uint64(1), 3, 2, 10)
	f.Add(uint64(2), 1200, 2, 4) // many ties
	f.Add(uint64(3), 1001, 5, 1_000_000)
	f.Fuzz(func(t *testing.T, seed uint64, units, groups, largest int) {
		if units < 1 || units > 1300 || groups < 2 || groups > 6 || largest < 1 {
			t.Skip()
		}
		r := rand.New(rand.NewPCG(seed, 0))
		c := index.Composition{Counts: make([][]float64, groups)}
		for k := range c.Counts {
			for range units {
				c.Counts[k] = append(c.Counts[k], float64(r.IntN(largest)))
			}
		}
		before := slices.Clone(c.Counts[0])
		got, err := segregation.MultigroupGini(c)
		if err != nil {
			t.Skip()
		}
		if want := doubleSum(c); math.Abs(got-want) > 1e-11 {
			t.Errorf("got %v, want %v", got, want)
		}
		if !slices.Equal(before, c.Counts[0]) {
			t.Error("the input has changed")
		}
		if groups == 2 {
			two, err := segregation.Gini(c)
			if err != nil || math.Abs(two-got) > 1e-12 {
				t.Errorf("two groups: got %v, %v, want %v", two, err, got)
			}
		}
	})
}
