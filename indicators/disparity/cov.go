package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var cov = index.Index{
	ID:      "cov",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Variationskoefficient mellan grupper", En: "Coefficient of variation between groups"},
	Formula: "COV = 100 BGSD / μ",
	Source:  who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Områdenas värden avviker typiskt med %s procent från medelvärdet.",
		En: "The areas' values typically lie %s per cent from the mean.",
	},
	Caveat: lang.Text{
		Sv: "Beror på om man räknar andelen som har något eller andelen som saknar det. Slump räknas som skillnad.",
		En: "Depends on whether one counts the share that has a thing or the share that lacks it. Chance counts as difference.",
	},
	Needs:    "three subgroups or more; estimates of at least 0 that are not all zero; standard errors for the interval",
	Programs: []string{"healthequal: covar"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Disparate: func(s index.Subgroups, _ index.Params) (float64, error) { return VariationBetweenGroups(s) },
	Interval: interval(0, math.Inf(1), func(s index.Subgroups, _ index.Params) (v, se float64, err error) {
		if v, err = VariationBetweenGroups(s); err != nil {
			return 0, 0, err
		}
		if v == 0 {
			return 0, 0, index.Undefined("the estimates are equal, where the measure has no slope")
		}
		p, mu := share(s), mean(s)
		deviation := v * mu / 100
		se, err = delta(s, func(j int) float64 {
			return 100 / mu * p(j) * ((s.Estimates[j]-mu)/deviation - deviation/mu)
		})
		return v, se, err
	}),
}

// VariationBetweenGroups returns the coefficient of variation of the estimates, [BetweenGroupStandardDeviation] in per cent of their
// mean by population. It runs from 0 (all equal) without upper bound. It is undefined for fewer than three subgroups, for negative
// estimates and for a mean of zero.
//
// Its standard error is √Σ gj² sj² with gj = 100 pj ((yj − μ)/BGSD − BGSD/μ)/μ (delta method), with normal limits, the lower one at
// least 0; equal estimates have none. WHO's programs simulate instead ([Simulate]). Both start from a value that chance has made too
// large.
func VariationBetweenGroups(s index.Subgroups) (float64, error) {
	return percentOfMean(s, several, BetweenGroupStandardDeviation)
}
