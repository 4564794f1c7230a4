package geo

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// at returns a layer of points with codes a, b, c …
func at(c CRS, points ...orb.Point) *Layer {
	l := &Layer{File: "a.gpkg", CRS: c, Said: "by the table", Columns: []string{"deso"}}
	for i, p := range points {
		l.Features = append(l.Features, Feature{Number: i + 1, Properties: []any{string(rune('a' + i))}, Geometry: p})
	}
	return l
}

var (
	borasDegrees = orb.Point{12.94, 57.72}
	borasMetres  = orb.Point{377_322.5, 6_399_158.2}
)

func turned(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} }

func TestCoordinatesThatFitTheirSystem(t *testing.T) {
	for name, l := range map[string]*Layer{
		"degrees of Borås":                at(WGS84, borasDegrees, orb.Point{13, 58}),
		"metres of Borås":                 at(SWEREF99TM, borasMetres),
		"degrees of Paris and Sacramento": at(WGS84, orb.Point{2.3, 48.9}, orb.Point{-121.5, 38.6}),
		"the ends of the world":           at(WGS84, orb.Point{-180.0000001, -90}, orb.Point{180.0000001, 90}),
		"a local zone":                    at(3008, orb.Point{116_000, 6_400_000}),
		"the south of Brazil in UTM":      at(32722, orb.Point{480_000, 6_680_000}),
		"Norway in SWEREF 99 TM":          at(SWEREF99TM, orb.Point{-30_000, 6_600_000}),
		"squares at the origin":           at(SWEREF99TM, orb.Point{0, 0}, orb.Point{50, 50}, orb.Point{100, 100}, orb.Point{1000, 1000}),
		"no geometry":                     {CRS: SWEREF99TM, Features: []Feature{{}, {Geometry: orb.MultiPolygon{}}}},
	} {
		if err := l.CheckCoordinates(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCoordinatesThatDoNotFitTheirSystem(t *testing.T) {
	const said4326, said3006 = "but the system is EPSG:4326 (WGS 84) by the table", "but the system is EPSG:3006 (SWEREF99 TM) by the table"
	for _, c := range []struct {
		layer *Layer
		want  []string
	}{
		{at(WGS84, borasMetres), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 377322, 6399158 look like metres of SWEREF99 TM, ` + said4326 + "; declare the system: crs EPSG:3006"}},
		{at(WGS84, borasMetres, borasMetres), []string{`a.gpkg: all 2 features, the first being feature 1 (deso "a"): coordinates such as 377322, 6399158 look like metres of SWEREF99 TM, ` + said4326 + "; declare the system: crs EPSG:3006"}},
		{at(SWEREF99TM, borasDegrees, borasDegrees), []string{`a.gpkg: all 2 features, the first being feature 1 (deso "a"): coordinates such as 12.94, 57.72 look like degrees, ` + said3006 + "; declare the system: crs EPSG:4326"}},
		{at(SWEREF99TM, turned(borasDegrees)), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 57.72, 12.94 look like degrees with latitude before longitude, ` + said3006 + "; write longitude before latitude, and declare the system: crs EPSG:4326"}},
		{at(WGS84, turned(borasDegrees)), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 57.72, 12.94 look like places in Sweden with latitude before longitude, ` + said4326 + "; write longitude before latitude, or, if the places are on the Arabian Sea, convert the file to UTM"}},
		{at(WGS84, orb.Point{38.6, -121.5}), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 38.6, -121.5 look like degrees with latitude before longitude, ` + said4326 + "; write longitude before latitude"}},
		{at(SWEREF99TM, turned(borasMetres)), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 6399158, 377322 look like metres with north before east, ` + said3006 + "; write east before north"}},
		{at(WGS84, turned(borasMetres)), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 6399158, 377322 look like metres of SWEREF99 TM with north before east, ` + said4326 + "; write east before north, and declare the system: crs EPSG:3006"}},
		{at(SWEREF99TM, orb.Point{1_330_000, 6_400_000}), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 1330000, 6400000 look like metres of RT 90, ` + said3006 + "; convert the file to EPSG:3006"}},
		{at(WGS84, orb.Point{1_330_000, 6_400_000}), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 1330000, 6400000 look like metres of RT 90, ` + said4326 + "; convert the file to EPSG:3006"}},
		{at(WGS84, orb.Point{116_000, 6_400_000}), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 116000, 6400000 look like metres of a local zone of SWEREF 99, ` + said4326 + "; declare the zone, one of crs EPSG:3007 to EPSG:3018"}},
		{at(WGS84, orb.Point{630_000, 4_270_000}), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 630000, 4270000 look like metres, ` + said4326 + "; declare the system, as in crs EPSG:3006"}},
		{at(SWEREF99TM, orb.Point{9e6, 9e6}), []string{`a.gpkg: feature 1 (deso "a"): coordinates such as 9000000, 9000000 look like places thousands of kilometres outside of it, ` + said3006 + "; declare the system that they are in"}},
		{at(WGS84, borasDegrees, borasMetres, borasDegrees, turned(borasDegrees)), []string{
			`a.gpkg: feature 2 (deso "b"): coordinates such as 377322, 6399158 look like metres of SWEREF99 TM, ` + said4326 + ", and 2 of 4 features have coordinates that fit it; convert this feature: a layer has one system",
			`a.gpkg: feature 4 (deso "d"): coordinates such as 57.72, 12.94 look like places in Sweden with latitude before longitude, ` + said4326 + ", and 2 of 4 features have coordinates that fit it; convert this feature: a layer has one system"}},
		{at(WGS84, borasMetres, borasDegrees, borasMetres), []string{`a.gpkg: feature 2 (deso "b"): coordinates such as 12.94, 57.72 fit the system EPSG:4326 (WGS 84) by the table, but those of 2 other features look like metres of SWEREF99 TM; convert this feature, since a layer has one system; for the others, declare the system: crs EPSG:3006`}},
		{at(SWEREF99TM, borasMetres, borasDegrees), []string{`a.gpkg: feature 2 (deso "b"): coordinates such as 12.94, 57.72 look like degrees, ` + said3006 + ", and 1 of 2 features have coordinates that fit it; convert this feature: a layer has one system"}},
		{at(WGS84, borasDegrees, orb.Point{}), []string{`a.gpkg: feature 2 (deso "b"): coordinates such as 0, 0 look like a place that is missing, ` + said4326 + ", and 1 of 2 features have coordinates that fit it; leave the geometry out"}},
		{at(SWEREF99TM, borasMetres, orb.Point{}), []string{`a.gpkg: feature 2 (deso "b"): coordinates such as 0, 0 look like a place that is missing, ` + said3006 + ", and 1 of 2 features have coordinates that fit it; leave the geometry out"}},
		{at(WGS84, turned(borasDegrees), borasMetres), []string{
			`a.gpkg: feature 1 (deso "a"): coordinates such as 57.72, 12.94 look like places in Sweden with latitude before longitude, ` + said4326 + "; write longitude before latitude, or, if the places are on the Arabian Sea, convert the file to UTM",
			`a.gpkg: feature 2 (deso "b"): coordinates such as 377322, 6399158 look like metres of SWEREF99 TM, ` + said4326 + "; declare the system: crs EPSG:3006"}},
	} {
		err := c.layer.CheckCoordinates()
		if err == nil {
			t.Errorf("%v is accepted, want %s", c.layer, c.want)
			continue
		}
		if diff := cmp.Diff(c.want, strings.Split(err.Error(), "\n")); diff != "" {
			t.Errorf("the problems differ (-want +got):\n%s", diff)
		}
	}
}

