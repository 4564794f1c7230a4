package report

import (
	"math"
	"strconv"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// agreementText says how our types agree with the published ones.
func (p *page) agreementText(c *analysis.Composite) []string {
	l := p.lang
	pub := c.Spec.Published
	source := pub.Source
	for _, s := range p.report.Catalogue.Sources {
		if s.ID == pub.Source {
			source = s.Publisher.In(l) + ", " + lowerFirst(s.Title.In(l))
		}
	}
	out := []string{p.sayf(wAgreeWith, source, charts.PeriodText(l, pub.Period), pub.Version)}
	for _, g := range c.Agreement {
		if g.Reason == analysis.NoReason && !g.SameGround {
			out = append(out, p.sayf(wAgreeIs, charts.Number(l, float64(g.Same), 0), charts.Number(l, float64(g.Areas), 0), charts.Number(l, float64(g.Near), 0)))
		}
	}
	return append(out, wAgreeRead.In(l))
}

func (p *page) agreementTable(c *analysis.Composite) *table {
	l := p.lang
	t := &table{
		ID: p.id("table-agreement-" + c.Spec.ID), Caption: wAgreeCap.In(l),
		Head: []cell{colHead(wMeasureOf.In(l)), numHead(wValue.In(l)), numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level)))},
	}
	for _, g := range c.Agreement {
		title := p.sayf(wSameCode, p.levelCount(g.Areas, c.Spec.Level))
		if g.SameGround {
			title = p.sayf(wSameGround, p.levelCount(g.Areas, c.Spec.Level))
		}
		t.section(title)
		ok := g.Reason == analysis.NoReason
		add := func(name lang.Text, e index.Estimate) {
			value, limits := noNumber(), noNumber()
			if ok && !math.IsNaN(e.Value) {
				value = numberCell(charts.Number(l, e.Value, 2))
				limits = p.intervalCell(e.Level > 0 && !math.IsNaN(e.Lower), e.Lower, e.Upper, 2)
			}
			t.add("", rowHead(name.In(l)), value, limits)
		}
		add(wKappa, g.Kappa)
		add(wKappaLargest, index.Estimate{Value: g.Largest})
		add(wKappaMatched, index.Estimate{Value: g.Matched})
		add(wSpearman, g.Spearman)
		add(wKendall, index.Estimate{Value: g.Kendall})
		if !ok {
			t.note(capital(charts.ReasonText(l, g.Reason)) + ".")
		}
	}
	return t
}

// crossTable counts the areas of the same codes by both types.
func (p *page) crossTable(c *analysis.Composite) *table {
	l := p.lang
	g := c.Agreement[len(c.Agreement)-1]
	t := &table{ID: p.id("table-types-" + c.Spec.ID), Caption: p.sayf(wCrossCap, p.levelCount(g.Areas, c.Spec.Level)), Head: []cell{colHead(wPublishedType.In(l))}}
	for j := range g.Table {
		t.Head = append(t.Head, numHead(p.sayf(wOwnType, strconv.Itoa(j+1))))
	}
	for i, row := range g.Table {
		cells := []cell{rowHead(strconv.Itoa(i + 1))}
		for _, n := range row {
			cells = append(cells, numberCell(charts.Number(l, n, 0)))
		}
		t.add("", cells...)
	}
	return t
}
