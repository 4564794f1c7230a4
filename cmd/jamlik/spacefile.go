package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/geo"
	geoformats "github.com/jamlik/jamlik/ingest/geo/formats"
	"github.com/jamlik/jamlik/ingest/geo/topology"
)

// layerFlags say how a file of geometry is read.
type layerFlags struct {
	key, crs, layer string
	join            bool
	tolerance       float64
}

func (f *layerFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.key, "key", "", "column of the codes of the areas")
	fl.StringVar(&f.crs, "crs", "", "EPSG code of the coordinates, such as 3006 or 4326, where the file does not say or is wrong")
	fl.StringVar(&f.layer, "layer", "", "table of a GeoPackage that has several")
}

// registerAreas adds what says how areas are made of features.
func (f *layerFlags) registerAreas(cmd *cobra.Command) {
	f.register(cmd)
	fl := cmd.Flags()
	fl.BoolVar(&f.join, "join-parts", false, "features with one code are parts of one area; without it they are an error")
	fl.Float64Var(&f.tolerance, "tolerance", 0, "metres that two drawings of one border may lie apart; 0 finds it from the data")
}

func (f layerFlags) options() (geo.Options, error) {
	o := geo.Options{Table: f.layer, Key: f.key}
	if f.crs == "" {
		return o, nil
	}
	var err error
	if o.CRS, err = geo.ParseCRS(f.crs); err != nil {
		return o, usagef("--crs: %w", err)
	}
	return o, nil
}

// noAreas is what is wrong with a map of nothing, which servers answer with where nothing has the code that is asked for.
func noAreas(path string) error {
	return indicators.Problem{File: path, What: "holds no areas", Remedy: "see that what it was downloaded with is right, such as the code of a municipality"}
}

// readLayer reads the features of a file, and shows its warnings.
func (p *program) readLayer(path string, f layerFlags) (*geo.Layer, error) {
	o, err := f.options()
	if err != nil {
		return nil, err
	}
	l, err := geoformats.ReadFile(path, o)
	if err != nil {
		return nil, err
	}
	if len(l.Features) == 0 {
		return nil, noAreas(path)
	}
	p.warn(l.Warnings...)
	return l, nil
}

// readAreas reads a file of areas, on a plane in metres. The layer is as the file has it.
func (p *program) readAreas(path string, f layerFlags) (*topology.Areas, *geo.Layer, error) {
	if f.key == "" {
		return nil, nil, usagef("--key is required: the column of the codes of the areas")
	}
	if !(f.tolerance >= 0) {
		return nil, nil, usagef("--tolerance is %v: want metres, 0 or more", f.tolerance)
	}
	l, err := p.readLayer(path, f)
	if err != nil {
		return nil, nil, err
	}
	a, err := p.areasOn(l, l.Plane(), f)
	return a, l, err
}

// projected returns a layer in another system, and shows what that brings with it.
func (p *program) projected(l *geo.Layer, to geo.CRS) (*geo.Layer, error) {
	on, err := l.Project(to)
	if err != nil {
		return nil, err
	}
	p.warn(on.Warnings[len(l.Warnings):]...)
	return on, nil
}

// areasOn makes areas of a layer, on a plane in metres.
func (p *program) areasOn(l *geo.Layer, plane geo.CRS, f layerFlags) (*topology.Areas, error) {
	on, err := p.projected(l, plane)
	if err != nil {
		return nil, err
	}
	a, err := topology.New(on, topology.Options{Key: f.key, Join: f.join})
	if err != nil {
		return nil, err
	}
	p.warn(a.Warnings...)
	return a, nil
}

// numbersOf returns a column of numbers of a layer for its areas, NaN where a feature has none.
func numbersOf(l *geo.Layer, a *topology.Areas, column string) ([]float64, error) {
	at := l.Column(column)
	if at < 0 {
		return nil, indicators.Problem{File: l.File, Column: column, What: "the file has no such column" + meant(column, l.Columns)}
	}
	out := make([]float64, len(a.Codes))
	var ps indicators.Problems
	for i, number := range a.Features {
		f := l.Features[number-1]
		v, ok := f.Properties[at].(float64)
		if !ok {
			v = math.NaN()
			ps.Add(l.Problem(f, fmt.Sprintf("column %q is no number", column), "fill it in, or take the feature out"))
		}
		out[i] = v
	}
	return out, ps.Err()
}
