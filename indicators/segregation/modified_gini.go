package segregation

import (
	"cmp"
	"maps"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var modifiedGini = index.Index{
	ID:      "modified-gini",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Slumpjusterad Ginikoefficient för segregation (Carrington–Troske)", En: "Modified Gini index of segregation (Carrington–Troske)"},
	Formula: "(G − G*)/(1 − G*) if G ≥ G*, else (G − G*)/G*; G* = Σ_i Σ_j t_i t_j E|p_i − p_j| / (2T²P(1 − P))",
	Source:  "Carrington & Troske 1997, Journal of Business & Economic Statistics 15, 402–409",
	Min:     -1,
	Max:     1,
	Reading: lang.Text{
		Sv: "Den slumpjusterade Ginikoefficienten är %s: 0 betyder lika mycket som slumpen ger, 1 att grupperna aldrig finns i samma enhet och −1 att alla enheter har samma sammansättning.",
		En: "The modified Gini index is %s: 0 means as much as chance makes, 1 that the groups never share a unit and −1 that all units have the same composition.",
	},
	Caveat: lang.Text{
		Sv: "Slumpen drar varje person för sig. Hushåll som flyttar tillsammans ger ett högre värde utan att någon söker sig till sin grupp.",
		En: "Chance draws each person alone. Households that move together make the value higher although nobody seeks out the own group.",
	},
	Whole:      true,
	Needs:      "whole counts of two groups in each unit, with people in both groups",
	Programs:   []string{"PySAL segregation: ModifiedGini", "Stata: segregsmall"},
	Properties: index.Permutation | index.GroupSwap | index.EqualIsMin | index.ApartIsMax,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return ModifiedGini(c) },
}

// ModifiedGini returns Carrington and Troske's systematic Gini index: [Gini] against its exact mean G* when each person
// belongs to the group of interest with the probability P of the city, placed as in [ModifiedDissimilarity].
//
// G* is a sum over pairs of units, but |p_i − p_j| summed over all independent pairs is the mean difference of the mixture of
// all their distributions, which one sorted pass gives; the pairs of a unit with itself are taken off again. PySAL's
// ModifiedGini makes one draw 500 times, and each takes time n². It is undefined when either group is empty, for counts that
// are not whole, and when chance leaves no room.
func ModifiedGini(c index.Composition) (float64, error) {
	G, err := Gini(c)
	if err != nil {
		return 0, err
	}
	if err := whole(c); err != nil {
		return 0, err
	}
	x, y, X, Y, _ := twoGroups(c)
	T := X + Y
	sizes := make(map[float64]float64) // units of each size
	for i := range x {
		if t := x[i] + y[i]; t > 0 {
			sizes[t]++
		}
	}
	// The mixture: a point at k/t for each number k that a unit of size t can have, weighing the people of those units.
	type point struct{ p, weight float64 }
	var points []point
	var own index.Sum // the pairs of a unit with itself, which do not differ
	var b band
	for _, t := range slices.Sorted(maps.Keys(sizes)) {
		if t > 1e8 {
			return 0, index.Undefined("a unit of %g people is too large to go through its distribution", t)
		}
		b.binomial(t, X/T)
		below, difference := 0.0, index.Sum{}
		for j, q := range b.p {
			points = append(points, point{(b.first + float64(j)) / t, sizes[t] * (t / T) * q})
			below += q
			difference = difference.Plus(2 * below * max(0, 1-below))
		}
		if len(points) > 50_000_000 {
			return 0, index.Undefined("the units are of too many large sizes to go through their distributions")
		}
		own = own.Plus(sizes[t] * (t / T) * (difference.Value() / T))
	}
	slices.SortFunc(points, func(a, b point) int { return cmp.Compare(a.p, b.p) })
	var below, pairs index.Sum
	for j, q := range points[:len(points)-1] {
		below = below.Plus(q.weight)
		F := min(below.Value(), 1)
		pairs = pairs.Plus((points[j+1].p - q.p) * (2 * F * (1 - F)))
	}
	expected := (pairs.Value() - own.Value()) / (2 * (X / T) * (Y / T))
	return beyondChance(G, min(max(expected, 0), 1))
}
