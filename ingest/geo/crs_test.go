package geo

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// points reads a table of testdata with a comment, a header and numbers.
func points(t testing.TB, name string) (header []string, rows [][]float64) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := make([]float64, len(record))
		for i, text := range record {
			if row[i], err = strconv.ParseFloat(text, 64); err != nil {
				t.Fatal(err)
			}
		}
		rows = append(rows, row)
	}
	return records[0], rows
}

// Lantmäteriet's control points are rounded to millimetres.
func TestControlPointsOfLantmateriet(t *testing.T) {
	_, rows := points(t, "controlpoints.csv")
	if len(rows) != 39 {
		t.Fatalf("got %d points, want 39", len(rows))
	}
	for _, r := range rows {
		c := CRS(r[0])
		compare(t, c, orb.Point{r[2], r[1]}, orb.Point{r[4], r[3]}, 0.000_51)
	}
}

// PROJ's values are rounded to micrometres. Its default, the sixth-order series of Poder and Engsager, agrees within a micrometre out to where the two
// series end; 20 degrees from the meridian is far beyond any zone.
func TestEveryPlaneAgreesWithPROJ(t *testing.T) {
	_, rows := points(t, "projected.csv")
	seen := map[CRS]bool{}
	for _, r := range rows {
		seen[CRS(r[0])] = true
		compare(t, CRS(r[0]), orb.Point{r[1], r[2]}, orb.Point{r[3], r[4]}, 0.000_002)
	}
	for c := SWEREF99TM; c <= 3018; c++ {
		if !seen[c] {
			t.Errorf("%v is not compared", c)
		}
	}
}

func compare(t *testing.T, c CRS, lonlat, plane orb.Point, metres float64) {
	t.Helper()
	s, _ := c.system()
	forward, err := Converter(s.geographic, c)
	if err != nil {
		t.Fatal(err)
	}
	inverse, err := Converter(c, s.geographic)
	if err != nil {
		t.Fatal(err)
	}
	if got := forward(lonlat); math.Max(math.Abs(got[0]-plane[0]), math.Abs(got[1]-plane[1])) > metres {
		t.Errorf("%v: %v is at %.6f, want %.6f", c, lonlat, got, plane)
	}
	const metresOfDegree = 111_000
	if got := inverse(plane); math.Hypot((got[0]-lonlat[0])*math.Cos(lonlat[1]*radian), got[1]-lonlat[1])*metresOfDegree > 2*metres {
		t.Errorf("%v: %.3f is at %.12f, want %.12f", c, plane, got, lonlat)
	}
	if got := inverse(forward(lonlat)); math.Abs(got[0]-lonlat[0]) > 1e-12*math.Max(1, math.Abs(lonlat[0]))/math.Cos(lonlat[1]*radian) || math.Abs(got[1]-lonlat[1]) > 1e-12 {
		t.Errorf("%v: there and back moves %v to %.15v", c, lonlat, got)
	}
}

