package analysis

import (
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// comparisonMeasures are the numbers that a comparison has about an area. The city has no contrast with itself.
var comparisonMeasures = []string{"value", "rest", "difference", "ratio", "change", "past"}

func (t *Tracer) comparisonAddresses() []string {
	var out []string
	for _, c := range t.res.Comparisons {
		add := func(a indicators.Area, measures ...string) {
			for _, m := range measures {
				if m == "value" {
					m = ""
				}
				out = append(out, addressOf("comparison", c.Indicator.ID, Slug(a.Name), string(c.Group), m))
			}
		}
		add(t.city, "value", "change", "past")
		for _, a := range c.Areas {
			add(a.Area, comparisonMeasures...)
		}
		for _, a := range c.Spread {
			add(a.Area, "value")
		}
	}
	return out
}

// comparisonOf returns the comparison of an indicator and group.
func (t *Tracer) comparisonOf(ind string, g indicators.Group) *Comparison {
	for i := range t.res.Comparisons {
		if c := &t.res.Comparisons[i]; c.Indicator.ID == ind && c.Group == g {
			return c
		}
	}
	return nil
}

func (t *Tracer) traceComparison(q *query) (*Trace, error) {
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g := q.group()
	c := t.comparisonOf(ind.ID, g)
	if c == nil {
		return nil, q.unknown("no comparison is of that indicator and group")
	}
	measure := q.oneOf(comparisonMeasures...)
	places := append([]indicators.Area{t.city}, t.districts...)
	for _, a := range c.Spread {
		places = append(places, a.Area)
	}
	area, ok := q.area(places)
	if !ok {
		return nil, q.unknown("no area of the comparison has that name or code")
	}
	if p := q.period(); p == c.Earlier && p != (indicators.Period{}) && measure == "value" {
		measure = "past"
	} else if p != c.Period && p != (indicators.Period{}) {
		return nil, q.unknown(fmt.Sprintf("the comparison is of %s; trend/%s has other periods", c.Period, ind.ID))
	}
	return t.comparisonTrace(q.address, c, area, measure, t.o.Level)
}

// comparisonTrace traces one number of a comparison.
func (t *Tracer) comparisonTrace(address string, c *Comparison, area indicators.Area, measure string, level float64) (*Trace, error) {
	out := &Trace{Address: address, Measure: measure, Indicator: c.Indicator.ID, Title: c.Indicator.Name, Group: c.Group, Area: area, Period: c.Period}
	d := t.districtAt(area)
	if d < 0 && area.ID() != t.city.ID() {
		return t.spreadTrace(out, c)
	}
	value, past, change := c.City, c.CityPast, c.Change
	var contrast AreaComparison
	if d >= 0 {
		contrast = c.Areas[d]
		value, past, change = contrast.Value, contrast.Past, contrast.Change
	}
	now, then := t.figuresOf(c.Indicator, c.Group, c.Period), t.figuresOf(c.Indicator, c.Group, c.Earlier)
	switch measure {
	case "value":
		out.value(value, func() *Step { return t.withLimits(c.Indicator, t.shownValue(c.Indicator, c.Group, now, d, value)) })
	case "past":
		out.Period = c.Earlier
		out.value(past, func() *Step { return t.withLimits(c.Indicator, t.shownValue(c.Indicator, c.Group, then, d, past)) })
	case "change":
		out.difference(change, func() *Step {
			return t.contrast(c.Indicator, "change", t.shownValue(c.Indicator, c.Group, now, d, value), t.shownValue(c.Indicator, c.Group, then, d, past), level, difference)
		})
	default:
		if d < 0 {
			return nil, t.unknown(address, "the city is not compared with itself")
		}
		pair := func() (v, w traced) {
			v = t.shownValue(c.Indicator, c.Group, now, d, value)
			w = t.restStep(c.Indicator, c.Group, now, d, t.shownValue(c.Indicator, c.Group, now, -1, c.City), v)
			if w.value != nil && contrast.Rest.OK {
				w.value.Shown = true
			}
			return v, w
		}
		switch measure {
		case "rest":
			out.value(contrast.Rest, func() *Step { _, w := pair(); return t.withLimits(c.Indicator, w) })
		case "difference":
			out.difference(contrast.Difference, func() *Step { v, w := pair(); return t.contrast(c.Indicator, measure, v, w, level, difference) })
		case "ratio":
			out.difference(contrast.Ratio, func() *Step { v, w := pair(); return t.contrast(c.Indicator, measure, v, w, level, ratio) })
		}
	}
	return out, nil
}

// shownValue traces the value of district d, the city where d is −1, and marks what the results show of it.
func (t *Tracer) shownValue(ind indicators.Indicator, g indicators.Group, f *figures, d int, shown Value) traced {
	p, found := t.cityPlace(), f.city
	if d >= 0 {
		p, found = t.districtPlace(d), f.areas[d]
	}
	return t.valueOf(ind, g, f, p, found).show(shown.OK)
}

// spreadTrace traces the value of a small area.
func (t *Tracer) spreadTrace(out *Trace, c *Comparison) (*Trace, error) {
	i := slices.IndexFunc(c.Spread, func(a AreaValue) bool { return a.Area.ID() == out.Area.ID() })
	if i < 0 {
		return nil, t.unknown(out.Address, "the comparison has no number of that area")
	}
	v := c.Spread[i].Value
	out.value(v, func() *Step { return t.smallArea(c.Indicator, c.Group, c.Period, c.Spread[i]) })
	return out, nil
}

// smallArea traces the published value of one of the smallest areas with its limits.
func (t *Tracer) smallArea(ind indicators.Indicator, g indicators.Group, p indicators.Period, a AreaValue) *Step {
	return t.withLimits(ind, t.smallValue(ind, g, p, a).show(true))
}

func (t *Tracer) smallValue(ind indicators.Indicator, g indicators.Group, p indicators.Period, a AreaValue) traced {
	o, _ := t.table.Find(ind.ID, a.Area.ID(), g, p)
	about := &Step{Indicator: ind.ID, Group: g, Area: a.Area, Period: p}
	return t.ofCell(ind, about, a.Value, o, func() *Step {
		return t.groupsStep(t.population(*ind.Denominator, g, p, a.Area.Level, a.Area.Version), a.Area)
	})
}

// value makes a trace of a value, with the step where there is one.
func (t *Trace) value(v Value, step func() *Step) {
	t.OK, t.Reason, t.Found = v.OK, v.Reason, estimateOf(v)
	if v.OK {
		t.Step = step()
	}
}

// difference makes a trace of a contrast.
func (t *Trace) difference(d Difference, step func() *Step) {
	t.OK, t.Reason, t.Found = d.OK, d.Reason, bare(d.Estimate, d.Interval)
	if d.OK {
		t.Step = step()
	}
}

func (t *Tracer) trendAddresses() []string {
	var out []string
	for _, tr := range t.res.Trends {
		for i, p := range tr.Periods {
			if tr.City[i].OK {
				out = append(out, addressOf("trend", tr.Indicator.ID, Slug(t.city.Name), PeriodWord(p), string(tr.Group)))
			}
			for _, a := range tr.Areas {
				if a.Values[i].OK {
					out = append(out, addressOf("trend", tr.Indicator.ID, Slug(a.Area.Name), PeriodWord(p), string(tr.Group)))
				}
			}
		}
	}
	return out
}

func (t *Tracer) traceTrend(q *query) (*Trace, error) {
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g, p := q.group(), q.period()
	area, ok := q.area(append([]indicators.Area{t.city}, t.districts...))
	i := slices.IndexFunc(t.res.Trends, func(tr Trend) bool { return tr.Indicator.ID == ind.ID && tr.Group == g })
	switch {
	case i < 0:
		return nil, q.unknown("no trend is of that indicator and group")
	case !ok:
		return nil, q.unknown("no area of the trend has that name or code")
	}
	tr := &t.res.Trends[i]
	at := slices.Index(tr.Periods, p)
	if at < 0 {
		return nil, q.unknown("the trend has no such period")
	}
	out := &Trace{Address: q.address, Measure: "value", Indicator: ind.ID, Title: ind.Name, Group: g, Area: area, Period: p}
	d := t.districtAt(area)
	v := tr.City[at]
	if d >= 0 {
		v = tr.Areas[d].Values[at]
	}
	out.value(v, func() *Step { return t.withLimits(ind, t.shownValue(ind, g, t.figuresOf(ind, g, p), d, v)) })
	return out, nil
}

func (t *Tracer) inequalityAddresses() []string {
	var out []string
	for _, q := range t.res.Inequality {
		for _, m := range q.Measures {
			out = append(out, addressOf("index", q.Indicator.ID, m.Index.ID, q.Level.String(), string(q.Group)))
		}
	}
	return out
}

func (t *Tracer) traceInequality(q *query) (*Trace, error) {
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g, level := q.group(), q.level()
	var near []string
	for _, r := range t.res.Inequality {
		if r.Indicator.ID != ind.ID || r.Group != g || level != 0 && r.Level != level {
			continue
		}
		for _, m := range r.Measures {
			near = append(near, m.Index.ID)
			if q.take(func(s string) bool { return s == m.Index.ID }) {
				q.period()
				return t.inequalityTrace(q.address, r, m), nil
			}
		}
	}
	if len(near) == 0 {
		return nil, q.unknown("no index is of that indicator, level and group")
	}
	return nil, &AddressError{Address: q.address, What: "no such index is computed of that indicator", Near: slices.Compact(near)}
}

// inequalityTrace traces one measure of the inequality between areas.
func (t *Tracer) inequalityTrace(address string, r Inequality, m IndexValue) *Trace {
	out := &Trace{Address: address, Measure: m.Index.ID, Indicator: r.Indicator.ID, Title: m.Index.Name, Group: r.Group, Period: r.Period}
	out.index(m, func() *Step {
		f := t.figuresOf(r.Indicator, r.Group, r.Period)
		var of []traced
		if r.Level == t.o.AreaLevel {
			for d, v := range f.areas {
				if v.OK {
					of = append(of, t.shownValue(r.Indicator, r.Group, f, d, t.districtShown(r, d)))
				}
			}
		} else {
			for _, a := range t.spread(r.Indicator, f) {
				of = append(of, t.smallValue(r.Indicator, r.Group, r.Period, a))
			}
		}
		return t.measureStep(r, m, of)
	})
	return out
}

// districtShown is what the results show of a district in the period of an inequality.
func (t *Tracer) districtShown(r Inequality, d int) Value {
	if c := t.comparisonOf(r.Indicator.ID, r.Group); c != nil && c.Period == r.Period {
		return c.Areas[d].Value
	}
	return Value{}
}

// measureStep is an index over the values of areas.
func (t *Tracer) measureStep(r Inequality, m IndexValue, of []traced) *Step {
	var in []StepInput
	for _, v := range of {
		in = append(in, inputs(v.steps()...)...)
	}
	about := &Step{Indicator: r.Indicator.ID, Group: r.Group, Period: r.Period}
	s := about.like(m.Index.ID, m.Index.Formula, in, func(es []index.Estimate) index.Estimate {
		values := make([]Value, len(of))
		for i, v := range of {
			values[i], es = v.again(es)
		}
		for _, again := range t.measure(r.Indicator, r.Group, r.Level, gather(r.Indicator, values)) {
			if again.Index.ID == m.Index.ID && again.OK {
				return bare(again.Value, again.Interval)
			}
		}
		return alone(math.NaN())
	})
	return s.note(t.resampledNote(m))
}

// index makes a trace of the value of an index.
func (t *Trace) index(m IndexValue, step func() *Step) {
	t.OK, t.Found = m.OK, bare(m.Value, m.Interval)
	switch {
	case m.OK:
		t.Step = step()
	case m.Undefined == withheldIndex:
		t.Reason = Withheld
	default:
		t.Reason = Undefined
	}
}
