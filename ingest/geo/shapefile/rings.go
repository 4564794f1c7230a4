package shapefile

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// ring is a ring with what is asked of it again and again.
type ring struct {
	orb.Ring
	bound orb.Bound
	area  float64 // twice, positive for clockwise rings
}

// stepLimit bounds the search for the areas that holes lie in, over a whole file: a second or two. Sweden's coast with all its islands and lakes takes a hundredth.
const stepLimit = 1 << 31

var errNested = errors.New("the rings are too many, one within the other, to be told apart")

// polygon makes areas with holes of the rings of a shape: those that run clockwise are outer rings, and the others holes in the smallest of them around. Where that does
// not fit, but the other way round does, the file has all rings the wrong way. A hole that lies in nothing becomes an area.
func (r *reader) polygon(lines [][]orb.Point) (orb.Geometry, error) {
	var clockwise, counter []ring
	for i, l := range lines {
		if len(l) < 4 {
			return nil, fmt.Errorf("ring %d has %d points; a ring has at least 4, the last the same as the first", i+1, len(l))
		}
		c := ring{Ring: l, area: twiceArea(l)}
		if len(lines) > 1 {
			c.bound = c.Bound()
		}
		if c.area >= 0 {
			clockwise = append(clockwise, c)
		} else {
			c.area = -c.area
			counter = append(counter, c)
		}
	}
	areas, orphans, err := r.assign(clockwise, counter)
	if err != nil {
		return nil, err
	}
	if len(orphans) > 0 {
		r.turned++
		turned, none, err := r.assign(counter, clockwise)
		if err != nil {
			return nil, err
		}
		if len(none) == 0 {
			areas, orphans = turned, nil
		}
		for _, o := range orphans {
			areas = append(areas, orb.Polygon{o.Ring})
		}
	}
	if len(areas) == 1 {
		return areas[0], nil
	}
	return areas, nil
}

// assign puts every hole into the smallest outer ring around it, and returns those that lie in none.
func (r *reader) assign(outer, holes []ring) (areas orb.MultiPolygon, orphans []ring, err error) {
	for _, o := range outer {
		areas = append(areas, orb.Polygon{o.Ring})
	}
	order := make([]int, len(outer))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(outer[a].area, outer[b].area) })
	for _, h := range holes {
		found := -1
		for _, i := range order {
			o := outer[i]
			if r.steps++; !around(o.bound, h.bound) || o.area < h.area {
				continue
			}
			if r.steps += len(o.Ring); r.steps > stepLimit {
				return nil, nil, errNested
			}
			if contains(o.Ring, h.Ring) {
				found = i
				break
			}
		}
		if found < 0 {
			orphans = append(orphans, h)
			continue
		}
		areas[found] = append(areas[found], h.Ring)
	}
	return areas, orphans, nil
}

func around(outer, inner orb.Bound) bool {
	return inner.Min[0] >= outer.Min[0] && inner.Min[1] >= outer.Min[1] && inner.Max[0] <= outer.Max[0] && inner.Max[1] <= outer.Max[1]
}

// twiceArea is positive for rings that run clockwise.
func twiceArea(r orb.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		sum += (r[i][0] - r[i-1][0]) * ((r[i][1] - r[0][1]) + (r[i-1][1] - r[0][1]))
	}
	return sum
}

// contains tells whether a ring whose rectangle lies in that of another lies in it. A hole may touch its area at points and along lines, so the first corner
// or middle of a side that is not on the border decides.
func contains(outer, inner orb.Ring) bool {
	const most = 16 // of corners that lie on the border, where a few are rare
	for i := 0; i+1 < len(inner) && i < most; i++ {
		for _, p := range [2]orb.Point{inner[i], {(inner[i][0] + inner[i+1][0]) / 2, (inner[i][1] + inner[i+1][1]) / 2}} {
			if side := sideOf(outer, p); side != 0 {
				return side > 0
			}
		}
	}
	return true
}

// sideOf is 1 for a point in a ring, -1 for one outside, and 0 for one on its border.
func sideOf(r orb.Ring, p orb.Point) int {
	in := false
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		if a[1] > p[1] == (b[1] > p[1]) {
			if a[1] == p[1] && b[1] == p[1] && p[0] >= math.Min(a[0], b[0]) && p[0] <= math.Max(a[0], b[0]) || a == p || b == p {
				return 0
			}
			continue
		}
		switch cross := (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0]); {
		case cross == 0:
			return 0
		case cross > 0 == (b[1] > a[1]):
			in = !in
		}
	}
	if in {
		return 1
	}
	return -1
}
