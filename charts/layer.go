package charts

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// layer is a map drawn at one scale.
type layer struct {
	*sheet
	shapes [][]ring        // of f.areas, as far as they are shown; none for those that are not on the map
	whole  []bool          // the area is shown whole
	lines  [2][][]vg.Point // borders: those that must be seen on light ground, and those between dark areas
	ground vg.Path
	texts  []placedLabel
	signs  []placedMark
}

// placedLabel is the label of an area where there is room for it.
type placedLabel struct {
	area placed
	spot spot
}

// placedMark is the mark of an area whose label has no room.
type placedMark struct {
	area placed
	at   vg.Point
	mark mark
	from vg.Point // in the area, where the mark stands beside it
	led  bool
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

// place decides what is printed in each area, but for those that are labelled already, and what has no room and gets a mark. It returns which areas have
// a label, or a mark that would else be led to them.
func (m *layer) place(taken []bool, box *vg.Rectangle) []bool {
	out := make([]bool, len(m.areas))
	var narrow []int // areas whose mark may stand beside them
	for i, s := range m.spots(taken, box) {
		a := m.areas[i]
		switch {
		case s.lines != nil:
			m.texts = append(m.texts, placedLabel{a, s})
			out[i] = true
		case m.mark != nil && len(m.shapes[i]) > 0 && (taken == nil || !taken[i]):
			sign, ok := m.mark(a)
			if !ok {
				continue
			}
			if at, fits := room(m.shapes[i], sign.wide, sign.high); fits && (box == nil || !crosses(at, []string{"00"}, *box)) {
				m.signs = append(m.signs, placedMark{area: a, at: at, mark: sign})
				out[i] = sign.lead && m.whole[i]
			} else if sign.lead && m.whole[i] {
				narrow = append(narrow, i)
			}
		}
	}
	for _, i := range narrow {
		sign, _ := m.mark(m.areas[i])
		if led, ok := m.lead(i, sign, box); ok {
			m.signs = append(m.signs, led)
			out[i] = true
		}
	}
	return out
}

// label draws the labels and marks.
func (m *layer) label(c draw.Canvas) {
	for _, t := range m.texts {
		m.print(c, t.area, t.spot.at, t.spot.lines)
	}
	for _, s := range m.signs {
		if s.led {
			s.drawLeader(c)
		}
		s.mark.draw(c, onColor(m.color(s.area)), s.at)
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
