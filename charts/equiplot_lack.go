package charts

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// equiLack is the column at the right of an equiplot that says how many areas of each row have no dot: withheld, or without data. It is left out
// where the dots would have too little room, and a note says it alone.
type equiLack struct {
	withheld, missing vg.Length // widths of the two parts, 0 where no row has any
}

const (
	lackGap   vg.Length = 6  // before each part
	lackChip  vg.Length = 14 // of the hatch
	lackMarks vg.Length = 90 // that the dots are to have beside it
	mostLacks           = 3  // groups that a note names
)

// lacks counts the dots of a row that are withheld and those without data.
func (r equiRow) lacks(l lang.Lang) (withheld, missing int) {
	for _, d := range r.dots {
		if d.value.OK {
			continue
		}
		switch sign, _, class := WithoutValue(l, d.value); {
		case class == "suppressed":
			withheld++
		case sign == "..":
			missing++
		}
	}
	return withheld, missing
}

func (e *equiplot) newLack() equiLack {
	var out equiLack
	sty := style(labelSize, ink, false)
	for _, r := range e.rows {
		w, m := r.lacks(e.o.Lang)
		if w > 0 {
			out.withheld = max(out.withheld, lackGap+lackChip+3+width(fmt.Sprint(w), sty)*slack)
		}
		if m > 0 {
			out.missing = max(out.missing, lackGap+width(".. "+fmt.Sprint(m), sty)*slack)
		}
	}
	return out
}

func (k equiLack) width() vg.Length { return k.withheld + k.missing }

// draw sets the signs of a row, left-aligned in their parts.
func (k equiLack) draw(c draw.Canvas, right, y vg.Length, withheld, missing int) {
	sty := aligned(style(labelSize, ink, false), draw.XLeft, draw.YCenter)
	x := right - k.width()
	if withheld > 0 {
		hatch(c, x+lackGap, y-4, x+lackGap+lackChip, y+4)
		c.FillText(sty, vg.Point{X: x + lackGap + lackChip + 3, Y: y}, fmt.Sprint(withheld))
	}
	if x += k.withheld; missing > 0 {
		c.FillText(sty, vg.Point{X: x + lackGap, Y: y}, ".. "+fmt.Sprint(missing))
	}
}

// entries explain the column.
func (k equiLack) entries(l lang.Lang) []keyEntry {
	var out []keyEntry
	if k.withheld > 0 {
		out = append(out, keyEntry{lackChip, func(c draw.Canvas, o vg.Point) { hatch(c, o.X-lackChip/2, o.Y-4, o.X+lackChip/2, o.Y+4) },
			lang.Text{Sv: "antal områden som inte visas av sekretesskäl", En: "number of areas withheld to protect persons"}.In(l)})
	}
	if k.missing > 0 {
		out = append(out, signEntry("..", lang.Text{Sv: "antal områden där uppgift saknas", En: "number of areas without data"}.In(l)))
	}
	return out
}

// withoutDots says who has no dot in which rows: those without a dot in the same rows and for the same reason together.
func (e *equiplot) withoutDots() (parts []string, n, of int) {
	l := e.o.Lang
	var each []absence
	rows := map[absence][]string{}
	for _, r := range e.rows {
		for _, d := range r.dots {
			of++
			if d.value.OK {
				continue
			}
			n++
			a := absenceOf(l, d.area, d.value)
			if rows[a] == nil {
				each = append(each, a)
			}
			rows[a] = append(rows[a], r.name)
		}
	}
	var order [][2]string // rows and reason
	areas := map[[2]string][]string{}
	for _, a := range each {
		key := [2]string{join(l, rows[a]), a.why}
		if areas[key] == nil {
			order = append(order, key)
		}
		areas[key] = append(areas[key], a.name)
	}
	for _, key := range order {
		parts = append(parts, join(l, areas[key])+" ("+key[0]+"), "+key[1])
	}
	return parts, n, of
}

// lackNotes are the notes on areas without a dot; the description names all.
func (e *equiplot) lackNotes() (note []string, description string) {
	parts, n, of := e.withoutDots()
	if n == 0 {
		return nil, ""
	}
	l := e.o.Lang
	description = capital(withoutDot.In(l)) + ": " + strings.Join(parts, "; ") + "."
	if len(parts) <= mostLacks {
		return []string{description}, description
	}
	t := lang.Text{Sv: "%d av %d värden har ingen punkt; tabellen visar vilka.", En: "%d of %d values have no dot; the table shows which."}
	return []string{fmt.Sprintf(t.In(l), n, of)}, description
}

// hollow marks a dot as resting on few.
func hollow(c draw.Canvas, o vg.Point) {
	c.SetColor(white)
	c.Fill(circlePath(o, 1.6))
}

// smallEntry explains hollow dots, where there are any.
func (e *equiplot) smallEntry() []keyEntry {
	small := func(d equiDot) bool { return d.value.OK && d.value.SmallBase }
	if !slices.ContainsFunc(e.rows, func(r equiRow) bool { return slices.ContainsFunc(r.dots, small) }) {
		return nil
	}
	return []keyEntry{{8, func(c draw.Canvas, o vg.Point) { smallDot(c, o); hollow(c, o) }, wSmall.In(e.o.Lang)}}
}

// rowBreak is the double rule between two rows that are not comparable.
func rowBreak(c draw.Canvas, x0, x1, y vg.Length) {
	for _, up := range []vg.Length{-1.1, 1.1} {
		line(c, muted, axisWidth, nil, x0, y+up, x1, y+up)
	}
}

// breakEntry explains the rule, where there is one.
func (e *equiplot) breakEntry() []keyEntry {
	if !slices.ContainsFunc(e.rows, func(r equiRow) bool { return r.broken }) {
		return nil
	}
	return []keyEntry{{20, func(c draw.Canvas, o vg.Point) { rowBreak(c, o.X-10, o.X+10, o.Y) },
		lang.Text{Sv: "brott i serien: jämför inte över linjen", En: "break in the series: do not compare across the line"}.In(e.o.Lang)}}
}

// brokenBefore tells whether a rule stands before a period.
func (s *timeline) brokenBefore(i int) bool {
	all := [][]analysis.Value{s.City}
	for _, a := range s.Areas {
		all = append(all, a.Values)
	}
	return i > 0 && s.broken(i-1, all)
}
