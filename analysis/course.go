package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
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

// RecentVerdict is what the rule of Fingertips says of the last five years.
type RecentVerdict struct {
	OK         bool
	Reason     Reason
	Direction  int // +1 increasing, −1 decreasing, 0 no significant change
	ChiSquared float64
	Verdict    Verdict
}

// Turn is the period in which a trend has changed its pace, if one has: the change a year before and after.
type Turn struct {
	OK            bool // looked for; whether it is there, P says
	Reason        Reason
	Period        indicators.Period
	P             float64 // probability of so much better a fit of two lines where there is one: of the residuals, and of chance if that is larger
	Before, After float64 // change a year, in the indicator's unit
}

func noTurn(r Reason) Turn {
	nan := math.NaN()
	return Turn{Reason: r, P: nan, Before: nan, After: nan}
}

// Found tells whether there is a turning point at a confidence level.
func (t Turn) Found(level float64) bool { return t.OK && t.P <= 1-level }

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
	shared := make([]bool, len(series)) // with the newest of the city
	for _, i := range span.at {
		shared[i] = true
	}
	lines := make([]gapLines, len(c.Areas))
	for d := range c.Areas {
		c.Areas[d].Gap, lines[d] = a.gapCourse(ind, series, d, last[d], span.short(), shared)
	}
	a.gapOverview(c.Areas, lines)
	e := endsOf(series, last)
	c.Spread = a.spreadCourse(c, series, e)
	return c, a.mobility(c, e)
}

// distinct returns the figures of the periods that are as long as the newest and do not overlap a later one that is kept, without those that have no value.
func distinct(series []figures) []*figures {
	var out []*figures
	if len(series) == 0 {
		return nil
	}
	last := &series[newest(series)]
	for i := newest(series); i >= 0; i-- {
		f := &series[i]
		if !f.any() || !alike(f.period, last.period) || len(out) > 0 && f.period.End >= out[0].period.Start {
			continue
		}
		out = append([]*figures{f}, out...)
	}
	return out
}

// stretch is the values of an area that are comparable with one another.
type stretch struct {
	periods []indicators.Period
	values  []*Value // of the series, which nobody may change
	at      []int    // positions among the periods that are read
	cut     Reason   // what separates it from the one before: [Broken] or [OtherAreas]
}

// short is why a stretch has too few periods for a trend.
func (s stretch) short() Reason {
	if s.cut == OtherAreas {
		return OtherAreas
	}
	return TooFewPeriods
}

// year returns the year that a value stands at, with the fraction of months.
func year(p indicators.Period) float64 {
	y, m, _ := p.Start.Date()
	return float64(y) + float64(m-1)/12
}

// stretches cuts a series where its values are not comparable: at a break of definition, where the ground differs, and where a place without
// figures of all its parts has those of others.
func (a *analyst) stretches(ind indicators.Indicator, series []*figures, pick func(*figures) (*Value, string)) []stretch {
	var out []stretch
	var before *Value
	var parts string
	for i, f := range series {
		v, of := pick(f)
		if !v.OK {
			continue
		}
		if n := len(out) - 1; n < 0 {
			out = append(out, stretch{
				periods: make([]indicators.Period, 0, len(series)), values: make([]*Value, 0, len(series)), at: make([]int, 0, len(series)),
			})
		} else if _, broken := ind.BreakBetween(out[n].periods[len(out[n].periods)-1], f.period); broken || v.Boundary != before.Boundary {
			out = append(out, stretch{cut: Broken})
		} else if of != parts && (v.Coverage < 1 || before.Coverage < 1) {
			out = append(out, stretch{cut: OtherAreas})
		}
		s := &out[len(out)-1]
		s.periods, s.values, s.at = append(s.periods, f.period), append(s.values, v), append(s.at, i)
		before, parts = v, of
	}
	// Parts that change from year to year cut a series to pieces, of which only those long enough say anything.
	kept := out[:0]
	for i, s := range out {
		if i == len(out)-1 || out[i+1].cut != OtherAreas || len(s.periods) >= a.o.Courses.FewestPeriods {
			kept = append(kept, s)
		}
	}
	return kept
}

func (s stretch) years() []float64 {
	out := make([]float64, len(s.periods))
	for i, p := range s.periods {
		out[i] = year(p)
	}
	return out
}

