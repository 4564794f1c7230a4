package topology

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/tidwall/rtree"
)

// Located is the area that a point lies in.
type Located struct {
	Area     int     // −1 for none
	Nearest  int     // the area that the point lies in or is nearest to
	Distance float64 // metres to it: 0 for a point within
}

// Locate finds the area of each point, in the coordinates of the areas. A point on a border belongs to the first of the areas that meet there, as does one where areas
// overlap; the nearest of equals is the first as well.
func (a *Areas) Locate(points []orb.Point) []Located {
	var tree rtree.RTreeG[int]
	for i, m := range a.Shapes {
		b := m.Bound()
		tree.Insert(b.Min, b.Max, i)
	}
	out := make([]Located, len(points))
	inParallel(len(points), func() func(part, first, end int) {
		return func(part, first, end int) {
			for k := first; k < end; k++ {
				out[k] = a.locate(&tree, points[k])
			}
		}
	})
	return out
}

func (a *Areas) locate(tree *rtree.RTreeG[int], p orb.Point) Located {
	best := -1
	tree.Search(p, p, func(_, _ [2]float64, i int) bool {
		if (best < 0 || i < best) && covers(a.Shapes[i], p) {
			best = i
		}
		return true
	})
	if best >= 0 {
		return Located{Area: best, Nearest: best}
	}
	square := math.Inf(1)
	tree.Nearby(rtree.BoxDist[float64, int](p, p, nil), func(_, _ [2]float64, i int, box float64) bool {
		if box > square {
			return false
		}
		if d := toShape(p, a.Shapes[i]); d < square || d == square && i < best {
			best, square = i, d
		}
		return true
	})
	return Located{Area: -1, Nearest: best, Distance: math.Sqrt(square)}
}

// covers tells whether a point lies in polygons or on their border.
func covers(m orb.MultiPolygon, p orb.Point) bool {
	for _, polygon := range m {
		in := inRing(p, polygon[0])
		for _, hole := range polygon[1:] {
			switch inRing(p, hole) {
			case 0:
				return true
			case 1:
				in = -1
			}
		}
		if in >= 0 {
			return true
		}
	}
	return false
}

// toShape returns the square of the distance of a point to the border of polygons.
func toShape(p orb.Point, m orb.MultiPolygon) float64 {
	least := math.Inf(1)
	for _, polygon := range m {
		for _, ring := range polygon {
			for k := 1; k < len(ring); k++ {
				least = min(least, toEdge(p, ring[k-1], ring[k]))
			}
		}
	}
	return least
}
