package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators/index"
)

// pairPart sets a spec about schools beside one about homes. It is nil where there is none to set it beside.
func (p *page) pairPart(spec analysis.SegregationSpec) *wherePart {
	l, res := p.lang, p.report.Results
	for _, pair := range res.SegregationPairs {
		s, h := res.Segregation[pair.School], res.Segregation[pair.Home]
		if s.Spec.ID != spec.ID {
			continue
		}
		part := &wherePart{Title: gPair.In(l)}
		if pair.Reason != analysis.NoReason {
			part.Text = append(part.Text, p.sayf(gNoPair, charts.ReasonText(l, pair.Reason)))
			return part
		}
		t := &table{
			ID: p.id("table-segregation-pair-" + spec.ID),
			Caption: p.sayf(gPairOf, s.Spec.Title.In(l), p.levelCount(s.Areas, s.Level), charts.PeriodText(l, s.Period), h.Spec.Title.In(l),
				p.levelCount(h.Areas, h.Level), charts.PeriodText(l, h.Period)),
			Class: "wide",
			Head: []cell{colHead(wIndex.In(l)), numHead(gAtSchool.In(l)), numHead(p.sayf(gChanceAt, gAtSchool.In(l))), numHead(gAtHome.In(l)),
				numHead(p.sayf(gChanceAt, gAtHome.In(l))), numHead(gDiffer.In(l)), numHead(gDifferLim.In(l))},
		}
		for i, v := range pair.Indices {
			cells := []cell{rowHead(v.School.Index.Name.In(l)), p.plainIndex(v.School), numberCell(charts.Number(l, v.SchoolChance, 3)), p.plainIndex(v.Home),
				numberCell(charts.Number(l, v.HomeChance, 3))}
			t.add("", append(cells, p.differenceCells(v.Difference.Difference, 3)...)...)
			if i == 0 && v.Difference.OK && v.Difference.Interval {
				part.Text = append(part.Text, p.pairText(v))
			}
		}
		part.Tables = append(part.Tables, t)
		part.List = append(part.List, gPairPersons.In(l))
		if s.Totals != nil && h.Totals != nil && s.Areas > 0 && h.Areas > 0 {
			part.List = append(part.List, p.sayf(gPairUnits, charts.Number(l, index.Total(s.Totals)/float64(s.Areas), 0),
				charts.Number(l, index.Total(h.Totals)/float64(h.Areas), 0)))
		}
		if hasExposure(s.Spec) {
			part.List = append(part.List, gPairGrades.In(l))
		}
		return part
	}
	return nil
}

// pairText says how the first index differs.
func (p *page) pairText(v analysis.PairIndex) string {
	l := p.lang
	t := gPairAlike
	switch {
	case v.Difference.Lower > 0:
		t = gPairHigher
	case v.Difference.Upper < 0:
		t = gPairLower
	}
	name := v.School.Index.Name.In(l)
	if l == "en" {
		name = lowerFirst(name)
	}
	return p.sayf(t, name, charts.Number(l, v.School.Value.Value, 3), charts.Number(l, v.Home.Value.Value, 3),
		charts.Signed(l, v.Difference.Value, 3), p.limits(v.Difference.Difference, 3))
}