// slopes fits the trends of all stretches of an indicator and group at once.
type slopes struct {
	a        *analyst
	ind      indicators.Indicator
	group    indicators.Group
	all      []stretch
	strata   index.Strata // the stretches whose values all have counts
	unit     []int        // of each stretch among them; −1 where it has none
	segments []Segment
	recent   []rate.RecentTrend // by unit
	trends   []rate.Trend       // by unit
}

// reserve makes room for so many values.
func (s *slopes) reserve(n int) {
	s.strata.Unit, s.strata.At = make([]int, 0, n), make([]float64, 0, n)
	s.strata.Count, s.strata.Population = make([]float64, 0, n), make([]float64, 0, n)
}

// describe takes note of stretches and returns their segments, without trends as yet.
func (s *slopes) describe(of []stretch) []Segment {
	var out []Segment
	for _, st := range of {
		n := len(st.periods)
		seg := Segment{From: st.periods[0], To: st.periods[n-1], Periods: n, Missing: missingBetween(st.periods),
			Recent: RecentVerdict{ChiSquared: math.NaN()}, Joinpoint: noTurn(NoReason)}
		for _, v := range st.values {
			seg.Rough = seg.Rough || v.Basis == Approximated
		}
		unit := -1
		if n >= s.a.o.Courses.FewestPeriods && counted(s.ind, st.values) {
			unit = s.strata.Units
			s.strata.Units++
			for i, v := range st.values {
				s.strata.Unit, s.strata.At = append(s.strata.Unit, unit), append(s.strata.At, year(st.periods[i]))
				x, persons := events(s.ind, *v)
				s.strata.Count, s.strata.Population = append(s.strata.Count, x), append(s.strata.Population, persons)
			}
		}
		s.all, s.unit, s.segments = append(s.all, st), append(s.unit, unit), append(s.segments, seg)
		out = append(out, seg)
	}
	return out
}

// missingBetween returns how many calendar or school years lie between periods without being among them.
func missingBetween(ps []indicators.Period) int {
	n := 0
	for i := 1; i < len(ps); i++ {
		n += len(gap(ps[i-1], ps[i]))
	}
	return n
}

// counted tells whether all values have events and persons that a trend can be fitted to.
func counted(ind indicators.Indicator, vs []*Value) bool {
	if ind.Unit.Kind.Pooling() != indicators.PoolRatio {
		return false
	}
	for _, v := range vs {
		if !v.Numerator.OK || !v.counted() {
			return false
		}
		if x, n := events(ind, *v); !(n > 0) || x < 0 || ind.Unit.Kind == indicators.Share && x > n {
			return false
		}
	}
	return true
}

// fit fits the trends of the stretches with counts.
func (s *slopes) fit() {
	if s.strata.Units == 0 {
		return
	}
	of := rate.ProportionTrend
	if s.ind.Unit.Kind == indicators.Rate {
		of = rate.RateTrend
	}
	test := rate.TrendTest{FewestYears: s.a.o.Courses.FewestPeriods, Overdispersed: true, Level: s.a.o.Level}
	var err error
	if s.trends, err = of(s.strata, test); err != nil {
		s.trends = nil
	}
	if s.ind.Unit.Kind == indicators.Share {
		s.recent, err = rate.RecentProportionTrend(s.strata, recentYears, recentSignificance)
		if err != nil {
			s.recent = nil
		}
	}
}

// What the rule of Fingertips reads and how strict it is: 0.002 is its 9.5495 of chi-squared.
const (
	recentYears        = 5
	recentSignificance = 0.002
)

// finish puts trends into the segments of areas, in the order in which they were described.
func (s *slopes) finish(areas []*AreaCourse) {
	i := 0
	for _, area := range areas {
		for k := range area.Segments {
			s.trend(&area.Segments[k], i)
			if k == len(area.Segments)-1 {
				s.last(&area.Segments[k], i, area.Area)
			}
			i++
		}
	}
}

// trend fills a segment with the trend of stretch i.
func (s *slopes) trend(seg *Segment, i int) {
	st := s.all[i]
	switch {
	case len(st.values) < s.a.o.Courses.FewestPeriods:
		seg.Reason = st.short()
	case s.unit[i] >= 0:
		s.ofCounts(seg, st, s.unit[i])
	default:
		s.ofValues(seg, st)
	}
	if seg.Reason != NoReason {
		seg.Change, seg.Relative, seg.P = noDifference(seg.Reason), noDifference(seg.Reason), math.NaN()
		return
	}
	seg.Verdict, seg.Overview = NoClearDifference, NoClearDifference
	if seg.Change.Sure(0) {
		seg.Verdict = verdict(s.ind, seg.Change)
	}
}

