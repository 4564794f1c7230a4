package topology

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// segments are the edges of all areas, each with its area on its left, ring by ring.
type segments struct {
	a, b   []orb.Point
	from   []int32 // place that an edge begins at
	of     []int32 // area
	twin   []int32 // the edge of another area between the same points the other way, −1 where there is none
	places int
	grid   grid
}

func newSegments(shapes []orb.MultiPolygon) *segments {
	n := 0
	for _, m := range shapes {
		for _, polygon := range m {
			for _, ring := range polygon {
				n += len(ring) - 1
			}
		}
	}
	s := &segments{a: make([]orb.Point, 0, n), b: make([]orb.Point, 0, n), from: make([]int32, 0, n), of: make([]int32, 0, n), twin: make([]int32, n)}
	at, seen := newPlaces(n), newPairs(n)
	next := make([]int32, n) // the edge before between the same places, plus 1
	for i, m := range shapes {
		for _, polygon := range m {
			for _, ring := range polygon {
				first := at.number(ring[0])
				from := first
				for k := 1; k < len(ring); k++ {
					to := first
					if k < len(ring)-1 {
						to = at.number(ring[k])
					}
					edge := int32(len(s.a))
					s.a, s.b, s.of, s.from = append(s.a, ring[k-1]), append(s.b, ring[k]), append(s.of, int32(i)), append(s.from, from)
					s.twin[edge] = -1
					slot := seen.slot(from, to)
					for other := *slot; other != 0; other = next[other-1] {
						if j := other - 1; s.twin[j] < 0 && s.of[j] != int32(i) && s.from[j] == to {
							s.twin[edge], s.twin[j] = j, edge
							break
						}
					}
					next[edge], *slot = *slot, edge+1
					from = to
				}
			}
		}
	}
	s.places = len(at.at)
	s.grid = newGrid(s.a, s.b)
	return s
}

// exact returns the pieces where two areas draw their border alike, and a piece without length for each two areas with a point in common.
func (s *segments) exact() []piece {
	var pieces []piece
	for k, t := range s.twin {
		if t < 0 {
			continue
		}
		length := distance(s.a[k], s.b[k])
		if last := len(pieces) - 1; last >= 0 && pieces[last].from == s.of[k] && pieces[last].to == s.of[t] {
			pieces[last].length += length
		} else {
			pieces = append(pieces, piece{from: s.of[k], to: s.of[t], length: length})
		}
	}
	// The edges of each place, in their order.
	first, edges := make([]int32, s.places+1), make([]int32, len(s.a))
	for _, p := range s.from {
		first[p+1]++
	}
	for p := range s.places {
		first[p+1] += first[p]
	}
	for k, p := range s.from {
		edges[first[p]] = int32(k)
		first[p]++
	}
	start := int32(0)
	for p := range s.places {
		here := edges[start:first[p]]
		start = first[p]
		for x := range here {
			for y := range here[:x] {
				if a, b := s.of[here[y]], s.of[here[x]]; a != b && (len(here) > 2 || s.twin[here[x]] < 0 && s.twin[here[y]] < 0) {
					pieces = append(pieces, piece{from: a, to: b, corner: true})
				}
			}
		}
	}
	return pieces
}

// facing returns the pieces of edges without a twin that face other areas within the limit, and the corners in which areas meet; of every stride-th edge
// alone. Added up, pieces that follow upon each other and face the same area are one, as far apart as they are anywhere.
func (s *segments) facing(limit float64, stride int, addUp bool) []piece {
	var single []int32
	for k, t := range s.twin {
		if t < 0 {
			single = append(single, int32(k))
		}
	}
	chosen := single[:0]
	for k := 0; k < len(single); k += stride {
		chosen = append(chosen, single[k])
	}
	found := make([][]piece, parts(len(chosen)))
	inParallel(len(chosen), func() func(part, first, end int) {
		w := walker{s: s, seen: make([]int32, len(s.a)), limit: limit, addUp: addUp}
		return func(part, first, end int) {
			w.pieces, w.corners, w.from = nil, nil, -1
			for _, k := range chosen[first:end] {
				w.edge(k)
			}
			found[part] = w.pieces
		}
	})
	return slices.Concat(found...)
}

