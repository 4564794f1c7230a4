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
	if v.Sampled {
		return
	}
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
	if !v.OK || v.Sampled || !v.Numerator.OK || !v.Denominator.OK || v.Denominator.V <= 0 {
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
	return lower, upper, math.Abs(lower) <= math.MaxFloat64 && math.Abs(upper) <= math.MaxFloat64
}

// events returns the counts behind a share or rate. Noise may have made more of a part than of its whole, which no interval of a share knows.
func events(ind indicators.Indicator, v Value) (x, n float64) {
	x, n = v.Numerator.V, v.Denominator.V
	if ind.Unit.Kind == indicators.Share && v.Noise != (Noise{}) {
		x = min(x, n)
	}
	return x, n
}

// limitsAt returns the limits of a value at a level. Limits that the source publishes go before those from counts, for its counts may be weights
// and not persons asked; they are widened or narrowed on either side as those of a normal distribution would be, and only where the study says
// which level they have. What is certain is its own limits.
func limitsAt(ind indicators.Indicator, v Value, level float64) (lower, upper float64, ok bool) {
	switch {
	case v.Certain:
		return v.Value, v.Value, true
	case !v.Sampled:
		return countLimits(ind, v, level)
	case ind.LimitsLevel == 0 || !v.Interval:
		return 0, 0, false
	}
	reach := rate.Z(level) / rate.Z(ind.LimitsLevel)
	lower, upper = v.Value-reach*(v.Value-v.Lower), v.Value+reach*(v.Upper-v.Value)
	if k := ind.Unit.Kind; k == indicators.Share || k == indicators.Rate || k == indicators.Count {
		lower = max(lower, 0)
	}
	if ind.Unit.Kind == indicators.Share {
		upper = min(upper, ind.Unit.Per)
	}
	return lower, upper, math.Abs(lower) <= math.MaxFloat64 && math.Abs(upper) <= math.MaxFloat64
}

// chanceLimits are [limitsAt] without the noise of publishers, which two values may have in common.
func chanceLimits(ind indicators.Indicator, v Value, level float64) (lower, upper float64, ok bool) {
	if v.Certain || v.Sampled {
		return limitsAt(ind, v, level)
	}
	return sampleLimits(ind, v, level)
}

// sampled tells whether a figure is a survey's: its source publishes limits, and either the study says which level they have, or the source gives
// no counts that chance could be read from. A population that the study declares is not that of those who were asked.
func sampled(ind indicators.Indicator, o *indicators.Observation) bool {
	return o.Lower.OK && o.Upper.OK && (ind.LimitsLevel > 0 || !o.Numerator.OK || !o.Denominator.OK)
}

// counted tells whether chance in a value is that of its counts.
func (v Value) counted() bool {
	return !v.Certain && !v.Sampled && v.Numerator.OK && v.Denominator.OK && v.Denominator.V > 0
}

// exact is a value without the rounding of its source, where its counts tell it.
func exact(ind indicators.Indicator, v Value) float64 {
	if v.counted() && ind.Unit.Kind.Pooling() == indicators.PoolRatio {
		x, n := events(ind, v)
		return x / n * ind.Unit.Per
	}
	return v.Value
}

// noiseBetween is [contrastNoise] of what chance in counts is known of.
func noiseBetween(ind indicators.Indicator, v, w Value) (difference, logRatio float64) {
	for _, x := range []*Value{&v, &w} {
		if !x.counted() {
			x.Noise = Noise{}
		}
	}
	return contrastNoise(ind, v, w)
}

// standardError returns that of a value, from its limits; that of a certain one is 0.
func standardError(ind indicators.Indicator, v Value) (float64, bool) {
	const level = 0.95
	lower, upper, ok := limitsAt(ind, v, level)
	return (upper - lower) / (2 * rate.Z(level)), ok
}

