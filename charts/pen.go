package charts

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// pen is the drawing state that the canvases of this package share. Charts here never rotate, scale or place pictures: all text is
// horizontal and every shape is drawn where it belongs, so that the files hold plain coordinates. Asking for it is a mistake in a
// chart, not in data, and panics.
type pen struct {
	now   penState
	saved []penState
}

type penState struct {
	color color.NRGBA
	width vg.Length
	dash  []vg.Length
	start vg.Length // where in the dash pattern a line starts
}

// SetLineWidth implements [vg.Canvas].
func (p *pen) SetLineWidth(w vg.Length) { p.now.width = w }

// SetLineDash implements [vg.Canvas].
func (p *pen) SetLineDash(pattern []vg.Length, offset vg.Length) {
	p.now.dash, p.now.start = pattern, offset
}

// SetColor implements [vg.Canvas]. Colours are opaque: what shines through differs between programs.
func (p *pen) SetColor(c color.Color) {
	if c == nil {
		c = color.Black
	}
	p.now.color = color.NRGBAModel.Convert(c).(color.NRGBA)
	p.now.color.A = 0xFF
}

// Push implements [vg.Canvas].
func (p *pen) Push() { p.saved = append(p.saved, p.now) }

// Pop implements [vg.Canvas].
func (p *pen) Pop() {
	p.now = p.saved[len(p.saved)-1]
	p.saved = p.saved[:len(p.saved)-1]
}

// Rotate implements [vg.Canvas].
func (p *pen) Rotate(float64) { panic("charts: text and shapes are not rotated") }

// Translate implements [vg.Canvas].
func (p *pen) Translate(vg.Point) { panic("charts: shapes are not moved") }

// Scale implements [vg.Canvas].
func (p *pen) Scale(float64, float64) { panic("charts: shapes are not scaled") }

// DrawImage implements [vg.Canvas].
func (p *pen) DrawImage(vg.Rectangle, image.Image) { panic("charts: figures hold no pictures") }

// flatten turns a path into polylines; curves become chords that stray at most a hundredth of a point.
func flatten(path vg.Path) (lines [][]vg.Point, closed []bool) {
	var cur []vg.Point
	end := func(close bool) {
		if len(cur) > 1 {
			lines, closed = append(lines, cur), append(closed, close)
		}
		cur = nil
	}
	for _, c := range path {
		switch c.Type {
		case vg.MoveComp:
			end(false)
			cur = append(cur, c.Pos)
		case vg.LineComp:
			cur = append(cur, c.Pos)
		case vg.ArcComp:
			n := max(8, int(math.Ceil(math.Abs(c.Angle)/(2*math.Pi)*48)))
			for i := range n + 1 {
				sin, cos := math.Sincos(c.Start + c.Angle*float64(i)/float64(n))
				cur = append(cur, vg.Point{X: c.Pos.X + c.Radius*vg.Length(cos), Y: c.Pos.Y + c.Radius*vg.Length(sin)})
			}
		case vg.CloseComp:
			end(true)
		}
	}
	end(false)
	return lines, closed
}

// isRect tells whether a path is an upright rectangle.
func isRect(path vg.Path) (vg.Rectangle, bool) {
	lines, closed := flatten(path)
	if len(lines) != 1 || !closed[0] {
		return vg.Rectangle{}, false
	}
	l := lines[0]
	if len(l) == 5 && l[0] == l[4] {
		l = l[:4]
	}
	if len(l) != 4 {
		return vg.Rectangle{}, false
	}
	a, b, c, d := l[0], l[1], l[2], l[3]
	if !(a.X == d.X && b.X == c.X && a.Y == b.Y && c.Y == d.Y || a.X == b.X && c.X == d.X && a.Y == d.Y && b.Y == c.Y) {
		return vg.Rectangle{}, false
	}
	return vg.Rectangle{
		Min: vg.Point{X: min(a.X, c.X), Y: min(a.Y, c.Y)},
		Max: vg.Point{X: max(a.X, c.X), Y: max(a.Y, c.Y)},
	}, true
}

// isCircle tells whether a path is one full circle.
func isCircle(path vg.Path) (centre vg.Point, r vg.Length, ok bool) {
	var arcs []vg.PathComp
	for _, c := range path {
		switch c.Type {
		case vg.ArcComp:
			arcs = append(arcs, c)
		case vg.LineComp:
			return vg.Point{}, 0, false
		}
	}
	if len(arcs) != 1 || math.Abs(arcs[0].Angle) < 2*math.Pi-1e-9 {
		return vg.Point{}, 0, false
	}
	return arcs[0].Pos, arcs[0].Radius, true
}
