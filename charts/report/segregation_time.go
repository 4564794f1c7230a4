package report

import (
	"maps"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// seriesOf returns the series of a spec.
func (p *page) seriesOf(id string) []analysis.SegregationSeries {
	var out []analysis.SegregationSeries
	for _, s := range p.report.Results.SegregationSeries {
		if s.Spec.ID == id {
			out = append(out, s)
		}
	}
	return out
}

// seriesName names the areas of a series.
func (p *page) seriesName(s analysis.SegregationSeries) string {
	name := p.levelCount(len(s.Areas), s.Level)
	if s.Version != p.report.Results.City.Version {
		name = p.sayf(gOtherVersion, name, s.Version)
	}
	return name
}

// timePart is how the indices of a spec have changed. It is nil where the study does not ask.
func (p *page) timePart(spec analysis.SegregationSpec) *wherePart {
	all := p.seriesOf(spec.ID)
	if len(all) == 0 {
		return nil
	}
	l := p.lang
	part := &wherePart{Title: gTime.In(l)}
	var first, years *table
	single := map[indicators.Period][]string{}
	for _, s := range all {
		name := p.seriesName(s)
		switch {
		case len(s.Areas) == 0 || len(s.Periods) == 0:
			part.Text = append(part.Text, p.sayf(gNoYears, p.levelPlural(s.Level)))
			continue
		case s.Reason == analysis.TooFewPeriods:
			at := s.Periods[0].Period
			single[at] = append(single[at], name)
			continue
		case s.Reason != analysis.NoReason:
			part.Text = append(part.Text, p.sayf(gNotSaid, name, charts.ReasonText(l, s.Reason)))
			continue
		}
		from, to := s.Periods[s.First], s.Periods[len(s.Periods)-1]
		if whole, ok := s.Whole(); ok {
			if first == nil {
				first = p.changeTable(spec, from.Period, to.Period)
			}
			p.changeRows(first, s, whole)
			part.Text = append(part.Text, p.changeText(s, whole))
		} else {
			part.Text = append(part.Text, p.sayf(gNotSaid, name, charts.ReasonText(l, wholeReason(s))))
		}
		if years == nil {
			years = p.yearTable(spec)
		}
		p.yearRows(years, s)
		p.seriesNotes(years, s)
	}
	for _, at := range slices.SortedFunc(maps.Keys(single), indicators.Period.Compare) {
		part.Text = append(part.Text, p.sayf(gOneYear, p.list(single[at]), charts.PeriodText(l, at)))
	}
	if first != nil {
		first.note(inSetting(spec, gIndependent).In(l))
		if hasExposure(spec) {
			first.note(gExposure.In(l))
		}
		part.Tables = append(part.Tables, first)
	}
	if years != nil {
		years.note(gAllIn.In(l))
		part.Tables = append(part.Tables, years)
	}
	return part
}

// wholeReason is why a series has no change from its first period to its last.
func wholeReason(s analysis.SegregationSeries) analysis.Reason {
	for _, c := range s.Changes {
		if c.Whole {
			return c.Reason
		}
	}
	return analysis.Broken
}

// hasExposure tells whether a spec has an index that follows the sizes of the groups.
func hasExposure(spec analysis.SegregationSpec) bool {
	for _, id := range spec.Indices {
		if id == "isolation" || id == "interaction" {
			return true
		}
	}
	return false
}

func (p *page) changeTable(spec analysis.SegregationSpec, from, to indicators.Period) *table {
	l := p.lang
	return &table{
		ID: p.id("table-segregation-change-" + spec.ID), Caption: p.sayf(gTimeOf, spec.Title.In(l), charts.PeriodText(l, from), charts.PeriodText(l, to)),
		Head: []cell{colHead(wIndex.In(l)), numHead(charts.PeriodText(l, from)), numHead(charts.PeriodText(l, to)), numHead(gChange.In(l)),
			numHead(gChangeLimit.In(l)), colHead(gSure.In(l))},
	}
}

// changeRows are the indices of the first period and the last of a series.
func (p *page) changeRows(t *table, s analysis.SegregationSeries, c analysis.SegregationChange) {
	l := p.lang
	title := p.seriesName(s)
	if c.Carried {
		title += " *"
		t.note(gCarried.In(l))
	}
	if c.Noise {
		if ind, _ := p.report.Catalogue.Indicator(s.Spec.Indicator); p.knownNoise(ind.Source) {
			t.note(gNoiseKnown.In(l))
		} else {
			t.note(gNoise.In(l))
		}
	}
	t.section(title)
	from, to := s.Periods[s.First], s.Periods[len(s.Periods)-1]
	for j, v := range c.Indices {
		cells := []cell{rowHead(v.Index.Name.In(l)), p.plainIndex(from.Indices[j]), p.plainIndex(to.Indices[j])}
		cells = append(cells, p.differenceCells(v.Difference, 3)...)
		t.add("", append(cells, p.sureCell(v))...)
	}
}

// plainIndex is the value of an index alone.
func (p *page) plainIndex(v analysis.IndexValue) cell {
	if !v.OK {
		c := noNumber()
		c.Hidden = wUndefined.In(p.lang)
		return c
	}
	return numberCell(charts.Number(p.lang, v.Value.Value, 3))
}

func (p *page) sureCell(v analysis.IndexChange) cell {
	switch {
	case !v.OK || !v.Interval:
		return cell{Text: dots, Class: "missing"}
	case v.Lower > 0:
		return textCell(gUp.In(p.lang))
	case v.Upper < 0:
		return textCell(gDown.In(p.lang))
	}
	return textCell(gNeither.In(p.lang))
}

// changeText says how the first index of a series has changed.
func (p *page) changeText(s analysis.SegregationSeries, c analysis.SegregationChange) string {
	l := p.lang
	v := c.Indices[0]
	if !v.OK || !v.Interval {
		return p.sayf(gNotSaid, p.seriesName(s), charts.ReasonText(l, analysis.Undefined))
	}
	t := gStayed
	switch {
	case v.Lower > 0:
		t = gRose
	case v.Upper < 0:
		t = gFell
	}
	from, to := s.Periods[s.First], s.Periods[len(s.Periods)-1]
	number := func(x analysis.IndexValue) string { return charts.Number(l, x.Value.Value, 3) }
	return p.sayf(t, p.seriesName(s), p.indexName(v.Index), number(from.Indices[0]), charts.PeriodText(l, from.Period), number(to.Indices[0]),
		charts.PeriodText(l, to.Period), charts.Signed(l, v.Value, 3), p.limits(v.Difference, 3))
}

// indexName names an index inside a sentence.
func (p *page) indexName(ix index.Index) string { return lowerFirst(ix.Name.In(p.lang)) }

// limits prints the level and limits of a difference without a unit.
func (p *page) limits(d analysis.Difference, decimals int) string {
	if !d.Interval {
		return dots
	}
	return p.sayf(wInterval, charts.LevelText(p.lang, d.Level)) + " " + charts.Range(p.lang, d.Lower, d.Upper, decimals)
}

// yearTable has a row for each period with the first index of the spec.
func (p *page) yearTable(spec analysis.SegregationSpec) *table {
	l := p.lang
	name := ""
	for _, s := range p.seriesOf(spec.ID) {
		for _, t := range s.Periods {
			if len(t.Indices) > 0 {
				name = p.indexName(t.Indices[0].Index)
			}
		}
	}
	return &table{
		ID: p.id("table-segregation-years-" + spec.ID), Caption: p.sayf(gYears, spec.Title.In(l), name),
		Head: []cell{colHead(gPeriod.In(l)), numHead(wValue.In(l)), numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))),
			numHead(wCorrected.In(l)), numHead(gSincePrior.In(l)), numHead(gChangeLimit.In(l))},
	}
}

