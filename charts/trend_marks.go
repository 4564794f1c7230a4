package charts

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
)

// trendMarks plots a trend.
type trendMarks struct {
	*timeline
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m trendMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	at := func(i int, v float64) vg.Point { return vg.Point{X: tx(when(m.Periods[i])), Y: ty(v)} }
	if len(m.focus) == 1 {
		m.ribbon(c, at, m.focus[0].Values)
	}
	m.horizontals(c, ty, true)
	m.unitNote(c)
	all := [][]analysis.Value{m.City}
	for _, a := range m.Areas {
		all = append(all, a.Values)
	}
	m.breaks(c, tx, all...)
	end := group(c, "areas")
	for _, a := range m.context {
		m.series(c, at, a.Values, series{color: faint}, 1)
	}
	end()
	for i, a := range m.focus {
		end := group(c, "area-"+Slug(a.Area.Code))
		m.series(c, at, a.Values, categories[i], lineWidth)
		end()
	}
	end = group(c, "city")
	m.series(c, at, m.City, series{color: ink}, lineWidth+0.5)
	end()
	m.labels(c, at)
}

// horizontals draws grid lines and, on request, their labels.
func (s *timeline) horizontals(c draw.Canvas, ty func(float64) vg.Length, labelled bool) {
	sty := aligned(style(labelSize, muted, false), draw.XRight, draw.YCenter)
	for _, t := range s.scale.labelled(s.o.Lang) {
		line(c, grid, gridWidth, nil, c.Min.X, ty(t.Value), c.Max.X, ty(t.Value))
		if labelled {
			c.FillText(sty, vg.Point{X: c.Min.X - 6, Y: ty(t.Value)}, t.Label)
		}
	}
}

// unitLines say above the axis what it measures, and where it starts if not at zero.
func (s *timeline) unitLines() []string {
	l := s.o.Lang
	from := ""
	if s.scale.min > 0 {
		from = fmt.Sprintf(wAxisFrom.In(l), Number(l, s.scale.min, s.scale.decimals))
	}
	text := join2(", ", s.Indicator.Unit.Name.In(l), from, directionText(l, s.Indicator.Direction))
	return wrap(text, style(labelSize, muted, false), s.o.inner())
}

// noteHeight is that of the lines above the plot.
func (s *timeline) noteHeight() vg.Length {
	return 14 + block(s.unitLines(), labelSize) - labelSize*leading
}

// unitNote sets those lines at the top.
func (m trendMarks) unitNote(c draw.Canvas) {
	sty := style(labelSize, muted, false)
	for i, t := range m.unitLines() {
		c.FillText(sty, vg.Point{X: m.page.Min.X, Y: m.page.Max.Y - 8 - vg.Length(i)*labelSize*leading}, shorten(t, sty, m.page.Max.X-m.page.Min.X))
	}
}

// breaks draws a rule before the first period of each new definition, and of new boundaries where they break one of the series.
func (s *timeline) breaks(c draw.Canvas, tx func(float64) vg.Length, all ...[]analysis.Value) {
	for i := range len(s.Periods) - 1 {
		if s.broken(i, all) {
			x := (tx(when(s.Periods[i])) + tx(when(s.Periods[i+1]))) / 2
			line(c, muted, axisWidth, []vg.Length{2, 2}, x, c.Min.Y, x, c.Max.Y)
			line(c, muted, axisWidth, []vg.Length{2, 2}, x+2.5, c.Min.Y, x+2.5, c.Max.Y)
		}
	}
}

// series draws one area: a line through each stretch, a dot where a stretch is one value only, and a hollow end where that is provisional.
func (s *timeline) series(c draw.Canvas, at func(int, float64) vg.Point, vs []analysis.Value, k series, w vg.Length) {
	for _, r := range s.runs(vs) {
		var pts []vg.Point
		for i := r[0]; i <= r[1]; i++ {
			pts = append(pts, at(i, vs[i].Value))
		}
		if len(pts) == 1 {
			c.SetColor(k.color)
			c.Fill(circlePath(pts[0], w*0.9+0.4))
			continue
		}
		c.StrokeLines(draw.LineStyle{Color: k.color, Width: w, Dashes: k.dash}, pts)
	}
	if i := lastOK(vs); i >= 0 && k.color != faint {
		o := at(i, vs[i].Value)
		if vs[i].Provisional {
			c.SetColor(white)
			c.Fill(circlePath(o, 3.4))
			outline(c, k.color, 1.25, circlePath(o, 2.6))
			return
		}
		c.SetColor(k.color)
		c.Fill(circlePath(o, 2.8))
	}
}

// ribbon fills the interval around each stretch of a district.
func (s *timeline) ribbon(c draw.Canvas, at func(int, float64) vg.Point, vs []analysis.Value) {
	clamp := func(v float64) float64 { return min(max(v, s.scale.min), s.scale.max) }
	for _, r := range s.runs(vs) {
		var up, down []vg.Point
		flush := func() {
			if len(up) > 1 {
				for i := len(down) - 1; i >= 0; i-- {
					up = append(up, down[i])
				}
				c.SetColor(ribbon)
				c.Fill(polygon(up...))
			}
			up, down = nil, nil
		}
		for i := r[0]; i <= r[1]; i++ {
			if !vs[i].Interval {
				flush()
				continue
			}
			up, down = append(up, at(i, clamp(vs[i].Upper))), append(down, at(i, clamp(vs[i].Lower)))
		}
		flush()
	}
}

// labels writes names and last values at the right and first values at the left, moved apart where they would touch.
func (m trendMarks) labels(c draw.Canvas, at func(int, float64) vg.Point) {
	ends := m.endLabels()
	var want, first []vg.Length
	var weight []float64
	var firstOf []int
	for i, e := range ends {
		want = append(want, at(e.last, e.values[e.last].Value).Y)
		weight = append(weight, float64(len(ends)-i))
		if e.values[0].OK && e.last > 0 && !m.narrow() {
			first, firstOf = append(first, at(0, e.values[0].Value).Y), append(firstOf, i)
		}
	}
	const gap = labelSize * leading
	ys, kept := spread(want, weight, gap, c.Min.Y, c.Max.Y)
	x := at(len(m.Periods)-1, 0).X
	for i, e := range ends {
		if !kept[i] {
			continue
		}
		sty := aligned(style(labelSize, ink, e.city), draw.XLeft, draw.YCenter)
		from := at(e.last, e.values[e.last].Value)
		line(c, axis, gridWidth, nil, from.X+4, from.Y, x+9, ys[i])
		w := vg.Length(lineWidth)
		if e.city {
			w += 0.5
		}
		line(c, e.style.color, w, e.style.dash, x+9, ys[i], x+26, ys[i])
		c.FillText(sty, vg.Point{X: x + 30, Y: ys[i]}, shorten(e.name, sty, m.page.Max.X-x-30-width(e.value, sty)*slack)+e.value)
	}
	firstWeights := make([]float64, len(first))
	for i := range first {
		firstWeights[i] = weight[firstOf[i]]
	}
	ys, kept = spread(first, firstWeights, gap, c.Min.Y, c.Max.Y)
	for i, y := range ys {
		if !kept[i] {
			continue
		}
		e := ends[firstOf[i]]
		from := at(0, e.values[0].Value)
		sty := aligned(style(labelSize, ink, e.city), draw.XRight, draw.YCenter)
		if d := y - from.Y; max(d, -d) > 2 {
			line(c, axis, gridWidth, nil, from.X-2, from.Y, from.X-6, y)
		}
		c.FillText(sty, vg.Point{X: from.X - 7, Y: y}, m.number(e.values[0].Value))
	}
}
