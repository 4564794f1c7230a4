package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var simpsonConcentration = index.Index{
	ID:      "simpson-concentration",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Simpsons koncentration (λ)", En: "Simpson's concentration (λ)"},
	Formula: "λ = Σ_k P_k²",
	Source:  "Simpson 1949, Nature 163, 688",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Simpsons koncentration är %s: så stor är sannolikheten att två slumpvis valda personer tillhör samma grupp.",
		En: "Simpson's concentration is %s: the probability that two people drawn at random belong to the same group.",
	},
	Caveat: lang.Text{
		Sv: "Minsta värdet är 1/K med K grupper: jämför bara lika många grupper.",
		En: "The smallest value is 1/K with K groups: compare the same number of groups only.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"PySAL segregation: SimpsonsConcentration", "divseg: ds_hhi", "divseg: ds_simpson"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return SimpsonConcentration(c) },
}

// SimpsonConcentration returns the probability λ that two people drawn at random, with replacement, from all units together
// belong to the same group: 1 when everybody is in one group, 1/K when K groups are of one size. Economists call it
// Herfindahl and Hirschman's index, and divseg has it under both names.
//
// It does not look at the units. It is undefined when nobody is counted.
func SimpsonConcentration(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 1)
	if err != nil {
		return 0, err
	}
	var sum index.Sum
	for _, n := range N {
		sum = sum.Plus(n / T * (n / T))
	}
	return within(0, sum.Value(), 1)
}
