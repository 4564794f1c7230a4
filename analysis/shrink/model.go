package shrink

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/rate"
)

// model is how chance makes figures of true values.
type model int8

const (
	binomial model = iota
	poisson
	normal
)

// chance is the variance of a figure round its true value, averaged over true values of mean m and variance a.
func (mo model) chance(size, m, a float64) float64 {
	switch mo {
	case binomial:
		return math.Max(0, m*(1-m)-a) / size
	case poisson:
		return m / size
	}
	return 1 / size
}

// most is the largest variance that true values of mean m can have: that of shares is m (1 − m), if half of the areas had everybody and half nobody.
func (mo model) most(m float64) float64 {
	if mo == binomial {
		return m * (1 - m)
	}
	return math.Inf(1)
}

// posterior returns the weight of an area's own figure y, given the mean and variance of true values, and the variance of its true value about w y +
// (1 − w) m: those of the beta, gamma or normal distribution that is conjugate to the model. Noise counts as persons that are not there.
func (mo model) posterior(y, size, noise, m, a float64) (w, variance float64) {
	v := mo.chance(size, m, a)
	if noise > 0 && v > 0 {
		size *= v / (v + noise)
	}
	switch mo {
	case binomial:
		others := m*(1-m)/a - 1 // α + β of the beta distribution: what the other areas are worth in persons
		w = size / (size + others)
		theta := w*y + (1-w)*m
		return w, math.Max(0, theta*(1-theta)) / (size + others + 1)
	case poisson:
		others := m / a
		w = size / (size + others)
		return w, (w*y + (1-w)*m) / (size + others)
	}
	w = a / (a + v + noise)
	return w, w * (v + noise)
}

// large is from how many persons, counted and not counted, the limits of a beta or gamma distribution are those of a normal one with its skewness
// taken into account (Cornish and Fisher 1938): then they agree to a two-hundredth of the standard deviation.
const large = 40

// limits returns the interval of a distribution of the model's kind with a mean and variance.
func (mo model) limits(mean, variance, level float64) (lower, upper float64) {
	z, tail := rate.Z(level), (1-level)/2
	sd := math.Sqrt(variance)
	skewed := func(skewness, lowest, highest float64) (float64, float64) {
		shift := skewness * (z*z - 1) / 6
		curve := skewness * skewness * (2*z*z*z - 5*z) / 36
		return math.Max(lowest, mean+sd*(-z+shift+curve)), math.Min(highest, mean+sd*(z+shift-curve))
	}
	switch mo {
	case binomial:
		total := mean*(1-mean)/variance - 1
		if !(total > 0) || !(mean > 0 && mean < 1) {
			return math.Max(0, mean-z*sd), math.Min(1, mean+z*sd)
		}
		a, b := mean*total, (1-mean)*total
		if math.Min(a, b) > large {
			return skewed(2*(b-a)*math.Sqrt(total+1)/((total+2)*math.Sqrt(a*b)), 0, 1)
		}
		d := distuv.Beta{Alpha: a, Beta: b}
		return d.Quantile(tail), d.Quantile(1 - tail)
	case poisson:
		shape := mean * mean / variance
		if !(shape > 0) || math.IsInf(shape, 1) {
			return math.Max(0, mean-z*sd), mean + z*sd
		}
		if shape > large {
			return skewed(2/math.Sqrt(shape), 0, math.Inf(1))
		}
		d := distuv.Gamma{Alpha: shape, Beta: mean / variance}
		return d.Quantile(tail), d.Quantile(1 - tail)
	}
	return mean - z*sd, mean + z*sd
}
