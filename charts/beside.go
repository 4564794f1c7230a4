package charts

import (
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// disc is a round mark of a plot.
type disc struct {
	o vg.Point
	r vg.Length
}

// beside is where the name of a disc stands: the point and the alignment of its text.
type beside struct {
	at    vg.Point
	x     text.XAlignment
	shown bool
}

// nameDiscs finds places for the names of discs, in an order of importance, so that no name covers a disc, another name, or a rectangle that is to
// be kept free, and all stay within bounds. A name that finds no place is not shown.
func nameDiscs(discs []disc, names []string, styles []text.Style, order []int, bounds vg.Rectangle, free []vg.Rectangle) []beside {
	const gap = 2.5
	out := make([]beside, len(discs))
	var taken []vg.Rectangle
	for _, i := range order {
		w, h := width(names[i], styles[i])*slack, styles[i].Font.Size*capHeight
		d := discs[i]
		far, near := d.r+gap, d.r*0.75+gap
		for _, p := range []struct {
			dx, dy vg.Length
			x      text.XAlignment
		}{
			{far, 0, draw.XLeft}, {-far, 0, draw.XRight}, {0, far + h/2, draw.XCenter}, {0, -far - h/2, draw.XCenter},
			{near, near + h/2, draw.XLeft}, {near, -near - h/2, draw.XLeft}, {-near, near + h/2, draw.XRight}, {-near, -near - h/2, draw.XRight},
		} {
			at := vg.Point{X: d.o.X + p.dx, Y: d.o.Y + p.dy}
			left := at.X + vg.Length(p.x)*w
			box := vg.Rectangle{Min: vg.Point{X: left - 1, Y: at.Y - h/2 - 2}, Max: vg.Point{X: left + w + 1, Y: at.Y + h/2 + 2}}
			if box.Min.X < bounds.Min.X || box.Max.X > bounds.Max.X || box.Min.Y < bounds.Min.Y || box.Max.Y > bounds.Max.Y {
				continue
			}
			if coversAny(box, taken) || coversAny(box, free) || coversDisc(box, discs) {
				continue
			}
			out[i] = beside{at, p.x, true}
			taken = append(taken, box)
			break
		}
	}
	return out
}

func coversAny(box vg.Rectangle, others []vg.Rectangle) bool {
	for _, b := range others {
		if box.Min.X < b.Max.X && b.Min.X < box.Max.X && box.Min.Y < b.Max.Y && b.Min.Y < box.Max.Y {
			return true
		}
	}
	return false
}

func coversDisc(box vg.Rectangle, discs []disc) bool {
	for _, d := range discs {
		dx := d.o.X - min(max(d.o.X, box.Min.X), box.Max.X)
		dy := d.o.Y - min(max(d.o.Y, box.Min.Y), box.Max.Y)
		if dx*dx+dy*dy < d.r*d.r {
			return true
		}
	}
	return false
}
