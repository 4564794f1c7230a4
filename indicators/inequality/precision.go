package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// interval returns the standard error and the normal limits, within min to max, of an index of the value v whose influence function at
// number k of units, of the value x, is influence(k, x).
//
// The rows are taken for a sample drawn with replacement, and weights say how many persons each stands for. With p the share of the
// weight, u the influence and n the number of rows,
//
//	SE² = n/(n − 1) Σ (p(i) (u(i) − ū))²,  ū = Σ p(i) u(i)
//
// (Deville 1999, Survey Methodology 25(2), 193–203; Osier 2009, Survey Research Methods 3(3), 167–195). It is what convey gives for a
// design of one stratum. An influence function may leave out a constant, which ū takes away.
//
// Means of areas are not a sample of anything: their index with such an interval says what another draw of areas might have given.
func interval(units []unit, p index.Params, v, min, max float64, influence func(k int, x float64) float64) (index.Interval, error) {
	n := float64(len(units))
	if n < 2 {
		return index.Interval{}, index.Undefined("one value has no standard error")
	}
	var weight, mean index.Sum
	for k, u := range units {
		weight = weight.Plus(u.weight)
		mean = mean.Plus(u.weight * influence(k, u.value))
	}
	centre := mean.Value() / weight.Value()
	var squares index.Sum
	for k, u := range units {
		z := u.weight / weight.Value() * (influence(k, u.value) - centre)
		squares = squares.Plus(z * z)
	}
	se := math.Sqrt(n / (n - 1) * squares.Value())
	if !finite(se) {
		return index.Interval{}, index.Undefined("the numbers differ too much in size for a standard error")
	}
	return normalLimits(v, se, p, min, max), nil
}

// density returns the density of units, in ascending order and none below zero, at x above zero: that of the logarithms of the values above
// zero by a Gaussian kernel, g(ln x)/x, times their share of the persons. The bandwidth is 0.9 min(σ, IQR/1.349) n^(−1/5) (Silverman 1986,
// Density Estimation, section 3.4.2), with n Kish's effective number of values, (Σw)²/Σw².
//
// Deville (1999) and convey smooth the values themselves, by σ n^(−1/5). A few high incomes make σ so wide that hardly anything is left of
// the slope at the lower end, and a standard error that divides by the density there is up to twice too large: of 1,000 log-normal
// incomes with σ = 0.9 that of P50/P10 is 1.47 and that of the relative median poverty gap 1.55 times the standard deviation between
// samples, where here they are 1.02 times. convey, besides, puts the sum of the weights for n, so that its bandwidth depends on
// what weights are counted in.
func density(units []unit, x float64) (float64, error) {
	if !(x > 0) {
		return 0, index.Undefined("there is no density at %v", x)
	}
	var all, weight, mean index.Sum
	var positive []unit
	for _, u := range units {
		all = all.Plus(u.weight)
		if u.value > 0 {
			positive = append(positive, unit{math.Log(u.value), u.weight})
			weight = weight.Plus(u.weight)
			mean = mean.Plus(u.weight * math.Log(u.value))
		}
	}
	if len(positive) == 0 {
		return 0, index.Undefined("all values are zero: they have no density")
	}
	total := weight.Value()
	centre := mean.Value() / total
	var variance, squares index.Sum
	for _, u := range positive {
		share, deviation := u.weight/total, u.value-centre
		squares = squares.Plus(share * share)
		variance = variance.Plus(share * deviation * deviation)
	}
	spread := math.Sqrt(variance.Value())
	// More than half may have one value, and then the middle half tells nothing of the spread.
	if middle := (percentile(positive, 75, total) - percentile(positive, 25, total)) / 1.349; middle > 0 {
		spread = math.Min(spread, middle)
	}
	h := 0.9 * spread * math.Pow(squares.Value(), 0.2)
	if !(h > 0) {
		return 0, index.Undefined("all values are alike: they have no density")
	}
	var sum index.Sum
	for _, u := range positive {
		t := (math.Log(x) - u.value) / h
		sum = sum.Plus(u.weight / all.Value() * math.Exp(-t*t/2))
	}
	f := sum.Value() / h / math.Sqrt(2*math.Pi) / x
	if !(f > 0) || !finite(f) || !finite(1/f) {
		return 0, index.Undefined("the density at %v cannot be told", x)
	}
	return f, nil
}

// quantile is a percentile with what its influence function needs.
type quantile struct{ value, share, density float64 }

// quantileOf returns the percentile k of units in ascending order.
func quantileOf(units []unit, k, weight float64) (quantile, error) {
	q := quantile{value: percentile(units, k, weight), share: k / 100}
	var err error
	q.density, err = density(units, q.value)
	return q, err
}

// influence returns the influence of a value x on the quantile.
func (q quantile) influence(x float64) float64 {
	if x <= q.value {
		return (q.share - 1) / q.density
	}
	return q.share / q.density
}
