package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// courseFinding puts into words how a district, or its gap to the rest of the city, has moved over years.
func (p *page) courseFinding(f analysis.Finding) (finding, bool) {
	for _, c := range p.report.Results.Courses {
		if c.Indicator.ID != f.Indicator || c.Group != f.Group {
			continue
		}
		for _, a := range c.Areas {
			if a.Area.ID() != f.Area.ID() {
				continue
			}
			name := c.Indicator.ShortName().In(p.lang)
			if g := p.groupName(c.Group); g != "" {
				name += ", " + g
			}
			text, ok := p.courseText(f, c.Indicator, a)
			return finding{About: link{name, "#" + p.anchors[c.Indicator.ID]}, Text: text}, ok
		}
	}
	return finding{}, false
}

func (p *page) courseText(f analysis.Finding, ind indicators.Indicator, a analysis.AreaCourse) (string, bool) {
	switch f.Kind {
	case analysis.TrendBetter, analysis.TrendWorse:
		n := len(a.Segments)
		if n == 0 || a.Segments[n-1].Reason != analysis.NoReason {
			return "", false
		}
		s, t := a.Segments[n-1], fTrendBetter
		if f.Kind == analysis.TrendWorse {
			t = fTrendWorse
		}
		fine := ind
		fine.Decimals++
		text := p.sayf(t, a.Area.Name, p.years(s.From, s.To), p.signedAmount(s.Change.Value, ind, fine.Decimals), p.interval(s.Change, fine))
		if s.Rough {
			text += " " + sApprox.In(p.lang)
		}
		return text, true
	default:
		g := a.Gap
		if g.Reason != analysis.NoReason || !g.Absolute.First.OK || !g.Absolute.Last.OK {
			return "", false
		}
		t := fGapCloses
		if f.Kind == analysis.GapWidening {
			t = fGapWidens
		}
		text := p.sayf(t, a.Area.Name, p.city, p.years(g.From, g.To), p.signedAmount(g.Absolute.First.Value, ind, ind.Decimals), p.signedAmount(g.Absolute.Last.Value, ind, ind.Decimals))
		if g.Disagree {
			text += " " + fRatioNot.In(p.lang)
		}
		return text, true
	}
}

// signedAmount prints a difference with its sign and the unit of differences.
func (p *page) signedAmount(v float64, ind indicators.Indicator, decimals int) string {
	s := charts.Signed(p.lang, v, decimals)
	if u := charts.DifferenceUnit(p.lang, ind.Unit); u != "" {
		s += nbsp + u
	}
	return s
}

// years names the periods from a first to a last one.
func (p *page) years(from, to indicators.Period) string {
	return charts.PeriodText(p.lang, from) + endash + charts.PeriodText(p.lang, to)
}
