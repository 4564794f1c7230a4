package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// gapMeasures are the numbers of how the gap between a district and the rest of its city moves.
var gapMeasures = []string{"change", "first", "last", "percent"}

func (t *Tracer) gapAddresses() []string {
	var out []string
	for _, c := range t.res.Courses {
		for _, a := range c.Areas {
			at := addressOf("gap", c.Indicator.ID, Slug(a.Area.Name), string(c.Group))
			out = append(out, numbersAt(at, gapMeasures)...)
		}
	}
	return out
}

func (t *Tracer) traceGapCourse(q *query) (*Trace, error) {
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g := q.group()
	c := t.courseOf(ind.ID, g)
	if c == nil {
		return nil, q.unknown("no course over years is of that indicator and group")
	}
	measure := q.oneOf(gapMeasures...)
	area, ok := q.area(t.districts)
	if !ok {
		return nil, q.unknown("no area of the course has that name or code")
	}
	return t.gapCourseTrace(q.address, c, area, measure), nil
}

// courseOf returns the course of an indicator and group.
func (t *Tracer) courseOf(ind string, g indicators.Group) *Course {
	i := slices.IndexFunc(t.res.Courses, func(c Course) bool { return c.Indicator.ID == ind && c.Group == g })
	if i < 0 {
		return nil
	}
	return &t.res.Courses[i]
}

// ofGapCourse is a number of the gap that a finding is about.
func ofGapCourse(measure string, keys ...string) findingTrace {
	return findingTrace{keys, func(t *Tracer, f *Finding) (*Trace, error) {
		c := t.courseOf(f.Indicator, f.Group)
		if c == nil {
			return nil, t.unknown(f.ID(), "the results have no course of it")
		}
		return t.gapCourseTrace("", c, f.Area, measure), nil
	}}
}

// gapCourseTrace traces one number of the gap between a district and the rest of the city over the years.
func (t *Tracer) gapCourseTrace(address string, c *Course, area indicators.Area, measure string) *Trace {
	d := t.districtAt(area)
	g := &c.Areas[d].Gap
	out := &Trace{Address: address, Measure: measure, Indicator: c.Indicator.ID, Title: c.Indicator.Name, Group: c.Group, Area: area, Period: g.To}
	out.difference(g.number(measure), func() *Step { return t.gapCourseStep(c, g, d, measure) })
	return out
}

// number returns one of the gapMeasures.
func (g *GapCourse) number(measure string) Difference {
	found := g.Absolute.Change
	switch measure {
	case "first":
		found = g.Absolute.First
	case "last":
		found = g.Absolute.Last
	case "percent":
		found = g.Relative.Change
	}
	found.Interval = found.Interval && !math.IsNaN(found.Lower) && !math.IsNaN(found.Upper)
	return found
}

// howGaps says how sure the values are that the line of a gap is fitted to.
var howGaps = map[Uncertainty]string{
	FromCounts:  "weighted by what chance in the counts makes of each gap, with overdispersion",
	FromLimits:  "weighted by the source's limits, with overdispersion",
	FromScatter: "with Student's limits from the scatter about it",
}

// gapCourseStep is a number of the line through the gaps of all periods.
func (t *Tracer) gapCourseStep(c *Course, g *GapCourse, d int, measure string) *Step {
	series := distinct(t.series(c.Indicator, c.Group))
	city := t.stretches(c.Indicator, series, func(f *figures) (*Value, string) { return &f.city, f.cityOf })
	own := t.stretches(c.Indicator, series, func(f *figures) (*Value, string) { return &f.areas[d], f.areasOf[d] })
	area := t.districts[d]
	about := &Step{Indicator: c.Indicator.ID, Group: c.Group, Area: area, Period: g.To}
	span := city[len(city)-1]
	periods, _, _, _ := t.gapSides(c.Indicator, series, d, own[len(own)-1], span.short(), span.among(len(series)))
	var sides []traced
	var in []StepInput
	for _, p := range periods {
		f := t.figuresOf(c.Indicator, c.Group, p)
		v := t.shownValue(c.Indicator, c.Group, f, d, t.trendValue(c, area, p))
		w := t.restStep(c.Indicator, c.Group, f, d, t.shownValue(c.Indicator, c.Group, f, inCity, t.trendValue(c, t.city, p)), v)
		sides = append(sides, v, w)
		in = append(in, inputs(append(v.steps(), w.steps()...)...)...)
	}
	formula := map[string]string{
		"change":  "slope of the line through value of the area − value of the rest of the city, a year",
		"first":   "height in the first period of the line through value of the area − value of the rest of the city",
		"last":    "height in the last period of the line through value of the area − value of the rest of the city",
		"percent": "slope of the line through ln(value of the area / value of the rest of the city), in per cent a year",
	}[measure] + ", " + g.From.String() + " to " + g.To.String() + ", " + howGaps[g.Means]
	return about.like(measure+" of the gap", formula, in, func(es []index.Estimate) index.Estimate {
		var mine, rest []*Value
		for i := range sides {
			var v *Value
			v, es = sides[i].whole(es)
			if i%2 == 0 {
				mine = append(mine, v)
			} else {
				rest = append(rest, v)
			}
		}
		again, _ := t.gapBetween(c.Indicator, periods, mine, rest)
		found := again.number(measure)
		return bare(found.Estimate, found.Interval)
	})
}
