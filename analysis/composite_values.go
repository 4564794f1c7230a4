package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// dated is the values of an indicator over the areas of a level in one period.
type dated struct {
	period indicators.Period
	values []Value
}

// levels gives the values of indicators at levels other than the one that is compared with the city.
type levels struct {
	a  *analyst
	by map[indicators.Level]*analyst
}

// analystOf returns the analyst whose districts are the areas of a level; nil where these are the smallest, which have nothing to be pooled from, or too
// many to be pooled one by one.
func (v *levels) analystOf(level indicators.Level) *analyst {
	if level == v.a.o.AreaLevel {
		return v.a
	}
	if b, ok := v.by[level]; ok {
		return b
	}
	if v.by == nil {
		v.by = make(map[indicators.Level]*analyst)
	}
	v.by[level] = nil
	if level != indicators.DeSO && len(v.a.areasAt(level)) <= MaxPooledAreas {
		o := v.a.o
		o.AreaLevel = level
		v.by[level] = newAnalyst(v.a.table, o, v.a.has)
	}
	return v.by[level]
}

// areas returns the areas of a level, in order of code.
func (v *levels) areas(level indicators.Level) []indicators.Area {
	if b := v.analystOf(level); b != nil {
		return b.districts
	}
	return v.a.areasAt(level)
}

// series returns the values of an indicator at a level in every period that has some, in order of time: published before pooled, and published alone
// where the areas are not pooled.
func (v *levels) series(ind indicators.Indicator, g indicators.Group, level indicators.Level) []dated {
	var out []dated
	for _, d := range v.dates(ind, g, level) {
		out = append(out, dated{d.period, d.values()})
	}
	return out
}

// newest returns the newest of the series that has a value.
func (v *levels) newest(ind indicators.Indicator, g indicators.Group, level indicators.Level) (dated, bool) {
	for _, d := range slices.Backward(v.dates(ind, g, level)) {
		if found, ok := newestOf([]dated{{d.period, d.values()}}); ok {
			return found, true
		}
	}
	return dated{}, false
}

// date is the values of a period, worked out when they are asked for.
type date struct {
	period indicators.Period
	values func() []Value
}

// dates is the series, of which often two periods are wanted.
func (v *levels) dates(ind indicators.Indicator, g indicators.Group, level indicators.Level) []date {
	var out []date
	if b := v.analystOf(level); b != nil {
		for _, f := range b.series(ind, g) {
			if v.within(f.period) {
				out = append(out, date{f.period, func() []Value { return f.areas }})
			}
		}
		return out
	}
	areas := v.a.areasAt(level)
	for _, f := range v.a.series(ind, g) {
		if !v.within(f.period) {
			continue
		}
		for _, s := range f.sheets {
			if s.level == level && s.version == v.a.city.Version {
				out = append(out, date{f.period, func() []Value { return v.a.publishedValues(ind, s, areas) }})
			}
		}
	}
	return out
}

// publishedValues are the source's own values of areas in order of code.
func (a *analyst) publishedValues(ind indicators.Indicator, s *sheet, areas []indicators.Area) []Value {
	values := make([]Value, len(areas))
	from := 0 // both are in order of code
	for to, area := range areas {
		for from < len(s.areas) && s.areas[from].Code < area.Code {
			from++
		}
		if from < len(s.areas) && s.areas[from].ID() == area.ID() {
			values[to] = a.publishedValue(ind, s, from)
		} else {
			values[to] = noValue(NoObservation, indicators.Missing)
		}
	}
	return values
}

func (v *levels) within(p indicators.Period) bool {
	return v.a.o.Period == (indicators.Period{}) || p.Compare(v.a.o.Period) <= 0
}

// newestOf returns the newest of some that has a value.
func newestOf(all []dated) (dated, bool) {
	for i := len(all) - 1; i >= 0; i-- {
		for _, v := range all[i].values {
			if v.OK {
				return all[i], true
			}
		}
	}
	return dated{}, false
}

// publishedValue is the source's own value of area i of a sheet.
func (a *analyst) publishedValue(ind indicators.Indicator, s *sheet, i int) Value {
	o := s.obs[i]
	if !o.Value.OK {
		if o.Status == indicators.Suppressed {
			return noValue(SourceWithheld, o.Status)
		}
		return noValue(NoObservation, o.Status)
	}
	v := Value{
		OK: true, Status: o.Status, Basis: Published, Coverage: 1, Numerator: s.num[i], Denominator: s.den[i],
		Note: s.note, Provisional: provisional(o.Note), Noise: noiseOf(ind, a.cellNoise(ind, &o)),
	}
	v.Estimate.Value = o.Value.V
	v.Sampled = sampled(ind, &o)
	if o.Lower.OK && o.Upper.OK {
		v.Lower, v.Upper, v.Interval = o.Lower.V, o.Upper.V, true
	}
	a.limits(ind, &v)
	return v
}

// column returns the values as numbers, NaN where there is none, and their denominators.
func column(values []Value) (x, den []float64) {
	x, den = make([]float64, len(values)), make([]float64, len(values))
	for i, v := range values {
		x[i], den[i] = math.NaN(), math.NaN()
		if v.OK {
			x[i] = v.Value
			if v.Denominator.OK {
				den[i] = v.Denominator.V
			}
		}
	}
	return x, den
}
