package topology

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
)

// Coverage is areas on one map, on which each border is there once: what lies between two drawings of a border is closed.
type Coverage struct {
	Tolerance float64  // metres that two drawings of a border may be apart
	Misfits   []Misfit // gaps and overlaps, the largest first
	areas     *Areas
	faces     *faces
	owner     []int32 // area of each face, −1 for none
}

// Misfit is a gap that areas surround, or an overlap of areas.
type Misfit struct {
	Codes  []string  // of the areas around the gap, or of those that overlap
	Gap    bool      // else an overlap
	At     orb.Point // on its border
	Area   float64   // m²
	Width  float64   // twice the area by the length of the border: metres across, for one that is long and thin
	Closed bool      // no wider than the tolerance: it was given to the area around it with the most border along it
}

// String says what does not fit and where.
func (m Misfit) String() string {
	what := "overlap"
	if m.Gap {
		what = "surround a gap"
	}
	return fmt.Sprintf("%s %s at %.10g, %.10g: %.1f m², %.1f m wide", list(m.Codes), what, m.At[0], m.At[1], m.Area, m.Width)
}

// Coverage puts areas on one map. Gaps and overlaps that are no wider than the tolerance are closed: each becomes part of the area that it has most border in
// common with. Wider gaps stay: they may be lakes. A gap
// that is open to the outside is closed as far as the borders of two areas face each other across it. A tolerance of 0 is that of [Areas.Tolerance]. Vertices stay where they are, but for a
// rounding to a fraction of a millimetre.
func (a *Areas) Coverage(tolerance float64) (*Coverage, error) {
	if tolerance < 0 || !(math.Abs(tolerance) <= math.MaxFloat64) {
		return nil, fmt.Errorf("the tolerance is %v; want metres from 0", tolerance)
	}
	if tolerance == 0 {
		tolerance = a.Tolerance()
	}
	p, err := newPlanar(a.Shapes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.File, err)
	}
	c := &Coverage{Tolerance: tolerance, areas: a, faces: newFaces(p)}
	if err := c.bridge(); err != nil {
		return nil, fmt.Errorf("%s: %w", a.File, err)
	}
	c.share()
	slices.SortStableFunc(c.Misfits, func(x, y Misfit) int { return cmp.Compare(y.Area, x.Area) })
	return c, nil
}

// undecided is the owner of a face that is to be closed.
const undecided = -2

// share gives each face to an area.
func (c *Coverage) share() {
	f := c.faces
	c.owner = make([]int32, len(f.labels))
	c.owner[0] = -1
	var open []int32
	for face := 1; face < len(f.labels); face++ {
		labels := f.labels[face]
		if len(labels) == 1 {
			c.owner[face] = labels[0].owner
			continue
		}
		m := Misfit{Gap: len(labels) == 0}
		var around float64
		m.Area, around = f.size(int32(face))
		m.Width = 2 * m.Area / around
		m.At = f.point(f.from(f.start[f.loops[face][0]]))
		m.Closed = m.Width <= c.Tolerance
		m.Codes = c.codesAt(int32(face))
		c.Misfits = append(c.Misfits, m)
		switch {
		case m.Closed:
			c.owner[face] = undecided
			open = append(open, int32(face))
		case m.Gap:
			c.owner[face] = -1
		default:
			c.owner[face] = labels[0].owner
		}
	}
	for len(open) > 0 {
		decided := make([]int32, len(open))
		for k, face := range open {
			decided[k] = c.along(face)
		}
		left := open[:0]
		for k, face := range open {
			if decided[k] >= 0 {
				c.owner[face] = decided[k]
			} else {
				left = append(left, face)
			}
		}
		if len(left) == len(decided) { // overlaps that only overlaps surround
			for _, face := range left {
				c.owner[face] = -1
				if labels := f.labels[face]; len(labels) > 0 {
					c.owner[face] = labels[0].owner
				}
			}
			return
		}
		open = left
	}
}

