package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localSimpson = index.Index{
	ID:      "local-simpson",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Lokalt Simpsonindex", En: "Local Simpson index"},
	Formula: "I_i = Σ_k p_ik (1 − p_ik) = 1 − λ_i",
	Source:  "Simpson 1949, Nature 163, 688; Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Det lokala Simpsonindexet är %s: så stor är sannolikheten att två slumpvis valda invånare i enheten tillhör olika grupper.",
		En: "The local Simpson index is %s: the probability that two people of the unit drawn at random belong to different groups.",
	},
	Caveat: lang.Text{
		Sv: "Måttet säger hur blandad enheten är, inte om den liknar staden. Koncentrationen λ är 1 minus värdet; program skiljer sig i vilken de visar.",
		En: "It says how mixed the unit is, not whether it is like the city. The concentration λ is 1 minus the value; programs differ in which they show.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"PySAL segregation: MultiLocalSimpsonInteraction", "PySAL segregation: MultiLocalSimpsonConcentration", "OasisR: LSimpson", "divseg: ds_blau", "divseg: ds_hhi"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalSimpson(c))
	},
}

// LocalSimpson returns for each unit the probability that two of its people, drawn at random with replacement, belong to
// different groups: 0 where everybody is in one group, 1 − 1/K where K groups are of one size. It is Blau's index. The
// concentration λ, Herfindahl and Hirschman's index, is 1 minus it.
//
// A unit without people has NaN. It is undefined when nobody is counted.
func LocalSimpson(c index.Composition) ([]float64, error) {
	return local(c, 0, 1, func(counts []float64, t float64) (float64, error) {
		var sum index.Sum
		for _, n := range counts {
			sum = sum.Plus(n / t * ((t - n) / t))
		}
		return sum.Value(), nil
	})
}
