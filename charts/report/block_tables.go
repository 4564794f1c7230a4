package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// comparisonTable has the city first and then the districts.
func (p *page) comparisonTable(c analysis.Comparison) *table {
	ind := c.Indicator
	l := p.lang
	changes := c.Earlier != (indicators.Period{})
	interval := p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))
	t := &table{
		ID: p.id("table-" + ind.ID + "-" + string(c.Group)), Class: "wide",
		Caption: p.caption(c),
		Head: []cell{
			colHead(wArea.In(l)), numHead(withUnit(wValue.In(l), p.unitOf(ind))), numHead(interval),
			numHead(p.sayf(wRest, p.city)), numHead(withUnit(wDifference.In(l), charts.DifferenceUnit(l, ind.Unit))), numHead(wOfDiff.In(l)),
			colHead(p.sayf(wVerdict, p.city)),
		},
	}
	judged := ind.ImportantDifference > 0
	if judged {
		t.Head = append(t.Head, colHead(cImportance.In(l)))
	}
	if changes {
		t.Head = append(t.Head, numHead(p.sayf(wChange, charts.PeriodText(l, c.Earlier))), numHead(wOfChange.In(l)))
	}
	var gone absences
	d := ind.Decimals
	line := func(class, name, href string, v, rest analysis.Value, of analysis.Contrast, change analysis.Difference) {
		cells := append([]cell{rowLink(name, href)}, p.valueCells(v, d, name, &gone)...)
		if class == "city" {
			cells = append(cells, never(true), never(true), never(true), never(false))
		} else {
			cells = append(cells, p.valueCell(rest, d, name, nil))
			cells = append(cells, p.differenceCells(of.Difference, d)...)
			cells = append(cells, p.verdictCell(of.Verdict))
		}
		if judged && class == "city" {
			cells = append(cells, never(false))
		} else if judged {
			cells = append(cells, textCell(importanceWords[of.Importance].In(l)))
		}
		if changes {
			if v.OK && !change.OK && change.Reason != analysis.NoReason {
				gone.add(dots, charts.ReasonText(l, change.Reason), name)
			}
			cells = append(cells, p.differenceCells(change, d)...)
		}
		t.add(class, cells...)
	}
	line("city", p.sayf(wWhole, p.city), "", c.City, analysis.Value{}, analysis.Contrast{}, c.Change)
	for _, i := range p.ordered(p.areasOf(c)) {
		a := c.Areas[i]
		line("", a.Area.Name, p.areaHref(a.Area), a.Value, a.Rest, a.Contrast, a.Change)
	}
	t.Notes = append(t.Notes, gone.notes(len(c.Areas)+1)...)
	if judged {
		t.note(p.sayf(cLeast, p.leastDifference(ind)))
	}
	t.note(p.basisNote(c))
	t.note(p.assumption)
	return t
}

// caption is the name of the measure with group and period.
func (p *page) caption(c analysis.Comparison) string {
	s := c.Indicator.Name.In(p.lang)
	if g := p.groupName(c.Group); g != "" {
		s += ", " + g
	}
	return s + ", " + charts.PeriodText(p.lang, c.Period)
}