// overview judges the newest trends at the strict level. Their own few years say little of how much more than chance they vary, so they are held
// to what those of the districts have in common.
func (s *slopes) overview(city *AreaCourse, areas []AreaCourse) {
	var dispersions []float64
	var years []int
	for _, a := range areas {
		if n := len(a.Segments); n > 0 && a.Segments[n-1].Reason == NoReason && a.Segments[n-1].Means != FromScatter {
			dispersions, years = append(dispersions, a.Segments[n-1].Dispersion), append(years, a.Segments[n-1].Periods)
		}
	}
	typical := trend.Typical(dispersions, years)
	i := 0
	judge := func(a *AreaCourse) {
		for k := range a.Segments {
			seg := &a.Segments[k]
			p := seg.P
			if seg.Reason == NoReason && seg.Means != FromScatter && typical > seg.Dispersion {
				p = math.Erfc(math.Erfcinv(p) * math.Sqrt(seg.Dispersion/typical))
			}
			if seg.Reason == NoReason && p <= 1-s.a.o.OverviewLevel {
				seg.Overview, seg.Steady = seg.Verdict, steady(s.all[i])
			}
			i++
		}
	}
	judge(city)
	for d := range areas {
		judge(&areas[d])
	}
}

// ofCounts takes the trend of a regression of counts.
func (s *slopes) ofCounts(seg *Segment, st stretch, unit int) {
	seg.Means = FromCounts
	none, all := true, s.ind.Unit.Kind == indicators.Share
	for _, v := range st.values {
		x, n := events(s.ind, *v)
		none, all = none && x == 0, all && x == n
	}
	if none || all {
		seg.Reason = Constant
		return
	}
	if s.trends == nil || s.trends[unit].Missing != nil {
		seg.Reason = Undefined
		return
	}
	t, of := widerBy(s.trends[unit], noisePart(s.ind, st)), trend.Share
	if s.ind.Unit.Kind == indicators.Rate {
		of = trend.Rate
	}
	n := len(st.periods)
	absolute, relative, err := trend.Yearly(t, of, year(st.periods[0]), year(st.periods[n-1]), s.ind.Unit.Per)
	if err != nil {
		seg.Reason = Undefined
		return
	}
	seg.P, seg.Dispersion = t.P, t.Overdispersion
	seg.Change = Difference{Estimate: absolute, OK: true}.bounded()
	seg.Relative = Difference{Estimate: relative, OK: true}.bounded()
}

// noisePart returns the variance of values with the publisher's deliberate noise over that without.
func noisePart(ind indicators.Indicator, st stretch) float64 {
	noise, sample := 0.0, 0.0
	for _, v := range st.values {
		x, n := events(ind, *v)
		noise += v.NoiseVariance(ind)
		sample += square(ind.Unit.Per) * chance(ind, inside(ind, x/n, n), n)
	}
	return 1 + noise/sample
}

// widerBy returns a trend whose overdispersion is at least so much, for what the counts carry besides the chance of the model.
func widerBy(t rate.Trend, dispersion float64) rate.Trend {
	if dispersion <= t.Overdispersion {
		return t
	}
	f := math.Sqrt(dispersion / t.Overdispersion)
	t.SE, t.HeightSE, t.Overdispersion = f*t.SE, f*t.HeightSE, dispersion
	t.Slope.Lower, t.Slope.Upper = t.Slope.Value-f*(t.Slope.Value-t.Slope.Lower), t.Slope.Value+f*(t.Slope.Upper-t.Slope.Value)
	t.P = math.Erfc(math.Abs(t.Slope.Value) / t.SE / math.Sqrt2)
	return t
}

// ofValues fits lines to values without counts.
func (s *slopes) ofValues(seg *Segment, st stretch) {
	seg.Means = FromScatter
	variance, _ := variances(s.ind, st.years(), st.values)
	if variance != nil {
		seg.Means = FromLimits
	}
	at, values := st.years(), make([]float64, len(st.values))
	same := true
	for i, v := range st.values {
		values[i] = v.Value
		same = same && v.Value == values[0]
	}
	if same && variance == nil {
		seg.Reason = Constant
		return
	}
	l, err := trend.Fit(trend.Absolute, at, values, ofVariances(variance))
	if err != nil {
		seg.Reason = Undefined
		return
	}
	seg.P, seg.Dispersion = l.P(), 1
	if variance != nil {
		seg.Dispersion = l.Dispersion
	}
	seg.Change = Difference{Estimate: l.Yearly(s.a.o.Level), OK: true}.bounded()
	seg.Relative = noDifference(NoRatio)
	if l, err = trend.Fit(trend.Relative, at, values, ofVariances(variance)); err == nil {
		seg.Relative = Difference{Estimate: l.Yearly(s.a.o.Level), OK: true}.bounded()
	}
}

