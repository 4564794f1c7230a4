package analysis

import (
	"math"

	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

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
		seg.Verdict = VerdictOf(s.ind, seg.Change)
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
