package topology

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// faces are the pieces that the edges of a planar map cut the plane into. Edge e has two sides: 2e runs from u to v and 2e+1 from v to u, and the
// face of a side is to its left. Face 0 is the outside.
type faces struct {
	*planar
	next   []int32   // the side that follows along the same face
	loop   []int32   // of each side
	start  []int32   // one side of each loop
	face   []int32   // of each loop
	loops  [][]int32 // of each face
	labels [][]label // of each face: what covers it
}

// label says how often a face lies within the border of an owner.
type label struct {
	owner, times int32
}

// newFaces finds the faces of a map, leaving out edges that no owner's border runs along any more, but not bridges.
func newFaces(p *planar) *faces {
	kept := p.edges[:0:0]
	for _, e := range p.edges {
		for t := e.tag; t != 0; t = p.tags[t-1].next {
			if p.tags[t-1].times != 0 || p.tags[t-1].owner == nobody {
				kept = append(kept, e)
				break
			}
		}
	}
	p.edges = kept
	f := &faces{planar: p}
	f.turnAround()
	f.goAround()
	f.nest()
	f.cover()
	return f
}

func (f *faces) from(side int32) int32 {
	if e := &f.edges[side/2]; side%2 == 0 {
		return e.u
	} else {
		return e.v
	}
}

func (f *faces) to(side int32) int32 { return f.from(side ^ 1) }

// left returns the face of a side.
func (f *faces) left(side int32) int32 { return f.face[f.loop[side]] }

// turnAround finds which side follows which: at the end of a side the next one clockwise from where it came.
func (f *faces) turnAround() {
	first := make([]int32, len(f.nodes.at)+1)
	for side := range int32(2 * len(f.edges)) {
		first[f.from(side)+1]++
	}
	for n := range f.nodes.at {
		first[n+1] += first[n]
	}
	out, fill := make([]int32, 2*len(f.edges)), slices.Clone(first)
	for side := range int32(2 * len(f.edges)) {
		n := f.from(side)
		out[fill[n]] = side
		fill[n]++
	}
	f.next = make([]int32, len(out))
	for n, at := range f.nodes.at {
		around := out[first[n]:first[n+1]]
		slices.SortFunc(around, func(x, y int32) int { return byAngle(at, f.nodes.at[f.to(x)], f.nodes.at[f.to(y)]) })
		for k, side := range around {
			f.next[side^1] = around[(k+len(around)-1)%len(around)]
		}
	}
}

// byAngle compares the directions from a place to two others, anticlockwise from east.
func byAngle(at, p, q orb.Point) int {
	below := func(r orb.Point) bool { return r[1] < at[1] || r[1] == at[1] && r[0] < at[0] }
	if x, y := below(p), below(q); x != y {
		if y {
			return -1
		}
		return 1
	}
	return cmp.Compare(0, turn(at, p, q))
}

// goAround finds the loops of sides, and numbers the faces by the loops that run around them.
func (f *faces) goAround() {
	f.loop = make([]int32, len(f.next))
	for k := range f.loop {
		f.loop[k] = -1
	}
	f.loops = append(f.loops, nil)
	for side := range int32(len(f.next)) {
		if f.loop[side] >= 0 {
			continue
		}
		l := int32(len(f.start))
		f.start, f.face = append(f.start, side), append(f.face, -1)
		for s := side; f.loop[s] < 0; s = f.next[s] {
			f.loop[s] = l
		}
		if f.anticlockwise(side) {
			f.face[l] = int32(len(f.loops))
			f.loops = append(f.loops, []int32{l})
		}
	}
}

// anticlockwise tells whether a loop runs around its face, rather than around what the face surrounds: whether it turns left wherever it passes its westernmost
// node.
func (f *faces) anticlockwise(side int32) bool {
	best, left := f.to(side), true
	for s, done := side, false; !done; {
		n, after := f.to(s), f.next[s]
		c := comparePoints(f.nodes.at[n], f.nodes.at[best])
		if c < 0 {
			best, left = n, true
		}
		if c <= 0 && turn(f.nodes.at[f.from(s)], f.nodes.at[n], f.nodes.at[f.to(after)]) <= 0 {
			left = false
		}
		s, done = after, after == side
	}
	return left
}

