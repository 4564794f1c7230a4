package charts

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// equiplot is what the drawing of dots on one line per row needs: what is compared on each row lies on a rule from the lowest to the highest, with a
// tick for the city.
type equiplot struct {
	o       Options
	id      string
	axis    indicators.Indicator // of the values: unit, decimals and direction
	rows    []equiRow
	areas   bool     // dots are areas, else groups of people
	series  []string // names of the dots that have a category, in the order of the categories; "" where there is none
	others  string   // what the dots without a category are; "" where there are none
	unclear string   // what a ring after a value means; "" where there is none
	texts   equiTexts
	columns rowColumns
	lack    equiLack
	scale   scale
	note    vg.Length
}

// equiTexts are the words of an equiplot.
type equiTexts struct {
	title, subtitle, alt, description, period, source, method string
	notes                                                     []string
	table                                                     Grid
}

// equiRow is one row.
type equiRow struct {
	id      string
	name    string
	bold    bool
	dots    []equiDot
	city    analysis.Value // a tick; none where it is not there
	right   string         // at the end of the row
	unclear bool           // the right text is not sure: a ring after it
	broken  bool           // not comparable with the row above
}

// equiDot is a value with its category, −1 for none.
type equiDot struct {
	value    analysis.Value
	category int
	area     string // whose name it is; "" for groups of people
}

// figures lay the rows out and deal them to figures.
func (e *equiplot) figures() ([]*Figure, error) {
	var values []analysis.Value
	var texts []rowText
	for _, r := range e.rows {
		for _, d := range r.dots {
			values = append(values, d.value)
		}
		values = append(values, r.city)
		texts = append(texts, rowText{r.name, r.right, r.bold})
	}
	if !slices.ContainsFunc(values, func(v analysis.Value) bool { return v.OK }) {
		return nil, fmt.Errorf("figure %q: there is no value to draw", e.id)
	}
	for i := range values {
		values[i].Interval = false
	}
	if e.areas {
		e.lack = e.newLack()
		note, description := e.lackNotes()
		e.texts.notes, e.texts.description = append(e.texts.notes, note...), join2(" ", e.texts.description, description)
	}
	if e.columns = newRowColumns(e.o.inner()-e.lack.width(), texts); e.columns.marks < lackMarks {
		e.lack = equiLack{}
		e.columns = newRowColumns(e.o.inner(), texts)
	}
	low, high := extent(values)
	e.scale = fitScale(low, high, e.axis.Unit, e.columns.marks, false)
	e.note = noteHeight + noteExtra(e.o.inner()-e.right(), e.o.Lang, e.axis, e.scale)
	parts := dealRows(e.o, e.rows, func(part []equiRow) vg.Length { return e.with(part).extra() })
	var out []*Figure
	for i, part := range parts {
		p := e.with(part)
		out = append(out, &Figure{
			ID: e.id, Chart: "equiplot", Lang: e.o.Lang, Title: e.texts.title, Subtitle: e.texts.subtitle + partText(e.o.Lang, i+1, len(parts)), Alt: e.texts.alt,
			Description: e.texts.description, Period: e.texts.period, Source: e.texts.source, Method: e.texts.method, Notes: e.texts.notes, Table: e.texts.table,
			Width: e.o.page().Width, Height: vg.Length(len(part))*rowHeight + p.extra(), draw: p.draw,
		})
	}
	return number(out), nil
}

// with is the same with some of the rows.
func (e *equiplot) with(rows []equiRow) *equiplot {
	p := *e
	p.rows = rows
	return &p
}

// right is what the columns beside the marks take of a page at the right.
func (e *equiplot) right() vg.Length { return e.columns.right() + e.lack.width() }

// extra is the height of what is not rows.
func (e *equiplot) extra() vg.Length { return 4 + tickHeight + e.note + e.key().height() }

func (e *equiplot) key() key {
	var es []keyEntry
	for i, name := range e.series {
		if name != "" {
			es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { marker(c, i, o) }, name})
		}
	}
	if e.others != "" {
		es = append(es, keyEntry{8, smallDot, e.others})
	}
	if slices.ContainsFunc(e.rows, func(r equiRow) bool { return r.city.OK }) {
		es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { peopleTick(c, o.X, o.Y) }, e.o.City})
	}
	if e.unclear != "" && slices.ContainsFunc(e.rows, func(r equiRow) bool { return r.unclear }) {
		es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { verdictGlyph(c, analysis.NoClearDifference, o) }, e.unclear})
	}
	var values []analysis.Value
	for _, r := range e.rows {
		for _, d := range r.dots {
			values = append(values, d.value)
		}
	}
	if !e.areas { // of areas, absent values are counted
		es = append(es, absentEntries(e.o.Lang, values)...)
	}
	es = slices.Concat(es, e.smallEntry(), e.lack.entries(e.o.Lang), e.breakEntry())
	return newKey(e.o.inner(), es...)
}

// smallDot is an area among many.
func smallDot(c draw.Canvas, o vg.Point) {
	c.SetColor(mid)
	c.Fill(circlePath(o, dotRadius-1))
}

