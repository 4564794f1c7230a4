package charts

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Funnel draws the value of each district against the number behind it, with the limits that values of such numbers keep around the city by chance
// alone, and the wider ones that allow for the districts' own spread; those that the funnel leaves out are named below. Level is that of the inner limits, the outer ones have
// Options.OverviewLevel. Limits are those worked out at each district, joined by straight lines.
func Funnel(f analysis.Funnel, level float64, o Options) (*Figure, error) {
	if !f.OK || len(f.Areas) == 0 {
		return nil, fmt.Errorf("indicator %q: there is no funnel to draw: %s", f.Indicator.ID, ReasonText(lang.En, f.Reason))
	}
	src, err := o.source(f.Indicator)
	if err != nil {
		return nil, err
	}
	s := &funnel{Funnel: f, o: o, level: level, outer: o.OverviewLevel, source: src}
	if s.outer == 0 {
		s.outer = analysis.DefaultOverviewLevel
	}
	s.Areas = slices.Clone(f.Areas)
	names := byName()
	slices.SortFunc(s.Areas, func(a, b analysis.FunnelArea) int {
		return cmp.Or(cmp.Compare(a.Denominator, b.Denominator), names(a.Area, b.Area))
	})
	s.Left = slices.Clone(f.Left)
	slices.SortFunc(s.Left, func(a, b analysis.FunnelLeft) int { return names(a.Area, b.Area) })
	low, high, most := f.Value, f.Value, 0.0
	for _, a := range s.Areas {
		for _, v := range []float64{a.Value, a.Outer.Lower, a.Outer.Upper} {
			if math.Abs(v) <= math.MaxFloat64 {
				low, high = min(low, v), max(high, v)
			}
		}
		most = max(most, a.Denominator)
	}
	s.sy = newScale(low, high, 5, f.Indicator.Unit)
	s.sx = fitScale(0, most, indicators.Unit{Kind: indicators.Count}, o.inner()-60, false)
	return s.figure(), nil
}

// funnel is what the drawing of a funnel needs.
type funnel struct {
	analysis.Funnel // areas by their number, those left out by name
	o               Options
	level, outer    float64
	source          string
	sx, sy          scale
}

// wide tells whether there are limits with the districts' own spread.
func (s *funnel) wide() bool {
	return slices.ContainsFunc(s.Areas, func(a analysis.FunnelArea) bool { return !math.IsNaN(a.WideOuter.Lower) })
}

// far tells how an area lies: 2 outside of the wide outer limits, 1 outside of the outer limits of chance, 0 within.
func far(a analysis.FunnelArea) int {
	switch {
	case a.WideOuter.Outside(a.Value) != 0:
		return 2
	case a.Outer.Outside(a.Value) != 0:
		return 1
	}
	return 0
}

func (s *funnel) xName() string {
	return lang.Text{Sv: "antal bakom värdet", En: "number behind the value"}.In(s.o.Lang)
}

func (s *funnel) draw(c draw.Canvas, k key) {
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	note := style(labelSize, muted, false)
	l := s.o.Lang
	unit := join2(", ", s.Indicator.Unit.Name.In(l), directionText(l, s.Indicator.Direction))
	c.FillText(note, vg.Point{X: c.Min.X, Y: c.Max.Y - 8}, shorten(unit, note, c.Max.X-c.Min.X))
	c.FillText(aligned(note, draw.XRight, draw.YBottom), vg.Point{X: c.Max.X, Y: c.Min.Y + k.height()}, s.xName())
	s.plot(c, k, func(p *plot.Plot, area draw.Canvas) {
		p.Add(funnelMarks{s})
		p.Draw(area)
	})
}

// plot gives the axes and where they lie on a page.
func (s *funnel) plot(c draw.Canvas, k key, do func(*plot.Plot, draw.Canvas)) {
	quiet, bold := style(labelSize, muted, false), style(labelSize, ink, true)
	var left vg.Length
	for _, t := range s.sy.labelled(s.o.Lang) {
		left = max(left, width(t.Label, quiet)*slack)
	}
	right := width(Number(s.o.Lang, s.Value, s.Indicator.Decimals), bold)*slack + 8
	p := newPlot()
	p.HideY()
	s.sx.apply(&p.X, s.o.Lang, false)
	s.sy.apply(&p.Y, s.o.Lang, false)
	p.Y.Tick.Marker = plot.ConstantTicks{}
	do(p, draw.Crop(c, left+8, -right, k.height()+noteHeight, -22))
}

// funnelMarks plots the limits and the districts.
type funnelMarks struct{ *funnel }

