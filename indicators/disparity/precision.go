package disparity

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
)

// delta returns the standard error of a measure of s by the delta method, for estimates that are independent of each other:
//
//	SE² = Σ g(j)² sj²
//
// where g(j) is the derivative of the measure by estimate j. It needs standard errors.
func delta(s index.Subgroups, g func(j int) float64) (float64, error) {
	if s.SE == nil {
		return 0, index.Undefined("needs standard errors of the estimates")
	}
	var sum index.Sum
	for j, se := range s.SE {
		d := g(j) * se
		sum.Add(float64(d * d))
	}
	return defined(math.Sqrt(sum.Value()))
}

// z returns the number of standard errors on either side that a normal interval of the level in p has.
func z(p index.Params) float64 { return distuv.UnitNormal.Quantile((1 + index.Level.From(p)) / 2) }

// about returns the limits of a value, v ∓ z SE, within the range of the measure.
func about(v, se, z, min, max float64) index.Interval {
	half := float64(z * se)
	return index.Interval{SE: se, Lower: math.Max(min, v-half), Upper: math.Min(max, v+half)}
}

// aboutLogarithm returns limits on the scale of logarithms, v exp(∓ z SE / v), for a value above 0.
func aboutLogarithm(v, se, z float64) index.Interval {
	factor := math.Exp(z * se / v)
	return index.Interval{SE: se, Lower: v / factor, Upper: v * factor}
}

// interval makes the [index.Index.Interval] of a measure from a function that gives its value and standard error for subgroups
// of which all have a population. The limits are normal and stay between min and max.
func interval(min, max float64, of func(s index.Subgroups, p index.Params) (v, se float64, err error)) func(index.Input, index.Params) (index.Interval, error) {
	return func(in index.Input, p index.Params) (index.Interval, error) {
		s, err := populated(in.Subgroups, 2)
		if err != nil {
			return index.Interval{}, err
		}
		v, se, err := of(s, p)
		if err != nil {
			return index.Interval{}, err
		}
		return about(v, se, z(p), min, max), nil
	}
}