func (e *equiplot) draw(c draw.Canvas) {
	k := e.key()
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	p := newPlot()
	p.HideY()
	p.Y.Min, p.Y.Max = -0.5, float64(len(e.rows))-0.5
	p.Add(equiMarks{e, c.Rectangle})
	e.scale.apply(&p.X, e.o.Lang, e.axis.Direction == indicators.LowerIsBetter)
	area := draw.Crop(c, e.columns.left(), -e.right(), k.height()+e.note, -4)
	p.Draw(area)
	axisNote(area, c.Min.X, e.o.Lang, e.axis, e.scale)
}

// equiMarks plots the rows.
type equiMarks struct {
	*equiplot
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m equiMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	for _, t := range m.scale.ticks {
		line(c, grid, gridWidth, nil, tx(t), c.Min.Y, tx(t), c.Max.Y)
	}
	half := (ty(1) - ty(0)) / 2
	for i, r := range m.rows {
		end := group(c, r.id)
		y := ty(float64(len(m.rows) - 1 - i))
		if r.broken {
			rowBreak(c, m.page.Min.X, m.page.Max.X, y+half)
		}
		m.row(c, tx, r, y, half)
		end()
	}
}

func (m equiMarks) row(c draw.Canvas, tx func(float64) vg.Length, r equiRow, y, half vg.Length) {
	page := m.page
	page.Max.X -= m.lack.width()
	if m.lack.width() > 0 {
		withheld, missing := r.lacks(m.o.Lang)
		m.lack.draw(c, m.page.Max.X, y, withheld, missing)
	}
	m.columns.texts(c, page, y, rowText{r.name, r.right, r.bold}, analysis.Value{OK: r.right != ".."})
	if r.unclear {
		verdictGlyph(c, analysis.NoClearDifference, vg.Point{X: m.page.Max.X - 5, Y: y})
	}
	var there []equiDot
	for _, d := range r.dots {
		if d.value.OK {
			there = append(there, d)
		}
	}
	if len(there) == 0 {
		if len(r.dots) > 0 {
			absent(c, m.o.Lang, r.dots[0].value, y, half)
		}
		return
	}
	slices.SortStableFunc(there, func(a, b equiDot) int { return cmp.Compare(a.value.Value, b.value.Value) })
	line(c, mid, stemWidth, nil, tx(there[0].value.Value), y, tx(there[len(there)-1].value.Value), y)
	slices.SortStableFunc(there, func(a, b equiDot) int { return cmp.Compare(-a.category, -b.category) }) // those with a category lie over the others
	slices.Reverse(there)
	for _, d := range there {
		o := vg.Point{X: tx(d.value.Value), Y: y}
		if d.category < 0 {
			smallDot(c, o)
		} else {
			casing(c, o)
			marker(c, d.category, o)
		}
		if d.value.SmallBase {
			hollow(c, o)
		}
	}
	if r.city.OK {
		peopleTick(c, tx(r.city.Value), y)
	}
}

// focusOf returns the category of an area: its place among those that stand out, of which three have a colour.
func (o Options) focusOf(a indicators.Area) int {
	if i := o.highlighted(a); i < 3 {
		return i
	}
	return -1
}

// nameFocus names the areas that stand out and those that do not.
func (e *equiplot) nameFocus(areas []indicators.Area) {
	e.areas = true
	e.series = make([]string, min(3, len(e.o.Highlight)))
	rest := 0
	for _, a := range areas {
		if i := e.o.focusOf(a); i >= 0 {
			e.series[i] = a.Name
		} else {
			rest++
		}
	}
	switch {
	case rest == len(areas):
		e.others = lang.Text{Sv: "ett område", En: "one area"}.In(e.o.Lang)
	case rest > 0:
		e.others = lang.Text{Sv: "övriga områden", En: "other areas"}.In(e.o.Lang)
	}
}

// ends returns the lowest and the highest value of a row with the areas that have them.
type equiEnds struct {
	low, high         analysis.Value
	lowArea, highArea indicators.Area
	ok                bool
}

func (s *equiEnds) add(a indicators.Area, v analysis.Value) {
	if !v.OK {
		return
	}
	if !s.ok || v.Value < s.low.Value {
		s.low, s.lowArea = v, a
	}
	if !s.ok || v.Value > s.high.Value {
		s.high, s.highArea = v, a
	}
	s.ok = true
}

// text is the range of a row.
func (s *equiEnds) text(l lang.Lang, decimals int) string {
	if !s.ok {
		return ".."
	}
	if s.lowArea == s.highArea {
		return Number(l, s.low.Value, decimals)
	}
	return Range(l, s.low.Value, s.high.Value, decimals)
}

// sentence says where the ends are.
func (s *equiEnds) sentence(l lang.Lang, decimals int) string {
	if s.lowArea == s.highArea {
		return fmt.Sprintf(lang.Text{Sv: "bara %s i %s", En: "only %s in %s"}.In(l), Number(l, s.low.Value, decimals), s.lowArea.Name)
	}
	return fmt.Sprintf(lang.Text{Sv: "från %s i %s till %s i %s", En: "from %s in %s to %s in %s"}.In(l),
		Number(l, s.low.Value, decimals), s.lowArea.Name, Number(l, s.high.Value, decimals), s.highArea.Name)
}
