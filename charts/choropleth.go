package charts

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Choropleth draws a map with each area in the colour of the class of its value, and its value or name where there is room for it. A dense part is drawn
// again, enlarged. Values of areas that are not on any map are in the table and in a note. Where areas are on no map at all there is no figure.
func Choropleth(v AreaValues, maps []Map, o Options) (*Figure, error) {
	f, err := newChoropleth(v, maps, o)
	if f == nil || err != nil {
		return nil, err
	}
	b, err := newBands(v, o.Classes)
	if err != nil {
		return nil, err
	}
	f.bands = b
	f.page = f.lay(f.key())
	fig := &Figure{
		ID:       f.id("choropleth"),
		Chart:    "choropleth",
		Lang:     o.Lang,
		Title:    f.title(),
		Subtitle: o.subtitle(v.Indicator, v.Group, PeriodText(o.Lang, v.Period)),
		Alt:      f.alt(),
		Period:   PeriodText(o.Lang, v.Period),
		Source:   f.source,
		Method:   join2(" ", f.bands.method(o.Lang), f.basis()),
		Notes:    f.notes(),
		Table:    f.table(),
		Width:    o.page().Width,
		Height:   o.page().Height,
		draw:     f.draw,
	}
	fig.Description = f.description()
	return fig, nil
}

// choropleth is what the drawing of a map needs.
type choropleth struct {
	AreaValues
	o        Options
	source   string
	on       Map
	ground   Map      // what the map is as large as
	grounded bool     // it is larger than the areas together
	areas    []placed // highest first, then those without a value
	bands    bands
	page     mapPage
}

// newChoropleth puts values on a map; it is nil where they are on none.
func newChoropleth(v AreaValues, maps []Map, o Options) (*choropleth, error) {
	on, ok := mapOf(maps, v.Areas)
	if !ok || !slices.ContainsFunc(v.Areas, valued) {
		return nil, nil
	}
	src, err := o.source(v.Indicator)
	if err != nil {
		return nil, err
	}
	f := &choropleth{AreaValues: v, o: o, source: src, on: on, ground: on}
	if v.Part {
		f.ground = groundOf(maps, on)
	}
	f.grounded = len(f.ground.Areas) > len(on.Areas)
	f.areas = place(v.Areas, on)
	return f, nil
}

// id is the ID of a figure of the map: with the level where it is not the districts.
func (f *choropleth) id(chart string) string {
	id := FigureID(chart, f.Indicator, f.Group)
	if !f.Part {
		id += "-" + f.Level.String()
	}
	return id
}

// mapPage is where the parts of a map lie on its canvas, whose lower left corner is the origin.
type mapPage struct {
	full  projection
	inset vg.Rectangle // empty where there is none
	shown vg.Rectangle // the part of the full map that the inset enlarges
	key   vg.Point     // upper left corner
	head  []string     // lines over the key
	keyed key
}

// mapGap is the space between the parts of a map.
const mapGap vg.Length = 12

// lay finds room for the map, its key and the inset: side by side on wide pages, else one above the other.
func (f *choropleth) lay(entries []keyEntry) mapPage {
	w, h := f.o.inner(), f.o.page().Height
	low, high := bounds(f.ground.Shapes)
	sty := style(labelSize, ink, false)
	var need vg.Length
	for _, e := range entries {
		need = max(need, e.size())
	}
	head := func(room vg.Length) []string {
		lines := wrap(f.keyHead(), sty, room)
		if f.City.OK {
			lines = append(lines, shorten(f.o.City+" "+Quantity(f.o.Lang, f.City.Value, f.Indicator), style(labelSize, ink, true), room))
		}
		return lines
	}
	const barHeight = 4
	box := func(x0, y0, x1, y1 vg.Length) vg.Rectangle {
		return vg.Rectangle{Min: vg.Point{X: x0 + 1, Y: y0 + 1}, Max: vg.Point{X: x1 - 1, Y: y1 - 1}}
	}
	var p mapPage
	if w > h*5/4 { // the key and the inset to the right
		aspect := vg.Length((high.X - low.X) / max(high.Y-low.Y, 1))
		side := min(max(need, w*0.4, w-mapGap-h*aspect), w*0.5)
		p.head = head(side)
		p.full = project(low, high, box(0, 0, w-side-mapGap, h))
		p.full.at.Y = h - 1 - vg.Length((high.Y-low.Y)/2*p.full.scale) // its head level with that of the key
		entries = f.withBar(entries, p.full)
		p.keyed = stacked(entries)
		used := block(p.head, labelSize) + p.keyed.height() + barHeight
		p.key = vg.Point{X: w - side, Y: h}
		f.enlarge(&p, box(w-side, 0, w, h-used-mapGap))
		return p
	}
	share, set := w, func() key { return newKey(w, entries...) } // the key's part of the width: classes share lines on narrow pages only
	if w > 300 {
		share, set = max(need, w/2-mapGap), func() key { return stacked(entries) }
	}
	p.head = head(share)
	entries = f.withBar(entries, projection{scale: 1e-9})
	p.keyed = set()
	used := block(p.head, labelSize) + p.keyed.height() + barHeight
	if share < w {
		used = max(used, h*0.3)
	}
	p.full = project(low, high, box(0, used+mapGap, w, h))
	entries[len(entries)-1] = f.bar(p.full)
	p.keyed = set()
	p.key = vg.Point{X: w - share, Y: used}
	if share < w {
		f.enlarge(&p, box(0, 0, w-share-mapGap, used))
	}
	return p
}

