package charts

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A mark that its area has no room for may stand on open ground nearby, with a line from it to a dot in the area.
const (
	leaderLongest vg.Length = 60
	leaderStep    vg.Length = 2
	leaderTurns             = 32
	leaderGap     vg.Length = 1.5 // between the line and the mark, and between the mark and borders
	leaderDot     vg.Length = 1.3
)

// lead finds the nearest place outside of all areas where a mark has room, not across the border of a box, and where the line to it crosses no other mark or
// label. Lines that cross other areas are taken only where none else is.
func (m *layer) lead(i int, sign mark, box *vg.Rectangle) (placedMark, bool) {
	from, _ := room(m.shapes[i], 1, 1)
	w, h := sign.wide+2*leaderGap, sign.high+2*leaderGap
	within := m.extent()
	around, plain := make([][][][2]float64, len(m.shapes)), make([][][][2]float64, len(m.shapes))
	for j, s := range m.shapes {
		if len(s) > 0 {
			around[j], plain[j] = scaledRings(s, w, h), scaledRings(s, 2, 2)
		}
	}
	open := func(at vg.Point) bool {
		if at.X-w/2 < within.Min.X || at.X+w/2 > within.Max.X || at.Y-h/2 < within.Min.Y || at.Y+h/2 > within.Max.Y {
			return false
		}
		if box != nil && (crosses(at, []string{"00"}, *box) || inBox(at, *box) != inBox(from, *box)) {
			return false
		}
		for _, s := range m.signs {
			if math.Abs(float64(s.at.X-at.X)) < float64(s.mark.wide+w)/2 && math.Abs(float64(s.at.Y-at.Y)) < float64(s.mark.high+h)/2 {
				return false
			}
		}
		return !slices.ContainsFunc(around, func(rings [][][2]float64) bool {
			return len(rings) > 0 && clearance(rings, float64(at.X/w*2), float64(at.Y/h*2)) > -1
		})
	}
	best, cost, found := vg.Point{}, vg.Length(math.Inf(1)), false
	for r := h; r <= leaderLongest; r += leaderStep {
		if found && r >= cost {
			break
		}
		for k := range leaderTurns {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / leaderTurns)
			at := vg.Point{X: from.X + r*vg.Length(cos), Y: from.Y + r*vg.Length(sin)}
			if !open(at) {
				continue
			}
			if over, clear := m.crossed(plain, i, from, at); clear && r+over < cost {
				best, cost, found = at, r+over, true
			}
		}
	}
	return placedMark{area: m.areas[i], at: best, mark: sign, from: from, led: true}, found
}

// extent is the box around all areas of the layer.
func (m *layer) extent() vg.Rectangle {
	return extentOf(slices.Concat(m.shapes...))
}

func inBox(p vg.Point, box vg.Rectangle) bool {
	return p.X > box.Min.X && p.X < box.Max.X && p.Y > box.Min.Y && p.Y < box.Max.Y
}

// drawLeader draws the line from an area to the mark that stands beside it.
func (s placedMark) drawLeader(c draw.Canvas) {
	dx, dy := s.at.X-s.from.X, s.at.Y-s.from.Y
	t := max(vg.Length(math.Abs(float64(dx)))/(s.mark.wide/2+leaderGap), vg.Length(math.Abs(float64(dy)))/(s.mark.high/2+leaderGap)) // to the border of the mark's box
	line(c, ink, axisWidth, nil, s.from.X, s.from.Y, s.at.X-dx/t, s.at.Y-dy/t)
	c.SetColor(ink)
	c.Fill(circlePath(s.from, leaderDot))
}

// crossed returns how much of a line lies in other areas, whose rings are given, than the one that it leads from, and whether it is clear of marks and labels.
func (m *layer) crossed(areas [][][][2]float64, from int, a, b vg.Point) (over vg.Length, clear bool) {
	in := func(p, at vg.Point, w, h vg.Length) bool {
		return p.X > at.X-w/2 && p.X < at.X+w/2 && p.Y > at.Y-h/2 && p.Y < at.Y+h/2
	}
	for p := range pointsBetween(a, b, 1) {
		for _, s := range m.signs {
			if in(p, s.at, s.mark.wide+2*leaderGap, s.mark.high+2*leaderGap) || s.led && math.Hypot(float64(p.X-s.from.X), float64(p.Y-s.from.Y)) < 2*float64(leaderDot) {
				return 0, false
			}
		}
		for _, t := range m.texts {
			if w, h := labelBox(t.spot.lines); in(p, t.spot.at, w, h) {
				return 0, false
			}
		}
		for j, rings := range areas {
			if j != from && len(rings) > 0 && clearance(rings, float64(p.X), float64(p.Y)) > 0 {
				over++
			}
		}
	}
	return over, true
}

// pointsBetween yields points on a straight line at a distance from one another.
func pointsBetween(a, b vg.Point, step float64) func(yield func(vg.Point) bool) {
	return func(yield func(vg.Point) bool) {
		n := int(math.Hypot(float64(b.X-a.X), float64(b.Y-a.Y))/step) + 1
		for k := range n + 1 {
			t := vg.Length(k) / vg.Length(n)
			if !yield(vg.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)}) {
				return
			}
		}
	}
}
