package main

import (
	"errors"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/space"
	"github.com/jamlik/jamlik/ingest/study"
)

// areaRow is the value of one area beside those of its neighbours, and where the area lies: what a map, a tile map, a Moran scatter plot and a
// map of clusters are drawn from.
type areaRow struct {
	Subject    string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group      string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period     string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel  string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area       string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version    string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Name       string   `parquet:"name=area_name, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value      *float64 `parquet:"name=value, type=DOUBLE"`
	Persons    *float64 `parquet:"name=persons, type=DOUBLE"`
	Lag        *float64 `parquet:"name=neighbours_mean, type=DOUBLE"`
	Z          *float64 `parquet:"name=z, type=DOUBLE"`
	LagZ       *float64 `parquet:"name=neighbours_z, type=DOUBLE"`
	Quadrant   string   `parquet:"name=quadrant, type=BYTE_ARRAY, convertedtype=UTF8"`
	Moran      *float64 `parquet:"name=local_moran, type=DOUBLE"`
	P          *float64 `parquet:"name=local_moran_p, type=DOUBLE"`
	Adjusted   *float64 `parquet:"name=local_moran_p_adjusted, type=DOUBLE"`
	Class      string   `parquet:"name=class, type=BYTE_ARRAY, convertedtype=UTF8"`
	Cluster    *int64   `parquet:"name=cluster, type=INT64"`
	Star       *float64 `parquet:"name=g_star_z, type=DOUBLE"`
	StarP      *float64 `parquet:"name=g_star_p, type=DOUBLE"`
	StarAdj    *float64 `parquet:"name=g_star_p_adjusted, type=DOUBLE"`
	Spot       string   `parquet:"name=spot, type=BYTE_ARRAY, convertedtype=UTF8"`
	East       *float64 `parquet:"name=east, type=DOUBLE"`
	North      *float64 `parquet:"name=north, type=DOUBLE"`
	Lon        *float64 `parquet:"name=lon, type=DOUBLE"`
	Lat        *float64 `parquet:"name=lat, type=DOUBLE"`
	TileColumn *int64   `parquet:"name=tile_column, type=INT64"`
	TileRow    *int64   `parquet:"name=tile_row, type=INT64"`
}

// nearestRow is the share of a group among the k persons who live nearest to those of an area.
type nearestRow struct {
	Subject   string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group     string   `parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area      string   `parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Version   string   `parquet:"name=area_version, type=BYTE_ARRAY, convertedtype=UTF8"`
	Nearest   float64  `parquet:"name=nearest_persons, type=DOUBLE"`
	Share     *float64 `parquet:"name=share, type=DOUBLE"`
}

// scaleRow is a measure at one scale: a number of nearest persons, a bandwidth in metres, or a number of areas that the city is divided into.
type scaleRow struct {
	Subject   string   `parquet:"name=subject, type=BYTE_ARRAY, convertedtype=UTF8"`
	Period    string   `parquet:"name=period, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Areas     int64    `parquet:"name=areas, type=INT64"`
	ScaleOf   string   `parquet:"name=scale_of, type=BYTE_ARRAY, convertedtype=UTF8"` // nearest_persons, bandwidth_m, areas
	Scale     float64  `parquet:"name=scale, type=DOUBLE"`
	Index     string   `parquet:"name=index, type=BYTE_ARRAY, convertedtype=UTF8"`
	Params    string   `parquet:"name=params, type=BYTE_ARRAY, convertedtype=UTF8"`
	Value     *float64 `parquet:"name=value, type=DOUBLE"`
	Lower     *float64 `parquet:"name=lower, type=DOUBLE"`
	Upper     *float64 `parquet:"name=upper, type=DOUBLE"`
	Middle    *float64 `parquet:"name=middle, type=DOUBLE"`
	Below     *float64 `parquet:"name=share_below, type=DOUBLE"`                    // of random divisions below the value
	Limits    string   `parquet:"name=limits, type=BYTE_ARRAY, convertedtype=UTF8"` // basic, random_divisions
	Undefined string   `parquet:"name=undefined, type=BYTE_ARRAY, convertedtype=UTF8"`
}

// writeMaps writes what maps are drawn from. A study without boundaries has none of it.
func (p *program) writeMaps(out *outputDir, l *study.Loaded, res *analysis.Results) error {
	if len(l.Maps) == 0 {
		return nil
	}
	return errors.Join(
		writeTable(out, "data/areas", areaRows(l, res, tilesOf(l)), provenance(l)),
		writeTable(out, "data/nearest", nearestRows(res), provenance(l)),
		writeTable(out, "data/scales", scaleRows(res), provenance(l)),
		p.writeAreaMaps(out, l, res),
	)
}

// mapName tells the maps of a study apart.
type mapName struct {
	level   indicators.Level
	version string
}