// keyHead is what the numbers of the key are.
func (f *choropleth) keyHead() string {
	t := lang.Text{Sv: "%s (antal områden)", En: "%s (number of areas)"}
	unit := f.Indicator.Unit.Name.In(f.o.Lang)
	if unit == "" {
		unit = f.Indicator.ShortName().In(f.o.Lang)
	}
	return fmt.Sprintf(t.In(f.o.Lang), capital(unit))
}

// withBar adds the scale to a key.
func (f *choropleth) withBar(entries []keyEntry, p projection) []keyEntry {
	return append(slices.Clone(entries), f.bar(p))
}

// bar is the scale of the full map: a line as long as a round number of metres.
func (f *choropleth) bar(p projection) keyEntry {
	metres := roundStep(20 / p.scale)
	length := vg.Length(metres * p.scale)
	label := Number(f.o.Lang, metres/1000, max(0, int(math.Ceil(-math.Log10(metres/1000)-1e-9)))) + nbsp + "km"
	if metres < 1000 {
		label = Number(f.o.Lang, metres, 0) + nbsp + "m"
	}
	return keyEntry{length, func(c draw.Canvas, o vg.Point) {
		line(c, ink, 1, nil, o.X-length/2, o.Y, o.X+length/2, o.Y)
		for _, x := range []vg.Length{o.X - length/2, o.X + length/2} {
			line(c, ink, 1, nil, x, o.Y-2.5, x, o.Y+2.5)
		}
	}, label}
}

// key explains the classes and what stands in their place.
func (f *choropleth) key() []keyEntry {
	l := f.o.Lang
	var out []keyEntry
	for k, n := range slices.Backward(f.bands.count) {
		sign := ""
		if f.bands.signs != nil {
			sign = f.bands.signs[k]
		}
		out = append(out, keyEntry{20, func(c draw.Canvas, o vg.Point) { swatch(c, o, f.bands.colors[k], sign) }, f.bands.text(l, k) + " (" + strconv.Itoa(n) + ")"})
	}
	var values []analysis.Value
	for _, a := range f.areas {
		values = append(values, a.Value)
	}
	if slices.ContainsFunc(values, func(v analysis.Value) bool { return v.OK && v.SmallBase }) {
		out = append(out, signEntry("( )", wSmall.In(l)))
	}
	out = append(out, absentEntries(l, values)...)
	if f.grounded {
		out = append(out, keyEntry{20, func(c draw.Canvas, o vg.Point) { swatch(c, o, panel, "") },
			lang.Text{Sv: "hör inte till något av områdena", En: "in none of the areas"}.In(l)})
	}
	return out
}

// swatch is a sample of a class.
func swatch(c draw.Canvas, o vg.Point, k color.NRGBA, sign string) {
	rect(c, k, o.X-10, o.Y-5, o.X+10, o.Y+5)
	outline(c, muted, axisWidth, polygon(vg.Point{X: o.X - 10, Y: o.Y - 5}, vg.Point{X: o.X + 10, Y: o.Y - 5}, vg.Point{X: o.X + 10, Y: o.Y + 5}, vg.Point{X: o.X - 10, Y: o.Y + 5}))
	c.FillText(aligned(style(labelSize, onColor(k), true), draw.XCenter, draw.YCenter), o, sign)
}

// labelOf is what is printed in an area: lines of text, the fullest first.
func (f *choropleth) labelOf(a placed) [][]string {
	value := valueText(f.o.Lang, a.Value, f.Indicator)
	if a.Value.OK && f.bands.signs != nil {
		value = f.bands.signs[f.bands.of(a.Value.Value)]
	}
	if !f.Part {
		return [][]string{{value}}
	}
	return [][]string{{placeName(a.Area), value}, {value}}
}

