package charts

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
)

// Symbols are drawn, never set as text: fonts that stand in for Arial lack half of them.

// circlePath returns a full circle.
func circlePath(o vg.Point, r vg.Length) vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: o.X + r, Y: o.Y})
	p.Arc(o, r, 0, 2*math.Pi)
	p.Close()
	return p
}

// polygon returns the closed path through points.
func polygon(pts ...vg.Point) vg.Path {
	var p vg.Path
	p.Move(pts[0])
	for _, q := range pts[1:] {
		p.Line(q)
	}
	p.Close()
	return p
}

// rect fills an upright rectangle.
func rect(c draw.Canvas, k color.Color, x0, y0, x1, y1 vg.Length) {
	c.SetColor(k)
	c.Fill(polygon(vg.Point{X: x0, Y: y0}, vg.Point{X: x1, Y: y0}, vg.Point{X: x1, Y: y1}, vg.Point{X: x0, Y: y1}))
}

// line strokes a straight line.
func line(c draw.Canvas, k color.Color, w vg.Length, dash []vg.Length, x0, y0, x1, y1 vg.Length) {
	c.StrokeLine2(draw.LineStyle{Color: k, Width: w, Dashes: dash}, x0, y0, x1, y1)
}

// outline strokes a path.
func outline(c draw.Canvas, k color.Color, w vg.Length, p vg.Path) {
	c.SetLineStyle(draw.LineStyle{Color: k, Width: w})
	c.Stroke(p)
}

// casing frees a dot that is drawn next from what lies under it.
func casing(c draw.Canvas, o vg.Point) {
	c.SetColor(white)
	c.Fill(circlePath(o, dotRadius+1))
}

// dot draws a value: filled, or hollow where it is not sure.
func dot(c draw.Canvas, k color.Color, hollow bool, o vg.Point) {
	if hollow {
		c.SetColor(white)
		c.Fill(circlePath(o, dotRadius-0.6))
		outline(c, k, 1.25, circlePath(o, dotRadius-0.6))
		return
	}
	c.SetColor(k)
	c.Fill(circlePath(o, dotRadius))
}

// triangle returns a triangle that points up or down around a centre.
func triangle(o vg.Point, r vg.Length, up bool) vg.Path {
	s := r
	if !up {
		s = -r
	}
	return polygon(
		vg.Point{X: o.X, Y: o.Y + s},
		vg.Point{X: o.X + r*1.05, Y: o.Y - s*0.75},
		vg.Point{X: o.X - r*1.05, Y: o.Y - s*0.75},
	)
}

// verdictGlyph draws the symbol of a verdict: ▲ better, ▼ worse, ○ no clear difference, and outlined triangles for higher and
// lower where the indicator is not judged. What was not compared has no symbol.
func verdictGlyph(c draw.Canvas, v analysis.Verdict, o vg.Point) {
	const r = 3.6
	switch v {
	case analysis.Better:
		c.SetColor(better)
		c.Fill(triangle(o, r, true))
	case analysis.Worse:
		c.SetColor(worse)
		c.Fill(triangle(o, r, false))
	case analysis.Higher:
		outline(c, ink, 1, triangle(o, r-0.4, true))
	case analysis.Lower:
		outline(c, ink, 1, triangle(o, r-0.4, false))
	case analysis.NoClearDifference:
		outline(c, muted, 1, circlePath(o, r-0.7))
	}
}

// verdictColor is the colour of a mark with a verdict.
func verdictColor(v analysis.Verdict) color.NRGBA {
	switch v {
	case analysis.Better:
		return better
	case analysis.Worse:
		return worse
	case analysis.Higher, analysis.Lower:
		return ink
	}
	return muted
}

// hatch fills a rectangle with strokes at 45 degrees, and outlines it.
func hatch(c draw.Canvas, x0, y0, x1, y1 vg.Length) {
	r := ring{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}}
	hatchShape(c, []ring{r})
	outline(c, mid, 0.6, polygon(r...))
}

// hatchShape fills a shape with strokes at 45 degrees, clipped by arithmetic since clip paths do not survive conversion.
func hatchShape(c draw.Canvas, rings []ring) {
	const pitch = 5
	sty := draw.LineStyle{Color: mid, Width: 0.6}
	e := extentOf(rings)
	for b := e.Min.X - (e.Max.Y - e.Min.Y) + pitch/2; b < e.Max.X; b += pitch { // y = e.Min.Y + (x − b)
		var xs []vg.Length // where the stroke enters and leaves
		for _, r := range rings {
			for i, q := range r {
				p := r[(i+len(r)-1)%len(r)]
				over, under := p.Y-e.Min.Y-(p.X-b), q.Y-e.Min.Y-(q.X-b)
				if (over > 0) != (under > 0) {
					xs = append(xs, p.X+(q.X-p.X)*over/(over-under))
				}
			}
		}
		slices.Sort(xs)
		for i := 0; i+1 < len(xs); i += 2 {
			if ax, bx := xs[i], xs[i+1]; ax < bx {
				c.StrokeLine2(sty, ax, e.Min.Y+ax-b, bx, e.Min.Y+bx-b)
			}
		}
	}
}

// arrow draws an arrow head with a shaft that ends at x and is n long; negative n points left.
func arrow(c draw.Canvas, k color.Color, x, y, n vg.Length) {
	d := vg.Length(1)
	if n < 0 {
		d = -1
	}
	line(c, k, 1, nil, x-n, y, x-2*d, y)
	c.SetColor(k)
	c.Fill(polygon(vg.Point{X: x, Y: y}, vg.Point{X: x - 4*d, Y: y + 2.4}, vg.Point{X: x - 4*d, Y: y - 2.4}))
}

// group opens a named group on canvases that have groups, for the layers of drawing programs. Call what it returns to close it.
func group(c vg.Canvas, id string) func() {
	if s, ok := bottom(c).(*svgCanvas); ok {
		return s.group(id)
	}
	return func() {}
}

// marker draws the mark of a category: ● ■ ▲ ◆ ▼ in the order of the colours, and a dark dot where there is none.
func marker(c draw.Canvas, category int, o vg.Point) {
	if category < 0 || category >= len(categories) {
		dot(c, ink, false, o)
		return
	}
	c.SetColor(categories[category].color)
	const r = dotRadius
	at := func(x, y vg.Length) vg.Point { return vg.Point{X: o.X + x, Y: o.Y + y} }
	switch category {
	case 0:
		c.Fill(circlePath(o, r))
	case 1:
		c.Fill(polygon(at(-3.5, -3.5), at(3.5, -3.5), at(3.5, 3.5), at(-3.5, 3.5)))
	case 2:
		c.Fill(triangle(o, r+0.4, true))
	case 3:
		c.Fill(polygon(at(0, r+0.8), at(r+0.8, 0), at(0, -r-0.8), at(-r-0.8, 0)))
	case 4:
		c.Fill(triangle(o, r+0.4, false))
	}
}
