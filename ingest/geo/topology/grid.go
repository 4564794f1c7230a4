package topology

import (
	"math"

	"github.com/paulmach/orb"
)

// grid finds edges by where they are: each cell lists those that pass through it.
type grid struct {
	min     orb.Point
	size    float64 // of a cell, in metres
	nx, ny  int
	first   []int32 // of each cell in edges, and the end of the last
	edges   []int32
	a, b    []orb.Point
	nothing bool
}

// newGrid returns a grid with about as many cells as edges.
func newGrid(a, b []orb.Point) grid {
	g := grid{a: a, b: b}
	if len(a) == 0 {
		g.nothing = true
		return g
	}
	bound, lengths := orb.Bound{Min: a[0], Max: a[0]}, 0.0
	for k := range a {
		bound = bound.Extend(a[k]).Extend(b[k])
		lengths += math.Hypot(b[k][0]-a[k][0], b[k][1]-a[k][1])
	}
	width, height := bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]
	g.min = bound.Min
	// Long edges must not pass through very many cells, nor far places make very many cells that are empty.
	n := float64(len(a))
	g.size = max(lengths/n, math.Sqrt(width*height/n), (width+height)/(2*n+1000), math.SmallestNonzeroFloat64)
	g.nx, g.ny = int(width/g.size)+1, int(height/g.size)+1
	count := make([]int32, g.nx*g.ny+1)
	for k := range a {
		g.cells(a[k], b[k], 0, func(c int) { count[c+1]++ })
	}
	for c := range g.nx * g.ny {
		count[c+1] += count[c]
	}
	g.first = count
	g.edges = make([]int32, count[len(count)-1])
	next := make([]int32, len(count)-1)
	copy(next, count)
	for k := range a {
		g.cells(a[k], b[k], 0, func(c int) {
			g.edges[next[c]] = int32(k)
			next[c]++
		})
	}
	return g
}

func (g *grid) column(x float64) int { return max(0, min(g.nx-1, int((x-g.min[0])/g.size))) }
func (g *grid) row(y float64) int    { return max(0, min(g.ny-1, int((y-g.min[1])/g.size))) }

// cells calls f with every cell within reach of the edge from a to b: column by column, those between the lowest and the
// highest place of the edge there.
func (g *grid) cells(a, b orb.Point, reach float64, f func(cell int)) {
	if a[0] > b[0] {
		a, b = b, a
	}
	c0, c1 := g.column(a[0]-reach), g.column(b[0]+reach)
	if c0 == c1 || a[0] == b[0] {
		for r, last := g.row(min(a[1], b[1])-reach), g.row(max(a[1], b[1])+reach); r <= last; r++ {
			for c := c0; c <= c1; c++ {
				f(c*g.ny + r)
			}
		}
		return
	}
	slope := (b[1] - a[1]) / (b[0] - a[0])
	slack := reach + 1e-9*g.size
	for c := c0; c <= c1; c++ {
		left := max(a[0], min(b[0], g.min[0]+float64(c)*g.size-slack))
		right := max(a[0], min(b[0], g.min[0]+float64(c+1)*g.size+slack))
		y0, y1 := a[1]+float64(slope*(left-a[0])), a[1]+float64(slope*(right-a[0]))
		for r, last := g.row(min(y0, y1)-slack), g.row(max(y0, y1)+slack); r <= last; r++ {
			f(c*g.ny + r)
		}
	}
}

// around appends to near each edge that may be within reach of the edge from a to b, once: seen has mark for those.
func (g *grid) around(a, b orb.Point, reach float64, mark int32, seen, near []int32) []int32 {
	if g.nothing {
		return near
	}
	g.cells(a, b, reach, func(c int) {
		for _, j := range g.edges[g.first[c]:g.first[c+1]] {
			if seen[j] != mark {
				seen[j] = mark
				near = append(near, j)
			}
		}
	})
	return near
}

// below returns the edge straight below a place, −1 where there is none. Edges meet only at their ends, and the place lies on none; an edge that begins below it counts, one that ends
// there does not.
func (g *grid) below(p orb.Point) int32 {
	best, highest, slope := int32(-1), math.Inf(-1), 0.0
	c := g.column(p[0])
	for r := g.row(p[1]); r >= 0; r-- {
		if best >= 0 && highest >= g.min[1]+float64(r+1)*g.size {
			break
		}
		for _, j := range g.edges[g.first[c*g.ny+r]:g.first[c*g.ny+r+1]] {
			a, b := g.a[j], g.b[j]
			if a[0] > b[0] {
				a, b = b, a
			}
			if !(a[0] <= p[0] && p[0] < b[0]) {
				continue
			}
			s := (b[1] - a[1]) / (b[0] - a[0])
			y := a[1] + float64(s*(p[0]-a[0]))
			if y < p[1] && (y > highest || y == highest && s > slope) {
				best, highest, slope = j, y, s
			}
		}
	}
	return best
}
