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
func pair(s index.Subgroups) (first, second float64) {
	switch {
	case s.Reference >= 0 && s.Favourable:
		return s.Estimates[s.Reference], lowest(s, s.Reference)
	case s.Reference >= 0:
		return highest(s, s.Reference), s.Estimates[s.Reference]
	case s.Rank != nil && s.Favourable:
		return stratum(s, slices.Max(s.Rank)), stratum(s, slices.Min(s.Rank))
	case s.Rank != nil:
		return stratum(s, slices.Min(s.Rank)), stratum(s, slices.Max(s.Rank))
	}
	return highest(s, -1), lowest(s, -1)
}
