package analysis

import (
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// limits completes a value: its interval from its counts where the source publishes none, and whether its base is small.
func (a *analyst) limits(ind indicators.Indicator, v *Value) {
	if !v.OK {
		return
	}
	v.SmallBase = v.Denominator.OK && v.Denominator.V < ind.MinDenominator
	if v.Interval {
		return
	}
	v.Lower, v.Upper = math.NaN(), math.NaN()
	if lower, upper, ok := countLimits(ind, *v, a.o.Level); ok {
		v.Lower, v.Upper, v.Level, v.Interval = lower, upper, a.o.Level, true
	}
}

// countLimits returns the limits of a share or rate from its counts, in the indicator's unit: its [sampleLimits], widened by the noise
// that the publisher adds to the counts.
func countLimits(ind indicators.Indicator, v Value, level float64) (lower, upper float64, ok bool) {
	lower, upper, ok = sampleLimits(ind, v, level)
	if noise := v.NoiseVariance(ind); ok && noise > 0 {
		x, n := events(ind, v)
		lower, upper = widened(ind.Unit.Per*x/n, lower, upper, noise, level)
		lower = max(lower, 0)
		if ind.Unit.Kind == indicators.Share {
			upper = min(upper, ind.Unit.Per)
		}
	}
	return lower, upper, ok
}

// sampleLimits returns the limits of a share (Wilson 1927) or rate (Byar) from its counts, in the indicator's unit. Persons are taken as
// independent of one another; where they come in households, as with dwellings, the true interval is wider.
func sampleLimits(ind indicators.Indicator, v Value, level float64) (lower, upper float64, ok bool) {
	if !v.OK || !v.Numerator.OK || !v.Denominator.OK || v.Denominator.V <= 0 {
		return 0, 0, false
	}
	x, n := events(ind, v)
	per := ind.Unit.Per
	switch ind.Unit.Kind {
	case indicators.Share:
		lower, upper = rate.Wilson(x, n, level)
		lower, upper = lower*per, upper*per
	case indicators.Rate:
		lower, upper = rate.Byar(x, level)
		lower, upper = lower/n*per, upper/n*per
	default:
		return 0, 0, false
	}
	return lower, upper, lower-lower == 0 && upper-upper == 0
}

// events returns the counts behind a share or rate. Noise may have made more of a part than of its whole, which no interval of a share knows.
func events(ind indicators.Indicator, v Value) (x, n float64) {
	x, n = v.Numerator.V, v.Denominator.V
	if ind.Unit.Kind == indicators.Share && v.Noise != (Noise{}) {
		x = min(x, n)
	}
	return x, n
}

// difference returns v − w in the indicator's unit with its interval at a level, for two populations that share no persons.
//
// Two shares have Newcombe's interval (1998, method 10), two rates the same construction from Byar's limits (MOVER: Zou and
// Donner 2008, Statistics in Medicine 27, 1693–1702), widened by the publisher's noise in both.
func difference(ind indicators.Indicator, v, w Value, level float64) Difference {
	if r, ok := incomparable(v, w); ok {
		return noDifference(r)
	}
	d := Difference{Estimate: index.Estimate{Value: v.Value - w.Value, Lower: math.NaN(), Upper: math.NaN(), Level: level}, OK: true}
	l1, u1, ok1 := sampleLimits(ind, v, level)
	l2, u2, ok2 := sampleLimits(ind, w, level)
	if !ok1 || !ok2 {
		d.Reason = noInterval(ind)
		return d
	}
	x, n := events(ind, v)
	y, m := events(ind, w)
	per := ind.Unit.Per
	if ind.Unit.Kind == indicators.Share {
		d.Lower, d.Upper = rate.NewcombeDifference(x, n, y, m, level)
		d.Lower, d.Upper = d.Lower*per, d.Upper*per
	} else {
		d.Lower, d.Upper = rate.MOVERDifference(x/n*per, l1, u1, y/m*per, l2, u2)
	}
	if noise, _ := contrastNoise(ind, v, w); noise > 0 {
		d.Lower, d.Upper = widened(x/n*per-y/m*per, d.Lower, d.Upper, noise, level)
		if ind.Unit.Kind == indicators.Share {
			d.Lower, d.Upper = max(d.Lower, -per), min(d.Upper, per)
		}
	}
	return d.bounded()
}

// ratio returns v / w with its interval at a level, for two populations that share no persons: the log interval of Katz et al. (1978)
// for two shares; for two rates the limits that Byar's imply for a ratio (MOVER: Donner and Zou 2012, Statistical Methods in
// Medical Research 21, 347–359); widened on the scale of logarithms by the publisher's noise in both.
func ratio(ind indicators.Indicator, v, w Value, level float64) Difference {
	if r, ok := incomparable(v, w); ok {
		return noDifference(r)
	}
	if !(w.Value > 0) || v.Value < 0 {
		return noDifference(NoRatio)
	}
	d := Difference{Estimate: index.Estimate{Value: v.Value / w.Value, Lower: math.NaN(), Upper: math.NaN(), Level: level}, OK: true}
	l1, u1, ok1 := sampleLimits(ind, v, level)
	l2, u2, ok2 := sampleLimits(ind, w, level)
	x, n := events(ind, v)
	y, m := events(ind, w)
	switch {
	case !ok1 || !ok2:
		d.Reason = noInterval(ind)
		return d
	case ind.Unit.Kind == indicators.Share:
		d.Lower, d.Upper = rate.RatioInterval(x, n, y, m, level)
	default:
		d.Lower, d.Upper = rate.MOVERRatio(v.Value, l1, u1, w.Value, l2, u2)
	}
	if _, noise := contrastNoise(ind, v, w); noise > 0 && d.Lower > 0 {
		lower, upper := widened(math.Log(d.Value), math.Log(d.Lower), math.Log(d.Upper), noise, level)
		d.Lower, d.Upper = math.Exp(lower), math.Exp(upper)
	}
	return d.bounded()
}

// bounded marks whether the limits are there.
func (d Difference) bounded() Difference {
	if d.Interval = d.Lower-d.Lower == 0 && d.Upper-d.Upper == 0; !d.Interval {
		d.Lower, d.Upper, d.Reason = math.NaN(), math.NaN(), NoLimits
	}
	return d
}

// incomparable returns the reason why two values have no contrast.
func incomparable(v, w Value) (Reason, bool) {
	if !v.OK {
		return v.Reason, true
	}
	return w.Reason, !w.OK
}

// noInterval returns why two values that are there have a contrast without interval.
func noInterval(ind indicators.Indicator) Reason {
	if ind.Unit.Kind.Pooling() == indicators.PoolRatio {
		return NoDenominator
	}
	return NoLimits
}

func noDifference(r Reason) Difference {
	nan := math.NaN()
	return Difference{Estimate: index.Estimate{Value: nan, Lower: nan, Upper: nan}, Reason: r}
}

// verdict judges a difference from the city by the indicator's direction.
func verdict(ind indicators.Indicator, d Difference) Verdict {
	switch {
	case !d.OK || !d.Interval:
		return NotCompared
	case !d.Sure(0):
		return NoClearDifference
	}
	up := d.Lower > 0
	switch {
	case ind.Direction == indicators.NotJudged && up:
		return Higher
	case ind.Direction == indicators.NotJudged:
		return Lower
	case up == (ind.Direction == indicators.HigherIsBetter):
		return Better
	}
	return Worse
}