// basisNote says where the values come from: what holds for most first, and then by name what differs from that.
func (p *page) basisNote(c analysis.Comparison) string {
	all := append([]analysis.AreaComparison{{Area: indicators.Area{Name: p.sayf(wWhole, p.city)}, Value: c.City}}, c.Areas...)
	whose := map[analysis.Basis][]string{}
	for _, a := range all {
		if a.Value.OK {
			whose[a.Value.Basis] = append(whose[a.Value.Basis], lowerWhole(a.Area))
		}
	}
	bases := slices.DeleteFunc([]analysis.Basis{analysis.Published, analysis.Pooled, analysis.Approximated}, func(b analysis.Basis) bool {
		return len(whose[b]) == 0
	})
	slices.SortStableFunc(bases, func(a, b analysis.Basis) int { return len(whose[b]) - len(whose[a]) })
	var parts []string
	for i, b := range bases {
		text := charts.BasisText(p.lang, b)
		if i > 0 {
			text += " (" + strings.Join(whose[b], ", ") + ")"
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return ""
	}
	return p.sayf(wBasisOf, strings.Join(parts, "; "))
}

// lowerWhole is the name of an area inside a sentence. Districts have codes and proper names; "All of the city" has neither.
func lowerWhole(a indicators.Area) string {
	if a.Code == "" {
		return lowerFirst(a.Name)
	}
	return a.Name
}

// areaHref is the address of a district's profile.
func (p *page) areaHref(a indicators.Area) string { return "#area-" + charts.Slug(a.Code) }

// spreadTable shows how the values of the smallest areas lie where districts have none: all of them where they are few, else the lowest, the
// highest and those a quarter, half and three quarters of the way between in order. Each is the value of one area; nothing is computed.
func (p *page) spreadTable(c analysis.Comparison) *table {
	n := len(c.Spread)
	if n == 0 {
		return nil
	}
	const few = 20
	l, ind := p.lang, c.Indicator
	level := c.Spread[0].Area.Level
	name := wPart
	if level == indicators.School {
		name = levelNames[level][0]
	}
	t := &table{
		ID:      p.id("table-" + ind.ID + "-" + string(c.Group)),
		Caption: p.sayf(wSpreadOf, ind.Name.In(l), p.levelCount(n, level), charts.PeriodText(l, c.Period)),
		Head:    []cell{colHead(capital(name.In(l))), numHead(withUnit(wValue.In(l), p.unitOf(ind)))},
	}
	value := func(i int) cell { return p.valueCell(c.Spread[i].Value, ind.Decimals, "", nil) }
	if n <= few {
		for i := n - 1; i >= 0; i-- {
			t.add("", rowHead(areaName(c.Spread[i].Area)), value(i))
		}
		return t
	}
	t.Head = []cell{colHead(wPlace.In(l)), colHead(capital(name.In(l))), t.Head[1]}
	for _, q := range []struct {
		word string
		at   int
	}{
		{wHighest.In(l), n - 1}, {wThree.In(l), (3*n+3)/4 - 1}, {wMiddle.In(l), (n+1)/2 - 1}, {wQuarter.In(l), (n+3)/4 - 1}, {wLowest.In(l), 0},
	} {
		t.add("", rowHead(q.word), textCell(p.placeName(c.Spread[q.at].Area)), value(q.at))
	}
	return t
}

// placeName is the name of an area, with that of the larger area it lies in where it has only a code.
func (p *page) placeName(a indicators.Area) string {
	s := areaName(a)
	if s != a.Code {
		return s
	}
	if in, ok := p.report.Register.Find(indicators.AreaID{Code: a.Parent, Version: a.Version}); ok && in.Name != "" {
		s += " (" + in.Name + ")"
	}
	return s
}

// areaName is the name of an area, or its code where it has none.
func areaName(a indicators.Area) string {
	if a.Name == "" {
		return a.Code
	}
	return a.Name
}

// groupTable has a row for each district and a column for each group.
func (p *page) groupTable(cs []analysis.Comparison) *table {
	if len(cs) == 0 {
		return nil
	}
	l, ind := p.lang, cs[0].Indicator
	t := &table{
		ID:      p.id("table-" + ind.ID + "-groups"),
		Caption: fmt.Sprintf("%s: %s", ind.Name.In(l), lowerFirst(phrases["by-group"].In(l))),
		Head:    []cell{colHead(wArea.In(l))},
	}
	if len(cs) > 4 {
		t.Class = "wide"
	}
	period := cs[0].Period
	for _, c := range cs {
		h := capital(p.groupName(c.Group))
		if c.Period != period {
			h += ", " + charts.PeriodText(l, c.Period)
		}
		t.Head = append(t.Head, numHead(h))
	}
	t.Caption += ", " + charts.PeriodText(l, period)
	if u := p.unitOf(ind); u != "" {
		t.Caption += ", " + u
	}
	var gone absences
	all := 0
	line := func(class, name, href string, value func(analysis.Comparison) (analysis.Value, analysis.Verdict)) {
		cells := []cell{rowLink(name, href)}
		for _, c := range cs {
			v, verdict := value(c)
			who := name + " (" + p.groupName(c.Group) + ")"
			cells = append(cells, p.judged(p.valueCell(v, ind.Decimals, who, &gone), verdict))
			all++
		}
		t.add(class, cells...)
	}
	line("city", p.sayf(wWhole, p.city), "", func(c analysis.Comparison) (analysis.Value, analysis.Verdict) {
		return c.City, analysis.NotCompared
	})
	for _, i := range p.ordered(p.report.Results.Districts) {
		d := p.report.Results.Districts[i]
		line("", d.Name, p.areaHref(d), func(c analysis.Comparison) (analysis.Value, analysis.Verdict) {
			for _, a := range c.Areas {
				if a.Area.ID() == d.ID() {
					return a.Value, a.Verdict
				}
			}
			return analysis.Value{Reason: analysis.NoObservation}, analysis.NotCompared
		})
	}
	t.Notes = append(t.Notes, gone.notes(all)...)
	for _, c := range cs {
		t.note(p.approximation(c))
	}
	t.note(p.assumption)
	return t
}

// judged puts the symbol of a verdict before a value, and its meaning for those who do not see it.
func (p *page) judged(c cell, v analysis.Verdict) cell {
	if v == analysis.NotCompared || c.Hidden != "" {
		return c
	}
	c.Glyph, c.Hidden, c.Class = charts.VerdictMark(p.lang, v)
	return c
}
