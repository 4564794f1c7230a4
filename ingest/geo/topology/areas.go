package topology

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/geo"
)

// Areas are units with one multipolygon each, in the order of the file. Exterior rings run anticlockwise and holes clockwise, so that an area always
// lies to the left of its border; rings are closed, and no point follows upon itself.
type Areas struct {
	File     string // for messages
	CRS      geo.CRS
	Codes    []string
	Shapes   []orb.MultiPolygon
	Features []int       // the number of the first feature of each
	Places   []orb.Point // where each is taken to lie, from columns of the layer; nil where none are named
	Warnings []error
}

// Options say how features are read as areas.
type Options struct {
	Key         string // the column of codes
	Join        bool   // several features with one code are parts of one area; else they are an error
	East, North string // columns of places, in the coordinates of the layer; empty for none
}

// New returns the areas of a layer. The error tells all that is wrong, each with the number of the feature and its code.
func New(l *geo.Layer, o Options) (*Areas, error) {
	r := reader{layer: l, areas: &Areas{File: l.File, CRS: l.CRS}, first: map[string]int{}}
	if l.CRS.Degrees() || degrees(l) {
		return nil, indicators.Problem{File: l.File, What: "the coordinates are degrees, and lengths and areas are metres",
			Remedy: "project them, in Sweden to SWEREF 99 TM (EPSG:3006)"}
	}
	key := r.column(o.Key)
	east, north := -1, -1
	if o.East != "" || o.North != "" {
		east, north = r.column(o.East), r.column(o.North)
	}
	if r.problems.Len() > 0 {
		return nil, r.problems.Err()
	}
	for k := range l.Features {
		r.feature(&l.Features[k], key, o.Join)
		if east >= 0 && len(r.areas.Codes) > len(r.areas.Places) {
			r.areas.Places = append(r.areas.Places, r.place(&l.Features[k], east, north))
		}
	}
	if len(l.Features) == 0 {
		r.problems.Add(indicators.Problem{File: l.File, What: "there is no feature", Remedy: "name the file or the table that holds the areas"})
	}
	if r.problems.Len() > 0 {
		return nil, r.problems.Err()
	}
	return r.areas, nil
}

// degrees tells whether all coordinates of a layer could be degrees: no two of a city's areas are 180 metres from the origin of a map.
func degrees(l *geo.Layer) bool {
	seen := false
	for k := range l.Features {
		if g := l.Features[k].Geometry; g != nil {
			if b := g.Bound(); !b.IsEmpty() {
				seen = true
				if b.Min[0] < -180 || b.Max[0] > 180 || b.Min[1] < -90 || b.Max[1] > 90 {
					return false
				}
			}
		}
	}
	return seen && l.CRS == geo.Unknown
}

// reader collects areas and what is wrong with them.
type reader struct {
	layer    *geo.Layer
	areas    *Areas
	first    map[string]int // area by its code
	problems indicators.Problems
}

func (r *reader) column(name string) int {
	k := slices.Index(r.layer.Columns, name)
	if k < 0 {
		r.problems.Add(indicators.Problem{File: r.layer.File, What: fmt.Sprintf("there is no column %q; there are %q", name, r.layer.Columns),
			Remedy: "name the column that holds it"})
	}
	return k
}

func (r *reader) wrong(f *geo.Feature, code, what, remedy string) {
	r.problems.Add(problem(r.layer, f, code, what, remedy))
}

func problem(l *geo.Layer, f *geo.Feature, code, what, remedy string) indicators.Problem {
	return indicators.Problem{File: l.File, Line: f.Line, What: named(f.Number, code) + " " + what, Remedy: remedy}
}

// named names a feature in messages.
func named(number int, code string) string {
	if code == "" {
		return fmt.Sprintf("feature %d", number)
	}
	return fmt.Sprintf("feature %d (%s)", number, code)
}

func (r *reader) feature(f *geo.Feature, key int, join bool) {
	var value any
	if key < len(f.Properties) {
		value = f.Properties[key]
	}
	code := codeOf(value)
	if code == "" {
		r.wrong(f, "", fmt.Sprintf("has no code in column %q", r.layer.Columns[key]), "give it one, or take the feature out")
		return
	}
	raw := r.polygons(f, code)
	if raw == nil {
		return
	}
	shape := oriented(raw)
	if len(shape) == 0 {
		r.wrong(f, code, "has no area", "give it a polygon, or take the feature out")
		return
	}
	at, there := r.first[code]
	switch {
	case !there:
		r.first[code] = len(r.areas.Codes)
		r.areas.Codes = append(r.areas.Codes, code)
		r.areas.Shapes = append(r.areas.Shapes, shape)
		r.areas.Features = append(r.areas.Features, f.Number)
	case join:
		r.areas.Shapes[at] = append(r.areas.Shapes[at], shape...)
	default:
		r.wrong(f, code, fmt.Sprintf("has the code of feature %d", r.areas.Features[at]), "join the parts of an area on purpose, or take one out")
	}
}

// polygons returns the polygons of a feature, nil where it has none.
func (r *reader) polygons(f *geo.Feature, code string) orb.MultiPolygon {
	var m orb.MultiPolygon
	switch g := f.Geometry.(type) {
	case nil:
		r.wrong(f, code, "has no geometry", "give it a polygon, or take the feature out")
		return nil
	case orb.Polygon:
		m = orb.MultiPolygon{g}
	case orb.MultiPolygon:
		m = g
	default:
		r.wrong(f, code, fmt.Sprintf("is a %s, and an area is a Polygon or MultiPolygon", g.GeoJSONType()), "name the table of areas, or take the feature out")
		return nil
	}
	points := 0
	for _, polygon := range m {
		for _, ring := range polygon {
			points += len(ring)
			for _, p := range ring {
				if !(math.Abs(p[0]) <= maxCoordinate && math.Abs(p[1]) <= maxCoordinate) {
					r.wrong(f, code, fmt.Sprintf("has a point at %v, %v", p[0], p[1]), "mend it where it was drawn")
					return nil
				}
			}
		}
	}
	if points == 0 {
		r.wrong(f, code, "has an empty geometry", "give it a polygon, or take the feature out")
		return nil
	}
	return m
}

// maxCoordinate in metres is beyond every projection of the Earth.
const maxCoordinate = 1e9

func (r *reader) place(f *geo.Feature, east, north int) orb.Point {
	var p orb.Point
	for k, column := range [...]int{east, north} {
		v, ok := f.Properties[column].(float64)
		if !ok || v-v != 0 {
			r.wrong(f, r.areas.Codes[len(r.areas.Places)], fmt.Sprintf("has %v in column %q, which is no coordinate", f.Properties[column],
				r.layer.Columns[column]), "give it one, or take the centroids of areas")
		}
		p[k] = v
	}
	return p
}

// codeOf returns a property as a code. A number is written without exponent or decimals that it has not.
func codeOf(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// index returns the number of each area by its code.
func (a *Areas) index() map[string]int {
	at := make(map[string]int, len(a.Codes))
	for i, code := range a.Codes {
		at[code] = i
	}
	return at
}
