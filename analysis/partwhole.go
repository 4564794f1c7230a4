package analysis

import (
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// part sets the value of a place beside that of a whole that it is part of, by way of the rest of the whole, which shares nobody with it.
//
// With s the share of the whole's population that lies in the place, its figure p and that of the rest r, the whole has P = s p + (1 − s) r. So
//
//	p − P = (1 − s)(p − r)
//	p / P = ρ / (s ρ + 1 − s),  ρ = p/r
//
// and the limits of the one follow exactly from those of the other, s taken as known. Verdicts and P are those against the rest: a place never
// differs surely from the whole without differing from the rest of it, and the test keeps its level however large the place is. A test that takes
// P as certain finds 2.8 in a hundred at s = 0.2 where it says 5 ([rate.RestDifference] has the table). The standardised difference is that from
// the rest, drawn towards none in proportion.
func (a *analyst) part(ind indicators.Indicator, area indicators.Area, v, rest, whole Value) BenchmarkArea {
	out := BenchmarkArea{Area: area, Value: v, Rest: rest, Contrast: a.contrast(ind, v, rest)}
	if !out.Difference.OK {
		return out
	}
	if !v.Denominator.OK || !rest.Denominator.OK {
		out.Contrast = noContrast(NoDenominator)
		return out
	}
	s := v.Denominator.V / (v.Denominator.V + rest.Denominator.V)
	c := &out.Contrast
	c.Difference = c.Difference.mapped(func(d float64) float64 { return (1 - s) * d })
	if c.Ratio.OK {
		c.Ratio = c.Ratio.mapped(func(r float64) float64 { return r / (s*r + 1 - s) })
	}
	if c.Effect.OK {
		drawn := 1 - s
		if e := standardised(ind, v, whole, a.o.Level); e.OK && c.Effect.Value != 0 && e.Value/c.Effect.Value > 0 {
			drawn = e.Value / c.Effect.Value
		}
		c.Effect = c.Effect.mapped(func(d float64) float64 { return drawn * d })
	}
	c.Importance = importance(ind, c.Difference)
	return out
}

// mapped returns a difference or ratio with its limits on another scale that rises with the first.
func (d Difference) mapped(f func(float64) float64) Difference {
	d.Value = f(d.Value)
	if d.Interval {
		d.Lower, d.Upper = f(d.Lower), f(d.Upper)
	}
	return d
}

// publishedRest completes the rest of a whole where the limits of the whole and of the part are those of a survey: with s the share of the part,
//
//	Var(r) = (Var(P) − s² Var(p)) / (1 − s)²
//
// which holds where the part was sampled for itself. Where the whole is said to be surer than that, the rest has no limits.
func publishedRest(ind indicators.Indicator, whole, part Value, rest *Value) {
	if !whole.Sampled || !part.Sampled || !whole.Interval || !part.Interval || !rest.Denominator.OK {
		return
	}
	s := part.Denominator.V / whole.Denominator.V
	se1, ok1 := standardError(ind, whole)
	se2, ok2 := standardError(ind, part)
	variance := (se1*se1 - s*s*se2*se2) / ((1 - s) * (1 - s))
	if !ok1 || !ok2 || !(variance > 0) {
		return
	}
	reach := rate.Z(ind.LimitsLevel) * math.Sqrt(variance)
	rest.Lower, rest.Upper, rest.Interval = rest.Value-reach, rest.Value+reach, true
}

// combined returns the value of several populations as one, and true; or else the mean of their values, as certain.
func (a *analyst) combined(ind indicators.Indicator, values []Value) (Value, bool) {
	out := Value{OK: true, Status: indicators.Derived, Basis: Pooled, Coverage: 1}
	out.Lower, out.Upper = math.NaN(), math.NaN()
	var num, den, variance index.Sum
	counted, weighed, sure := ind.Unit.Kind.Pooling() == indicators.PoolRatio, ind.Unit.Kind.Pooling() == indicators.PoolMean, ind.LimitsLevel > 0
	for _, v := range values {
		out.Note = v.Note
		out.Noise.Numerator += v.Noise.Numerator
		out.Noise.Denominator += v.Noise.Denominator
		out.Provisional = out.Provisional || v.Provisional
		counted = counted && v.counted()
		weighed = weighed && v.Denominator.OK
		sure = sure && v.Sampled
		den.Add(v.Denominator.V)
		if counted {
			num.Add(v.Numerator.V)
		} else {
			num.Add(v.Denominator.V * v.Value)
		}
		if se, ok := standardError(ind, v); ok {
			w := v.Denominator.V * se
			variance.Add(w * w)
		}
	}
	n := den.Value()
	switch {
	case counted && n > 0:
		out.Numerator, out.Denominator = indicators.Num(num.Value()), indicators.Num(n)
		out.Estimate.Value = ind.Unit.Per * (num.Value() / n)
		a.limits(ind, &out)
	case weighed && n > 0:
		out.Denominator = indicators.Num(n)
		out.Estimate.Value = num.Value() / n
		if out.Certain, out.Sampled = !sure, sure; sure {
			reach := rate.Z(ind.LimitsLevel) * math.Sqrt(variance.Value()) / n
			out.Lower, out.Upper, out.Interval = out.Value-reach, out.Value+reach, true
		}
	default:
		out.Note = values[0].Note
		out.Estimate.Value, out.Certain = mean(values), true
		return out, false
	}
	return out, true
}

// withholdBenchmarks removes what rests on a number that is withheld: of the area, of the city, of the district that others are compared with; and
// every comparison with a place outside the city that has too few persons itself.
func withholdBenchmarks(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.Benchmarks {
		b := &res.Benchmarks[i]
		if !unprotected[b.Indicator.ID] {
			continue
		}
		hidden := func(area indicators.Area) bool { return p.hidden(b.Indicator.ID, b.Group, b.Period, area) }
		reference := b.tooFew || b.Reference.Code != "" && hidden(b.Reference)
		if b.Benchmark.Kind == RestOfCity {
			reference = hidden(res.City)
		}
		if reference {
			b.Value, b.Unweighted = noValue(Withheld, indicators.Suppressed), indicators.Number{}
		}
		for j := range b.Areas {
			area := &b.Areas[j]
			if gone := hidden(area.Area); gone || reference {
				area.Rest, area.Contrast = noValue(Withheld, indicators.Suppressed), noContrast(Withheld)
				if gone {
					area.Value = noValue(Withheld, indicators.Suppressed)
				}
			}
		}
	}
}
