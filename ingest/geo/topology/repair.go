package topology

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// Repaired is a shape and what was done to it.
type Repaired struct {
	Shape   orb.MultiPolygon
	Defects []Defect // all that was found
	Before  float64  // m², the rings as they were drawn
	After   float64  // m²
}

// Repair mends polygons where there is no doubt of what they are: rings are closed and turned, repeated points, spikes and flat rings left out; what
// a ring that crosses itself goes around an odd number of times is inside; a hole cuts away what it covers; parts that
// overlap or share a border become one. Rings that were drawn well are left as they are. The rest are rounded to a
// fraction of a millimetre.
//
// What a hole outside of its ring is meant for cannot be known: it is an error, as is a geometry that is not valid after all this.
func Repair(m orb.MultiPolygon) (Repaired, error) {
	out := Repaired{Shape: oriented(m), Defects: Check(m)}
	out.Before = area(out.Shape)
	out.After = out.Before
	if !slices.ContainsFunc(out.Defects, func(d Defect) bool { return !d.Harmless() }) {
		return out, nil
	}
	for _, d := range out.Defects {
		if d.Kind == HoleOutside {
			return out, fmt.Errorf("%s", d)
		}
	}
	shape, err := union(m)
	if err != nil {
		return out, err
	}
	out.Shape = shape
	out.After = area(shape)
	for _, d := range Check(shape) {
		if !d.Harmless() {
			return out, fmt.Errorf("%s, even after repair", d)
		}
	}
	return out, nil
}

// union returns what polygons cover together, by cutting all their rings where they meet.
func union(m orb.MultiPolygon) (orb.MultiPolygon, error) {
	var rings [][]orb.Ring // each by itself
	var part []int         // of each ring
	points := 0
	for k, polygon := range m {
		for _, ring := range polygon {
			if ring = tidy(ring); !flat(ring) {
				rings, part, points = append(rings, []orb.Ring{ring}), append(part, k), points+len(ring)
			} else if len(rings) == 0 || part[len(part)-1] != k {
				break // without an exterior ring there are no holes
			}
		}
	}
	if len(rings) == 0 {
		return nil, nil
	}
	p, err := lay(rings, points)
	if err != nil {
		return nil, err
	}
	f := newFaces(p)
	o := outlines{faces: f, region: make([]int32, len(f.labels))}
	for k, labels := range f.labels {
		o.region[k] = -1
		inside := map[int]bool{}
		for _, l := range labels {
			r := int(l.owner)
			if l.times%2 == 0 {
				continue
			}
			if r == 0 || part[r-1] != part[r] {
				if _, holed := inside[part[r]]; !holed {
					inside[part[r]] = true
				}
			} else {
				inside[part[r]] = false
			}
		}
		for _, in := range inside {
			if in {
				o.region[k] = 0
			}
		}
	}
	return o.shapes(o.trace(1), nil)[0], nil
}