// west returns the westernmost node of a loop.
func (f *faces) west(side int32) int32 {
	best := f.from(side)
	for s := f.next[side]; s != side; s = f.next[s] {
		if n := f.from(s); comparePoints(f.nodes.at[n], f.nodes.at[best]) < 0 {
			best = n
		}
	}
	return best
}

// nest finds the face that each other loop lies in: that above the next edge below its westernmost node.
func (f *faces) nest() {
	a, b := make([]orb.Point, len(f.edges)), make([]orb.Point, len(f.edges))
	for k, e := range f.edges {
		a[k], b[k] = f.nodes.at[e.u], f.nodes.at[e.v]
	}
	g := newGrid(a, b)
	under := make([]int32, len(f.start)) // the loop below, −1 for none
	for l, side := range f.start {
		if f.face[l] >= 0 {
			continue
		}
		under[l] = -1
		if e := g.below(f.nodes.at[f.west(side)]); e >= 0 {
			up := 2 * e
			if a[e][0] > b[e][0] {
				up++
			}
			under[l] = f.loop[up]
		}
	}
	var path []int32
	for l := range f.start {
		path = path[:0]
		at := int32(l)
		for at >= 0 && f.face[at] < 0 {
			path = append(path, at)
			at = under[at]
		}
		in := int32(0)
		if at >= 0 {
			in = f.face[at]
		}
		for _, k := range path {
			f.face[k] = in
			f.loops[in] = append(f.loops[in], k)
		}
	}
}

// cover finds what covers each face, going from the outside across edges.
func (f *faces) cover() {
	f.labels = make([][]label, len(f.loops))
	known := make([]bool, len(f.loops))
	known[0] = true
	queue := []int32{0}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		f.sides(at, func(side int32) {
			other := f.left(side ^ 1)
			if known[other] {
				return
			}
			known[other] = true
			f.labels[other] = f.across(f.labels[at], side)
			queue = append(queue, other)
		})
	}
}

// sides calls fn with each side of a face.
func (f *faces) sides(face int32, fn func(side int32)) {
	for _, l := range f.loops[face] {
		first := f.start[l]
		fn(first)
		for s := f.next[first]; s != first; s = f.next[s] {
			fn(s)
		}
	}
}

// across returns the labels to the right of a side whose left has these.
func (f *faces) across(labels []label, side int32) []label {
	out := slices.Clone(labels)
	for t := f.edges[side/2].tag; t != 0; t = f.tags[t-1].next {
		times := -f.tags[t-1].times
		if side%2 == 1 {
			times = -times
		}
		if times == 0 {
			continue
		}
		k := slices.IndexFunc(out, func(l label) bool { return l.owner == f.tags[t-1].owner })
		if k < 0 {
			out = append(out, label{f.tags[t-1].owner, times})
		} else if out[k].times += times; out[k].times == 0 {
			out = slices.Delete(out, k, k+1)
		}
	}
	slices.SortFunc(out, func(x, y label) int { return cmp.Compare(x.owner, y.owner) })
	return out
}

// size returns the area of a face in m² and the length of its border in metres.
func (f *faces) size(face int32) (area, around float64) {
	var o orb.Point
	if len(f.loops[face]) > 0 {
		o = f.nodes.at[f.from(f.start[f.loops[face][0]])]
	}
	f.sides(face, func(side int32) {
		a, b := f.nodes.at[f.from(side)], f.nodes.at[f.to(side)]
		area += float64((a[0]-o[0])*(b[1]-o[1])) - float64((b[0]-o[0])*(a[1]-o[1]))
		around += f.length(side)
	})
	return area / 2 / (f.scale * f.scale), around
}

// length returns the length of a side in metres.
func (f *faces) length(side int32) float64 {
	a, b := f.nodes.at[f.from(side)], f.nodes.at[f.to(side)]
	return distance(a, b) / f.scale
}
