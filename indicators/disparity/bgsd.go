package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var bgsd = index.Index{
	ID:      "bgsd",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Standardavvikelse mellan grupper", En: "Between-group standard deviation"},
	Formula: "BGSD = √BGV = √Σj pj (yj − μ)²",
	Source:  who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Områdenas värden avviker typiskt med %s från medelvärdet.",
		En: "The areas' values typically lie %s from the mean.",
	},
	Caveat: lang.Text{
		Sv: "Slump gör avvikelsen för stor, mest när områdena är små: se den brusrensade standardavvikelsen.",
		En: "Chance makes the deviation too large, most where areas are small: see the noise-corrected standard deviation.",
	},
	Needs:    "three subgroups or more; standard errors for the interval",
	Programs: []string{"healthequal: bgsd"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.EqualIsMin |
		index.Transfer | index.WeightsScale,
	Disparate: func(s index.Subgroups, _ index.Params) (float64, error) { return BetweenGroupStandardDeviation(s) },
	Interval: interval(0, math.Inf(1), func(s index.Subgroups, _ index.Params) (v, se float64, err error) {
		if v, err = BetweenGroupStandardDeviation(s); err != nil {
			return 0, 0, err
		}
		if v == 0 {
			return 0, 0, index.Undefined("the estimates are equal, where the measure has no slope")
		}
		p, mu := share(s), mean(s)
		se, err = delta(s, func(j int) float64 { return p(j) * (s.Estimates[j] - mu) / v })
		return v, se, err
	}),
}

// BetweenGroupStandardDeviation returns the standard deviation of the estimates about their mean by population, the square root of
// [BetweenGroupVariance], in the unit of the estimates. It runs from 0 (all equal) without upper bound. It is undefined for fewer than
// three subgroups.
//
// Its standard error is √Σ (pj (yj − μ)/BGSD)² sj² (delta method), with normal limits, the lower one at least 0; equal estimates have
// none. WHO's programs simulate instead ([Simulate]). Both start from a value that chance has made too large.
func BetweenGroupStandardDeviation(s index.Subgroups) (float64, error) {
	v, err := BetweenGroupVariance(s)
	return math.Sqrt(v), err
}
