package topology

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

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

// New returns the areas of a layer, repaired where there is no doubt of what they are, with a warning that tells what was wrong and the area before and after.
// The error tells all that stays wrong, each with the number of the feature and its code.
func New(l *geo.Layer, o Options) (*Areas, error) {
	named := *l
	named.Key = o.Key
	l = &named
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
	if len(l.Features) == 0 {
		r.problems.Add(indicators.Problem{File: l.File, What: "there is no feature", Remedy: "name the file or the table that holds the areas"})
	}
	if r.problems.Len() > 0 {
		return nil, r.problems.Err()
	}
	polygons := make([]mended, len(l.Features))
	inParallel(len(polygons), func() func(part, first, end int) {
		return func(part, first, end int) {
			for k := first; k < end; k++ {
				polygons[k] = mend(l, &l.Features[k])
			}
		}
	})
	for k := range l.Features {
		f := &l.Features[k]
		r.feature(f, polygons[k], codeOf(f.Properties[key]), o)
		if east >= 0 && len(r.areas.Codes) > len(r.areas.Places) {
			r.areas.Places = append(r.areas.Places, r.place(f, east, north))
		}
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
	k := r.layer.Column(name)
	if k < 0 {
		r.problems.Add(indicators.Problem{File: r.layer.File, What: noColumn(r.layer, name), Remedy: "name the column that holds it"})
	}
	return k
}

func noColumn(l *geo.Layer, name string) string {
	return fmt.Sprintf("there is no column %q; there are %q", name, l.Columns)
}

func (r *reader) wrong(f *geo.Feature, what, remedy string) {
	r.problems.Add(r.layer.Problem(*f, what, remedy))
}

func (r *reader) feature(f *geo.Feature, m mended, code string, o Options) {
	if code == "" {
		r.wrong(f, fmt.Sprintf("no code in column %q", o.Key), "give it one, or take the feature out")
		return
	}
	if m.problem != nil {
		r.problems.Add(m.problem)
		return
	}
	if m.warning != nil {
		r.areas.Warnings = append(r.areas.Warnings, m.warning)
	}
	at, there := r.first[code]
	switch {
	case !there:
		r.first[code] = len(r.areas.Codes)
		r.areas.Codes = append(r.areas.Codes, code)
		r.areas.Shapes = append(r.areas.Shapes, m.shape)
		r.areas.Features = append(r.areas.Features, f.Number)
	case o.Join:
		r.join(f, at, m.shape)
	default:
		r.wrong(f, fmt.Sprintf("feature %d has the same code", r.areas.Features[at]), "join the parts of an area on purpose, or take one out")
	}
}

// join makes a shape a part of an area. Parts with a border in common become one polygon.
func (r *reader) join(f *geo.Feature, at int, shape orb.MultiPolygon) {
	whole, err := Repair(append(slices.Clone(r.areas.Shapes[at]), shape...))
	if err != nil {
		r.wrong(f, fmt.Sprintf("together with feature %d: %v", r.areas.Features[at], err), "mend it where it was drawn")
		return
	}
	if overlap := whole.Before - whole.After; overlap > smallOverlap {
		r.areas.Warnings = append(r.areas.Warnings, r.layer.Problem(*f, fmt.Sprintf("it covers %.0f m² of what has the same code, from feature %d on", overlap,
			r.areas.Features[at]), "they count once"))
	}
	r.areas.Shapes[at] = whole.Shape
}

// smallOverlap in m² is what rounding may make the parts of one area overlap by.
const smallOverlap = 1

// mended is what a feature becomes by itself.
type mended struct {
	shape            orb.MultiPolygon
	problem, warning error
}

func mend(l *geo.Layer, f *geo.Feature) mended {
	wrong := func(what, remedy string) mended { return mended{problem: l.Problem(*f, what, remedy)} }
	const instead, redraw = "give it a polygon, or take the feature out", "mend it where it was drawn"
	if f.Geometry == nil {
		return wrong("no geometry", instead)
	}
	m, ok := polygons(f.Geometry)
	if !ok {
		return wrong(fmt.Sprintf("a %s, and an area is a Polygon or MultiPolygon", f.Geometry.GeoJSONType()), "name the table of areas, or take the feature out")
	}
	if p, found := beyond(m); found {
		return wrong(fmt.Sprintf("a point at %v, %v", p[0], p[1]), redraw)
	}
	if m.Bound().IsEmpty() {
		return wrong("an empty geometry", instead)
	}
	whole, err := Repair(m)
	if err != nil {
		return wrong(err.Error(), redraw)
	}
	if !(area(whole.Shape) > 0) {
		return wrong("it has no area", instead)
	}
	out := mended{shape: whole.Shape}
	var found []string
	for _, d := range whole.Defects {
		if d.Kind != Winding && d.Kind != Repeated { // formats differ; rounding brings them
			found = append(found, d.String())
		}
	}
	if len(found) > 0 {
		out.warning = l.Problem(*f, fmt.Sprintf("%s; repaired, %.1f m² before and %.1f m² after", strings.Join(found, "; "), whole.Before, whole.After), "")
	}
	return out
}

func (r *reader) place(f *geo.Feature, east, north int) orb.Point {
	var p orb.Point
	for k, column := range [...]int{east, north} {
		v, ok := f.Properties[column].(float64)
		if !ok || !(math.Abs(v) <= math.MaxFloat64) {
			r.wrong(f, fmt.Sprintf("%v in column %q is no coordinate", f.Properties[column], r.layer.Columns[column]), "give it one, or take the centroids of areas")
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
