package geopackage

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
)

var changed = time.Date(2025, 11, 20, 12, 30, 0, 0, time.UTC)

func written(t testing.TB, l *geo.Layer, o WriteOptions) []byte {
	t.Helper()
	o.Changed = changed
	var b bytes.Buffer
	if err := Write(&b, l, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func input(data []byte) ingest.Input {
	return ingest.Input{Name: "a.gpkg", Data: bytes.NewReader(data), Size: int64(len(data))}
}

var (
	ring = orb.Ring{{380000, 6400000}, {380100, 6400000}, {380100, 6400100}, {380000, 6400000}}
	hole = orb.Ring{{380050, 6400010}, {380060, 6400020}, {380060, 6400010}, {380050, 6400010}}
)

// everything is a layer of all kinds of geometries and properties.
func everything() *geo.Layer {
	return &geo.Layer{
		File: "a.gpkg", Name: `de "so"`, CRS: geo.SWEREF99TM, Said: "by gpkg_geometry_columns",
		Columns: []string{"code", "whole", "real", "ok", "date", "geom", "nothing"},
		Features: []geo.Feature{
			{Number: 1, Properties: []any{"0114A0010", 890.0, 8.989, true, "2025-11-20", "x", nil}, Geometry: orb.Polygon{ring, hole}},
			{Number: 2, Properties: []any{"åäö\n", -1.0, 3.0, false, nil, "y", nil}, Geometry: orb.MultiPolygon{{ring}, {ring, hole}}},
			{Number: 3, Properties: []any{"", nil, nil, nil, "2025", nil, nil}, Geometry: orb.Point{380000, 6400000}},
			{Number: 4, Properties: []any{nil, 0.0, 0.0, nil, nil, nil, nil}, Geometry: orb.MultiPoint{{380000, 6400000}, {1, 2}}},
			{Number: 5, Properties: []any{nil, 9007199254740992.0, 1e300, nil, nil, nil, nil}, Geometry: orb.LineString{{380000, 6400000}, {380100, 6400000}}},
			{Number: 6, Properties: []any{nil, nil, nil, nil, nil, nil, nil}, Geometry: orb.MultiLineString{{{380000, 6400000}, {380100, 6400000}}, {{380000, 6400000}, {380100, 6400000}}}},
			{Number: 7, Properties: []any{"g", nil, nil, nil, nil, nil, nil}},
		},
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	want := everything()
	data := written(t, want, WriteOptions{})
	got, err := Read(input(data), geo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if w := fmt.Sprint(got.Warnings); w != `[a.gpkg: 1 feature has no geometry: feature 7 (code "g")]` {
		t.Errorf("the warnings are %s", w)
	}
	got.Warnings = nil
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the layer differs (-want +got):\n%s", diff)
	}
	if again := written(t, want, WriteOptions{}); !bytes.Equal(data, again) {
		t.Error("the same layer gives other bytes")
	}
	if !bytes.Equal(data[68:72], []byte("GPKG")) {
		t.Errorf("the application is %q", data[68:72])
	}
}

func TestWritingInAnotherSystem(t *testing.T) {
	l := &geo.Layer{CRS: geo.WGS84, Features: []geo.Feature{{Number: 1, Geometry: orb.Point{12.75, 57}}}}
	got, err := Read(input(written(t, l, WriteOptions{CRS: geo.SWEREF99TM, Table: "points"})), geo.Options{Table: "POINTS"})
	if err != nil {
		t.Fatal(err)
	}
	p := got.Features[0].Geometry.(orb.Point)
	if got.CRS != geo.SWEREF99TM || got.Name != "points" || math.Abs(p[0]-363331.554) > 0.001 || math.Abs(p[1]-6319636.937) > 0.001 {
		t.Errorf("got %v %s %v", got.CRS, got.Name, p)
	}
}

func TestColumnsThatMixKindsBecomeText(t *testing.T) {
	l := &geo.Layer{CRS: geo.WGS84, Columns: []string{"mixed"}, Features: []geo.Feature{
		{Number: 1, Properties: []any{"a"}}, {Number: 2, Properties: []any{1.5}}, {Number: 3, Properties: []any{true}}, {Number: 4, Properties: []any{nil}},
	}}
	got, err := Read(input(written(t, l, WriteOptions{})), geo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var values []any
	for _, f := range got.Features {
		values = append(values, f.Properties[0])
	}
	if diff := cmp.Diff([]any{"a", "1.5", "true", nil}, values); diff != "" {
		t.Errorf("the values differ (-want +got):\n%s", diff)
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	one := func(columns []string, properties ...any) *geo.Layer {
		return &geo.Layer{File: "a", CRS: geo.WGS84, Columns: columns, Features: []geo.Feature{{Number: 4, Properties: properties}}}
	}
	reserved := one(nil)
	reserved.Name = "GPKG_areas"
	open := one(nil)
	open.Features[0].Geometry = orb.Polygon{ring[:3]}
	for want, l := range map[string]*geo.Layer{
		`a: the columns "code" and "Code" are one to a GeoPackage; rename one of them`:             one([]string{"code", "Code"}, "x", "y"),
		`a: a column has no name; rename one of them`:                                              one([]string{""}, "x"),
		`a: feature 4 (code "x"): "n" is NaN, which a table cannot hold`:                           one([]string{"code", "n"}, "x", math.NaN()),
		`a: feature 4: "n" is a int, which no property is`:                                         one([]string{"n"}, 1),
		`a: a GeoPackage keeps the name "GPKG_areas" for itself; give the table another name`:      reserved,
		`a: feature 4: ring 1 has 3 points; a ring has at least 4, the last the same as the first`: open,
		`a: coordinates cannot be converted from no coordinate system to no coordinate system; known are ` + geo.KnownSystems + `; say what the coordinates are, as in EPSG:3006`: {File: "a"},
	} {
		if err := Write(&bytes.Buffer{}, l, WriteOptions{}); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// The layout of a header and of well-known binary is that of the standard, byte by byte.
func TestTheBytesOfAGeometry(t *testing.T) {
	got := hex.EncodeToString(appendBlob(nil, orb.LineString{{1, 2}, {3, 4}}, 3006))
	want := "47500003" + "be0b0000" + "000000000000f03f" + "0000000000000840" + "0000000000000040" + "0000000000001040" + // rectangle: 1, 3, 2, 4
		"0102000000" + "02000000" + "000000000000f03f" + "0000000000000040" + "0000000000000840" + "0000000000001040"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := hex.EncodeToString(appendBlob(nil, orb.Point{1, 2}, 3006)); got != "47500001be0b0000"+"0101000000"+"000000000000f03f0000000000000040" {
		t.Errorf("a point is %s", got)
	}
}

func TestGeometriesOfOtherWriters(t *testing.T) {
	point := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	for name, c := range map[string]struct {
		blob    string
		want    orb.Geometry
		heights bool
	}{
		"big endian":        {point("47500000 00000bbe 00 00000001 3ff0000000000000 4000000000000000"), orb.Point{1, 2}, false},
		"both byte orders":  {point("47500001 be0b0000 00 00000001 3ff0000000000000 4000000000000000"), orb.Point{1, 2}, false},
		"height of ISO":     {point("47500001 be0b0000 01 e9030000 000000000000f03f 0000000000000040 0000000000001440"), orb.Point{1, 2}, true},
		"measure of ISO":    {point("47500001 be0b0000 01 d1070000 000000000000f03f 0000000000000040 0000000000001440"), orb.Point{1, 2}, true},
		"both of ISO":       {point("47500001 be0b0000 01 b90b0000 000000000000f03f 0000000000000040 0000000000001440 0000000000001440"), orb.Point{1, 2}, true},
		"height of PostGIS": {point("47500001 be0b0000 01 01000080 000000000000f03f 0000000000000040 0000000000001440"), orb.Point{1, 2}, true},
		"system of PostGIS": {point("47500001 be0b0000 01 01000020 be0b0000 000000000000f03f 0000000000000040"), orb.Point{1, 2}, false},
		"empty point":       {point("47500011 be0b0000 01 01000000 000000000000f87f 000000000000f87f"), nil, false},
		"empty polygon":     {point("47500011 be0b0000 01 03000000 00000000"), nil, false},
		"empty parts":       {point("47500001 be0b0000 01 06000000 01000000 01 03000000 00000000"), nil, false},
		"part with heights": {point("47500001 be0b0000 01 ec030000 01000000 01 e9030000 000000000000f03f 0000000000000040 0000000000001440"), orb.MultiPoint{{1, 2}}, true},
	} {
		blob, err := hex.DecodeString(c.blob)
		if err != nil {
			t.Fatal(err)
		}
		g, system, heights, err := decodeBlob(blob)
		if diff := cmp.Diff(c.want, g); diff != "" || heights != c.heights || err != nil || system != 3006 {
			t.Errorf("%s: got %v %v %v %v", name, g, system, heights, err)
		}
	}
}

func TestGeometriesThatAreRefused(t *testing.T) {
	for blob, want := range map[string]string{
		"":                                       "the header of the geometry ends too early",
		"47500001 be0b00":                        "the header of the geometry ends too early",
		"48500001 be0b0000":                      `the geometry begins with "HP", expected "GP"`,
		"47500101 be0b0000":                      "the header of the geometry is of version 1, expected 0",
		"47500021 be0b0000":                      "the geometry is of an extended type, which is not read",
		"4750000b be0b0000":                      "the envelope of the geometry is of kind 5, which does not exist",
		"47500003 be0b0000 00":                   "the header of the geometry ends too early",
		"47500001 be0b0000":                      "the geometry ends too early",
		"47500001 be0b0000 02 01000000":          "the byte order of the geometry is 2, expected 0 or 1",
		"47500001 be0b0000 01 01000000 00":       "the geometry ends too early",
		"47500001 be0b0000 01 00000000":          "the type of the geometry is 0, which does not exist",
		"47500001 be0b0000 01 a10f0000":          "the type of the geometry is 4001, which does not exist",
		"47500001 be0b0000 01 07000000 00000000": "the geometry is a GeometryCollection, which mixes points, lines and areas",
		"47500001 be0b0000 01 0a000000 00000000": "the geometry has arcs or surfaces, which are not read",
		"47500001 be0b0000 01 02000000 ffffffff": "the geometry says that it has 4294967295 points, but ends before",
		"47500001 be0b0000 01 03000000 ffffffff": "the geometry says that it has 4294967295 rings, but ends before",
		"47500001 be0b0000 01 06000000 ffffff7f": "the geometry says that it has 2147483647 polygons, but ends before",
		"47500001 be0b0000 01 06000000 01000000 01 02000000 00000000":                                                "part 1 of the geometry is of type 2, expected 3",
		"47500001 be0b0000 01 03000000 00000000 00":                                                                  "1 bytes follow after the geometry",
		"47500011 be0b0000 01 01000000 000000000000f03f 0000000000000040":                                            "the header of the geometry says that it is empty, but it is not",
		"47500001 be0b0000 01 01000000 000000000000f87f 0000000000000040":                                            "a coordinate of Point is NaN",
		"47500001 be0b0000 01 02000000 01000000 000000000000f03f 0000000000000040":                                   "the line has 1 points; a line has at least 2",
		"47500001 be0b0000 01 02000000 02000000 000000000000f03f 0000000000000040 000000000000f07f 0000000000000040": "a coordinate of the line is +Inf",
		"47500001 be0b0000 01 03000000 01000000 00000000":                                                            "ring 1 has 0 points; a ring has at least 4, the last the same as the first",
	} {
		data, err := hex.DecodeString(strings.ReplaceAll(blob, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		if g, _, _, err := decodeBlob(data); err == nil || err.Error() != want {
			t.Errorf("%s: got %v (%v), want %s", blob, g, err, want)
		}
	}
	open := appendBlob(nil, orb.MultiPolygon{{ring}, {append(ring[:3:3], orb.Point{380000, 6400001})}}, 3006)
	if _, _, _, err := decodeBlob(open); err == nil || err.Error() != "ring 1 of part 2 is not closed: it begins at 380000, 6400000 and ends at 380000, 6400001" {
		t.Errorf("got %v", err)
	}
	whole := appendBlob(nil, orb.MultiPolygon{{ring, hole}, {ring}}, 3006)
	for n := range len(whole) {
		if g, _, _, err := decodeBlob(whole[:n]); err == nil {
			t.Errorf("the first %d bytes are read as %v", n, g)
		}
	}
}

// What is decoded can be encoded and decoded to the same.
func FuzzBlob(f *testing.F) {
	for _, feature := range everything().Features {
		if feature.Geometry != nil {
			f.Add(appendBlob(nil, feature.Geometry, 3006))
		}
	}
	f.Fuzz(func(t *testing.T, blob []byte) {
		g, system, _, err := decodeBlob(blob)
		if err != nil || g == nil {
			return
		}
		again, s, heights, err := decodeBlob(appendBlob(nil, g, system))
		if err != nil || s != system || heights || !cmp.Equal(g, again) {
			t.Errorf("%v became %v, %d became %d (%v)", g, again, system, s, err)
		}
	})
}
