package report

import (
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// segregation is a chapter about how separately groups live, or study.
type segregation struct {
	ID      string
	Title   string
	Lead    string
	Specs   []segregationOf
	Mixes   []mixOf
	Others  string      // title of Other
	Other   []wherePart // clusters of indicators
	Indices []indexText
}

// segregationOf is the indices of one pair or set of groups.
type segregationOf struct {
	ID       string
	Title    string
	Figures  []fullFigure
	Levels   []segregationAt
	Readings []string
	Reads    string      // what the readings are about
	More     []wherePart // over time, over scales, by area, and at school beside at home
	Where    *where      // nil where the areas have no map
}

// segregationAt is the indices over the areas of one level.
type segregationAt struct {
	Title  string
	Totals string
	Table  *table
	Counts *table
	Notes  []string
}

// mixOf is the parts of each district.
type mixOf struct {
	ID    string
	Title string
	Lead  string
	Table *table

	Figures []*figure
}

func specAnchor(s analysis.SegregationSpec) string { return "segregation-" + charts.Slug(s.ID) }

func (p *page) segregation() error {
	homes := segregation{ID: idSegregation, Title: phrases["segregation"].In(p.lang), Lead: phrases["segregation-lead"].In(p.lang)}
	schools := segregation{ID: idSchools, Title: phrases["schools"].In(p.lang), Lead: phrases["schools-lead"].In(p.lang)}
	var usedHomes, usedSchools []index.Index
	for _, group := range p.bySpec() {
		ch, used := &homes, &usedHomes
		if group[0].Spec.School {
			ch, used = &schools, &usedSchools
		}
		of := segregationOf{ID: p.id("segregation-" + group[0].Spec.ID), Title: group[0].Spec.Title.In(p.lang)}
		for _, s := range group {
			of.Levels = append(of.Levels, p.segregationAt(s))
			for _, v := range s.Indices {
				*used = append(*used, v.Index)
			}
		}
		for _, s := range group {
			if len(s.Indices) == 0 {
				continue
			}
			of.Reads = p.sayf(wBetweenN, p.levelCount(s.Areas, s.Level), charts.PeriodText(p.lang, s.Period))
			for _, v := range s.Indices {
				if v.OK {
					of.Readings = append(of.Readings, p.readAloud(v, 3))
				}
			}
			break
		}
		for _, part := range []*wherePart{p.timePart(group[0].Spec), p.causesPart(group[0].Spec), p.scalesPart(group[0].Spec),
			p.contributionsPart(group[0].Spec), p.pairPart(group[0].Spec)} {
			if part != nil {
				of.More = append(of.More, *part)
			}
		}
		var err error
		id := group[0].Spec.ID
		shown := append(p.shelf.about(id, "composition", "index", "segregation-curve", "lorenz"), p.shelf.shortest(id, "contribution")...)
		if of.Figures, err = p.fullFigures(append(shown, p.shelf.about(id, "waterfall", "rank-order")...)); err != nil {
			return err
		}
		if of.Where = p.where(group); of.Where != nil {
			if of.Where.Figures, err = p.fullFigures(p.shelf.about(group[0].Spec.ID, "clusters", "moran")); err != nil {
				return err
			}
		}
		for _, s := range group {
			if s.Where != nil {
				for _, v := range s.Where.Indices {
					*used = append(*used, v.Index)
				}
			}
		}
		ch.Specs = append(ch.Specs, of)
	}
	for _, m := range p.report.Results.Mixes {
		of := mixOf{ID: p.id("mix-" + m.Spec.ID), Title: m.Spec.Title.In(p.lang), Lead: wMixLead.In(p.lang), Table: p.mixTable(m)}
		for _, f := range p.shelf.about(m.Spec.ID, "composition") {
			v, err := p.figure(f, of.Table.ID)
			if err != nil {
				return err
			}
			of.Figures = append(of.Figures, v)
		}
		homes.Mixes = append(homes.Mixes, of)
	}
	if homes.Other = p.indicatorClusters(); len(homes.Other) > 0 {
		homes.Others = wOtherClusters.In(p.lang)
	}
	homes.Indices, schools.Indices = p.indexTexts(usedHomes), p.indexTexts(usedSchools)
	for _, ch := range []segregation{homes, schools} {
		if len(ch.Specs)+len(ch.Mixes)+len(ch.Other) > 0 {
			p.Segregation = append(p.Segregation, ch)
		}
	}
	return nil
}

// bySpec returns the results of each spec together, in their order.
func (p *page) bySpec() [][]analysis.Segregation {
	var out [][]analysis.Segregation
	at := map[string]int{}
	for _, s := range p.report.Results.Segregation {
		i, ok := at[s.Spec.ID]
		if !ok {
			i = len(out)
			at[s.Spec.ID] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return out
}

func (p *page) segregationAt(s analysis.Segregation) segregationAt {
	l := p.lang
	title := capital(levelNames[s.Level][1].In(l))
	if len(s.Indices) > 0 {
		title = p.sayf(wBetweenN, p.levelCount(s.Areas, s.Level), charts.PeriodText(l, s.Period))
	}
	out := segregationAt{Title: title}
	for _, w := range s.Warnings {
		out.Notes = append(out.Notes, w.Text.In(l))
	}
	if len(s.Dropped) > 0 && len(s.Dropped) <= 12 {
		out.Notes = append(out.Notes, p.sayf(wDropped, p.list(s.Dropped)))
	}
	if len(s.Indices) == 0 {
		if len(out.Notes) == 0 {
			out.Notes = append(out.Notes, wNoMakeup.In(l))
		}
		return out
	}
	if s.Totals != nil {
		var parts []string
		for k, n := range s.Totals {
			parts = append(parts, p.partName(s.Spec.Names, s.Spec.Groups, k)+" "+charts.Number(l, n, 0))
		}
		out.Totals = p.sayf(wTotals, wCounted.In(l), p.list(parts))
	}
	t := &table{
		ID:      p.id("table-segregation-" + s.Spec.ID + "-" + s.Level.String()),
		Caption: s.Spec.Title.In(l) + ", " + lowerFirst(title),
		Head:    []cell{colHead(wIndex.In(l))},
	}
	shape := shapeOf(s.Indices)
	t.Head = append(t.Head, p.indexHeads(shape)...)
	for _, v := range s.Indices {
		t.add("", append([]cell{rowHead(v.Index.Name.In(l))}, p.indexCells(v, 3, shape)...)...)
	}
	p.intervalNote(t, s.Indices)
	out.Table = t
	if s.Level == indicators.District {
		t.note(p.assumption)
		out.Counts = p.countsTable(s)
	}
	return out
}

// countsTable is the groups in each district.
func (p *page) countsTable(s analysis.Segregation) *table {
	l := p.lang
	t := &table{
		ID:      p.id("table-counts-" + s.Spec.ID),
		Caption: p.sayf(wCounts, s.Spec.Title.In(l), charts.PeriodText(l, s.Period)),
		Head:    []cell{colHead(wArea.In(l))},
	}
	for k := range s.Spec.Groups {
		t.Head = append(t.Head, numHead(capital(p.partName(s.Spec.Names, s.Spec.Groups, k))))
	}
	units := make([]indicators.Area, len(s.Units))
	for i, u := range s.Units {
		units[i] = u.Area
	}
	var gone absences
	for _, i := range p.ordered(units) {
		u := s.Units[i]
		cells := []cell{rowLink(areaName(u.Area), p.areaHref(u.Area))}
		for k := range s.Spec.Groups {
			if u.Withheld || k >= len(u.Counts) {
				cells = append(cells, p.valueCell(analysis.Value{Reason: analysis.Withheld}, 0, areaName(u.Area), &gone))
				continue
			}
			cells = append(cells, numberCell(charts.Number(l, u.Counts[k], 0)))
		}
		t.add("", cells...)
	}
	t.Notes = gone.notes(len(units))
	t.note(p.assumption)
	if len(t.Bodies) == 0 {
		return nil
	}
	return t
}

// partName names a group of a spec.
func (p *page) partName(names []lang.Text, groups []indicators.Group, k int) string {
	if k < len(names) && !names[k].IsZero() {
		return names[k].In(p.lang)
	}
	return p.groupName(groups[k])
}

// mixTable has the parts of the city and each district in per cent, and how even they are.
func (p *page) mixTable(m analysis.Mix) *table {
	l := p.lang
	t := &table{
		ID:      p.id("table-mix-" + m.Spec.ID),
		Caption: withUnit(m.Spec.Title.In(l)+", "+charts.PeriodText(l, m.Period), wPercent.In(l)),
		Head:    []cell{colHead(wArea.In(l))},
	}
	for k := range m.Spec.Groups {
		t.Head = append(t.Head, numHead(capital(p.partName(m.Spec.Names, m.Spec.Groups, k))))
	}
	t.Head = append(t.Head, numHead(wEvenness.In(l)))
	var gone absences
	line := func(class, name, href string, a analysis.MixArea) {
		cells := []cell{rowLink(name, href)}
		for k := range m.Spec.Groups {
			if !a.OK || k >= len(a.Shares) {
				cells = append(cells, p.valueCell(analysis.Value{Reason: a.Reason}, 0, name, &gone))
				continue
			}
			cells = append(cells, numberCell(charts.Number(l, 100*a.Shares[k], 1)))
		}
		if a.OK {
			cells = append(cells, numberCell(charts.Number(l, a.Evenness, 2)))
		} else {
			cells = append(cells, noNumber())
		}
		t.add(class, cells...)
	}
	line("city", p.sayf(wWhole, p.city), "", m.City)
	places := make([]indicators.Area, len(m.Areas))
	for i, a := range m.Areas {
		places[i] = a.Area
	}
	for _, i := range p.ordered(places) {
		line("", areaName(m.Areas[i].Area), p.areaHref(m.Areas[i].Area), m.Areas[i])
	}
	t.Notes = gone.notes(len(places) + 1)
	t.note(p.assumption)
	return t
}

// segregationMethod is how segregation over time, scale and areas is computed, as far as the study has it.
func (p *page) segregationMethod() []string {
	res := p.report.Results
	var out []string
	if len(res.SegregationSeries) > 0 {
		left := mSegLeft.In(p.lang)
		if slices.ContainsFunc(res.SegregationSeries, func(s analysis.SegregationSeries) bool {
			ind, _ := p.report.Catalogue.Indicator(s.Spec.Indicator)
			return p.knownNoise(ind.Source)
		}) {
			left = mSegLeftKnown.In(p.lang)
		}
		out = append(out, mSegTime.In(p.lang)+" "+left, mSegCauses.In(p.lang))
	}
	if len(res.SegregationScales)+len(res.SegregationAreas) > 0 {
		out = append(out, mSegParts.In(p.lang))
	}
	return out
}

// knownNoise tells whether the study says how large the noise of a source is.
func (p *page) knownNoise(source string) bool {
	s, _ := p.report.Catalogue.Source(source)
	return s.NoiseSD > 0
}
