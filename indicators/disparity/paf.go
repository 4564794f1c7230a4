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
	Needs:      "two subgroups or more; estimates of at least 0 that are not all zero",
	Programs:   []string{"healthequal: paf"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return AttributableFraction(s) },
}

// AttributableFraction returns the population attributable fraction: how many per cent the mean would change if
// every subgroup had the level of the reference,
//
//	PAF = 100 PAR / μ
//
// with PAR as in [AttributableRisk]. It runs from −100 (low is good and the reference has none) to 0, or from 0 upward
// when high is good. It is undefined for fewer than two subgroups, for negative estimates and for a mean of zero.
func AttributableFraction(s index.Subgroups) (float64, error) {
	return percentOfMean(s, AttributableRisk)
}
