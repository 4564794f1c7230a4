package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// summary is the first chapter: what was found, what to keep in mind, and everything at a glance.
type summary struct {
	Lead     string
	Findings []finding // those that come first
	More     []finding // the others
	Warnings []string
	Strict   string
	Legend   []legendEntry
	Overview []*table
	Files    []downloads
	Missing  []link // measures that the overview does not show
	MissLead string
}

// Others tells whether there is anything that the first page has no room for.
func (s summary) Others() bool { return len(s.More)+len(s.Warnings)+len(s.Missing) > 0 }

// finding is one statement: the measure that it is about, which it links to, and the sentence.
type finding struct {
	About link
	Text  string
}

type legendEntry struct{ Glyph, Class, Text string }

func (p *page) summary() error {
	res, l := p.report.Results, p.lang
	s := &p.Summary
	all := p.everyone()
	p.findings()
	s.Strict = p.sayf(wStrict, charts.LevelText(l, res.Options.OverviewLevel), charts.LevelText(l, res.Options.Level))
	s.Overview = p.overview(all)
	used := map[analysis.Verdict]bool{}
	for _, c := range all {
		for _, a := range c.Areas {
			used[a.Overview] = true
		}
		if c.NoFigures != analysis.NoReason {
			s.Missing = append(s.Missing, link{c.Indicator.Name.In(l), "#" + p.anchors[c.Indicator.ID]})
		}
	}
	s.MissLead = wNotShown.In(l)
	for _, v := range []analysis.Verdict{analysis.Better, analysis.Worse, analysis.NoClearDifference, analysis.Higher, analysis.Lower} {
		if used[v] {
			sign, _, class := charts.VerdictMark(l, v)
			s.Legend = append(s.Legend, legendEntry{sign, class, charts.VerdictText(l, v, p.city)})
		}
	}
	for _, f := range p.shelf.kind("overview") {
		d, err := p.downloads(f)
		if err != nil {
			return err
		}
		d.Title = phrases["as-figure"].In(l)
		if n := len(s.Files); n > 0 {
			d.Title += " " + charts.Number(l, float64(n+1), 0)
		}
		s.Files = append(s.Files, d)
	}
	return nil
}

// maxNames is how many characters the names of districts at the head of a table of the overview have together: as many as fit an A4 page with
// their names written out. A name counts as at least as wide as a value.
const (
	maxNames = 104
	minName  = 7
)

// spans deals districts, in an order, to tables of about equal width.
func (p *page) spans(order []int) [][]int {
	wide := func(i int) int {
		n := minName
		for _, word := range strings.FieldsFunc(p.report.Results.Districts[i].Name, func(r rune) bool { return r == ' ' || r == '-' }) {
			n = max(n, utf8.RuneCountInString(word))
		}
		return n
	}
	all := 0
	for _, i := range order {
		all += wide(i)
	}
	parts := (all + maxNames - 1) / maxNames
	var out [][]int
	for part := range parts {
		out = append(out, order[part*len(order)/parts:(part+1)*len(order)/parts])
	}
	return out
}

// overview has measures as rows and districts as columns, in as many tables as the districts need. The city comes first in each.
func (p *page) overview(all []analysis.Comparison) []*table {
	res, l := p.report.Results, p.lang
	parts := p.spans(p.ordered(res.Districts))
	var out []*table
	var gone absences
	for part, districts := range parts {
		t := &table{
			ID: p.id("table-overview"), Class: "overview",
			Caption: p.sayf(wOverviewOf, charts.LevelText(l, res.Options.OverviewLevel)),
			Head:    []cell{colHead(wMeasure.In(l)), numHead(p.city)},
		}
		if len(parts) > 1 {
			t.Caption = p.sayf(wOverviewN, t.Caption, part+1, len(parts))
		}
		for _, i := range districts {
			d := res.Districts[i]
			t.Head = append(t.Head, cell{Text: d.Name, Scope: "col", Number: true, Href: p.areaHref(d)})
		}
		for _, ch := range p.chaptersOf(all) {
			t.section(ch.title)
			for _, c := range ch.comparisons {
				p.overviewRow(t, c, districts, &gone)
			}
		}
		if len(t.Bodies) > 0 {
			out = append(out, t)
		}
	}
	if len(out) > 0 { // notes are about all tables
		last := out[len(out)-1]
		last.Notes = append(gone.notes(1<<30), p.partlyApproximate(all)...)
		last.note(p.assumption)
	}
	return out
}

// chapterOf is comparisons under the heading of a chapter.
type chapterOf struct {
	title       string
	comparisons []analysis.Comparison
}

// chaptersOf orders the comparisons that have figures for districts by the chapter that shows them in full.
func (p *page) chaptersOf(all []analysis.Comparison) []chapterOf {
	var out []chapterOf
	for _, ch := range p.Chapters {
		of := chapterOf{title: ch.Title}
		for _, b := range ch.Blocks {
			for _, c := range all {
				if p.anchors[c.Indicator.ID] == b.ID && b.Elsewhere == nil && c.NoFigures == analysis.NoReason {
					of.comparisons = append(of.comparisons, c)
				}
			}
		}
		if len(of.comparisons) > 0 {
			out = append(out, of)
		}
	}
	return out
}

func (p *page) overviewRow(t *table, c analysis.Comparison, districts []int, gone *absences) {
	ind := c.Indicator
	_, all := approximate(c)
	name := p.measureName(c, all)
	switch ind.Direction {
	case indicators.HigherIsBetter:
		name += "; " + wHigherMark.In(p.lang)
	case indicators.LowerIsBetter:
		name += "; " + wLowerMark.In(p.lang)
	}
	cells := []cell{rowLink(name, "#"+p.anchors[ind.ID]), p.valueCell(c.City, ind.Decimals, p.city, gone)}
	for _, i := range districts {
		d := p.report.Results.Districts[i]
		k := noNumber()
		for _, a := range c.Areas {
			if a.Area.ID() == d.ID() {
				k = p.judged(p.valueCell(a.Value, ind.Decimals, d.Name+" ("+lowerFirst(ind.ShortName().In(p.lang))+")", gone), a.Overview)
			}
		}
		cells = append(cells, k)
	}
	t.add("", cells...)
}

// partlyApproximate names the districts whose values are approximate where others' are not. Where all are, the row says so.
func (p *page) partlyApproximate(cs []analysis.Comparison) []string {
	var names []string
	for _, c := range cs {
		some, all := approximate(c)
		for _, n := range some {
			if !all && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{p.sayf(sApproxOf, p.list(names))}
}
