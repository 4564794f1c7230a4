package report

import (
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
)

// overYears adds courses of two measures: one with all that a course may have, and one that has too few years.
func overYears(res *analysis.Results) {
	none := analysis.Difference{Reason: analysis.TooFewPeriods}
	none.Value, none.Lower, none.Upper = math.NaN(), math.NaN(), math.NaN()
	from, to := indicators.Year(2018), indicators.Year(2024)
	res.Options.Courses = analysis.CourseOptions{FewestPeriods: 5, MostYears: 25, Draws: 999}
	segment := func(v analysis.Verdict, change, half float64) analysis.Segment {
		return analysis.Segment{
			From: from, To: to, Periods: 7, Means: analysis.FromCounts, Change: difference(change, half), Relative: difference(2*change, 2*half), P: 0.01,
			Dispersion: 1, Steady: true, Verdict: v, Overview: v, Recent: analysis.RecentVerdict{Reason: analysis.TooFewPeriods},
		}
	}
	scale := func(m trend.Movement, first, last, change float64) analysis.GapScale {
		return analysis.GapScale{First: difference(first, 1), Last: difference(last, 1), Change: difference(change, 0.1), Movement: m, Overview: m}
	}
	c := analysis.Course{Indicator: employed, Periods: []indicators.Period{from, to}}
	turned := segment(analysis.Better, 0.37, 0.14)
	turned.Joinpoint = analysis.Turn{OK: true, Period: indicators.Year(2021), P: 0.004, Before: 0.91, After: 0.12}
	turned.Recent = analysis.RecentVerdict{OK: true, Direction: 1, ChiSquared: 12, Verdict: analysis.Better}
	c.City = analysis.AreaCourse{Area: city, Segments: []analysis.Segment{turned}}
	for i, d := range districts {
		a := analysis.AreaCourse{Area: d, Segments: []analysis.Segment{segment(analysis.NoClearDifference, 0.05, 0.2)}}
		a.Gap = analysis.GapCourse{From: from, To: to, Periods: 7, Means: analysis.FromCounts,
			Absolute: scale(trend.Unclear, -4.2, -4.1, 0.02), Relative: scale(trend.Unclear, 0.93, 0.94, 0.1), Parity: analysis.Parity{Reason: analysis.NotClosing}}
		switch i {
		case 0: // better, closing
			a.Segments = []analysis.Segment{{From: indicators.Year(2015), To: indicators.Year(2017), Periods: 3, Reason: analysis.TooFewPeriods, Change: none, Relative: none},
				segment(analysis.Better, 1.23, 0.34)}
			a.Gap.Absolute, a.Gap.Relative = scale(trend.Closing, -12.3, -6.7, 0.93), scale(trend.Widening, 0.81, 0.79, -0.4)
			a.Gap.Disagree, a.Gap.Parity = true, analysis.Parity{Years: 7.2, Lower: 4.4, Upper: math.NaN(), Open: true}
		case 1: // worse, widening
			a.Segments[0] = segment(analysis.Worse, -0.88, 0.22)
			a.Segments[0].Missing = 1
			a.Gap.Absolute, a.Gap.Parity = scale(trend.Widening, -1.4, -5.9, -0.75), analysis.Parity{Reason: analysis.TooFar}
		case 2: // withheld
			a.Segments[0] = analysis.Segment{From: from, To: to, Reason: analysis.Withheld, Change: none, Relative: none}
			a.Gap = analysis.GapCourse{Reason: analysis.Withheld}
		case 3: // nothing at all
			a.Segments, a.Gap = nil, analysis.GapCourse{Reason: analysis.NoObservation}
		}
		c.Areas = append(c.Areas, a)
	}
	c.Spread = analysis.SpreadCourse{From: from, To: to, Areas: 5, First: difference(6.1, 0.5), Last: difference(7.9, 0.5), Change: difference(0.3, 0.11), Movement: trend.Widening}
	few := analysis.Course{Indicator: crowded, Periods: c.Periods, City: analysis.AreaCourse{Area: city}}
	few.Spread.Reason = analysis.TooFewPeriods
	for _, d := range districts {
		few.Areas = append(few.Areas, analysis.AreaCourse{Area: d, Gap: analysis.GapCourse{Reason: analysis.TooFewPeriods},
			Segments: []analysis.Segment{{From: from, To: from, Periods: 1, Reason: analysis.TooFewPeriods, Change: none, Relative: none}}})
	}
	res.Courses = []analysis.Course{c, few}
	res.Mobility = []analysis.Mobility{
		{Indicator: employed, From: from, To: to, Areas: 5, Spearman: 0.31, Kendall: 0.2, Weighted: 0.3, Prais: math.NaN(), ByChance: math.NaN(), Expected: 0.88,
			Lower: 0.61, P: 0.012, Beyond: true, Moves: []analysis.Move{{Area: districts[0], First: 5, Last: 1, Gained: 4, P: 0.01, Sure: true}}},
		{Indicator: crowded, Reason: analysis.TooFewAreas},
	}
	res.Findings = append(res.Findings,
		analysis.Finding{Kind: analysis.TrendBetter, Indicator: "employed", Area: districts[0], Values: map[string]float64{"change": 1.23}},
		analysis.Finding{Kind: analysis.TrendWorse, Indicator: "employed", Area: districts[1], Values: map[string]float64{"change": -0.88}},
		analysis.Finding{Kind: analysis.GapClosing, Indicator: "employed", Area: districts[0], Values: map[string]float64{"first": -12.3, "disagree": 1}},
		analysis.Finding{Kind: analysis.GapWidening, Indicator: "employed", Area: districts[1], Values: map[string]float64{"first": -1.4}})
}
