package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/geojson"
	"github.com/jamlik/jamlik/ingest/geo/geopackage"
)

// spaceConvertFlags are the flags of `space convert`.
type spaceConvertFlags struct {
	layerFlags
	to       string
	simplify float64
	repair   bool
	table    string
	on       string
	file     fileFlags
	decimal  string
}

func (p *program) spaceConvertCommand() *cobra.Command {
	var f spaceConvertFlags
	cmd := &cobra.Command{
		Use:   "convert IN OUT",
		Short: "Another format or coordinate system, simpler lines, joined with results",
		Long: `Write a map as GeoJSON (.geojson or .json) or GeoPackage (.gpkg). OUT appears whole or not at all.

--join adds the columns of a table, such as the results of a run, to the features whose code (--key) its column --on holds; what has no match on either
side is told. --simplify leaves out points that lie closer than so many metres to the line without them, the same ones on both sides
of a border, so that no gaps open.`,
		Example: `  jamlik space convert areas.geojson areas.gpkg
  jamlik space convert areas.geojson wgs84.geojson --to 4326
  jamlik space convert areas.geojson joined.geojson --key code --join income.csv --on area`,
		Args: positional(2, 2, "a file to read and a file to write"),
		RunE: func(_ *cobra.Command, args []string) error { return p.spaceConvert(args[0], args[1], f) },
	}
	f.registerAreas(cmd)
	fl := cmd.Flags()
	fl.StringVar(&f.to, "to", "", "EPSG code of the system to write in; default 4326 for GeoJSON, and that of IN for GeoPackage")
	fl.BoolVar(&f.repair, "repair", false, "mend rings, and close gaps and overlaps that are narrower than --tolerance")
	fl.Float64Var(&f.simplify, "simplify", 0, "metres that lines may move")
	fl.StringVar(&f.table, "join", "", "table whose columns are added")
	fl.StringVar(&f.on, "on", "", "column of --join with the codes; default that of --key")
	fl.StringVar(&f.decimal, "decimal", ".", "decimal mark of delimited text: . or ,")
	f.file.register(cmd)
	return cmd
}

// layerWrite writes a map in a system, or in the usual one of the format.
type layerWrite func(w io.Writer, l *geo.Layer, to geo.CRS) error

// layerWriters write maps, by file name extension.
var layerWriters = map[string]layerWrite{".geojson": writeGeoJSON, ".json": writeGeoJSON, ".gpkg": writeGeoPackage}

func writeGeoJSON(w io.Writer, l *geo.Layer, to geo.CRS) error {
	return geojson.Write(w, l, geojson.WriteOptions{CRS: to})
}

func writeGeoPackage(w io.Writer, l *geo.Layer, to geo.CRS) error {
	return geopackage.Write(w, l, geopackage.WriteOptions{CRS: to})
}

func (p *program) spaceConvert(in, out string, f spaceConvertFlags) error {
	write, to, err := layerWriter(out, f.to)
	if err != nil {
		return err
	}
	if f.key == "" && (f.table != "" || f.repair || f.simplify > 0) {
		return usagef("--join, --repair and --simplify go with --key: the column of the codes of the features")
	}
	l, err := p.convertible(in, f)
	if err != nil {
		return err
	}
	if f.table != "" {
		if l, err = p.joined(l, f); err != nil {
			return err
		}
	}
	if err := p.strictError(); err != nil {
		return err
	}
	return writeWhole(out, func(w io.Writer) error { return write(w, l, to) })
}

// convertible reads a map, mended and simplified where that is asked for.
func (p *program) convertible(in string, f spaceConvertFlags) (*geo.Layer, error) {
	if !f.repair && f.simplify == 0 {
		return p.readLayer(in, f.layerFlags)
	}
	a, l, err := p.readAreas(in, f.layerFlags)
	if err != nil {
		return nil, err
	}
	c, err := a.Coverage(f.tolerance)
	if err != nil {
		return nil, err
	}
	if a, err = c.Simplify(f.simplify); err != nil {
		return nil, err
	}
	out := *l
	out.CRS, out.Features = a.CRS, nil
	for i, number := range a.Features {
		feature := l.Features[number-1]
		feature.Geometry = a.Shapes[i]
		out.Features = append(out.Features, feature)
	}
	return &out, nil
}

// joined adds the columns of a table to the features.
func (p *program) joined(l *geo.Layer, f spaceConvertFlags) (*geo.Layer, error) {
	on := f.on
	if on == "" {
		on = f.key
	}
	t, err := p.tableOf(f.table, on, f)
	if err != nil {
		return nil, err
	}
	out, match, err := l.Join(f.key, t)
	if err != nil {
		return nil, err
	}
	if n := len(match.WithoutGeometry); n > 0 {
		p.warn(indicators.Problem{File: f.table, Column: on, What: lang.Count(n, "code") + " without a feature: " + listed(match.WithoutGeometry)})
	}
	if n := len(match.WithoutData); n > 0 {
		p.warn(indicators.Problem{File: l.File, What: lang.Count(n, "feature") + " without a row to join: " + listed(match.WithoutData)})
	}
	if len(match.WithoutGeometry) == len(t.Codes) {
		return nil, indicators.Problem{File: f.table, Column: on, What: "no code is that of a feature", Remedy: fmt.Sprintf("name the columns of codes with --key and --on; %s has %s", l.File, strings.Join(l.Columns, ", "))}
	}
	return out, nil
}

// tableOf reads a table to join. Columns whose cells are all numbers, or missing, become numbers.
func (p *program) tableOf(path, on string, f spaceConvertFlags) (geo.Table, error) {
	r, err := open(path, f.file, true)
	if err != nil {
		return geo.Table{}, err
	}
	defer r.Close()
	columns := fieldNames(r.Schema())
	fr, err := readFrame(r, path, columns, nil, rune(f.decimal[0]))
	if err != nil {
		return geo.Table{}, err
	}
	p.warn(r.Warnings()...)
	t := geo.Table{Codes: fr.text[on].list()}
	if len(t.Codes) == 0 {
		return t, indicators.Problem{File: path, Column: on, What: "the file has no such column" + meant(on, columns)}
	}
	for _, col := range columns {
		if col != on {
			t.Columns = append(t.Columns, col)
			t.Values = append(t.Values, cells(fr.text[col].list(), rune(f.decimal[0])))
		}
	}
	return t, nil
}
