package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
	"github.com/jamlik/jamlik/ingest/geo"
)

// spaceFlags say where the units of a file lie.
type spaceFlags struct {
	geometry string // file
	layerFlags
	coordinates     []string // columns
	area, perimeter string   // columns
	neighbours      string   // file
	distances       string   // file
	network, access string   // files
	distanceUnit    string
	oneWay          bool
	centres         []string
}

func (f *spaceFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.geometry, "geometry", "", "GeoJSON, GeoPackage or Shapefile with the areas of the units: places, areas, perimeters and borders")
	f.registerAreas(cmd)
	fl.Lookup("key").Usage = "column of the geometry that names the units; default that of --unit"
	fl.StringSliceVar(&f.coordinates, "coordinates", nil, "two columns with where each unit lies: metres east and north, or longitude and latitude with --crs 4326; with --geometry in its coordinates, and instead of centroids")
	fl.StringVar(&f.area, "area", "", "column of the area of each unit in square metres")
	fl.StringVar(&f.perimeter, "perimeter", "", "column of the perimeter of each unit in metres")
	fl.StringVar(&f.neighbours, "neighbours", "", "file with the columns from and to, of units that lie beside each other, and length where it has the metres of border they share")
	fl.StringVar(&f.distances, "distances", "", "file with the columns from, to and distance; pairs that are not there cannot reach each other")
	fl.StringVar(&f.network, "network", "", "file of edges with the columns from, to and length in metres: distances are along them")
	fl.StringVar(&f.access, "access", "", "with --network, file with the columns unit, node and distance; without it units are nodes")
	fl.StringVar(&f.distanceUnit, "distance-unit", "m", "of --distances: m, km or min; of --network: m, or min by its column speed in km/h")
	fl.BoolVar(&f.oneWay, "one-way", false, "distances or edges lead from and not back")
	fl.StringArrayVar(&f.centres, "centre", nil, "centre of the city: EAST,NORTH in the coordinates of the units, or the name of a unit; may be repeated")
}

// columns are the number columns that say where units lie.
func (f spaceFlags) columns() []string {
	return given(append(slices.Clone(f.coordinates), f.area, f.perimeter)...)
}

// any tells whether anything says where units lie.
func (f spaceFlags) any() bool {
	return f.geometry != "" || len(f.coordinates) > 0 || f.area != "" || f.perimeter != "" || f.neighbours != "" || f.measured()
}

// measured tells whether distances are given, and not measured on the map.
func (f spaceFlags) measured() bool { return f.distances != "" || f.network != "" }

func (f spaceFlags) check() error {
	switch n := len(f.coordinates); {
	case n != 0 && n != 2:
		return usagef("--coordinates names %d columns; want two, east and north or longitude and latitude", n)
	case n == 2 && f.coordinates[0] == f.coordinates[1]:
		return usagef("--coordinates names %q twice", f.coordinates[0])
	case f.geometry == "" && (f.key != "" || f.layer != "" || f.join || f.tolerance != 0):
		return usagef("--key, --layer, --join-parts and --tolerance go with --geometry")
	case f.geometry == "" && f.crs != "" && n == 0:
		return usagef("--crs goes with --geometry or --coordinates")
	case f.geometry == "" && len(f.centres) > 0 && n == 0:
		return usagef("--centre goes with --geometry or --coordinates")
	case f.distances != "" && f.network != "":
		return usagef("--distances and --network are two ways to measure: give one of them")
	case f.access != "" && f.network == "":
		return usagef("--access goes with --network")
	case !f.measured() && (f.oneWay || f.distanceUnit != "m" && f.distanceUnit != ""):
		return usagef("--distance-unit and --one-way go with --distances or --network")
	}
	if err := oneOf("distance-unit", f.distanceUnit, "m", "km", "min", ""); err != nil {
		return err
	}
	_, err := f.options()
	return err
}

// whereabouts is where the units of a file lie, by name.
type whereabouts struct {
	names       []string // in order
	space       *space.Space
	file, plane geo.CRS // of the geometry, and of the places that it gives
}

