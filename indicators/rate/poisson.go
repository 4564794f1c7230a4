package rate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// ByarFrom is the count from which [Byar] uses Byar's approximation instead of the exact interval.
const ByarFrom = 10

// Byar returns the limits of the expected number of events where x have been counted: the exact Poisson limits below
// ten events, and from ten Byar's approximation to them (Breslow and Day 1987, page 69)
//
//	x (1 − 1/(9x) − z/(3√x))³  and  (x+1) (1 − 1/(9(x+1)) + z/(3√(x+1)))³
//
// which then agrees with them to a few parts in a thousand. The switch at ten is that of public health practice in
// England (Eayres 2008; PHEindicatormethods). Divide the limits by the population for those of a rate. They are NaN, no
// interval, unless x is finite and at least 0 and 0 < level < 1.
func Byar(x, level float64) (lower, upper float64) {
	if x < ByarFrom {
		return ExactPoisson(x, level)
	}
	return byar(x, Z(level))
}

// byarLimits computes [Byar] for many units: the quantile once, and the exact limits once for each of the whole numbers that
// have them, of which small areas have many.
type byarLimits struct {
	level, z float64
	known    [ByarFrom]bool
	exact    [ByarFrom]struct{ lower, upper float64 }
}

func byarsAt(level float64) *byarLimits { return &byarLimits{level: level, z: Z(level)} }

// of returns the limits for x.
func (b *byarLimits) of(x float64) (lower, upper float64) {
	if !(x >= 0 && x < ByarFrom) {
		return byar(x, b.z)
	}
	k := int(x)
	if x != float64(k) {
		return ExactPoisson(x, b.level)
	}
	if !b.known[k] {
		b.exact[k].lower, b.exact[k].upper = ExactPoisson(x, b.level)
		b.known[k] = true
	}
	return b.exact[k].lower, b.exact[k].upper
}

// ByarApproximation returns [Byar]'s approximation whatever the count. Below a handful of events it leaves the exact limits, and
// the lower limit of a wide interval falls below 0: −0.0028 for one event at 99.8 per cent, where the exact one is 0.0010. It is 0
// then; PHEindicatormethods' byars_lower gives NA. The limits are NaN, no interval, unless x is finite and at least 0 and
// 0 < level < 1.
func ByarApproximation(x, level float64) (lower, upper float64) { return byar(x, Z(level)) }

// byar is [ByarApproximation] for a standard normal quantile that is computed once for many units.
func byar(x, z float64) (lower, upper float64) {
	if !(x >= 0) || math.IsInf(x, 1) || math.IsNaN(z) {
		return math.NaN(), math.NaN()
	}
	y := x + 1
	high := 1 - 1/(9*y) + z/(3*math.Sqrt(y))
	upper = y * high * high * high
	if x == 0 {
		return 0, upper
	}
	low := 1 - 1/(9*x) - z/(3*math.Sqrt(x))
	return math.Max(0, x*low*low*low), upper
}

// ExactPoisson returns the limits of the expected number of events where x have been counted, such that x or more,
// and x or fewer, each have the probability (1 − level)/2: with χ²(p, k) the quantile of the chi-squared distribution,
//
//	χ²((1−level)/2, 2x) / 2  and  χ²((1+level)/2, 2x+2) / 2
//
// (Garwood 1936, Biometrika 28, 437–442). The lower limit of no events is 0. The limits are NaN, no interval, unless
// x is finite and at least 0 and 0 < level < 1.
func ExactPoisson(x, level float64) (lower, upper float64) {
	if !(x >= 0) || math.IsInf(x, 1) || !(level > 0 && level < 1) {
		return math.NaN(), math.NaN()
	}
	if x > 0 {
		lower = distuv.ChiSquared{K: 2 * x}.Quantile((1-level)/2) / 2
	}
	return lower, distuv.ChiSquared{K: 2*x + 2}.Quantile((1+level)/2) / 2
}
