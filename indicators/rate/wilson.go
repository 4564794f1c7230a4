package rate

import "math"

// Wilson returns the limits of a proportion of x among n on the scale from 0 to 1, by the score method (Wilson 1927):
//
//	(2x + z² ∓ z √(z² + 4x(1 − x/n))) / (2(n + z²))
//
// They never leave the range from 0 to 1 and are exactly 0 for x = 0 and 1 for x = n. Counts need not be whole. The
// limits are NaN, no interval, unless 0 ≤ x ≤ n, n > 0 and 0 < level < 1.
func Wilson(x, n, level float64) (lower, upper float64) {
	return wilson(x, n, Z(level))
}

// wilson is [Wilson] for a standard normal quantile that is computed once for many units.
func wilson(x, n, z float64) (lower, upper float64) {
	if !(x >= 0 && x <= n && n > 0) || math.IsInf(n, 1) || math.IsNaN(z) {
		return math.NaN(), math.NaN()
	}
	z2 := float64(z * z)
	half := z * math.Sqrt(z2+float64(4*x*(1-x/n)))
	mid, width := float64(2*x)+z2, 2*(n+z2)
	lower, upper = (mid-half)/width, (mid+half)/width
	if x == 0 {
		lower = 0
	}
	if x == n {
		upper = 1
	}
	return math.Max(lower, 0), math.Min(upper, 1)
}