// walker goes along edges that have no twin.
type walker struct {
	s      *segments
	limit  float64
	seen   []int32 // the edge that each was last near to, plus 1
	near   []int32
	faces  []face
	breaks []float64
	pieces []piece

	from    int32    // the area of the edge
	corners []corner // of that area

	addUp    bool
	bridging bool // note the ends of pieces
	bridges  []bridge
}

// bridge is a straight line across a gap, from the edge of one area to that of another.
type bridge [2]orb.Point

// corner is the piece that says how near an area comes to another.
type corner struct {
	to    int32
	piece int
}

// meets notes that the areas come as near as d.
func (w *walker) meets(to int32, d float64) {
	for _, c := range w.corners {
		if c.to == to {
			if p := &w.pieces[c.piece]; d < p.near[0] {
				p.near = [2]float64{d, d}
			}
			return
		}
	}
	w.corners = append(w.corners, corner{to, len(w.pieces)})
	w.pieces = append(w.pieces, piece{from: w.from, to: to, near: [2]float64{d, d}, corner: true})
}

// face is how far an edge of another area is from an edge: at + slope·u for u from first to end, along the edge.
type face struct {
	of         int32 // area
	first, end float64
	at, slope  float64
}

func (f *face) distance(u float64) float64 { return math.Abs(f.at + float64(f.slope*u)) }

// opposite is the cosine beyond which edges do not count as opposite: they may be 45° from parallel, as two drawings of a winding border are where it
// was simplified on each side by itself.
const opposite = -0.7071

func (w *walker) edge(k int32) {
	s := w.s
	if s.of[k] != w.from {
		w.from, w.corners = s.of[k], w.corners[:0]
	}
	a, b := s.a[k], s.b[k]
	length := distance(a, b)
	dx, dy := (b[0]-a[0])/length, (b[1]-a[1])/length
	w.near = s.grid.around(a, b, w.limit, k+1, w.seen, w.near[:0])
	slices.Sort(w.near)
	w.faces = w.faces[:0]
	for _, j := range w.near {
		if s.of[j] == s.of[k] {
			continue
		}
		d := between(a, b, s.a[j], s.b[j])
		if d > w.limit {
			continue
		}
		w.meets(s.of[j], d)
		if s.twin[j] >= 0 {
			continue
		}
		// The other edge in the frame of this one: u along it, v to its left.
		ax, ay, bx, by := s.a[j][0]-a[0], s.a[j][1]-a[1], s.b[j][0]-a[0], s.b[j][1]-a[1]
		u0, v0 := float64(ax*dx)+float64(ay*dy), float64(ay*dx)-float64(ax*dy)
		u1, v1 := float64(bx*dx)+float64(by*dy), float64(by*dx)-float64(bx*dy)
		if u1-u0 >= opposite*math.Hypot(u1-u0, v1-v0) {
			continue
		}
		f := face{of: s.of[j], first: max(0, u1), end: min(length, u0), slope: (v1 - v0) / (u1 - u0)}
		f.at = v0 - float64(f.slope*u0)
		if f.first < f.end {
			w.faces = append(w.faces, f)
		}
	}
	w.envelope(k)
}

