package report

import (
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// finding puts a finding into words. All its numbers stand in a table of the page too. ok is false where the finding
// points to nothing in the results.
func (p *page) finding(f analysis.Finding) (finding, bool) {
	switch f.Kind {
	case analysis.CityGap:
		return p.cityGap(f)
	case analysis.Separation:
		return p.separation(f)
	case analysis.MoreApart, analysis.LessApart:
		return p.apart(f)
	case analysis.TargetReached, analysis.TargetOnTrack, analysis.TargetBehind, analysis.TargetMissed:
		return p.targetFinding(f)
	case analysis.SchoolsApart:
		return p.schoolsApart(f)
	case analysis.TrendBetter, analysis.TrendWorse, analysis.GapClosing, analysis.GapWidening:
		return p.courseFinding(f)
	case analysis.WorstBySeveral, analysis.BestBySeveral:
		return p.severalAtOnce(f)
	}
	cs := p.report.Results.Comparisons
	if f.Comparison < 0 || f.Comparison >= len(cs) {
		return finding{}, false
	}
	c := cs[f.Comparison]
	ind := c.Indicator
	name := ind.ShortName().In(p.lang)
	if g := p.groupName(c.Group); g != "" {
		name += ", " + g
	}
	out := finding{About: link{name, "#" + p.anchors[ind.ID]}}
	_, rough := approximate(c)
	switch f.Kind {
	case analysis.LargestGap:
		a, ok := areaOf(c, f.Area)
		if !ok || !a.Value.OK || !a.Rest.OK || !a.Difference.OK {
			return finding{}, false
		}
		q := func(v analysis.Value) string { return charts.Quantity(p.lang, v.Value, ind) }
		v := analysis.Verdict(f.Values["verdict"])
		if v == analysis.NotCompared {
			v = a.Overview
		}
		rough = a.Value.Basis == analysis.Approximated || a.Rest.Basis == analysis.Approximated
		out.Text = sentences(
			p.sayf(fGap, a.Area.Name, q(a.Value), p.city, q(a.Rest), p.amount(math.Abs(a.Difference.Value), ind), p.absoluteInterval(a.Difference, ind)),
			fVerdict[v].In(p.lang))
	case analysis.MostImproved, analysis.MostWorsened:
		a, ok := areaOf(c, f.Area)
		if !ok || !a.Value.OK || !a.Change.OK {
			return finding{}, false
		}
		rough = a.Value.Basis == analysis.Approximated || a.Past.Basis == analysis.Approximated
		t := fImproved
		if f.Kind == analysis.MostWorsened {
			t = fWorsened
		}
		out.Text = p.sayf(t, a.Area.Name, charts.PeriodText(p.lang, c.Earlier), charts.Quantity(p.lang, a.Value.Value, ind),
			charts.Signed(p.lang, a.Change.Value, ind.Decimals)+nbsp+charts.DifferenceUnit(p.lang, ind.Unit), p.interval(a.Change, ind))
	case analysis.WideGap, analysis.GapDiffers:
		return p.groupFinding(f, c)
	case analysis.SurePlace:
		out.Text = p.sayf(fSurePlace, f.Area.Name, charts.Number(p.lang, f.Values["place"], 0), charts.Number(p.lang, f.Values["areas"], 0),
			charts.PeriodText(p.lang, f.Period), charts.LevelText(p.lang, f.Certainty))
	case analysis.MostlyChance:
		out.Text = p.sayf(fMostlyChance, charts.Percent(p.lang, 100*(f.Values["chance"]+f.Values["deliberate"]), 0), charts.PeriodText(p.lang, f.Period))
	case analysis.Widening, analysis.Narrowing:
		t := fWidening
		if f.Kind == analysis.Narrowing {
			t = fNarrowing
		}
		out.Text = p.sayf(t, charts.PeriodText(p.lang, c.Earlier), p.spreadText(f.Values["spread"], ind), p.spreadText(f.Values["past"], ind))
	default:
		return finding{}, false
	}
	if rough {
		out.Text += " " + sApprox.In(p.lang)
	}
	return out, true
}

// separation reads an index of segregation aloud.
func (p *page) separation(f analysis.Finding) (finding, bool) {
	best, at := -1, -1
	for i, s := range p.report.Results.Segregation {
		if s.Spec.ID != f.Indicator {
			continue
		}
		for j, v := range s.Indices {
			if v.Index.ID == f.Index && v.OK && v.Value.Value == f.Values["value"] {
				best, at = i, j
			}
		}
	}
	if best < 0 {
		return finding{}, false
	}
	s := p.report.Results.Segregation[best]
	v := s.Indices[at]
	text := p.sayf(wBetweenN, p.levelCount(s.Areas, s.Level), charts.PeriodText(p.lang, s.Period)) + ". " + p.readAloud(v, 3)
	return finding{About: link{s.Spec.Title.In(p.lang), "#" + specAnchor(s.Spec)}, Text: text}, true
}

func areaOf(c analysis.Comparison, area indicators.Area) (analysis.AreaComparison, bool) {
	for _, a := range c.Areas {
		if a.Area.ID() == area.ID() {
			return a, true
		}
	}
	return analysis.AreaComparison{}, false
}

// amount prints a difference without its sign, with the unit of differences.
func (p *page) amount(v float64, ind indicators.Indicator) string {
	s := charts.Number(p.lang, v, ind.Decimals)
	if u := charts.DifferenceUnit(p.lang, ind.Unit); u != "" {
		s += nbsp + u
	}
	return s
}

// interval prints the level and limits of a contrast: "95 %-intervall −3,2 till −1,0".
func (p *page) interval(d analysis.Difference, ind indicators.Indicator) string {
	if !d.Interval {
		return dots
	}
	return p.sayf(wInterval, charts.LevelText(p.lang, d.Level)) + " " + charts.Range(p.lang, d.Lower, d.Upper, ind.Decimals)
}

// absoluteInterval prints the limits of a contrast that is told without its sign.
func (p *page) absoluteInterval(d analysis.Difference, ind indicators.Indicator) string {
	if d.Value < 0 {
		d.Value, d.Lower, d.Upper = -d.Value, -d.Upper, -d.Lower
	}
	return p.interval(d, ind)
}

// spreadText prints a mean distance from the mean, with one decimal more than the values have.
func (p *page) spreadText(v float64, ind indicators.Indicator) string {
	s := charts.Number(p.lang, v, ind.Decimals+1)
	if u := charts.DifferenceUnit(p.lang, ind.Unit); u != "" {
		s += nbsp + u
	}
	return s
}

// warningText is a warning with the name of the measure that it is about.
func (p *page) warningText(w analysis.Warning) string {
	s := w.Text.In(p.lang)
	if ind, ok := p.report.Catalogue.Indicator(w.Indicator); ok {
		return ind.Name.In(p.lang) + ": " + s
	}
	return s
}
