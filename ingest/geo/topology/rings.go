package topology

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// same in metres is how near places may come and be one: more than the last digits of coordinates, and less than what rounding leaves apart.
const same = 1e-6

func samePlace(p, q orb.Point) bool {
	return math.Abs(p[0]-q[0]) <= same && math.Abs(p[1]-q[1]) <= same
}

// tidy returns a ring closed and without points that follow upon themselves; nil when fewer than three points are left.
func tidy(r orb.Ring) orb.Ring {
	out := make(orb.Ring, 0, len(r)+1)
	for _, p := range r {
		if len(out) == 0 || !samePlace(out[len(out)-1], p) {
			out = append(out, p)
		}
	}
	for len(out) > 1 && samePlace(out[0], out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	if len(out) < 3 {
		return nil
	}
	return append(out, out[0])
}

// flat tells whether all points of a tidy ring lie on one line, as those of one with less than three points do.
func flat(r orb.Ring) bool {
	for _, p := range r {
		if onLine(r[0], r[1], p) {
			continue
		}
		return false
	}
	return true
}

// onLine tells whether a place lies on the line through two others.
func onLine(a, b, p orb.Point) bool { return math.Abs(side(a, b, p)) <= same*distance(a, b) }

// oriented returns polygons with tidy rings, exterior ones anticlockwise and holes clockwise. Flat rings are left out, and with an exterior ring its holes.
func oriented(m orb.MultiPolygon) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, polygon := range m {
		var rings orb.Polygon
		for k, ring := range polygon {
			ring = tidy(ring)
			if flat(ring) {
				if k == 0 {
					break
				}
				continue
			}
			if signed := ringArea(ring); signed > 0 && k > 0 || signed < 0 && k == 0 {
				slices.Reverse(ring)
			}
			rings = append(rings, ring)
		}
		if len(rings) > 0 {
			out = append(out, rings)
		}
	}
	return out
}
