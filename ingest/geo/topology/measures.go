package topology

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"

	"github.com/jamlik/jamlik/indicators/space"
)

// ringArea is the signed area of a ring by the shoelace formula, above 0 where it runs anticlockwise. Coordinates are taken from the
// first point, as those of a national grid have seven digits before the ones that matter.
func ringArea(r orb.Ring) float64 {
	if len(r) < 3 {
		return 0
	}
	sum, o := 0.0, r[0]
	for k := 1; k+1 < len(r); k++ {
		a, b := r[k], r[k+1]
		sum += float64((a[0]-o[0])*(b[1]-o[1])) - float64((b[0]-o[0])*(a[1]-o[1]))
	}
	return sum / 2
}

func area(m orb.MultiPolygon) float64 {
	sum := 0.0
	for _, polygon := range m {
		for _, ring := range polygon {
			sum += ringArea(ring)
		}
	}
	return sum
}

// Area returns the area of each in m², without its holes.
func (a *Areas) Area() []float64 {
	out := make([]float64, len(a.Shapes))
	for i, m := range a.Shapes {
		out[i] = area(m)
	}
	return out
}

// Perimeter returns the length of the border of each in metres, with that of its holes.
func (a *Areas) Perimeter() []float64 {
	out := make([]float64, len(a.Shapes))
	for i, m := range a.Shapes {
		for _, polygon := range m {
			for _, ring := range polygon {
				for k := 1; k < len(ring); k++ {
					out[i] += math.Hypot(ring[k][0]-ring[k-1][0], ring[k][1]-ring[k-1][1])
				}
			}
		}
	}
	return out
}

// Centroid returns the centre of gravity of each. It may lie outside of an area that is bent or in parts.
func (a *Areas) Centroid() []orb.Point {
	out := make([]orb.Point, len(a.Shapes))
	for i, m := range a.Shapes {
		out[i] = centroid(m)
	}
	return out
}

func centroid(m orb.MultiPolygon) orb.Point {
	var x, y, whole float64
	o := m[0][0][0]
	for _, polygon := range m {
		for _, r := range polygon {
			for k := 0; k+1 < len(r); k++ {
				ax, ay, bx, by := r[k][0]-o[0], r[k][1]-o[1], r[k+1][0]-o[0], r[k+1][1]-o[1]
				cross := float64(ax*by) - float64(bx*ay)
				x += float64((ax + bx) * cross)
				y += float64((ay + by) * cross)
				whole += cross
			}
		}
	}
	return orb.Point{o[0] + x/(3*whole), o[1] + y/(3*whole)}
}

// PointOnSurface returns a point inside each, for labels and signs.
func (a *Areas) PointOnSurface() ([]orb.Point, error) {
	out := make([]orb.Point, len(a.Shapes))
	for i, m := range a.Shapes {
		xy, ok := pointOnSurface(m)
		if !ok {
			return nil, fmt.Errorf("%s: feature %d (%s) has no point inside", a.File, a.Features[i], a.Codes[i])
		}
		out[i] = orb.Point{xy.X, xy.Y}
	}
	return out, nil
}

// pointOnSurface is not ok where the geometry library finds no point, or panics.
func pointOnSurface(m orb.MultiPolygon) (p geom.XY, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			ok = false
		}
	}()
	return shape(m).PointOnSurface().XY()
}

// shape returns a multipolygon as the geometry library has it, unchecked.
func shape(m orb.MultiPolygon) geom.Geometry {
	polygons := make([]geom.Polygon, len(m))
	for k, polygon := range m {
		rings := make([]geom.LineString, len(polygon))
		for j, ring := range polygon {
			flat := make([]float64, 0, 2*len(ring))
			for _, p := range ring {
				flat = append(flat, p[0], p[1])
			}
			rings[j] = geom.NewLineString(geom.NewSequence(flat, geom.DimXY))
		}
		polygons[k] = geom.NewPolygon(rings)
	}
	if len(polygons) == 1 {
		return polygons[0].AsGeometry()
	}
	return geom.NewMultiPolygon(polygons).AsGeometry()
}

// Centres returns the centre of the people of larger units from the places of their parts: the mean weighted by people, unit[k] being the unit
// of part k, from 0 to n−1, or below 0 where it is in none. A unit without people lies at the plain mean of its parts. It is an error when a unit has no part, or a
// number of people is negative or not known.
func Centres(n int, unit []int, parts []space.Point, people []float64) ([]space.Point, error) {
	if len(unit) != len(parts) || len(people) != len(parts) {
		return nil, fmt.Errorf("%d parts, but %d units and %d numbers of people", len(parts), len(unit), len(people))
	}
	type sums struct{ x, y, w, plainX, plainY, parts float64 }
	of := make([]sums, n)
	for k, u := range unit {
		if u < 0 {
			continue
		}
		if u >= n {
			return nil, fmt.Errorf("part %d is in unit %d of %d", k, u, n)
		}
		w := people[k]
		if !(w >= 0) || w > math.MaxFloat64 {
			return nil, fmt.Errorf("part %d has %v people", k, w)
		}
		s := &of[u]
		s.x += float64(w * parts[k].X)
		s.y += float64(w * parts[k].Y)
		s.w += w
		s.plainX += parts[k].X
		s.plainY += parts[k].Y
		s.parts++
	}
	out := make([]space.Point, n)
	for u, s := range of {
		switch {
		case s.parts == 0:
			return nil, fmt.Errorf("unit %d has no part", u)
		case s.w > 0:
			out[u] = space.Point{X: s.x / s.w, Y: s.y / s.w}
		default:
			out[u] = space.Point{X: s.plainX / s.parts, Y: s.plainY / s.parts}
		}
	}
	return out, nil
}
