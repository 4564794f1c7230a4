package charts

import (
	"cmp"
	"fmt"
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

// Scatter draws two indicators against each other: a bubble for each district that has both, as large as the number of persons behind it, and the
// city as a line across on either axis. Higher is to the right and up, also where lower is better, so that the slope is that of the correlation. The
// pair holds the correlation; it may be nil. A correlation that explains less than 15 per cent of the variation is not told.
func Scatter(x, y analysis.Comparison, pair *analysis.Pair, o Options) (*Figure, error) {
	s := &scatter{x: x, y: y, o: o}
	for _, a := range x.Areas {
		i := slices.IndexFunc(y.Areas, func(b analysis.AreaComparison) bool { return b.Area.ID() == a.Area.ID() })
		if i < 0 {
			continue
		}
		b := bubble{area: a.Area, x: a.Value, y: y.Areas[i].Value, assumed: a.Assumed}
		if b.ok() {
			s.shown = append(s.shown, b)
		} else {
			s.absent = append(s.absent, b)
		}
	}
	if len(s.shown) < 2 {
		return nil, fmt.Errorf("indicators %q and %q: %d districts have both, and a picture of how they go together needs two or more", x.Indicator.ID, y.Indicator.ID, len(s.shown))
	}
	src, err := o.source(x.Indicator, y.Indicator)
	if err != nil {
		return nil, err
	}
	names := byName()
	for _, list := range [][]bubble{s.shown, s.absent} {
		slices.SortFunc(list, func(a, b bubble) int { return names(a.area, b.area) })
	}
	s.tested = pair != nil && pair.Pearson.OK
	if s.tested && pair.Pearson.Value*pair.Pearson.Value >= leastExplained {
		s.pair = pair
	}
	s.weigh()
	s.sx, s.sy = s.axis(x, func(b bubble) analysis.Value { return b.x }), s.axis(y, func(b bubble) analysis.Value { return b.y })
	k := s.key()
	f := s.figure(src)
	f.Height = o.page().Height + k.height()
	if o.page().Height > o.page().Width { // a taller plot tells nothing more
		f.Height = o.page().Width + k.height()
	}
	f.Notes = append(f.Notes, s.unnamed(f.Height, k)...)
	f.draw = func(c draw.Canvas) { s.draw(c, k) }
	return f, nil
}

// leastExplained is the share of the variation below which a correlation is not told, as in Fingertips.
const leastExplained = 0.15

// scatter is what the drawing of two indicators needs.
type scatter struct {
	x, y   analysis.Comparison
	o      Options
	tested bool           // there is a correlation
	pair   *analysis.Pair // nil where there is none to tell
	shown  []bubble       // in alphabetical order
	absent []bubble       // districts that lack one of the two
	behind *indicators.Indicator
	most   float64 // the largest number of persons
	sx, sy scale
}

// bubble is one district.
type bubble struct {
	area    indicators.Area
	x, y    analysis.Value
	persons float64
	assumed bool
}

func (b bubble) ok() bool { return b.x.OK && b.y.OK }

// weigh takes the persons behind one of the two values as the size of each bubble, where all districts have them.
func (s *scatter) weigh() {
	for i, of := range []func(bubble) analysis.Value{func(b bubble) analysis.Value { return b.x }, func(b bubble) analysis.Value { return b.y }} {
		if slices.ContainsFunc(s.shown, func(b bubble) bool { n := of(b).Denominator; return !n.OK || !(n.V > 0) }) {
			continue
		}
		s.behind = []*indicators.Indicator{&s.x.Indicator, &s.y.Indicator}[i]
		for j := range s.shown {
			s.shown[j].persons = of(s.shown[j]).Denominator.V
			s.most = max(s.most, s.shown[j].persons)
		}
		return
	}
}

func (s *scatter) axis(c analysis.Comparison, of func(bubble) analysis.Value) scale {
	var vs []analysis.Value
	if c.City.OK {
		vs = append(vs, c.City)
	}
	for _, b := range s.shown {
		vs = append(vs, of(b))
	}
	for i := range vs {
		vs[i].Interval = false
	}
	low, high := extent(vs)
	want := 5
	if s.o.page().Width < 100*vg.Millimeter {
		want = 3
	}
	return newScale(low, high, want, c.Indicator.Unit)
}

// radius of a bubble whose area says how many persons there are.
func (s *scatter) radius(persons float64) vg.Length {
	largest := vg.Length(11)
	if s.o.page().Width < 100*vg.Millimeter {
		largest = 8
	}
	if s.behind == nil {
		return dotRadius
	}
	return max(2.5, largest*vg.Length(math.Sqrt(persons/s.most)))
}

// axisNames are the lines that name an axis.
func (s *scatter) axisNames(c analysis.Comparison, w vg.Length) []string {
	l := s.o.Lang
	name := join2(", ", s.o.heading(c.Indicator, c.Group), c.Indicator.Unit.Name.In(l), directionText(l, c.Indicator.Direction))
	lines := wrap(name, style(labelSize, ink, false), w)
	if len(lines) > 2 {
		lines = wrap(s.o.heading(c.Indicator, c.Group), style(labelSize, ink, false), w)
	}
	if len(lines) > 2 {
		lines = []string{lines[0], shorten(lines[1]+" "+lines[2], style(labelSize, ink, false), w)}
	}
	return lines
}

// cityLabel is the city's value on an axis.
func (s *scatter) cityLabel(c analysis.Comparison) string {
	return Number(s.o.Lang, c.City.Value, c.Indicator.Decimals)
}

// plotArea is the part of the page between the axes.
func (s *scatter) plotArea(c draw.Canvas, k key) draw.Canvas {
	quiet, bold := style(labelSize, muted, false), style(labelSize, ink, true)
	var left vg.Length
	for _, t := range s.sy.labelled(s.o.Lang) {
		left = max(left, width(t.Label, quiet)*slack)
	}
	right := vg.Length(8)
	if s.y.City.OK {
		right = width(s.cityLabel(s.y), bold)*slack + 8
	}
	w := c.Max.X - c.Min.X
	top := vg.Length(len(s.axisNames(s.y, w)))*labelSize*leading + 20
	bottom := vg.Length(len(s.axisNames(s.x, w)))*labelSize*leading + 6
	return draw.Crop(c, left+8, -right, k.height()+bottom, -top)
}

func (s *scatter) draw(c draw.Canvas, k key) {
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	plain := style(labelSize, ink, false)
	w := c.Max.X - c.Min.X
	for i, name := range s.axisNames(s.y, w) {
		c.FillText(plain, vg.Point{X: c.Min.X, Y: c.Max.Y - labelSize - vg.Length(i)*labelSize*leading}, name)
	}
	area := s.plotArea(c, k)
	names := s.axisNames(s.x, w)
	for i, name := range names {
		at := vg.Point{X: c.Max.X, Y: c.Min.Y + k.height() + vg.Length(len(names)-1-i)*labelSize*leading + 2}
		c.FillText(aligned(plain, draw.XRight, draw.YBottom), at, name)
	}
	p := s.plot()
	p.Add(scatterMarks{s, c.Rectangle})
	p.Draw(area)
}

// plot is the axes without marks.
func (s *scatter) plot() *plot.Plot {
	p := newPlot()
	p.HideY()
	s.sx.apply(&p.X, s.o.Lang, false)
	s.sy.apply(&p.Y, s.o.Lang, false)
	p.Y.Tick.Marker = plot.ConstantTicks{}
	return p
}

// scatterMarks plots the bubbles.
type scatterMarks struct {
	*scatter
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m scatterMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	quiet, bold := style(labelSize, muted, false), style(labelSize, ink, true)
	cityY := vg.Length(math.Inf(-1))
	if m.y.City.OK {
		cityY = ty(m.y.City.Value)
	}
	for _, t := range m.sy.labelled(m.o.Lang) {
		line(c, grid, gridWidth, nil, c.Min.X, ty(t.Value), c.Max.X, ty(t.Value))
		c.FillText(aligned(quiet, draw.XRight, draw.YCenter), vg.Point{X: c.Min.X - 6, Y: ty(t.Value)}, t.Label)
	}
	for _, t := range m.sx.ticks {
		line(c, grid, gridWidth, nil, tx(t), c.Min.Y, tx(t), c.Max.Y)
	}
	end := group(c, "city")
	if m.x.City.OK {
		x := tx(m.x.City.Value)
		line(c, ink, 1, nil, x, c.Min.Y, x, c.Max.Y+2)
		topLabel(c, m.page, m.o.City+" "+m.cityLabel(m.x), x)
	}
	if m.y.City.OK {
		line(c, ink, 1, nil, c.Min.X, cityY, c.Max.X+2, cityY)
		c.FillText(aligned(bold, draw.XLeft, draw.YCenter), vg.Point{X: c.Max.X + 5, Y: cityY}, m.cityLabel(m.y))
	}
	end()
	discs := m.discs(tx, ty)
	for _, i := range m.bySize() {
		b := m.shown[i]
		end := group(c, "area-"+Slug(b.area.Code))
		k, edge := faint, muted
		if m.o.highlighted(b.area) >= 0 {
			k, edge = categories[0].color, white
		}
		if b.x.SmallBase || b.y.SmallBase {
			k, edge = white, muted
		}
		c.SetColor(k)
		c.Fill(circlePath(discs[i].o, discs[i].r))
		outline(c, edge, 0.75, circlePath(discs[i].o, discs[i].r))
		end()
	}
	for i, at := range m.names(discs, tx, ty, c.Rectangle) {
		if at.shown {
			c.FillText(aligned(m.nameStyle(i), at.x, draw.YCenter), at.at, m.nameText(i, c.Rectangle))
		}
	}
}

func (s *scatter) nameStyle(i int) text.Style {
	return style(labelSize, ink, s.o.highlighted(s.shown[i].area) >= 0)
}

// nameText is the name of a bubble, cut to what a plot has room for.
func (s *scatter) nameText(i int, plot vg.Rectangle) string {
	return shorten(s.shown[i].area.Name, s.nameStyle(i), (plot.Max.X-plot.Min.X)*0.55)
}

func (s *scatter) discs(tx, ty func(float64) vg.Length) []disc {
	out := make([]disc, len(s.shown))
	for i, b := range s.shown {
		out[i] = disc{vg.Point{X: tx(b.x.Value), Y: ty(b.y.Value)}, s.radius(b.persons)}
	}
	return out
}

// bySize are the positions of the bubbles, the largest first, so that none hides another.
func (s *scatter) bySize() []int {
	out := make([]int, len(s.shown))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(i, j int) int { return cmp.Compare(s.shown[j].persons, s.shown[i].persons) })
	return out
}

