package disparity

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
)

// What the standard error of a measure of ordered subgroups rests on, values of the parameter "errors".
const (
	fromEstimates     = iota // the standard errors of the estimates
	fromResiduals            // the distances from the line, each its own (HC1)
	fromLeastSquares         // the distances from the line, with one variance; normal limits
	fromLeastSquaresT        // the same, with limits of Student's t
)

var errorsFrom = index.Param{
	Name: "errors", Default: fromEstimates, Max: fromLeastSquaresT, Whole: true,
	Doc: "standard error: 0 from those of the estimates; 1 from distances to the line, robust (HC1), as WHO for SII; 2 from them with one variance, " +
		"as WHO for ACI; 3 as 2 with limits of Student's t, as ScotPHO",
}

// deviations returns the standard deviation of z(j) that p asks for, and the number of standard errors from a value to its limits.
//
// The standard errors of the estimates hold the chance in each estimate and nothing else: they suit a line that is drawn to describe
// subgroups, all of which there are. Distances from the line hold chance and curvature too, and take the subgroups for a
// sample of those that there could be. For a model of maximum likelihood one variance is one factor to the variance that the model has.
func (l line) deviations(p index.Params) (of func(j int) float64, limit float64, err error) {
	from, err := choice(errorsFrom, p)
	if err != nil {
		return nil, 0, err
	}
	if from == fromEstimates {
		if l.s.SE == nil {
			return nil, 0, index.Undefined("needs standard errors of the estimates, or another choice of parameter errors")
		}
		return func(j int) float64 { return l.s.SE[j] * l.dz(j) }, z(p), nil
	}
	n := float64(len(l.x))
	residual := func(j int) float64 {
		eta := l.eta(l.x[j])
		if l.model == Logit || l.model == Log {
			eta = l.model.expected(eta)
		}
		return l.z(j) - eta
	}
	if from == fromResiduals {
		return func(j int) float64 { return math.Sqrt(n/(n-2)) * residual(j) }, z(p), nil
	}
	variance := func(j int) float64 { return l.model.variance(l.eta(l.x[j])) }
	dispersion := average(l.s, func(j int) float64 { return residual(j) * residual(j) / variance(j) }) / (n - 2)
	share := share(l.s)
	of = func(j int) float64 { return math.Sqrt(dispersion * variance(j) / share(j)) }
	if from == fromLeastSquares {
		return of, z(p), nil
	}
	return of, distuv.StudentsT{Sigma: 1, Nu: n - 2}.Quantile((1 + index.Level.From(p)) / 2), nil
}

// standardError returns √Σ (g(j) σ(j))², for what has the derivatives g by z and the deviations σ of z.
func (l line) standardError(deviation, g func(j int) float64) (float64, error) {
	var sum index.Sum
	for j := range l.x {
		d := g(j) * deviation(j)
		sum.Add(float64(d * d))
	}
	return defined(math.Sqrt(sum.Value()))
}
