package report

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// reconciliation is the chapter about whether the figures agree with one another and how much there is of them.
type reconciliation struct {
	Lead     string
	Findings *table
	None     bool // nothing was found
	Legend   []legendEntry
	Coverage []*table
}

// Symbols of coverage: their shapes say it, the number beside them too.
const (
	glyphAll  = "●"
	glyphSome = "◐"
	glyphNone = "○"
)

// The tables of the page are for reading; whoever wants everything opens the files.
const (
	mostFindings = 60 // of a severity
	mostPeriods  = 12 // of a coverage table
)

func (p *page) reconciliation() error {
	r := p.report.Reconciliation
	if r == nil {
		return nil
	}
	warnings, notes := r.Count(reconcile.Warning), r.Count(reconcile.Note)
	v := &reconciliation{Lead: p.sayf(rLead, p.count(warnings, rWarning[0], rWarning[1]), p.count(notes, rNote[0], rNote[1])), None: warnings+notes == 0}
	v.Findings = p.findingsTable(r)
	v.Coverage = p.coverageTables(r)
	for _, e := range []struct {
		glyph string
		text  lang.Text
	}{{glyphAll, rAll}, {glyphSome, rSome}, {glyphNone, rNone}, {dots, rNoPeriod}} {
		v.Legend = append(v.Legend, legendEntry{Glyph: e.glyph, Text: e.text.In(p.lang)})
	}
	p.Reconciliation = v
	return nil
}

