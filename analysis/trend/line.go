package trend

import (
	"math"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// Scale is the scale on which the course of a value is a straight line.
type Scale int8

// The scales. A line of values changes by as much every year, a line of their logarithms by as many per cent.
const (
	Absolute Scale = iota
	Relative
)

// Line is a straight line through the values of years.
type Line struct {
	Scale      Scale
	Years      int     // how many it goes through
	Year       float64 // the mean of the years by their weights, where the height of the line and its slope are independent
	Height     float64 // of the line in that year: a value, or the logarithm of one
	HeightSE   float64
	Slope      float64 // a year
	SE         float64 // of the slope
	Dispersion float64 // the variance about the line over that of the values; at least 1 where that is known
	Scattered  bool    // the variance of the values is unknown, and that about the line stands for it
}

// Fit returns the straight line through values over years, or through their logarithms on the relative scale, by least squares with the
// inverse of the variances as weights: iteratively reweighted, which is maximum quasi-likelihood, so that a value of 0 has a place on the
// relative scale too (McCullagh and Nelder 1989, Generalized Linear Models, chapter 9).
//
// Variance returns the variance of value i where the line has the height fitted, in units of the values. Where values vary more about the line
// than that, which Pearson's chi-squared over its degrees of freedom tells, standard errors are that much wider; never narrower. Where
// variance is nil, the variance about the line is the same in every year, on the relative scale in proportion to the square of the line, and
// all that is known of it is the residuals.
//
// There is no line through fewer than three years, years that are all the same, variances that are not above 0, on the relative scale values
// below 0 or none above it, nor, where the variance is unknown, values without any scatter.
func Fit(scale Scale, years, values []float64, variance func(i int, fitted float64) float64) (Line, error) {
	n := len(years)
	l := Line{Scale: scale, Years: n, Scattered: variance == nil}
	if n != len(values) {
		return l, index.Undefined("%d years but %d values", n, len(values))
	}
	if n < 3 {
		return l, index.Undefined("fewer than 3 years")
	}
	first, last, mean, size := math.Inf(1), math.Inf(-1), 0.0, 0.0
	for i, y := range values {
		if !(math.Abs(y) <= math.MaxFloat64) || !(math.Abs(years[i]) <= math.MaxFloat64) || scale == Relative && y < 0 {
			return l, index.Undefined("value %v in %v", y, years[i])
		}
		first, last = math.Min(first, years[i]), math.Max(last, years[i])
		mean += y / float64(n)
		size = math.Max(size, math.Abs(y))
	}
	if !(first < last) {
		return l, index.Undefined("one year only")
	}
	if scale == Relative && !(mean > 0) {
		return l, index.Undefined("no value above 0")
	}
	l.Year, l.Height = first+(last-first)/2, mean
	if scale == Relative {
		l.Height = math.Log(mean)
	}
	for range 100 {
		was := l
		chi, ok := l.step(years, values, variance)
		if !ok {
			return l, index.Undefined("no line fits")
		}
		// Compared where it was: the mean year moves with the weights.
		moved := math.Abs(l.At(was.Year)-was.Height) + math.Abs(l.Slope-was.Slope)*(last-first)
		unit := 1.0
		if scale == Absolute {
			unit = size
		}
		if moved <= 1e-9*unit {
			return l.dispersed(chi, size)
		}
	}
	return l, index.Undefined("no line fits")
}

// step moves the line once to the weighted least squares line with the weights that it implies itself, and returns Pearson's chi-squared about
// the line that it was.
func (l *Line) step(years, values []float64, variance func(i int, fitted float64) float64) (chi float64, ok bool) {
	var few [32]point
	points := few[:0]
	mean, sw := 0.0, 0.0
	for i, t := range years {
		eta := l.At(t)
		mu, v := eta, 1.0
		if l.Scale == Relative {
			mu = math.Exp(eta)
			v = mu * mu
		}
		if variance != nil {
			v = variance(i, mu)
		}
		p := point{z: values[i], w: 1 / v}
		residual := values[i] - mu
		if l.Scale == Relative {
			p = point{z: eta + residual/mu, w: mu * mu / v}
		}
		if !(p.w > 0) || math.IsInf(p.w, 1) || !(math.Abs(p.z) <= math.MaxFloat64) {
			return 0, false
		}
		points = append(points, p)
		chi += residual / v * residual
		sw += p.w
		mean += float64(p.w * (t - l.Year))
	}
	mean = l.Year + mean/sw
	var swz, stt, stz float64
	for i, p := range points {
		d := years[i] - mean
		swz += float64(p.w * p.z)
		stt += float64(p.w*d) * d
		stz += float64(p.w*d) * p.z
	}
	l.Year, l.Height, l.HeightSE = mean, swz/sw, 1/math.Sqrt(sw)
	l.Slope, l.SE = stz/stt, 1/math.Sqrt(stt)
	return chi, stt > 0 && math.Abs(l.Slope) <= math.MaxFloat64 && math.Abs(l.Height) <= math.MaxFloat64
}

// point is a value on the scale of the line, linearised about it, with its weight.
type point struct{ z, w float64 }

// dispersed widens the standard errors by what the residuals say.
func (l Line) dispersed(chi, size float64) (Line, error) {
	l.Dispersion = chi / float64(l.Years-2)
	if !l.Scattered {
		l.Dispersion = math.Max(1, l.Dispersion)
	} else if rounding := 1e-13 * size; l.Scale == Absolute && l.Dispersion <= rounding*rounding || l.Scale == Relative && l.Dispersion <= 1e-26 {
		return l, index.Undefined("the values lie on a line without any scatter")
	}
	l.SE *= math.Sqrt(l.Dispersion)
	l.HeightSE *= math.Sqrt(l.Dispersion)
	if !(math.Abs(l.SE) <= math.MaxFloat64) {
		return l, index.Undefined("the figures are too large or too small to compute with")
	}
	return l, nil
}

// At returns the height of the line in a year.
func (l Line) At(year float64) float64 { return l.Height + float64(l.Slope*(year-l.Year)) }

// seAt returns the standard error of that.
func (l Line) seAt(year float64) float64 { return math.Hypot(l.HeightSE, l.SE*(year-l.Year)) }

// quantile returns how many standard errors the limits at a confidence level lie away: of the normal distribution, or of Student's where the
// variance is unknown.
func (l Line) quantile(level float64) float64 {
	if l.Scattered {
		return student(l.Years-2, level)
	}
	return rate.Z(level)
}

// students are quantiles that have been asked for: a country's trends ask for the same few a million times.
var students sync.Map

// student returns the quantile of Student's distribution that limits at a confidence level are made of.
func student(freedom int, level float64) float64 {
	type key struct {
		freedom int
		level   float64
	}
	if t, ok := students.Load(key{freedom, level}); ok {
		return t.(float64)
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(freedom)}.Quantile((1 + level) / 2)
	students.Store(key{freedom, level}, t)
	return t
}

// Estimate returns the height of the line in a year with its limits.
func (l Line) Estimate(year, level float64) index.Estimate {
	v, d := l.At(year), l.quantile(level)*l.seAt(year)
	return index.Estimate{Value: v, Lower: v - d, Upper: v + d, Level: level}
}

// Yearly returns the change a year with its limits: in units of the values, or in per cent on the relative scale.
func (l Line) Yearly(level float64) index.Estimate {
	d := l.quantile(level) * l.SE
	e := index.Estimate{Value: l.Slope, Lower: l.Slope - d, Upper: l.Slope + d, Level: level}
	if l.Scale == Relative {
		for _, v := range []*float64{&e.Value, &e.Lower, &e.Upper} {
			*v = 100 * math.Expm1(*v)
		}
	}
	return e
}

// P returns the probability of so steep a slope, up or down, where there is no trend.
func (l Line) P() float64 {
	z := math.Abs(l.Slope) / l.SE
	if l.Scattered {
		return 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(l.Years - 2)}.Survival(z)
	}
	return math.Erfc(z / math.Sqrt2)
}

// direction is +1 where the line surely rises at a level, −1 where it surely falls.
func (l Line) direction(level float64) int {
	e := l.Yearly(level)
	switch {
	case e.Lower > 0:
		return 1
	case e.Upper < 0:
		return -1
	}
	return 0
}
