package geo

import (
	"math"

	"github.com/paulmach/orb"
)

// nothing is the rectangle around no points: that around any other united with it is the other.
var nothing = orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}

// extent returns the rectangle around a geometry. It is not ok if it has no points.
func extent(g orb.Geometry) (orb.Bound, bool) {
	b := nothing
	switch g := g.(type) {
	case orb.Point:
		around(&b, []orb.Point{g})
	case orb.MultiPoint:
		around(&b, g)
	case orb.LineString:
		around(&b, g)
	case orb.MultiLineString:
		for _, l := range g {
			around(&b, l)
		}
	case orb.Polygon:
		for _, r := range g {
			around(&b, r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			for _, r := range p {
				around(&b, r)
			}
		}
	}
	return b, b.Min[0] <= b.Max[0] && b.Min[1] <= b.Max[1]
}

// around widens a rectangle to hold points.
func around(b *orb.Bound, points []orb.Point) {
	for _, p := range points {
		if p[0] < b.Min[0] {
			b.Min[0] = p[0]
		}
		if p[0] > b.Max[0] {
			b.Max[0] = p[0]
		}
		if p[1] < b.Min[1] {
			b.Min[1] = p[1]
		}
		if p[1] > b.Max[1] {
			b.Max[1] = p[1]
		}
	}
}

// Bound returns the rectangle around all geometries. It is not ok if there are none.
func (l *Layer) Bound() (b orb.Bound, ok bool) {
	b = nothing
	for _, f := range l.Features {
		if fb, some := extent(f.Geometry); some {
			around(&b, []orb.Point{fb.Min, fb.Max})
			ok = true
		}
	}
	return b, ok
}
