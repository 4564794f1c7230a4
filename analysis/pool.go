package analysis

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// tally is what the parts of a place have together. Parts can be taken away again, so that what lies outside of a district is the tally of the
// city without the district's, at the cost of the district alone.
type tally struct {
	num, den       index.Sum // of the usable parts
	all            index.Sum // denominators, with and without a value
	areas, covered index.Sum // how many areas the parts add up to, and the usable ones
	parts          int
	unknown        int       // parts without denominator
	values, usable int       // parts with a value, and those of them that the pooling rule can use
	withheld       int       // by the source
	split          int       // usable parts that lie in the place with a share only
	noise          index.Sum // variance of the publisher's noise in the usable parts
	sampled        int       // usable parts that are figures of a survey
	provisional    int
	carried        int // usable parts whose figures are carried over from other areas
}

// count adds a part of so much weight, or takes it away where by is −1.
func (t *tally) count(rule indicators.Pooling, s *sheet, part share, by int) {
	i, w := part.area, part.weight*float64(by)
	o := &s.obs[i]
	t.parts += by
	t.areas.Add(w)
	if !s.den[i].OK {
		t.unknown += by
	}
	t.all.Add(w * s.den[i].V)
	if o.Status == indicators.Suppressed {
		t.withheld += by
	}
	if !o.Value.OK {
		return
	}
	t.values += by
	switch {
	case rule == indicators.PoolRatio && s.num[i].OK:
		t.num.Add(w * s.num[i].V)
	case rule == indicators.PoolMean && s.den[i].OK:
		t.num.Add(float64(w*s.den[i].V) * o.Value.V)
	case rule == indicators.PoolSum:
		t.num.Add(w * o.Value.V)
	default:
		return
	}
	t.usable += by
	t.den.Add(w * s.den[i].V)
	t.covered.Add(w)
	if s.noise != nil {
		t.noise.Add(w * part.weight * s.noise[i])
	}
	if s.sampled != nil && s.sampled[i] {
		t.sampled += by
	}
	if part.weight < 1 {
		t.split += by
	}
	if o.Note != "" && provisional(o.Note) {
		t.provisional += by
	}
	if s.crossed && !crossed(o.Note).IsZero() {
		t.carried += by
	}
}

// usable tells whether the pooling rule can use the figure of an area.
func (s *sheet) usable(rule indicators.Pooling, i int) bool {
	switch rule {
	case indicators.PoolRatio:
		return s.obs[i].Value.OK && s.num[i].OK
	case indicators.PoolMean:
		return s.obs[i].Value.OK && s.den[i].OK
	}
	return s.obs[i].Value.OK && rule == indicators.PoolSum
}

// pool applies the pooling rule of the unit to the parts of a place.
//
// Parts names the areas with data, so that values of two dates can be told to be about the same; it is empty where they are all there are.
func (a *analyst) pool(ind indicators.Indicator, s *sheet, of []share) (v Value, parts string) {
	rule := ind.Unit.Kind.Pooling()
	var t tally
	for _, part := range of {
		t.count(rule, s, part, 1)
	}
	v = a.together(ind, s, &t)
	if !v.OK || t.usable == t.parts && s.reach >= 1 {
		return v, ""
	}
	used := []byte(fmt.Sprintf("%s %s ", s.level, s.version))
	for _, part := range of {
		if s.usable(rule, part.area) {
			used = append(append(used, s.areas[part.area].Code...), ' ')
		}
	}
	return v, string(used)
}

// poolRest is [analyst.pool] for what of the city lies outside a district.
func (a *analyst) poolRest(ind indicators.Indicator, s *sheet, d int) Value {
	rule := ind.Unit.Kind.Pooling()
	t := s.inCity
	for _, part := range s.districts[d] {
		city := share{part.area, s.city[part.area]}
		t.count(rule, s, city, -1)
		if left := city.weight - part.weight; left > 0 {
			t.count(rule, s, share{part.area, left}, 1)
		}
	}
	return a.together(ind, s, &t)
}

// together makes a value of a tally.
//
// Coverage is the share of the denominator that has data, or the share of areas where some denominator is unknown, times what the areas
// make up of the city where they are districts. A sum must be complete: a missing count would make it too low, where a missing share
// only makes it less certain.
func (a *analyst) together(ind indicators.Indicator, s *sheet, t *tally) Value {
	rule := ind.Unit.Kind.Pooling()
	v := Value{Status: indicators.Derived, Basis: Pooled, Provisional: t.provisional > 0, Sampled: t.sampled > 0, Noise: noiseOf(ind, t.noise.Value())}
	if t.parts > 0 {
		v.Coverage = t.covered.Value() / t.areas.Value()
	}
	if t.unknown == 0 && t.all.Value() > none && rule != indicators.PoolSum {
		v.Coverage = t.den.Value() / t.all.Value()
	}
	v.Coverage *= s.reach
	least := a.o.MinCoverage
	if rule == indicators.PoolSum {
		least = 1
	}
	missing := func(r Reason, st indicators.Status) Value {
		out := noValue(r, st)
		out.Coverage = v.Coverage
		return out
	}
	switch {
	case t.usable == 0 && t.values > 0 && rule == indicators.PoolNever:
		return missing(CannotPool, indicators.Missing)
	case t.usable == 0 && t.values > 0:
		return missing(NoDenominator, indicators.Missing)
	case t.usable == 0 && t.withheld > 0:
		return missing(SourceWithheld, indicators.Suppressed)
	case t.usable == 0:
		return missing(NoObservation, indicators.Missing)
	case v.Coverage < least-1e-9:
		return missing(LowCoverage, indicators.Missing)
	case rule != indicators.PoolSum && t.den.Value() <= none:
		return missing(NoObservation, indicators.Missing)
	}
	v.OK = true
	switch rule {
	case indicators.PoolRatio:
		n, d := max(0, t.num.Value()), t.den.Value()
		if t.split > 0 && math.Round(d) > 0 { // the fraction of a part would tell the last digit of its count
			n, d = math.Round(n), math.Round(d)
		}
		v.Estimate.Value = ind.Unit.Per * (n / d)
		v.Numerator, v.Denominator = indicators.Num(n), indicators.Num(d)
	case indicators.PoolMean:
		v.Estimate.Value = t.num.Value() / t.den.Value()
		v.Denominator = indicators.Num(t.den.Value())
	case indicators.PoolSum:
		v.Estimate.Value = t.num.Value()
	}
	if rule != indicators.PoolSum && !s.exact {
		v.Basis, v.Note = Approximated, s.note
	}
	if t.split > 0 {
		v.Basis = Approximated
		v.Note = join(v.Note, text("Delar av områden räknas efter andelen av folkmängden.", "Parts of areas count by their share of the population."))
	}
	if t.carried > 0 {
		v.Basis, v.Note = Approximated, join(v.Note, s.how)
	}
	return v
}

// none is a number of persons that is nobody: what subtraction may leave of fractions of areas.
const none = 1e-9
