package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/topology"
)

// dissolveFlags are the flags of `space dissolve`.
type dissolveFlags struct {
	layerFlags
	by, of, on string
	to         string
	simplify   float64
	file       fileFlags
}

func (p *program) spaceDissolveCommand() *cobra.Command {
	var f dissolveFlags
	cmd := &cobra.Command{
		Use:   "dissolve IN OUT",
		Short: "Larger areas put together of smaller ones: DeSO to RegSO or to districts",
		Long: `Write the larger areas that areas lie in, by the column --by of the map, or of a table --of that says which area (--on) lies in which. Borders inside
of a larger area go away whole, gaps and overlaps along them too. An area without a larger one is left out and told.`,
		Example: `  jamlik space dissolve areas.geojson districts.geojson --key code --by district
  jamlik space dissolve areas.geojson districts.gpkg --key code --of people.csv --on area --by district`,
		Args: positional(2, 2, "a file to read and a file to write"),
		RunE: func(_ *cobra.Command, args []string) error { return p.dissolve(args[0], args[1], f) },
	}
	f.registerAreas(cmd)
	fl := cmd.Flags()
	fl.StringVar(&f.by, "by", "", "column of the larger areas (required)")
	fl.StringVar(&f.of, "of", "", "table that says which larger area each lies in; default the map itself")
	fl.StringVar(&f.on, "on", "", "column of --of with the codes of the areas; default that of --key")
	fl.StringVar(&f.to, "to", "", "EPSG code of the system to write in; default 4326 for GeoJSON, and that of IN for GeoPackage")
	fl.Float64Var(&f.simplify, "simplify", 0, "metres that lines may move, the same on both sides of a border")
	f.file.register(cmd)
	return cmd
}

func (p *program) dissolve(in, out string, f dissolveFlags) error {
	if f.by == "" {
		return usagef("--by is required: the column of the larger areas")
	}
	write, to, err := layerWriter(out, f.to)
	if err != nil {
		return err
	}
	a, l, err := p.readAreas(in, f.layerFlags)
	if err != nil {
		return err
	}
	of, err := p.memberships(a, l, f)
	if err != nil {
		return err
	}
	c, err := a.Coverage(f.tolerance)
	if err != nil {
		return err
	}
	larger, err := c.Dissolve(of)
	if err != nil {
		return err
	}
	p.warn(larger.Warnings...)
	if f.simplify > 0 {
		if larger, err = simplified(larger, f.simplify); err != nil {
			return err
		}
	}
	if err := p.strictError(); err != nil {
		return err
	}
	result := &geo.Layer{File: in, Name: l.Name, CRS: larger.CRS, Key: f.by, Columns: []string{f.by}}
	for i, code := range larger.Codes {
		result.Features = append(result.Features, geo.Feature{Number: i + 1, Properties: []any{code}, Geometry: larger.Shapes[i]})
	}
	return writeWhole(out, func(w io.Writer) error { return write(w, result, to) })
}

// simplified returns areas with fewer vertices.
func simplified(a *topology.Areas, metres float64) (*topology.Areas, error) {
	c, err := a.Coverage(0)
	if err != nil {
		return nil, err
	}
	return c.Simplify(metres)
}

// memberships returns the larger area of each area.
func (p *program) memberships(a *topology.Areas, l *geo.Layer, f dissolveFlags) (map[string]string, error) {
	of := make(map[string]string, len(a.Codes))
	if f.of == "" {
		at := l.Column(f.by)
		if at < 0 {
			return nil, indicators.Problem{File: l.File, Column: f.by, What: "the file has no such column" + meant(f.by, l.Columns)}
		}
		for i, code := range a.Codes {
			if larger := l.Features[a.Features[i]-1].Properties[at]; larger != nil {
				of[code] = fmt.Sprint(larger)
			}
		}
		return of, nil
	}
	on := f.on
	if on == "" {
		on = f.key
	}
	r, err := open(f.of, f.file, true)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	fr, err := readFrame(r, f.of, []string{on, f.by}, nil, '.')
	if err != nil {
		return nil, err
	}
	var ps indicators.Problems
	for i, code := range fr.text[on].all() {
		larger := fr.text[f.by].at(i)
		if before, ok := of[code]; ok && before != larger {
			ps.Add(indicators.Problem{File: f.of, Line: int(fr.lines[i]), Column: f.by, What: fmt.Sprintf("area %q lies in %q here and in %q before", code, larger, before),
				Remedy: "an area lies in one larger area only"})
		}
		of[code] = larger
	}
	return of, ps.Err()
}

// layerWriter returns what writes a map under a name, and the system that is asked for.
func layerWriter(out, to string) (write layerWrite, crs geo.CRS, err error) {
	ext := strings.ToLower(filepath.Ext(out))
	write, ok := layerWriters[ext]
	if !ok {
		return nil, 0, usagef("%s: cannot write %q; want a file name that ends in .geojson, .json or .gpkg", out, ext)
	}
	if to != "" {
		if crs, err = geo.ParseCRS(to); err != nil {
			return nil, 0, usagef("--to: %w", err)
		}
	}
	return write, crs, nil
}
