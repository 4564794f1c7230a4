package report

import (
	"math"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/changes"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Since is what has changed since an earlier report.
type Since struct {
	Date    string // of the earlier report, 2006-01-02
	Version string // of the program that made it
	Seed    uint64
	Made    changes.Differences
	Changes []changes.Change
}

// sinceLast is the chapter about what has changed.
type sinceLast struct {
	Lead     string
	Made     *table
	Causes   *table
	Revised  *table
	New      *table
	Verdicts *table
}

// mostChanges is how many rows a table of changes has on the page.
const mostChanges = 40

func (p *page) changed() error {
	since := p.report.Since
	if since == nil {
		return nil
	}
	date := dateText(p.lang, since.Date)
	v := &sinceLast{Lead: p.sayf(sinceNone, date)}
	switch n := len(since.Changes); {
	case n == 1:
		v.Lead = p.sayf(sinceLead, date, sinceDiffer[0].In(p.lang))
	case n > 1:
		v.Lead = p.sayf(sinceLead, date, p.sayf(sinceDiffer[1], charts.Number(p.lang, float64(n), 0)))
	}
	v.Made = p.madeTable(since)
	if len(since.Changes) > 0 {
		v.Causes = p.causesTable(since.Changes)
	}
	v.Revised = p.changesTable("table-revised", sinceRevisedCap, since.Changes, func(c changes.Change) bool {
		return c.Table == "comparisons" && c.Name == "value" && c.Kind != changes.NewPeriod && c.Cause != changes.Scope
	})
	v.New = p.changesTable("table-new-periods", sinceNewCap, since.Changes, func(c changes.Change) bool {
		return c.Table == "comparisons" && c.Name == "value" && c.Kind == changes.NewPeriod && c.Level == indicators.City.String()
	})
	v.Verdicts = p.changesTable("table-verdicts", sinceVerdictCap, since.Changes, func(c changes.Change) bool {
		return c.Name == "verdict" && c.OldText != c.NewText && c.Cause != changes.Scope
	})
	p.Changed = v
	return nil
}

// madeTable says in what the two runs differ.
func (p *page) madeTable(since *Since) *table {
	l := p.lang
	t := &table{ID: p.id("table-made"), Caption: sinceMadeCap.In(l), Head: []cell{colHead(sinceWhat.In(l)), colHead(sinceWhich.In(l)), colHead(sinceAffects.In(l))}}
	d := since.Made
	if d.Program {
		t.add("", rowHead(sinceProgram.In(l)), textCell(p.sayf(sinceArrow, p.report.Version, since.Version)), textCell(sinceAllOf.In(l)))
	}
	if d.Seed {
		t.add("", rowHead(sinceSeed.In(l)), textCell(p.sayf(sinceArrow, strconv.FormatUint(p.report.Seed, 10), strconv.FormatUint(since.Seed, 10))), textCell(sinceAllOf.In(l)))
	}
	for _, c := range d.Choices {
		name, ok := sinceKeys[c]
		if !ok {
			name = lang.Text{Sv: c, En: c}
		}
		t.add("", rowHead(sinceChoice.In(l)), textCell(name.In(l)), textCell(sinceAllOf.In(l)))
	}
	for _, id := range d.Definitions {
		t.add("", rowHead(sinceDefined.In(l)), textCell(p.subjectName(id)), textCell(p.subjectName(id)))
	}
	for _, in := range d.Inputs {
		about := sinceAllOf.In(l)
		if len(in.Indicators) > 0 {
			var names []string
			for _, id := range in.Indicators {
				names = append(names, p.subjectName(id))
			}
			about = p.list(names)
		}
		t.add("", rowHead(sinceFile[in.Kind].In(l)), textCell(in.Name), textCell(about))
	}
	if !d.Told {
		t.note(sinceUntold.In(l))
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	return t
}

func (p *page) causesTable(list []changes.Change) *table {
	l := p.lang
	t := &table{ID: p.id("table-causes"), Caption: sinceCauseCap.In(l), Head: []cell{colHead(sinceCause.In(l)), numHead(sinceNumbers.In(l))}}
	for _, n := range changes.ByCause(list) {
		t.add("", rowHead(sinceCauses[n.Cause].In(l)), numberCell(charts.Number(l, float64(n.Numbers), 0)))
	}
	return t
}

// changesTable lists some of the changes, nil where there are none.
func (p *page) changesTable(id string, caption lang.Text, list []changes.Change, of func(changes.Change) bool) *table {
	l := p.lang
	t := &table{
		ID: p.id(id), Caption: caption.In(l), Class: "wide",
		Head: []cell{colHead(rMeasure.In(l)), colHead(wArea.In(l)), colHead(sinceOld.In(l)), colHead(sinceNew.In(l)), colHead(sinceCause.In(l))},
	}
	n, all := 0, 0
	for _, c := range list {
		if !of(c) {
			continue
		}
		if all++; n >= mostChanges {
			continue
		}
		n++
		name := p.subjectName(c.Indicator)
		if g := p.groupName(indicators.Group(c.Group)); g != "" {
			name += ", " + g
		}
		before, now := p.changeCells(c, 0)
		if before == now { // with so many decimals that they differ
			before, now = p.changeCells(c, 2)
		}
		t.add("", rowHead(name), textCell(p.areaName(c)), textCell(before), textCell(now), textCell(sinceCauses[c.Cause].In(l)))
	}
	if all == 0 {
		return nil
	}
	if all > n {
		t.note(p.sayf(sinceMore, charts.Number(l, float64(n), 0), charts.Number(l, float64(all), 0)))
	}
	return t
}

// changeCells are both sides of a change, with some decimals more than usual.
func (p *page) changeCells(c changes.Change, more int) (before, now string) {
	return p.changeSide(c, c.Old, c.OldText, c.OldPeriod, c.OldReason, more), p.changeSide(c, c.New, c.NewText, c.NewPeriod, c.NewReason, more)
}

// changeSide is one side of a change with its period.
func (p *page) changeSide(c changes.Change, v float64, text, period, reason string, more int) string {
	l := p.lang
	out := ""
	switch {
	case text != "":
		out = orDots(p.verdictNamed(text))
	case !math.IsNaN(v):
		ind, _ := p.report.Catalogue.Indicator(c.Indicator)
		ind.Decimals += more
		out = charts.Quantity(l, v, ind)
	case reason == changes.Withheld:
		return sinceKept.In(l)
	default:
		return ""
	}
	if q, err := indicators.ParsePeriod(period); err == nil {
		out += " (" + charts.PeriodText(l, q) + ")"
	}
	return out
}

// verdictNamed is a verdict in words, by its name in tables.
func (p *page) verdictNamed(name string) string {
	for v := analysis.NotCompared; v <= analysis.Lower; v++ {
		if v.String() == name {
			return charts.VerdictText(p.lang, v, p.city)
		}
	}
	return name
}

func (p *page) areaName(c changes.Change) string {
	for _, a := range p.report.Register.Areas() {
		if a.Code == c.Area && a.Level.String() == c.Level && a.Version == p.report.Results.City.Version {
			return a.Name
		}
	}
	return c.Area
}

// subjectName is what readers call an indicator or a segregation.
func (p *page) subjectName(id string) string {
	if ind, ok := p.report.Catalogue.Indicator(id); ok {
		return ind.ShortName().In(p.lang)
	}
	for _, s := range p.report.Results.Options.Segregation {
		if s.ID == id {
			return s.Title.In(p.lang)
		}
	}
	return strings.ReplaceAll(id, "_", " ")
}
