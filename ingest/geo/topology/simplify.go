package topology

import (
	"container/heap"
	"fmt"

	"github.com/paulmach/orb"
)

// Simplify returns the areas with fewer vertices, the same on both sides of each border: the corner whose triangle is smallest is cut off again and again
// (Visvalingam and Whyatt 1993, Cartographic Journal 30, 46–51), while its triangle is smaller than a square with sides of so many metres.
//
// Who lies beside whom, what lies in a hole and where three borders meet stay as they are: no corner is cut off in whose triangle another vertex lies, nor
// one that would leave two borders along one line. So no border comes to cross another, and no area goes away.
func (c *Coverage) Simplify(metres float64) (*Areas, error) {
	if !(metres >= 0) || metres > maxCoordinate {
		return nil, fmt.Errorf("the tolerance is %v; want metres from 0", metres)
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	out := *c.areas
	o := outlines{faces: c.faces, region: c.owner}
	regions := o.trace(len(out.Codes))
	s := newSimplifier(&o)
	s.run(2 * metres * metres * c.faces.scale * c.faces.scale)
	out.Shapes = o.shapes(regions, func(node int32) bool { return !s.gone[node] })
	return &out, nil
}

// simplifier cuts corners off the borders of regions. Corners wait in a heap, the smallest on top.
type simplifier struct {
	at     []orb.Point
	degree []int8     // of each node: edges of borders, at most 3 counted
	beside [][2]int32 // of each node with two edges
	direct map[[2]int32]bool
	gone   []bool
	grid   grid // of the nodes
	queue  corners
	stamp  []int32 // of each node: what in the queue is up to date
}

// waiting is a corner in the queue, and twice the area of its triangle.
type waiting struct {
	twice float64
	node  int32
	stamp int32
}

type corners []waiting

func (c corners) Len() int { return len(c) }
func (c corners) Less(i, j int) bool {
	return c[i].twice < c[j].twice || c[i].twice == c[j].twice && c[i].node < c[j].node
}
func (c corners) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c *corners) Push(x any)   { *c = append(*c, x.(waiting)) }
func (c *corners) Pop() any {
	last := len(*c) - 1
	x := (*c)[last]
	*c = (*c)[:last]
	return x
}

func newSimplifier(o *outlines) *simplifier {
	n := len(o.nodes.at)
	s := &simplifier{at: o.nodes.at, degree: make([]int8, n), beside: make([][2]int32, n), direct: map[[2]int32]bool{}, gone: make([]bool, n), stamp: make([]int32, n)}
	join := func(a, b int32) {
		if s.degree[a] < 2 {
			s.beside[a][s.degree[a]] = b
		}
		s.degree[a] = min(3, s.degree[a]+1)
	}
	borders := func(fn func(a, b int32)) {
		for e := range int32(len(o.edges)) {
			if o.region[o.left(2*e)] != o.region[o.left(2*e+1)] {
				fn(o.edges[e].u, o.edges[e].v)
			}
		}
	}
	borders(func(a, b int32) {
		join(a, b)
		join(b, a)
	})
	borders(s.connect)
	var nodes []int32
	var places []orb.Point
	for n, d := range s.degree {
		if d > 0 {
			nodes, places = append(nodes, int32(n)), append(places, s.at[n])
		}
	}
	s.grid = newGrid(places, places)
	for k, j := range s.grid.edges {
		s.grid.edges[k] = nodes[j]
	}
	return s
}

// connect notes an edge between two nodes that stay.
func (s *simplifier) connect(a, b int32) {
	if s.degree[a] != 2 && s.degree[b] != 2 {
		s.direct[[2]int32{min(a, b), max(a, b)}] = true
	}
}

// connected tells whether two nodes have an edge between them.
func (s *simplifier) connected(a, b int32) bool {
	switch {
	case s.degree[a] == 2:
		return s.beside[a][0] == b || s.beside[a][1] == b
	case s.degree[b] == 2:
		return s.beside[b][0] == a || s.beside[b][1] == a
	}
	return s.direct[[2]int32{min(a, b), max(a, b)}]
}

func (s *simplifier) run(limit float64) {
	for n, d := range s.degree {
		if d == 2 {
			s.queue = append(s.queue, s.corner(int32(n), 0))
		}
	}
	heap.Init(&s.queue)
	for len(s.queue) > 0 {
		w := heap.Pop(&s.queue).(waiting)
		if w.stamp != s.stamp[w.node] || s.gone[w.node] {
			continue
		}
		if w.twice > limit {
			return
		}
		a, c := s.beside[w.node][0], s.beside[w.node][1]
		if s.connected(a, c) || !s.clear(a, w.node, c) {
			continue
		}
		s.gone[w.node] = true
		for _, end := range [...][2]int32{{a, c}, {c, a}} {
			if s.degree[end[0]] != 2 {
				continue
			}
			if s.beside[end[0]][0] == w.node {
				s.beside[end[0]][0] = end[1]
			} else {
				s.beside[end[0]][1] = end[1]
			}
			s.stamp[end[0]]++
			heap.Push(&s.queue, s.corner(end[0], w.twice))
		}
		s.connect(a, c)
	}
}

// corner returns a node for the queue. It comes no sooner than what made it what it is.
func (s *simplifier) corner(n int32, least float64) waiting {
	t := turn(s.at[s.beside[n][0]], s.at[n], s.at[s.beside[n][1]])
	return waiting{max(least, float64(max(t, -t))), n, s.stamp[n]}
}

// clear tells whether no other node lies in the triangle of a corner.
func (s *simplifier) clear(a, b, c int32) bool {
	p, q, r := s.at[a], s.at[b], s.at[c]
	if turn(p, q, r) < 0 {
		p, r = r, p
	}
	low := orb.Point{min(p[0], q[0], r[0]), min(p[1], q[1], r[1])}
	high := orb.Point{max(p[0], q[0], r[0]), max(p[1], q[1], r[1])}
	g := &s.grid
	for column, end := g.column(low[0]), g.column(high[0]); column <= end; column++ {
		for row, top := g.row(low[1]), g.row(high[1]); row <= top; row++ {
			cell := column*g.ny + row
			for _, n := range g.edges[g.first[cell]:g.first[cell+1]] {
				if n == a || n == b || n == c || s.gone[n] {
					continue
				}
				if at := s.at[n]; turn(p, q, at) >= 0 && turn(q, r, at) >= 0 && turn(r, p, at) >= 0 {
					return false
				}
			}
		}
	}
	return true
}
