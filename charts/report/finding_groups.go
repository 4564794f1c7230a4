package report

import (
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
)

// groupFinding puts a finding about a gap between two groups into words.
func (p *page) groupFinding(f analysis.Finding, c analysis.Comparison) (finding, bool) {
	g, ok := p.gapOf(f)
	if !ok {
		return finding{}, false
	}
	ind := c.Indicator
	out := finding{About: link{ind.ShortName().In(p.lang), "#" + p.anchors[ind.ID]}}
	q := func(v analysis.Value) string { return charts.Quantity(p.lang, v.Value, ind) }
	if f.Kind == analysis.WideGap {
		a := g.City
		if !a.Difference.OK {
			return finding{}, false
		}
		out.Text = p.sayf(wGap, p.city, p.groupName(g.Group), q(a.Value), p.groupName(g.Reference), q(a.Reference), charts.PeriodText(p.lang, g.Period),
			p.amount(math.Abs(a.Difference.Value), ind), p.absoluteInterval(a.Difference, ind))
		return out, true
	}
	for _, a := range g.Areas {
		if a.Area.ID() != f.Area.ID() || !a.Difference.OK || !a.RestGap.OK {
			continue
		}
		out.Text = p.sayf(fGapDiffers, a.Area.Name, p.groupName(g.Group), p.groupName(g.Reference), p.amount(math.Abs(a.Difference.Value), ind),
			p.city, p.amount(math.Abs(a.RestGap.Value), ind), fGapApart[a.ApartOverview].In(p.lang))
		return out, true
	}
	return finding{}, false
}

// gapOf returns the gap that a finding is about.
func (p *page) gapOf(f analysis.Finding) (*analysis.GroupGap, bool) {
	for i := range p.report.Results.GroupGaps {
		g := &p.report.Results.GroupGaps[i]
		if g.Indicator.ID == f.Indicator && g.Group == f.Group && g.Reference == f.Reference {
			return g, true
		}
	}
	return nil, false
}
