package report

import (
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// table is a data table with real headers. No cell of it is empty: what is not there is "..".
type table struct {
	ID      string
	Caption string
	Class   string // "wide" for tables of many columns
	Apart   bool   // among the long tables at the end, however short it is
	Head    []cell
	Bodies  []body
	Notes   []string
}

// body is rows that belong together; the title is empty where there is nothing to tell apart.
type body struct {
	Title string
	Span  int
	Rows  []row
}

// row is a row of a table. The first cell is its header.
type row struct {
	Class string // "city" or ""
	Cells []cell
}

// cell is a cell of a table.
type cell struct {
	Text   string
	Scope  string // of a header: "col", "row"; "" for data
	Number bool   // set right-aligned in digits of one width
	Class  string // better, worse, similar, missing, suppressed or ""
	Glyph  string // symbol before the text, for the eye
	Hidden string // what the symbol means, for those who hear the page
	Href   string
}

func colHead(text string) cell { return cell{Text: text, Scope: "col"} }
func numHead(text string) cell { return cell{Text: text, Scope: "col", Number: true} }
func rowHead(text string) cell { return cell{Text: text, Scope: "row"} }
func rowLink(text, href string) cell {
	return cell{Text: text, Scope: "row", Href: href}
}
func textCell(text string) cell   { return cell{Text: orDots(text)} }
func numberCell(text string) cell { return cell{Text: orDots(text), Number: true} }

// noNumber is the cell of a number that there is none of.
func noNumber() cell { return cell{Text: dots, Number: true, Class: "missing"} }

// never is the cell of a number that cannot be: the city has no difference from the rest of the city.
func never(number bool) cell { return cell{Text: ".", Number: number, Class: "missing"} }

const dots = ".."

func orDots(s string) string {
	if strings.TrimSpace(s) == "" {
		return dots
	}
	return s
}

// add appends a row to the last body.
func (t *table) add(class string, cells ...cell) {
	if len(t.Bodies) == 0 {
		t.Bodies = append(t.Bodies, body{})
	}
	b := &t.Bodies[len(t.Bodies)-1]
	b.Rows = append(b.Rows, row{class, cells})
}

// section begins a body with a title.
func (t *table) section(title string) {
	t.Bodies = append(t.Bodies, body{Title: title, Span: len(t.Head)})
}

// long tells whether a table is too long to stand in the middle of a chapter. The city's row does not count.
func (t *table) long() bool {
	n := 0
	for _, b := range t.Bodies {
		for _, r := range b.Rows {
			if r.Class != "city" {
				n++
			}
		}
	}
	return n > maxRows || t.Apart
}

// maxRows is how many rows a table in a chapter has at most; longer ones come in a chapter of their own.
const maxRows = 12

// note adds a note under the table, once.
func (t *table) note(s string) {
	if s == "" {
		return
	}
	for _, n := range t.Notes {
		if n == s {
			return
		}
	}
	t.Notes = append(t.Notes, s)
}

// absences collects why values are not there, in the order of their first occurrence.
type absences struct {
	order []string
	whose map[string][]string
}

func (a *absences) add(sign, why, who string) {
	if a.whose == nil {
		a.whose = map[string][]string{}
	}
	k := sign + nbsp + "= " + why
	if _, ok := a.whose[k]; !ok {
		a.order = append(a.order, k)
	}
	for _, w := range a.whose[k] {
		if w == who {
			return
		}
	}
	a.whose[k] = append(a.whose[k], who)
}

// notes are one note for each reason. Names are listed where there are few, and left out where everyone is meant.
func (a *absences) notes(all int) []string {
	var out []string
	for _, k := range a.order {
		if who := a.whose[k]; len(who) < all {
			k += ": " + strings.Join(who, ", ")
		}
		out = append(out, k+".")
	}
	return out
}

// valueCells are a value and its interval. Where there is no value the reason goes to the absences.
func (p *page) valueCells(v analysis.Value, decimals int, who string, a *absences) []cell {
	c := p.valueCell(v, decimals, who, a)
	return []cell{c, p.intervalCell(v.OK && v.Interval, v.Lower, v.Upper, decimals)}
}

func (p *page) valueCell(v analysis.Value, decimals int, who string, a *absences) cell {
	if !v.OK {
		sign, why, class := charts.WithoutValue(p.lang, v)
		if a != nil {
			a.add(sign, why, who)
		}
		return cell{Text: sign, Number: true, Class: class, Hidden: why}
	}
	return numberCell(p.valueText(v, decimals))
}

// valueText prints a value as tables have it: in parentheses on a small base, with p where provisional.
func (p *page) valueText(v analysis.Value, decimals int) string {
	s := charts.Number(p.lang, v.Value, decimals)
	if v.SmallBase {
		s = "(" + s + ")"
	}
	if v.Provisional {
		s += nbsp + "p"
	}
	return s
}

func (p *page) intervalCell(ok bool, lower, upper float64, decimals int) cell {
	if !ok {
		return noNumber()
	}
	return numberCell(charts.Range(p.lang, lower, upper, decimals))
}

// differenceCells are a difference and its interval.
func (p *page) differenceCells(d analysis.Difference, decimals int) []cell {
	if !d.OK {
		return []cell{noNumber(), noNumber()}
	}
	return []cell{numberCell(charts.Signed(p.lang, d.Value, decimals)), p.intervalCell(d.Interval, d.Lower, d.Upper, decimals)}
}

// verdictCell is a verdict as symbol and word.
func (p *page) verdictCell(v analysis.Verdict) cell {
	sign, word, class := charts.VerdictMark(p.lang, v)
	return cell{Text: word, Glyph: sign, Class: class}
}

// gridTable is a figure's data table as it is printed: without the columns that are for programs.
func (p *page) gridTable(g charts.Grid, id string) *table {
	t := &table{ID: p.id("table-" + id), Caption: g.Caption, Class: "wide"}
	if len(g.Columns) < 6 {
		t.Class = ""
	}
	for i, c := range g.Columns {
		switch {
		case c.Detail:
		case i == 0:
			t.Head = append(t.Head, colHead(c.Name))
		default:
			t.Head = append(t.Head, numHead(c.Name))
		}
	}
	for _, r := range g.Rows {
		var cells []cell
		for i, c := range r {
			switch {
			case g.Columns[i].Detail:
			case i == 0:
				cells = append(cells, rowHead(orDots(c.Text)))
			default:
				k := numberCell(c.Text)
				k.Class = c.Class
				cells = append(cells, k)
			}
		}
		t.add("", cells...)
	}
	return t
}

// unitOf names the unit of an indicator's values, or its kind where it has no unit.
func (p *page) unitOf(ind indicators.Indicator) string { return ind.Unit.Name.In(p.lang) }
