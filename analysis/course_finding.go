package analysis

import (
	"math"

	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
)

// How many findings about courses a summary holds: of better and of worse trends, and of closing and of widening gaps, each.
const maxCourses = 1

// courseFindings returns the districts whose trend is surely better or worse, and those whose gap to the rest of the city surely closes or
// widens: at OverviewLevel, and for trends with any one year left out. Their weight is how far the years have moved the district at least,
// beyond what the city has moved the same way, in standard deviations of a person where it is a share and in parts of the city's value where it
// is not. A summary tells of trends that are more than the city's, and of gaps of districts that are behind.
func courseFindings(res *Results) []Finding {
	at := map[runName]int{}
	for i, c := range res.Comparisons {
		at[runName{c.Indicator.ID, c.Group}] = i
	}
	var better, worse, closing, widening, other []Finding
	for _, c := range res.Courses {
		i, ok := at[runName{c.Indicator.ID, c.Group}]
		if !ok {
			continue
		}
		small, unit := smallBases(&res.Comparisons[i]), person(c.Indicator, res.Comparisons[i].City)
		for _, a := range c.Areas {
			if small[a.Area.ID()] {
				continue
			}
			base := Finding{
				Indicator: c.Indicator.ID, Group: c.Group, Area: a.Area, Comparison: i, Certainty: res.Options.OverviewLevel,
			}
			if f, ok := trendFinding(a, c.City, unit, base); ok {
				switch {
				case f.Weight == 0:
					other = append(other, f)
				case f.Kind == TrendBetter:
					better = append(better, f)
				default:
					worse = append(worse, f)
				}
			}
			if f, ok := gapFinding(c.Indicator, a.Gap, unit, base); ok {
				switch {
				case f.Tone == GoodNews:
					closing = append(closing, f)
				case f.Tone == BadNews:
					widening = append(widening, f)
				default:
					other = append(other, f)
				}
			}
		}
	}
	out := append(strongest(better, maxCourses), strongest(worse, maxCourses)...)
	out = append(append(out, strongest(closing, maxCourses)...), strongest(widening, maxCourses)...)
	return append(out, strongest(other, 0)...)
}

// person is what a change is measured by: the standard deviation of one person's value where the indicator is a share, the value of the city
// where it is not; 0 where the city has none.
func person(ind indicators.Indicator, city Value) float64 {
	switch {
	case !city.OK:
		return 0
	case ind.Unit.Kind == indicators.Share:
		return math.Sqrt(math.Max(0, city.Value*(ind.Unit.Per-city.Value)))
	}
	return math.Abs(city.Value)
}

// moved is how far limits of a change a year say that it has gone at least in some years, in units.
func moved(d Difference, beyond, years, unit float64) float64 {
	if unit == 0 || !d.Interval {
		return 0
	}
	least := math.Min(math.Abs(d.Lower), math.Abs(d.Upper))
	if beyond*d.Value > 0 {
		least = math.Max(0, least-math.Abs(beyond))
	}
	return years * least / unit
}

// smallBases returns the districts whose value rests on too few.
func smallBases(c *Comparison) map[indicators.AreaID]bool {
	out := map[indicators.AreaID]bool{}
	for _, a := range c.Areas {
		if a.Value.SmallBase {
			out[a.Area.ID()] = true
		}
	}
	return out
}

func trendFinding(a, city AreaCourse, unit float64, f Finding) (Finding, bool) {
	n := len(a.Segments)
	if n == 0 {
		return f, false
	}
	s := a.Segments[n-1]
	if s.Reason != NoReason || !s.Steady || s.Overview != Better && s.Overview != Worse {
		return f, false
	}
	f.Kind, f.Tone = TrendBetter, GoodNews
	if s.Overview == Worse {
		f.Kind, f.Tone = TrendWorse, BadNews
	}
	f.Period = s.To
	f.Values = map[string]float64{
		"change": s.Change.Value, "lower": s.Change.Lower, "upper": s.Change.Upper, "periods": float64(s.Periods),
	}
	if s.Relative.OK {
		f.Values["percent"] = s.Relative.Value
	}
	beyond := 0.0
	if k := len(city.Segments) - 1; k >= 0 && city.Segments[k].Change.OK {
		beyond = city.Segments[k].Change.Value
	}
	f.Weight = moved(s.Change, beyond, year(s.To)-year(s.From), unit)
	return f, true
}

func gapFinding(ind indicators.Indicator, g GapCourse, unit float64, f Finding) (Finding, bool) {
	if g.Reason != NoReason || g.Absolute.Reason != NoReason || ind.Direction == indicators.NotJudged {
		return f, false
	}
	behind := func(v float64) bool { return (v < 0) == (ind.Direction == indicators.HigherIsBetter) }
	switch g.Absolute.Overview {
	case trend.Closing:
		f.Kind = GapClosing
		if behind(g.Absolute.First.Value) {
			f.Tone = GoodNews
		}
	case trend.Widening:
		f.Kind = GapWidening
		if behind(g.Absolute.Last.Value) {
			f.Tone = BadNews
		}
	default:
		return f, false
	}
	change := g.Absolute.Change
	f.Period = g.To
	f.Values = map[string]float64{
		"first": g.Absolute.First.Value, "last": g.Absolute.Last.Value, "change": change.Value, "lower": change.Lower, "upper": change.Upper,
		"periods": float64(g.Periods),
	}
	if g.Relative.Change.OK {
		f.Values["percent"] = g.Relative.Change.Value
	}
	if g.Disagree {
		f.Values["disagree"] = 1
	}
	f.Weight = moved(change, 0, year(g.To)-year(g.From), unit)
	return f, true
}
