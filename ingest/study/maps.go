package study

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/formats"
	"github.com/jamlik/jamlik/ingest/geo/topology"
)

// Map is where the areas of one level and version lie.
type Map struct {
	Level   indicators.Level
	Version string
	Places  []Place         // in order of code
	Space   *space.Space    // in the order of Places; lengths in metres
	Areas   *topology.Areas // polygons in the order of Places, in metres; nil where those of smaller areas do not fit together
	Tiles   []space.Tile    // made by hand, in the order of Places; nil where the study has none
	Divided []string        // codes of smaller areas that lie in several of these, and on the map only in that which has most of them
}

// Place is where an area lies on its map.
type Place struct {
	Code        string
	East, North float64 // centroid, in the metres of the map
	Lon, Lat    float64 // the same in degrees
}

// mapper makes maps of the boundaries of a study.
type mapper struct {
	*loader
	reg      *indicators.Register
	plane    geo.CRS // of all maps
	problems indicators.Problems
}

// readMaps reads the boundaries that a study names, and makes maps of the larger areas from those of the smaller ones that they consist of.
func (l *loader) readMaps(reg *indicators.Register) error {
	m := mapper{loader: l, reg: reg}
	for i, b := range l.Study.Boundaries {
		m.read(fmt.Sprintf("boundaries[%d]", i), b)
	}
	if err := errors.Join(l.checker.problems.Err(), m.problems.Err()); err != nil {
		return err
	}
	m.dissolve()
	slices.SortFunc(l.Maps, func(a, b Map) int {
		if a.Version != b.Version {
			return strings.Compare(a.Version, b.Version)
		}
		return int(b.Level) - int(a.Level)
	})
	m.centres()
	return errors.Join(l.checker.problems.Err(), m.problems.Err())
}

// read reads one file of polygons.
func (m *mapper) read(at string, b Boundary) {
	if _, ok := m.named(at+".file", b.File); !ok {
		return
	}
	crs := geo.Unknown
	if b.CRS != "" {
		crs, _ = geo.ParseCRS(b.CRS) // the checker has seen it
	}
	layer, err := m.layer(b.File, geo.Options{CRS: crs, Table: b.Layer, Key: b.Key})
	if err != nil {
		m.problems.Add(err)
		return
	}
	m.Warnings = append(m.Warnings, layer.Warnings...)
	level, _ := indicators.ParseLevel(b.Level)
	if !m.match(layer, b, level) {
		return
	}
	if m.plane == geo.Unknown {
		m.plane = layer.Plane()
	}
	flat, err := layer.Project(m.plane)
	if err != nil {
		m.problems.Add(err)
		return
	}
	areas, err := topology.New(flat, topology.Options{Key: b.Key})
	if err != nil {
		m.problems.Add(err)
		return
	}
	m.Warnings = append(m.Warnings, areas.Warnings...)
	made, err := m.mapOf(areas, level, b.Version)
	if err != nil {
		m.problems.Add(err)
		return
	}
	ok := true
	if b.Neighbours != "" {
		if made.Space.Borders, ok = m.neighbours(at, b.Neighbours, made); !ok {
			return
		}
	}
	if b.Tiles != "" {
		if made.Tiles, ok = m.tiles(at, b.Tiles, made); !ok {
			return
		}
	}
	m.Maps = append(m.Maps, made)
}

// layer reads the polygons of a file, and of those beside it that it is made of, and notes that they were read.
func (m *mapper) layer(name string, o geo.Options) (*geo.Layer, error) {
	var read []ingest.Input
	layer, err := formats.Read(name, func(wanted string) (ingest.Input, error) {
		beside := path.Join(path.Dir(name), path.Base(wanted))
		if _, err := fs.Stat(m.fsys, path.Join(m.dir, beside)); errors.Is(err, fs.ErrNotExist) {
			return ingest.Input{}, err
		}
		in, err := m.file(beside)
		if err == nil && !slices.ContainsFunc(read, func(r ingest.Input) bool { return r.Name == in.Name }) {
			read = append(read, in)
		}
		return in, err
	}, o)
	if err != nil {
		return nil, err
	}
	for i, in := range read {
		rows := 0
		if i == 0 {
			rows = len(layer.Features)
		}
		m.problems.Add(m.took(in, rows))
	}
	return layer, nil
}

// match leaves in a layer the features that are areas of the study, in order of code, and tells of what has no counterpart.
func (m *mapper) match(layer *geo.Layer, b Boundary, level indicators.Level) bool {
	codes, err := layer.Codes(b.Key)
	if err != nil {
		m.problems.Add(err)
		return false
	}
	known := make(map[string]bool) // area → it has a polygon
	for _, a := range m.reg.AtLevel(level, b.Version) {
		known[a.Code] = false
	}
	type coded struct {
		code string
		geo.Feature
	}
	var ours []coded
	var other []string
	for i, f := range layer.Features {
		switch _, ok := known[codes[i]]; {
		case ok && f.Geometry == nil: // the layer has a warning of it
		case ok:
			known[codes[i]] = true
			ours = append(ours, coded{codes[i], f})
		case !m.elsewhere(codes[i], level):
			other = append(other, fmt.Sprintf("feature %d (%s)", f.Number, clip(codes[i])))
		}
	}
	if len(ours) == 0 {
		m.problems.Add(indicators.Problem{File: layer.File, What: fmt.Sprintf("none of %s is an area of level %s and version %q; their codes are such as %s",
			lang.Count(len(layer.Features), "feature"), level, b.Version, examplesOf(codes[:min(3, len(codes))])),
			Remedy: "name the level, the version and the property of the codes under boundaries: level, version, key"})
		return false
	}
	warn := func(what, remedy string) {
		m.Warnings = append(m.Warnings, indicators.Problem{File: layer.File, What: what, Remedy: remedy})
	}
	if len(other) > 0 {
		warn(fmt.Sprintf("%s with codes of no area of level %s and version %q: %s", lang.Count(len(other), "feature"), level, b.Version, examplesOf(other)),
			"they are left out; list them among the areas, or correct the version")
	}
	var without []string
	for _, a := range m.reg.AtLevel(level, b.Version) {
		if !known[a.Code] {
			without = append(without, a.Code)
		}
	}
	if len(without) > 0 {
		what := fmt.Sprintf("%s of level %s and version %q without geometry: %s", lang.Count(len(without), "area"), level, b.Version, examplesOf(without))
		warn(what, "they are left out of everything that depends on where areas lie; add their polygons")
	}
	slices.SortFunc(ours, func(x, y coded) int { return strings.Compare(x.code, y.code) })
	layer.Features = layer.Features[:0:0]
	for _, f := range ours {
		layer.Features = append(layer.Features, f.Feature)
	}
	return true
}

