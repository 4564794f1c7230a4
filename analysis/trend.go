package analysis

import (
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// minTrend is the least number of periods with data that make a trend. Two give a change.
const minTrend = 3

// trend returns the series of an indicator, nil where it has fewer than [minTrend] periods of the length of its newest one. Years that
// nobody has figures for stay in the series, without values, so that no line is drawn over them.
func (a *analyst) trend(ind indicators.Indicator, g indicators.Group, series []figures) *Trend {
	last := series[newest(series)].period
	series = slices.DeleteFunc(slices.Clone(series), func(f figures) bool { return !f.any() || !alike(f.period, last) })
	if len(series) < minTrend {
		return nil
	}
	t := &Trend{Indicator: ind, Group: g, Areas: make([]AreaSeries, len(a.districts))}
	for d, district := range a.districts {
		t.Areas[d] = AreaSeries{Area: district, Values: make([]Value, 0, len(series)), Assumed: a.assumed[d]}
	}
	for i, f := range series {
		if i > 0 {
			for _, p := range gap(series[i-1].period, f.period) {
				t.add(p, nil)
			}
		}
		t.add(f.period, &f)
	}
	for _, b := range ind.Breaks {
		if series[0].period.Start < b.Start && b.Start <= series[len(series)-1].period.Start {
			t.Breaks = append(t.Breaks, b)
		}
	}
	t.Boundaries = t.boundaries(a.city.Name)
	t.Precision = a.precisionBreak(ind.ID, t.Periods)
	return t
}

// add appends the figures of a period; nil stands for values that are not there.
func (t *Trend) add(p indicators.Period, f *figures) {
	value := func(pick func() Value) Value {
		if f == nil {
			return noValue(NoObservation, indicators.Missing)
		}
		return pick()
	}
	t.Periods = append(t.Periods, p)
	t.City = append(t.City, value(func() Value { return f.city }))
	for d := range t.Areas {
		t.Areas[d].Values = append(t.Areas[d].Values, value(func() Value { return f.areas[d] }))
	}
}

// gap returns the calendar or school years between two of the kind.
func gap(p, q indicators.Period) []indicators.Period {
	from, _, _ := p.Start.Date()
	to, _, _ := q.Start.Date()
	for _, year := range []func(int) indicators.Period{indicators.Year, indicators.SchoolYear} {
		if p == year(from) && q == year(to) {
			var out []indicators.Period
			for y := from + 1; y < to; y++ {
				out = append(out, year(y))
			}
			return out
		}
	}
	return nil
}
