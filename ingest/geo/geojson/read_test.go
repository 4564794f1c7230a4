package geojson

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
)

func input(text string) ingest.Input {
	return ingest.Input{Name: "a.geojson", Data: strings.NewReader(text), Size: int64(len(text))}
}

// collection is a file of features.
func collection(features ...string) string {
	return `{"type": "FeatureCollection", "features": [` + "\n" + strings.Join(features, ",\n") + "\n]}"
}

const (
	square  = `{"type": "Polygon", "coordinates": [[[13, 57], [13.1, 57], [13.1, 57.1], [13, 57]]]}`
	planar  = `{"type": "Polygon", "coordinates": [[[380000, 6400000], [380100, 6400000], [380100, 6400100], [380000, 6400000]]]}`
	feature = `{"type": "Feature", "properties": {"deso": "1490A0010"}, "geometry": ` + square + `}`
)

// of returns a feature with a code and a geometry.
func of(code, geometry string) string {
	return `{"type": "Feature", "properties": {"deso": "` + code + `"}, "geometry": ` + geometry + `}`
}

func messages(errs []error) []string {
	var texts []string
	for _, err := range errs {
		texts = append(texts, err.Error())
	}
	return texts
}

func TestEveryKindOfGeometryAndProperty(t *testing.T) {
	ring := orb.Ring{{13, 57}, {13.1, 57}, {13.1, 57.1}, {13, 57}}
	hole := orb.Ring{{13.05, 57.01}, {13.06, 57.02}, {13.06, 57.01}, {13.05, 57.01}}
	text := "\ufeff" + `{"type": "FeatureCollection", "name": "delar", "bbox": [13, 57, 14, 58], "features": [
{"type": "Feature", "id": 7, "properties": {"code": "a", "n": 1.5e1, "yes": true, "none": null, "list": [1, {"b": "ö"}], "big": 12345678901234567890}, "geometry": {"type": "Point", "coordinates": [13, 57, 120.5]}},
{"type": "Feature", "properties": {"code": "b\u00e5\n", "new": -0.5}, "geometry": {"type": "MultiPoint", "coordinates": [[13, 57], [13.1, 57]]}},
{"type": "Feature", "properties": null, "geometry": {"coordinates": [[13, 57], [13.1, 57]], "type": "LineString"}},

{"type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": [[[13, 57], [13.1, 57]], [[13.1, 57.1], [13, 57], [13, 57.5]]]}, "properties": {}},
{"type": "Feature", "properties": {"code": "e"}, "geometry": {"type": "Polygon", "coordinates": [[[13, 57], [13.1, 57], [13.1, 57.1], [13, 57]], [[13.05, 57.01], [13.06, 57.02], [13.06, 57.01], [13.05, 57.01]]]}},
{"type": "Feature", "properties": {"code": "f"}, "geometry": {"type": "MultiPolygon", "coordinates": [[[[13, 57], [13.1, 57], [13.1, 57.1], [13, 57]]], [], [[[13, 57], [13.1, 57], [13.1, 57.1], [13, 57]], [[13.05, 57.01], [13.06, 57.02], [13.06, 57.01], [13.05, 57.01]]]]}},
{"type": "Feature", "properties": {"code": "g"}, "geometry": null},
{"type": "Feature", "properties": {"code": "h"}, "geometry": {"type": "MultiPolygon", "coordinates": []}},
{"type": "Feature", "properties": {"code": "i"}, "bbox": [1], "other": {"x": [[]]}}
]}
`
	l, err := Read(input(text), geo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	row := func(v ...any) []any { return append(v, make([]any, 8-len(v))...) }
	want := &geo.Layer{
		File: "a.geojson", Name: "delar", CRS: geo.WGS84, Said: "by RFC 7946, as there is no member crs",
		Columns: []string{"code", "n", "yes", "none", "list", "big", "id", "new"},
		Features: []geo.Feature{
			{Number: 1, Line: 2, Properties: row("a", 15.0, true, nil, `[1,{"b":"ö"}]`, "12345678901234567890", 7.0), Geometry: orb.Point{13, 57}},
			{Number: 2, Line: 3, Properties: row("bå\n", nil, nil, nil, nil, nil, nil, -0.5), Geometry: orb.MultiPoint{{13, 57}, {13.1, 57}}},
			{Number: 3, Line: 4, Properties: row(), Geometry: orb.LineString{{13, 57}, {13.1, 57}}},
			{Number: 4, Line: 6, Properties: row(), Geometry: orb.MultiLineString{{{13, 57}, {13.1, 57}}, {{13.1, 57.1}, {13, 57}, {13, 57.5}}}},
			{Number: 5, Line: 7, Properties: row("e"), Geometry: orb.Polygon{ring, hole}},
			{Number: 6, Line: 8, Properties: row("f"), Geometry: orb.MultiPolygon{{ring}, {ring, hole}}},
			{Number: 7, Line: 9, Properties: row("g")},
			{Number: 8, Line: 10, Properties: row("h")},
			{Number: 9, Line: 11, Properties: row("i")},
		},
	}
	got := *l
	got.Warnings = nil
	if diff := cmp.Diff(want, &got); diff != "" {
		t.Errorf("the layer differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"a.geojson: the heights of 1 feature are left out",
		`a.geojson: 3 features have no geometry: feature 7 (code "g"), feature 8 (code "h"), feature 9 (code "i")`,
	}, messages(l.Warnings)); diff != "" {
		t.Errorf("the warnings differ (-want +got):\n%s", diff)
	}
}

func TestFilesOfOneFeature(t *testing.T) {
	for name, text := range map[string]string{
		"feature":                  feature,
		"feature, type last":       `{"geometry": ` + square + `, "properties": {"deso": "1490A0010"}, "type": "Feature"}`,
		"one in a collection":      collection(feature),
		"features before the type": `{"features": [` + feature + `], "type": "FeatureCollection"}`,
	} {
		l, err := Read(input(text), geo.Options{})
		if err != nil || len(l.Features) != 1 || l.Features[0].Properties[0] != "1490A0010" || l.Features[0].Geometry == nil {
			t.Errorf("%s: got %+v, %v", name, l, err)
		}
	}
	l, err := Read(input(square), geo.Options{})
	if err != nil || len(l.Features) != 1 || len(l.Features[0].Geometry.(orb.Polygon)[0]) != 4 {
		t.Errorf("a bare geometry: got %+v, %v", l, err)
	}
	if l, err := Read(input(collection()), geo.Options{}); err != nil || len(l.Features) != 0 {
		t.Errorf("no features: got %+v, %v", l, err)
	}
}

func TestTheSystemOfAFile(t *testing.T) {
	crs := func(member, geometry string) string {
		return `{"type": "FeatureCollection", "features": [` + of("1490A0010", geometry) + `],` + "\n" + `"crs": ` + member + `}`
	}
	named := func(name string) string { return `{"type": "name", "properties": {"name": "` + name + `"}}` }
	for _, c := range []struct {
		text    string
		option  geo.CRS
		want    geo.CRS
		said    string
		warning string
	}{
		{text: collection(feature), want: geo.WGS84, said: "by RFC 7946, as there is no member crs"},
		{text: crs(named("urn:ogc:def:crs:EPSG::3006"), planar), want: geo.SWEREF99TM, said: "by the member crs"},
		{text: crs(named("urn:ogc:def:crs:OGC:1.3:CRS84"), square), want: geo.WGS84, said: "by the member crs"},
		{text: crs(named("EPSG:4619"), square), want: geo.SWEREF99LatLon, said: "by the member crs"},
		{text: collection(of("1490A0010", planar)), option: geo.SWEREF99TM, want: geo.SWEREF99TM, said: "as declared"},
		{text: crs("null", planar), option: geo.SWEREF99TM, want: geo.SWEREF99TM, said: "as declared"},
		{text: crs(named("EPSG:4326"), planar), option: geo.SWEREF99TM, want: geo.SWEREF99TM, said: "as declared",
			warning: "a.geojson: the system is EPSG:4326 (WGS 84) by the member crs, but is read as EPSG:3006 (SWEREF99 TM), as declared"},
		{text: crs(named("EPSG:2154"), planar), option: geo.SWEREF99TM, want: geo.SWEREF99TM, said: "as declared"},
	} {
		l, err := Read(input(c.text), geo.Options{CRS: c.option})
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if l.CRS != c.want || l.Said != c.said || strings.Join(messages(l.Warnings), "\n") != c.warning {
			t.Errorf("%s: got %v %s %v", c.text, l.CRS, l.Said, l.Warnings)
		}
	}
	for text, want := range map[string]string{
		collection(of("1490A0010", planar)):               `a.geojson:2: feature 1 (deso "1490A0010"): coordinates such as 380000, 6400000 look like metres of SWEREF99 TM, but the system is EPSG:4326 (WGS 84) by RFC 7946, as there is no member crs; declare the system: crs EPSG:3006`,
		crs(named("EPSG:3006"), square):                   `a.geojson:1: feature 1 (deso "1490A0010"): coordinates such as 13, 57 look like degrees, but the system is EPSG:3006 (SWEREF99 TM) by the member crs; declare the system: crs EPSG:4326`,
		crs("null", planar):                               `a.geojson: nothing says what the coordinates are: the member crs is null; they look like metres of SWEREF99 TM; declare the system, as in crs EPSG:3006 or crs EPSG:4326`,
		crs("null", square):                               `a.geojson: nothing says what the coordinates are: the member crs is null; they look like degrees; declare the system, as in crs EPSG:3006 or crs EPSG:4326`,
		crs(named("EPSG:3857"), planar):                   `a.geojson:2: EPSG:3857 (WGS 84 / Pseudo-Mercator) is not read: its metres are twice too long in Sweden; convert the file to EPSG:3006, or to EPSG:4326`,
		crs(`"EPSG:3006"`, planar):                        `a.geojson:2: the member crs cannot be read: "EPSG:3006"; write it as {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}`,
		crs(`{"type": "link", "properties": {}}`, planar): `a.geojson:2: the member crs is of type "link", expected name; write it as {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}`,
	} {
		if _, err := Read(input(text), geo.Options{}); err == nil || err.Error() != want {
			t.Errorf("%s: got\n%v\nwant\n%s", text, err, want)
		}
	}
}
