package charts

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Moran draws the value of each area against the mean of its neighbours, both in standard deviations from the mean of all (Anselin 1996): the slope of the line
// is Moran's I. Areas whose place is surely more than chance have the colour and the shape of their class. It is drawn of thirty areas and more,
// as [ClusterMap].
func Moran(c analysis.Clusters, s *analysis.Segregation, o Options) (*Figure, error) {
	f, err := newLocal(c, s, o)
	if f == nil || err != nil {
		return nil, err
	}
	m := moran{local: f}
	xs, ys := math.Inf(1), math.Inf(1)
	xe, ye := math.Inf(-1), math.Inf(-1)
	for _, v := range f.areas {
		if v.Quadrant() != analysis.NoNeighbours {
			m.points = append(m.points, v)
			xs, xe, ys, ye = min(xs, v.Z), max(xe, v.Z), min(ys, v.LagZ), max(ye, v.LagZ)
		}
	}
	pad := (ye - ys) * 0.12 // room for the names of the quadrants
	m.x = newScale(xs, xe, 5, indicators.Unit{Kind: indicators.Mean})
	m.y = newScale(min(ys, 0)-pad, max(ye, 0)+pad, 5, indicators.Unit{Kind: indicators.Mean})
	m.key = m.newKey()
	return f.figure("moran", lang.Text{Sv: "Morandiagram", En: "Moran scatter plot"}, lang.Text{
		Sv: "En punkt för varje område: dess eget värde åt höger och grannarnas medelvärde uppåt, i standardavvikelser från medelvärdet. Linjens lutning är Morans I.",
		En: "A point for each area: its own value to the right and the mean of its neighbours upwards, in standard deviations from the mean. The slope of the line is Moran's I.",
	}, m.draw), nil
}

// moran is what the drawing of a Moran scatter plot needs.
type moran struct {
	*local
	points []analysis.LocalValue
	x, y   scale
	key    key
}

func (m moran) newKey() key {
	l := m.o.Lang
	var es []keyEntry
	for _, look := range clusterLooks {
		if n := m.count(look.class); n > 0 {
			es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { look.shape(c, look.color, o, 3.6) }, counted(look.name.In(l), n)})
		}
	}
	if n := m.count(analysis.NotClear); n > 0 {
		es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { outline(c, mid, 1, circlePath(o, 2.4)) }, counted(wNotSure.In(l), n)})
	}
	es = append(es, keyEntry{20, func(c draw.Canvas, o vg.Point) { line(c, ink, cityWidth, nil, o.X-10, o.Y-3, o.X+10, o.Y+3) },
		lang.Text{Sv: "lutning: ", En: "slope: "}.In(l) + "Morans I " + Number(l, m.Moran, 2)})
	return newKey(m.o.inner(), es...)
}

func (m moran) draw(c draw.Canvas) {
	l := m.o.Lang
	m.key.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+m.key.height()))
	sty := style(labelSize, muted, false)
	up := lang.Text{Sv: "grannarnas medelvärde, standardavvikelser", En: "mean of neighbours, standard deviations"}.In(l)
	along := lang.Text{Sv: "områdets eget värde, standardavvikelser", En: "the area's own value, standard deviations"}.In(l)
	full := c.Max.X - c.Min.X
	c.FillText(aligned(sty, draw.XLeft, draw.YTop), vg.Point{X: c.Min.X, Y: c.Max.Y}, shorten(up, sty, full))
	p := newPlot()
	p.Add(moranMarks{m})
	m.x.apply(&p.X, l, false)
	m.y.apply(&p.Y, l, false)
	area := draw.Crop(c, 0, -12, m.key.height()+noteHeight, -labelSize*leading-4)
	p.Draw(area)
	c.FillText(aligned(sty, draw.XRight, draw.YBottom), vg.Point{X: c.Max.X, Y: area.Min.Y - 14}, shorten(along, sty, full))
}

// moranMarks plots the areas.
type moranMarks struct{ moran }

