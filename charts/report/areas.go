package report

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// areas is the chapter about the city and how it is divided.
type areas struct {
	Title       string
	City        string
	Figures     []fullFigure
	Table       *table
	Assumptions string
	Outside     []string // names of the areas that lie in no district
	OutsideIs   string
}

func (p *page) areas() error {
	res, l, reg := p.report.Results, p.lang, p.report.Register
	out := areas{Title: p.sayf(wAreasHead, p.city), City: p.city, Assumptions: p.report.Study.Assumptions.In(l)}
	people, heading := p.populations()
	var levels []indicators.Level
	for _, level := range []indicators.Level{indicators.RegSO, indicators.DeSO} {
		if len(p.parts(res.City, level)) > 0 {
			levels = append(levels, level)
		}
	}
	t := &table{ID: p.id("table-areas"), Caption: p.sayf(wAreaTable, p.city), Head: []cell{colHead(wArea.In(l))}}
	if people != nil {
		t.Head = append(t.Head, numHead(heading))
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
	var err error
	if out.Figures, err = p.fullFigures(append(p.shelf.general("tilemap", "choropleth"), p.shelf.kind("pyramid")...)); err != nil {
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

// populations returns the number of people in the city and the districts: a count that is compared, or else the true population behind a
// share of everyone; of several, the one for most districts. It returns nil where the results hold neither.
func (p *page) populations() (people map[indicators.AreaID]float64, heading string) {
	for _, c := range p.everyone() {
		ind := c.Indicator
		d := ind.Denominator
		count := ind.ID == "population" && ind.Unit.Kind == indicators.Count
		if !count && (d == nil || d.Indicator != "population" || len(d.Groups) > 0) {
			continue
		}
		found := map[indicators.AreaID]float64{}
		take := func(a indicators.Area, v analysis.Value) {
			switch {
			case !v.OK || !v.Note.IsZero(): // the population of an approximation is another year's
			case count:
				found[a.ID()] = v.Value
			case v.Denominator.OK:
				found[a.ID()] = v.Denominator.V
			}
		}
		take(p.report.Results.City, c.City)
		for _, a := range c.Areas {
			take(a.Area, a.Value)
		}
		if len(found) > len(people) {
			people, heading = found, wPeople.In(p.lang)+" "+charts.PeriodText(p.lang, c.Period)
		}
	}
	return people, heading
}