// Plot implements [plot.Plotter].
func (m funnelMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	if m.wide() {
		m.band(c, tx, ty, panel, func(a analysis.FunnelArea) analysis.Band { return a.WideOuter })
		m.band(c, tx, ty, grid, func(a analysis.FunnelArea) analysis.Band { return a.WideInner })
	}
	quiet := style(labelSize, muted, false)
	for _, t := range m.sy.labelled(m.o.Lang) {
		line(c, grid, gridWidth, nil, c.Min.X, ty(t.Value), c.Max.X, ty(t.Value))
		c.FillText(aligned(quiet, draw.XRight, draw.YCenter), vg.Point{X: c.Min.X - 6, Y: ty(t.Value)}, t.Label)
	}
	m.limits(c, tx, ty, innerDash, func(a analysis.FunnelArea) analysis.Band { return a.Inner })
	m.limits(c, tx, ty, nil, func(a analysis.FunnelArea) analysis.Band { return a.Outer })
	end := group(c, "city")
	line(c, ink, cityWidth, nil, c.Min.X, ty(m.Value), c.Max.X+2, ty(m.Value))
	c.FillText(aligned(style(labelSize, ink, true), draw.XLeft, draw.YCenter), vg.Point{X: c.Max.X + 5, Y: ty(m.Value)},
		Number(m.o.Lang, m.Value, m.Indicator.Decimals))
	end()
	for _, a := range m.Areas {
		end := group(c, "area-"+Slug(a.Area.Code))
		o := vg.Point{X: tx(a.Denominator), Y: ty(a.Value)}
		casing(c, o)
		farDot(c, far(a), o)
		end()
	}
	for i, at := range m.names(tx, ty, c.Rectangle) {
		if at.shown {
			c.FillText(aligned(m.nameStyle(i), at.x, draw.YCenter), at.at, m.Areas[i].Area.Name)
		}
	}
}

var innerDash = []vg.Length{4, 2.5}

// farDot is a district by how it lies: dark, grey or hollow.
func farDot(c draw.Canvas, far int, o vg.Point) {
	dot(c, []color.NRGBA{muted, mid, ink}[far], far == 0, o)
}

// limits joins the limits of the districts on either side.
func (m funnelMarks) limits(c draw.Canvas, tx, ty func(float64) vg.Length, dash []vg.Length, of func(analysis.FunnelArea) analysis.Band) {
	down, up := m.sides(tx, ty, of)
	for _, pts := range [][]vg.Point{down, up} {
		if len(pts) > 1 {
			c.StrokeLines(draw.LineStyle{Color: axis, Width: 1, Dashes: dash}, pts)
		}
	}
}

// band fills between limits.
func (m funnelMarks) band(c draw.Canvas, tx, ty func(float64) vg.Length, k color.Color, of func(analysis.FunnelArea) analysis.Band) {
	down, up := m.sides(tx, ty, of)
	if len(down) < 2 {
		return
	}
	slices.Reverse(up)
	c.SetColor(k)
	c.Fill(polygon(append(down, up...)...))
}

// sides are the points of limits, kept within the axis.
func (m funnelMarks) sides(tx, ty func(float64) vg.Length, of func(analysis.FunnelArea) analysis.Band) (down, up []vg.Point) {
	within := func(v float64) float64 { return min(max(v, m.sy.min), m.sy.max) }
	for _, a := range m.Areas {
		if b := of(a); math.Abs(b.Lower) <= math.MaxFloat64 && math.Abs(b.Upper) <= math.MaxFloat64 {
			down = append(down, vg.Point{X: tx(a.Denominator), Y: ty(within(b.Lower))})
			up = append(up, vg.Point{X: tx(a.Denominator), Y: ty(within(b.Upper))})
		}
	}
	if len(down) == 1 { // there is nothing to join
		const reach = 8
		for _, side := range []*[]vg.Point{&down, &up} {
			o := (*side)[0]
			*side = []vg.Point{{X: o.X - reach, Y: o.Y}, {X: o.X + reach, Y: o.Y}}
		}
	}
	return down, up
}

func (s *funnel) nameStyle(i int) text.Style {
	return style(labelSize, ink, s.o.highlighted(s.Areas[i].Area) >= 0)
}

// names places the names of the districts outside of the limits, those farthest from the city in standard errors first.
func (s *funnel) names(tx, ty func(float64) vg.Length, bounds vg.Rectangle) []beside {
	discs, names, styles := make([]disc, len(s.Areas)), make([]string, len(s.Areas)), make([]text.Style, len(s.Areas))
	var order []int
	for i, a := range s.Areas {
		discs[i] = disc{vg.Point{X: tx(a.Denominator), Y: ty(a.Value)}, dotRadius}
		names[i], styles[i] = a.Area.Name, s.nameStyle(i)
		if far(a) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(math.Abs(s.Areas[j].Z), math.Abs(s.Areas[i].Z)) })
	y := ty(s.Value)
	free := []vg.Rectangle{{Min: vg.Point{X: bounds.Min.X, Y: y - 1}, Max: vg.Point{X: bounds.Max.X, Y: y + 1}}}
	return nameDiscs(discs, names, styles, order, bounds, free)
}

func funnelFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, f := range d.Results.Funnels {
		if s.wantsEveryone(f.Indicator, f.Group) && f.OK && len(f.Areas) > 1 {
			g.add(Funnel(f, d.Results.Options.Level, o))
		}
	}
	return g.result()
}
