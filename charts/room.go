package charts

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// extentOf is the box around rings.
func extentOf(rings []ring) vg.Rectangle {
	inf := vg.Length(math.Inf(1))
	out := vg.Rectangle{Min: vg.Point{X: inf, Y: inf}, Max: vg.Point{X: -inf, Y: -inf}}
	for _, r := range rings {
		for _, p := range r {
			out.Min.X, out.Min.Y = min(out.Min.X, p.X), min(out.Min.Y, p.Y)
			out.Max.X, out.Max.Y = max(out.Max.X, p.X), max(out.Max.Y, p.Y)
		}
	}
	return out
}

// room finds where in a shape a box of a size has the most room around it, and whether it fits. The search halves squares (as Mapbox's polylabel does for
// circles), with distances in half sizes of the box.
func room(rings []ring, w, h vg.Length) (centre vg.Point, fits bool) {
	e := extentOf(rings)
	if len(rings) == 0 || e.Max.X-e.Min.X < w || e.Max.Y-e.Min.Y < h {
		return centre, false
	}
	scaled := scaledRings(rings, w, h)
	type square struct{ x, y, half, free, bound float64 }
	measure := func(x, y, half float64) square {
		free := clearance(scaled, x, y)
		return square{x, y, half, free, free + half} // nowhere in a square is farther from a border than this
	}
	low := [2]float64{float64(e.Min.X / w * 2), float64(e.Min.Y / h * 2)}
	high := [2]float64{float64(e.Max.X / w * 2), float64(e.Max.Y / h * 2)}
	side := min(high[0]-low[0], high[1]-low[1])
	var open []square
	for x := low[0] + side/2; x-side/2 < high[0]; x += side {
		for y := low[1] + side/2; y-side/2 < high[1]; y += side {
			open = append(open, measure(x, y, side/2))
		}
	}
	best := measure((low[0]+high[0])/2, (low[1]+high[1])/2, 0)
	const precision = 0.1
	for len(open) > 0 {
		top := 0
		for i := range open {
			if open[i].bound > open[top].bound {
				top = i
			}
		}
		s := open[top]
		open[top] = open[len(open)-1]
		open = open[:len(open)-1]
		if s.bound < 1 || s.bound <= best.free+precision {
			break
		}
		if s.free > best.free {
			best = s
		}
		for _, d := range [...][2]float64{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
			open = append(open, measure(s.x+d[0]*s.half/2, s.y+d[1]*s.half/2, s.half/2))
		}
	}
	if x, y := middle(scaled); clearance(scaled, x, y) > max(1, 0.8*best.free) { // looks better, and is nearly as good
		best.x, best.y = x, y
	}
	return vg.Point{X: vg.Length(best.x/2) * w, Y: vg.Length(best.y/2) * h}, best.free >= 1
}

// middle is the centre of gravity of a shape.
func middle(rings [][][2]float64) (x, y float64) {
	o := rings[0][0] // near, so that no digits are lost
	area := 0.0
	for _, r := range rings {
		for i, b := range r {
			a := r[(i+len(r)-1)%len(r)]
			ax, ay, bx, by := a[0]-o[0], a[1]-o[1], b[0]-o[0], b[1]-o[1]
			cross := ax*by - bx*ay
			x, y, area = x+(ax+bx)*cross, y+(ay+by)*cross, area+cross
		}
	}
	return o[0] + x/area/3, o[1] + y/area/3
}

// scaledRings is a shape in units in which a label of w by h reaches 1 to either side.
func scaledRings(rings []ring, w, h vg.Length) [][][2]float64 {
	scaled := make([][][2]float64, len(rings))
	for i, r := range rings {
		for _, p := range r {
			scaled[i] = append(scaled[i], [2]float64{float64(p.X / w * 2), float64(p.Y / h * 2)})
		}
	}
	return scaled
}

// clearance is the distance from a place to the nearest border of a shape, the larger of those along the two axes; it is negative outside of the shape.
func clearance(rings [][][2]float64, x, y float64) float64 {
	in, least := false, math.Inf(1)
	for _, r := range rings {
		for i, b := range r {
			a := r[(i+len(r)-1)%len(r)]
			ax, ay, bx, by := a[0]-x, a[1]-y, b[0]-x, b[1]-y
			if (ay > 0) != (by > 0) && ax+(bx-ax)*ay/(ay-by) > 0 {
				in = !in
			}
			least = min(least, nearest(ax, ay, bx, by))
		}
	}
	if in {
		return least
	}
	return -least
}

// nearest is the distance from the origin to a straight line, the larger of those along the two axes. Along the line it is bent only where it crosses an
// axis or a diagonal.
func nearest(ax, ay, bx, by float64) float64 {
	dx, dy := bx-ax, by-ay
	at := func(t float64) float64 { return max(math.Abs(ax+t*dx), math.Abs(ay+t*dy)) }
	out := min(at(0), at(1))
	for _, cross := range [...][2]float64{{-ax, dx}, {-ay, dy}, {ay - ax, dx - dy}, {-ax - ay, dx + dy}} {
		if t := cross[0] / cross[1]; t > 0 && t < 1 {
			out = min(out, at(t))
		}
	}
	return out
}
