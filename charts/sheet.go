package charts

import (
	"image/color"
	"math"
	"slices"
	"sync"

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

	laid struct { // layers by where the full map lies
		sync.Mutex
		at map[projection][2]*layer
	}
}

// mark is a symbol that is drawn around a place in a colour, and the room that it takes.
type mark struct {
	draw       func(c draw.Canvas, k color.NRGBA, o vg.Point)
	wide, high vg.Length
	lead       bool // it may stand beside its area, with a line to it
}

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
	whole, detail := f.layers(p)
	whole.paint(c, "area")
	if detail != nil {
		detail.paint(c, "inset")
		detail.label(c)
		outline(c, ink, 1, boxPath(p.inset))
	}
	whole.label(c)
	if detail != nil {
		outline(c, ink, 1, boxPath(p.shown))
	}
	f.drawKey(c, p)
}

// layers lays out the map and, where there is an inset, the part that it enlarges. They are kept: a figure is drawn anew for every format, at the same place.
func (f *sheet) layers(p mapPage) (whole, detail *layer) {
	f.laid.Lock()
	defer f.laid.Unlock()
	if kept, ok := f.laid.at[p.full]; ok {
		return kept[0], kept[1]
	}
	whole = newLayer(f, p.full, nil)
	if f.page.inset != (vg.Rectangle{}) {
		detail = newLayer(f, p.full.enlarged(p.shown, p.inset), &p.inset)
		whole.place(detail.place(nil, nil), &p.shown)
	} else {
		whole.place(nil, nil)
	}
	if f.laid.at == nil {
		f.laid.at = map[projection][2]*layer{}
	}
	f.laid.at[p.full] = [2]*layer{whole, detail}
	return whole, detail
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
