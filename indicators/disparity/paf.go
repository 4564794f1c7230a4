package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var paf = index.Index{
	ID:      "paf",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Möjlig förbättring i procent (PAF)", En: "Population attributable fraction (PAF)"},
	Formula: "PAF = 100 PAR / μ",
	Source:  who,
	Min:     -100, Max: math.Inf(1),
	Reading: lang.Text{
		Sv: "Om alla hade samma nivå som referensen skulle medelvärdet ändras med %s procent.",
		En: "If all had the level of the reference, the mean would change by %s per cent.",
	},
	Caveat: lang.Text{
		Sv: "Ett tankeexperiment: säger inte att nivån kan nås eller vad som skulle krävas.",
		En: "A thought experiment: it does not say that the level can be reached or what it would take.",
	},
	Params:     []index.Param{index.Level},
	Needs:      "two subgroups or more; estimates of at least 0 that are not all zero",
	Programs:   []string{"healthequal: paf"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return AttributableFraction(s) },
	Interval: interval(-100, math.Inf(1), func(s index.Subgroups, _ index.Params) (v, se float64, err error) {
		if v, err = AttributableFraction(s); err != nil {
			return 0, 0, err
		}
		if v == 0 {
			return 0, 0, index.Undefined("the reference is not better than the mean, so that the measure is 0 whatever their size")
		}
		t, p, mu, ref := targetShare(s), share(s), mean(s), target(s)
		// PAF = 100 (yref/μ − 1)
		se, err = delta(s, func(j int) float64 { return 100 / mu * (t(j) - p(j)*(ref/mu)) })
		return v, se, err
	}),
}

// AttributableFraction returns the population attributable fraction: how many per cent the mean would change if
// every subgroup had the level of the reference,
//
//	PAF = 100 PAR / μ
//
// with PAR as in [AttributableRisk]. It runs from −100 (low is good and the reference has none) to 0, or from 0 upward
// when high is good. It is undefined for fewer than two subgroups, for negative estimates and for a mean of zero.
//
// Its standard error follows from those of the estimates, √Σ gj² sj² with gj = 100 (tj − pj yref/μ)/μ and tj = 1 for the reference, and
// its limits are normal; there are none where it is 0. WHO's healthequal 1.0.1 puts the standard error of the share beside the value in per
// cent, a hundred times too small: −29.92 with limits −29.99 and −29.84.
func AttributableFraction(s index.Subgroups) (float64, error) {
	return percentOfMean(s, 2, AttributableRisk)
}
