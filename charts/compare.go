package charts

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// rowHeight is the pitch of charts with one row for each area.
const rowHeight = 6.2 * vg.Millimeter

// Compare draws one row for each district, best first: a dot at its value on the line of its interval, the city as a vertical line, the
// verdict as a symbol, and the value. Better is to the right. What is withheld is a hatched row, what is missing an empty one.
//
// The figure grows with the number of districts, beyond what a page holds; see [ComparePages].
func Compare(c analysis.Comparison, o Options) (*Figure, error) {
	f, err := newCompare(c, o)
	if err != nil {
		return nil, err
	}
	return f.figure(1, 1), nil
}

// ComparePages is [Compare] split into figures that have room in the preset and share everything but the rows: title, axis and table are those of all
// districts. The IDs of several end in -1, -2 and so on.
func ComparePages(c analysis.Comparison, o Options) ([]*Figure, error) {
	f, err := newCompare(c, o)
	if err != nil {
		return nil, err
	}
	parts := dealRows(o, f.rows, func(rows []analysis.AreaComparison) vg.Length { return f.with(rows).extra() })
	var out []*Figure
	for i, rows := range parts {
		out = append(out, f.with(rows).figure(i+1, len(parts)))
	}
	return number(out), nil
}

// comparison is what the drawing of a comparison needs.
type comparison struct {
	analysis.Comparison
	o       Options
	source  string
	rows    []analysis.AreaComparison // sorted
	shown   []analysis.AreaComparison // those of them that are drawn
	columns rowColumns                // these are the same in all parts of a figure that is split
	scale   scale
	note    vg.Length // height of the note under the axis
}

func newCompare(c analysis.Comparison, o Options) (*comparison, error) {
	if len(c.Areas) == 0 {
		return nil, fmt.Errorf("indicator %q: there are no districts to compare", c.Indicator.ID)
	}
	src, err := o.source(c.Indicator)
	if err != nil {
		return nil, err
	}
	f := &comparison{Comparison: c, o: o, source: src, rows: sortRows(c.Areas, c.Indicator.Direction)}
	f.shown = f.rows
	var texts []rowText
	for _, r := range f.rows {
		texts = append(texts, f.rowText(r))
	}
	f.columns = newRowColumns(o.inner(), texts)
	low, high := extent(append(valuesOf(c.Areas), c.City))
	f.scale = fitScale(low, high, c.Indicator.Unit, f.columns.marks, false)
	f.note = noteHeight + noteExtra(o.inner()-f.columns.right(), o.Lang, c.Indicator, f.scale)
	return f, nil
}

// with is the same with some of the rows drawn.
func (f *comparison) with(rows []analysis.AreaComparison) *comparison {
	p := *f
	p.shown = rows
	return &p
}

// extra is the height of what is not rows.
func (f *comparison) extra() vg.Length { return f.top() + tickHeight + f.note + f.key().height() }

func (f *comparison) figure(part, of int) *Figure {
	which := partText(f.o.Lang, part, of)
	fig := &Figure{
		ID:       FigureID("compare", f.Indicator, f.Group),
		Chart:    "compare",
		Lang:     f.o.Lang,
		Title:    f.title(),
		Subtitle: f.o.subtitle(f.Indicator, f.Group, PeriodText(f.o.Lang, f.Period)) + which,
		Alt:      f.alt(which),
		Period:   PeriodText(f.o.Lang, f.Period),
		Source:   f.source,
		Method:   f.method(),
		Notes:    f.notes(),
		Table:    f.table(),
		Width:    f.o.page().Width,
		Height:   vg.Length(len(f.shown))*rowHeight + f.extra(),
		draw:     f.draw,
	}
	fig.Description = f.description()
	return fig
}

// top is the height of the line above the plot where the city is named.
func (f *comparison) top() vg.Length {
	if f.City.OK {
		return 18
	}
	return 4
}

