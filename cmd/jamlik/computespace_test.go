package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// threeSquares is a map of three squares of 1 km in a row, in SWEREF 99 TM: their codes are b, a and c from west to east.
const threeSquares = `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3006"}},"features":[
{"type":"Feature","properties":{"code":"b"},"geometry":{"type":"Polygon","coordinates":[[[377000,6400000],[378000,6400000],[378000,6401000],[377000,6401000],[377000,6400000]]]}},
{"type":"Feature","properties":{"code":"a"},"geometry":{"type":"Polygon","coordinates":[[[378000,6400000],[379000,6400000],[379000,6401000],[378000,6401000],[378000,6400000]]]}},
{"type":"Feature","properties":{"code":"c"},"geometry":{"type":"Polygon","coordinates":[[[379000,6400000],[380000,6400000],[380000,6401000],[379000,6401000],[379000,6400000]]]}}]}
`

func fileOf(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// placed computes an index that keeps the space it is given.
func placedBy(t *testing.T, reads index.Extra, text string, f computeFlags) (*space.Space, error) {
	t.Helper()
	var got *space.Space
	ix := index.Index{ID: "x", Reads: reads, TwoGroup: func(c index.Composition, _ index.Params) (float64, error) {
		s, err := c.Located()
		got = s
		return 1, err
	}}
	f.groups = []string{"x", "y"}
	_, err := computeParts(t, ix, text, f)
	return got, err
}

var ofPlaces = cmp.Options{cmpopts.IgnoreUnexported(space.Space{}, space.Points{}), cmpopts.EquateApprox(0, 0.01), cmpopts.EquateEmpty()}

func TestUnitsLieWhereTheFlagsSay(t *testing.T) {
	const data = "school,x,y,e,n,m2,m\na,1,2,378500,6400500,1000000,4000\nb,3,4,377500,6400500,1000000,4000\nc,5,,379500,6400500,1000000,4000\n"
	squares := fileOf(t, "squares.geojson", threeSquares)
	near := fileOf(t, "near.csv", "from,to,length\na,b,1000\nc,a,1000\na,c,1000\n")
	borders := &space.Graph{First: []int32{0, 1, 2}, To: []int32{1, 0}, Value: []float64{1000, 1000}}
	want := &space.Space{
		Points: &space.Points{X: []float64{378500, 377500}, Y: []float64{6400500, 6400500}}, // c has no figure of y and is left out
		Area:   []float64{1e6, 1e6}, Perimeter: []float64{4000, 4000}, Borders: borders,
		Centres: []space.Point{{X: 377500, Y: 6400500}, {X: 378000, Y: 6400000}},
	}
	centres := []string{"b", "378000, 6400000"}
	for name, place := range map[string]spaceFlags{
		"columns":  {coordinates: []string{"e", "n"}, area: "m2", perimeter: "m", neighbours: near, centres: centres},
		"geometry": {geometry: squares, layerFlags: layerFlags{key: "code"}, centres: centres},
		"both":     {geometry: squares, layerFlags: layerFlags{key: "code"}, coordinates: []string{"e", "n"}, neighbours: near, centres: centres},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := placedBy(t, index.Located, data, computeFlags{place: place})
			if diff := cmp.Diff(got, want, ofPlaces); err != nil || diff != "" {
				t.Errorf("%v, got - want +\n%s", err, diff)
			}
		})
	}
	globe, err := placedBy(t, index.Places, "school,x,y,lon,lat\na,1,2,12.94,57.72\nb,3,4,12.95,57.73\n",
		computeFlags{place: spaceFlags{coordinates: []string{"lon", "lat"}, layerFlags: layerFlags{crs: "EPSG:4326"}}})
	if err != nil || !globe.Points.Globe {
		t.Errorf("longitude and latitude: got %+v, %v, want places on the globe", globe, err)
	}
}