func (f *choropleth) draw(c draw.Canvas) {
	origin := c.Min
	move := func(p vg.Point) vg.Point { return p.Add(origin) }
	p := f.page
	p.full.at, p.key = move(p.full.at), move(p.key)
	_, p.full.top = bottom(c).(vg.CanvasSizer).Size()
	for _, r := range []*vg.Rectangle{&p.inset, &p.shown} {
		r.Min, r.Max = move(r.Min), move(r.Max)
	}
	whole := newLayer(f, p.full, nil)
	var detail *layer
	if f.page.inset != (vg.Rectangle{}) {
		detail = newLayer(f, p.full.enlarged(p.shown, p.inset), &p.inset)
	}
	whole.paint(c, "area")
	var taken []bool
	if detail != nil {
		detail.paint(c, "inset")
		taken = detail.label(c, nil, nil)
		frame := polygon(p.inset.Min, vg.Point{X: p.inset.Max.X, Y: p.inset.Min.Y}, p.inset.Max, vg.Point{X: p.inset.Min.X, Y: p.inset.Max.Y})
		outline(c, ink, 1, frame)
		whole.label(c, taken, &p.shown)
		outline(c, ink, 1, polygon(p.shown.Min, vg.Point{X: p.shown.Max.X, Y: p.shown.Min.Y}, p.shown.Max, vg.Point{X: p.shown.Min.X, Y: p.shown.Max.Y}))
	} else {
		whole.label(c, nil, nil)
	}
	f.drawKey(c, p)
}

// drawKey sets the key with the lines over it.
func (f *choropleth) drawKey(c draw.Canvas, p mapPage) {
	y := p.key.Y
	for i, s := range p.head {
		sty := style(labelSize, ink, i == len(p.head)-1 && f.City.OK)
		y -= labelSize * leading
		c.FillText(sty, vg.Point{X: p.key.X, Y: y + 3}, s)
	}
	bottom := y - p.keyed.height()
	p.keyed.draw(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{Min: vg.Point{X: p.key.X, Y: bottom}, Max: vg.Point{X: c.Max.X, Y: y}}})
}

// layer is a map drawn at one scale.
type layer struct {
	*choropleth
	shapes [][]ring        // of f.areas, as far as they are shown; none for those that are not on the map
	whole  []bool          // the area is shown whole
	lines  [2][][]vg.Point // borders: those that must be seen on light ground, and those between dark areas
	ground vg.Path
}

func newLayer(f *choropleth, to projection, box *vg.Rectangle) *layer {
	m := &layer{choropleth: f, shapes: make([][]ring, len(f.areas)), whole: make([]bool, len(f.areas))}
	all := make([][]ring, len(f.areas))
	for i, a := range f.areas {
		if a.at < 0 {
			continue
		}
		all[i] = to.rings(f.on.Shapes[a.at])
		m.shapes[i], m.whole[i] = all[i], true
		if box != nil {
			e := extentOf(all[i])
			m.whole[i] = e.Min.X >= box.Min.X && e.Max.X <= box.Max.X && e.Min.Y >= box.Min.Y && e.Max.Y <= box.Max.Y
			if !m.whole[i] {
				m.shapes[i] = within(all[i], *box)
			}
		}
	}
	dark := func(beside []int) bool {
		return len(beside) > 1 && !slices.ContainsFunc(beside, func(i int) bool { return onColor(m.color(f.areas[i])) != white })
	}
	m.lines[0] = borders(all, func(beside []int) bool { return !dark(beside) })
	m.lines[1] = borders(all, dark)
	if f.grounded {
		var ground [][]ring
		for _, s := range f.ground.Shapes {
			ground = append(ground, to.rings(s))
		}
		for _, r := range borders(ground, around) {
			rings := []ring{r[:len(r)-1]}
			if box != nil {
				rings = within(rings, *box)
			}
			m.ground = append(m.ground, path(rings)...)
		}
	}
	if box != nil {
		for k := range m.lines {
			m.lines[k] = inside(m.lines[k], *box)
		}
	}
	return m
}

// paint draws areas and borders.
func (m *layer) paint(c draw.Canvas, prefix string) {
	if len(m.ground) > 0 {
		c.SetColor(panel)
		c.Fill(m.ground)
		outline(c, faint, gridWidth, m.ground)
	}
	for i, a := range m.areas {
		if len(m.shapes[i]) == 0 {
			continue
		}
		end := group(c, prefix+"-"+Slug(a.Area.Code))
		c.SetColor(m.color(a))
		c.Fill(path(m.shapes[i]))
		if _, _, class := WithoutValue(m.o.Lang, a.Value); !a.Value.OK && class == "suppressed" {
			hatchShape(c, m.shapes[i])
		}
		end()
	}
	end := group(c, prefix+"-borders")
	for k, lines := range m.lines {
		var p vg.Path
		for _, l := range lines {
			p.Move(l[0])
			for _, q := range l[1:] {
				p.Line(q)
			}
		}
		outline(c, [...]color.NRGBA{muted, faint}[k], axisWidth, p)
	}
	end()
}

