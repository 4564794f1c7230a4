package topology

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// planar is a map of lines in the plane that meet in nodes alone. Coordinates are whole numbers, of hundredths of a millimetre in a city and of millimetres in a country, so
// that what lies on which side of what is decided exactly. Each edge knows the owners (areas, or rings) whose border runs along it.
type planar struct {
	scale  float64   // units in a metre
	origin orb.Point // in units
	nodes  *places   // coordinates in units from the origin, whole numbers
	edges  []edge
	tags   []tag
}

// edge runs between two nodes, u before v.
type edge struct {
	u, v int32
	tag  int32 // the first of its tags plus 1, 0 for none
	old  bool  // nothing near it has changed since it was last looked at
}

// tag says how often the border of an owner runs along an edge from u to v, less how often it runs back. The owner is on the left.
type tag struct {
	owner int32
	times int32
	next  int32 // plus 1
}

// reach is the extent in units within which products of coordinates are exact: 2·reach² is below 2⁶³.
const reach = 1.5e9

// newPlanar cuts the rings of owners where they meet. Coordinates must be finite.
func newPlanar(shapes []orb.MultiPolygon) (*planar, error) {
	rings, points := make([][]orb.Ring, len(shapes)), 0
	for i, m := range shapes {
		for _, polygon := range m {
			for _, ring := range polygon {
				rings[i] = append(rings[i], ring)
				points += len(ring)
			}
		}
	}
	return lay(rings, points)
}

// lay returns the map of rings, those of each owner in one list.
func lay(rings [][]orb.Ring, points int) (*planar, error) {
	p := &planar{scale: 1e5, nodes: newPlaces(points)}
	bound := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for _, of := range rings {
		for _, ring := range of {
			for _, q := range ring {
				bound = bound.Extend(q)
			}
		}
	}
	for extent := max(bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]); extent*p.scale > reach; {
		p.scale /= 10
	}
	p.origin = orb.Point{math.Round(bound.Min[0] * p.scale), math.Round(bound.Min[1] * p.scale)}
	drawn := p.redraw(points)
	for i, of := range rings {
		for _, ring := range of {
			for k := range ring {
				drawn.add(p.node(ring[k]), p.node(ring[(k+1)%len(ring)]), int32(i), 1, false)
			}
		}
	}
	p.edges, p.tags = drawn.edges, drawn.tags
	return p, p.cut()
}

// cut cuts edges until they meet in nodes alone.
func (p *planar) cut() error {
	const rounds = 100
	for range rounds {
		more, err := p.cutOnce()
		if !more || err != nil {
			return err
		}
	}
	return errTangle
}

func (p *planar) node(q orb.Point) int32 {
	return p.nodes.number(orb.Point{math.Round(float64(q[0]*p.scale)) - p.origin[0], math.Round(float64(q[1]*p.scale)) - p.origin[1]})
}

// point returns a node in metres.
func (p *planar) point(node int32) orb.Point { return p.metres(p.nodes.at[node]) }

func (p *planar) metres(q orb.Point) orb.Point {
	return orb.Point{(q[0] + p.origin[0]) / p.scale, (q[1] + p.origin[1]) / p.scale}
}

// drawing collects edges, each once.
type drawing struct {
	edges []edge
	tags  []tag
	at    *pairs
}

func (p *planar) redraw(edges int) *drawing {
	return &drawing{edges: make([]edge, 0, edges), tags: make([]tag, 0, edges), at: newPairs(edges)}
}

// add notes that the border of an owner runs from a to b so many times.
func (d *drawing) add(a, b, owner, times int32, old bool) {
	if a == b {
		return
	}
	slot := d.at.slot(a, b)
	if *slot == 0 {
		d.edges = append(d.edges, edge{u: min(a, b), v: max(a, b), old: true})
		*slot = int32(len(d.edges))
	}
	e := &d.edges[*slot-1]
	e.old = e.old && old
	if a > b {
		times = -times
	}
	for t := e.tag; t != 0; t = d.tags[t-1].next {
		if d.tags[t-1].owner == owner {
			d.tags[t-1].times += times
			return
		}
	}
	d.tags = append(d.tags, tag{owner, times, e.tag})
	e.tag = int32(len(d.tags))
}

// errTangle is the error for lines that are no borders.
var errTangle = errors.New("the lines cross each other so often that they are no borders of areas")

// maxSplits is how often the edges of one part of the map, of 64, may be cut at once.
const maxSplits = 1 << 18

// split is a place at which an edge is to be cut.
type split struct {
	edge int32
	at   orb.Point
}

