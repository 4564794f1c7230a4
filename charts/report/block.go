package report

import (
	"slices"

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
