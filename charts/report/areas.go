package report

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// areas is the chapter about the city and how it is divided.
type areas struct {
	Title       string
	City        string
	Maps        []*figure // where the areas lie; their data are in the table
	Table       *table
	Parts       *table // which smaller areas each area is made of
	Figures     []fullFigure
	Assumptions string
	Outside     []string // names of the areas that lie in no district
	OutsideIs   string
}

func (p *page) areas() error {
	res, l, reg := p.report.Results, p.lang, p.report.Register
	out := areas{Title: p.sayf(wAreasHead, p.city), City: p.city, Assumptions: p.report.Study.Assumptions.In(l)}
	people, of := charts.Residents(res)
	var levels []indicators.Level
	for _, level := range []indicators.Level{indicators.RegSO, indicators.DeSO} {
		if len(p.parts(res.City, level)) > 0 {
			levels = append(levels, level)
		}
	}
	t := &table{ID: p.id("table-areas"), Caption: p.sayf(wAreaTable, p.city), Head: []cell{colHead(wArea.In(l))}}
	if people != nil {
		t.Head = append(t.Head, numHead(wPeople.In(l)+" "+charts.PeriodText(l, of.Period)))
	}
	for _, level := range levels {
		t.Head = append(t.Head, numHead(p.sayf(wMadeOf, levelNames[level][1].In(l))))
	}
	t.Head = append(t.Head, colHead(wDelimited.In(l)))
	line := func(class string, a indicators.Area, name, href, basis string) {
		cells := []cell{rowLink(name, href)}
		if people != nil {
			k := noNumber()
			if n, ok := people[a.ID()]; ok {
				k = numberCell(charts.Number(l, n, 0))
			} else {
				t.note(wNoPeople.In(l))
			}
			cells = append(cells, k)
		}
		for _, level := range levels {
			cells = append(cells, numberCell(charts.Number(l, float64(len(p.parts(a, level))), 0)))
		}
		t.add(class, append(cells, textCell(basis))...)
	}
	line("city", res.City, p.sayf(wWhole, p.city), "", basisWords(l, "official"))
	inside := map[indicators.AreaID]bool{}
	for _, i := range p.ordered(res.Districts) {
		d := res.Districts[i]
		var bases []string
		for _, level := range levels {
			for _, m := range p.parts(d, level) {
				inside[m.Area] = true
				if b := basisWords(l, m.Basis); !slices.Contains(bases, b) {
					bases = append(bases, b)
				}
			}
		}
		line("", d, d.Name, p.areaHref(d), strings.Join(bases, "; "))
	}
	if len(t.Bodies) > 0 && len(res.Districts) > 0 {
		out.Table = t
	}
	if len(levels) > 0 {
		for _, m := range p.parts(res.City, levels[0]) {
			if a, ok := reg.Find(m.Area); ok && !inside[m.Area] {
				out.Outside = append(out.Outside, areaName(a))
			}
		}
		out.OutsideIs = p.levelCount(len(out.Outside), levels[0])
	}
	if err := p.areaMap(&out); err != nil {
		return err
	}
	out.Parts = p.areaParts(levels)
	var err error
	if out.Figures, err = p.fullFigures(p.shelf.kind("pyramid")); err != nil {
		return err
	}
	p.Areas = out
	return nil
}

// parts returns the areas of a level that lie in an area, of the delimitation that is reported.
func (p *page) parts(a indicators.Area, level indicators.Level) []indicators.Membership {
	if p.report.Register == nil {
		return nil
	}
	var out []indicators.Membership
	for _, m := range p.report.Register.Within(a.ID(), level) {
		if m.Area.Version == a.Version {
			out = append(out, m)
		}
	}
	return out
}

// areaMap puts the maps of no single thing above the table of the areas, which has their data.
func (p *page) areaMap(out *areas) error {
	at := ""
	if out.Table != nil {
		at = out.Table.ID
	}
	for _, f := range p.shelf.general("tilemap", "choropleth") {
		v, err := p.figure(f, at)
		if err != nil {
			return err
		}
		out.Maps = append(out.Maps, v)
	}
	return nil
}

// areaParts lists the smaller areas that each district is made of, of each level.
func (p *page) areaParts(levels []indicators.Level) *table {
	res, l := p.report.Results, p.lang
	t := &table{ID: p.id("table-area-parts"), Caption: p.sayf(wPartsTable, p.city), Class: "parts", Head: []cell{colHead(wArea.In(l))}}
	for _, level := range levels {
		t.Head = append(t.Head, colHead(levelNames[level][1].In(l)))
	}
	for _, i := range p.ordered(res.Districts) {
		d := res.Districts[i]
		cells := []cell{rowLink(d.Name, p.areaHref(d))}
		any := false
		for _, level := range levels {
			var names []string
			for _, m := range p.parts(d, level) {
				if a, ok := p.report.Register.Find(m.Area); ok && level != indicators.DeSO {
					names = append(names, areaName(a))
				} else { // names of DeSO areas are those of the RegSO areas around them
					names = append(names, m.Area.Code)
				}
			}
			any = any || len(names) > 0
			cells = append(cells, textCell(strings.Join(names, ", ")))
		}
		if any {
			t.add("", cells...)
		}
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	return t
}
