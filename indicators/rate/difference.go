package rate

import "math"

// NewcombeDifference returns the limits of the difference x1/n1 − x2/n2 of two independent proportions, on the scale
// from −1 to 1, from the Wilson limits l and u of each:
//
//	lower = d − √((p1 − l1)² + (u2 − p2)²)
//	upper = d + √((u1 − p1)² + (p2 − l2)²)
//
// (Newcombe 1998, Statistics in Medicine 17, 873–890, method 10, without continuity correction.) The two populations
// must not share persons: compare an area with the rest of the city, not with the whole. The limits are NaN, no
// interval, unless 0 ≤ x ≤ n and n > 0 for both and 0 < level < 1.
func NewcombeDifference(x1, n1, x2, n2, level float64) (lower, upper float64) {
	z := Z(level)
	l1, u1 := wilson(x1, n1, z)
	l2, u2 := wilson(x2, n2, z)
	p1, p2 := x1/n1, x2/n2
	d := p1 - p2
	return d - math.Hypot(p1-l1, u2-p2), d + math.Hypot(u1-p1, p2-l2)
}
