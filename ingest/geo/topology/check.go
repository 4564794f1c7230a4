package topology

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Kind is what may be wrong with a polygon.
type Kind int

// The kinds. Winding is a matter of formats rather than a fault: GeoJSON has exterior rings anticlockwise, Shapefile clockwise.
const (
	Unclosed    Kind = iota // the last point of a ring is not the first
	Repeated                // a point follows upon itself
	Winding                 // an exterior ring runs clockwise, or a hole anticlockwise
	Collapsed               // a ring whose points lie on one line, or are less than three
	Spike                   // a ring goes to a point and back the same way
	Crossing                // a ring crosses itself, as a bow-tie does
	Touching                // a ring touches itself or runs along itself
	RingsMeet               // rings of a polygon cross, share more than points, or are the same
	HoleOutside             // a hole outside of its exterior ring
	PartsMeet               // parts overlap or share a border
	Invalid                 // what else the geometry library finds
)

var kinds = [...]string{
	Unclosed:    "a ring is not closed",
	Repeated:    "a point follows upon itself",
	Winding:     "a ring runs the wrong way round",
	Collapsed:   "a ring is flat",
	Spike:       "a ring goes to a point and back the same way",
	Crossing:    "a ring crosses itself",
	Touching:    "a ring touches itself",
	RingsMeet:   "rings of a polygon cross or share a border",
	HoleOutside: "a hole lies outside of its exterior ring",
	PartsMeet:   "parts overlap or share a border",
	Invalid:     "the geometry is not valid",
}

// Defect is something wrong with the polygons of one feature.
type Defect struct {
	Kind   Kind
	At     orb.Point // where, the first time
	Count  int       // how many times
	Detail string    // of Invalid: what the geometry library says
}

// String says what is wrong and where.
func (d Defect) String() string {
	s := fmt.Sprintf("%s at %.10g, %.10g", kinds[d.Kind], d.At[0], d.At[1])
	if d.Detail != "" {
		s += " (" + d.Detail + ")"
	}
	if d.Count > 1 {
		s += fmt.Sprintf(" and %s", lang.Count(d.Count-1, "more place"))
	}
	return s
}

// Harmless tells whether the defect leaves no doubt of what the area is.
func (d Defect) Harmless() bool { return d.Kind <= Collapsed }

// Check returns what is wrong with polygons, as a file has them, by kind.
func Check(m orb.MultiPolygon) []Defect {
	var c checker
	c.rings(m)
	c.contacts()
	slices.SortStableFunc(c.found, func(x, y Defect) int { return int(x.Kind) - int(y.Kind) })
	return c.found
}

type checker struct {
	found []Defect
	shape orb.MultiPolygon // tidy and oriented
}

func (c *checker) add(kind Kind, at orb.Point) {
	k := slices.IndexFunc(c.found, func(d Defect) bool { return d.Kind == kind })
	if k >= 0 {
		c.found[k].Count++
	} else {
		c.found = append(c.found, Defect{Kind: kind, At: at, Count: 1})
	}
}

// rings looks at each ring by itself, but for where it meets itself.
func (c *checker) rings(m orb.MultiPolygon) {
	for _, polygon := range m {
		for k, r := range polygon {
			if len(r) == 0 {
				continue
			}
			if !samePlace(r[0], r[len(r)-1]) {
				c.add(Unclosed, r[len(r)-1])
			}
			for j := 1; j < len(r); j++ {
				if samePlace(r[j], r[j-1]) {
					c.add(Repeated, r[j])
				}
			}
			switch r, signed := tidy(r), ringArea(r); {
			case flat(r):
				c.add(Collapsed, polygon[k][0])
			case signed > 0 && k > 0 || signed < 0 && k == 0:
				c.add(Winding, r[0])
			}
		}
	}
	c.shape = oriented(m)
}

// maxMeetings is how many crossings are counted: a feature with more is a scribble.
const maxMeetings = 1_000_000

