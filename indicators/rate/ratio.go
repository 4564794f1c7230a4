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
	return katz(x1, n1, x2, n2, Z(level))
}

// katz is [RatioInterval] for a standard normal quantile that is computed once for many units.
func katz(x1, n1, x2, n2, z float64) (lower, upper float64) {
	variance := 1/x1 - 1/n1 + 1/x2 - 1/n2
	if !(x1 > 0 && x1 <= n1 && x2 > 0 && x2 <= n2 && variance > 0) || math.IsInf(n1, 1) || math.IsInf(n2, 1) {
		return math.NaN(), math.NaN()
	}
	ratio := (x1 / n1) / (x2 / n2)
	factor := math.Exp(z * math.Sqrt(variance))
	return ratio / factor, ratio * factor
}

// MOVERRatio returns the limits of the ratio v1 / v2 of two independent figures of at least 0 from the limits l and u of each, by
// the method of variance estimates recovery (Donner and Zou 2012, Statistical Methods in Medical Research 21, 347–359): with
// a = l1(2v1 − l1), b = u2(2v2 − u2), c = u1(2v1 − u1), d = l2(2v2 − l2) and w = v1v2
//
//	lower = (w − √(w² − ab)) / b = a / (w + √(w² − ab))
//	upper = (w + √(w² − cd)) / d
//
// The second form of the lower limit holds for b ≤ 0 as well, that is where u2 ≥ 2 v2. The upper limit is +Inf where l2 is 0,
// for then v2 may be next to nothing. Limits that rest on NaN are NaN.
func MOVERRatio(v1, l1, u1, v2, l2, u2 float64) (lower, upper float64) {
	w := float64(v1 * v2)
	root := func(x float64) float64 { return math.Sqrt(math.Max(0, float64(w*w)-x)) } // never below 0 but for rounding
	a, d := l1*(2*v1-l1), l2*(2*v2-l2)
	if a != 0 { // 0 over 0 where v2 is 0 as well
		lower = a / (w + root(a*(u2*(2*v2-u2))))
	}
	if d == 0 {
		return lower, math.Inf(1)
	}
	return lower, (w + root(u1*(2*v1-u1)*d)) / d
}
