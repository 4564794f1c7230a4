package topology

import (
	"slices"

	"github.com/paulmach/orb"
)

// outlines are the borders of regions made of faces.
type outlines struct {
	*faces
	region []int32 // of each face, −1 for none
}

// border tells whether a side is on the border of its region.
func (o *outlines) border(side int32) bool {
	r := o.region[o.left(side)]
	return r >= 0 && r != o.region[o.left(side^1)]
}

// ring is the nodes of a ring, the first not repeated.
type ring []int32

// part is one polygon of a region: the ring around it and its holes.
type part struct {
	shell ring
	holes []ring
}

// trace returns the polygons of n regions. No ring passes a node twice; rings run anticlockwise and holes clockwise.
func (o *outlines) trace(n int) [][]part {
	shells, holes := make([][]ring, n), make([][]ring, n)
	done := make([]bool, len(o.next))
	at := make([]int32, len(o.nodes.at)) // where a node is in the walk, plus 1
	for first := range int32(len(o.next)) {
		if done[first] || !o.border(first) {
			continue
		}
		region := o.region[o.left(first)]
		var walk ring
		for side := first; !done[side]; {
			done[side] = true
			n := o.from(side)
			if k := at[n]; k > 0 {
				o.file(walk[k-1:], &shells[region], &holes[region])
				for _, m := range walk[k:] {
					at[m] = 0
				}
				walk = walk[:k-1]
			}
			walk = append(walk, n)
			at[n] = int32(len(walk))
			side = o.next[side]
			for !o.border(side) {
				side = o.next[side^1]
			}
		}
		o.file(walk, &shells[region], &holes[region])
		for _, m := range walk {
			at[m] = 0
		}
	}
	out := make([][]part, n)
	for r := range out {
		out[r] = o.fit(shells[r], holes[r])
	}
	return out
}

// file puts a ring among the shells or the holes.
func (o *outlines) file(nodes ring, shells, holes *[]ring) {
	if len(nodes) < 3 {
		return
	}
	if kept := slices.Clone(nodes); o.twice(kept) > 0 {
		*shells = append(*shells, kept)
	} else {
		*holes = append(*holes, kept)
	}
}

// twice is above 0 where a ring that passes no node twice runs anticlockwise: the turn at its westernmost node.
func (o *outlines) twice(r ring) int64 {
	best := 0
	for k := range r {
		if comparePoints(o.nodes.at[r[k]], o.nodes.at[r[best]]) < 0 {
			best = k
		}
	}
	before, after := r[(best+len(r)-1)%len(r)], r[(best+1)%len(r)]
	return turn(o.nodes.at[before], o.nodes.at[r[best]], o.nodes.at[after])
}

// fit gives each hole to the smallest shell around it.
func (o *outlines) fit(shells, holes []ring) []part {
	parts := make([]part, len(shells))
	bounds := make([]orb.Bound, len(shells))
	for k, s := range shells {
		parts[k].shell = s
		bounds[k] = o.bound(s)
	}
	for _, h := range holes {
		b := o.bound(h)
		best := -1
		for k := range parts {
			if len(parts) > 1 && (!bounds[k].Contains(b.Min) || !bounds[k].Contains(b.Max) || !o.within(h, parts[k].shell)) {
				continue
			}
			if best < 0 || bounds[best].Contains(bounds[k].Min) && bounds[best].Contains(bounds[k].Max) {
				best = k
			}
		}
		if best >= 0 {
			parts[best].holes = append(parts[best].holes, h)
		}
	}
	return parts
}

func (o *outlines) bound(r ring) orb.Bound {
	b := orb.Bound{Min: o.nodes.at[r[0]], Max: o.nodes.at[r[0]]}
	for _, n := range r {
		b = b.Extend(o.nodes.at[n])
	}
	return b
}

// within tells whether a hole lies in a shell, by the middle of its first edge: that lies on no other border of the region.
func (o *outlines) within(hole, shell ring) bool {
	p, q := o.nodes.at[hole[0]], o.nodes.at[hole[1]]
	middle := orb.Point{p[0] + q[0], p[1] + q[1]} // in halves of a unit
	inside := false
	for k, n := range shell {
		a, b := o.nodes.at[n], o.nodes.at[shell[(k+1)%len(shell)]]
		if (2*a[1] > middle[1]) == (2*b[1] > middle[1]) {
			continue
		}
		left := turnHalves(a, b, middle)
		if (left > 0) == (b[1] > a[1]) {
			inside = !inside
		}
	}
	return inside
}

// turnHalves is turn for a place in halves of a unit.
func turnHalves(a, b, q orb.Point) int64 {
	return int64(b[0]-a[0])*int64(q[1]-2*a[1]) - int64(b[1]-a[1])*int64(q[0]-2*a[0])
}

// shapes returns the polygons in metres, leaving out the nodes that keep does not want.
func (o *outlines) shapes(regions [][]part, keep func(node int32) bool) []orb.MultiPolygon {
	out := make([]orb.MultiPolygon, len(regions))
	draw := func(r ring) orb.Ring {
		line := make(orb.Ring, 0, len(r)+1)
		for _, n := range r {
			if keep == nil || keep(n) {
				line = append(line, o.point(n))
			}
		}
		return append(line, line[0])
	}
	for r, parts := range regions {
		for _, p := range parts {
			polygon := orb.Polygon{draw(p.shell)}
			for _, h := range p.holes {
				polygon = append(polygon, draw(h))
			}
			out[r] = append(out[r], polygon)
		}
	}
	return out
}
