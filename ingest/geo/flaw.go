package geo

import (
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// Flaw says what keeps a geometry from being one, for readers of formats that can write it down all the same: coordinates that are no numbers, lines
// of one point, and rings that are not closed or have fewer than 4 points. It is "" if there is nothing. Whether rings cross is not looked at.
func Flaw(g orb.Geometry) string {
	switch g := g.(type) {
	case orb.Point:
		return flawOfPoints(g.GeoJSONType(), []orb.Point{g})
	case orb.MultiPoint:
		return flawOfPoints("the points", g)
	case orb.LineString:
		return flawOfLine("the line", g)
	case orb.MultiLineString:
		for i, l := range g {
			if flaw := flawOfLine(fmt.Sprintf("line %d", i+1), l); flaw != "" {
				return flaw
			}
		}
	case orb.Polygon:
		return flawOfPolygon("", g)
	case orb.MultiPolygon:
		for i, p := range g {
			if flaw := flawOfPolygon(fmt.Sprintf(" of part %d", i+1), p); flaw != "" {
				return flaw
			}
		}
	}
	return ""
}

func flawOfPoints(name string, points []orb.Point) string {
	for _, p := range points {
		if v := p[0] + p[1]; !(math.Abs(v) <= math.MaxFloat64) {
			return fmt.Sprintf("a coordinate of %s is %v", name, firstOdd(p))
		}
	}
	return ""
}

// firstOdd returns the coordinate that is no number.
func firstOdd(p orb.Point) float64 {
	if math.IsNaN(p[0]) || math.IsInf(p[0], 0) {
		return p[0]
	}
	return p[1]
}

func flawOfLine(name string, line orb.LineString) string {
	if len(line) < 2 {
		return fmt.Sprintf("%s has %d points; a line has at least 2", name, len(line))
	}
	return flawOfPoints(name, line)
}

func flawOfPolygon(of string, p orb.Polygon) string {
	for i, r := range p {
		name := fmt.Sprintf("ring %d%s", i+1, of)
		if len(r) < 4 {
			return fmt.Sprintf("%s has %d points; a ring has at least 4, the last the same as the first", name, len(r))
		}
		if flaw := flawOfPoints(name, r); flaw != "" {
			return flaw
		}
		if last := r[len(r)-1]; r[0] != last {
			return fmt.Sprintf("%s is not closed: it begins at %s and ends at %s", name, Place(r[0]), Place(last))
		}
	}
	return ""
}

// Place writes a point for messages, with all its digits.
func Place(p orb.Point) string {
	return strconv.FormatFloat(p[0], 'f', -1, 64) + ", " + strconv.FormatFloat(p[1], 'f', -1, 64)
}
