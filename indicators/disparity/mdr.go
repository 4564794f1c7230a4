package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var mdr = index.Index{
	ID:      "mdr",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Genomsnittligt avstånd från referensen", En: "Mean difference from a reference subgroup"},
	Formula: "MDR = Σj pj |yj − yref|, or (1/J) Σj |yj − yref| unweighted",
	Source:  who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{byPopulation},
	Reads:  index.Benchmark,
	Reading: lang.Text{
		Sv: "Områdena ligger i genomsnitt %s från referensen.",
		En: "The areas are on average %s from the reference.",
	},
	Caveat: lang.Text{
		Sv: "Säger lika mycket om referensen som om de andra. Slump i referensens värde drabbar alla avstånd.",
		En: "Says as much about the reference as about the others. Chance in its value hits every distance.",
	},
	Needs:      "three subgroups or more, one of them the reference",
	Programs:   []string{"healthequal: mdrw", "healthequal: mdru"},
	Properties: index.Permutation | index.Translation | index.WeightsScale | index.EqualIsMin,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		w, err := choice(byPopulation, p)
		if err != nil {
			return 0, err
		}
		return DifferenceFromReference(s, w == 1)
	},
}

// DifferenceFromReference returns the mean distance of the estimates from that of the reference, in the unit of the estimates: WHO's
// MDRW when weighted, else MDRU,
//
//	MDRW = Σ pj |yj − yref|    MDRU = (1/J) Σ |yj − yref|
//
// The reference counts among the J, at distance 0. The measure runs from 0 (all equal) without upper bound. It is undefined for fewer
// than two subgroups and without a reference. Its limits are simulated ([Simulate]), from the reference of the draw; HEAT's are from the
// best subgroup, whatever the reference.
func DifferenceFromReference(s index.Subgroups, weighted bool) (float64, error) {
	s, err := populated(s, several)
	if err != nil {
		return 0, err
	}
	if s.Reference < 0 {
		return 0, index.Undefined("needs a reference")
	}
	return distance(s, s.Estimates[s.Reference], weighted)
}