// contacts looks at where edges meet. A polygon of one ring that does not meet itself is valid; rings that do not cross may still lie wrong, which the geometry library
// finds out.
func (c *checker) contacts() {
	type place struct{ part, ring, k, n int }
	var a, b []orb.Point
	var of []place
	several := len(c.shape) > 1
	for p, polygon := range c.shape {
		several = several || len(polygon) > 1
		for r, line := range polygon {
			for k := 1; k < len(line); k++ {
				a, b, of = append(a, line[k-1]), append(b, line[k]), append(of, place{p, r, k - 1, len(line) - 1})
			}
		}
	}
	g := newGrid(a, b)
	seen, near := make([]int32, len(a)), []int32(nil)
	sound, met := true, 0
	for k := range int32(len(a)) {
		if met > maxMeetings {
			break
		}
		near = g.around(a[k], b[k], same, k+1, seen, near[:0])
		slices.Sort(near)
		for _, j := range near {
			if j <= k {
				continue
			}
			x, y := of[k], of[j]
			at, crossing, touching := meeting(a[k], b[k], a[j], b[j])
			if crossing {
				met++
			}
			switch {
			case !crossing && !touching:
			case x.part == y.part && x.ring == y.ring:
				switch {
				case (x.k+1)%x.n == y.k:
					if back(a[k], b[k], b[j]) {
						c.add(Spike, b[k])
						sound = false
					}
				case (y.k+1)%y.n == x.k:
					if back(a[j], b[j], b[k]) {
						c.add(Spike, b[j])
						sound = false
					}
				case crossing:
					c.add(Crossing, at)
					sound = false
				default:
					c.add(Touching, at)
					sound = false
				}
			case crossing && x.part == y.part:
				c.add(RingsMeet, at)
				sound = false
			case crossing:
				c.add(PartsMeet, at)
				sound = false
			}
		}
	}
	if sound && several {
		c.judge()
	}
}

// judge asks the geometry library about rings that do not cross.
func (c *checker) judge() {
	err := validate(c.shape)
	if err == nil {
		return
	}
	for _, polygon := range c.shape {
		for k, ring := range polygon[1:] {
			for _, other := range polygon[1 : k+1] {
				if sameRing(ring, other) {
					c.add(RingsMeet, ring[0])
					return
				}
			}
			if sameRing(ring, polygon[0]) {
				c.add(RingsMeet, ring[0])
				return
			}
			if outside(ring, polygon[0]) {
				c.add(HoleOutside, ring[0])
				return
			}
		}
	}
	for k := range c.shape {
		if validate(c.shape[k:k+1]) != nil {
			c.add(RingsMeet, c.shape[k][0][0])
			c.found[len(c.found)-1].Detail = plain(err)
			return
		}
	}
	c.add(PartsMeet, c.shape[0][0][0])
	c.found[len(c.found)-1].Detail = plain(err)
}

// validate asks the geometry library whether polygons are valid. It panics over some that its arithmetic cannot decide: then they are not.
func validate(m orb.MultiPolygon) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("the geometry library cannot tell")
		}
	}()
	return shape(m).Validate()
}

// plain returns the innermost message of an error.
func plain(err error) string {
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	return err.Error()
}

// back tells whether the way from a to b turns back on itself to c.
func back(a, b, c orb.Point) bool {
	return toEdge(c, a, b) <= same*same || toEdge(a, b, c) <= same*same
}

// meeting tells whether two edges cross inside of both, or touch, and where.
func meeting(a, b, c, d orb.Point) (at orb.Point, crossing, touching bool) {
	for _, p := range [...][3]orb.Point{{c, a, b}, {d, a, b}, {a, c, d}, {b, c, d}} {
		if toEdge(p[0], p[1], p[2]) <= same*same {
			return p[0], false, true
		}
	}
	if !crosses(a, b, c, d) {
		return at, false, false
	}
	t0, t1 := side(c, d, a), side(c, d, b)
	t := t0 / (t0 - t1)
	return orb.Point{a[0] + float64(t*(b[0]-a[0])), a[1] + float64(t*(b[1]-a[1]))}, true, false
}

// sameRing tells whether two tidy rings have the same points.
func sameRing(r, s orb.Ring) bool {
	if len(r) != len(s) {
		return false
	}
	key := func(r orb.Ring) []orb.Point {
		points := slices.Clone(r[1:])
		slices.SortFunc(points, comparePoints)
		return points
	}
	return slices.Equal(key(r), key(s))
}

// outside tells whether a point of a ring that does not cross another lies outside of it.
func outside(r, other orb.Ring) bool {
	for _, p := range r {
		switch inRing(p, other) {
		case -1:
			return true
		case 1:
			return false
		}
	}
	return false
}

// inRing is 1 for a point inside of a ring, 0 on it and −1 outside.
func inRing(p orb.Point, r orb.Ring) int {
	in := -1
	for k := 1; k < len(r); k++ {
		a, b := r[k-1], r[k]
		s := side(a, b, p)
		if s == 0 && min(a[0], b[0]) <= p[0] && p[0] <= max(a[0], b[0]) && min(a[1], b[1]) <= p[1] && p[1] <= max(a[1], b[1]) {
			return 0
		}
		if (a[1] > p[1]) != (b[1] > p[1]) && (s > 0) == (b[1] > a[1]) {
			in = -in
		}
	}
	return in
}
