package explorer

import (
	"slices"
	"strings"
)

// shown is a row of the tables that stand in the page without script.
type shown struct {
	Name, Text, Absent, Why string
	Range, Diff, DiffRange  string
	Verdict                 verdict
}

const dots = ".."

// Shown is a value in words.
func (d *data) Shown(c cell) shown {
	s := shown{Text: c.Text, Absent: c.Absent, Range: dots, Diff: dots, DiffRange: dots, Verdict: d.Verdicts[c.Verdict]}
	if c.Why > 0 {
		s.Why = d.Reasons[c.Why-1]
	}
	if c.Range != "" {
		s.Range = c.Range
	}
	if c.Diff != nil {
		s.Diff = c.Diff.Text
		if c.Diff.Range != "" {
			s.DiffRange = c.Diff.Range
		}
	}
	return s
}

// Whole is the city, which is not compared with itself.
func (d *data) Whole(c cell) shown {
	s := d.Shown(c)
	s.Diff, s.DiffRange, s.Verdict = ".", ".", verdict{Word: "."}
	return s
}

// Rows are the districts of a period.
func (d *data) Rows(p *period) []shown {
	var out []shown
	for i, c := range p.Cells {
		s := d.Shown(c)
		s.Name = d.Areas[i].Name
		out = append(out, s)
	}
	return out
}

// NoValues says that districts have no value, and why.
func (d *data) NoValues(why string) string { return fill(d.Words["no-values"], "why", why) }

// NotesOf are the notes under a table: those of the figure, and what signs mean.
func (d *data) NotesOf(p *period) []string {
	cells := append([]cell{p.City}, p.Cells...)
	for _, q := range p.Parts {
		cells = append(cells, q.Cell)
	}
	out := slices.Clone(p.Notes)
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	var based []string
	for _, c := range cells {
		if c.Why > 0 && (p.None == "" || len(p.Parts) == 0) {
			add(strings.TrimRight(fill(d.Words["is"], "sign", c.Text, "why", d.Reasons[c.Why-1]), ".") + ".")
		}
		if c.Small {
			add(d.Words["small"])
		}
		if c.Early {
			add(d.Words["provisional"])
		}
		if c.Basis > 0 && !slices.Contains(based, d.Bases[c.Basis-1].Text) {
			based = append(based, d.Bases[c.Basis-1].Text)
		}
	}
	if len(based) > 0 {
		add(fill(d.Words["basis"], "bases", strings.Join(based, "; ")))
	}
	return out
}
