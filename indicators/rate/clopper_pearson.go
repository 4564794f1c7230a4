package rate

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// mostExact is the largest population for which the incomplete beta function has nine digits left.
const mostExact = 1e9

// ClopperPearson returns the limits of a proportion of x among n on the scale from 0 to 1 such that x or more, and x or fewer, each
// have the probability (1 − level)/2: with B(p; a, b) the quantile of the beta distribution,
//
//	B((1−level)/2; x, n−x+1)  and  B((1+level)/2; x+1, n−x)
//
// (Clopper and Pearson 1934, Biometrika 26, 404–413). They are exactly 0 below for x = 0 and 1 above for x = n. Counts need not
// be whole. The limits are NaN, no interval, unless 0 ≤ x ≤ n, 0 < n ≤ 10⁹ and 0 < level < 1.
func ClopperPearson(x, n, level float64) (lower, upper float64) {
	if !(x >= 0 && x <= n && n > 0 && n <= mostExact && level > 0 && level < 1) {
		return math.NaN(), math.NaN()
	}
	upper = 1
	if x > 0 {
		lower = mathext.InvRegIncBeta(x, n-x+1, (1-level)/2)
	}
	if x < n {
		upper = mathext.InvRegIncBeta(x+1, n-x, (1+level)/2)
	}
	return lower, upper
}