// whereabouts reads where the units of fr lie; nil where no flag says. Columns of the data win over what follows from geometry.
func (p *program) whereabouts(fr *frame, f computeFlags) (*whereabouts, error) {
	if !f.place.any() {
		return nil, nil
	}
	w := &whereabouts{names: f.unitsOf(fr), space: &space.Space{}}
	if f.place.geometry != "" {
		if err := p.onTheMap(w, f); err != nil {
			return nil, err
		}
	}
	var ps indicators.Problems
	columns := make([][]float64, 0, 4)
	for _, col := range f.place.columns() {
		columns = append(columns, w.each(fr, f, col, &ps))
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	s := w.space
	if len(f.place.coordinates) == 2 {
		var err error
		if s.Points, err = w.points(columns[0], columns[1], f.place); err != nil {
			return nil, indicators.Problem{File: fr.name, Column: strings.Join(f.place.coordinates, ", "), What: err.Error(),
				Remedy: "say --crs 4326 if they are longitude and latitude, else give metres"}
		}
		columns = columns[2:]
	}
	if f.place.area != "" {
		s.Area, columns = columns[0], columns[1:]
	}
	if f.place.perimeter != "" {
		s.Perimeter = columns[0]
	}
	var err error
	if s.Centres, err = w.centres(f.place.centres); err != nil {
		return nil, err
	}
	if f.place.neighbours != "" {
		if s.Borders, err = f.readBorders(w); err != nil {
			return nil, err
		}
	}
	switch {
	case f.place.distances != "":
		s.Distances, err = f.readDistances(w)
	case f.place.network != "":
		s.Distances, err = f.readNetwork(w)
	}
	if err != nil {
		return nil, err
	}
	if err := s.Check(len(w.names)); err != nil {
		return nil, fmt.Errorf("%s: where the units lie: %w", fr.name, err)
	}
	return w, nil
}

// unitsOf returns the names of the units of a file, sorted, each once.
func (f computeFlags) unitsOf(fr *frame) []string {
	all := make([]int, len(fr.lines))
	for i := range all {
		all[i] = i
	}
	return distinct(fr.text[f.unit], all)
}

// each returns the number that a column has for each unit. Rows of one unit must agree, and none may lack it.
func (w *whereabouts) each(fr *frame, f computeFlags, col string, ps *indicators.Problems) []float64 {
	out, line := make([]float64, len(w.names)), make([]int32, len(w.names))
	for i, name := range fr.text[f.unit].all() {
		at, v := w.find(name), fr.num[col][i]
		problem := indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: col}
		switch {
		case math.IsNaN(v):
			problem.What, problem.Remedy = fmt.Sprintf("where unit %q lies is missing", name), "fill in the cell, or leave the unit out"
			ps.Add(problem)
		case line[at] != 0 && out[at] != v:
			problem.What = fmt.Sprintf("unit %q has %v here and %v on line %d", name, v, out[at], line[at])
			problem.Remedy = "a unit lies in one place: correct one of them"
			ps.Add(problem)
		}
		out[at], line[at] = v, fr.lines[i]
	}
	return out
}

// find returns the number of a unit, −1 where there is none of the name.
func (w *whereabouts) find(name string) int {
	if i, ok := slices.BinarySearch(w.names, name); ok {
		return i
	}
	return -1
}

// onTheMap reads where units lie from a file of geometry.
func (p *program) onTheMap(w *whereabouts, f computeFlags) error {
	flags := f.place.layerFlags
	if flags.key == "" {
		flags.key = f.unit
	}
	areas, layer, err := p.readAreas(f.place.geometry, flags)
	if err != nil {
		return err
	}
	var warnings []error
	if w.space, warnings, err = areas.Space(w.names, flags.tolerance); err != nil {
		return err
	}
	p.warn(warnings...)
	w.file, w.plane = layer.CRS, areas.CRS
	return nil
}