// findingsTable lists what was found, warnings first.
func (p *page) findingsTable(r *reconcile.Report) *table {
	l := p.lang
	t := &table{
		ID: p.id("table-findings"), Caption: rFindingsCap.In(l), Class: "wide prose",
		Head: []cell{colHead(rAbout.In(l)), colHead(rWhat.In(l)), colHead(rPeriod.In(l)), colHead(rKind.In(l)), colHead(rRow.In(l))},
	}
	for _, s := range []struct {
		severity reconcile.Severity
		title    [2]lang.Text
	}{{reconcile.Warning, rWarning}, {reconcile.Note, rNote}} {
		n, all := 0, r.Count(s.severity)
		if all == 0 {
			continue
		}
		t.section(capital(p.count(all, s.title[0], s.title[1])))
		for _, f := range r.Findings {
			if f.Severity != s.severity {
				continue
			}
			if n++; n > mostFindings {
				t.note(p.sayf(rMore, charts.Number(l, mostFindings, 0), charts.Number(l, float64(all), 0)))
				break
			}
			t.add("", rowHead(p.findingAbout(f)), textCell(p.findingText(f)), textCell(p.periodsText(f.Periods)), textCell(capital(f.Kind.Name().In(l))), textCell(p.originText(f.Origin)))
		}
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	return t
}

// findingAbout names the indicator or source of a finding, with group, level and delimitation.
func (p *page) findingAbout(f reconcile.Finding) string {
	l := p.lang
	var parts []string
	if s, ok := p.report.Catalogue.Source(f.Source); f.Source != "" && ok {
		parts = append(parts, p.sayf(rSource, cmp.Or(s.Title.In(l), s.Publisher.In(l), s.ID)))
	}
	if ind, ok := p.report.Catalogue.Indicator(f.Indicator); ok {
		parts = append(parts, ind.ShortName().In(l))
	}
	if g := p.groupName(f.Group); g != "" {
		parts = append(parts, g)
	}
	if f.Level != 0 {
		parts = append(parts, p.placeText(f.Level, f.Version))
	}
	return orDots(strings.Join(parts, ", "))
}

// placeText names a level, and its delimitation where the study has several.
func (p *page) placeText(level indicators.Level, version string) string {
	s := levelNames[level][1].In(p.lang)
	if level == indicators.City {
		s = p.sayf(rWhole, p.city)
	}
	versions := map[string]bool{}
	for _, c := range p.report.Reconciliation.Coverage {
		versions[c.Version] = true
	}
	if len(versions) > 1 && version != "" {
		s += p.sayf(rVersion, version)
	}
	return s
}

func (p *page) periodsText(ps []indicators.Period) string {
	if len(ps) > 4 {
		return p.sayf(rFromTo, charts.PeriodText(p.lang, ps[0]), charts.PeriodText(p.lang, ps[len(ps)-1]), len(ps))
	}
	var s []string
	for _, q := range ps {
		s = append(s, charts.PeriodText(p.lang, q))
	}
	if len(s) == 0 {
		return rEvery.In(p.lang)
	}
	return strings.Join(s, ", ")
}

// findingText is what was found and what to do, as sentences, with the names that readers know groups and the indicator by.
func (p *page) findingText(f reconcile.Finding) string {
	sentence := func(t lang.Text) string {
		s := strings.TrimRight(t.In(p.lang), ".:")
		if s == "" {
			return ""
		}
		s = groupInText.ReplaceAllStringFunc(s, func(word string) string {
			if g, err := indicators.ParseGroup(word); err == nil {
				return p.groupName(g)
			}
			return word
		})
		if ind, ok := p.report.Catalogue.Indicator(f.Indicator); ok {
			words := strings.Split(s, " ")
			for i, w := range words {
				if w == ind.ID {
					words[i] = ind.ShortName().In(p.lang)
				}
			}
			s = strings.Join(words, " ")
		}
		return capital(s) + "."
	}
	return sentences(sentence(f.What), sentence(f.Remedy))
}

// groupInText is a group as findings write it: dim=category;dim=category.
var groupInText = regexp.MustCompile(`[\p{L}\p{N}_]+=[^\s;,()]+(;[\p{L}\p{N}_]+=[^\s;,()]+)*`)

func (p *page) originText(o indicators.Origin) string {
	if o.Row > 0 {
		return p.sayf(rRowOf, o.File, o.Row)
	}
	return o.File
}

// coverageTables are a table for each kind of period: years, school years, months, and others. Rows are indicators by level and
// delimitation, columns periods.
func (p *page) coverageTables(r *reconcile.Report) []*table {
	l := p.lang
	var out []*table
	for _, kind := range periodKinds {
		var periods []indicators.Period
		var rows []coverageLine
		at := map[coverageLine]map[indicators.Period]reconcile.Coverage{}
		for _, c := range r.Coverage {
			if periodKind(c.Period) != kind.length {
				continue
			}
			line := coverageLine{c.Level, c.Version, c.Indicator}
			if at[line] == nil {
				at[line] = map[indicators.Period]reconcile.Coverage{}
				rows = append(rows, line)
			}
			at[line][c.Period] = c
			periods = append(periods, c.Period)
		}
		if len(rows) == 0 {
			continue
		}
		slices.SortFunc(periods, indicators.Period.Compare)
		periods = slices.Compact(periods)
		t := &table{ID: p.id("table-coverage-" + kind.id), Caption: p.sayf(rCoverageCap, kind.name.In(l))}
		if hidden := len(periods) - mostPeriods; hidden > 0 {
			periods = periods[hidden:]
			t.note(p.sayf(rEarlier, mostPeriods))
		}
		t.Head = []cell{colHead(rMeasure.In(l)), numHead(rAreas.In(l))}
		for _, q := range periods {
			t.Head = append(t.Head, numHead(charts.PeriodText(l, q)))
		}
		if len(t.Head) > 5 {
			t.Class = "wide"
		}
		rank := func(id string) int {
			return slices.IndexFunc(p.report.Catalogue.Indicators, func(ind indicators.Indicator) bool { return ind.ID == id })
		}
		slices.SortStableFunc(rows, func(a, b coverageLine) int {
			return cmp.Or(cmp.Compare(a.level, b.level), cmp.Compare(a.version, b.version), cmp.Compare(rank(a.indicator), rank(b.indicator)))
		})
		for i, line := range rows {
			if i == 0 || rows[i-1].level != line.level || rows[i-1].version != line.version {
				t.section(capital(p.placeText(line.level, line.version)))
			}
			t.add("", p.coverageRow(line, at[line], periods)...)
		}
		out = append(out, t)
	}
	return out
}

// coverageLine is a row of a coverage table.
type coverageLine struct {
	level     indicators.Level
	version   string
	indicator string
}

func (p *page) coverageRow(line coverageLine, at map[indicators.Period]reconcile.Coverage, periods []indicators.Period) []cell {
	ind, _ := p.report.Catalogue.Indicator(line.indicator)
	cells := []cell{rowHead(ind.ShortName().In(p.lang)), {}}
	areas := 0
	for _, q := range periods {
		c, ok := at[q]
		if !ok {
			cells = append(cells, noNumber())
			continue
		}
		areas = c.Areas
		k := numberCell(charts.Percent(p.lang, math.Floor(100*c.Share()), 0)) // rounded down: what is not complete is never called so
		switch c.Values {
		case c.Areas:
			k.Glyph = glyphAll
		case 0:
			k.Glyph = glyphNone
		default:
			k.Glyph = glyphSome
			k.Hidden = p.sayf(rOf, c.Values, c.Areas)
		}
		cells = append(cells, k)
	}
	for _, c := range at { // the number is the same for all periods, also those not shown
		areas = c.Areas
	}
	cells[1] = numberCell(charts.Number(p.lang, float64(areas), 0))
	return cells
}

// periodKinds are the lengths of periods that tables are made for.
var periodKinds = []struct {
	id, length string
	name       lang.Text
}{
	{"years", "year", lang.Text{Sv: "kalenderår", En: "calendar years"}},
	{"school-years", "school year", lang.Text{Sv: "läsår", En: "school years"}},
	{"months", "month", lang.Text{Sv: "månader", En: "months"}},
	{"spans", "span", lang.Text{Sv: "andra perioder", En: "other periods"}},
}

func periodKind(q indicators.Period) string {
	y, m, _ := q.Start.Date()
	switch q {
	case indicators.Year(y):
		return "year"
	case indicators.SchoolYear(y):
		return "school year"
	case indicators.Month(y, m):
		return "month"
	}
	return "span"
}

// readSource is what the table of sources says of what was read: the periods, how many figures, and when the publisher changed them.
func (p *page) readSource(id string) (periods, figures, updated string) {
	if p.report.Reconciliation == nil {
		return "", "", ""
	}
	for _, s := range p.report.Reconciliation.Sources {
		if s.ID != id {
			continue
		}
		if s.Observations > 0 {
			periods = charts.PeriodText(p.lang, s.First)
			if s.Last != s.First {
				periods = fmt.Sprintf("%s%s%s", periods, rTo.In(p.lang), charts.PeriodText(p.lang, s.Last))
			}
			figures = charts.Number(p.lang, float64(s.Observations), 0)
		}
		updated = s.Updated
	}
	return periods, figures, updated
}
