package registry_test

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
)

// transfer makes one move towards equality that does not go past it: between values, between estimates, or of people
// between units.
func transfer(r *rand.Rand, ix index.Index, x sample) (before, after sample, ok bool) {
	n := x.units()
	if n < 2 {
		return x, x, false
	}
	i, j := r.IntN(n), r.IntN(n)
	y := x.clone()
	switch {
	case ix.Unequal != nil:
		return x, y, level(r, y.d.Values, y.d.Weights, i, j)
	case ix.Disparate != nil:
		// A reference or an order says which estimates ought to be high: what is equal is then not for the estimates
		// alone to tell. They are left out where the index allows it.
		free := x.clone()
		free.s.Reference, free.s.Rank = -1, nil
		if _, err := compute(ix, free, nil); err == nil {
			x, y = free, free.clone()
		}
		return x, y, level(r, y.s.Estimates, y.s.Population, i, j)
	case ix.TwoGroup != nil && r.IntN(2) == 0:
		return x, y, move(r, ix.Whole, y.c.Counts[0], y.c.Counts[1], i, j)
	default:
		return x, y, exchange(r, ix.Whole, y.c, i, j)
	}
}

// level moves an amount from the higher of values i and j to the lower (Pigou and Dalton), weights given.
func level(r *rand.Rand, values, weights []float64, i, j int) bool {
	if values[i] < values[j] {
		i, j = j, i
	}
	wi, wj := 1.0, 1.0
	if weights != nil {
		wi, wj = weights[i], weights[j]
	}
	if values[i] == values[j] || wi == 0 || wj == 0 {
		return false
	}
	amount := r.Float64() * (values[i] - values[j]) / (1/wi + 1/wj)
	values[i] -= amount / wi
	values[j] += amount / wj
	return true
}

// move takes people of group x from a unit where its share is higher to one where it is lower: the principle of
// transfers of James and Taeuber (1985) for two groups.
func move(r *rand.Rand, whole bool, x, y []float64, i, j int) bool {
	// Shares compared crosswise: a unit of the other group alone has a share of 0.
	if x[i]*y[j] < x[j]*y[i] {
		i, j = j, i
	}
	if x[i]+y[i] == 0 || x[j]+y[j] == 0 || x[i]*y[j] == x[j]*y[i] {
		return false
	}
	for people := x[i] * r.Float64(); people > x[i]*1e-6; people /= 2 {
		if whole {
			people = math.Floor(people)
		}
		if (x[i]-people)*y[j] >= (x[j]+people)*y[i] {
			x[i] -= people
			x[j] += people
			return true
		}
	}
	return false
}

// exchange lets people of group a in unit i change places with as many of group b in unit j, where each group's share is
// the higher: the principle of exchanges of Reardon and Firebaugh (2002) for any number of groups.
func exchange(r *rand.Rand, whole bool, c index.Composition, i, j int) bool {
	a := r.IntN(len(c.Counts))
	b := (a + 1 + r.IntN(len(c.Counts)-1)) % len(c.Counts)
	ti, tj := 0.0, 0.0
	for _, counts := range c.Counts {
		ti += counts[i]
		tj += counts[j]
	}
	if ti == 0 || tj == 0 {
		return false
	}
	excessA := c.Counts[a][i]/ti - c.Counts[a][j]/tj
	excessB := c.Counts[b][j]/tj - c.Counts[b][i]/ti
	people := r.Float64() * min(excessA, excessB) / (1/ti + 1/tj)
	if whole {
		people = math.Floor(people)
	}
	if people <= 0 {
		return false
	}
	c.Counts[a][i] -= people
	c.Counts[a][j] += people
	c.Counts[b][i] += people
	c.Counts[b][j] -= people
	return true
}