// difference returns v − w in the indicator's unit with its interval at a level, for two populations that share no persons.
//
// Two shares have Newcombe's interval (1998, method 10), all else the same construction from the limits of each: Byar's of rates, the source's of
// means and medians (MOVER: Zou and Donner 2008, Statistics in Medicine 27, 1693–1702), widened by the publisher's noise in both. Of
// symmetric limits it is that of the delta method.
func difference(ind indicators.Indicator, v, w Value, level float64) Difference {
	if r, ok := incomparable(v, w); ok {
		return noDifference(r)
	}
	d := Difference{Estimate: index.Estimate{Value: v.Value - w.Value, Lower: math.NaN(), Upper: math.NaN(), Level: level}, OK: true}
	l1, u1, ok1 := chanceLimits(ind, v, level)
	l2, u2, ok2 := chanceLimits(ind, w, level)
	if !ok1 || !ok2 {
		d.Reason = noInterval(ind, v, w)
		return d
	}
	x, n := events(ind, v)
	y, m := events(ind, w)
	per := ind.Unit.Per
	if ind.Unit.Kind == indicators.Share && v.counted() && w.counted() {
		d.Lower, d.Upper = rate.NewcombeDifference(x, n, y, m, level)
		d.Lower, d.Upper = d.Lower*per, d.Upper*per
	} else {
		d.Lower, d.Upper = rate.MOVERDifference(exact(ind, v), l1, u1, exact(ind, w), l2, u2)
	}
	if noise, _ := noiseBetween(ind, v, w); noise > 0 {
		d.Lower, d.Upper = widened(exact(ind, v)-exact(ind, w), d.Lower, d.Upper, noise, level)
		if ind.Unit.Kind == indicators.Share {
			d.Lower, d.Upper = max(d.Lower, -per), min(d.Upper, per)
		}
	}
	return d.bounded()
}

// ratio returns v / w with its interval at a level, for two populations that share no persons: the log interval of Katz et al. (1978)
// for two shares; for two rates the limits that Byar's imply for a ratio (MOVER: Donner and Zou 2012, Statistical Methods in
// Medical Research 21, 347–359), and for shares and rates with limits of the source the same; for means and medians the delta method on
// logarithms, ln R ∓ z √((s1/v)² + (s2/w)²). The publisher's noise in both widens them on the scale of logarithms.
func ratio(ind indicators.Indicator, v, w Value, level float64) Difference {
	if r, ok := incomparable(v, w); ok {
		return noDifference(r)
	}
	if !(w.Value > 0) || v.Value < 0 {
		return noDifference(NoRatio)
	}
	d := Difference{Estimate: index.Estimate{Value: v.Value / w.Value, Lower: math.NaN(), Upper: math.NaN(), Level: level}, OK: true}
	l1, u1, ok1 := chanceLimits(ind, v, level)
	l2, u2, ok2 := chanceLimits(ind, w, level)
	x, n := events(ind, v)
	y, m := events(ind, w)
	switch {
	case !ok1 || !ok2:
		d.Reason = noInterval(ind, v, w)
		return d
	case ind.Unit.Kind == indicators.Share && v.counted() && w.counted():
		d.Lower, d.Upper = rate.RatioInterval(x, n, y, m, level)
	case ind.Unit.Kind.Pooling() == indicators.PoolRatio:
		d.Lower, d.Upper = rate.MOVERRatio(v.Value, l1, u1, w.Value, l2, u2)
	default:
		s1, s2 := (u1-l1)/2, (u2-l2)/2 // z standard errors
		reach := math.Exp(math.Hypot(s1/v.Value, s2/w.Value))
		d.Lower, d.Upper = d.Value/reach, d.Value*reach
	}
	if _, noise := noiseBetween(ind, v, w); noise > 0 && d.Lower > 0 {
		lower, upper := widened(math.Log(d.Value), math.Log(d.Lower), math.Log(d.Upper), noise, level)
		d.Lower, d.Upper = math.Exp(lower), math.Exp(upper)
	}
	return d.bounded()
}

// standardised returns v − w freed of its unit, with its interval at a level: Cohen's h of shares, its like for rates, Cohen's d of means whose
// source gives limits and the number of persons that they rest on. Medians and scores have none, for their limits do not tell how much persons
// differ.
func standardised(ind indicators.Indicator, v, w Value, level float64) Difference {
	if r, ok := incomparable(v, w); ok {
		return noDifference(r)
	}
	d := Difference{Estimate: index.Estimate{Level: level}, OK: true}
	kind, per := kindOf(ind), ind.Unit.Per
	switch {
	case ind.Unit.Kind.Pooling() == indicators.PoolRatio:
		l1, u1, ok1 := limitsAt(ind, v, level)
		l2, u2, ok2 := limitsAt(ind, w, level)
		d.Value, d.Lower, d.Upper = kind.StandardisedDifference(exact(ind, v)/per, l1/per, u1/per, exact(ind, w)/per, l2/per, u2/per)
		if !ok1 || !ok2 {
			d.Lower, d.Upper, d.Reason = math.NaN(), math.NaN(), noInterval(ind, v, w)
			return d
		}
	case ind.Unit.Kind == indicators.Mean && ind.Denominator == nil && v.Sampled && v.Denominator.OK && (w.Certain || w.Sampled && w.Denominator.OK):
		s1, ok1 := standardError(ind, v)
		s2, ok2 := standardError(ind, w)
		if !ok1 || !ok2 {
			return noDifference(noInterval(ind, v, w))
		}
		if d.Value, d.Lower, d.Upper = rate.CohenD(v.Value, s1, v.Denominator.V, w.Value, s2, w.Denominator.V, level); math.IsNaN(d.Value) {
			return noDifference(Undefined)
		}
	case ind.Unit.Kind == indicators.Mean:
		return noDifference(noInterval(ind, v, w))
	default:
		return noDifference(Undefined)
	}
	return d.bounded()
}

