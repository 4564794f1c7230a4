package analysis

import (
	"math"

	"github.com/jamlik/jamlik/analysis/decompose"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// stratum is one district or group at both ends of what is divided.
type stratum struct {
	area     indicators.Area
	group    indicators.Group
	category []int // of each dimension
	from, to Value
}

// withOutside adds what lies in no district, where the city holds more persons than its districts.
func (a *analyst) withOutside(ind indicators.Indicator, strata []stratum, from, to Value, periods [2]indicators.Period) ([]stratum, Reason) {
	if !from.OK || !to.OK {
		return nil, firstReason(from.Reason, to.Reason)
	}
	left := [2]Value{from, to}
	more := false
	for k, whole := range [2]Value{from, to} {
		if !whole.Denominator.OK {
			return nil, NoDenominator
		}
		num, den := whole.Numerator.V, whole.Denominator.V
		if ind.Unit.Kind.Pooling() == indicators.PoolMean {
			num = float64(whole.Value * den)
		}
		for _, s := range strata {
			v := [2]Value{s.from, s.to}[k]
			if !v.OK {
				return nil, firstReason(v.Reason)
			}
			if !v.Denominator.OK {
				return nil, NoDenominator
			}
			den -= v.Denominator.V
			if ind.Unit.Kind.Pooling() == indicators.PoolMean {
				num -= float64(v.Value * v.Denominator.V)
			} else {
				num -= v.Numerator.V
			}
		}
		slack := a.slack(ind, whole, periods[k])
		switch {
		case den < -slack || num < -slack*max(1, whole.Value) || ind.Unit.Kind == indicators.Share && num > den+slack:
			return nil, Contradictory
		case den <= slack:
			num, den = 0, 0
		default:
			more = true
			num = max(0, num)
			if ind.Unit.Kind == indicators.Share {
				num = min(num, den)
			}
		}
		left[k] = Value{OK: true, Numerator: indicators.Num(num), Denominator: indicators.Num(den)}
		per := ind.Unit.Per
		if ind.Unit.Kind.Pooling() == indicators.PoolMean {
			per, left[k].Numerator = 1, indicators.Number{}
		}
		left[k].Value = per * (num / den) // not a number where nobody is there, and then never read
	}
	if more {
		strata = append(strata, stratum{from: left[0], to: left[1]})
	}
	return strata, NoReason
}

// slack is how many persons the parts of a value may hold more or less than the whole without being in contradiction to it.
func (a *analyst) slack(ind indicators.Indicator, whole Value, p indicators.Period) float64 {
	if a.noisyIn(ind.ID, p) || whole.Basis == Approximated {
		return 5 + whole.Denominator.V/50
	}
	return 0.5
}

func (d Decomposition) without(r Reason) Decomposition {
	none := noDifference(r)
	d.Reason, d.From, d.To, d.Total, d.Values, d.Mix = r, math.NaN(), math.NaN(), none, none, none
	return d
}

// divided divides what lies between two values into parts. The strata must be the whole: their persons those of the whole values, and
// their values together those of the whole, but for rounding and noise.
func (a *analyst) divided(d Decomposition, strata []stratum, from, to Value) Decomposition {
	ind := d.Indicator
	switch {
	case !from.OK || !to.OK:
		return d.without(firstReason(from.Reason, to.Reason))
	case len(strata) < 2:
		return d.without(TooFewGroups)
	}
	for _, s := range strata {
		d.Rough = d.Rough || s.from.Basis == Approximated || s.to.Basis == Approximated
		if d.Kind == OfChange && !(a.weighed(ind, s.group, d.Earlier, s.from) && a.weighed(ind, s.group, d.Period, s.to)) {
			return d.without(NoDenominator)
		}
	}
	var ends [2]decompose.Population
	limited := true
	for k := range ends {
		whole, period := [2]Value{from, to}[k], d.Period
		if k == 0 && d.Kind == OfChange {
			period = d.Earlier
		}
		for _, s := range strata {
			v := [2]Value{s.from, s.to}[k]
			switch {
			case !v.OK:
				return d.without(firstReason(v.Reason))
			case !v.Denominator.OK:
				return d.without(NoDenominator)
			}
			lower, upper, ok := limitsAt(ind, v, a.o.Level)
			if v.Denominator.V > 0 {
				limited = limited && ok
			}
			if !ok {
				lower, upper = math.NaN(), math.NaN()
			}
			p := &ends[k]
			p.Sizes, p.Rates = append(p.Sizes, v.Denominator.V), append(p.Rates, exact(ind, v))
			p.Lower, p.Upper = append(p.Lower, lower), append(p.Upper, upper)
		}
		if why := a.whole(ind, ends[k], whole, period); why != NoReason {
			return d.without(why)
		}
	}
	if len(d.By) > 1 {
		for dim := range d.By {
			var of []int
			for _, s := range strata {
				of = append(of, s.category[dim])
			}
			ends[0].Dimensions = append(ends[0].Dimensions, of)
		}
	}
	parts, err := decompose.Kitagawa(ends[0], ends[1], decompose.Sampling{Level: a.o.Level, SamePersons: d.Kind == OfChange})
	if err != nil {
		return d.without(Undefined)
	}
	effect := func(e index.Estimate) Difference {
		x := Difference{Estimate: e, OK: true}
		if !limited {
			x.Lower, x.Upper, x.Reason = math.NaN(), math.NaN(), noInterval(ind, from, to)
			return x
		}
		return x.bounded()
	}
	d.From, d.To = parts.From, parts.To
	d.Total, d.Values, d.Mix = effect(parts.Total), effect(parts.Rate), effect(parts.Composition)
	for i, e := range parts.Dimensions {
		d.Dims = append(d.Dims, DimensionEffect{d.By[i], effect(e)})
	}
	all := [2]float64{index.Total(ends[0].Sizes), index.Total(ends[1].Sizes)}
	for i, s := range strata {
		one := DecompositionPart{
			Area: s.area, Group: s.group, ShareFrom: ends[0].Sizes[i] / all[0], ShareTo: ends[1].Sizes[i] / all[1],
			From: ends[0].Rates[i], To: ends[1].Rates[i], Values: parts.Strata[i].Rate, Mix: parts.Strata[i].Composition,
		}
		if ends[0].Sizes[i] == 0 {
			one.From = math.NaN()
		}
		if ends[1].Sizes[i] == 0 {
			one.To = math.NaN()
		}
		d.Parts = append(d.Parts, one)
	}
	return d
}

// whole tells why strata are not the whole that they should be: more persons than it, less than 98 in a hundred of it, or another value.
func (a *analyst) whole(ind indicators.Indicator, p decompose.Population, whole Value, period indicators.Period) Reason {
	if !whole.Denominator.OK {
		return NoDenominator
	}
	persons := index.Total(p.Sizes)
	switch slack := a.slack(ind, whole, period); {
	case persons > whole.Denominator.V+slack:
		return Contradictory
	case persons < 0.98*whole.Denominator.V-slack:
		return LowCoverage
	case !(persons > 0):
		return NoObservation
	}
	var sum index.Sum
	for i, n := range p.Sizes {
		if n > 0 {
			sum.Add(float64(n / persons * p.Rates[i]))
		}
	}
	tolerance := math.Pow(10, -float64(ind.Decimals)) + math.Abs(whole.Value)/50
	if math.Abs(sum.Value()-whole.Value) > tolerance {
		return Contradictory
	}
	return NoReason
}
