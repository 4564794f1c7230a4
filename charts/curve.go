package charts

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// curvePlot is a square with a diagonal and the curves that leave it, both axes in per cent. Its key stands beside it where the page is wide enough,
// otherwise under it.
type curvePlot struct {
	o      Options
	x, y   string // what the axes measure
	lines  []plottedCurve
	marks  func(c draw.Canvas, at func(curve.Point) vg.Point) // what is drawn on the curves; nil for nothing
	says   string                                             // what the curve says, for readers who do not know such curves
	key    key
	beside bool // the key is
	side   vg.Length
}

// plottedCurve is one curve; the last is drawn on top.
type plottedCurve struct {
	id     string
	points []curve.Point
	series
	width vg.Length
}

// Curves of the newest period and of an earlier one.
var (
	newestCurve  = series{color: categories[0].color}
	earlierCurve = series{color: muted, dash: []vg.Length{5, 3}}
	diagonalDash = []vg.Length{1.5, 2.5}
)

const (
	leastSide vg.Length = 150 // of a square that can be read
	keyRoom   vg.Length = 20  // between a square and the key beside it
	// squareFoot holds tick marks and tick labels; the text of the axis comes below.
	squareFoot vg.Length = 14
)

// layOut fixes the size of the square and the place of the key for its entries.
func (p *curvePlot) layOut(entries []keyEntry) *curvePlot {
	o := p.o
	var widest vg.Length
	for _, e := range entries {
		widest = max(widest, e.size())
	}
	wide := o.inner() - p.left() - 8
	if side := min(o.page().Height-p.top()-p.foot(), wide-keyRoom-widest); side >= max(leastSide, wide*0.45) {
		p.beside, p.side = true, side
		p.key = newKey(widest, entries...)
		return p
	}
	p.key = newKey(o.inner(), entries...)
	p.side = min(wide, max(leastSide, o.page().Height-p.top()-p.foot()-p.under()))
	return p
}

// left holds the labels of the vertical axis.
func (p *curvePlot) left() vg.Length {
	return width(Number(p.o.Lang, 100, 0), style(labelSize, muted, false))*slack + 8
}

func (p *curvePlot) xLines() []string {
	return wrap(p.x, style(labelSize, muted, false), p.o.inner()-p.left())
}

func (p *curvePlot) yLines() []string { return wrap(p.y, style(labelSize, muted, false), p.o.inner()) }

// room is the width that the text has which says what the curve says.
func (p *curvePlot) room() vg.Length {
	if p.beside {
		return p.o.inner() - p.left() - p.side - keyRoom
	}
	return p.o.inner()
}

func (p *curvePlot) saysLines() []string { return wrap(p.says, style(labelSize, ink, false), p.room()) }

// under is the height of what stands under the square and its axis.
func (p *curvePlot) under() vg.Length { return 6 + block(p.saysLines(), labelSize) + p.key.height() }

// top holds what the vertical axis measures, foot the horizontal axis and what it measures.
func (p *curvePlot) top() vg.Length { return block(p.yLines(), labelSize) + 8 }

func (p *curvePlot) foot() vg.Length { return squareFoot + 6 + block(p.xLines(), labelSize) }

func (p *curvePlot) height() vg.Length {
	h := p.top() + p.side + p.foot()
	if !p.beside {
		h += p.under()
	}
	return h
}

func (p *curvePlot) draw(c draw.Canvas) {
	sty := style(labelSize, muted, false)
	y := c.Max.Y
	for _, l := range p.yLines() {
		c.FillText(aligned(sty, draw.XLeft, draw.YTop), vg.Point{X: c.Min.X, Y: y}, l)
		y -= labelSize * leading
	}
	x0, x1 := c.Min.X+p.left(), c.Min.X+p.left()+p.side
	y1 := c.Max.Y - p.top()
	square := newPlot()
	square.HideY()
	ticks := newScale(0, 100, 5, indicators.Unit{Kind: indicators.Share, Per: 100})
	ticks.apply(&square.X, p.o.Lang, false)
	square.Y.Min, square.Y.Max = 0, 100
	square.Add(curveMarks{p, ticks})
	square.Draw(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{Min: vg.Point{X: x0, Y: y1 - p.side - squareFoot}, Max: vg.Point{X: x1, Y: y1}}})
	y = y1 - p.side - squareFoot - 8
	for _, l := range p.xLines() {
		c.FillText(aligned(sty, draw.XLeft, draw.YTop), vg.Point{X: x0, Y: y}, l)
		y -= labelSize * leading
	}
	x := c.Min.X
	if p.beside {
		x, y = x1+keyRoom, y1+2
	} else {
		y -= 6
	}
	sty = style(labelSize, ink, false)
	for _, l := range p.saysLines() {
		c.FillText(aligned(sty, draw.XLeft, draw.YTop), vg.Point{X: x, Y: y}, l)
		y -= labelSize * leading
	}
	p.key.draw(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{Min: vg.Point{X: x, Y: y - p.key.height()}, Max: c.Max}})
}

// curveMarks plots the curves.
type curveMarks struct {
	*curvePlot
	ticks scale
}

// Plot implements [plot.Plotter].
func (m curveMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	at := func(q curve.Point) vg.Point { return vg.Point{X: tx(100 * q.X), Y: ty(100 * q.Y)} }
	sty := aligned(style(labelSize, muted, false), draw.XRight, draw.YCenter)
	for _, t := range m.ticks.labelled(m.o.Lang) {
		line(c, grid, gridWidth, nil, tx(0), ty(t.Value), tx(100), ty(t.Value))
		line(c, grid, gridWidth, nil, tx(t.Value), ty(0), tx(t.Value), ty(100))
		c.FillText(sty, vg.Point{X: tx(0) - 6, Y: ty(t.Value)}, t.Label)
	}
	line(c, muted, axisWidth, diagonalDash, tx(0), ty(0), tx(100), ty(100))
	for _, l := range m.lines {
		end := group(c, l.id)
		var pts []vg.Point
		for _, q := range l.points {
			pts = append(pts, at(q))
		}
		c.StrokeLines(draw.LineStyle{Color: l.color, Width: l.width, Dashes: l.dash}, pts)
		end()
	}
	if m.marks != nil {
		m.marks(c, at)
	}
}

// curveEntry is the sample of a curve in a key.
func curveEntry(s series, w vg.Length, text string) keyEntry {
	return keyEntry{24, func(c draw.Canvas, o vg.Point) { line(c, s.color, w, s.dash, o.X-12, o.Y, o.X+12, o.Y) }, text}
}

// diagonalEntry explains the diagonal.
func diagonalEntry(l lang.Lang) keyEntry {
	return keyEntry{24, func(c draw.Canvas, o vg.Point) { line(c, muted, axisWidth, diagonalDash, o.X-12, o.Y, o.X+12, o.Y) },
		lang.Text{Sv: "jämn fördelning", En: "even spread"}.In(l)}
}

// upright draws a distance between two points one over the other, with a stroke at each end.
func upright(c draw.Canvas, k color.Color, from, to vg.Point) {
	line(c, k, intervalWidth, nil, from.X, from.Y, to.X, to.Y)
	for _, q := range []vg.Point{from, to} {
		line(c, k, intervalWidth, nil, q.X-3, q.Y, q.X+3, q.Y)
	}
}