func (p *page) yearRows(t *table, s analysis.SegregationSeries) {
	l := p.lang
	t.section(p.seriesName(s))
	steps := map[indicators.Period]analysis.SegregationChange{}
	n := 0
	for _, c := range s.Changes {
		if !c.Whole || len(s.Periods) == 2 {
			steps[c.To] = c
			n++
		}
	}
	for i, at := range s.Periods {
		name := charts.PeriodText(l, at.Period)
		if at.Carried {
			name += nbsp + "*"
			t.note(gCarried.In(l))
			if at.Crossed != nil && at.Crossed[0].OK {
				t.note(p.sayf(gCrossed, charts.PeriodText(l, at.Period), charts.Range(l, at.Crossed[0].Lower, at.Crossed[0].Upper, 3)))
			}
		}
		v := at.Indices[0]
		cells := append([]cell{rowHead(name)}, p.indexCells(v, 3, indexShape{interval: true, corrected: true})...)
		switch c, ok := steps[at.Period]; {
		case i == 0:
			cells = append(cells, never(true), never(true))
		case ok && len(c.Indices) > 0:
			cells = append(cells, p.differenceCells(c.Indices[0].Difference, 3)...)
		default:
			cells = append(cells, noNumber(), noNumber())
		}
		t.add("", cells...)
		if ok := v.OK && v.Interval; ok {
			p.drawnNote(t, at.Indices[:1], s.Drawn)
		}
	}
	if n > 3 {
		t.note(p.sayf(gManyYears, n))
	}
}