func TestPlacesThatCannotBe(t *testing.T) {
	const data = "school,x,y,e,n\na,1,2,378500,6400500\nb,3,4,377500,6400500\n"
	squares := fileOf(t, "squares.geojson", threeSquares)
	en := []string{"e", "n"}
	with := func(text string) string { return fileOf(t, "near.csv", text) }
	for _, tc := range []struct {
		name, text string
		reads      index.Extra
		place      spaceFlags
		want       string
	}{
		{"nowhere", data, index.Located, spaceFlags{}, "x needs --geometry, --coordinates or --neighbours"},
		{"one column", data, index.Places, spaceFlags{coordinates: []string{"e"}}, "--coordinates names 1 columns; want two"},
		{"degrees", "school,x,y,e,n\na,1,2,12.9,57.7\nb,3,4,12.8,57.6\n", index.Places, spaceFlags{coordinates: en}, "these are degrees, not metres; declare them as longitude and latitude, or project them; say --crs 4326 if they are longitude and latitude, else give metres"},
		{"no place", "school,x,y,e,n\na,1,2,,6400500\nb,3,4,377500,6400500\n", index.Places, spaceFlags{coordinates: en}, `data.csv:2: column "e": where unit "a" lies is missing; fill in the cell, or leave the unit out`},
		{"crs", data, index.Places, spaceFlags{coordinates: en, layerFlags: layerFlags{crs: "sweref"}}, `--crs: "sweref" names no coordinate system that is read`},
		{"centre", data, index.Places, spaceFlags{coordinates: en, centres: []string{"torget"}}, `--centre "torget": want two coordinates, such as 377000,6399000, or the name of a unit; there are a, b`},
		{"centre alone", data, index.Located, spaceFlags{neighbours: with("from,to\na,b\n"), centres: []string{"a"}}, "--centre goes with --geometry or --coordinates"},
		{"key alone", data, index.Located, spaceFlags{coordinates: en, layerFlags: layerFlags{key: "code"}}, "--key, --layer, --join-parts and --tolerance go with --geometry"},
		{"key", data, index.Located, spaceFlags{geometry: squares, layerFlags: layerFlags{key: "kod"}}, `squares.geojson: there is no column "kod"; there are ["code"]; name the column that holds it`},
		{"no geometry", "school,x,y\nz,1,2\nb,3,4\n", index.Located, spaceFlags{geometry: squares, layerFlags: layerFlags{key: "code"}}, "1 unit without a geometry: z"},
		{"lengths differ", data, index.Lengths, spaceFlags{neighbours: with("from,to,length\na,b,10\nb,a,20\n")}, `near.csv:3: column "length": "a" and "b" share 20 m here and 10 m before; correct one of them`},
		{"length missing", data, index.Lengths, spaceFlags{neighbours: with("from,to,length\na,b,\n")}, `near.csv:2: column "length": the length is missing or negative; give metres, 0 for a corner, or leave out the column`},
		{"unread", data, 0, spaceFlags{coordinates: en}, "--coordinates is for indices that read where units lie"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := placedBy(t, tc.reads, tc.text, computeFlags{place: tc.place}); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %s", err, tc.want)
			}
		})
	}
}

// Rows of one unit, one for each year, agree where it lies.
func TestAUnitLiesInOnePlace(t *testing.T) {
	const data = "school,year,x,y,e,n\na,1,1,2,1000,2000\nb,1,3,4,5000,2000\na,2,1,2,1000,2000\nb,2,3,4,5000,2001\n"
	f := computeFlags{by: []string{"year"}, place: spaceFlags{coordinates: []string{"e", "n"}}}
	want := `data.csv:5: column "n": unit "b" has 2001 here and 2000 on line 3; a unit lies in one place: correct one of them`
	if _, err := placedBy(t, index.Places, data, f); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestChoicesHaveNames(t *testing.T) {
	shape := index.Choice("kernel", "", "exponential", "biweight")
	var got float64
	ix := index.Index{ID: "x", Params: []index.Param{shape, {Name: "power", Max: 9}}, TwoGroup: func(_ index.Composition, p index.Params) (float64, error) {
		got = shape.From(p)
		return 1, nil
	}}
	run := func(params ...string) (string, error) {
		return computeParts(t, ix, "school,x,y\na,1,2\n", computeFlags{groups: []string{"x", "y"}, params: params})
	}
	out, err := run("kernel=biweight", "power=2")
	if want := `"params":{"kernel":"biweight","power":2}`; err != nil || got != 1 || !strings.Contains(out, want) {
		t.Errorf("got %v, %s, %v, want 1 and %s", got, out, err, want)
	}
	for _, param := range []string{"kernel=flat", "kernel=1"} {
		if _, err := run(param); err == nil || err.Error() != `--param "`+param+`": kernel is one of exponential, biweight` {
			t.Errorf("got %v", err)
		}
	}
}
