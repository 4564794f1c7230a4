package disparity

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var par = index.Index{
	ID:      "par",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Möjlig förbättring (PAR)", En: "Population attributable risk (PAR)"},
	Formula: "PAR = yref − μ, or 0 where the reference is not better than μ",
	Source:  who,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Reading: lang.Text{
		Sv: "Om alla hade samma nivå som referensen skulle medelvärdet ändras med %s.",
		En: "If all had the level of the reference, the mean would change by %s.",
	},
	Caveat: lang.Text{
		Sv: "Ett tankeexperiment: säger inte att nivån kan nås eller vad som skulle krävas.",
		En: "A thought experiment: it does not say that the level can be reached or what it would take.",
	},
	Needs:      "two subgroups or more",
	Programs:   []string{"healthequal: parisk"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return AttributableRisk(s) },
}

// AttributableRisk returns the population attributable risk: how much the mean would change if every subgroup had the
// level of the reference, in the unit of the estimates,
//
//	PAR = yref − μ,  μ = Σ pj yj
//
// It is positive or 0 when high is good and negative or 0 when low is good, for a reference that is worse than the mean
// promises no improvement: it gives 0. The reference is Reference where given, else the most advantaged where Rank is
// given, else the best estimate. It is undefined for fewer than two subgroups.
func AttributableRisk(s index.Subgroups) (float64, error) {
	s, err := populated(s, 2)
	if err != nil {
		return 0, err
	}
	gap := target(s) - mean(s)
	if s.Favourable {
		return defined(math.Max(0, gap))
	}
	return defined(math.Min(0, gap))
}

// target returns the level that the population could have.
func target(s index.Subgroups) float64 {
	switch {
	case s.Reference >= 0:
		return s.Estimates[s.Reference]
	case s.Rank != nil:
		return stratum(s, slices.Max(s.Rank))
	case s.Favourable:
		return highest(s, -1)
	}
	return lowest(s, -1)
}
