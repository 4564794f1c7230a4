package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/topology"
)

// locateFlags are the flags of `space locate`.
type locateFlags struct {
	layer       layerFlags // of the areas
	data, unit  string
	coordinates []string
	crs         string // of the coordinates
	decimal     string
	file        fileFlags
}

func (p *program) spaceLocateCommand() *cobra.Command {
	var f locateFlags
	cmd := &cobra.Command{
		Use:   "locate FILE",
		Short: "Which area each point of a table lies in: schools, clinics, addresses",
		Long: `Print the area of the map FILE that each row of --data lies in, in the columns unit, area, nearest and distance. A point outside all areas has no area, and
the distance in metres to the nearest. A point on a border belongs to the area that comes first in the file.

A school lies where pupils study, not where they live: say so where it matters.`,
		Example: `  jamlik space locate areas.geojson --key code --data pupils.csv --unit school --coordinates east,north
  jamlik space locate areas.geojson --key code --data clinics.csv --unit clinic --coordinates lon,lat --coordinates-crs 4326`,
		Args: positional(1, 1, "one file"),
		RunE: func(_ *cobra.Command, args []string) error { return p.locate(args[0], f) },
	}
	f.layer.registerAreas(cmd)
	fl := cmd.Flags()
	fl.StringVar(&f.data, "data", "", "table of points (required)")
	fl.StringVar(&f.unit, "unit", "", "column that names the points (required)")
	fl.StringSliceVar(&f.coordinates, "coordinates", nil, "two columns with where each point lies: east and north, or longitude and latitude (required)")
	fl.StringVar(&f.crs, "coordinates-crs", "", "EPSG code of --coordinates, such as 3006 or 4326; default that of the map")
	fl.StringVar(&f.decimal, "decimal", ".", "decimal mark of delimited text: . or ,")
	f.file.register(cmd)
	return cmd
}

func (f locateFlags) check() error {
	switch {
	case f.data == "" || f.unit == "":
		return usagef("--data and --unit are required")
	case len(f.coordinates) != 2 || f.coordinates[0] == f.coordinates[1]:
		return usagef("--coordinates names two columns, east and north or longitude and latitude")
	}
	return oneOf("decimal", f.decimal, ".", ",")
}

func (p *program) locate(path string, f locateFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	areas, layer, err := p.readAreas(path, f.layer)
	if err != nil {
		return err
	}
	points := &geo.Layer{File: f.data, CRS: layer.CRS, Columns: []string{f.unit}, Key: f.unit}
	if f.crs != "" {
		if points.CRS, err = geo.ParseCRS(f.crs); err != nil {
			return usagef("--coordinates-crs: %w", err)
		}
	}
	r, err := open(f.data, f.file, true)
	if err != nil {
		return err
	}
	defer r.Close()
	fr, err := readFrame(r, f.data, []string{f.unit}, f.coordinates, rune(f.decimal[0]))
	if err != nil {
		return err
	}
	p.warn(r.Warnings()...)
	var left []string
	for i, name := range fr.text[f.unit].all() {
		x, y := fr.num[f.coordinates[0]][i], fr.num[f.coordinates[1]][i]
		if !(math.Abs(x) <= math.MaxFloat64) || !(math.Abs(y) <= math.MaxFloat64) {
			left = append(left, name)
			continue
		}
		points.Features = append(points.Features, geo.Feature{Number: i + 1, Line: int(fr.lines[i]), Properties: []any{name}, Geometry: orb.Point{x, y}})
	}
	if len(left) > 0 {
		p.warn(indicators.Problem{File: f.data, Column: strings.Join(f.coordinates, ", "), What: "left out, a coordinate is missing: " + listed(left)})
	}
	if err := points.CheckCoordinates(); err != nil {
		return err
	}
	if points, err = points.Project(areas.CRS); err != nil {
		return err
	}
	return p.writeRows(p.located(areas, points), "csv")
}

// located is the table of points and the areas they lie in.
func (p *program) located(areas *topology.Areas, points *geo.Layer) [][]string {
	at := make([]orb.Point, len(points.Features))
	for i, f := range points.Features {
		at[i] = f.Geometry.(orb.Point)
	}
	rows := [][]string{{"unit", "area", "nearest", "distance"}}
	var outside []string
	for i, found := range areas.Locate(at) {
		name, area := fmt.Sprint(points.Features[i].Properties[0]), ""
		if found.Area >= 0 {
			area = areas.Codes[found.Area]
		} else {
			outside = append(outside, name)
		}
		rows = append(rows, []string{name, area, areas.Codes[found.Nearest], decimals(found.Distance, 1)})
	}
	if len(outside) > 0 {
		p.warn(indicators.Problem{File: points.File, What: "outside of all areas: " + listed(outside)})
	}
	return rows
}