func TestConvertersBetweenPlanes(t *testing.T) {
	// The control points of 57° N 12° 45′ E in SWEREF 99 TM and in the local zone 12 00.
	convert, err := Converter(SWEREF99TM, 3007)
	if err != nil {
		t.Fatal(err)
	}
	got := convert(orb.Point{363331.554, 6319636.937})
	if want := (orb.Point{195578.610, 6320164.077}); math.Hypot(got[0]-want[0], got[1]-want[1]) > 0.001 {
		t.Errorf("got %.4f, want %.4f", got, want)
	}
	for _, pair := range [][2]CRS{{WGS84, SWEREF99LatLon}, {SWEREF99TM, SWEREF99TM}} {
		same, err := Converter(pair[0], pair[1])
		if err != nil {
			t.Fatal(err)
		}
		if p := (orb.Point{13.25, 57.125}); same(p) != p {
			t.Errorf("%v to %v moves a point to %v", pair[0], pair[1], same(p))
		}
	}
	_, err = Converter(Unknown, SWEREF99TM)
	want := "coordinates cannot be converted from no coordinate system to EPSG:3006 (SWEREF99 TM); known are " + KnownSystems + "; say what the coordinates are, as in EPSG:3006"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestNamesOfSystems(t *testing.T) {
	for text, want := range map[string]CRS{
		"EPSG:3006":                     SWEREF99TM,
		" epsg:3006 ":                   SWEREF99TM,
		"3006":                          SWEREF99TM,
		"urn:ogc:def:crs:EPSG::3006":    SWEREF99TM,
		"urn:ogc:def:crs:EPSG:8.9:3006": SWEREF99TM,
		"urn:x-ogc:def:crs:EPSG:3008":   3008,
		"http://www.opengis.net/def/crs/EPSG/0/3006":   SWEREF99TM,
		"http://www.opengis.net/gml/srs/epsg.xml#4326": WGS84,
		"urn:ogc:def:crs:OGC:1.3:CRS84":                WGS84,
		"urn:ogc:def:crs:OGC::CRS84":                   WGS84,
		"http://www.opengis.net/def/crs/OGC/1.3/CRS84": WGS84,
		"OGC:CRS84":                   WGS84,
		"CRS84":                       WGS84,
		"SWEREF99 TM":                 SWEREF99TM,
		"SWEREF 99 TM":                SWEREF99TM,
		"SWEREF99_TM":                 SWEREF99TM,
		"SWEREF 99 13 30":             3008,
		"SWEREF99_23_15":              3018,
		"WGS 84":                      WGS84,
		"GCS_WGS_1984":                WGS84,
		"WGS_1984_UTM_Zone_33N":       32633,
		"WGS 84 / UTM zone 23S":       32723,
		"ETRS_1989_UTM_Zone_32N":      25832,
		"EPSG:5845":                   SWEREF99TM, // with heights of RH 2000
		"EPSG:5857":                   3018,
		"EPSG:5628":                   SWEREF99LatLon,
		"EPSG:4979":                   WGS84, // with heights
		"EPSG:4619":                   SWEREF99LatLon,
		"EPSG:4258":                   ETRS89,
		"urn:ogc:def:crs:EPSG::25833": 25833,
	} {
		got, err := ParseCRS(text)
		if got != want || (err == nil) != (want != Unknown) {
			t.Errorf("%q is %v (%v), want %v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"EPSG:3857":               "EPSG:3857 (WGS 84 / Pseudo-Mercator) is not read: its metres are twice too long in Sweden; convert the file to EPSG:3006, or to EPSG:4326",
		"EPSG:3021":               "EPSG:3021 (RT90 2.5 gon V) is not read: RT 90 lies on another ellipsoid and was replaced by SWEREF 99 in 2007; convert the file to EPSG:3006, or to EPSG:4326",
		"EPSG:2154":               "EPSG:2154 is not read; known are " + KnownSystems + "; convert the file to EPSG:3006, or to EPSG:4326",
		"sweden":                  `"sweden" names no coordinate system that is read; known are ` + KnownSystems + "; name it by its code, as in EPSG:3006",
		"EPSG:99999999999":        `"EPSG:99999999999" names no coordinate system that is read; known are ` + KnownSystems + "; name it by its code, as in EPSG:3006",
		"":                        `"" names no coordinate system that is read; known are ` + KnownSystems + "; name it by its code, as in EPSG:3006",
		strings.Repeat("å", 5000): `"` + strings.Repeat("å", 100) + `…" names no coordinate system that is read; known are ` + KnownSystems + "; name it by its code, as in EPSG:3006",
	} {
		if _, err := ParseCRS(text); err == nil || err.Error() != want {
			t.Errorf("%.20q: got %v, want %s", text, err, want)
		}
	}
}

func TestEverySystemIsNamedOnceAndFoundByItsName(t *testing.T) {
	n := 0
	for _, span := range spans {
		for c := span[0]; c <= span[1]; c++ {
			s, ok := c.system()
			if !ok || !c.Known() || s.planar == c.Degrees() {
				t.Fatalf("EPSG:%d is in a span but not known", int(c))
			}
			if got, err := ParseCRS(s.name); got != c || err != nil {
				t.Errorf("%q is %v (%v), want %v", s.name, got, err, c)
			}
			if got, err := ParseWKT(c.WKT()); got != c || err != nil {
				t.Errorf("%s is %v (%v), want %v", c.WKT(), got, err, c)
			}
			n++
		}
	}
	for c := CRS(0); c < 40_000; c++ {
		if c.Known() {
			n--
		}
	}
	if n != 0 {
		t.Errorf("%d systems of the spans are not known or the other way round", n)
	}
}

func TestThePlaneOfALayer(t *testing.T) {
	for _, c := range []struct {
		crs      CRS
		lon, lat float64
		want     CRS
	}{
		{SWEREF99TM, 377_000, 6_400_000, SWEREF99TM},
		{3008, 77_000, 6_400_000, 3008},
		{WGS84, 12.94, 57.72, SWEREF99TM},
		{SWEREF99LatLon, 12.94, 57.72, SWEREF99TM},
		{ETRS89, 12.94, 57.72, SWEREF99TM},
		{WGS84, -121.5, 38.6, 32610},
		{WGS84, 5.5, 45.3, 32631},
		{ETRS89, 5.5, 45.3, 25831},
		{ETRS89, -40, 45.3, 32624},
		{WGS84, -46.6, -23.5, 32723},
		{WGS84, 180, 1, 32660},
		{WGS84, -180, 1, 32601},
	} {
		l := Layer{CRS: c.crs, Features: []Feature{{}, {Geometry: orb.Point{c.lon, c.lat}}}}
		if got := l.Plane(); got != c.want {
			t.Errorf("the plane of %v %v %v is %v, want %v", c.crs, c.lon, c.lat, got, c.want)
		}
	}
	if got := (&Layer{CRS: WGS84, Features: []Feature{{}}}).Plane(); got != Unknown {
		t.Errorf("the plane of nothing is %v", got)
	}
}

func TestProjectingALayerLeavesItAsItWas(t *testing.T) {
	ring := orb.Ring{{12.75, 57}, {19.5, 57}, {19.5, 59}, {12.75, 57}}
	line := orb.LineString{{12.75, 57}, {19.5, 57}}
	l := &Layer{File: "a.geojson", CRS: WGS84, Columns: []string{"code"}, Features: []Feature{
		{Number: 1, Properties: []any{"a"}, Geometry: orb.Polygon{ring}},
		{Number: 2, Properties: []any{"b"}, Geometry: orb.MultiPolygon{{ring}}},
		{Number: 3, Properties: []any{"c"}, Geometry: orb.Point{12.75, 57}},
		{Number: 4, Properties: []any{"d"}, Geometry: orb.MultiPoint{{12.75, 57}}},
		{Number: 5, Properties: []any{"e"}, Geometry: line},
		{Number: 6, Properties: []any{"f"}, Geometry: orb.MultiLineString{line}},
		{Number: 7, Properties: []any{"g"}},
	}}
	p, err := l.Project(SWEREF99TM)
	if err != nil {
		t.Fatal(err)
	}
	if p.CRS != SWEREF99TM || l.CRS != WGS84 {
		t.Errorf("the systems are %v and %v", p.CRS, l.CRS)
	}
	for i, f := range p.Features[:6] {
		b, was := f.Geometry.Bound(), l.Features[i].Geometry.Bound()
		if f.Geometry.GeoJSONType() != l.Features[i].Geometry.GeoJSONType() {
			t.Errorf("feature %d became a %s", f.Number, f.Geometry.GeoJSONType())
		}
		if math.Abs(b.Min[0]-363331.554) > 0.001 || was.Min != (orb.Point{12.75, 57}) {
			t.Errorf("feature %d begins at %.3f, and did so at %v", f.Number, b.Min, was.Min)
		}
	}
	if p.Features[6].Geometry != nil {
		t.Errorf("no geometry became %v", p.Features[6].Geometry)
	}
	back, err := p.Project(WGS84)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range back.Features[:6] {
		b, was := f.Geometry.Bound(), l.Features[i].Geometry.Bound()
		if math.Abs(b.Max[0]-was.Max[0]) > 1e-11 || math.Abs(b.Max[1]-was.Max[1]) > 1e-11 {
			t.Errorf("feature %d came back to %v, want %v", f.Number, b, was)
		}
	}
	l.CRS = 2154
	_, err = l.Project(SWEREF99TM)
	want := "a.geojson: coordinates cannot be converted from EPSG:2154 to EPSG:3006 (SWEREF99 TM); known are " + KnownSystems + "; say what the coordinates are, as in EPSG:3006"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestPlacesFarFromThePlane(t *testing.T) {
	// 1000 km east of the middle lengths are 0.9996 cosh(1000 / (0.9996 · 6378)) = 1.0120 times as long.
	l := at(WGS84, orb.Point{15, 59}, orb.Point{32.6, 59})
	p, err := l.Project(SWEREF99TM)
	if err != nil {
		t.Fatal(err)
	}
	if east := p.Features[1].Geometry.(orb.Point)[0]; math.Abs(east-1_500_000) > 10_000 {
		t.Fatalf("the place lies %v m east", east)
	}
	want := `a.gpkg: feature 2 (deso "b"): it lies 1004 km from the middle of EPSG:3006 (SWEREF99 TM), where lengths are 1.2 % too long`
	if len(p.Warnings) != 1 || p.Warnings[0].Error() != want || len(l.Warnings) > 0 {
		t.Errorf("got %v, want %s", p.Warnings, want)
	}
	_, err = at(WGS84, orb.Point{15, 0}, orb.Point{105, 0}, orb.Point{-60, 20}).Project(SWEREF99TM)
	want = `a.gpkg: feature 2 (deso "b"): it lies thousands of kilometres from the middle of EPSG:3006 (SWEREF99 TM), where no length is right; choose a plane whose middle is near` + "\n" +
		`a.gpkg: feature 3 (deso "c"): it lies thousands of kilometres from the middle of EPSG:3006 (SWEREF99 TM), where no length is right; choose a plane whose middle is near`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if p, err := at(WGS84, orb.Point{11, 55.3}, orb.Point{24.15, 65.8}).Project(SWEREF99TM); err != nil || len(p.Warnings) > 0 {
		t.Errorf("Sweden: %v %v", err, p.Warnings)
	}
}

func BenchmarkForward(b *testing.B) {
	benchmarkConverter(b, WGS84, SWEREF99TM, orb.Point{12.94, 57.72})
}
func BenchmarkInverse(b *testing.B) {
	benchmarkConverter(b, SWEREF99TM, WGS84, orb.Point{377_000, 6_400_000})
}

func benchmarkConverter(b *testing.B, from, to CRS, p orb.Point) {
	convert, err := Converter(from, to)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		convert(p)
	}
}
