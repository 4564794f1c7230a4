package inequality

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
)

// The ways to a standard error of a concentration index, values of the parameter "errors".
const (
	linearised    = iota // influence of each value by way of value, rank and mean
	regression           // ordinary least squares, delta method
	regressionHC1        // the same, errors robust to unequal variance, n/(n − 2)
	regressionHC3        // the same, jackknife-like
	convenience          // ordinary least squares of 2σ²y/μ on the rank, the mean taken as known
)

var errorsOf = index.Param{
	Name: "errors", Default: linearised, Max: convenience, Whole: true,
	Doc: "standard error: 0 linearised (Kakwani, Wagstaff and van Doorslaer), 1 regression with the delta method, 2 the same robust (HC1), " +
		"3 robust (HC3), 4 convenient regression that takes the mean as known",
}

// slopes is the derivatives of an index by the generalised concentration index and by the mean.
type slopes struct{ generalised, mean float64 }

// concentrationInterval returns the standard error and the normal limits, within min to max, of the index that of gives with its slopes, on
// the scale of the ranking's unit.
//
// The rows are the sample: weights say how many persons each stands for, not that so many were drawn. Linearised, with z(i) the
// influence of value i on the index, p its share of the weight and n the number of rows,
//
//	SE² = n/(n − 1) Σ (p(i) z(i))²
//	z(i) = (∂I/∂G) [(y(i) − μ)(2R(i) − 1) + 2A(i) − 2G] + (∂I/∂μ) (y(i) − μ)
//
// A(i) being what those ranked above, and half of those tied, hold over the mean, and G the generalised index. It is formula 14 of
// Kakwani, Wagstaff and van Doorslaer (1997) but for n/(n − 1), extended to weights and ties. The regressions are those of O'Donnell
// et al. (2008, chapter 8): y on the fractional rank by weighted least squares, whose slope b gives G = 2σ²b, with R as if it were
// known. rineq's linreg_delta is regression (errors 1 to 3), its linreg_convenience errors 4, each n/(n − 1) times as large since rineq takes
// another σ² for the error than for the index; its direct is errors 0 without n/(n − 1), and leaves out weights. rineq's standard errors of
// the generalised, Wagstaff's and Erreygers' index are those of the relative one, multiplied; here each index has its own.
//
// rineq's cov_convenience gives the variance of the ranks, 0.0833, for that of the index: a concentration index of 0.121 with an interval
// from −0.445 to 0.687, where the regression says 0.118 to 0.124.
func concentrationInterval(d index.Distribution, p index.Params, min, max float64, of func(ranking) (float64, slopes, error)) (index.Interval, error) {
	r, err := rank(d)
	if err != nil {
		return index.Interval{}, err
	}
	v, slope, err := of(r)
	if err != nil {
		return index.Interval{}, err
	}
	var variance float64
	n := float64(len(r.places))
	switch method := errorsOf.From(p); {
	case n < 2 || n < 3 && method != linearised:
		return index.Interval{}, index.Undefined("too few values, %v, for a standard error", n)
	case method == linearised:
		variance = n / (n - 1) * r.influence(slope)
	case method == regression:
		variance = r.ordinary(slope)
	case method == convenience:
		variance = r.ordinary(slopes{generalised: slope.generalised})
	default:
		variance = r.robust(slope, method == regressionHC3)
	}
	se := math.Sqrt(variance)
	if !finite(se) {
		return index.Interval{}, index.Undefined("the numbers differ too much in size for a standard error")
	}
	return normalLimits(v, se, p, min, max), nil
}

// normalLimits returns v with its standard error and normal limits at the level of p, within min to max.
func normalLimits(v, se float64, p index.Params, min, max float64) index.Interval {
	half := float64(distuv.UnitNormal.Quantile((1+index.Level.From(p))/2) * se)
	return index.Interval{SE: se, Lower: math.Max(min, v-half), Upper: math.Min(max, v+half)}
}

// influence returns Σ (p z)².
func (r ranking) influence(slope slopes) float64 {
	var sum, above index.Sum
	for j := len(r.places) - 1; j >= 0; {
		k, tied := j, index.Sum{}
		for ; k >= 0 && r.places[k].below == r.places[j].below; k-- {
			tied = tied.Plus(r.places[k].share * (r.places[k].value - r.mean))
		}
		higher := float64(2*above.Value()) + tied.Value()
		for ; j > k; j-- {
			p := r.places[j]
			y := p.value - r.mean
			z := float64(slope.generalised*(float64(y*p.lead())+higher-2*r.generalised)) + float64(slope.mean*y)
			z *= p.share
			sum = sum.Plus(z * z)
		}
		above = above.Plus(tied.Value())
	}
	return sum.Value()
}

// residuals calls f with each place and its residual from the regression of value on rank.
func (r ranking) residuals(f func(p place, residual float64)) (spread float64) {
	var s index.Sum
	for _, p := range r.places {
		s = s.Plus(p.share * p.lead() * p.lead())
	}
	spread = s.Value() // four times the variance of the rank
	for _, p := range r.places {
		// With G = 2σ²b the residual is y − μ − b(R − ½) = y − μ − G·lead/(4σ²).
		f(p, p.value-r.mean-float64(r.generalised*(p.lead()/spread)))
	}
	return spread
}

// ordinary returns the variance by ordinary weighted least squares.
func (r ranking) ordinary(slope slopes) float64 {
	var squares index.Sum
	spread := r.residuals(func(p place, e float64) { squares = squares.Plus(p.share * e * e) })
	return squares.Value() / float64(len(r.places)-2) * (float64(slope.mean*slope.mean) + float64(spread*slope.generalised*slope.generalised))
}

// robust returns the variance by the sandwich of MacKinnon and White (1985), HC3 or HC1.
func (r ranking) robust(slope slopes, hc3 bool) float64 {
	var sum index.Sum
	n := float64(len(r.places))
	spread := r.residuals(func(place, float64) {})
	r.residuals(func(p place, e float64) {
		if hc3 {
			e /= 1 - float64(p.share*(1+float64(p.lead()*p.lead()/spread)))
		}
		z := p.share * e * (slope.mean + float64(slope.generalised*p.lead()))
		sum = sum.Plus(z * z)
	})
	if hc3 {
		return sum.Value()
	}
	return sum.Value() * n / (n - 2)
}
