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
	for _, units := range []int{2, 5, 60, 999, 1000, 1500} {
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

// Shares that differ from the seventh digit on have their highest bits alike, and are sorted by what is left of them.
func TestGiniOfNearlyEvenUnits(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for _, spread := range []int{1, 2, 50, 5000} {
		c := index.Composition{Counts: make([][]float64, 3)}
		for k := range c.Counts {
			for range 1500 {
				c.Counts[k] = append(c.Counts[k], float64(1e9*(k+1)+r.IntN(spread)))
			}
		}
		got, want := value(t, "multigroup-gini", c, nil), doubleSum(c)
		if math.Abs(got-want) > 1e-15 || spread > 1 && want == 0 {
			t.Errorf("spread %d: got %v, want %v", spread, got, want)
		}
		c.Counts = c.Counts[:2]
		if got, want := value(t, "gini-segregation", c, nil), doubleSum(c); math.Abs(got-want) > 1e-15 {
			t.Errorf("spread %d, two groups: got %v, want %v", spread, got, want)
		}
	}
}

// curveByDefinition is the height of the segregation curve at each of its corners: one for every share p that a unit has, at
// the share of others, and of the group, that live where it is p or less. Shares are compared as products of counts.
func curveByDefinition(x, y []float64) (others, group []float64) {
	X, Y := index.Total(x), index.Total(y)
	type point struct{ at, height float64 }
	points := map[point]bool{{}: true}
	for i := range x {
		if x[i]+y[i] == 0 {
			continue
		}
		var p point
		for j := range x {
			if x[j]*(x[i]+y[i]) <= x[i]*(x[j]+y[j]) {
				p.at += y[j]
				p.height += x[j]
			}
		}
		points[point{p.at / Y, p.height / X}] = true
	}
	for p := range points {
		others, group = append(others, p.at), append(group, p.height)
	}
	slices.Sort(others)
	slices.Sort(group) // both rise with p
	return others, group
}

func FuzzSegregationCurve(f *testing.F) {
	f.Add(uint64(1), 3, 10, 10)
	f.Add(uint64(2), 40, 3, 3) // many ties
	f.Add(uint64(3), 1100, 50, 1_000_000)
	f.Fuzz(func(t *testing.T, seed uint64, units, largestX, largestY int) {
		if units < 1 || units > 1200 || largestX < 1 || largestY < 1 || largestX > 1e7 || largestY > 1e7 {
			t.Skip()
		}
		r := rand.New(rand.NewPCG(seed, 0))
		c := index.Composition{Counts: make([][]float64, 2)}
		for range units {
			c.Counts[0] = append(c.Counts[0], float64(r.IntN(largestX)))
			c.Counts[1] = append(c.Counts[1], float64(r.IntN(largestY)))
		}
		others, group, err := segregation.SegregationCurve(c)
		if err != nil {
			t.Skip()
		}
		wantOthers, wantGroup := curveByDefinition(c.Counts[0], c.Counts[1])
		close := func(a, b float64) bool { return math.Abs(a-b) < 1e-12 }
		if !slices.EqualFunc(others, wantOthers, close) || !slices.EqualFunc(group, wantGroup, close) {
			t.Fatalf("got %v, %v, want %v, %v", others, group, wantOthers, wantGroup)
		}
		area := 0.0
		for j := range others[1:] {
			area += (others[j+1] - others[j]) * (group[j] + group[j+1]) / 2
		}
		if G, err := segregation.Gini(c); err != nil || !close(1-2*area, G) {
			t.Errorf("1 minus twice the area is %v, G is %v, %v", 1-2*area, G, err)
		}
	})
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
