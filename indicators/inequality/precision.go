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

// density returns the density of units at x by a Gaussian kernel of bandwidth σ n^(−1/5), as in Deville (1999) and convey, with n Kish's
// effective number of values, (Σw)²/Σw². convey puts the sum of the weights there, so that its bandwidth depends on what weights are
// counted in.
func density(units []unit, x float64) (float64, error) {
	var weight, squares, mean index.Sum
	for _, u := range units {
		weight = weight.Plus(u.weight)
		mean = mean.Plus(u.weight * u.value)
	}
	centre := mean.Value() / weight.Value()
	var variance index.Sum
	for _, u := range units {
		share, deviation := u.weight/weight.Value(), u.value-centre
		squares = squares.Plus(share * share)
		variance = variance.Plus(share * deviation * deviation)
	}
	h := math.Sqrt(variance.Value()) * math.Pow(squares.Value(), 0.2)
	if !(h > 0) {
		return 0, index.Undefined("all values are alike: they have no density")
	}
	var sum index.Sum
	for _, u := range units {
		t := (x - u.value) / h
		sum = sum.Plus(u.weight / weight.Value() * math.Exp(-t*t/2))
	}
	f := sum.Value() / h / math.Sqrt(2*math.Pi)
	if !(f > 0) || !finite(1/f) {
		return 0, index.Undefined("no values are near %v: the density there is zero", x)
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