// names places the names: those of highlighted districts first, then the lowest and the highest on either axis, then the largest.
func (s *scatter) names(discs []disc, tx, ty func(float64) vg.Length, bounds vg.Rectangle) []beside {
	var order []int
	add := func(i int) {
		if !slices.Contains(order, i) {
			order = append(order, i)
		}
	}
	for _, code := range s.o.Highlight {
		if i := slices.IndexFunc(s.shown, func(b bubble) bool { return b.area.Code == code }); i >= 0 {
			add(i)
		}
	}
	for _, of := range []func(bubble) float64{func(b bubble) float64 { return b.x.Value }, func(b bubble) float64 { return b.y.Value }} {
		low, high := 0, 0
		for i, b := range s.shown {
			if of(b) < of(s.shown[low]) {
				low = i
			}
			if of(b) > of(s.shown[high]) {
				high = i
			}
		}
		add(low)
		add(high)
	}
	for _, i := range s.bySize() {
		add(i)
	}
	names, styles := make([]string, len(discs)), make([]text.Style, len(discs))
	for i := range s.shown {
		styles[i] = s.nameStyle(i)
		names[i] = s.nameText(i, bounds)
	}
	var free []vg.Rectangle // the lines of the city
	if s.x.City.OK {
		x := tx(s.x.City.Value)
		free = append(free, vg.Rectangle{Min: vg.Point{X: x - 1, Y: bounds.Min.Y}, Max: vg.Point{X: x + 1, Y: bounds.Max.Y}})
	}
	if s.y.City.OK {
		y := ty(s.y.City.Value)
		free = append(free, vg.Rectangle{Min: vg.Point{X: bounds.Min.X, Y: y - 1}, Max: vg.Point{X: bounds.Max.X, Y: y + 1}})
	}
	return nameDiscs(discs, names, styles, order, bounds, free)
}

// unnamed says under the figure how many bubbles have a name, where some have none.
func (s *scatter) unnamed(h vg.Length, k key) []string {
	area := s.plotArea(draw.Canvas{Rectangle: vg.Rectangle{Max: vg.Point{X: s.o.inner(), Y: h}}}, k)
	p := s.plot()
	data := p.DataCanvas(area)
	tx, ty := p.Transforms(&data)
	n := 0
	for _, at := range s.names(s.discs(tx, ty), tx, ty, data.Rectangle) {
		if at.shown {
			n++
		}
	}
	if n == len(s.shown) {
		return nil
	}
	return []string{fmt.Sprintf(lang.Text{Sv: "%d av %s har namn i figuren; alla finns i tabellen.", En: "%d of %s are named in the figure; all are in the table."}.In(s.o.Lang), n, nAreas(s.o.Lang, len(s.shown)))}
}
