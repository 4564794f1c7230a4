package disparity

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// pair returns the two estimates that a simple measure compares, such that the first is the higher one where the
// disadvantaged subgroup does worse:
//
//   - with a reference: reference and lowest of the others when high is good, highest of the others and reference
//     when low is good
//   - ordered: top and bottom of the order when high is good, bottom and top when low is good
//   - otherwise: highest and lowest
//
// A reference goes before an order: it is the more particular wish. WHO's program takes a reference for unordered
// subgroups only, so the two never meet there.
func pair(s index.Subgroups) (first, second estimate) {
	switch {
	case s.Reference >= 0 && s.Favourable:
		return estimateOf(s, s.Reference), lowest(s, s.Reference)
	case s.Reference >= 0:
		return highest(s, s.Reference), estimateOf(s, s.Reference)
	case s.Rank != nil && s.Favourable:
		return stratum(s, slices.Max(s.Rank)), stratum(s, slices.Min(s.Rank))
	case s.Rank != nil:
		return stratum(s, slices.Min(s.Rank)), stratum(s, slices.Max(s.Rank))
	}
	return highest(s, -1), lowest(s, -1)
}

// estimate is a number with its variance, which is 0 where it is unknown.
type estimate struct{ value, variance float64 }

// estimateOf returns the estimate of subgroup i.
func estimateOf(s index.Subgroups, i int) estimate {
	e := estimate{value: s.Estimates[i]}
	if s.SE != nil {
		e.variance = float64(s.SE[i] * s.SE[i])
	}
	return e
}

// stratum returns the mean estimate by population of the subgroups whose rank is r.
func stratum(s index.Subgroups, r float64) estimate {
	var total, weights, variance index.Sum
	for i := range s.Estimates {
		if s.Rank[i] == r {
			w, e := weight(s, i), estimateOf(s, i)
			total.Add(float64(w * e.value))
			variance.Add(float64(w * w * e.variance))
			weights.Add(w)
		}
	}
	sum := weights.Value()
	return estimate{total.Value() / sum, variance.Value() / sum / sum}
}

// lowest and highest return the extreme estimates, leaving out subgroup skip.
func lowest(s index.Subgroups, skip int) estimate {
	return estimateOf(s, extreme(s, skip, func(a, b float64) bool { return a < b }))
}

func highest(s index.Subgroups, skip int) estimate {
	return estimateOf(s, extreme(s, skip, func(a, b float64) bool { return a > b }))
}

func extreme(s index.Subgroups, skip int, beyond func(a, b float64) bool) int {
	at := -1
	for i, y := range s.Estimates {
		if i != skip && (at < 0 || beyond(y, s.Estimates[at])) {
			at = i
		}
	}
	return at
}