// ofVariances returns the variances as a line reads them; nil for none.
func ofVariances(v []float64) func(int, float64) float64 {
	if v == nil {
		return nil
	}
	return func(i int, _ float64) float64 { return v[i] }
}

// variances returns the variance of each value in the indicator's unit, with that of the publisher's noise: of counts that which a line through
// them implies, of published limits whose level is known,
// the square of their distance at 95 per cent over 3.92. Level is the values that the variances are those of: on the line, or as
// published. It returns nil where some value has neither counts nor limits.
func variances(ind indicators.Indicator, at []float64, vs []*Value) (variance, level []float64) {
	variance, level = make([]float64, len(vs)), make([]float64, len(vs))
	if !counted(ind, vs) {
		for i, v := range vs {
			lower, upper, ok := limitsAt(ind, *v, 0.95)
			if !ok || !(upper > lower) {
				return nil, nil
			}
			variance[i], level[i] = square((upper-lower)/(2*rate.Z(0.95))), v.Value
		}
		return variance, level
	}
	per := ind.Unit.Per
	if many(ind, vs) {
		for i, v := range vs {
			x, n := events(ind, *v)
			variance[i], level[i] = chance(ind, x/n, n)*per*per+v.NoiseVariance(ind), x/n*per
		}
		return variance, level
	}
	share, persons := make([]float64, len(vs)), make([]float64, len(vs))
	var all, everyone index.Sum
	for i, v := range vs {
		x, n := events(ind, *v)
		share[i], persons[i] = x/n, n
		all.Add(x)
		everyone.Add(n)
	}
	// The share itself would make low years look sure; the line does not lean on one year's chance.
	l, err := trend.Fit(trend.Absolute, at, share, func(i int, p float64) float64 { return chance(ind, inside(ind, p, persons[i]), persons[i]) })
	for i, v := range vs {
		p := all.Value() / everyone.Value()
		if err == nil {
			p = l.At(at[i])
		}
		p = inside(ind, p, persons[i])
		variance[i], level[i] = chance(ind, p, persons[i])*per*per+v.NoiseVariance(ind), p*per
	}
	return variance, level
}

// many tells whether every value rests on so many events, and persons without, that its own variance is that of the truth within a few per cent.
func many(ind indicators.Indicator, vs []*Value) bool {
	const enough = 1000
	for _, v := range vs {
		if x, n := events(ind, *v); x < enough || ind.Unit.Kind == indicators.Share && n-x < enough {
			return false
		}
	}
	return true
}

// inside keeps a share, or events per person, half an event among n persons away from none, and a share from all.
func inside(ind indicators.Indicator, p, n float64) float64 {
	half := 0.5 / math.Max(n, 1)
	if p = math.Max(p, half); ind.Unit.Kind == indicators.Share {
		p = math.Min(p, 1-half)
	}
	return p
}

// chance is the variance of a share or of events per person among n persons.
func chance(ind indicators.Indicator, p, n float64) float64 {
	if ind.Unit.Kind == indicators.Share {
		return p * (1 - p) / n
	}
	return p / n
}

func square(v float64) float64 { return v * v }

// steady tells whether the slope of the least squares line keeps its sign with any one value left out.
func steady(st stretch) bool {
	at := st.years()
	sign := 0.0
	for out := range at {
		var n, mt, my, sty float64
		for i, t := range at {
			if i != out {
				n++
				mt += t
				my += st.values[i].Value
			}
		}
		for i, t := range at {
			if i != out {
				sty += (t - mt/n) * (st.values[i].Value - my/n)
			}
		}
		switch {
		case sty == 0 || sty*sign < 0:
			return false
		case sign == 0:
			sign = sty
		}
	}
	return true
}

// last adds what is said of the newest segment only.
func (s *slopes) last(seg *Segment, i int, area indicators.Area) {
	st, unit := s.all[i], s.unit[i]
	seg.Recent = s.rule(st, unit)
	seg.Joinpoint = s.turn(seg, st, area)
}