// elsewhere tells whether a code is of a small area of another municipality, as files of the whole country have them.
func (m *mapper) elsewhere(code string, level indicators.Level) bool {
	city := m.Study.City
	return (level == indicators.DeSO || level == indicators.RegSO) && len(city) == 4 && len(code) > 4 && !strings.HasPrefix(code, city)
}

// mapOf makes a map of areas that are in order of code.
func (m *mapper) mapOf(areas *topology.Areas, level indicators.Level, version string) (Map, error) {
	s, warnings, err := areas.Space(areas.Codes, 0)
	if err != nil {
		return Map{}, err
	}
	m.Warnings = append(m.Warnings, warnings...)
	places, err := m.places(areas.Codes, s.Points)
	return Map{Level: level, Version: version, Space: s, Areas: areas, Places: places}, err
}

// places says where areas lie, in metres and in degrees.
func (m *mapper) places(codes []string, points *space.Points) ([]Place, error) {
	degrees, err := geo.Converter(m.plane, geo.WGS84)
	if err != nil {
		return nil, err
	}
	out := make([]Place, len(codes))
	for i, code := range codes {
		at := points.At(i)
		p := degrees(orb.Point{at.X, at.Y})
		out[i] = Place{Code: code, East: at.X, North: at.Y, Lon: p[0], Lat: p[1]}
	}
	return out, nil
}

// at returns the position of a code among the places.
func (m Map) at(code string) (int, bool) {
	return slices.BinarySearchFunc(m.Places, code, func(p Place, code string) int { return strings.Compare(p.Code, code) })
}

// neighbours reads who lies beside whom.
func (m *mapper) neighbours(at, file string, on Map) (*space.Graph, bool) {
	in, ok := m.named(at+".neighbours", file)
	if !ok {
		return nil, false
	}
	r := registerReader{}
	value := make(map[[2]int]float64)
	n := 0
	r.read(in, []string{"from", "to"}, []string{"length"}, func(line int, cells []string) {
		n++
		fail := func(column, what, remedy string) {
			r.problems.Add(indicators.Problem{File: in.Name, Line: line, Column: column, What: what, Remedy: remedy})
		}
		from, ok1 := on.at(cells[0])
		to, ok2 := on.at(cells[1])
		length := 0.0
		switch {
		case !ok1:
			fail("from", fmt.Sprintf("area %q has no polygon", clip(cells[0])), "correct the code, or take the row out")
			return
		case !ok2:
			fail("to", fmt.Sprintf("area %q has no polygon", clip(cells[1])), "correct the code, or take the row out")
			return
		case from == to:
			fail("to", fmt.Sprintf("area %q lies beside itself", clip(cells[1])), "take the row out")
			return
		case cells[2] != "":
			v, err := delimited.ParseNumber(cells[2], '.')
			if err == nil && v < 0 {
				err = fmt.Errorf("found %v, expected metres", v)
			}
			if err != nil {
				r.problems.Add(locate(err, in.Name, line, "length", "write the metres of border that they share, or nothing"))
				return
			}
			length = v
		}
		for _, pair := range [...][2]int{{from, to}, {to, from}} {
			if old, twice := value[pair]; twice && old != length {
				fail("length", fmt.Sprintf("%s and %s share %v m here and %v m on another row", cells[0], cells[1], length, old), "correct one of the rows")
				return
			}
			value[pair] = length
		}
	})
	if r.problems.Len() > 0 {
		m.problems.Add(r.problems.Err())
		return nil, false
	}
	m.problems.Add(m.took(in, n))
	links := make([]space.Link, 0, len(value))
	for pair, length := range value {
		links = append(links, space.Link{From: pair[0], To: pair[1], Value: length})
	}
	g, err := space.NewGraph(len(on.Places), links) // which puts them in order
	m.problems.Add(err)
	return g, err == nil
}

// centres gives every map the centres of the city.
func (m *mapper) centres() {
	var at []space.Point
	for i, c := range m.Study.Centres {
		if c.Area == "" {
			plane, err := geo.Converter(geo.WGS84, m.plane)
			if err != nil {
				m.problems.Add(err)
				return
			}
			p := plane(orb.Point{*c.Lon, *c.Lat})
			at = append(at, space.Point{X: p[0], Y: p[1]})
			continue
		}
		found := false
		for _, on := range m.Maps {
			if j, ok := on.at(c.Area); ok && on.Version == m.Study.Version && !found {
				at, found = append(at, on.Space.Points.At(j)), true
			}
		}
		if !found {
			m.checker.fail(fmt.Sprintf("centres[%d].area", i), fmt.Sprintf("area %q is on no map", clip(c.Area)), "name an area that has a polygon, or give lon and lat")
		}
	}
	for i := range m.Maps {
		m.Maps[i].Space.Centres = at
	}
}
