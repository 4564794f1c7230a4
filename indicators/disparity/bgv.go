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
	Params:   []index.Param{index.Level},
	Needs:    "three subgroups or more; standard errors for the interval",
	Programs: []string{"healthequal: bgv"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.EqualIsMin |
		index.Transfer | index.WeightsScale,
	Disparate: func(s index.Subgroups, _ index.Params) (float64, error) { return BetweenGroupVariance(s) },
	Interval: interval(0, math.Inf(1), func(s index.Subgroups, _ index.Params) (v, se float64, err error) {
		if v, err = BetweenGroupVariance(s); err != nil {
			return 0, 0, err
		}
		if s.SE == nil {
			return 0, 0, index.Undefined("needs standard errors of the estimates")
		}
		p, mu := share(s), mean(s)
		var deviations, noise, fourth, rest index.Sum
		for j, se := range s.SE {
			q := p(j) * se * p(j) * se
			d := s.Estimates[j] - mu
			deviations.Add(float64(q * d * d))
			noise.Add(q)
			fourth.Add(float64(q * q))
			rest.Add(float64(q * se * se * (1 - p(j)) * (1 - p(j))))
		}
		variance := 4*deviations.Value() + 2*(noise.Value()*noise.Value()-fourth.Value()+rest.Value())
		se, err = defined(math.Sqrt(variance))
		return v, se, err
	}),
}

// BetweenGroupVariance returns the variance of the estimates about their mean by population,
//
//	BGV = Σ pj (yj − μ)²,  μ = Σ pj yj
//
// in the square of the unit of the estimates. It runs from 0 (all equal) without upper bound. It is undefined for
// fewer than three subgroups. Sampling error of variance s²j adds Σ pj (1 − pj) s²j to it on average; nothing is
// subtracted here.
//
// Its standard error is that of a quadratic form of independent normal estimates (Ahn 2018, as in
// WHO's programs),
//
//	SE² = 4 Σ pj² sj² (yj − μ)² + 2 ((Σ pj² sj²)² − Σ pj⁴ sj⁴ + Σ pj² (1 − pj)² sj⁴)
//
// and its limits are normal, the lower one at least 0. Since chance adds to the value, they lie too high where areas are small.
func BetweenGroupVariance(s index.Subgroups) (float64, error) {
	s, err := populated(s, several)
	if err != nil {
		return 0, err
	}
	mu := mean(s)
	return defined(average(s, func(i int) float64 {
		d := s.Estimates[i] - mu
		return d * d
	}))
}