func TestSettlingDecidesTheSystem(t *testing.T) {
	l := at(Unknown, borasMetres)
	err := l.Settle(Statement{By: "there is no a.prj"}, Options{})
	want := "a.gpkg: nothing says what the coordinates are: there is no a.prj; they look like metres of SWEREF99 TM; declare the system, as in crs EPSG:3006 or crs EPSG:4326"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	err = l.Settle(Statement{}, Options{CRS: 2154})
	if want := "a.gpkg: EPSG:2154 is not read; known are " + KnownSystems + "; declare one of them"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, unread := ParseCRS("EPSG:3021")
	if err := l.Settle(Statement{Err: unread}, Options{}); err == nil || !strings.HasPrefix(err.Error(), "a.gpkg: EPSG:3021 (RT90 2.5 gon V) is not read") {
		t.Errorf("got %v", err)
	}
	if err := l.Settle(Statement{Err: unread}, Options{CRS: SWEREF99TM, Key: "deso"}); err != nil || l.CRS != SWEREF99TM || l.Key != "deso" || len(l.Warnings) > 0 {
		t.Errorf("got %v %v %v %v", err, l.CRS, l.Key, l.Warnings)
	}
}

func TestFeaturesWithoutGeometryAreNamed(t *testing.T) {
	l := &Layer{File: "a", Columns: []string{"n", "deso"}}
	for i := range 23 {
		l.Features = append(l.Features, Feature{Number: i + 1, Properties: []any{float64(i), "x"}})
	}
	l.Features[1].Geometry = borasDegrees
	l.Features[2].Geometry = orb.MultiPolygon{}
	if err := l.Settle(Statement{CRS: WGS84}, Options{Key: "n"}); err != nil {
		t.Fatal(err)
	}
	labels := []string{"feature 1 (n 0)"}
	for i := 2; i < 21; i++ {
		labels = append(labels, fmt.Sprintf("feature %d (n %d)", i+1, i))
	}
	want := "a: 22 features have no geometry: " + strings.Join(labels, ", ") + ", … and 2 more"
	if len(l.Warnings) != 1 || l.Warnings[0].Error() != want {
		t.Errorf("got %v,\nwant %s", l.Warnings, want)
	}
	if l.Features[2].Geometry != nil {
		t.Errorf("an empty geometry is kept as %v", l.Features[2].Geometry)
	}
}
