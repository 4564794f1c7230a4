package topology

import (
	"slices"

	"github.com/paulmach/orb"
)

// tidy returns a ring closed and without points that follow upon themselves; nil when fewer than three points are left.
func tidy(r orb.Ring) orb.Ring {
	out := make(orb.Ring, 0, len(r)+1)
	for _, p := range r {
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	for len(out) > 1 && out[0] == out[len(out)-1] {
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
		if side(r[0], r[1], p) != 0 {
			return false
		}
	}
	return true
}

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
