package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// nearestPeople is how many people a neighbourhood is grown to.
var nearestPeople = index.Param{
	Name: "nearest", Default: 1000, Min: 1, Max: 1e9,
	Doc: "how many people a neighbourhood is grown to, at least; people equally far away are taken whole",
}

// weighNeighbourhoods says what a neighbourhood counts as in a mean.
var weighNeighbourhoods = index.Choice("weights",
	"what a neighbourhood counts as: the people of the unit that it is around, or, as in EquiPop, all people in it", "people", "neighbourhoods")

// nearest returns the composition of the neighbourhoods of units, grown to each of the sizes, and the people in them. What it is in places
// without people is not used.
func nearest(c index.Composition, sizes []float64) (*space.Bespoke, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return nil, err
	}
	at, err := c.Located()
	if err != nil {
		return nil, err
	}
	people := unitTotals(c)
	around, err := at.Nearest(people, sizes, c.Counts...)
	if err != nil {
		return nil, index.Unplaced(err)
	}
	T := index.Total(people) * (1 - 1e-12) // whatever rounding does
	for j, k := range sizes {
		short := 0
		for i, t := range people {
			if t > 0 && around.Weight[j][i] < min(k, T) {
				short++
			}
		}
		if short > 0 {
			return nil, index.Undefined("%v people cannot be reached from %s", k, lang.Count(short, "unit"))
		}
	}
	return around, nil
}

// gini returns ΣΣ w_i w_j |p_i − p_j| / (2 W² P (1 − P)) of the first of two groups, with [Gini]'s sum over units by share.
func (s environs) gini() (float64, error) {
	x, y := make([]float64, len(s.weight)), make([]float64, len(s.weight))
	W := index.Total(s.weight)
	for i, w := range s.weight {
		if w > 0 {
			x[i], y[i] = w/W*s.share[0][i], w/W*s.share[1][i]
		}
	}
	var sum, belowX, belowY index.Sum
	for _, u := range byShare(x, y) {
		sum = sum.Plus(float64(x[u.unit]*belowY.Value()) - float64(y[u.unit]*belowX.Value()))
		belowX, belowY = belowX.Plus(x[u.unit]), belowY.Plus(y[u.unit])
	}
	return within(0, sum.Value()/(s.N[0]/s.T*(s.N[1]/s.T)), math.Inf(1))
}

// isolation returns Σ w p² / Σ w p: the share of the first group around its average member, were all neighbourhoods units.
func (s environs) isolation() (float64, error) {
	var sum, weights index.Sum
	W := index.Total(s.weight)
	for i, w := range s.weight {
		if w > 0 {
			own := w / W * s.share[0][i]
			sum, weights = sum.Plus(own*s.share[0][i]), weights.Plus(own)
		}
	}
	return within(0, sum.Value()/weights.Value(), 1)
}
