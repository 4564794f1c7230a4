package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var bgv = index.Index{
	ID:      "bgv",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Varians mellan grupper", En: "Between-group variance"},
	Formula: "BGV = Σj pj (yj − μ)², μ = Σj pj yj",
	Source:  who,
	Min:     0, Max: math.Inf(1),
	Reading: lang.Text{
		Sv: "Variansen mellan områdena är %s, i indikatorns enhet i kvadrat.",
		En: "The variance between the areas is %s, in the square of the indicator's unit.",
	},
	Caveat: lang.Text{
		Sv: "Enheten är i kvadrat och svår att tolka. Slump gör variansen för stor, mest när områdena är små.",
		En: "The unit is squared and hard to interpret. Chance makes the variance too large, most where areas are small.",
	},
	Needs:    "two subgroups or more",
	Programs: []string{"healthequal: bgv"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.EqualIsMin |
		index.Transfer | index.WeightsScale,
	Disparate: func(s index.Subgroups, _ index.Params) (float64, error) { return BetweenGroupVariance(s) },
}

// BetweenGroupVariance returns the variance of the estimates about their mean by population,
//
//	BGV = Σ pj (yj − μ)²,  μ = Σ pj yj
//
// in the square of the unit of the estimates. It runs from 0 (all equal) without upper bound. It is undefined for
// fewer than two subgroups. Sampling error of variance s²j adds Σ pj (1 − pj) s²j to it on average; nothing is
// subtracted here.
func BetweenGroupVariance(s index.Subgroups) (float64, error) {
	s, err := populated(s, 2)
	if err != nil {
		return 0, err
	}
	mu := mean(s)
	return defined(average(s, func(i int) float64 {
		d := s.Estimates[i] - mu
		return d * d
	}))
}
