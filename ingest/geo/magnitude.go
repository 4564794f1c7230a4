package geo

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
)

// The extents by which coordinates are recognised: of Sweden with a margin, and of the world with room for rounding at its ends.
var (
	swedenDegrees = orb.Bound{Min: orb.Point{10, 54.9}, Max: orb.Point{24.3, 69.15}}
	swedenMetres  = orb.Bound{Min: orb.Point{180_000, 6_080_000}, Max: orb.Point{940_000, 7_700_000}}
	swedenLocal   = orb.Bound{Min: orb.Point{20_000, 6_080_000}, Max: orb.Point{280_000, 7_700_000}}
	swedenRT90    = orb.Bound{Min: orb.Point{1_180_000, 6_090_000}, Max: orb.Point{1_940_000, 7_720_000}}
	worldDegrees  = orb.Bound{Min: orb.Point{-180.001, -90.001}, Max: orb.Point{180.001, 90.001}}
)

// guess is what coordinates look like by their size, with what to do if the layer says something else. The zero guess is that they may be right.
type guess struct{ like, remedy string }

// nowhere is the point where the equator meets the meridian of Greenwich, which is in the sea.
var nowhere = guess{"a place that is missing", "leave the geometry out"}

const (
	declareTM      = "declare the system: crs EPSG:3006"
	declareDegrees = "declare the system: crs EPSG:4326"
	eastFirst      = "write east before north"
	longitudeFirst = "write longitude before latitude"
)

// CheckCoordinates compares the size of the coordinates with what the layer says that they are. Degrees called metres, metres called degrees, axes in the
// wrong order, RT 90, and a layer that is partly one thing and partly another are errors, one for each feature, or one for all of them if all are alike.
func (l *Layer) CheckCoordinates() error {
	guesses := make([]guess, len(l.Features))
	bounds := make([]orb.Bound, len(l.Features))
	for i, f := range l.Features {
		bounds[i], _ = extent(f.Geometry)
	}
	metres := !l.CRS.Degrees()
	small := metres && nearOrigin(bounds)
	placed, wrong := 0, 0
	alike := true
	var first guess
	for i, b := range bounds {
		if b.IsEmpty() {
			continue
		}
		placed++
		switch {
		case !metres:
			guesses[i] = notDegrees(b)
		case !within(b, worldDegrees):
			guesses[i] = l.CRS.notMetres(b)
		case !small:
			guesses[i] = notMetresButDegrees(b)
		}
		if guesses[i] == (guess{}) {
			continue
		}
		if wrong++; wrong == 1 {
			first = guesses[i]
		}
		alike = alike && guesses[i] == first
	}
	if fit := placed - wrong; alike && wrong > fit && fit > 0 {
		return l.fewFit(bounds, guesses, first, wrong)
	}
	var ps indicators.Problems
	for i, f := range l.Features {
		g := guesses[i]
		if g == (guess{}) {
			continue
		}
		at := bounds[i].Min
		what := fmt.Sprintf("coordinates such as %s, %s look like %s, but the system is %s", number(at[0]), number(at[1]), g.like, l.system())
		if wrong == placed && alike && wrong > 1 {
			ps.Add(indicators.Problem{File: l.File, What: fmt.Sprintf("all %d features, the first being %s: %s", wrong, l.Label(f), what), Remedy: g.remedy})
			break
		}
		if wrong < placed {
			what += fmt.Sprintf(", and %d of %d features have coordinates that fit it", placed-wrong, placed)
			if g != nowhere {
				g.remedy = "convert this feature: a layer has one system"
			}
		}
		ps.Add(l.Problem(f, what, g.remedy))
	}
	return ps.Err()
}

// fewFit tells of the few features whose coordinates fit the system, where those of most look like one other thing.
func (l *Layer) fewFit(bounds []orb.Bound, guesses []guess, most guess, wrong int) error {
	var ps indicators.Problems
	for i, f := range l.Features {
		if b := bounds[i]; !b.IsEmpty() && guesses[i] == (guess{}) {
			ps.Add(l.Problem(f, fmt.Sprintf("coordinates such as %s, %s fit the system %s, but those of %d other features look like %s", number(b.Min[0]), number(b.Min[1]), l.system(), wrong, most.like),
				"convert this feature, since a layer has one system; for the others, "+most.remedy))
		}
	}
	return ps.Err()
}

