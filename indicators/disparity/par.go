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
	Params:     []index.Param{index.Level},
	Needs:      "two subgroups or more",
	Programs:   []string{"healthequal: parisk"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return AttributableRisk(s) },
	Interval: interval(math.Inf(-1), math.Inf(1), func(s index.Subgroups, _ index.Params) (v, se float64, err error) {
		if v, err = AttributableRisk(s); err != nil {
			return 0, 0, err
		}
		if v == 0 {
			return 0, 0, index.Undefined("the reference is not better than the mean, so that the measure is 0 whatever their size")
		}
		t, p := targetShare(s), share(s)
		se, err = delta(s, func(j int) float64 { return t(j) - p(j) })
		return v, se, err
	}),
}

// AttributableRisk returns the population attributable risk: how much the mean would change if every subgroup had the
// level of the reference, in the unit of the estimates,
//
//	PAR = yref − μ,  μ = Σ pj yj
//
// It is positive or 0 when high is good and negative or 0 when low is good, for a reference that is worse than the mean
// promises no improvement: it gives 0. The reference is Reference where given, else the most advantaged where Rank is
// given, else the best estimate. It is undefined for fewer than two subgroups.
//
// Its standard error is that of yref − Σ pj yj for independent estimates, √Σ (tj − pj)² sj² with tj = 1 for the reference, and its
// limits are normal; there are none where it is 0. WHO's healthequal takes the populations for the size of a sample instead, which
// they are not where the estimates come from a survey.
func AttributableRisk(s index.Subgroups) (float64, error) {
	s, err := populated(s, 2)
	if err != nil {
		return 0, err
	}
	return defined(gain(target(s), mean(s), s.Favourable))
}

// gain returns the improvement from a mean to a target, 0 where the target is not better but for rounding.
func gain(target, mean float64, favourable bool) float64 {
	gap := target - mean
	if (gap > 0) != favourable || math.Abs(gap) <= 1e-14*math.Abs(mean) {
		return 0
	}
	return gap
}

// target returns the level that the population could have.
func target(s index.Subgroups) float64 {
	switch {
	case s.Reference >= 0:
		return s.Estimates[s.Reference]
	case s.Rank != nil:
		return stratum(s, slices.Max(s.Rank)).value
	case s.Favourable:
		return s.Estimates[highest(s, -1)]
	}
	return s.Estimates[lowest(s, -1)]
}

// targetShare returns the part that subgroup j has in the target.
func targetShare(s index.Subgroups) func(j int) float64 {
	best := s.Reference
	switch {
	case best >= 0:
	case s.Rank != nil:
		top := slices.Max(s.Rank)
		var people index.Sum
		for i, r := range s.Rank {
			if r == top {
				people.Add(weight(s, i))
			}
		}
		return func(j int) float64 {
			if s.Rank[j] != top {
				return 0
			}
			return weight(s, j) / people.Value()
		}
	case s.Favourable:
		best = extreme(s, -1, func(a, b float64) bool { return a > b })
	default:
		best = extreme(s, -1, func(a, b float64) bool { return a < b })
	}
	return func(j int) float64 {
		if j == best {
			return 1
		}
		return 0
	}
}