// kindOf returns what the counts of a share or rate are counts of.
func kindOf(ind indicators.Indicator) rate.Kind {
	if ind.Unit.Kind == indicators.Rate {
		return rate.Occurrences
	}
	return rate.Persons
}

// probability returns the two-sided p-value of the test that v and w, of populations that share no persons, are one: the score test where
// chance is that of counts, with the publisher's noise in its variance, else the difference in its standard errors.
func probability(ind indicators.Indicator, v, w Value) indicators.Number {
	if _, ok := incomparable(v, w); ok {
		return indicators.Number{}
	}
	kind := kindOf(ind)
	p := math.NaN()
	switch {
	case ind.Unit.Kind.Pooling() == indicators.PoolRatio && v.counted() && (w.counted() || w.Certain):
		x, n := events(ind, v)
		z := 0.0
		if w.Certain {
			z, p = kind.ScoreAgainst(x, n, w.Value/ind.Unit.Per)
		} else {
			y, m := events(ind, w)
			z, p = kind.Score(x, n, y, m)
		}
		if noise, _ := noiseBetween(ind, v, w); noise > 0 && z != 0 && !math.IsNaN(p) {
			d := exact(ind, v) - exact(ind, w)
			p = math.Erfc(math.Abs(d) / math.Hypot(d/z, math.Sqrt(noise)) / math.Sqrt2)
		}
	default:
		s1, ok1 := standardError(ind, v)
		s2, ok2 := standardError(ind, w)
		if se := math.Hypot(s1, s2); ok1 && ok2 && se > 0 {
			p = math.Erfc(math.Abs(v.Value-w.Value) / se / math.Sqrt2)
		}
	}
	if math.IsNaN(p) {
		return indicators.Number{}
	}
	return indicators.Num(p)
}

// contrast sets a value beside one of other persons.
func (a *analyst) contrast(ind indicators.Indicator, v, w Value) Contrast {
	c := Contrast{
		Difference: difference(ind, v, w, a.o.Level),
		Ratio:      ratio(ind, v, w, a.o.Level),
		Effect:     standardised(ind, v, w, a.o.Level),
		Overview:   VerdictOf(ind, difference(ind, v, w, a.o.OverviewLevel)),
		P:          probability(ind, v, w),
	}
	c.Verdict = VerdictOf(ind, c.Difference)
	c.Importance = importance(ind, c.Difference)
	return c
}

// noContrast is a contrast that is not there.
func noContrast(r Reason) Contrast {
	none := noDifference(r)
	return Contrast{Difference: none, Ratio: none, Effect: none}
}

// bounded marks whether the limits are there.
func (d Difference) bounded() Difference {
	if d.Interval = math.Abs(d.Lower) <= math.MaxFloat64 && math.Abs(d.Upper) <= math.MaxFloat64; !d.Interval {
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
func noInterval(ind indicators.Indicator, v, w Value) Reason {
	switch {
	case ind.LimitsLevel == 0 && (v.Sampled || w.Sampled):
		return NoLevel
	case v.Sampled || w.Sampled:
		return NoLimits
	case ind.Unit.Kind.Pooling() == indicators.PoolRatio:
		return NoDenominator
	}
	return NoLimits
}

func noDifference(r Reason) Difference {
	nan := math.NaN()
	return Difference{Estimate: index.Estimate{Value: nan, Lower: nan, Upper: nan}, Reason: r}
}

// VerdictOf judges a difference from the rest of the city by the indicator's direction. A difference without limits is not judged.
func VerdictOf(ind indicators.Indicator, d Difference) Verdict {
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
