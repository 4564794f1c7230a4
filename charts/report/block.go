package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// block is one measure, always in the same order.
type block struct {
	ID         string
	Name       string
	Sentence   string
	Question   string
	Figures    []*figure // of the districts, or of the smallest areas where districts have no value
	Table      *table
	Map        []*figure
	OverTime   []fullFigure
	Groups     *table
	ByGroup    []fullFigure
	GroupsFull []*table       // of the groups that a finding is about
	More       []moreFile     // figures that are files only
	Between    *betweenGroups // gaps between groups; nil where there are none
	Divided    *divided       // what changes and gaps consist of; nil where nothing is divided
	Definition definition
	Elsewhere  *link // set where another chapter has the measure in full, and then all else is empty
	Also       string
}

// definition is what a measure is.
type definition struct {
	Text        string
	Population  string
	Period      string
	Source      string
	SourceURL   string
	Direction   string
	Limitations []string
}

// block makes the block of the comparisons of one indicator: everyone and then groups.
func (p *page) block(cs []analysis.Comparison) (block, error) {
	c := cs[0]
	ind := c.Indicator
	b := block{ID: p.anchors[ind.ID], Name: ind.Name.In(p.lang), Question: p.question(c), Sentence: p.sentence(c), Definition: p.definition(cs)}
	if c.NoFigures == analysis.NoReason {
		b.Table = p.comparisonTable(c)
	} else {
		b.Table = p.spreadTable(c)
	}
	anchor := ""
	if b.Table != nil {
		anchor = b.Table.ID
	}
	for _, f := range p.shelf.take(ind, c.Group, "compare", "spread") {
		v, err := p.figure(f, anchor)
		if err != nil {
			return b, err
		}
		b.Figures = append(b.Figures, v)
	}
	var err error
	if b.OverTime, err = p.fullFigures(p.overTime(ind, c.Group)); err != nil {
		return b, err
	}
	b.Groups = p.groupTable(cs[1:])
	b.Between, b.Divided = p.betweenGroups(ind), p.divided(ind)
	ofAreas := p.shelf.take(ind, c.Group, "equiplot") // of districts: the time series says the same
	if b.ByGroup, err = p.fullFigures(p.shelf.first(ind.ID, "equiplot")); err != nil {
		return b, err
	}
	for _, f := range ofAreas {
		p.shelf.used[f] = false
	}
	for _, g := range cs[1:] {
		if g.NoFigures == analysis.NoReason && p.found(g) {
			b.GroupsFull = append(b.GroupsFull, p.comparisonTable(g))
		}
	}
	return b, nil
}

// overTime takes the figure of how a measure has developed: over all its periods, or between two where it has no more.
func (p *page) overTime(ind indicators.Indicator, g indicators.Group) []*charts.Figure {
	if trend := p.shelf.take(ind, g, "trend"); len(trend) > 0 {
		return trend
	}
	return p.shelf.take(ind, g, "slope")
}

// question is what a block answers.
func (p *page) question(c analysis.Comparison) string {
	switch {
	case c.NoFigures == analysis.NoReason:
		return p.sayf(qDistricts, p.city)
	case len(c.Spread) > 0 && c.Spread[0].Area.Level == indicators.School:
		return qSchools.In(p.lang)
	case len(c.Spread) > 0:
		return qParts.In(p.lang)
	}
	return qCity.In(p.lang)
}

// found tells whether a finding is about a comparison.
func (p *page) found(c analysis.Comparison) bool {
	res := p.report.Results
	return slices.ContainsFunc(res.Findings, func(f analysis.Finding) bool {
		return f.Summary && f.Comparison >= 0 && f.Comparison < len(res.Comparisons) &&
			res.Comparisons[f.Comparison].Indicator.ID == c.Indicator.ID && res.Comparisons[f.Comparison].Group == c.Group
	})
}

