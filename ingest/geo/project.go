package geo

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
)

// Converter returns a function that takes points of one system to another. It is safe for concurrent use.
func Converter(from, to CRS) (func(orb.Point) orb.Point, error) {
	source, ok := from.system()
	target, known := to.system()
	if !ok || !known {
		return nil, indicators.Problem{What: fmt.Sprintf("coordinates cannot be converted from %v to %v; known are %s", from, to, KnownSystems), Remedy: "say what the coordinates are, as in EPSG:3006"}
	}
	in, out := source.plane.kruger(), target.plane.kruger()
	switch {
	case from == to, !source.planar && !target.planar:
		return func(p orb.Point) orb.Point { return p }, nil
	case !source.planar:
		return out.forward, nil
	case !target.planar:
		return in.inverse, nil
	}
	return func(p orb.Point) orb.Point { return out.forward(in.inverse(p)) }, nil
}

// farthest is how far from the middle of a plane places may lie, in metres. Krüger's series holds to a millionth of a metre there, while lengths are stretched by a fifth.
const farthest = 4_000_000

// noticeable is the stretch of lengths from which on there is a warning: Sweden on one plane is stretched by a fifth of it.
const noticeable = 0.01

// Project returns the layer with its coordinates in another system. Lines are drawn straight between the same points, as maps do. The layer itself is
// not changed, and the new one shares its properties. Places too far from the middle of a plane are an error, and those where it stretches lengths by more than
// a hundredth a warning.
func (l *Layer) Project(to CRS) (*Layer, error) {
	convert, err := Converter(l.CRS, to)
	if err != nil {
		return nil, located(err, l.File)
	}
	projected := *l
	projected.CRS = to
	projected.Features = slices.Clone(l.Features)
	projected.Warnings = slices.Clone(l.Warnings)
	s, _ := to.system()
	var ps indicators.Problems
	far := 0.0
	var farFeature Feature
	for i, f := range l.Features {
		g := mapped(f.Geometry, convert)
		projected.Features[i].Geometry = g
		b, some := extent(g)
		if !s.planar || !some {
			continue
		}
		d := math.Max(s.plane.east-b.Min[0], b.Max[0]-s.plane.east)
		if !(d <= farthest) {
			ps.Add(l.Problem(f, fmt.Sprintf("it lies thousands of kilometres from the middle of %v, where no length is right", to), "choose a plane whose middle is near"))
		}
		if d > far {
			far, farFeature = d, f
		}
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	if stretch := s.plane.scale*math.Cosh(far/(s.plane.scale*grs80.radius)) - 1; s.planar && stretch > noticeable && l.CRS != to {
		projected.Warnings = append(projected.Warnings, l.Problem(farFeature, fmt.Sprintf("it lies %.0f km from the middle of %v, where lengths are %.1f %% too long", far/1000, to, 100*stretch), ""))
	}
	return &projected, nil
}

// Plane returns a system in metres to measure the layer in: its own if that is one, else SWEREF 99 TM within Sweden and the zone of UTM at the middle
// of the layer elsewhere. It is Unknown of a layer without geometry.
func (l *Layer) Plane() CRS {
	if !l.CRS.Degrees() {
		return l.CRS
	}
	b, ok := l.Bound()
	if !ok {
		return Unknown
	}
	middle := b.Center()
	zone := min(max(CRS(math.Floor((middle[0]+180)/6))+1, 1), 60)
	switch {
	case within(b, swedenDegrees):
		return SWEREF99TM
	case l.CRS != WGS84 && zone >= 28 && zone <= 38 && middle[1] >= 0:
		return 25800 + zone
	case middle[1] < 0:
		return 32700 + zone
	}
	return 32600 + zone
}

// mapped returns a copy of a geometry with every point taken through a function.
func mapped(g orb.Geometry, f func(orb.Point) orb.Point) orb.Geometry {
	points := func(in []orb.Point) []orb.Point {
		out := make([]orb.Point, len(in))
		for i, p := range in {
			out[i] = f(p)
		}
		return out
	}
	polygon := func(in orb.Polygon) orb.Polygon {
		out := make(orb.Polygon, len(in))
		for i, r := range in {
			out[i] = points(r)
		}
		return out
	}
	switch g := g.(type) {
	case orb.Point:
		return f(g)
	case orb.MultiPoint:
		return orb.MultiPoint(points(g))
	case orb.LineString:
		return orb.LineString(points(g))
	case orb.MultiLineString:
		out := make(orb.MultiLineString, len(g))
		for i, line := range g {
			out[i] = points(line)
		}
		return out
	case orb.Polygon:
		return polygon(g)
	case orb.MultiPolygon:
		out := make(orb.MultiPolygon, len(g))
		for i, p := range g {
			out[i] = polygon(p)
		}
		return out
	}
	return nil
}
