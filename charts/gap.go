package charts

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Gap draws one row for each district, best first: how far it lies from the rest of the city, as a dot at the end of a stem from zero,
// on the line of its interval. Better is to the right. What does not surely differ is hollow.
//
// More rows than the preset has room for go to further figures with the same axis, whose IDs then end in -1, -2 and so on.
func Gap(c analysis.Comparison, o Options) ([]*Figure, error) {
	g, err := newGap(c, o)
	if err != nil {
		return nil, err
	}
	parts := dealRows(o, g.rows, func(rows []gapRow) vg.Length { return g.part(rows).extra() })
	var out []*Figure
	for i, part := range parts {
		out = append(out, g.part(part).figure(i+1, len(parts)))
	}
	return number(out), nil
}

// gap is what the drawing of differences needs.
type gap struct {
	*comparison
	of      indicators.Indicator // the indicator, in the unit of its differences
	rows    []gapRow             // sorted
	columns rowColumns           // these are the same in all parts of a figure that is split
	scale   scale
	note    vg.Length // height of the note under the axis
}

// gapRow is a district with its difference from the rest of the city as a value, which has limits or a reason why it is not there.
type gapRow struct {
	analysis.AreaComparison
	gap analysis.Value
}

func newGap(c analysis.Comparison, o Options) (*gap, error) {
	if !slices.ContainsFunc(c.Areas, func(a analysis.AreaComparison) bool { return a.Difference.OK }) {
		return nil, fmt.Errorf("indicator %q: no district can be compared with the rest of the city", c.Indicator.ID)
	}
	f, err := newCompare(c, o)
	if err != nil {
		return nil, err
	}
	g := &gap{comparison: f, of: c.Indicator}
	g.of.Unit = indicators.Unit{Kind: indicators.Score,
		Name: lang.Text{Sv: DifferenceUnit(lang.Sv, c.Indicator.Unit), En: DifferenceUnit(lang.En, c.Indicator.Unit)}}
	differ := func(a analysis.AreaComparison) (float64, bool) {
		return a.Difference.Value, a.Value.OK && a.Difference.OK
	}
	var texts []rowText
	for _, a := range sortRowsBy(c.Areas, c.Indicator.Direction, differ) {
		r := gapRow{a, a.Value}
		if a.Value.OK {
			r.gap = analysis.Value{Estimate: a.Difference.Estimate, OK: a.Difference.OK, Interval: a.Difference.Interval, Reason: a.Difference.Reason,
				SmallBase: a.Value.SmallBase}
		}
		g.rows = append(g.rows, r)
		texts = append(texts, g.rowText(r))
	}
	g.columns = newRowColumns(o.inner(), texts)
	low, high := extent(append(g.gaps(), analysis.Value{OK: true})) // zero too
	g.scale = fitScale(low, high, g.of.Unit, g.columns.marks, true)
	g.note = noteHeight + noteExtra(o.inner()-g.columns.right(), o.Lang, g.of, g.scale)
	return g, nil
}

// part is the same with some of the rows, which its texts are then about.
func (g *gap) part(rows []gapRow) *gap {
	f, p := *g.comparison, *g
	f.rows = nil
	for _, r := range rows {
		f.rows = append(f.rows, r.AreaComparison)
	}
	p.comparison, p.rows = &f, rows
	return &p
}

func (g *gap) gaps() []analysis.Value {
	out := make([]analysis.Value, len(g.rows))
	for i, r := range g.rows {
		out[i] = r.gap
	}
	return out
}

// text is a difference as its column prints it.
func (g *gap) text(r gapRow) string { return signedText(g.o.Lang, r.gap, g.of) }

func (g *gap) rowText(r gapRow) rowText {
	return rowText{r.Area.Name, g.text(r), g.o.highlighted(r.Area) >= 0}
}

