package main

import (
	"bytes"
	"fmt"
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/geojson"
	"github.com/jamlik/jamlik/ingest/geo/topology"
	"github.com/jamlik/jamlik/ingest/study"
)

// simplification is how much polygons are simplified for drawing: corners go whose triangle is smaller than a square with sides of so many metres.
const simplification = 20

// writeAreaMaps writes the polygons of each map with the results about its areas, as GeoJSON in longitude and latitude: data/areas-deso.geojson and
// so on. Those of other versions than the study's have it in their names.
func (p *program) writeAreaMaps(out *outputDir, l *study.Loaded, res *analysis.Results) error {
	for _, m := range l.Maps {
		if m.Areas == nil {
			continue
		}
		name := "data/areas-" + m.Level.String()
		if m.Version != l.Study.Version {
			name += "-" + m.Version
		}
		layer, err := p.areaLayer(l, m, res)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		var b bytes.Buffer
		if err := geojson.Write(&b, layer, geojson.WriteOptions{}); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := out.write(name+".geojson", b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// areaLayer is the polygons of a map with what the analysis found out about each area. Neighbours share their borders. Polygons that do not fit
// together are written as they are, with a warning.
func (p *program) areaLayer(l *study.Loaded, m study.Map, res *analysis.Results) (*geo.Layer, error) {
	areas := m.Areas
	if s, err := simplified(areas, simplification); err == nil {
		areas = s
	} else {
		p.warn(fmt.Errorf("polygons of level %s are written with all their corners: %w", m.Level, err))
	}
	out := &geo.Layer{CRS: areas.CRS, Columns: []string{"code", "name", "level", "version"}, Features: features(areas)}
	for i := range out.Features {
		code := areas.Codes[i]
		area, _ := l.Register.Find(indicators.AreaID{Code: code, Version: m.Version})
		out.Features[i].Properties = []any{code, area.Name, m.Level.String(), m.Version}
	}
	for _, c := range res.Clusters {
		if c.Level != m.Level || c.Version != m.Version {
			continue
		}
		at := make(map[string]analysis.LocalValue, len(c.Areas))
		for _, v := range c.Areas {
			at[v.Area.Code] = v
		}
		for _, column := range [...]string{"", "_neighbours", "_class", "_spot"} {
			out.Columns = append(out.Columns, c.Subject+column)
		}
		for i, code := range areas.Codes {
			properties := []any{nil, nil, nil, nil}
			if v, ok := at[code]; ok && !c.Withheld {
				properties = []any{number(v.Value), number(v.Lag), string(v.Class), string(v.Spot)}
			}
			out.Features[i].Properties = append(out.Features[i].Properties, properties...)
		}
	}
	return out, nil
}

// features are areas as a file has them.
func features(areas *topology.Areas) []geo.Feature {
	out := make([]geo.Feature, len(areas.Codes))
	for i, shape := range areas.Shapes {
		out[i] = geo.Feature{Number: i + 1, Geometry: shape}
		if len(shape) == 1 {
			out[i].Geometry = shape[0]
		}
	}
	return out
}

// number is a property that may be missing.
func number(v float64) any {
	if math.IsNaN(v) {
		return nil
	}
	return v
}