// envelope gives each part of edge k to the nearest of its faces.
func (w *walker) envelope(k int32) {
	w.breaks = w.breaks[:0]
	for x := range w.faces {
		f := &w.faces[x]
		w.breaks = append(w.breaks, f.first, f.end)
		if f.slope != 0 {
			w.breaks = append(w.breaks, -f.at/f.slope)
		}
		for y := range w.faces[:x] {
			g := &w.faces[y]
			if max(f.first, g.first) < min(f.end, g.end) {
				w.breaks = append(w.breaks, (g.at-f.at)/(f.slope-g.slope), (-g.at-f.at)/(f.slope+g.slope))
			}
		}
	}
	slices.Sort(w.breaks)
	for x := 1; x < len(w.breaks); x++ {
		first, end := w.breaks[x-1], w.breaks[x]
		if !(first < end) {
			continue
		}
		middle, best := (first+end)/2, -1
		for y := range w.faces {
			f := &w.faces[y]
			if f.first <= first && end <= f.end && (best < 0 || f.distance(middle) < w.faces[best].distance(middle)) {
				best = y
			}
		}
		if best >= 0 {
			f := &w.faces[best]
			p := piece{from: w.s.of[k], to: f.of, length: end - first, near: [2]float64{f.distance(first), f.distance(end)}}
			if p.within(w.limit) > 0 {
				w.take(p)
				if w.bridging {
					w.bridge(k, f, first)
					w.bridge(k, f, end)
				}
			}
		}
	}
}

// take notes a piece.
func (w *walker) take(p piece) {
	if last := len(w.pieces) - 1; w.addUp && last >= 0 {
		q := &w.pieces[last]
		if !q.corner && q.from == p.from && q.to == p.to && q.exact(w.limit) == p.exact(w.limit) {
			q.length += p.length
			q.near = [2]float64{max(q.near[0], p.near[0]), max(q.near[1], p.near[1])}
			return
		}
	}
	w.pieces = append(w.pieces, p)
}

// bridge notes the way from edge k at u to its face, where that is to its right: the area is to its left.
func (w *walker) bridge(k int32, f *face, u float64) {
	a, b := w.s.a[k], w.s.b[k]
	length, v := distance(a, b), f.at+float64(f.slope*u)
	if v > 0 {
		return
	}
	dx, dy := (b[0]-a[0])/length, (b[1]-a[1])/length
	p := orb.Point{a[0] + float64(u*dx), a[1] + float64(u*dy)}
	w.bridges = append(w.bridges, bridge{p, {p[0] - float64(v*dy), p[1] + float64(v*dx)}})
}

// between returns the distance between two edges.
func between(a, b, c, d orb.Point) float64 {
	if crosses(a, b, c, d) {
		return 0
	}
	return math.Sqrt(min(min(toEdge(a, c, d), toEdge(b, c, d)), min(toEdge(c, a, b), toEdge(d, a, b))))
}

// crosses tells whether two edges cross inside of both.
func crosses(a, b, c, d orb.Point) bool {
	if min(a[0], b[0]) > max(c[0], d[0]) || max(a[0], b[0]) < min(c[0], d[0]) || min(a[1], b[1]) > max(c[1], d[1]) || max(a[1], b[1]) < min(c[1], d[1]) {
		return false
	}
	apart := func(s, t float64) bool { return s < 0 && t > 0 || s > 0 && t < 0 }
	return apart(side(a, b, c), side(a, b, d)) && apart(side(c, d, a), side(c, d, b))
}

// side is above 0 where p lies to the left of the line from a to b.
func side(a, b, p orb.Point) float64 {
	return float64((b[0]-a[0])*(p[1]-a[1])) - float64((b[1]-a[1])*(p[0]-a[0]))
}

// toEdge returns the square of the distance of a point to an edge.
func toEdge(p, a, b orb.Point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	px, py := p[0]-a[0], p[1]-a[1]
	if l := float64(dx*dx) + float64(dy*dy); l > 0 {
		t := max(0, min(1, (float64(px*dx)+float64(py*dy))/l))
		px, py = px-float64(t*dx), py-float64(t*dy)
	}
	return float64(px*px) + float64(py*py)
}

func distance(a, b orb.Point) float64 { return math.Hypot(b[0]-a[0], b[1]-a[1]) }
