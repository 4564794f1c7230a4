package inequality

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// place is a value at its place in an order, with the shares of all persons that it stands for and that are ranked lower and higher.
// Those of one rank share a place: below, tied and above add up to 1, and the fractional rank is below + tied/2, whatever the order of
// the rows.
type place struct {
	row          int     // number of the value in the distribution
	value        float64 // in units of the largest absolute value
	share        float64 // of all persons
	below, above float64 // shares ranked lower and higher
	tied         float64 // share of the same rank, its own included
}

// lead is twice the fractional rank, less 1: the share ranked lower, less the share ranked higher.
func (p place) lead() float64 { return p.below - p.above }

// ranking is the values of positive weight, the lowest rank first.
type ranking struct {
	places []place
	unit   float64 // the largest absolute value, or 1 where all are zero
	mean   float64 // of the values, in that unit

	// generalised is the generalised concentration index, Σ share·(value − mean)·lead, in that unit: twice the covariance of value and
	// fractional rank.
	generalised float64
}

// rank orders the values of d by d.Rank. Values may be negative.
func rank(d index.Distribution) (ranking, error) {
	if err := d.Check(); err != nil {
		return ranking{}, err
	}
	if d.Rank == nil {
		return ranking{}, index.Undefined("the values have no order: ranks are missing")
	}
	return order(d, d.Rank)
}

// order is rank by any ranks.
func order(d index.Distribution, ranks []float64) (ranking, error) {
	r := ranking{places: make([]place, 0, len(d.Values))}
	var weight index.Sum
	for i, x := range d.Values {
		if w := d.Weight(i); w > 0 {
			weight = weight.Plus(w)
			r.unit = math.Max(r.unit, math.Abs(x))
			r.places = append(r.places, place{row: i, share: w})
		}
	}
	if r.unit == 0 {
		r.unit = 1
	}
	if !finite(weight.Value()) {
		return ranking{}, index.Undefined("the weights are too large to add up")
	}
	slices.SortFunc(r.places, func(a, b place) int { return cmp.Compare(ranks[a.row], ranks[b.row]) })
	var mean index.Sum
	for k := range r.places {
		p := &r.places[k]
		p.share /= weight.Value()
		p.value = d.Values[p.row] / r.unit
		mean = mean.Plus(p.share * p.value)
	}
	r.mean = mean.Value()

	// Each side is counted from its own end: a difference of large sums would not tell how few are on the other side.
	same := func(j, k int) bool { return ranks[r.places[j].row] == ranks[r.places[k].row] }
	n := len(r.places)
	var below, above, tied index.Sum
	for j := 0; j < n; {
		k, before := j, below.Value()
		for tied = (index.Sum{}); k < n && same(j, k); k++ {
			r.places[k].below = before
			below, tied = below.Plus(r.places[k].share), tied.Plus(r.places[k].share)
		}
		for ; j < k; j++ {
			r.places[j].tied = tied.Value()
		}
	}
	for j := n - 1; j >= 0; {
		after := above.Value()
		for k := j; j >= 0 && same(j, k); j-- {
			r.places[j].above = after
			above = above.Plus(r.places[j].share)
		}
	}
	var sum index.Sum
	for _, p := range r.places {
		sum = sum.Plus(p.share * (p.value - r.mean) * p.lead())
	}
	r.generalised = sum.Value()
	return r, nil
}

// relative returns an error where the values are no basis of a relative comparison.
func (r ranking) relative() error {
	for _, p := range r.places {
		if p.value < 0 {
			return index.Undefined("value %d is negative: relative inequality needs values of at least 0", p.row)
		}
	}
	if r.mean == 0 {
		return index.Undefined("the mean is zero")
	}
	return nil
}

// within returns v, or the end of the range from min to max that rounding has taken it past, or an error where the arithmetic has
// left the range of numbers.
func within(min, v, max float64) (float64, error) {
	v, err := atLeast(min, v)
	return math.Min(v, max), err
}
