package rate

import "math"

// RatioInterval returns the limits of the ratio (x1/n1) / (x2/n2) of two independent proportions,
//
//	exp(ln R ∓ z √(1/x1 − 1/n1 + 1/x2 − 1/n2))
//
// (Katz, Baptista, Azen and Pike 1978, Biometrics 34, 469–474, method C.) The two populations must not share persons.
//
// The logarithm needs events on both sides: with x1 or x2 zero the limits are NaN, no interval, and nothing is added to
// the counts to force one. The same holds when everybody is counted on both sides, where the formula would claim
// certainty, and unless 0 ≤ x ≤ n and n > 0 for both and 0 < level < 1.
func RatioInterval(x1, n1, x2, n2, level float64) (lower, upper float64) {
	z := Z(level)
	variance := 1/x1 - 1/n1 + 1/x2 - 1/n2
	if !(x1 > 0 && x1 <= n1 && x2 > 0 && x2 <= n2 && variance > 0) || math.IsInf(n1, 1) || math.IsInf(n2, 1) {
		return math.NaN(), math.NaN()
	}
	ratio := (x1 / n1) / (x2 / n2)
	factor := math.Exp(z * math.Sqrt(variance))
	return ratio / factor, ratio * factor
}
