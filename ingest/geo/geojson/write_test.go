package geojson

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
)

func written(t testing.TB, l *geo.Layer, o WriteOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, l, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWhatIsWritten(t *testing.T) {
	clockwise := orb.Ring{{12.75, 57}, {12.75, 57.1}, {12.85, 57.1}, {12.75, 57}}
	l := &geo.Layer{File: "a", Name: `deso "2025"`, CRS: geo.WGS84, Columns: []string{"deso", "n", "ok"}, Features: []geo.Feature{
		{Number: 1, Properties: []any{"<Borås>", 1e21, true}, Geometry: orb.Polygon{clockwise, {{12.76, 57.01}, {12.77, 57.03}, {12.76, 57.02}, {12.76, 57.01}}}},
		{Number: 2, Properties: []any{nil, -0.5, false}, Geometry: orb.Point{-0.00000001, 57.12345678}},
		{Number: 3, Properties: []any{"c"}},
	}}
	want := `{"type":"FeatureCollection","name":"deso \"2025\"","features":[
{"type":"Feature","properties":{"deso":"<Borås>","n":1e+21,"ok":true},"geometry":{"type":"Polygon","coordinates":[[[12.75,57],[12.85,57.1],[12.75,57.1],[12.75,57]],[[12.76,57.01],[12.77,57.03],[12.76,57.02],[12.76,57.01]]]}},
{"type":"Feature","properties":{"deso":null,"n":-0.5,"ok":false},"geometry":{"type":"Point","coordinates":[0,57.1234568]}},
{"type":"Feature","properties":{"deso":"c","n":null,"ok":null},"geometry":null}
]}
`
	// The hole turns left at its second corner and is turned round.
	want = strings.Replace(want, "[[12.76,57.01],[12.77,57.03],[12.76,57.02],[12.76,57.01]]", "[[12.76,57.01],[12.76,57.02],[12.77,57.03],[12.76,57.01]]", 1)
	if diff := cmp.Diff(want, written(t, l, WriteOptions{})); diff != "" {
		t.Errorf("the text differs (-want +got):\n%s", diff)
	}
	if first := l.Features[0].Geometry.(orb.Polygon)[0][1]; first != (orb.Point{12.75, 57.1}) {
		t.Errorf("writing turned the layer's own ring round")
	}
	// Lantmäteriet's control point 57° N 12° 45′ E.
	metres := written(t, l, WriteOptions{CRS: geo.SWEREF99TM})
	for _, part := range []string{`"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3006"}},"features"`, "[[[363331.554,6319636.937],"} {
		if !strings.Contains(metres, part) {
			t.Errorf("%s is not in\n%s", part, metres)
		}
	}
}

// Two corners a millimetre apart are one to the seventh decimal, unless all digits are asked for or no ring would be left.
func TestCornersThatRoundingJoinsAreWrittenOnce(t *testing.T) {
	ring := orb.Ring{{12.75, 57}, {12.85, 57.1}, {12.85000001, 57.10000001}, {12.75, 57.1}, {12.75, 57}}
	speck := orb.Ring{{12.75, 57}, {12.75000001, 57}, {12.75000001, 57.00000001}, {12.75, 57}}
	l := &geo.Layer{File: "a", CRS: geo.WGS84, Features: []geo.Feature{
		{Number: 1, Geometry: orb.Polygon{ring}}, {Number: 2, Geometry: orb.Polygon{speck}}}}
	text := written(t, l, WriteOptions{})
	for _, part := range []string{"[[[12.75,57],[12.85,57.1],[12.75,57.1],[12.75,57]]]", "[[[12.75,57],[12.75,57],[12.75,57],[12.75,57]]]"} {
		if !strings.Contains(text, part) {
			t.Errorf("%s is not in\n%s", part, text)
		}
	}
	if exact := written(t, l, WriteOptions{Exact: true}); !strings.Contains(exact, "[12.85,57.1],[12.85000001,57.10000001],") {
		t.Errorf("with all digits a corner is lost:\n%s", exact)
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	for want, l := range map[string]*geo.Layer{
		`a: feature 4 (deso "x"): "n" is NaN, which JSON cannot hold`: {CRS: geo.WGS84, Columns: []string{"deso", "n"}, Features: []geo.Feature{{Number: 4, Properties: []any{"x", math.NaN()}}}},
		`a: feature 4: "n" is a int, which no property is`:            {CRS: geo.WGS84, Columns: []string{"n"}, Features: []geo.Feature{{Number: 4, Properties: []any{1}}}},
		`a: feature 4: a coordinate is +Inf`:                          {CRS: geo.WGS84, Features: []geo.Feature{{Number: 4, Geometry: orb.Point{13, math.Inf(1)}}}},
		"a: coordinates cannot be converted from no coordinate system to EPSG:4326 (WGS 84); known are " + geo.KnownSystems + "; say what the coordinates are, as in EPSG:3006": {},
	} {
		l.File = "a"
		if err := Write(&bytes.Buffer{}, l, WriteOptions{}); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	full := errors.New("disk full")
	l := &geo.Layer{CRS: geo.WGS84, Features: []geo.Feature{{Geometry: orb.Point{13, 57}}}}
	if err := Write(failing{full}, l, WriteOptions{}); err != full {
		t.Errorf("got %v, want %v", err, full)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// same compares layers but for what depends on the file.
func same(t testing.TB, want, got *geo.Layer) {
	t.Helper()
	a, b := *want, *got
	for _, l := range []*geo.Layer{&a, &b} {
		l.File, l.Said, l.Warnings = "", "", nil
		l.Features = append([]geo.Feature(nil), l.Features...)
		for i := range l.Features {
			l.Features[i].Line = 0
			if len(l.Features[i].Properties) == 0 {
				l.Features[i].Properties = nil
			}
		}
	}
	if diff := cmp.Diff(&a, &b); diff != "" {
		t.Errorf("the layers differ (-want +got):\n%s", diff)
	}
}

func TestBorasComesBackAsItWas(t *testing.T) {
	for _, name := range []string{"boras_deso2025_wgs84", "boras_deso2025_sweref99tm", "boras_regso_dissolved_sweref99tm", "broken_self_intersection_1490A0050"} {
		data, err := os.ReadFile(golden.Path(t, "data", "boras", name+".geojson"))
		if err != nil {
			t.Fatal(err)
		}
		l, err := Read(ingest.Input{Name: name, Data: bytes.NewReader(data), Size: int64(len(data))}, geo.Options{})
		if err != nil {
			t.Fatal(err)
		}
		text := written(t, l, WriteOptions{CRS: l.CRS})
		again, err := Read(input(text), geo.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if second := written(t, again, WriteOptions{CRS: l.CRS}); second != text {
			t.Errorf("%s: written twice it differs", filepath.Base(name))
		}
		if len(again.Features) != len(l.Features) || len(l.Warnings) > 0 {
			t.Errorf("%s: %d features became %d, with warnings %v", name, len(l.Features), len(again.Features), l.Warnings)
		}
	}
}

// What is read can be written and read back equal, but for the direction of rings, which is the same from then on.
func FuzzRead(f *testing.F) {
	f.Add([]byte(collection(feature, of("b", planar))))
	f.Add([]byte(collection(feature)))
	f.Add([]byte(`{"type": "Feature", "id": 7, "properties": {"code": "a", "n": 1.5e1, "yes": true, "none": null, "list": [1, {"b": "ö"}], "big": 12345678901234567890}, "geometry": {"type": "Point", "coordinates": [13, 57, 120.5]}}`))
	f.Add([]byte(`{"crs": {"type": "name", "properties": {"name": "EPSG:3006"}}, "type": "FeatureCollection", "features": [` + of("a", planar) + `]}`))
	f.Add([]byte(`{"type": "MultiPolygon", "coordinates": [[], [[[13, 57], [13.1, 57], [13.1, 57.1], [13, 57]], [[13, 57], [13.1, 57], [13.1, 57.1], [13, 57]]]]}`))
	f.Add([]byte(`{"type": "MultiLineString", "coordinates": [[[13, 57], [13.1, 57]], [[13.1, 57.1], [13, 57], [13, 57.5]]]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		in := ingest.Input{Name: "a.geojson", Data: bytes.NewReader(data), Size: int64(len(data))}
		l, err := Read(in, geo.Options{})
		if err != nil {
			return
		}
		first := written(t, l, WriteOptions{CRS: l.CRS, Exact: true})
		again, err := Read(input(first), geo.Options{})
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		second := written(t, again, WriteOptions{CRS: l.CRS, Exact: true})
		if first != second {
			t.Errorf("written again it differs:\n%s\n%s", first, second)
		}
		third, err := Read(input(second), geo.Options{})
		if err != nil {
			t.Fatal(err)
		}
		same(t, again, third)
		for i, f := range l.Features {
			g := again.Features[i]
			if diff := cmp.Diff(f.Properties, g.Properties); diff != "" && len(f.Properties) > 0 {
				t.Errorf("properties differ:\n%s", diff)
			}
			if (f.Geometry == nil) != (g.Geometry == nil) || f.Geometry != nil && f.Geometry.Bound() != g.Geometry.Bound() {
				t.Errorf("geometry %v became %v", f.Geometry, g.Geometry)
			}
		}
	})
}
