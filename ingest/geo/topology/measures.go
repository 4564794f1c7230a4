package topology

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
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
