package topology

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/geo"
)

// Fault is what is wrong with one feature by itself.
type Fault struct {
	Feature int    // its number
	Code    string // empty where it has none
	Defect
	Mended bool    // [New] repairs it
	Before float64 // m² of the feature as drawn
	After  float64 // m² once it is repaired
}

// Inspect returns what is wrong with the polygons of a layer, feature by feature: what [New] repairs, with what the repair does to the area, and what it does not. Features
// that are no polygons, or have no code, are the matter of New.
func Inspect(l *geo.Layer, key string) ([]Fault, error) {
	column := l.Column(key)
	if column < 0 {
		return nil, indicators.Problem{File: l.File, What: noColumn(l, key), Remedy: "name the column that holds it"}
	}
	found := make([][]Fault, len(l.Features))
	inParallel(len(found), func() func(part, first, end int) {
		return func(part, first, end int) {
			for k := first; k < end; k++ {
				f := &l.Features[k]
				m, ok := polygons(f.Geometry)
				if _, wrong := beyond(m); !ok || wrong {
					continue
				}
				whole, err := Repair(m)
				for _, d := range whole.Defects {
					found[k] = append(found[k], Fault{f.Number, codeOf(f.Properties[column]), d, err == nil, whole.Before, whole.After})
				}
			}
		}
	})
	var faults []Fault
	for _, f := range found {
		faults = append(faults, f...)
	}
	return faults, nil
}

// polygons returns a geometry as polygons. It is not ok for points and lines.
func polygons(g orb.Geometry) (m orb.MultiPolygon, ok bool) {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}, true
	case orb.MultiPolygon:
		return g, true
	}
	return nil, false
}

// maxCoordinate in metres is beyond every projection of the Earth.
const maxCoordinate = 1e8

// beyond returns a point of polygons that is no place on a map.
func beyond(m orb.MultiPolygon) (p orb.Point, found bool) {
	for _, polygon := range m {
		for _, ring := range polygon {
			for _, p := range ring {
				if !(math.Abs(p[0]) <= maxCoordinate && math.Abs(p[1]) <= maxCoordinate) {
					return p, true
				}
			}
		}
	}
	return p, false
}