// color is the colour of an area.
func (m *layer) color(a placed) color.NRGBA {
	if !a.Value.OK {
		return white
	}
	return m.bands.colors[m.bands.of(a.Value.Value)]
}

// label prints what there is room for in each area, but for those that are labelled already, and not across the border of a box. It returns which areas
// have a label.
func (m *layer) label(c draw.Canvas, taken []bool, box *vg.Rectangle) []bool {
	out := make([]bool, len(m.areas))
	for i, a := range m.areas {
		if len(m.shapes[i]) == 0 || taken != nil && taken[i] {
			continue
		}
		for _, lines := range m.labelOf(a) {
			at, ok := fitted(m.shapes[i], lines)
			if !ok || box != nil && crosses(at, lines, *box) {
				continue
			}
			m.print(c, a, at, lines)
			out[i] = true
			break
		}
	}
	return out
}

const (
	labelLine vg.Length = labelSize * 1.15 // between lines within areas
	labelRoom vg.Length = 2                // between a label and a border
)

// labelBox is how large lines of text are.
func labelBox(lines []string) (w, h vg.Length) {
	sty := style(labelSize, ink, false)
	for _, s := range lines {
		w = max(w, width(s, sty)*slack)
	}
	return w + 2*labelRoom, labelSize*0.75 + vg.Length(len(lines)-1)*labelLine + 2*labelRoom
}

// fitted returns where lines of text have room in a shape.
func fitted(rings []ring, lines []string) (vg.Point, bool) {
	w, h := labelBox(lines)
	return room(rings, w, h)
}

// crosses tells whether a label around a place lies across the border of a box.
func crosses(at vg.Point, lines []string, box vg.Rectangle) bool {
	w, h := labelBox(lines)
	x0, x1, y0, y1 := at.X-w/2, at.X+w/2, at.Y-h/2, at.Y+h/2
	apart := x1 < box.Min.X || x0 > box.Max.X || y1 < box.Min.Y || y0 > box.Max.Y
	in := x0 > box.Min.X && x1 < box.Max.X && y0 > box.Min.Y && y1 < box.Max.Y
	return !apart && !in
}

// print sets the label of an area.
func (m *layer) print(c draw.Canvas, a placed, at vg.Point, lines []string) {
	k := onColor(m.color(a))
	_, _, class := WithoutValue(m.o.Lang, a.Value)
	if !a.Value.OK && class == "suppressed" {
		w, h := labelBox(lines)
		rect(c, white, at.X-w/2, at.Y-h/2, at.X+w/2, at.Y+h/2)
	}
	for i, s := range lines {
		y := at.Y + (vg.Length(len(lines)-1)/2-vg.Length(i))*labelLine
		c.FillText(aligned(style(labelSize, k, false), draw.XCenter, draw.YCenter), vg.Point{X: at.X, Y: y}, s)
	}
}

// enlarge chooses the part of the map that is drawn again in a slot, as large as it can be: where most areas lie that are too small for their label. There is
// none where few are.
func (f *choropleth) enlarge(p *mapPage, slot vg.Rectangle) {
	w, h := slot.Max.X-slot.Min.X, slot.Max.Y-slot.Min.Y
	if w < 70 || h < 70 {
		return
	}
	var small []vg.Rectangle
	for _, a := range f.areas {
		if a.at < 0 {
			continue
		}
		rings := p.full.rings(f.on.Shapes[a.at])
		labels := f.labelOf(a)
		if _, ok := fitted(rings, labels[len(labels)-1]); !ok && len(rings) > 0 {
			small = append(small, extentOf(rings))
		}
	}
	best := func(times vg.Length) (vg.Rectangle, int) {
		var at vg.Rectangle
		most := 0
		for _, e := range small {
			x, y := (e.Min.X+e.Max.X)/2, (e.Min.Y+e.Max.Y)/2
			box := vg.Rectangle{Min: vg.Point{X: x - w/2/times, Y: y - h/2/times}, Max: vg.Point{X: x + w/2/times, Y: y + h/2/times}}
			n := 0
			for _, o := range small {
				if o.Min.X >= box.Min.X && o.Max.X <= box.Max.X && o.Min.Y >= box.Min.Y && o.Max.Y <= box.Max.Y {
					n++
				}
			}
			if n > most {
				most, at = n, box
			}
		}
		return at, most
	}
	_, most := best(leastEnlarged)
	if most < 3 {
		return
	}
	for times := vg.Length(mostEnlarged); times >= leastEnlarged; times -= 0.25 {
		if at, n := best(times); n*4 >= most*3 {
			p.inset, p.shown = slot, at
			return
		}
	}
}

// How much an inset enlarges.
const (
	leastEnlarged = 1.75
	mostEnlarged  = 6
)
