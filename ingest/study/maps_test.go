package study

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/space"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/geojson"
	"github.com/jamlik/jamlik/ingest/geo/geopackage"
)

// square is a feature: a square of so many metres whose corner furthest south and west lies east and north of a corner of the national grid.
func square(code string, east, north, size int) string {
	x, y := 600_000+east, 6_600_000+north
	return fmt.Sprintf(`{"type":"Feature","properties":{"code":%q},"geometry":{"type":"Polygon","coordinates":[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]}}`,
		code, x, y, x+size, y, x+size, y+size, x, y+size, x, y)
}

func collection(features ...string) string {
	return `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3006"}},"features":[` + strings.Join(features, ",\n") + "]}"
}

// two squares of one km side by side, which are the areas of the small study.
var twoSquares = collection(square("0114A0020", 1000, 0, 1000), square("0114A0010", 0, 0, 1000))

// mapped is the small study with boundaries, with more lines in the study file and more files.
func mapped(t testing.TB, boundaries, features string, files ...string) fstest.MapFS {
	t.Helper()
	out := study(t, "study.yaml", "highlight: [D1]\n", "highlight: [D1]\n"+boundaries+"\n").(fstest.MapFS)
	out["map.geojson"] = &fstest.MapFile{Data: []byte(features)}
	for i := 0; i+1 < len(files); i += 2 {
		out[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return out
}

func mapOf(t testing.TB, l *Loaded, level indicators.Level) Map {
	t.Helper()
	for _, m := range l.Maps {
		if m.Level == level {
			return m
		}
	}
	t.Fatalf("no map of level %s among %d", level, len(l.Maps))
	return Map{}
}

func TestBoundariesBecomeMaps(t *testing.T) {
	for _, boundaries := range []string{
		"boundaries: map.geojson",
		"boundaries: [{file: map.geojson}]",
		"boundaries:\n  - {file: map.geojson, level: deso, version: 2025, key: code, crs: EPSG:3006}",
	} {
		l, err := Load(mapped(t, boundaries, twoSquares), "study.yaml", LoadOptions{})
		if err != nil {
			t.Fatalf("%s: %v", boundaries, err)
		}
		m := mapOf(t, l, indicators.DeSO)
		if m.Version != "2025" || len(m.Places) != 2 {
			t.Fatalf("%s: version %q, %d places", boundaries, m.Version, len(m.Places))
		}
		for i, want := range []Place{{Code: "0114A0010", East: 600_500, North: 6_600_500}, {Code: "0114A0020", East: 601_500, North: 6_600_500}} {
			got := m.Places[i]
			if got.Code != want.Code || math.Abs(got.East-want.East) > 1e-3 || math.Abs(got.North-want.North) > 1e-3 {
				t.Errorf("%s: place %d is %+v, want %+v", boundaries, i, got, want)
			}
			if got.Lon < 16.7 || got.Lon > 16.8 || got.Lat < 59.5 || got.Lat > 59.6 { // 600 km east of 500 km at 15°, 59.5° north
				t.Errorf("%s: place %d lies at %v, %v", boundaries, i, got.Lon, got.Lat)
			}
		}
		to, length := m.Space.Borders.Of(0)
		if diff := cmp.Diff([]int32{1}, to); diff != "" || math.Abs(length[0]-1000) > 1e-6 {
			t.Errorf("%s: neighbours %v along %v", boundaries, to, length)
		}
		if math.Abs(m.Space.Area[0]-1e6) > 1 || math.Abs(m.Space.Perimeter[1]-4000) > 1e-3 {
			t.Errorf("%s: areas %v, perimeters %v", boundaries, m.Space.Area, m.Space.Perimeter)
		}
		last := l.Inputs[len(l.Inputs)-3] // before the two files of data
		if last.Name != "map.geojson" || last.Rows != 2 {
			t.Errorf("%s: inputs %+v", boundaries, l.Inputs)
		}
	}
}

func TestWhatDoesNotMatchIsTold(t *testing.T) {
	const boundaries = "boundaries: map.geojson"
	for _, c := range []struct {
		name, geojson string
		warnings      []string
	}{
		{"area without geometry", collection(square("0114A0010", 0, 0, 1000)), []string{
			`map.geojson: 1 area of level deso and version "2025" without geometry: 0114A0020; they are left out of everything that depends on where areas lie; add their polygons`,
		}},
		{"feature without geometry", strings.Replace(twoSquares, `"geometry":{"type":"Polygon","coordinates":[[[601000,6600000],[602000,6600000],[602000,6601000],[601000,6601000],[601000,6600000]]]}`,
			`"geometry":null`, 1), []string{
			`map.geojson: 1 feature has no geometry: feature 1 (code "0114A0020")`,
			`1 area of level deso and version "2025" without geometry: 0114A0020`,
		}},
		{"geometry without area", collection(square("0114A0010", 0, 0, 1000), square("0114A0020", 1000, 0, 1000), square("0114A0099", 2000, 0, 1000)), []string{
			`map.geojson: 1 feature with codes of no area of level deso and version "2025": feature 3 (0114A0099); they are left out; list them among the areas, or correct the version`,
		}},
		{"another municipality", collection(square("0114A0010", 0, 0, 1000), square("0114A0020", 1000, 0, 1000), square("0115A0010", 2000, 0, 1000)), nil},
	} {
		l, err := Load(mapped(t, boundaries, c.geojson), "study.yaml", LoadOptions{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, w := range l.Warnings {
			got = append(got, w.Error())
		}
		for _, want := range c.warnings {
			if !strings.Contains(strings.Join(got, "\n"), want) {
				t.Errorf("%s: got\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), want)
			}
		}
		if c.warnings == nil && strings.Contains(strings.Join(got, "\n"), "codes of no area") {
			t.Errorf("%s: warnings %q", c.name, got)
		}
	}
}

func TestBadBoundaries(t *testing.T) {
	for _, c := range []struct{ name, boundaries, geojson, want string }{
		{"no such file", "boundaries: maps.geojson", twoSquares, `study.yaml:7: file "maps.geojson": no such file`},
		{"outside", "boundaries: ../map.geojson", twoSquares, `study.yaml:7: file "../map.geojson" is not a path inside the study's directory`},
		{"unknown key", "boundaries: [{file: map.geojson, levle: deso}]", twoSquares, `unknown key "levle"; did you mean "level"?`},
		{"unknown level", "boundaries: [{file: map.geojson, level: school}]", twoSquares, `unknown level "school"; one of deso, regso, district, city`},
		{"twice", "boundaries: [{file: map.geojson}, {file: map.geojson}]", twoSquares, `boundaries of level deso and version "2025" are named twice`},
		{"no code", "boundaries: map.geojson", "{}", "map.geojson"},
		{"other key", "boundaries: [{file: map.geojson, key: kod}]", twoSquares, `there is no column "kod"`},
		{"other version", "boundaries: [{file: map.geojson, version: 2018}]", twoSquares,
			`map.geojson: none of 2 features is an area of level deso and version "2018"; their codes are such as 0114A0020; 0114A0010`},
		{"crs", "boundaries: [{file: map.geojson, crs: sweref}]", twoSquares, `crs: "sweref" names no coordinate system that is read`},
		{"code twice", "boundaries: map.geojson", collection(square("0114A0010", 0, 0, 1000), square("0114A0010", 1000, 0, 1000)), `feature 2 has the code "0114A0010" of feature 1`},
		{"centre without boundaries", "centres: [{lon: 12, lat: 57}]", twoSquares, "centres are given, but no boundaries"},
		{"centre without place", "boundaries: map.geojson\ncentres: [{name: Torget}]", twoSquares, "study.yaml:8: the centre has no place; write lon and lat in degrees, or area and a code"},
		{"centre in metres", "boundaries: map.geojson\ncentres: [{lon: 600000, lat: 6600000}]", twoSquares, "lon 600000 and lat 6.6e+06 are no degrees"},
		{"centre in both", "boundaries: map.geojson\ncentres: [{lon: 12, lat: 57, area: 0114A0010}]", twoSquares, "given both as an area and as a place"},
		{"centre nowhere", "boundaries: map.geojson\ncentres: [{area: 0114A0070}]", twoSquares, `area "0114A0070" of version "2025" is not among the areas`},
		{"space without boundaries", "space: {bandwidth: 1000}", twoSquares, "space is given, but no boundaries"},
		{"bandwidth in km", "boundaries: map.geojson\nspace: {bandwidth: 0.5}", twoSquares, "bandwidth is 0.5, expected metres from 1 to 1000000; lengths are in metres: 2 km is 2000"},
		{"kernel", "boundaries: map.geojson\nspace: {kernel: biweigt}", twoSquares, `unknown kernel "biweigt"; did you mean "biweight"?`},
		{"falling", "boundaries: map.geojson\nspace: {nearest: [400, 200]}", twoSquares, "200 comes after 400; write the least first, and each once"},
		{"classes of maps", "boundaries: map.geojson\nmap: {classes: pretty}", twoSquares, `unknown way to cut classes "pretty"`},
		{"number of classes", "boundaries: map.geojson\nmap: {number: 9}", twoSquares, "number is 9, expected 2 to 5"},
		{"breaks of nothing", "boundaries: map.geojson\nmap: {breaks: {nothing: [1, 2]}}", twoSquares, `unknown indicator "nothing"`},
		{"breaks that fall", "boundaries: map.geojson\nmap: {breaks: {nothing: [2, 1]}}", twoSquares, "1 comes after 2"},
		{"too many breaks", "boundaries: map.geojson\nmap: {breaks: {nothing: [1, 2, 3, 4, 5]}}", twoSquares, "5 breaks, expected 1 to 4"},
		{"classes without a map", "map: {classes: equal}", twoSquares, "classes of maps are given, but no boundaries"},
		{"permutations", "boundaries: map.geojson\nspace: {permutations: 9}", twoSquares, "permutations is 9, expected 99 to 1000000"},
		{"local", "boundaries: map.geojson\nspace: {local: [morans]}", twoSquares, `unknown way to look for clusters "morans"; did you mean "moran"?`},
		{"indicator", "boundaries: map.geojson\nspace: {indicators: [employd]}", twoSquares, `unknown indicator "employd"; did you mean "employed"?`},
		{"aspatial index", "boundaries: map.geojson\nspace: {indices: [dissimilarity]}", twoSquares, `index "dissimilarity" does not read where areas lie`},
		{"neighbours", "boundaries: [{file: map.geojson, neighbours: beside.csv}]", twoSquares, `beside.csv:3: column "to": area "0114A0030" has no polygon; correct the code, or take the row out`},
	} {
		files := mapped(t, c.boundaries, c.geojson, "beside.csv", "from,to\n0114A0010,0114A0020\n0114A0010,0114A0030\n")
		_, err := Load(files, "study.yaml", LoadOptions{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}

// A file of neighbours says who lies beside whom where polygons do not: over a bridge, say.
func TestNeighboursOfAFile(t *testing.T) {
	apart := collection(square("0114A0010", 0, 0, 1000), square("0114A0020", 5000, 0, 1000))
	for boundaries, want := range map[string]int{"boundaries: map.geojson": 0, "boundaries: [{file: map.geojson, neighbours: beside.csv}]": 1} {
		l, err := Load(mapped(t, boundaries, apart, "beside.csv", "from,to,length\n0114A0010,0114A0020,25\n"), "study.yaml", LoadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		to, length := mapOf(t, l, indicators.DeSO).Space.Borders.Of(1)
		if len(to) != want || want == 1 && length[0] != 25 {
			t.Errorf("%s: %d neighbours along %v, want %d", boundaries, len(to), length, want)
		}
	}
}

// A centre is a place in degrees, projected as the areas are, or the middle of an area.
func TestCentres(t *testing.T) {
	l, err := Load(mapped(t, "boundaries: map.geojson\ncentres: [{name: Torget, lon: 16.7735, lat: 59.5252}, {area: 0114A0020}]", twoSquares), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	at := mapOf(t, l, indicators.DeSO).Space.Centres
	if len(at) != 2 || math.Abs(at[1].X-601_500) > 1e-3 || math.Hypot(at[0].X-600_300, at[0].Y-6_600_300) > 500 {
		t.Errorf("centres %v", at)
	}
}

// Districts have no polygons and are put together of small areas: D1 of one, D2 of the other although a quarter of that lies in none. Areas of the
// larger level are beside each other as their parts are.
func TestLargerAreasArePutTogether(t *testing.T) {
	l, err := Load(mapped(t, "boundaries: map.geojson", twoSquares), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Maps) != 2 || l.Maps[0].Level != indicators.DeSO {
		t.Fatalf("%d maps, the first of level %s", len(l.Maps), l.Maps[0].Level)
	}
	m := mapOf(t, l, indicators.District)
	if len(m.Places) != 2 || m.Places[0].Code != "D1" || math.Abs(m.Places[1].East-601_500) > 1e-3 {
		t.Errorf("places %+v", m.Places)
	}
	to, length := m.Space.Borders.Of(0)
	if len(to) != 1 || math.Abs(length[0]-1000) > 1e-3 || math.Abs(m.Space.Perimeter[0]-4000) > 1e-3 {
		t.Errorf("neighbours %v along %v, perimeters %v", to, length, m.Space.Perimeter)
	}
	if diff := cmp.Diff([]string{"0114A0020"}, m.Divided); diff != "" {
		t.Errorf("divided (-want +got):\n%s", diff)
	}
	// Without 0114A0020 D2 is not on the map, and of D1 alone there is none.
	l, err = Load(mapped(t, "boundaries: map.geojson", collection(square("0114A0010", 0, 0, 1000))), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Maps) != 1 {
		t.Errorf("%d maps, want that of the small areas alone", len(l.Maps))
	}
	said := ""
	for _, w := range l.Warnings {
		said += w.Error() + "\n"
	}
	if want := "map.geojson: 1 area of level district without all of their parts: D2"; !strings.Contains(said, want) {
		t.Errorf("got\n%s\nwant %s", said, want)
	}
}

// A tile map that is made by hand has one tile for each area.
func TestTilesMadeByHand(t *testing.T) {
	const boundaries = "boundaries: [{file: map.geojson, tiles: tiles.csv}]"
	l, err := Load(mapped(t, boundaries, twoSquares, "tiles.csv", "code,column,row\n0114A0020,3,0\n0114A0010,1,2\n"), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]space.Tile{{Column: 1, Row: 2}, {Column: 3}}, mapOf(t, l, indicators.DeSO).Tiles); diff != "" {
		t.Errorf("tiles (-want +got):\n%s", diff)
	}
	for rows, want := range map[string]string{
		"0114A0020,3,0\n":                    "tiles.csv: area 0114A0010 has no tile; give each area on the map one",
		"0114A0020,3,0\n0114A0010,3,0\n":     "tiles.csv:3: areas 0114A0020 and 0114A0010 have one tile; move one of them",
		"0114A0020,-1,0\n0114A0010,1,0\n":    `tiles.csv:2: column "column": found "-1", expected a whole number from 0`,
		"0114A0020,1,0\n0114A0020,1,1\n":     `tiles.csv:3: column "code": area "0114A0020" is already on line 2`,
		"0114A0020,1,0\n0114A0030,1,1,\n":    "tiles.csv:3",
		"0114A0020,1,0\n0114A0030,1,1\n":     `tiles.csv:3: column "code": area "0114A0030" has no polygon`,
		"0114A0020,0.5,0\n0114A0010,1,1e1\n": `tiles.csv:2: column "column": found "0.5"`,
	} {
		_, err := Load(mapped(t, boundaries, twoSquares, "tiles.csv", "code,column,row\n"+rows), "study.yaml", LoadOptions{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", rows, err, want)
		}
	}
}

// A map is the same whatever its format, and every file that it is made of is among the inputs.
func TestMapsOfEveryFormat(t *testing.T) {
	layer, err := geojson.Read(ingest.Input{Name: "map.geojson", Data: strings.NewReader(twoSquares), Size: int64(len(twoSquares))}, geo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var database bytes.Buffer
	if err := geopackage.Write(&database, layer, geopackage.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	shape := []string{}
	for _, extension := range []string{".shp", ".shx", ".dbf", ".prj", ".cpg"} {
		data, err := os.ReadFile("../geo/shapefile/testdata/squares" + extension)
		if err != nil {
			t.Fatal(err)
		}
		shape = append(shape, "map"+extension, string(data))
	}
	for _, c := range []struct {
		boundaries string
		files      []string
		area       float64 // of the first
		inputs     []string
	}{
		{"boundaries: map.gpkg", []string{"map.gpkg", database.String()}, 1e6, []string{"map.gpkg"}},
		{"boundaries: map.shp", shape, 1e6 - 5000, []string{"map.shp", "map.shx", "map.dbf", "map.cpg", "map.prj"}},
	} {
		l, err := Load(mapped(t, c.boundaries, twoSquares, c.files...), "study.yaml", LoadOptions{})
		if err != nil {
			t.Errorf("%s: %v", c.boundaries, err)
			continue
		}
		m := mapOf(t, l, indicators.DeSO)
		if len(m.Places) != 2 || math.Abs(m.Space.Area[0]-c.area) > 1e-3 || math.Abs(m.Space.Area[1]-1e6) > 1e-3 {
			t.Errorf("%s: areas %v", c.boundaries, m.Space.Area)
		}
		var inputs []string
		for _, in := range l.Inputs {
			if strings.HasPrefix(in.Name, "map.") {
				inputs = append(inputs, in.Name)
			}
		}
		if diff := cmp.Diff(c.inputs, inputs); diff != "" {
			t.Errorf("%s: the inputs differ (-want +got):\n%s", c.boundaries, diff)
		}
	}
}