// sentence says the value of the city, the ends of the scale, and how many districts differ surely.
func (p *page) sentence(c analysis.Comparison) string {
	ind := c.Indicator
	var out []string
	if c.City.OK {
		out = append(out, p.sayf(sCity, p.city, charts.Quantity(p.lang, c.City.Value, ind), charts.PeriodText(p.lang, c.Period)))
	}
	if c.NoFigures != analysis.NoReason {
		out = append(out, sNoArea.In(p.lang), p.whyNone(c))
		if n := len(c.Spread); n > 0 {
			out = append(out, p.sayf(sInstead, p.levelCount(n, c.Spread[0].Area.Level)))
		}
		return sentences(out...)
	}
	if low, high, ok := extremes(c); ok {
		q := func(v analysis.Value) string { return charts.Quantity(p.lang, v.Value, ind) }
		out = append(out, p.sayf(sExtremes, high.Area.Name, q(high.Value), low.Area.Name, q(low.Value)))
	}
	n := map[analysis.Verdict]int{}
	for _, a := range c.Areas {
		n[a.Verdict]++
	}
	switch compared := len(c.Areas) - n[analysis.NotCompared]; {
	case compared == 0:
		out = append(out, p.sayf(sNoTest, p.whyNotTested(c)))
	case ind.Direction == indicators.NotJudged:
		out = append(out, p.sayf(sUnjudged, p.nDistricts(compared), n[analysis.Higher], n[analysis.Lower], p.city))
	default:
		out = append(out, p.sayf(sJudged, p.nDistricts(compared), n[analysis.Better], n[analysis.Worse], p.city))
	}
	return sentences(append(out, p.approximation(c))...)
}

// approximate returns the districts whose values rest on a declared population, and whether these are all that have a value.
func approximate(c analysis.Comparison) (names []string, all bool) {
	all = c.NoFigures == analysis.NoReason
	for _, a := range c.Areas {
		if a.Value.OK && a.Value.Basis == analysis.Approximated {
			names = append(names, a.Area.Name)
		} else if a.Value.OK {
			all = false
		}
	}
	return names, all && len(names) > 0
}

// approximation says which values of a comparison are approximate; "" where none are.
func (p *page) approximation(c analysis.Comparison) string {
	names, all := approximate(c)
	switch {
	case all:
		return sApprox.In(p.lang)
	case len(names) > 0:
		return p.sayf(sApproxOf, p.list(names))
	}
	return ""
}

// measureName is the short name of a measure with its unit and, where they are, the word that its values are approximate: for the head
// of a row.
func (p *page) measureName(c analysis.Comparison, rough bool) string {
	name := withUnit(c.Indicator.ShortName().In(p.lang), p.unitOf(c.Indicator))
	if rough {
		name += ", " + wRoughly.In(p.lang)
	}
	return name
}

// whyNotTested gives the reason of the first district that has a value.
func (p *page) whyNotTested(c analysis.Comparison) string {
	for _, a := range c.Areas {
		if !a.Value.OK {
			continue
		}
		if t, ok := whyNotTested[a.Difference.Reason]; ok {
			return t.In(p.lang)
		}
	}
	return whyNotTested[analysis.NoReason].In(p.lang)
}

// whyNone explains why no district has a value.
func (p *page) whyNone(c analysis.Comparison) string {
	if len(c.Spread) > 0 && c.Spread[0].Area.Level == indicators.School {
		return wOfSchools.In(p.lang)
	}
	return whyNoFigures[c.NoFigures].In(p.lang)
}

// extremes returns the districts with the lowest and the highest value; ok is false where fewer than two have one.
func extremes(c analysis.Comparison) (low, high analysis.AreaComparison, ok bool) {
	n := 0
	for _, a := range c.Areas {
		if !a.Value.OK {
			continue
		}
		if n == 0 || a.Value.Value < low.Value.Value {
			low = a
		}
		if n == 0 || a.Value.Value > high.Value.Value {
			high = a
		}
		n++
	}
	return low, high, n > 1
}

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

// definition says what the measure is and what it cannot say.
func (p *page) definition(cs []analysis.Comparison) definition {
	l, c := p.lang, cs[0]
	ind := c.Indicator
	d := definition{
		Text: orDots(ind.Definition.In(l)), Population: orDots(ind.Population.In(l)), Period: charts.PeriodText(l, c.Period), Source: dots,
	}
	if c.Earlier != (indicators.Period{}) {
		d.Period = p.sayf(wNowEarly, d.Period, charts.PeriodText(l, c.Earlier))
	}
	if s, ok := p.report.Catalogue.Source(ind.Source); ok {
		d.Source, d.SourceURL = p.sourceText(s), webAddress(s.URL)
	}
	switch ind.Direction {
	case indicators.HigherIsBetter:
		d.Direction = wHigherOK.In(l)
	case indicators.LowerIsBetter:
		d.Direction = wLowerOK.In(l)
	default:
		d.Direction = wNotJudged.In(l)
	}
	limit := func(s string) {
		if s != "" && !slices.Contains(d.Limitations, s) {
			d.Limitations = append(d.Limitations, s)
		}
	}
	for _, c := range cs {
		for _, w := range c.Warnings {
			limit(w.Text.In(l))
		}
	}
	for _, b := range ind.Breaks {
		limit(p.breakText(b))
	}
	if c.NoFigures != analysis.NoReason {
		limit(p.whyNone(c))
	}
	return d
}