// tilesOf returns the tile of each area, by map and code: those made by hand, else others that keep neighbours near.
func tilesOf(l *study.Loaded) map[mapName]map[string]space.Tile {
	out := make(map[mapName]map[string]space.Tile, len(l.Maps))
	for _, m := range l.Maps {
		tiles := tilesOfMap(m)
		of := make(map[string]space.Tile, len(tiles))
		for i, t := range tiles {
			of[m.Places[i].Code] = t
		}
		out[mapName{m.Level, m.Version}] = of
	}
	return out
}

// tilesOfMap returns the tile of each area of a map; nil where it is not known who lies beside whom.
func tilesOfMap(m study.Map) []space.Tile {
	if m.Tiles != nil {
		return m.Tiles
	}
	tiles, _, err := space.Tiles(m.Space.Points, m.Space.Borders)
	if err != nil {
		return nil
	}
	return tiles
}

// areaRows are the areas of every search for clusters.
func areaRows(l *study.Loaded, res *analysis.Results, tilesOf map[mapName]map[string]space.Tile) []areaRow {
	var out []areaRow
	for _, c := range res.Clusters {
		at := placesOf(l, c.Level, c.Version)
		tiles := tilesOf[mapName{c.Level, c.Version}]
		for _, v := range c.Areas {
			r := areaRow{
				Subject: c.Subject, Group: string(c.Group), Period: c.Period.String(), AreaLevel: c.Level.String(), Area: v.Area.Code,
				Version: v.Area.Version, Name: v.Area.Name, Value: finite(v.Value), Persons: finite(v.Persons), Lag: finite(v.Lag), Z: finite(v.Z),
				LagZ: finite(v.LagZ), Quadrant: string(v.Quadrant()), Moran: finite(v.Moran), P: finite(v.P), Adjusted: finite(v.Adjusted),
				Class: string(v.Class), Star: finite(v.Star), StarP: finite(v.StarP), StarAdj: finite(v.StarAdj), Spot: string(v.Spot),
			}
			if c.Withheld {
				r.Quadrant = ""
			}
			if v.Cluster > 0 {
				n := int64(v.Cluster)
				r.Cluster = &n
			}
			if p, ok := at[v.Area.Code]; ok {
				r.East, r.North, r.Lon, r.Lat = finite(p.East), finite(p.North), finite(p.Lon), finite(p.Lat)
				if tile, ok := tiles[v.Area.Code]; ok {
					column, row := int64(tile.Column), int64(tile.Row)
					r.TileColumn, r.TileRow = &column, &row
				}
			}
			out = append(out, r)
		}
	}
	return out
}

// placesOf are where the areas of a level and version lie, by code.
func placesOf(l *study.Loaded, level indicators.Level, version string) map[string]study.Place {
	for _, m := range l.Maps {
		if m.Level == level && m.Version == version {
			out := make(map[string]study.Place, len(m.Places))
			for _, p := range m.Places {
				out[p.Code] = p
			}
			return out
		}
	}
	return nil
}

// nearestRows are the shares of groups among the nearest persons, area by area.
func nearestRows(res *analysis.Results) []nearestRow {
	var out []nearestRow
	for _, c := range res.Clusters {
		if c.Segregation < 0 {
			continue
		}
		where := res.Segregation[c.Segregation].Where
		for _, v := range c.Areas {
			for j, share := range v.Nearest {
				out = append(out, nearestRow{
					Subject: c.Subject, Group: string(c.Group), Period: c.Period.String(), AreaLevel: c.Level.String(), Area: v.Area.Code,
					Version: v.Area.Version, Nearest: where.Spatial.Nearest[j], Share: finite(share),
				})
			}
		}
	}
	return out
}

// scaleRows are the measures of segregation by scale.
func scaleRows(res *analysis.Results) []scaleRow {
	var out []scaleRow
	for _, s := range res.Segregation {
		if s.Where == nil {
			continue
		}
		base := scaleRow{Subject: s.Spec.ID, Period: s.Period.String(), AreaLevel: s.Level.String(), Areas: int64(s.Where.Areas)}
		add := func(of string, list []analysis.AtScale) {
			for _, v := range list {
				r := base
				r.ScaleOf, r.Scale, r.Index, r.Params, r.Limits, r.Undefined = of, v.Scale, v.Index.ID, paramText(v.IndexValue), v.Type, v.Undefined
				r.Value, r.Lower, r.Upper = estimate(v.Value, v.OK, v.Interval)
				out = append(out, r)
			}
		}
		add("nearest_persons", s.Where.Nearest)
		add("bandwidth_m", s.Where.Scales)
		for _, z := range s.Where.Rezoned {
			r := base
			r.ScaleOf, r.Scale, r.Index, r.Limits, r.Undefined = "areas", float64(z.Zones), z.Index.ID, "random_divisions", z.Undefined
			r.Params = paramText(analysis.IndexValue{Index: z.Index})
			r.Value, r.Lower, r.Upper, r.Middle = finite(z.Value), finite(z.Low), finite(z.High), finite(z.Middle)
			r.Below = finite(z.Below)
			out = append(out, r)
		}
	}
	return out
}
