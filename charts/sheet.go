package charts

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
)

// sheet is a map of areas with its key, its scale and its inset. What areas look like is said by the chart that it is part of.
type sheet struct {
	o        Options
	on       Map
	ground   Map      // what the map is as large as
	grounded bool     // it is larger than the areas together
	areas    []placed // highest first, then those without a value
	page     mapPage
	packed   bool                             // the key may have several entries on a line
	heading  []headLine                       // over the key
	color    func(a placed) color.NRGBA       // of an area
	labels   func(a placed) [][]string        // what is printed in an area: lines of text, the fullest first
	mark     func(a placed) (m mark, ok bool) // what is drawn where there is no room for a label; nil for nothing
	markWide vg.Length                        // of marks wider than markRoom
}

// mark draws a symbol around a place in a colour.
type mark func(c draw.Canvas, k color.NRGBA, o vg.Point)

// headLine is a line over a key.
type headLine struct {
	text string
	bold bool
}

// newSheet puts values on a map; it is nil where they are on none.
func newSheet(areas []analysis.AreaValue, part bool, maps []Map, o Options) *sheet {
	on, ok := mapOf(maps, areas)
	if !ok || !slices.ContainsFunc(areas, valued) {
		return nil
	}
	s := &sheet{o: o, on: on, ground: on, areas: place(areas, on)}
	if part {
		s.ground = groundOf(maps, on)
	}
	s.grounded = len(s.ground.Areas) > len(on.Areas)
	return s
}

// mapPage is where the parts of a map lie on its canvas, whose lower left corner is the origin.
type mapPage struct {
	full  projection
	inset vg.Rectangle // empty where there is none
	shown vg.Rectangle // the part of the full map that the inset enlarges
	key   vg.Point     // upper left corner
	head  []headLine   // over the key
	keyed key
}

// mapGap is the space between the parts of a map.
const mapGap vg.Length = 12

// lay finds room for the map, its key and the inset: side by side on wide pages, else one above the other.
func (f *sheet) lay(entries []keyEntry) mapPage {
	w, h := f.o.inner(), f.o.page().Height
	low, high := bounds(f.ground.Shapes)
	var need vg.Length
	for _, e := range entries {
		need = max(need, e.size())
	}
	head := func(room vg.Length) []headLine {
		var lines []headLine
		for _, h := range f.heading {
			for _, s := range wrap(h.text, style(labelSize, ink, h.bold), room) {
				lines = append(lines, headLine{s, h.bold})
			}
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
		p.keyed = f.set(side, entries)
		used := vg.Length(len(p.head))*labelSize*leading + p.keyed.height() + barHeight
		p.key = vg.Point{X: w - side, Y: h}
		f.enlarge(&p, box(w-side, 0, w, h-used-mapGap))
		return p
	}
	share, set := w, func() key { return newKey(w, entries...) } // the key's part of the width: classes share lines on narrow pages only
	if w > 300 {
		share = min(max(need, w/2-mapGap), w*2/3)
		set = func() key { return f.set(share, entries) }
	}
	p.head = head(share)
	entries = f.withBar(entries, projection{scale: 1e-9})
	p.keyed = set()
	used := vg.Length(len(p.head))*labelSize*leading + p.keyed.height() + barHeight
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

// set sets the entries of a key.
func (f *sheet) set(w vg.Length, entries []keyEntry) key {
	if f.packed {
		return newKey(w, entries...)
	}
	return stacked(slices.Concat(folded(w, entries)...))
}

// withBar adds the scale to a key.
func (f *sheet) withBar(entries []keyEntry, p projection) []keyEntry {
	return append(slices.Clone(entries), f.bar(p))
}

// bar is the scale of the full map: a line as long as a round number of metres.
func (f *sheet) bar(p projection) keyEntry {
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

func (f *sheet) draw(c draw.Canvas) {
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
		outline(c, ink, 1, boxPath(p.inset))
		whole.label(c, taken, &p.shown)
		outline(c, ink, 1, boxPath(p.shown))
	} else {
		whole.label(c, nil, nil)
	}
	f.drawKey(c, p)
}

// drawKey sets the key with the lines over it.
func (f *sheet) drawKey(c draw.Canvas, p mapPage) {
	y := p.key.Y
	for _, h := range p.head {
		y -= labelSize * leading
		c.FillText(style(labelSize, ink, h.bold), vg.Point{X: p.key.X, Y: y + 3}, h.text)
	}
	bottom := y - p.keyed.height()
	p.keyed.draw(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{Min: vg.Point{X: p.key.X, Y: bottom}, Max: vg.Point{X: c.Max.X, Y: y}}})
}

// boxPath is the path around a box.
func boxPath(b vg.Rectangle) vg.Path {
	return polygon(b.Min, vg.Point{X: b.Max.X, Y: b.Min.Y}, b.Max, vg.Point{X: b.Min.X, Y: b.Max.Y})
}

// layer is a map drawn at one scale.
type layer struct {
	*sheet
	shapes [][]ring        // of f.areas, as far as they are shown; none for those that are not on the map
	whole  []bool          // the area is shown whole
	lines  [2][][]vg.Point // borders: those that must be seen on light ground, and those between dark areas
	ground vg.Path
}

func newLayer(f *sheet, to projection, box *vg.Rectangle) *layer {
	m := &layer{sheet: f, shapes: make([][]ring, len(f.areas)), whole: make([]bool, len(f.areas))}
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

// spot is where a label is printed.
type spot struct {
	at    vg.Point
	lines []string // none where there is no room
}

// spots finds what there is room for in each area, but for those that are labelled already, and not across the border of a box.
func (m *layer) spots(taken []bool, box *vg.Rectangle) []spot {
	out := make([]spot, len(m.areas))
	for i, a := range m.areas {
		if len(m.shapes[i]) == 0 || taken != nil && taken[i] {
			continue
		}
		for _, lines := range m.labels(a) {
			if at, ok := fitted(m.shapes[i], lines); ok && (box == nil || !crosses(at, lines, *box)) {
				out[i] = spot{at, lines}
				break
			}
		}
	}
	return out
}

// label prints what there is room for in each area, but for those that are labelled already, and not across the border of a box. It returns which areas
// have a label.
func (m *layer) label(c draw.Canvas, taken []bool, box *vg.Rectangle) []bool {
	out := make([]bool, len(m.areas))
	for i, s := range m.spots(taken, box) {
		switch {
		case s.lines != nil:
			m.print(c, m.areas[i], s.at, s.lines)
			out[i] = true
		case m.mark != nil && len(m.shapes[i]) > 0 && (taken == nil || !taken[i]):
			m.symbol(c, m.areas[i], m.shapes[i], box)
		}
	}
	return out
}

// symbol draws the mark of an area where there is room for it, and not across the border of a box.
func (m *layer) symbol(c draw.Canvas, a placed, rings []ring, box *vg.Rectangle) {
	sign, ok := m.mark(a)
	if !ok {
		return
	}
	if at, fits := room(rings, max(markRoom, m.markWide), markRoom); fits && (box == nil || !crosses(at, []string{"00"}, *box)) {
		sign(c, onColor(m.color(a)), at)
	}
}

const (
	markRoom  vg.Length = 7
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
func (f *sheet) enlarge(p *mapPage, slot vg.Rectangle) {
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
		labels := f.labels(a)
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
