package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
)

// severalAtOnce says that an area is among the worst, or the best, by many measures.
func (p *page) severalAtOnce(f analysis.Finding) (finding, bool) {
	l := p.lang
	for _, d := range p.report.Results.Disadvantage {
		if d.Reason != analysis.NoReason || d.Best != (f.Kind == analysis.BestBySeveral) {
			continue
		}
		for _, a := range d.Areas {
			if a.Area.ID() != f.Area.ID() || float64(a.Count) != f.Values["count"] {
				continue
			}
			t := fWorstBySeveral
			if d.Best {
				t = fBestBySeveral
			}
			text := p.sayf(t, a.Area.Name, charts.Percent(l, 100*d.Share, 0), charts.Number(l, float64(a.Count), 0), charts.Number(l, float64(a.Of), 0),
				charts.Number(l, a.Expected, 1))
			return finding{About: link{wSeveralMeasures.In(l), "#" + idRelations}, Text: text}, true
		}
	}
	return finding{}, false
}
