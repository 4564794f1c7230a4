package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// FitMargins returns the table that has the association of c and other totals: units holds the new total of each unit,
// groups of each group. Rows and columns are scaled until every total agrees to 1 part in 10¹²: the limit of iterative
// proportional fitting (Deming and Stephan 1940, Annals of Mathematical Statistics 11, 427–444), reached by Newton's
// method where scaling by turns is slow, as it is for groups that hardly meet. Odds ratios stay as they are, and so do
// empty cells, exactly.
//
// It is undefined when the two sets of totals have different sums (beyond 1 part in 10⁹), when a unit or group with
// nobody in it is to have people, and when the empty cells of c leave no table with these totals. Where they leave only
// tables with more empty cells, these cells come out as 1 part in 10¹² or so, not as 0.
//
// The R package segregation stops at totals that agree to 1 in 1,000 by default and puts 0.0001 people in empty cells.
func FitMargins(c index.Composition, units, groups []float64) (index.Composition, error) {
	var fitted index.Composition
	if err := c.Check(1); err != nil {
		return fitted, err
	}
	if len(units) != c.Units() || len(groups) != len(c.Counts) {
		return fitted, index.Undefined("%d unit totals and %d group totals for %d units and %d groups",
			len(units), len(groups), c.Units(), len(c.Counts))
	}
	if err := (index.Composition{Counts: [][]float64{units}}).Check(1); err != nil {
		return fitted, err
	}
	if err := (index.Composition{Counts: [][]float64{groups}}).Check(1); err != nil {
		return fitted, err
	}
	T, other := index.Total(units), index.Total(groups)
	switch {
	case !(T > 0) || !(T <= math.MaxFloat64):
		return fitted, index.Undefined("the unit totals add up to %v", T)
	case !(math.Abs(T-other) <= 1e-9*T):
		return fitted, index.Undefined("the unit totals add up to %v, the group totals to %v", T, other)
	}
	ct, err := newCrossTable(c, sequence(c.Units()), sequence(len(c.Counts)))
	if err != nil {
		return fitted, err
	}
	unit, group := make([]float64, len(units)), make([]float64, len(groups))
	for i, n := range units {
		if n > 0 && ct.unit[i] == 0 {
			return fitted, index.Undefined("unit %d has nobody, %v wanted", i, n)
		}
		unit[i] = n / T
	}
	for k, n := range groups {
		if n > 0 && ct.group[k] == 0 {
			return fitted, index.Undefined("%s has nobody, %v wanted", name(c, k, "a group"), n)
		}
		group[k] = n / other
	}
	factor := make([]float64, len(groups))
	if err := ct.fit(unit, group, factor); err != nil {
		return fitted, err
	}
	fitted = index.Composition{Names: c.Names, Within: c.Within, Supergroup: c.Supergroup}
	fitted.Counts = make([][]float64, len(groups))
	for k := range fitted.Counts {
		fitted.Counts[k] = make([]float64, len(units))
	}
	for i, n := range units {
		total := 0.0
		for k, counts := range c.Counts {
			total += float64(counts[i] * factor[k])
		}
		if n == 0 {
			continue
		}
		for k, counts := range c.Counts {
			fitted.Counts[k][i] = counts[i] * factor[k] * (n / total)
		}
	}
	return fitted, nil
}

// sequence returns 0 to n − 1.
func sequence(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