// rule is what the rule of Fingertips says of a stretch. The standard error of a figure that is no share of counts is, as there, the distance of
// its 95 per cent limits over 3.92.
func (s *slopes) rule(st stretch, unit int) RecentVerdict {
	none := func(r Reason) RecentVerdict { return RecentVerdict{Reason: r, ChiSquared: math.NaN()} }
	n := len(st.periods)
	if n < recentYears || !followEachOther(st.periods[n-recentYears:]) {
		return none(TooFewPeriods)
	}
	var r rate.RecentTrend
	if counted(s.ind, st.values) && s.ind.Unit.Kind == indicators.Share {
		if unit < 0 || s.recent == nil {
			return none(Undefined)
		}
		r = s.recent[unit]
	} else {
		last := index.Strata{Units: 1, Unit: make([]int, recentYears), At: st.years()[n-recentYears:]}
		for _, v := range st.values[n-recentYears:] {
			lower, upper, ok := limitsAt(s.ind, *v, 0.95)
			if !ok || !(upper > lower) {
				return none(noInterval(s.ind, *v, *v))
			}
			last.Values, last.SE = append(last.Values, v.Value), append(last.SE, (upper-lower)/(2*rate.Z(0.95)))
		}
		found, err := rate.RecentValueTrend(last, recentYears, recentSignificance)
		if err != nil {
			return none(Undefined)
		}
		r = found[0]
	}
	if r.Missing != nil {
		return none(Undefined)
	}
	out := RecentVerdict{OK: true, Direction: r.Direction, ChiSquared: r.ChiSquared, Verdict: NoClearDifference}
	if r.Direction != 0 {
		up := float64(r.Direction)
		out.Verdict = verdict(s.ind, Difference{Estimate: index.Estimate{Value: up, Lower: up, Upper: up}, OK: true, Interval: true})
	}
	return out
}

// followEachOther tells whether periods are years without a gap.
func followEachOther(ps []indicators.Period) bool {
	for i := 1; i < len(ps); i++ {
		if year(ps[i]) != year(ps[i-1])+1 {
			return false
		}
	}
	return true
}

// turn looks for the period in which the trend of a stretch has changed its pace, on the scale that its line is straight on.
func (s *slopes) turn(seg *Segment, st stretch, area indicators.Area) Turn {
	out := noTurn(NoReason)
	n := len(st.values)
	switch {
	case seg.Reason != NoReason:
		out.Reason = seg.Reason
		return out
	case n < trend.MinJoinpoint:
		out.Reason = TooFewPeriods
		return out
	case len(s.a.districts) > mostDetailed && area.Level != indicators.City:
		out.Reason = Undefined
		return out
	}
	at, y := st.years(), make([]float64, n)
	variance, _ := variances(s.ind, at, st.values)
	back := func(eta float64) float64 { return eta }
	for i, v := range st.values {
		x, persons := events(s.ind, *v)
		per := s.ind.Unit.Per
		switch {
		case seg.Means != FromCounts:
			y[i] = v.Value
			if variance == nil {
				continue
			}
		case s.ind.Unit.Kind == indicators.Rate: // half an event more, so that none has a logarithm
			y[i], variance[i] = math.Log((x+0.5)/persons), 1/(x+0.5)
			back = func(eta float64) float64 { return per * math.Exp(eta) }
		default:
			y[i], variance[i] = math.Log((x+0.5)/(persons-x+0.5)), 1/(x+0.5)+1/(persons-x+0.5)
			back = func(eta float64) float64 { return per / (1 + math.Exp(-eta)) }
		}
	}
	if variance == nil {
		variance = make([]float64, n)
		for i := range variance {
			variance[i] = 1
		}
	}
	seed := s.a.resampling(1, "joinpoint", s.ind.ID, string(s.group), area.Code).Seed
	j, err := trend.FindJoinpoint(at, y, variance, s.a.o.Courses.Draws, rand.New(rand.NewPCG(seed, uint64(n))))
	if err != nil {
		out.Reason = Undefined
		return out
	}
	for _, p := range st.periods {
		if year(p) == j.Year {
			out.Period = p
		}
	}
	first, last := at[0], at[n-1]
	mid := back(j.Height)
	out.OK, out.P = true, j.P
	if seg.Means != FromScatter { // values that lie closer to their line than chance allows bend no further than chance either
		out.P = math.Max(j.P, math.Erfc(math.Sqrt(j.Gain/2)))
	}
	out.Before = (mid - back(j.Height+j.Before*(first-j.Year))) / (j.Year - first)
	out.After = (back(j.Height+j.After*(last-j.Year)) - mid) / (last - j.Year)
	return out
}
