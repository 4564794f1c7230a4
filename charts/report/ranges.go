package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// rangesTable shows, for the measures that a district has no value of, the lowest and highest value among the small areas that lie in it,
// beside those of the whole city. It is nil where there is nothing to show.
func (p *page) rangesTable(d indicators.Area) *table {
	l := p.lang
	t := &table{
		ID: p.id("table-ranges-" + d.Code), Caption: p.sayf(pRanges, d.Name), Class: "wide",
		Head: []cell{colHead(wMeasure.In(l)), numHead(pSmallAreas.In(l)), numHead(pLowest.In(l)), numHead(pHighest.In(l)), numHead(p.sayf(pCityRange, p.city))},
	}
	inside := map[indicators.AreaID]bool{}
	for _, m := range p.parts(d, indicators.DeSO) {
		inside[m.Area] = true
	}
	rows := 0
	for _, c := range p.everyone() {
		if c.NoFigures == analysis.NoReason {
			continue
		}
		ind := c.Indicator
		var city, district []analysis.AreaValue // sorted by value, as the spread is
		for _, a := range c.Spread {
			if !a.Value.OK || a.Area.Level != indicators.DeSO {
				continue
			}
			city = append(city, a)
			if inside[a.Area.ID()] {
				district = append(district, a)
			}
		}
		if len(district) == 0 {
			continue
		}
		number := func(v analysis.Value) string { return charts.Number(l, v.Value, ind.Decimals) }
		t.add("", rowLink(p.measureName(c, false)+", "+charts.PeriodText(l, c.Period), "#"+p.anchors[ind.ID]),
			numberCell(charts.Number(l, float64(len(district)), 0)),
			numberCell(number(district[0].Value)), numberCell(number(district[len(district)-1].Value)),
			numberCell(charts.Range(l, city[0].Value.Value, city[len(city)-1].Value.Value, ind.Decimals)))
		rows++
	}
	if rows == 0 {
		return nil
	}
	t.note(pRangesNote.In(l))
	t.note(p.assumption)
	return t
}
