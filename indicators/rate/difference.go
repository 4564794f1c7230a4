package rate

import "math"

// NewcombeDifference returns the limits of the difference x1/n1 − x2/n2 of two independent proportions, on the scale
// from −1 to 1: those of [MOVERDifference] from the Wilson limits of each (Newcombe 1998, Statistics in Medicine 17, 873–890,
// method 10, without continuity correction). The two populations must not share persons: compare an area with the rest of
// the city, not with the whole. The limits are NaN, no interval, unless 0 ≤ x ≤ n and n > 0 for both and 0 < level < 1.
func NewcombeDifference(x1, n1, x2, n2, level float64) (lower, upper float64) {
	return newcombe(x1, n1, x2, n2, Z(level))
}

// newcombe is [NewcombeDifference] for a standard normal quantile that is computed once for many units.
func newcombe(x1, n1, x2, n2, z float64) (lower, upper float64) {
	l1, u1 := wilson(x1, n1, z)
	l2, u2 := wilson(x2, n2, z)
	return MOVERDifference(x1/n1, l1, u1, x2/n2, l2, u2)
}

// MOVERDifference returns the limits of the difference v1 − v2 of two independent figures from the limits l and u of each, by the
// method of variance estimates recovery (Zou and Donner 2008, Statistics in Medicine 27, 1693–1702):
//
//	lower = d − √((v1 − l1)² + (u2 − v2)²)
//	upper = d + √((u1 − v1)² + (v2 − l2)²)
//
// A limit that rests on one that is NaN is NaN.
func MOVERDifference(v1, l1, u1, v2, l2, u2 float64) (lower, upper float64) {
	d := v1 - v2
	return d - math.Hypot(v1-l1, u2-v2), d + math.Hypot(u1-v1, v2-l2)
}