// Plot implements [plot.Plotter].
func (m moranMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	for _, t := range m.x.ticks {
		line(c, grid, gridWidth, nil, tx(t), c.Min.Y, tx(t), c.Max.Y)
	}
	for _, t := range m.y.ticks {
		line(c, grid, gridWidth, nil, c.Min.X, ty(t), c.Max.X, ty(t))
	}
	line(c, axis, axisWidth, nil, tx(0), c.Min.Y, tx(0), c.Max.Y)
	line(c, axis, axisWidth, nil, c.Min.X, ty(0), c.Max.X, ty(0))
	if a, b, ok := clipped(vg.Point{X: c.Min.X, Y: ty(m.x.min * m.Moran)}, vg.Point{X: c.Max.X, Y: ty(m.x.max * m.Moran)}, c.Rectangle); ok {
		line(c, ink, cityWidth, nil, a.X, a.Y, b.X, b.Y)
	}
	var taken []vg.Rectangle
	take := func(o vg.Point, w, h vg.Length) {
		taken = append(taken, vg.Rectangle{Min: vg.Point{X: o.X - w/2, Y: o.Y - h/2}, Max: vg.Point{X: o.X + w/2, Y: o.Y + h/2}})
	}
	m.quadrants(c, tx(0), take)
	for _, sure := range []bool{false, true} { // those that say something on top
		for _, v := range m.points {
			look, ok := lookOf(m.class(v))
			if ok != sure {
				continue
			}
			o := vg.Point{X: tx(v.Z), Y: ty(v.LagZ)}
			take(o, 7, 7)
			if !ok {
				outline(c, mid, 1, circlePath(o, 2.4))
				continue
			}
			end := group(c, "area-"+Slug(v.Area.Code))
			c.SetColor(white)
			c.Fill(circlePath(o, 4.4))
			look.shape(c, look.color, o, 3.6)
			end()
		}
	}
	m.names(c, tx, ty, taken)
}

// quadrants writes what the corners mean.
func (m moranMarks) quadrants(c draw.Canvas, middle vg.Length, take func(o vg.Point, w, h vg.Length)) {
	sty := style(labelSize, muted, false)
	for _, q := range []struct {
		class analysis.Class
		right bool
		top   bool
	}{{analysis.LowHigh, false, true}, {analysis.HighHigh, true, true}, {analysis.LowLow, false, false}, {analysis.HighLow, true, false}} {
		look, _ := lookOf(q.class)
		y := c.Min.Y + 8
		if q.top {
			y = c.Max.Y - 8
		}
		room := middle - c.Min.X - 8
		align, x := draw.XLeft, c.Min.X+4
		if q.right {
			room, align, x = c.Max.X-middle-8, draw.XRight, c.Max.X-4
		}
		s := capital(look.name.In(m.o.Lang))
		if width(s, sty)*slack > room {
			s = look.letters
		}
		w := width(s, sty) * slack
		centre := x + w/2
		if q.right {
			centre = x - w/2
		}
		take(vg.Point{X: centre, Y: y}, w, labelSize)
		c.FillText(aligned(sty, align, draw.YCenter), vg.Point{X: x, Y: y}, s)
	}
}

// mostNamed is how many areas are named at most.
const mostNamed = 8

// names writes the names of the areas that stand out most, where there is room beside their mark.
func (m moranMarks) names(c draw.Canvas, tx, ty func(float64) vg.Length, taken []vg.Rectangle) {
	var sure []analysis.LocalValue
	for _, v := range m.points {
		if _, ok := lookOf(m.class(v)); ok {
			sure = append(sure, v)
		}
	}
	rare := func(v analysis.LocalValue) int { // those unlike their neighbours first
		if cl := m.class(v); cl == analysis.HighLow || cl == analysis.LowHigh {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(sure, func(a, b analysis.LocalValue) int {
		return cmp.Or(cmp.Compare(rare(a), rare(b)), cmp.Compare(math.Hypot(b.Z, b.LagZ), math.Hypot(a.Z, a.LagZ)), cmp.Compare(a.Area.Code, b.Area.Code))
	})
	sty := style(labelSize, ink, false)
	n := 0
	for _, v := range sure {
		s := placeName(v.Area)
		w, h := width(s, sty)*slack, labelSize*0.9
		o := vg.Point{X: tx(v.Z), Y: ty(v.LagZ)}
		for _, at := range []vg.Point{{X: o.X + 7 + w/2, Y: o.Y}, {X: o.X - 7 - w/2, Y: o.Y}, {X: o.X, Y: o.Y + 11}, {X: o.X, Y: o.Y - 11}} {
			box := vg.Rectangle{Min: vg.Point{X: at.X - w/2, Y: at.Y - h/2}, Max: vg.Point{X: at.X + w/2, Y: at.Y + h/2}}
			free := box.Min.X >= c.Min.X && box.Max.X <= c.Max.X && box.Min.Y >= c.Min.Y && box.Max.Y <= c.Max.Y &&
				!slices.ContainsFunc(taken, func(r vg.Rectangle) bool {
					return r.Min.X < box.Max.X && box.Min.X < r.Max.X && r.Min.Y < box.Max.Y && box.Min.Y < r.Max.Y
				})
			if free {
				taken = append(taken, box)
				c.FillText(aligned(sty, draw.XCenter, draw.YCenter), at, s)
				n++
				break
			}
		}
		if n == mostNamed {
			return
		}
	}
}
