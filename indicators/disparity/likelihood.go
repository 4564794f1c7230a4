package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// logistic returns 1/(1 + exp(−η)).
func logistic(eta float64) float64 { return 1 / (1 + math.Exp(-eta)) }

// expected returns what a model of maximum likelihood expects z to be where the line has a height.
func (m Model) expected(eta float64) float64 {
	if m == Log {
		return math.Exp(eta)
	}
	return logistic(eta)
}

// variance returns the variance of z there, but for a factor: that of a yes or no, of a count, or 1 for a line of least squares.
func (m Model) variance(eta float64) float64 {
	switch m {
	case Logit:
		return logistic(eta) * logistic(-eta)
	case Log:
		return math.Exp(eta)
	}
	return 1
}

// logLikelihood returns that of one observation z: z ln p + (1−z) ln(1−p) written so that neither logarithm can overflow, or
// z ln λ − λ.
func (m Model) logLikelihood(z, eta float64) float64 {
	if m == Log {
		return float64(z*eta) - math.Exp(eta)
	}
	return float64(z*eta) - math.Max(eta, 0) - math.Log1p(math.Exp(-math.Abs(eta)))
}

// likelihood fits a line on the log odds, or on the logarithm, by maximum likelihood with Newton's method.
func (l *line) likelihood() error {
	level := average(l.s, l.z)
	a, b := 0.0, 0.0 // the line is a + b (x − ½)
	if l.model == Logit {
		if level <= 0 || level >= 1 {
			return index.Undefined("the logit model has no fit: every estimate is at one end of the scale")
		}
		a = math.Log(level / (1 - level))
	}
	sum := func(a, b float64) float64 {
		return average(l.s, func(j int) float64 { return l.model.logLikelihood(l.z(j), a+float64(b*(l.x[j]-0.5))) })
	}
	// The likelihood is concave, so that steps that never lower it reach the fit where there is one, as a rule in less
	// than ten. Where the ranks separate zeros from full shares, or from anything else at the very top or bottom, there is none: the
	// slope would grow for ever.
	for range 100 {
		eta := func(j int) float64 { return a + float64(b*(l.x[j]-0.5)) }
		residual := func(j int) float64 { return l.z(j) - l.model.expected(eta(j)) }
		variance := func(j int) float64 { return l.model.variance(eta(j)) }
		// Gradient and negative Hessian, with x taken from its centre m under the variances to keep the digits.
		h00 := average(l.s, variance)
		m := average(l.s, func(j int) float64 { return variance(j) * (l.x[j] - 0.5) }) / h00
		h11 := average(l.s, func(j int) float64 { return variance(j) * (l.x[j] - 0.5 - m) * (l.x[j] - 0.5 - m) })
		db := average(l.s, func(j int) float64 { return residual(j) * (l.x[j] - 0.5 - m) }) / h11
		da := average(l.s, residual)/h00 - float64(db*m)
		size := math.Abs(da) + math.Abs(db)
		if !(size <= math.MaxFloat64) {
			break
		}
		if size < 1e-8*(1+math.Abs(a)+math.Abs(b)) { // the next error is the square of this
			a, b = a+da, b+db
			l.centre, l.level, l.slope = 0.5+m, h00, h11
			l.a, l.b = a+float64(b*m), b
			return nil
		}
		now := sum(a, b)
		for sum(a+da, b+db) < now-1e-14*(1+math.Abs(now)) {
			da, db = da/2, db/2
		}
		a, b = a+da, b+db
	}
	return index.Undefined("the model finds no fit: the ranks all but separate the lowest estimates from the highest")
}
