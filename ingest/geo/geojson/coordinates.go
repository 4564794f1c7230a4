package geojson

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest/geo"
)

// The depths at which the types have their positions: a Point is one.
var depths = map[string]int{"Point": 1, "MultiPoint": 2, "LineString": 2, "MultiLineString": 3, "Polygon": 3, "MultiPolygon": 4}

const deepest = 4

// coordinates are the nested arrays of a geometry, flat: its type may come after them. The slices are used again for the next geometry.
type coordinates struct {
	depth    int           // of the positions, 0 where there is none
	points   []orb.Point   // all positions
	lines    []line        // of points
	polygons []int         // where each ends in lines
	empty    [deepest]bool // an array of this depth was empty before the depth of the positions was known
	heights  bool          // some position has more than two numbers
}

// line is a run of positions, and where it ends in the text.
type line struct{ end, at int }

// path is where in the nested arrays the parser is.
type path [deepest + 1]int

// upTo names the element at a depth as messages write it.
func (p *path) upTo(depth int) string {
	var b strings.Builder
	b.WriteString("coordinates")
	for _, i := range p[1:max(depth, 1)] {
		fmt.Fprintf(&b, "[%d]", i)
	}
	return b.String()
}

// coordinates reads nested arrays of positions, all of one depth.
func (p *parser) coordinates(c *coordinates) bool {
	*c = coordinates{points: c.points[:0], lines: c.lines[:0], polygons: c.polygons[:0]}
	if p.next() != '[' {
		return p.fail(p.at, fmt.Sprintf("coordinates is %s where an array is expected", p.kind()), "")
	}
	var at path // the index of the element in each open array
	depth, lines, points := 0, 0, 0
	for {
		// A value begins.
		switch b := p.next(); {
		case b == '[':
			if depth++; depth > deepest || c.depth > 0 && depth > c.depth {
				return p.fail(p.at, fmt.Sprintf("%s is an array where %s is expected", at.upTo(depth), expected(c.depth)), "")
			}
			at[depth] = 0
			p.at++
			if p.next() != ']' {
				continue
			}
			p.at++
			switch {
			case c.depth == 0:
				if depth < deepest {
					c.empty[depth] = true
				}
			case depth >= c.depth-1:
				return p.fail(p.at, fmt.Sprintf("%s is empty", at.upTo(depth)), "take it out")
			}
			depth--
		case b == '-' || b-'0' <= 9:
			if c.depth == 0 {
				if c.depth = depth; c.empties() {
					return p.fail(p.at, "coordinates holds empty arrays beside positions", "take them out")
				}
			}
			if depth != c.depth {
				return p.fail(p.at, fmt.Sprintf("%s is a number where an array is expected", at.upTo(depth+1)), "")
			}
			if !p.position(c, &at) {
				return false
			}
			depth--
		case b == 't', b == 'f', b == 'n', b == '"', b == '{':
			return p.fail(p.at, fmt.Sprintf("%s is %s where a number is expected", at.upTo(depth+1), p.kind()), "")
		default:
			return p.broken("a number or an array")
		}
		// It has ended, and with it perhaps those around it.
		for {
			if depth == 0 {
				return true
			}
			if p.take(',') {
				at[depth]++
				break
			}
			if !p.take(']') {
				return p.broken("a comma or ]")
			}
			switch {
			case c.depth == 0:
			case depth == c.depth-1:
				if len(c.points) > points {
					c.lines = append(c.lines, line{len(c.points), p.at})
					points = len(c.points)
				}
			case depth == c.depth-2:
				if len(c.lines) > lines {
					c.polygons = append(c.polygons, len(c.lines))
					lines = len(c.lines)
				}
			}
			depth--
		}
	}
}

// empties tells whether an array that holds positions, or one that is a position, was empty before the depth was known.
func (c *coordinates) empties() bool {
	for depth := max(c.depth-1, 1); depth < deepest; depth++ {
		if c.empty[depth] {
			return true
		}
	}
	return false
}

// expected names what positions at a depth are made of.
func expected(depth int) string {
	if depth == 0 {
		return "a position"
	}
	return "a number"
}

// position reads the numbers of a position after its bracket.
func (p *parser) position(c *coordinates, at *path) bool {
	var xy orb.Point
	for i := 0; ; i++ {
		switch b := p.next(); {
		case b == '-' || b-'0' <= 9:
			v, ok := p.number()
			if !ok {
				return false
			}
			if i < 2 {
				xy[i] = v
			}
		case b == 't', b == 'f', b == 'n', b == '"', b == '{', b == '[':
			return p.fail(p.at, fmt.Sprintf("%s[%d] is %s where a number is expected", at.upTo(c.depth), i, p.kind()), "")
		default:
			return p.broken("a number")
		}
		if p.take(',') {
			continue
		}
		if !p.take(']') {
			return p.broken("a comma or ]")
		}
		if i < 1 {
			return p.fail(p.at, fmt.Sprintf("%s has one number where a position has two", at.upTo(c.depth)), "")
		}
		c.heights = c.heights || i > 1
		c.points = append(c.points, xy)
		return true
	}
}

// geometry makes a geometry of coordinates, which are copied. It is nil without a problem where there are no positions.
func (p *parser) geometry(kind string, c *coordinates) (orb.Geometry, bool) {
	want := depths[kind]
	if c.depth == 0 {
		return nil, true
	}
	if c.depth != want {
		return nil, p.fail(p.at, fmt.Sprintf("coordinates are nested %d deep where those of a %s are nested %d deep", c.depth, kind, want), "correct the type or the coordinates")
	}
	all := slices.Clone(c.points)
	if kind == "Point" {
		return all[0], true
	}
	if kind == "MultiPoint" {
		return orb.MultiPoint(all), true
	}
	start := 0
	lines := make([][]orb.Point, len(c.lines))
	for i, l := range c.lines {
		lines[i] = all[start:l.end:l.end]
		start = l.end
	}
	switch kind {
	case "LineString", "MultiLineString":
		out := make(orb.MultiLineString, len(lines))
		for i, l := range lines {
			if len(l) < 2 {
				return nil, p.fail(c.lines[i].at, fmt.Sprintf("%s has one position; a line has at least 2", c.path(kind, i)), "")
			}
			out[i] = l
		}
		if kind == "LineString" {
			return out[0], true
		}
		return out, true
	}
	for i, l := range lines {
		if len(l) < 4 {
			return nil, p.fail(c.lines[i].at, fmt.Sprintf("%s has %d positions; a ring has at least 4, the last the same as the first", c.path(kind, i), len(l)), "")
		}
		if last := l[len(l)-1]; l[0] != last {
			return nil, p.fail(c.lines[i].at, fmt.Sprintf("%s is not closed: it begins at %s and ends at %s", c.path(kind, i), geo.Place(l[0]), geo.Place(last)), "repeat the first position at the end")
		}
	}
	rings := make([]orb.Ring, len(lines))
	for i, l := range lines {
		rings[i] = l
	}
	if kind == "Polygon" {
		return orb.Polygon(rings), true
	}
	out := make(orb.MultiPolygon, len(c.polygons))
	first := 0
	for i, end := range c.polygons {
		out[i] = rings[first:end:end]
		first = end
	}
	return out, true
}

// path names a line of the coordinates for messages.
func (c *coordinates) path(kind string, i int) string {
	switch kind {
	case "LineString":
		return "coordinates"
	case "MultiPolygon":
		first := 0
		for k, end := range c.polygons {
			if i < end {
				return fmt.Sprintf("coordinates[%d][%d]", k, i-first)
			}
			first = end
		}
	}
	return fmt.Sprintf("coordinates[%d]", i)
}