// cutOnce cuts edges where they cross, and where a node lies within 0.7 units of them. Cutting bends edges a little, so that they may meet
// others: it returns whether anything was cut.
func (p *planar) cutOnce() (bool, error) {
	a, b := make([]orb.Point, len(p.edges)), make([]orb.Point, len(p.edges))
	var changed []int32
	for k, e := range p.edges {
		a[k], b[k] = p.nodes.at[e.u], p.nodes.at[e.v]
		if !e.old {
			changed = append(changed, int32(k))
		}
	}
	if len(changed) == 0 {
		return false, nil
	}
	g := newGrid(a, b)
	found := make([][]split, parts(len(changed)))
	inParallel(len(changed), func() func(part, first, end int) {
		seen, near := make([]int32, len(a)), []int32(nil)
		return func(part, first, end int) {
			var splits []split
			for _, k := range changed[first:end] {
				near = g.around(a[k], b[k], 1, k+1, seen, near[:0])
				for _, j := range near {
					if j == k || j < k && !p.edges[j].old {
						continue
					}
					splits = p.meet(splits, k, j, a, b)
				}
				if len(splits) > maxSplits {
					break
				}
			}
			found[part] = splits
		}
	})
	if slices.ContainsFunc(found, func(s []split) bool { return len(s) > maxSplits }) {
		return false, errTangle
	}
	splits := slices.Concat(found...)
	if len(splits) == 0 {
		return false, nil
	}
	along := func(s split) int64 {
		return dot(a[s.edge], b[s.edge], s.at)
	}
	slices.SortFunc(splits, func(x, y split) int {
		return cmp.Or(cmp.Compare(x.edge, y.edge), cmp.Compare(along(x), along(y)), comparePoints(x.at, y.at))
	})
	d := p.redraw(len(p.edges) + len(splits))
	for k, e := range p.edges {
		from, cuts := e.u, false
		for ; len(splits) > 0 && splits[0].edge == int32(k); splits = splits[1:] {
			to := p.nodes.number(splits[0].at)
			p.carry(d, e, from, to, false)
			from, cuts = to, true
		}
		p.carry(d, e, from, e.v, !cuts)
	}
	p.edges, p.tags = d.edges, d.tags
	return true, nil
}

// carry draws the part of e from a to b, in the direction of e.
func (p *planar) carry(d *drawing, e edge, a, b int32, old bool) {
	for t := e.tag; t != 0; t = p.tags[t-1].next {
		d.add(a, b, p.tags[t-1].owner, p.tags[t-1].times, old)
	}
}

// meet adds where edges k and j are to be cut for each other.
func (p *planar) meet(splits []split, k, j int32, a, b []orb.Point) []split {
	before := len(splits)
	for _, q := range [...]orb.Point{a[j], b[j]} {
		if onEdge(a[k], b[k], q) {
			splits = append(splits, split{k, q})
		}
	}
	for _, q := range [...]orb.Point{a[k], b[k]} {
		if onEdge(a[j], b[j], q) {
			splits = append(splits, split{j, q})
		}
	}
	if len(splits) > before {
		return splits
	}
	s0, s1 := turn(a[k], b[k], a[j]), turn(a[k], b[k], b[j])
	if s0 == 0 || s1 == 0 || (s0 > 0) == (s1 > 0) {
		return splits
	}
	t0, t1 := turn(a[j], b[j], a[k]), turn(a[j], b[j], b[k])
	if t0 == 0 || t1 == 0 || (t0 > 0) == (t1 > 0) {
		return splits
	}
	t := float64(t0) / (float64(t0) - float64(t1))
	q := orb.Point{math.Round(a[k][0] + float64(t*(b[k][0]-a[k][0]))), math.Round(a[k][1] + float64(t*(b[k][1]-a[k][1])))}
	if q != a[k] && q != b[k] {
		splits = append(splits, split{k, q})
	}
	if q != a[j] && q != b[j] {
		splits = append(splits, split{j, q})
	}
	return splits
}

// onEdge tells whether a place lies within 0.7 units of an edge and between its ends. The other corners of a square of one unit are not on its diagonal: each
// diagonal would be cut at the ends of the other for ever.
func onEdge(a, b, q orb.Point) bool {
	if q == a || q == b {
		return false
	}
	along, length := dot(a, b, q), dot(a, b, b)
	if along <= 0 || along >= length {
		return false
	}
	off := float64(turn(a, b, q))
	return 2*off*off < float64(length)
}

// turn is above 0 where q lies to the left of the line from a to b: twice the area of the triangle, exactly.
func turn(a, b, q orb.Point) int64 {
	return int64(b[0]-a[0])*int64(q[1]-a[1]) - int64(b[1]-a[1])*int64(q[0]-a[0])
}

// dot is the product of the vectors from a to b and from a to q, exactly.
func dot(a, b, q orb.Point) int64 {
	return int64(b[0]-a[0])*int64(q[0]-a[0]) + int64(b[1]-a[1])*int64(q[1]-a[1])
}