// signedText is a difference as columns print it: with its sign, and in brackets where it rests on few.
func signedText(l lang.Lang, v analysis.Value, ind indicators.Indicator) string {
	if !v.OK {
		return valueText(l, v, ind)
	}
	s := Signed(l, v.Value, ind.Decimals)
	if v.SmallBase {
		return "(" + s + ")"
	}
	return s
}

// gapTop is where the line of zero is named.
const gapTop vg.Length = 18

// extra is the height of what is not rows.
func (g *gap) extra() vg.Length { return gapTop + tickHeight + g.note + g.key().height() }

func (g *gap) figure(part, of int) *Figure {
	return &Figure{
		ID:          FigureID("gap", g.Indicator, g.Group),
		Chart:       "gap",
		Lang:        g.o.Lang,
		Title:       g.title(),
		Subtitle:    g.subtitle() + partText(g.o.Lang, part, of),
		Alt:         g.alt(),
		Description: g.description(),
		Period:      PeriodText(g.o.Lang, g.Period),
		Source:      g.source,
		Method:      g.method(),
		Notes:       g.notes(),
		Table:       g.table(),
		Width:       g.o.page().Width,
		Height:      vg.Length(len(g.rows))*rowHeight + g.extra(),
		draw:        g.draw,
	}
}

func (g *gap) draw(c draw.Canvas) {
	k := g.key()
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	p := newPlot()
	p.HideY()
	p.Y.Min, p.Y.Max = -0.5, float64(len(g.rows))-0.5
	p.Add(gapMarks{g, c.Rectangle})
	g.scale.apply(&p.X, g.o.Lang, g.Indicator.Direction == indicators.LowerIsBetter)
	area := draw.Crop(c, g.columns.left(), -g.columns.right(), k.height()+g.note, -gapTop)
	p.Draw(area)
	axisNote(area, c.Min.X, g.o.Lang, g.of, g.scale)
}

// gapMarks plots the rows; it writes outside the data area too, so that names and values line up with marks.
type gapMarks struct {
	*gap
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m gapMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	at := func(i int) vg.Length { return ty(float64(len(m.rows) - 1 - i)) }
	half := (ty(1) - ty(0)) / 2
	for i, r := range m.rows {
		if m.o.highlighted(r.Area) >= 0 {
			rowBand(c, m.page, at(i), half)
		}
	}
	for _, t := range m.scale.ticks {
		line(c, grid, gridWidth, nil, tx(t), c.Min.Y, tx(t), c.Max.Y)
	}
	end := group(c, "city")
	line(c, ink, cityWidth, nil, tx(0), c.Min.Y, tx(0), c.Max.Y+2)
	topLabel(c, m.page, restOf(m.o.Lang, m.o.City), tx(0))
	end()
	for i, r := range m.rows {
		end := group(c, "area-"+Slug(r.Area.Code))
		m.columns.texts(c, m.page, at(i), m.rowText(r), r.gap)
		verdictGlyph(c, r.Verdict, vg.Point{X: m.page.Max.X - 5, Y: at(i)})
		m.mark(c, tx, r, at(i), half)
		end()
	}
}

func (m gapMarks) mark(c draw.Canvas, tx func(float64) vg.Length, r gapRow, y, half vg.Length) {
	if !r.gap.OK {
		absent(c, m.o.Lang, r.gap, y, half)
		return
	}
	k := verdictColor(r.Verdict)
	o := vg.Point{X: tx(r.gap.Value), Y: y}
	line(c, mid, stemWidth, nil, tx(0), y, o.X, y)
	interval(c, k, tx, r.gap, y)
	dot(c, k, r.Verdict == analysis.NoClearDifference || r.gap.SmallBase, o)
}

func gapFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, c := range d.Results.Comparisons {
		if s.wantsEveryone(c.Indicator, c.Group) && slices.ContainsFunc(c.Areas, func(a analysis.AreaComparison) bool { return a.Value.OK && a.Difference.OK }) {
			g.addAll(Gap(c, o))
		}
	}
	return g.result()
}