// seriesNotes say what a series is of.
func (p *page) seriesNotes(t *table, s analysis.SegregationSeries) {
	l := p.lang
	if s.From != s.Level {
		t.note(p.sayf(gAddedUp, p.levelPlural(s.From)))
	}
	if n := len(s.Dropped); n > 0 {
		t.note(p.sayf(gLeftOut, p.levelCount(n, s.Level), p.namesOf(s.Dropped)))
	}
	if len(s.Sparse) > 0 {
		var names []string
		for _, q := range s.Sparse {
			names = append(names, charts.PeriodText(l, q))
		}
		t.note(p.sayf(gSparse, p.list(names)))
	}
	if s.Level == indicators.District {
		t.note(p.assumption)
	}
}

// mostNames is how many areas a note names.
const mostNames = 12

// namesOf names areas, of many the first.
func (p *page) namesOf(areas []indicators.Area) string {
	var names []string
	for _, a := range areas[:min(len(areas), mostNames)] {
		names = append(names, p.placeName(a))
	}
	if len(areas) > mostNames {
		return strings.Join(names, ", ") + " …"
	}
	return p.list(names)
}

// causesPart is what the change of the entropy index is made of. It is nil where no series has a change.
func (p *page) causesPart(spec analysis.SegregationSpec) *wherePart {
	l := p.lang
	part := &wherePart{Title: gCauses.In(l), After: inSetting(spec, gCausesHow).In(l)}
	var t *table
	for _, s := range p.seriesOf(spec.ID) {
		for _, c := range s.Causes {
			if c.Index.ID != "theil-h-change" || c.Reason != analysis.NoReason || len(c.Terms) == 0 {
				continue
			}
			if t == nil {
				t = &table{
					ID:      p.id("table-segregation-causes-" + spec.ID),
					Caption: p.sayf(gCausesOf, spec.Title.In(l), charts.PeriodText(l, c.From), charts.PeriodText(l, c.To)),
					Head:    []cell{colHead(gPart.In(l)), numHead(gChange.In(l)), numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level)))},
				}
			}
			t.section(p.seriesName(s))
			structural := 0.0
			for _, term := range c.Terms {
				if term.Cause == analysis.Association {
					structural = term.Value
				}
				if term.Cause == analysis.Appearing && len(c.Appeared) == 0 || term.Cause == analysis.Vanishing && len(c.Vanished) == 0 {
					continue
				}
				t.add("", append([]cell{rowHead(inSetting(spec, causeWords[term.Cause]).In(l))}, p.differenceCells(term.Difference, 4)...)...)
			}
			t.add("city", append([]cell{rowHead(gSum.In(l))}, p.differenceCells(c.Change.Difference, 4)...)...)
			part.Text = append(part.Text, p.sayf(gCausesIs, p.seriesName(s), charts.Signed(l, c.Change.Value, 4), charts.Signed(l, structural, 4),
				charts.Signed(l, c.Change.Value-structural, 4), p.levelPlural(s.Level)))
			from, to := charts.PeriodText(l, c.From), charts.PeriodText(l, c.To)
			if len(c.Appeared) > 0 {
				t.note(p.sayf(gAppeared, from, to, p.namesOf(c.Appeared)))
			}
			if len(c.Vanished) > 0 {
				t.note(p.sayf(gVanished, from, to, p.namesOf(c.Vanished)))
			}
		}
	}
	if t == nil {
		return nil
	}
	part.Tables = append(part.Tables, t)
	return part
}
