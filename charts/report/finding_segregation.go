package report

import (
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
)

// apart says that segregation has surely risen or fallen.
func (p *page) apart(f analysis.Finding) (finding, bool) {
	for _, s := range p.seriesOf(f.Indicator) {
		c, ok := s.Whole()
		if !ok || len(c.Indices) == 0 || c.Indices[0].Index.ID != f.Index || c.To != f.Period || float64(len(s.Areas)) != f.Values["areas"] ||
			c.Indices[0].Value != f.Values["change"] {
			continue
		}
		t := fMoreApart
		if f.Kind == analysis.LessApart {
			t = fLessApart
		}
		l := p.lang
		name := c.Indices[0].Index.Name.In(l)
		if strings.HasPrefix(t.In(l), "The ") {
			name = lowerFirst(name)
		}
		number := func(v float64) string { return charts.Number(l, v, 3) }
		text := p.sayf(t, name, p.seriesName(s), number(f.Values["past"])+" ("+charts.PeriodText(l, c.From)+")",
			number(f.Values["value"])+" ("+charts.PeriodText(l, c.To)+")", charts.Signed(l, f.Values["change"], 3), p.limits(c.Indices[0].Difference, 3))
		return finding{About: link{s.Spec.Title.In(l), "#" + specAnchor(s.Spec)}, Text: text}, true
	}
	return finding{}, false
}

// schoolsApart says that pupils are surely more, or less, apart at school than residents are at home.
func (p *page) schoolsApart(f analysis.Finding) (finding, bool) {
	res := p.report.Results
	for _, pair := range res.SegregationPairs {
		s := res.Segregation[pair.School]
		if s.Spec.ID == f.Indicator && len(pair.Indices) > 0 && pair.Indices[0].School.Index.ID == f.Index {
			return finding{About: link{s.Spec.Title.In(p.lang), "#" + specAnchor(s.Spec)}, Text: p.pairText(pair.Indices[0])}, true
		}
	}
	return finding{}, false
}