// points returns the places that two columns hold: on the plane of the geometry, where there is one, else as --crs says.
func (w *whereabouts) points(x, y []float64, f spaceFlags) (*space.Points, error) {
	if f.geometry == "" {
		o, err := f.options()
		if err != nil {
			return nil, err
		}
		if o.CRS.Degrees() {
			return space.NewGlobe(x, y)
		}
		return space.NewPoints(x, y)
	}
	convert, err := geo.Converter(w.file, w.plane)
	if err != nil {
		return nil, err
	}
	for i := range x {
		at := convert(orb.Point{x[i], y[i]})
		x[i], y[i] = at[0], at[1]
	}
	return space.NewPoints(x, y)
}

// centres reads the centres: a unit of that name, or a place in the coordinates of the units, or in degrees where there is geometry.
func (w *whereabouts) centres(texts []string) ([]space.Point, error) {
	var out []space.Point
	for _, text := range texts {
		if i := w.find(text); i >= 0 && w.space.Points != nil {
			out = append(out, w.space.Points.At(i))
			continue
		}
		east, north, ok := strings.Cut(text, ",")
		x, errX := strconv.ParseFloat(strings.TrimSpace(east), 64)
		y, errY := strconv.ParseFloat(strings.TrimSpace(north), 64)
		if !ok || errX != nil || errY != nil {
			return nil, usagef("--centre %q: want two coordinates, such as 377000,6399000, or the name of a unit%s", text, meant(text, w.names))
		}
		if w.plane != geo.Unknown {
			from := w.file
			if math.Abs(x) <= 180 && math.Abs(y) <= 90 {
				from = geo.WGS84
			}
			convert, err := geo.Converter(from, w.plane)
			if err != nil {
				return nil, err
			}
			at := convert(orb.Point{x, y})
			x, y = at[0], at[1]
		}
		out = append(out, space.Point{X: x, Y: y})
	}
	return out, nil
}

// among returns where some of the units lie, nil where nothing says.
func (w *whereabouts) among(units texts) *space.Space {
	if w == nil {
		return nil
	}
	order := make([]int, units.len())
	for k, u := range units.all() {
		order[k] = w.find(u)
	}
	return w.space.Pick(order)
}