// codesAt returns the codes of the areas that overlap in a face, or of those around it where there are none.
func (c *Coverage) codesAt(face int32) []string {
	owners := map[int32]bool{}
	for _, l := range c.faces.labels[face] {
		owners[l.owner] = true
	}
	if len(owners) == 0 {
		c.faces.sides(face, func(side int32) {
			for _, l := range c.faces.labels[c.faces.left(side^1)] {
				owners[l.owner] = true
			}
		})
	}
	var codes []string
	for i := range owners {
		codes = append(codes, c.areas.Codes[i])
	}
	slices.Sort(codes)
	return codes
}

// along returns the area with the most border along a face, among those that cover the face if any do; below 0 where none around it is decided.
func (c *Coverage) along(face int32) int32 {
	labels := c.faces.labels[face]
	metres := map[int32]float64{}
	c.faces.sides(face, func(side int32) {
		i := c.owner[c.faces.left(side^1)]
		if i >= 0 && (len(labels) == 0 || slices.ContainsFunc(labels, func(l label) bool { return l.owner == i })) {
			metres[i] += c.faces.length(side)
		}
	})
	best := int32(-1)
	for i, m := range metres {
		if best < 0 || m > metres[best] || m == metres[best] && i < best {
			best = i
		}
	}
	return best
}

// Err returns an error that names overlaps wider than the tolerance, and areas that others cover.
func (c *Coverage) Err() error {
	var problems indicators.Problems
	for _, m := range c.Misfits {
		if !m.Gap && !m.Closed {
			problems.Add(indicators.Problem{File: c.areas.File, What: m.String(), Remedy: "take out the area that is there twice, or mend its border"})
		}
	}
	there := make([]bool, len(c.areas.Codes))
	for _, i := range c.owner {
		if i >= 0 {
			there[i] = true
		}
	}
	for i, code := range c.areas.Codes {
		if !there[i] {
			problems.Add(indicators.Problem{File: c.areas.File, What: fmt.Sprintf("feature %d (%s) lies within other areas, or is narrower than the tolerance of %v m", c.areas.Features[i], code, c.Tolerance),
				Remedy: "take it out, or lower the tolerance"})
		}
	}
	return problems.Err()
}

// Areas returns the areas with gaps and overlaps closed, so that neighbours share all vertices of their border.
func (c *Coverage) Areas() (*Areas, error) {
	if err := c.Err(); err != nil {
		return nil, err
	}
	out := *c.areas
	o := outlines{faces: c.faces, region: c.owner}
	out.Shapes = o.shapes(o.trace(len(out.Codes)), nil)
	return &out, nil
}

// Dissolve returns larger units, of[code] being the unit of each area, in the order of their first areas. Borders inside of a unit go away whole, as do gaps and overlaps
// along them. The units have no named places and their features are those of their first areas.
func (c *Coverage) Dissolve(of map[string]string) (*Areas, error) {
	if err := c.Err(); err != nil {
		return nil, err
	}
	out := &Areas{File: c.areas.File, CRS: c.areas.CRS}
	unit, number := make([]int32, len(c.areas.Codes)), map[string]int32{}
	var without []string
	for i, code := range c.areas.Codes {
		name := of[code]
		if name == "" {
			without = append(without, code)
			continue
		}
		u, ok := number[name]
		if !ok {
			u = int32(len(out.Codes))
			number[name] = u
			out.Codes = append(out.Codes, name)
			out.Features = append(out.Features, c.areas.Features[i])
		}
		unit[i] = u
	}
	if len(without) > 0 {
		return nil, indicators.Problem{File: c.areas.File, What: "areas in no unit: " + list(without), Remedy: "give each a unit in the table of memberships"}
	}
	o := outlines{faces: c.faces, region: make([]int32, len(c.owner))}
	for face, i := range c.owner {
		o.region[face] = -1
		if i >= 0 {
			o.region[face] = unit[i]
		}
	}
	out.Shapes = o.shapes(o.trace(len(out.Codes)), nil)
	return out, nil
}