func (f *comparison) draw(c draw.Canvas) {
	k := f.key()
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))

	p := newPlot()
	p.HideY()
	p.Y.Min, p.Y.Max = -0.5, float64(len(f.shown))-0.5
	p.Add(rowMarks{f, c.Rectangle})
	f.scale.apply(&p.X, f.o.Lang, f.Indicator.Direction == indicators.LowerIsBetter)
	area := draw.Crop(c, f.columns.left(), -f.columns.right(), k.height()+f.note, -f.top())
	p.Draw(area)
	axisNote(area, c.Min.X, f.o.Lang, f.Indicator, f.scale)
}

func (f *comparison) rowText(r analysis.AreaComparison) rowText {
	return rowText{r.Area.Name, valueText(f.o.Lang, r.Value, f.Indicator), f.o.highlighted(r.Area) >= 0}
}

// valueText is a value as columns print it: in brackets where it rests on few.
func valueText(l lang.Lang, v analysis.Value, ind indicators.Indicator) string {
	if !v.OK {
		sign, _, _ := WithoutValue(l, v)
		return sign
	}
	s := Number(l, v.Value, ind.Decimals)
	if v.SmallBase {
		return "(" + s + ")"
	}
	return s
}

// rowMarks plots the rows of a comparison; it writes outside the data area too, so that names and values line up with marks.
type rowMarks struct {
	*comparison
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m rowMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	row := func(i int) vg.Length { return ty(float64(len(m.shown) - 1 - i)) }
	half := (ty(1) - ty(0)) / 2
	for i, r := range m.shown {
		if m.o.highlighted(r.Area) >= 0 {
			rowBand(c, m.page, row(i), half)
		}
	}
	for _, t := range m.scale.ticks {
		line(c, grid, gridWidth, nil, tx(t), c.Min.Y, tx(t), c.Max.Y)
	}
	cityLine(c, m.page, m.o.City, m.City, m.Indicator, m.o.Lang, tx)
	for i, r := range m.shown {
		end := group(c, "area-"+Slug(r.Area.Code))
		m.row(c, tx, r, row(i), half)
		end()
	}
}

func (m rowMarks) row(c draw.Canvas, tx func(float64) vg.Length, r analysis.AreaComparison, y, half vg.Length) {
	m.columns.texts(c, m.page, y, m.rowText(r), r.Value)
	verdictGlyph(c, r.Verdict, vg.Point{X: m.page.Max.X - 5, Y: y})
	if !r.Value.OK {
		absent(c, m.o.Lang, r.Value, y, half)
		return
	}
	v := r.Value
	k := verdictColor(r.Verdict)
	interval(c, k, tx, v, y)
	dot(c, k, r.Verdict == analysis.NoClearDifference || v.SmallBase, vg.Point{X: tx(v.Value), Y: y})
}

// plate sets a text on a white ground, so that it can be read on a hatch.
func plate(c draw.Canvas, sty text.Style, o vg.Point, s string) {
	w, h := width(s, sty)*slack/2+4, sty.Font.Size*0.62
	rect(c, white, o.X-w, o.Y-h, o.X+w, o.Y+h)
	c.FillText(aligned(sty, draw.XCenter, draw.YCenter), o, s)
}

// directionText says which way is better, or nothing for what is not judged.
func directionText(l lang.Lang, d indicators.Direction) string {
	switch d {
	case indicators.HigherIsBetter:
		return wHigherOK.In(l)
	case indicators.LowerIsBetter:
		return wLowerOK.In(l)
	}
	return ""
}

// extent is the range of values and intervals that are there.
func extent(vs []analysis.Value) (low, high float64) {
	first := true
	for _, v := range vs {
		if !v.OK {
			continue
		}
		a, b := v.Value, v.Value
		if v.Interval {
			a, b = min(a, v.Lower), max(b, v.Upper)
		}
		if first {
			low, high, first = a, b, false
		}
		low, high = min(low, a), max(high, b)
	}
	if first {
		return 0, 1
	}
	return low, high
}
