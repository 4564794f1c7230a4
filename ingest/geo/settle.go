package geo

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
)

// Statement is what a file says of its system.
type Statement struct {
	CRS     CRS    // Unknown where it says nothing
	By      string // what says it, as messages go on after the system: "by the member crs"
	Assumed bool   // the file is silent, and its format has a system for that
	Err     error  // why what it says cannot be used
}

// Settle ends the reading of a layer: it decides what the coordinates are, from what the file says and what the caller knows better, checks their size, and
// notes the features without geometry.
func (l *Layer) Settle(said Statement, o Options) error {
	l.Key = o.Key
	switch {
	case o.CRS != Unknown && !o.CRS.Known():
		return indicators.Problem{File: l.File, What: fmt.Sprintf("%v is not read; known are %s", o.CRS, KnownSystems), Remedy: "declare one of them"}
	case o.CRS != Unknown:
		if said.CRS != Unknown && said.CRS != o.CRS && !said.Assumed {
			l.Warnings = append(l.Warnings, indicators.Problem{File: l.File, What: fmt.Sprintf("the system is %v %s, but is read as %v, as declared", said.CRS, said.By, o.CRS)})
		}
		l.CRS, l.Said = o.CRS, "as declared"
	case said.Err != nil:
		return located(said.Err, l.File)
	case said.CRS != Unknown:
		l.CRS, l.Said = said.CRS, said.By
	default:
		return l.withoutSystem(said.By)
	}
	l.noteMissing()
	return l.CheckCoordinates()
}

// located returns an error with the name of the file that it is about.
func located(err error, file string) error {
	if p, ok := err.(indicators.Problem); ok && p.File == "" {
		p.File = file
		return p
	}
	return err
}

// withoutSystem says that the system is missing, and what the coordinates look like.
func (l *Layer) withoutSystem(by string) error {
	what := "nothing says what the coordinates are"
	if by != "" {
		what += ": " + by
	}
	b, ok := l.Bound()
	switch {
	case !ok:
	case within(b, worldDegrees):
		what += "; they look like degrees"
	default:
		what += "; they look like " + notDegrees(b).like
	}
	return indicators.Problem{File: l.File, What: what, Remedy: "declare the system, as in crs EPSG:3006 or crs EPSG:4326"}
}

// noteMissing warns of features without geometry, by number and code.
func (l *Layer) noteMissing() {
	const most = 20
	var labels []string
	n := 0
	for i, f := range l.Features {
		if !empty(f.Geometry) {
			continue
		}
		l.Features[i].Geometry = nil
		if n++; n <= most {
			labels = append(labels, l.Label(f))
		}
	}
	if n == 0 {
		return
	}
	if n > most {
		labels = append(labels, fmt.Sprintf("… and %d more", n-most))
	}
	verb := "features have"
	if n == 1 {
		verb = "feature has"
	}
	l.Warnings = append(l.Warnings, indicators.Problem{File: l.File, What: fmt.Sprintf("%d %s no geometry: %s", n, verb, strings.Join(labels, ", "))})
}

// empty tells whether a geometry has no points. The outer ring of an area, or the first line, is enough to tell.
func empty(g orb.Geometry) bool {
	switch g := g.(type) {
	case nil:
		return true
	case orb.Point:
		return false
	case orb.Polygon:
		return len(g) == 0 || len(g[0]) == 0
	}
	_, ok := extent(g)
	return !ok
}
