package report

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// divided is what a change of the city, and the gaps of its districts, consist of.
type divided struct {
	Title  string
	Text   string
	Change *table
	Gaps   *table
	Series []*table
}

// divided is nil where nothing of a measure could be divided.
func (p *page) divided(ind indicators.Indicator) *divided {
	res := p.report.Results
	out := &divided{Title: wDivided.In(p.lang)}
	var changes, gaps []analysis.Decomposition
	for _, d := range res.Decompositions {
		switch {
		case d.Indicator.ID != ind.ID || d.Reason != analysis.NoReason:
		case d.Kind == analysis.OfChange && d.Area.ID() == res.City.ID():
			changes = append(changes, d)
		case d.Kind == analysis.OfGap && len(d.By) == 1:
			gaps = append(gaps, d)
		}
	}
	var said []string
	for i, d := range changes {
		if i == 0 || d.Earlier != changes[i-1].Earlier {
			said = append(said, p.sayf(wChangeTotal, charts.PeriodText(p.lang, d.Earlier), p.city, p.signed(d.Total.Value, ind)))
		}
		if i == 0 || len(d.By) == 1 && p.told(d) {
			said = append(said, p.changeParts(d))
		}
	}
	out.Text, out.Change, out.Gaps = sentences(said...), p.changePartsTable(changes), p.gapPartsTable(gaps)
	for _, s := range res.Series {
		if s.Indicator.ID == ind.ID && s.Reason == analysis.NoReason && len(s.By) < 2 {
			out.Series = append(out.Series, p.seriesTable(s))
		}
	}
	if out.Change == nil && out.Gaps == nil && len(out.Series) == 0 {
		return nil
	}
	return out
}

// by names what a change is divided by.
func (p *page) by(dims []string) string {
	if len(dims) == 0 {
		return wByDistrict.In(p.lang)
	}
	return p.dimensionNames(dims)
}

// signed prints a contrast with sign and unit.
func (p *page) signed(v float64, ind indicators.Indicator) string {
	s := charts.Signed(p.lang, v, ind.Decimals+1)
	if u := charts.DifferenceUnit(p.lang, ind.Unit); u != "" {
		s += nbsp + u
	}
	return s
}

func (p *page) changeParts(d analysis.Decomposition) string {
	values, mix := p.signed(d.Values.Value, d.Indicator), p.signed(d.Mix.Value, d.Indicator)
	if len(d.By) == 0 {
		return p.sayf(wChangeByDistrict, values, mix)
	}
	return p.sayf(wChangeByGroup, p.by(d.By), values, mix)
}

// told tells whether the part of composition is more than nothing as it is printed.
func (p *page) told(d analysis.Decomposition) bool {
	return strings.Trim(charts.Number(p.lang, abs(d.Mix.Value), d.Indicator.Decimals+1), "0.,") != ""
}

// dividedHeads are the headings of the two parts with their intervals.
func (p *page) dividedHeads(ind indicators.Indicator, total string) []cell {
	l := p.lang
	interval := p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))
	return []cell{numHead(withUnit(total, charts.DifferenceUnit(l, ind.Unit))), numHead(wOfValues.In(l)), numHead(interval),
		numHead(wOfMix.In(l)), numHead(interval)}
}

func (p *page) dividedCells(d analysis.Decomposition) []cell {
	n := d.Indicator.Decimals + 1
	out := p.differenceCells(d.Total, n)[:1]
	return append(append(out, p.differenceCells(d.Values, n)...), p.differenceCells(d.Mix, n)...)
}

func (p *page) changePartsTable(ds []analysis.Decomposition) *table {
	if len(ds) == 0 {
		return nil
	}
	l, ind := p.lang, ds[0].Indicator
	t := &table{ID: p.id("table-" + ind.ID + "-change-parts"), Class: "wide", Caption: p.sayf(wChangePartsOf, ind.Name.In(l), p.city),
		Head: append([]cell{colHead(wDividedBy.In(l))}, p.dividedHeads(ind, wChangeHead.In(l))...)}
	for _, d := range ds {
		name := capital(p.by(d.By)) + ", " + charts.PeriodText(l, d.Earlier) + endash + charts.PeriodText(l, d.Period)
		t.add("", append([]cell{rowHead(name)}, p.dividedCells(d)...)...)
		for _, x := range d.Dims {
			t.add("", append([]cell{rowHead(p.sayf(wDimPart, p.dimensionName(x.Dimension))), never(true), never(true), never(true)},
				p.differenceCells(x.Effect, ind.Decimals+1)...)...)
		}
	}
	t.note(wChangePartsNote.In(l))
	p.roughNote(t, ds)
	t.note(p.assumption)
	return t
}

func (p *page) gapPartsTable(ds []analysis.Decomposition) *table {
	if len(ds) == 0 {
		return nil
	}
	l, ind := p.lang, ds[0].Indicator
	t := &table{ID: p.id("table-" + ind.ID + "-gap-parts"), Class: "wide",
		Caption: p.sayf(wGapPartsOf, ind.Name.In(l), p.city, charts.PeriodText(l, ds[0].Period)),
		Head:    append([]cell{colHead(wArea.In(l))}, p.dividedHeads(ind, wDifference.In(l))...)}
	by := ""
	var areas []indicators.Area
	var of []analysis.Decomposition
	flush := func() {
		if len(of) == 0 {
			return
		}
		t.section(capital(by))
		for _, i := range p.ordered(areas) {
			t.add("", append([]cell{rowLink(areas[i].Name, p.areaHref(areas[i]))}, p.dividedCells(of[i])...)...)
		}
		areas, of = nil, nil
	}
	for _, d := range ds {
		if name := p.by(d.By); name != by {
			flush()
			by = name
		}
		areas, of = append(areas, d.Area), append(of, d)
	}
	flush()
	t.note(wGapPartsNote.In(l))
	p.roughNote(t, ds)
	t.note(p.assumption)
	return t
}

// roughNote says that some of what is divided rests on approximate values.
func (p *page) roughNote(t *table, ds []analysis.Decomposition) {
	if slices.ContainsFunc(ds, func(d analysis.Decomposition) bool { return d.Rough }) {
		t.note(wRoughParts.In(p.lang))
	}
}

// seriesTable has the city's values, and as they would be had the composition by district been the same throughout.
func (p *page) seriesTable(s analysis.Series) *table {
	l, ind := p.lang, s.Indicator
	mix, rates := wSameMix, wSameRates
	if len(s.By) > 0 {
		mix, rates = wSameGroups, wSameGroupRates
	}
	t := &table{ID: p.id("table-" + ind.ID + "-same-composition-" + strings.Join(s.By, "-")), Caption: p.sayf(wSeriesOf, ind.Name.In(l), p.city, p.by(s.By)),
		Head: []cell{colHead(wPeriodHead.In(l)), numHead(withUnit(wValue.In(l), p.unitOf(ind))), numHead(mix.In(l)), numHead(rates.In(l))}}
	for i, q := range s.Periods {
		row := []cell{rowHead(charts.PeriodText(l, q))}
		for _, v := range []float64{s.Observed[i], s.SameMix[i], s.SameRates[i]} {
			row = append(row, numberCell(charts.Number(l, v, ind.Decimals+1)))
		}
		t.add("", row...)
	}
	t.note(wSeriesNote.In(l))
	return t
}
