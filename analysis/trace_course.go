package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

func (t *Tracer) courseAddresses() []string {
	var out []string
	for _, c := range t.res.Courses {
		for _, a := range append([]AreaCourse{c.City}, c.Areas...) {
			if len(a.Segments) > 0 {
				at := addressOf("course", c.Indicator.ID, Slug(a.Area.Name), string(c.Group))
				out = append(out, at, at+"/percent")
			}
		}
	}
	return out
}

func (t *Tracer) traceCourse(q *query) (*Trace, error) {
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g := q.group()
	c := t.courseOf(ind.ID, g)
	if c == nil {
		return nil, q.unknown("no course over years is of that indicator and group")
	}
	measure := q.oneOf("change", "percent")
	area, ok := q.area(append([]indicators.Area{t.city}, t.districts...))
	if !ok {
		return nil, q.unknown("no area of the course has that name or code")
	}
	return t.courseTrace(q.address, c, area, measure)
}

// courseTrace traces the change a year over the last unbroken stretch of an area.
func (t *Tracer) courseTrace(address string, c *Course, area indicators.Area, measure string) (*Trace, error) {
	of := &c.City
	if d := t.districtAt(area); d >= 0 {
		of = &c.Areas[d]
	}
	if len(of.Segments) == 0 {
		return nil, t.unknown(address, "the area has no figure in any period")
	}
	s := &of.Segments[len(of.Segments)-1]
	out := &Trace{Address: address, Measure: measure, Indicator: c.Indicator.ID, Title: c.Indicator.Name, Group: c.Group, Area: area, Period: s.To}
	found := s.Change
	if measure == "percent" {
		found = s.Relative
	}
	out.difference(found, func() *Step { return t.paceStep(c, s, area, measure) })
	if !out.OK && out.Reason == NoReason {
		out.Reason = s.Reason
	}
	return out, nil
}

// howTrends says how the trend of a stretch is found.
var howTrends = map[Uncertainty]string{
	FromCounts:  "mean change a year on the line of a regression of the counts (logistic of a share, Poisson of a rate), with overdispersion",
	FromLimits:  "slope of a line by least squares, weighted by the source's limits",
	FromScatter: "slope of a line by least squares, with Student's limits from the scatter about it",
}

// paceStep is the trend of an area over one stretch, fitted to the values of its periods.
func (t *Tracer) paceStep(c *Course, s *Segment, area indicators.Area, measure string) *Step {
	d := t.districtAt(area)
	var at []*figures
	var of []traced
	var in []StepInput
	for _, f := range distinct(t.series(c.Indicator, c.Group)) {
		found := &f.city
		if d >= 0 {
			found = &f.areas[d]
		}
		if f.period.Start < s.From.Start || f.period.Start > s.To.Start || !found.OK {
			continue
		}
		v := t.shownValue(c.Indicator, c.Group, f, d, t.trendValue(c, area, f.period))
		at, of, in = append(at, f), append(of, v), append(in, inputs(v.steps()...)...)
	}
	about := &Step{Indicator: c.Indicator.ID, Group: c.Group, Area: area, Period: s.To}
	formula := howTrends[s.Means]
	if measure == "percent" {
		formula += ", in per cent a year at compound growth"
	}
	return about.like(measure+" a year", formula+", "+s.From.String()+" to "+s.To.String(), in, func(es []index.Estimate) index.Estimate {
		values := make(map[*figures]*Value, len(at))
		for i, f := range at {
			values[f], es = of[i].whole(es)
		}
		lacking := noValue(NoObservation, indicators.Missing)
		fit := slopes{a: t.analyst, ind: c.Indicator, group: c.Group}
		segments := fit.describe(t.stretches(c.Indicator, at, func(f *figures) (*Value, string) {
			if v := values[f]; v != nil {
				return v, ""
			}
			return &lacking, ""
		}))
		fit.fit()
		if len(segments) != 1 {
			return alone(math.NaN())
		}
		fit.trend(&segments[0], 0)
		if measure == "percent" {
			return bare(segments[0].Relative.Estimate, segments[0].Relative.Interval)
		}
		return bare(segments[0].Change.Estimate, segments[0].Change.Interval)
	})
}

// trendValue is what the results show of an area in a period.
func (t *Tracer) trendValue(c *Course, area indicators.Area, p indicators.Period) Value {
	for _, tr := range t.res.Trends {
		if i := slices.Index(tr.Periods, p); i >= 0 && tr.Indicator.ID == c.Indicator.ID && tr.Group == c.Group {
			if d := t.districtAt(area); d >= 0 {
				return tr.Areas[d].Values[i]
			}
			return tr.City[i]
		}
	}
	return Value{}
}

// courseOfFinding traces the trend that a finding is about.
func (t *Tracer) courseOfFinding(f *Finding) (*Trace, error) {
	c := t.courseOf(f.Indicator, f.Group)
	if c == nil {
		return nil, t.unknown(f.ID(), "the results have no course of it")
	}
	return t.courseTrace("", c, f.Area, "change")
}

func (t *Tracer) percentOfFinding(f *Finding) (*Trace, error) {
	c := t.courseOf(f.Indicator, f.Group)
	if c == nil {
		return nil, t.unknown(f.ID(), "the results have no course of it")
	}
	return t.courseTrace("", c, f.Area, "percent")
}
