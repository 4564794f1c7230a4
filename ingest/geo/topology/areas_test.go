package topology

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators/space"
	"github.com/jamlik/jamlik/ingest/geo"
)

func TestProblemsOfLayers(t *testing.T) {
	good := orb.Polygon{box(0, 0, 1000, 1000)}
	with := func(codes ...any) *geo.Layer {
		var shapes []orb.Geometry
		for range codes {
			shapes = append(shapes, good)
		}
		l := layer(shapes...)
		for k, c := range codes {
			l.Features[k].Properties[0] = c
		}
		return l
	}
	degrees := layer(orb.Polygon{box(12, 57, 13, 58)})
	degrees.CRS = geo.WGS84
	unnamed := layer(orb.Polygon{box(12, 57, 13, 58)})
	unnamed.CRS = geo.Unknown
	for _, c := range []struct {
		name    string
		layer   *geo.Layer
		options Options
		want    []string
	}{
		{"no column", with("A"), Options{Key: "kod"}, []string{`a.geojson: there is no column "kod"; there are ["code"]; name the column that holds it`}},
		{"codes", with("A", nil, "", "A", true), Options{Key: "code"}, []string{
			`a.geojson:20: feature 2: no code in column "code"; give it one, or take the feature out`,
			`a.geojson:30: feature 3 (code ""): no code in column "code"; give it one, or take the feature out`,
			`a.geojson:40: feature 4 (code "A"): feature 1 has the same code; join the parts of an area on purpose, or take one out`,
			`a.geojson:50: feature 5 (code true): no code in column "code"; give it one, or take the feature out`}},
		{"geometries", layer(nil, orb.Polygon{}, orb.MultiPolygon{}, orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}, orb.Polygon{{}}, orb.Polygon{{{0, 0}, {1, 1}, {0, 0}}},
			orb.Polygon{{{0, 0}, {math.NaN(), 1}, {5, 5}, {0, 0}}}), Options{Key: "code"}, []string{
			`a.geojson:10: feature 1 (code "A"): no geometry; give it a polygon, or take the feature out`,
			`a.geojson:20: feature 2 (code "B"): an empty geometry; give it a polygon, or take the feature out`,
			`a.geojson:30: feature 3 (code "C"): an empty geometry; give it a polygon, or take the feature out`,
			`a.geojson:40: feature 4 (code "D"): a Point, and an area is a Polygon or MultiPolygon; name the table of areas, or take the feature out`,
			`a.geojson:50: feature 5 (code "E"): a LineString, and an area is a Polygon or MultiPolygon; name the table of areas, or take the feature out`,
			`a.geojson:60: feature 6 (code "F"): an empty geometry; give it a polygon, or take the feature out`,
			`a.geojson:70: feature 7 (code "G"): it has no area; give it a polygon, or take the feature out`,
			`a.geojson:80: feature 8 (code "H"): a point at NaN, 1; mend it where it was drawn`}},
		{"degrees", degrees, Options{Key: "code"}, []string{"a.geojson: the coordinates are degrees, and lengths and areas are metres; project them, in Sweden to SWEREF 99 TM (EPSG:3006)"}},
		{"degrees unnamed", unnamed, Options{Key: "code"}, []string{"a.geojson: the coordinates are degrees, and lengths and areas are metres; project them, in Sweden to SWEREF 99 TM (EPSG:3006)"}},
		{"nothing", layer(), Options{Key: "code"}, []string{"a.geojson: there is no feature; name the file or the table that holds the areas"}},
		{"places", with("A"), Options{Key: "code", East: "code", North: "code"}, []string{
			`a.geojson:10: feature 1 (code "A"): A in column "code" is no coordinate; give it one, or take the centroids of areas`,
			`a.geojson:10: feature 1 (code "A"): A in column "code" is no coordinate; give it one, or take the centroids of areas`}},
	} {
		_, err := New(c.layer, c.options)
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		if diff := cmp.Diff(c.want, strings.Split(err.Error(), "\n")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
}

func TestPartsAreJoinedWhereAskedFor(t *testing.T) {
	l := layer(orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(5000, 0, 6000, 1000)}, orb.Polygon{box(8000, 0, 9000, 1000)})
	l.Features[0].Properties[0], l.Features[1].Properties[0], l.Features[2].Properties[0] = 38030.0, "7", "38030"
	a := newAreas(t, l, Options{Key: "code", Join: true})
	if diff := cmp.Diff([]string{"38030", "7"}, a.Codes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]float64{2e6, 1e6}, a.Area()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A square of 1,000 m with a hole of 200 m off its centre, drawn the wrong way round: area 10⁶ − 4·10⁴; perimeter 4,000 + 800; the centroid is
// (10⁶·500 − 4·10⁴·700)/(9.6·10⁵) = 491.67.
func TestMeasures(t *testing.T) {
	hole := box(600, 600, 800, 800)
	shell := box(0, 0, 1000, 1000)
	shell.Reverse()
	a := newAreas(t, layer(orb.Polygon{shell, hole}), Options{Key: "code"})
	if got := a.Area()[0]; got != 960000 {
		t.Errorf("area %v", got)
	}
	if got := a.Perimeter()[0]; got != 4800 {
		t.Errorf("perimeter %v", got)
	}
	if got := a.Centroid()[0]; math.Abs(got[0]-472e6/960e3) > 1e-9 || got[0] != got[1] {
		t.Errorf("centroid %v", got)
	}
}

func TestSpaceOfUnits(t *testing.T) {
	a := newAreas(t, layer(orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(1000, 0, 3000, 1000)}, orb.Polygon{box(9000, 0, 9500, 1000)}, orb.Polygon{box(20000, 0, 20100, 100)}), Options{Key: "code"})
	got, warnings, err := a.Space([]string{"C", "B", "A"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := &space.Space{
		Points:    &space.Points{X: []float64{9250, 2000, 500}, Y: []float64{500, 500, 500}},
		Area:      []float64{5e5, 2e6, 1e6},
		Perimeter: []float64{3000, 6000, 4000},
		Borders:   &space.Graph{First: []int32{0, 0, 1, 2}, To: []int32{2, 1}, Value: []float64{1000, 1000}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(space.Space{}, space.Points{})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	var texts []string
	for _, w := range warnings {
		texts = append(texts, w.Error())
	}
	if diff := cmp.Diff([]string{"a.geojson: 1 area without data: D; they are left out",
		"a.geojson: 1 unit without a neighbour: C; indices of neighbours read them as isolated; give a file of neighbours where a bridge or a ferry counts"}, texts); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for want, codes := range map[string][]string{
		"a.geojson: 2 units without a geometry: X, Y; take geometry of the same areas and year, or leave the units out":                                 {"A", "X", "Y"},
		"a.geojson: 1 unit without a geometry: X; its codes are such as A, B, C: name the column of codes, or take geometry of the same areas and year": {"X"},
		"a.geojson: units come twice: A; give each unit one row":                                                                                        {"A", "B", "A"},
	} {
		if _, _, err := a.Space(codes, 0); err == nil || err.Error() != want {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
}

func TestPlacesFromColumns(t *testing.T) {
	l := layer(orb.Polygon{box(0, 0, 1000, 1000)})
	l.Columns = append(l.Columns, "e", "n")
	l.Features[0].Properties = append(l.Features[0].Properties, 400.0, 300.0)
	got, _, err := newAreas(t, l, Options{Key: "code", East: "e", North: "n"}).Space([]string{"A"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if p := got.Points.At(0); p != (space.Point{X: 400, Y: 300}) {
		t.Errorf("%v", p)
	}
}
