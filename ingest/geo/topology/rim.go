package topology

import (
	"math"

	"github.com/paulmach/orb"
)

// nobody owns bridges.
const nobody = -1

// bridge cuts gaps that are open, to the outside or to a lake, into pieces: wherever the edges of two areas face each other across them, within the
// tolerance. What is between two bridges is a gap that areas surround.
func (c *Coverage) bridge() error {
	f := c.faces
	open := make([]bool, len(f.labels))
	open[0] = true
	for face := 1; face < len(open); face++ {
		if len(f.labels[face]) == 0 {
			area, around := f.size(int32(face))
			open[face] = 2*area/around > c.Tolerance
		}
	}
	s := &segments{}
	for side := range int32(len(f.next)) {
		// The area of an edge is to its left, and the gap to its right.
		if labels := f.labels[f.left(side)]; len(labels) > 0 && open[f.left(side^1)] {
			s.a, s.b = append(s.a, f.nodes.at[f.from(side)]), append(s.b, f.nodes.at[f.to(side)])
			s.of, s.twin = append(s.of, labels[0].owner), append(s.twin, -1)
		}
	}
	s.grid = newGrid(s.a, s.b)
	w := walker{s: s, seen: make([]int32, len(s.a)), limit: c.Tolerance * f.scale, from: -1, bridging: true}
	for k := range s.a {
		w.edge(int32(k))
	}
	if len(w.bridges) == 0 {
		return nil
	}
	d := f.redraw(len(f.edges) + len(w.bridges))
	for _, e := range f.edges {
		f.carry(d, e, e.u, e.v, true)
	}
	drawn := false
	for _, b := range w.bridges {
		from, to := f.whole(b[0]), f.whole(b[1])
		if from != to {
			d.add(from, to, nobody, 0, false)
			drawn = true
		}
	}
	if !drawn {
		return nil
	}
	f.edges, f.tags = d.edges, d.tags
	if err := f.cut(); err != nil {
		return err
	}
	c.faces = newFaces(f.planar)
	return nil
}

// whole returns the node nearest to a place in units.
func (p *planar) whole(q orb.Point) int32 {
	return p.nodes.number(orb.Point{math.Round(q[0]), math.Round(q[1])})
}
