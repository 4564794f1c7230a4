package analysis

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators"
)

// CourseOptions are the choices of how figures move over years. The zero value of a field means the default named with it.
type CourseOptions struct {
	FewestPeriods int     // comparable periods that a trend needs; default 5, at least 3
	MostYears     float64 // how many years ahead the pace of a gap is trusted at most; default 25
	Draws         int     // permutations of the test for a turning point; default 999
}

// Defaults of [CourseOptions].
const (
	DefaultFewestPeriods = 5
	DefaultMostYears     = 25
	DefaultDraws         = 999
)

// mostDetailed is the most districts that turning points are looked for in and that the gap of every period is kept of. A country of
// thousands of areas has their trends and the change of their gaps.
const mostDetailed = 300

func (o *CourseOptions) fill(ps *indicators.Problems) {
	if o.FewestPeriods == 0 {
		o.FewestPeriods = DefaultFewestPeriods
	}
	if o.MostYears == 0 {
		o.MostYears = DefaultMostYears
	}
	if o.Draws == 0 {
		o.Draws = DefaultDraws
	}
	if o.FewestPeriods < 3 || o.FewestPeriods > 50 {
		ps.Add(fmt.Errorf("a trend of %d periods is asked for; the fewest must be from 3 to 50", o.FewestPeriods))
	}
	if !(o.MostYears > 0 && o.MostYears <= 200) {
		ps.Add(fmt.Errorf("the pace of a gap is trusted for %v years; it must be above 0 and at most 200", o.MostYears))
	}
	if o.Draws < 99 {
		ps.Add(fmt.Errorf("%d permutations are too few for a test; ask for 99 or more", o.Draws))
	}
}

// Course is how an indicator has moved in the city and in each district over the periods that are comparable, and how the gap of each district
// to the rest of the city has. Periods that overlap a later one are left out, for they share persons with it by construction.
type Course struct {
	Indicator indicators.Indicator
	Group     indicators.Group
	Periods   []indicators.Period // all that are read, in order of time
	City      AreaCourse
	Areas     []AreaCourse // districts in order of code
	Spread    SpreadCourse // between the districts
}

// AreaCourse is how one area has moved.
type AreaCourse struct {
	Area     indicators.Area
	Assumed  bool
	Segments []Segment // between breaks, the earliest first; the last is that of the newest value. None where there is no value at all
	Gap      GapCourse // to the rest of the city over the last segment; none of the city
}

// Segment is the unbroken series between two breaks of definition, of boundary or of the parts that a place has figures of.
type Segment struct {
	From, To indicators.Period // the first and the last with a value
	Periods  int               // with a value
	Missing  int               // between them without one
	Reason   Reason            // why there is no trend; the rest is zero then
	Rough    bool              // some value is approximated
	Means    Uncertainty       // where the limits come from

	Change     Difference // a year, in the indicator's unit
	Relative   Difference // a year, in per cent
	P          float64    // probability of so steep a slope without a trend
	Dispersion float64    // variance about the line over that of chance; about 1 where there is only chance
	Steady     bool       // the slope keeps its sign with any one period left out
	Verdict    Verdict    // at Options.Level
	Overview   Verdict    // at Options.OverviewLevel

	// Of the last segment only:
	Recent    RecentVerdict
	Joinpoint Turn
}

// Uncertainty is what tells how sure a trend is.
type Uncertainty string

// The ways.
const (
	FromCounts  Uncertainty = "counts"  // events and persons, with overdispersion: logistic regression of a share, Poisson regression of a rate
	FromLimits  Uncertainty = "limits"  // the source's own limits, where the study says their level: weighted least squares
	FromScatter Uncertainty = "scatter" // how far the values lie from their line: least squares with Student's distribution
)

// courses follows all indicators that are compared over their years, and the ranks of their districts.
func (a *analyst) courses(res *Results) {
	found, ranked := make([]*Course, len(res.Comparisons)), make([]Mobility, len(res.Comparisons))
	parallel(len(found), a.o.Workers, func(i int) {
		c := &res.Comparisons[i]
		found[i], ranked[i] = a.course(c.Indicator, c.Group)
	})
	for i, c := range found {
		if c != nil {
			res.Courses, res.Mobility = append(res.Courses, *c), append(res.Mobility, ranked[i])
		}
	}
}

// course returns nil where there is one period only, or the indicator counts how large areas are. Two are enough for ranks to be compared.
func (a *analyst) course(ind indicators.Indicator, g indicators.Group) (*Course, Mobility) {
	series := distinct(a.series(ind, g))
	if len(series) < 2 || ind.Unit.Kind == indicators.Count {
		return nil, Mobility{}
	}
	c := &Course{Indicator: ind, Group: g, Areas: make([]AreaCourse, len(a.districts))}
	for _, f := range series {
		c.Periods = append(c.Periods, f.period)
	}
	s := slopes{a: a, ind: ind, group: g}
	s.reserve(len(series) * (len(a.districts) + 1))
	city := a.stretches(ind, series, func(f *figures) (*Value, string) { return &f.city, f.cityOf })
	c.City = AreaCourse{Area: a.city, Segments: s.describe(city)}
	last := make([]stretch, len(a.districts))
	for d, district := range a.districts {
		own := a.stretches(ind, series, func(f *figures) (*Value, string) { return &f.areas[d], f.areasOf[d] })
		c.Areas[d] = AreaCourse{Area: district, Assumed: a.assumed[d], Segments: s.describe(own)}
		if len(own) > 0 {
			last[d] = own[len(own)-1]
		}
	}
	s.fit()
	targets := []*AreaCourse{&c.City}
	for d := range c.Areas {
		targets = append(targets, &c.Areas[d])
	}
	s.finish(targets)
	s.overview(&c.City, c.Areas)
	var span stretch
	if len(city) > 0 {
		span = city[len(city)-1]
	}
	shared := span.among(len(series))
	lines := make([]gapLines, len(c.Areas))
	for d := range c.Areas {
		c.Areas[d].Gap, lines[d] = a.gapCourse(ind, series, d, last[d], span.short(), shared)
	}
	a.gapOverview(c.Areas, lines)
	e := endsOf(series, last)
	c.Spread = a.spreadCourse(c, series, e)
	return c, a.mobility(c, e)
}
