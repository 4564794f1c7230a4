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
	if s.Reference < 0 && s.Rank != nil {
		top, bottom := stratum(s, slices.Max(s.Rank)), stratum(s, slices.Min(s.Rank))
		if s.Favourable {
			return top, bottom
		}
		return bottom, top
	}
	i, j := Pair(s)
	return estimateOf(s, i), estimateOf(s, j)
}

// Pair returns the positions of the two subgroups that [Difference] and [Ratio] compare, for limits that are not the normal ones. It is −1
// for an end of an order that several subgroups share.
func Pair(s index.Subgroups) (first, second int) {
	switch {
	case s.Reference >= 0 && s.Favourable:
		return s.Reference, lowest(s, s.Reference)
	case s.Reference >= 0:
		return highest(s, s.Reference), s.Reference
	case s.Rank == nil:
		return highest(s, -1), lowest(s, -1)
	}
	first, second = only(s, slices.Max(s.Rank)), only(s, slices.Min(s.Rank))
	if !s.Favourable {
		first, second = second, first
	}
	return first, second
}

// only returns the subgroup of a rank, −1 where there are several.
func only(s index.Subgroups, rank float64) int {
	i := slices.Index(s.Rank, rank)
	if slices.Contains(s.Rank[i+1:], rank) {
		return -1
	}
	return i
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

// lowest and highest return the subgroup with the extreme estimate, leaving out subgroup skip.
func lowest(s index.Subgroups, skip int) int {
	return extreme(s, skip, func(a, b float64) bool { return a < b })
}

func highest(s index.Subgroups, skip int) int {
	return extreme(s, skip, func(a, b float64) bool { return a > b })
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
