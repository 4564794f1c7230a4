package charts

import (
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/indicators/space"
)

// ring is the border of a shape on the page, without the first point again at the end.
type ring []vg.Point

// projection puts metres on the page.
type projection struct {
	east, north float64 // what comes to at
	at          vg.Point
	scale       float64   // points on the page for a metre
	top         vg.Length // of the page, which heights are told from in files
}

// bounds is the rectangle around shapes.
func bounds(shapes [][][]space.Point) (low, high space.Point) {
	low, high = space.Point{X: math.Inf(1), Y: math.Inf(1)}, space.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, s := range shapes {
		for _, r := range s {
			for _, p := range r {
				low.X, low.Y = min(low.X, p.X), min(low.Y, p.Y)
				high.X, high.Y = max(high.X, p.X), max(high.Y, p.Y)
			}
		}
	}
	return low, high
}

// project returns the projection that makes a rectangle of metres as large as a box allows, in its middle.
func project(low, high space.Point, box vg.Rectangle) projection {
	w, h := max(high.X-low.X, 1), max(high.Y-low.Y, 1)
	return projection{
		east: (low.X + high.X) / 2, north: (low.Y + high.Y) / 2,
		at:    vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2},
		scale: min((box.Max.X-box.Min.X).Points()/w, (box.Max.Y-box.Min.Y).Points()/h),
	}
}

// enlarged shows what lies in a box on the page as large as another box, of the same proportions.
func (p projection) enlarged(from, to vg.Rectangle) projection {
	times := (to.Max.X - to.Min.X) / (from.Max.X - from.Min.X)
	return projection{p.east, p.north, vg.Point{X: to.Min.X + (p.at.X-from.Min.X)*times, Y: to.Min.Y + (p.at.Y-from.Min.Y)*times}, p.scale * float64(times), p.top}
}

// point is a place on the page, to a tenth of a point, which is finer than can be seen and keeps files small.
func (p projection) point(q space.Point) vg.Point {
	tenth := func(v float64) vg.Length { return vg.Length(math.Round(v*10) / 10) }
	return vg.Point{X: tenth(p.at.X.Points() + (q.X-p.east)*p.scale), Y: p.top - tenth(p.top.Points()-p.at.Y.Points()-(q.Y-p.north)*p.scale)}
}

// rings are a shape on the page, without points that fall on the one before. What is smaller than can be drawn goes away.
func (p projection) rings(shape [][]space.Point) []ring {
	var out []ring
	for _, r := range shape {
		var on ring
		for _, q := range r {
			if at := p.point(q); len(on) == 0 || on[len(on)-1] != at {
				on = append(on, at)
			}
		}
		for len(on) > 1 && on[0] == on[len(on)-1] {
			on = on[:len(on)-1]
		}
		if len(on) > 2 {
			out = append(out, on)
		}
	}
	return out
}

// path is the path of rings, for filling.
func path(rings []ring) vg.Path {
	var out vg.Path
	for _, r := range rings {
		out = append(out, polygon(r...)...)
	}
	return out
}

// within returns the part of rings that lies in a box (Sutherland and Hodgman 1974, Communications of the ACM 17, 32–42).
func within(rings []ring, box vg.Rectangle) []ring {
	var out []ring
	for _, r := range rings {
		for side := range 4 {
			value := func(p vg.Point) vg.Length { // how far inside of a side of the box
				return [...]vg.Length{p.X - box.Min.X, box.Max.X - p.X, p.Y - box.Min.Y, box.Max.Y - p.Y}[side]
			}
			var kept ring
			for i, b := range r {
				a := r[(i+len(r)-1)%len(r)]
				va, vb := value(a), value(b)
				if (va < 0) != (vb < 0) {
					t := va / (va - vb)
					kept = append(kept, vg.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)})
				}
				if vb >= 0 {
					kept = append(kept, b)
				}
			}
			r = kept
		}
		if len(r) > 2 {
			out = append(out, r)
		}
	}
	return out
}

// borders are the lines between areas, each there once though it is the border of two, and around them. Of each it is asked whether it is wanted, having such
// areas beside it.
//
// The sides of shapes are joined to lines as long as they can be, which end where three meet.
func borders(areas [][]ring, wanted func(beside []int) bool) [][]vg.Point {
	type side [2]vg.Point
	var sides []side
	number := map[side]int{}
	var beside [][]int
	for area, rings := range areas {
		for _, r := range rings {
			for i, a := range r {
				s := side{a, r[(i+1)%len(r)]}
				if _, ok := number[side{s[1], s[0]}]; ok {
					s = side{s[1], s[0]}
				}
				k, ok := number[s]
				if !ok {
					k = len(sides)
					number[s], sides, beside = k, append(sides, s), append(beside, nil)
				}
				beside[k] = append(beside[k], area)
			}
		}
	}
	at := map[vg.Point][]int{} // sides that end in a point
	var used []bool
	for k, s := range sides {
		used = append(used, !wanted(beside[k]))
		if !used[k] {
			at[s[0]], at[s[1]] = append(at[s[0]], k), append(at[s[1]], k)
		}
	}
	var out [][]vg.Point
	walk := func(k int, from vg.Point) {
		line := []vg.Point{from}
		for {
			used[k] = true
			if to := sides[k]; to[0] == from {
				from = to[1]
			} else {
				from = to[0]
			}
			line = append(line, from)
			next := -1
			for _, n := range at[from] {
				if !used[n] {
					next = n
				}
			}
			if next < 0 || len(at[from]) != 2 {
				break
			}
			k = next
		}
		out = append(out, line)
	}
	for _, ends := range []bool{true, false} { // rings without a junction come last
		for k, s := range sides {
			for _, p := range s {
				if !used[k] && (len(at[p]) != 2 || !ends) {
					walk(k, p)
				}
			}
		}
	}
	return out
}

// inside returns the pieces of lines that lie in a box (Liang and Barsky 1984, ACM Transactions on Graphics 3, 1–22).
func inside(lines [][]vg.Point, box vg.Rectangle) [][]vg.Point {
	var out [][]vg.Point
	for _, l := range lines {
		var piece []vg.Point
		end := func() {
			if len(piece) > 1 {
				out = append(out, piece)
			}
			piece = nil
		}
		for i := range len(l) - 1 {
			a, b, ok := clipped(l[i], l[i+1], box)
			if !ok {
				end()
				continue
			}
			if len(piece) == 0 || piece[len(piece)-1] != a {
				end()
				piece = append(piece, a)
			}
			piece = append(piece, b)
		}
		end()
	}
	return out
}

// clipped returns the part of a straight line that lies in a box.
func clipped(a, b vg.Point, box vg.Rectangle) (from, to vg.Point, ok bool) {
	t0, t1 := vg.Length(0), vg.Length(1)
	d := b.Sub(a)
	for _, side := range [...][2]vg.Length{{-d.X, a.X - box.Min.X}, {d.X, box.Max.X - a.X}, {-d.Y, a.Y - box.Min.Y}, {d.Y, box.Max.Y - a.Y}} {
		p, q := side[0], side[1]
		switch {
		case p == 0 && q < 0:
			return a, b, false
		case p < 0:
			t0 = max(t0, q/p)
		case p > 0:
			t1 = min(t1, q/p)
		}
	}
	if t0 >= t1 {
		return a, b, false
	}
	from, to = a, b
	if t0 > 0 {
		from = a.Add(d.Scale(t0))
	}
	if t1 < 1 {
		to = a.Add(d.Scale(t1))
	}
	return from, to, true
}

// around tells of borders that only one area is beside.
func around(beside []int) bool { return len(beside) == 1 }
