package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var simpsonInteraction = index.Index{
	ID:      "simpson-interaction",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Simpsons mångfald (I)", En: "Simpson's interaction index (I)"},
	Formula: "I = Σ_k P_k (1 − P_k)",
	Source:  "Simpson 1949, Nature 163, 688; Lieberson 1969, American Sociological Review 34, 850–862; Reardon & Firebaugh 2002",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Simpsons mångfald är %s: så stor är sannolikheten att två slumpvis valda personer tillhör olika grupper.",
		En: "Simpson's interaction index is %s: the probability that two people drawn at random belong to different groups.",
	},
	Caveat: lang.Text{
		Sv: "Måttet säger hur blandat området är som helhet, inte om grupperna bor åtskilda inom det. Största värdet är 1 − 1/K med K grupper.",
		En: "It says how mixed the area is as a whole, not whether the groups live apart within it. The largest value is 1 − 1/K with K groups.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"PySAL segregation: SimpsonsInteraction", "OasisR: ISimpson", "divseg: ds_blau", "Stata: seg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return SimpsonInteraction(c) },
}

// SimpsonInteraction returns the probability that two people drawn at random, with replacement, from all units together belong
// to different groups: 0 when everybody is in one group, 1 − 1/K when K groups are of one size. It is Blau's, Gibbs and
// Martin's and Gini and Simpson's index of diversity, and 1 − [SimpsonConcentration].
//
// It does not look at the units. It is undefined when nobody is counted.
func SimpsonInteraction(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 1)
	if err != nil {
		return 0, err
	}
	var sum index.Sum
	for _, n := range N {
		sum = sum.Plus(n / T * ((T - n) / T))
	}
	return within(0, sum.Value(), 1)
}