// readBorders reads a file with the columns from and to, and length where it has one. Units lie beside each other whichever of them a row
// names first; a pair that comes in both directions must have one length.
func (f computeFlags) readBorders(w *whereabouts) (*space.Graph, error) {
	path := f.place.neighbours
	pairs, err := f.readColumns(path, []string{"from", "to"}, nil, []string{"length"})
	if err != nil {
		return nil, err
	}
	lengths := pairs.num["length"]
	var ps indicators.Problems
	type pair struct{ a, b int }
	known := map[pair]float64{}
	var links []space.Link
	for i, line := range pairs.lines {
		from, to := w.unitAt(pairs, "from", i, f, &ps), w.unitAt(pairs, "to", i, f, &ps)
		if from < 0 || to < 0 {
			continue
		}
		p, metres := pair{min(from, to), max(from, to)}, 0.0
		if lengths != nil {
			metres = lengths[i]
		}
		before, twice := known[p]
		switch {
		case p.a == p.b:
			ps.Add(indicators.Problem{File: path, Line: int(line), What: fmt.Sprintf("unit %q is beside itself", w.names[p.a]), Remedy: "leave out the row"})
		case !(metres >= 0):
			ps.Add(indicators.Problem{File: path, Line: int(line), Column: "length", What: "the length is missing or negative", Remedy: "give metres, 0 for a corner, or leave out the column"})
		case !twice:
			known[p] = metres
			links = append(links, space.Link{From: p.a, To: p.b, Value: metres}, space.Link{From: p.b, To: p.a, Value: metres})
		case math.Abs(before-metres) > 1e-6*max(before, metres):
			ps.Add(indicators.Problem{File: path, Line: int(line), Column: "length",
				What: fmt.Sprintf("%q and %q share %v m here and %v m before", w.names[p.a], w.names[p.b], metres, before), Remedy: "correct one of them"})
		}
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	g, err := space.NewGraph(len(w.names), links)
	if err == nil && lengths == nil {
		g.Value = nil
	}
	return g, err
}

// spaceExtras are the flags that say where units lie, by what indices read of it.
var spaceExtras = []extraFlag{
	{index.Located, "--geometry, --coordinates or --neighbours", func(f computeFlags) bool { return f.place.any() }},
	{index.Places, "--geometry or --coordinates", func(f computeFlags) bool { return f.place.geometry != "" || len(f.place.coordinates) > 0 }},
	{index.Distances, "--geometry, --coordinates, --distances or --network", func(f computeFlags) bool {
		return f.place.geometry != "" || f.place.measured() || len(f.place.coordinates) > 0
	}},
	{index.Areas, "--geometry or --area", func(f computeFlags) bool { return f.place.geometry != "" || f.place.area != "" }},
	{index.Perimeters, "--geometry or --perimeter", func(f computeFlags) bool { return f.place.geometry != "" || f.place.perimeter != "" }},
	{index.Neighbours, "--geometry or --neighbours", func(f computeFlags) bool { return f.place.geometry != "" || f.place.neighbours != "" }},
	{index.Lengths, "--geometry, or --neighbours with a column length", func(f computeFlags) bool { return f.place.geometry != "" || f.place.neighbours != "" }},
}

// spaceReaders are the flags that say where units lie, and who reads them.
func (f computeFlags) spaceReaders() []reader {
	extra := func(x index.Extra) func(index.Index) bool {
		return func(ix index.Index) bool { return ix.Reads&(x|index.Located) != 0 }
	}
	spatial := func(ix index.Index) bool { return ix.Spatial() }
	return []reader{
		{flag: "geometry", given: f.place.geometry != "", what: "where units lie", reads: spatial},
		{flag: "coordinates", given: len(f.place.coordinates) > 0, what: "where units lie", reads: extra(index.Places | index.Distances)},
		{flag: "area", given: f.place.area != "", what: "where units lie", reads: spatial},
		{flag: "perimeter", given: f.place.perimeter != "", what: "the perimeters of units", reads: extra(index.Perimeters)},
		{flag: "neighbours", given: f.place.neighbours != "", what: "neighbours", reads: extra(index.Neighbours | index.Lengths)},
		{flag: "distances", given: f.place.distances != "", what: "distances", reads: extra(index.Distances)},
		{flag: "network", given: f.place.network != "", what: "distances", reads: extra(index.Distances)},
		{flag: "centre", given: len(f.place.centres) > 0, what: "where units lie", reads: extra(index.Places)},
	}
}

// rooks says where a rook's neighbours cannot be told from a queen's.
func (in *computeInput) rooks(stat resample.Statistic) []string {
	where := in.Composition.Space
	if where == nil {
		where = in.Distribution.Space
	}
	if where == nil || where.Borders == nil || where.Borders.Value != nil {
		return nil
	}
	for _, q := range stat.Index.Params {
		if q.Choices != nil && q.Named(q.From(stat.Params)) == "rook" {
			return []string{"the file of neighbours has no column length: those who meet in a corner cannot be left out"}
		}
	}
	return nil
}

// cut says what the cut-off of an index's kernel leaves out, where one is chosen.
func (in *computeInput) cut(stat resample.Statistic) []string {
	k := index.Kernel(stat.Index.Params, stat.Params)
	where := in.Composition.Space
	if k.Cutoff == 0 || where == nil {
		return nil
	}
	people := make([]float64, in.units.len())
	for _, counts := range in.Composition.Counts {
		for i, n := range counts {
			people[i] += n
		}
	}
	left, err := where.Dropped(k, people)
	if err != nil {
		return nil // the index says the same
	}
	atMost := ""
	if !left.Exact {
		atMost = "at most "
	}
	return []string{fmt.Sprintf("beyond the cut-off of %v lies %s%.2g %% of the weight of units, and %.2g %% of that of people", k.Cutoff, atMost, 100*left.Weight, 100*left.People)}
}