// system names the system and what says it.
func (l *Layer) system() string { return strings.TrimSpace(l.CRS.String() + " " + l.Said) }

// number returns a coordinate as messages write it.
func number(v float64) string {
	if math.Abs(v) < 1000 {
		return fmt.Sprintf("%.5g", v)
	}
	return fmt.Sprintf("%.0f", v)
}

// nearOrigin tells whether a layer in metres has features at the origin of its plane whose size only looks like degrees, as those of a drawing have:
// the others begin close by.
func nearOrigin(bounds []orb.Bound) bool {
	const close = 10_000
	near := orb.Bound{Min: orb.Point{-close, -close}, Max: orb.Point{close, close}}
	for _, b := range bounds {
		if !b.IsEmpty() && !within(b, worldDegrees) && b.Intersects(near) {
			return true
		}
	}
	return false
}

// notDegrees says what coordinates look like that are called longitude and latitude.
func notDegrees(b orb.Bound) guess {
	turned := swapped(b)
	switch {
	case b == (orb.Bound{}):
		return nowhere
	case within(b, worldDegrees):
		if within(turned, swedenDegrees) { // which is the Arabian Sea and a little of the land around it
			return guess{"places in Sweden with latitude before longitude", longitudeFirst + ", or, if the places are on the Arabian Sea, convert the file to UTM"}
		}
		return guess{}
	case within(turned, worldDegrees):
		return guess{"degrees with latitude before longitude", longitudeFirst}
	case within(b, swedenLocal) && !within(b, swedenMetres):
		return guess{"metres of a local zone of SWEREF 99", "declare the zone, one of crs EPSG:3007 to EPSG:3018"}
	case within(b, swedenMetres):
		return guess{"metres of SWEREF99 TM", declareTM}
	case within(turned, swedenMetres):
		return guess{"metres of SWEREF99 TM with north before east", eastFirst + ", and " + declareTM}
	case within(b, swedenRT90), within(turned, swedenRT90):
		return guess{"metres of RT 90", "convert the file to EPSG:3006"}
	}
	return guess{"metres", "declare the system, as in crs EPSG:3006"}
}

// notMetresButDegrees says what coordinates look like that are called metres and are of the size of degrees.
func notMetresButDegrees(b orb.Bound) guess {
	if b == (orb.Bound{}) {
		return nowhere
	}
	if within(swapped(b), swedenDegrees) {
		return guess{"degrees with latitude before longitude", longitudeFirst + ", and " + declareDegrees}
	}
	return guess{"degrees", declareDegrees}
}

// notMetres says what coordinates look like that are called metres and are not of the size of degrees.
func (c CRS) notMetres(b orb.Bound) guess {
	s, ok := c.system()
	if !ok {
		return guess{}
	}
	const far = 2_000_000 // from the middle, where even SWEREF 99 TM spans less than 500 km
	holds := orb.Bound{Min: orb.Point{s.plane.east - far, s.plane.north - 10_010_000}, Max: orb.Point{s.plane.east + far, s.plane.north + 10_010_000}}
	swedish := s.geographic == SWEREF99LatLon
	turned := swapped(b)
	switch {
	case swedish && (within(b, swedenRT90) || within(turned, swedenRT90)):
		return guess{"metres of RT 90", "convert the file to EPSG:3006"}
	case within(b, holds):
		return guess{}
	case within(turned, holds):
		return guess{"metres with north before east", eastFirst}
	}
	return guess{"places thousands of kilometres outside of it", "declare the system that they are in"}
}

// swapped returns a rectangle with its axes in the other order.
func swapped(b orb.Bound) orb.Bound {
	return orb.Bound{Min: orb.Point{b.Min[1], b.Min[0]}, Max: orb.Point{b.Max[1], b.Max[0]}}
}

// within tells whether a rectangle lies in another.
func within(b, outer orb.Bound) bool {
	return b.Min[0] >= outer.Min[0] && b.Min[1] >= outer.Min[1] && b.Max[0] <= outer.Max[0] && b.Max[1] <= outer.Max[1]
}
