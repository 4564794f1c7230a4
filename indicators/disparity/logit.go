package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// logit fits ln(q/(1−q)) = a + b (x − ½) to the shares q = (y − Low)/(High − Low) by maximum likelihood, with Newton's method, and
// returns the fitted estimate at 0 and 1.
func logit(s index.Subgroups, x []float64) (at0, at1 float64, err error) {
	width := s.High - s.Low
	if width == 0 {
		return 0, 0, index.Undefined("the logit model needs the bounds of the scale, such as 0 and 100 for per cent")
	}
	q := func(i int) float64 { return (s.Estimates[i] - s.Low) / width }
	share := average(s, q)
	if share <= 0 || share >= 1 {
		return 0, 0, index.Undefined("the logit model has no fit: every estimate is at one end of the scale")
	}
	a, b := math.Log(share/(1-share)), 0.0
	logOdds := func(a, b, x float64) float64 { return a + float64(b*(x-0.5)) }
	at := func(x float64) float64 { return 1 / (1 + math.Exp(-logOdds(a, b, x))) }
	// likelihood is the mean log likelihood, q ln p + (1−q) ln(1−p) written so that neither logarithm can overflow.
	likelihood := func(a, b float64) float64 {
		return average(s, func(i int) float64 {
			odds := logOdds(a, b, x[i])
			return float64(q(i)*odds) - math.Max(odds, 0) - math.Log1p(math.Exp(-math.Abs(odds)))
		})
	}
	// The likelihood is concave, so that steps that never lower it reach the fit where there is one, as a rule in less
	// than ten. Where the ranks separate zeros from full shares there is none: the slope would grow for ever.
	for range 100 {
		residual := func(i int) float64 { return q(i) - at(x[i]) }
		variance := func(i int) float64 { p := at(x[i]); return p * (1 - p) }
		// Gradient and negative Hessian, with x taken from its centre m under the variances to keep the digits.
		h00 := average(s, variance)
		m := average(s, func(i int) float64 { return variance(i) * (x[i] - 0.5) }) / h00
		h11 := average(s, func(i int) float64 { return variance(i) * (x[i] - 0.5 - m) * (x[i] - 0.5 - m) })
		db := average(s, func(i int) float64 { return residual(i) * (x[i] - 0.5 - m) }) / h11
		da := average(s, residual)/h00 - float64(db*m)
		size := math.Abs(da) + math.Abs(db)
		if !(size <= math.MaxFloat64) {
			break
		}
		if size < 1e-8*(1+math.Abs(a)+math.Abs(b)) { // the next error is the square of this
			a, b = a+da, b+db
			return s.Low + float64(width*at(0)), s.Low + float64(width*at(1)), nil
		}
		now := likelihood(a, b)
		for likelihood(a+da, b+db) < now-1e-14*(1+math.Abs(now)) {
			da, db = da/2, db/2
		}
		a, b = a+da, b+db
	}
	return 0, 0, index.Undefined("the logit model finds no fit: the ranks all but separate the lowest estimates from the highest")
}
