package shapefile

import (
	"bytes"
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

func ringOf(ps [][2]float64) orb.Ring {
	var r orb.Ring
	for _, p := range ps {
		r = append(r, orb.Point(p))
	}
	return r
}

func TestEveryKindOfShape(t *testing.T) {
	line := [][2]float64{{380000, 6400000}, {380100, 6400000}}
	multi := func(kind int) []byte { return content(kind, 0.0, 0.0, 0.0, 0.0, 2, line) }
	z := content(0.0, 0.0, 1.0, 2.0) // the range of heights and two of them
	polygon := orb.Polygon{ringOf(outer)}
	for name, c := range map[string]struct {
		kind     int
		content  []byte
		want     orb.Geometry
		warnings []string
	}{
		"point":              {1, content(1, 380000.0, 6400000.0), orb.Point{380000, 6400000}, nil},
		"points":             {8, multi(8), orb.MultiPoint{{380000, 6400000}, {380100, 6400000}}, nil},
		"line":               {3, shaped(3, line), orb.LineString{{380000, 6400000}, {380100, 6400000}}, nil},
		"lines":              {3, shaped(3, line, line), orb.MultiLineString{{{380000, 6400000}, {380100, 6400000}}, {{380000, 6400000}, {380100, 6400000}}}, nil},
		"polygon":            {5, shaped(5, outer), polygon, nil},
		"point with height":  {11, content(11, 380000.0, 6400000.0, 5.0, 0.0), orb.Point{380000, 6400000}, []string{"a.shp: the heights of 1 feature are left out"}},
		"point with measure": {21, content(21, 380000.0, 6400000.0, 5.0), orb.Point{380000, 6400000}, []string{"a.shp: the heights of 1 feature are left out"}},
		"points with height": {18, append(multi(18), z...), orb.MultiPoint{{380000, 6400000}, {380100, 6400000}}, []string{"a.shp: the heights of 1 feature are left out"}},
		"polygon, height":    {15, append(shaped(15, outer), z...), polygon, []string{"a.shp: the heights of 1 feature are left out"}},
		"polygon, measure":   {25, append(shaped(25, outer), z...), polygon, []string{"a.shp: the heights of 1 feature are left out"}},
		"none":               {5, content(0), nil, []string{`a.shp: 1 feature has no geometry: feature 1 (deso "a")`}},
		"no parts":           {5, shaped(5), nil, []string{`a.shp: 1 feature has no geometry: feature 1 (deso "a")`}},
		"no points":          {8, content(8, 0.0, 0.0, 0.0, 0.0, 0), nil, []string{`a.shp: 1 feature has no geometry: feature 1 (deso "a")`}},
	} {
		l, err := one(c.kind, c.content).read(geo.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(c.want, l.Features[0].Geometry); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(c.warnings, messages(l.Warnings)); diff != "" {
			t.Errorf("the warnings of %s differ (-want +got):\n%s", name, diff)
		}
	}
}

func TestRingsBecomeAreasWithHoles(t *testing.T) {
	const turned = "a.shp: the rings of 1 feature run the wrong way; outer rings should be clockwise and holes counter-clockwise"
	o, i, s, x := ringOf(outer), ringOf(inner), ringOf(island), ringOf(other)
	touching := [][2]float64{{380000, 6400000}, {380050, 6400000}, {380050, 6400050}, {380000, 6400000}} // shares a side with outer
	for name, c := range map[string]struct {
		rings    [][][2]float64
		want     orb.Geometry
		warnings []string
	}{
		"a hole":                         {[][][2]float64{outer, inner}, orb.Polygon{o, i}, nil},
		"the hole first":                 {[][][2]float64{inner, outer}, orb.Polygon{o, i}, nil},
		"two areas":                      {[][][2]float64{outer, other}, orb.MultiPolygon{{o}, {x}}, nil},
		"a hole of the second":           {[][][2]float64{other, inner, outer}, orb.MultiPolygon{{x}, {o, i}}, nil},
		"an island in a lake":            {[][][2]float64{outer, inner, island}, orb.MultiPolygon{{o, i}, {s}}, nil},
		"a hole that touches the border": {[][][2]float64{outer, touching}, orb.Polygon{o, ringOf(touching)}, nil},
		"the wrong way":                  {[][][2]float64{back(outer)}, orb.Polygon{ringOf(back(outer))}, []string{turned}},
		"the wrong way with a hole":      {[][][2]float64{back(outer), back(inner)}, orb.Polygon{ringOf(back(outer)), ringOf(back(inner))}, []string{turned}},
		"a hole in nothing":              {[][][2]float64{other, inner}, orb.MultiPolygon{{x}, {i}}, []string{turned}},
	} {
		l, err := one(5, shaped(5, c.rings...)).read(geo.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(c.want, l.Features[0].Geometry); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(c.warnings, messages(l.Warnings)); diff != "" {
			t.Errorf("the warnings of %s differ (-want +got):\n%s", name, diff)
		}
	}
}

func TestEveryKindOfCell(t *testing.T) {
	point := content(1, 380000.0, 6400000.0)
	f := one(1, point, point, point)
	f["a.dbf"] = dbase(0x57, []string{"deso C 9", "n N 6 2", "x F 8", "ok L 1", "day D 8", "memo M 10", "big N 19"},
		" 0114A0010"+" 12.50"+" 1.5e-03"+"T"+"20251231"+"         x"+"1234567890123456789",
		" Bor\xe5s\x00xxx"+"******"+"        "+"?"+"00000000"+"          "+"               ****",
		"          "+"   -.5"+"        "+"n"+"        "+"          "+"                 -1")
	l, err := f.read(geo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"deso", "n", "x", "ok", "day", "big"}, l.Columns); diff != "" {
		t.Errorf("the columns differ (-want +got):\n%s", diff)
	}
	var rows [][]any
	for _, f := range l.Features {
		rows = append(rows, f.Properties)
	}
	if diff := cmp.Diff([][]any{
		{"0114A0010", 12.5, 0.0015, true, "2025-12-31", "1234567890123456789"},
		{"Borås", nil, nil, nil, nil, nil},
		{nil, -0.5, nil, false, nil, -1.0},
	}, rows); diff != "" {
		t.Errorf("the rows differ (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{`a.dbf: the column "memo" is of type 'M', which is not read; it is left out`}, messages(l.Warnings)); diff != "" {
		t.Errorf("the warnings differ (-want +got):\n%s", diff)
	}
}

func TestEncodings(t *testing.T) {
	point := content(1, 380000.0, 6400000.0)
	for _, c := range []struct {
		cpg      string
		language byte
		cell     string
		want     string
		warnings []string
	}{
		{"UTF-8", 0x57, "Bor\xc3\xa5s", "Borås", nil},
		{"65001\r\n", 0, "Bor\xc3\xa5s", "Borås", nil},
		{"ISO-8859-1", 0, "Bor\xe5s", "Borås", nil},
		{"ISO 88591", 0, "Bor\xe5s", "Borås", nil},
		{"ANSI 1252", 0, "Bor\xe5s", "Borås", nil},
		{"850", 0, "Bor\x86s", "Borås", nil},
		{"", 0x57, "Bor\xe5s", "Borås", nil},
		{"", 0x65, "\x8c\xae\xe1\xaa\xa2\xa0", "Москва", nil},
		{"", 0x02, "Bor\x86s", "Borås", nil},
		{"", 0x66, "Bor\x86s", "Borås", nil},
		{"", 0, "Boras", "Boras", nil},
		{"", 0, "Bor\xe5s", "Borås", []string{"a.dbf: nothing says in what encoding the texts are; they are read as Windows-1252"}},
		{"", 0, "Bor\xc3\xa5s", "Borås", []string{"a.dbf: nothing says in what encoding the texts are; they are read as UTF-8, which all of them are"}},
		{"UTF-8", 0, "\xc3\xa5\xc3\xa4\xc3\xb6\xc3\xa5\xc3", "åäöå", nil}, // the ninth byte begins a letter that did not fit
	} {
		f := one(1, point)
		f["a.dbf"] = dbase(c.language, []string{"deso C 9"}, " "+c.cell)
		if c.cpg != "" {
			f["a.cpg"] = []byte(c.cpg)
		}
		l, err := f.read(geo.Options{})
		if err != nil {
			t.Errorf("%q: %v", c.cpg, err)
			continue
		}
		if got := l.Features[0].Properties[0]; got != c.want || !cmp.Equal(messages(l.Warnings), c.warnings) {
			t.Errorf("%q %#x: got %q with %v, want %q with %v", c.cpg, c.language, got, l.Warnings, c.want, c.warnings)
		}
	}
}

func TestRowsAndPartsThatAreNotThere(t *testing.T) {
	point := content(1, 380000.0, 6400000.0)
	f := one(1, point, point, point)
	f["a.dbf"] = dbase(0, []string{"deso C 9"}, " a", "*b", " c")
	l, err := f.read(geo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Features) != 2 || l.Features[1].Number != 2 || l.Features[1].Properties[0] != "c" || !cmp.Equal(messages(l.Warnings), []string{"a.dbf: 1 row marked as deleted, left out"}) {
		t.Errorf("got %+v", l)
	}
	l, err = one(1, point, point).with("a.shx", nil).read(geo.Options{})
	if err != nil || len(l.Features) != 2 || !cmp.Equal(messages(l.Warnings), []string{"a.shp: there is no a.shx; the shapes are read in the order that they stand"}) {
		t.Errorf("got %+v, %v", l, err)
	}
	upper := files{}
	for name, b := range one(1, point) {
		upper[strings.ToUpper(name)] = b
	}
	l, err = Read("A.SHP", upper.open, geo.Options{})
	if err != nil || len(l.Features) != 1 {
		t.Errorf("names in capitals: %v", err)
	}
	l, err = one(1, point).with("a.prj", nil).read(geo.Options{CRS: geo.SWEREF99TM})
	if err != nil || l.CRS != geo.SWEREF99TM {
		t.Errorf("without .prj: %v", err)
	}
}

func TestBorasHasItsAreas(t *testing.T) {
	dir := filepath.Dir(golden.Path(t, "data", "boras", "shp", "boras_deso2025.shp"))
	l, err := Read("boras_deso2025.shp", func(name string) (ingest.Input, error) {
		b, err := os.ReadFile(filepath.Join(dir, name))
		return ingest.Input{Name: name, Data: bytes.NewReader(b), Size: int64(len(b))}, err
	}, geo.Options{Key: "deso"})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Features) != 77 || l.CRS != geo.SWEREF99TM || len(l.Columns) != 13 || len(l.Warnings) > 0 {
		t.Errorf("got %d features in %v with %v and %v", len(l.Features), l.CRS, l.Columns, l.Warnings)
	}
	if diff := cmp.Diff([]any{"1490A0010", "1490A0010_DeSO2025", "1490R045", "Viskafors östra omland", "1490", "A", 890.0, 8.989, 42.291, 359.7, 3.0, 92.553, 4.0}, l.Features[0].Properties); diff != "" {
		t.Errorf("the first area differs (-want +got):\n%s", diff)
	}
}

// The files of testdata were written by GDAL.
func TestAFileOfAnotherProgram(t *testing.T) {
	l, err := Read("squares.shp", func(name string) (ingest.Input, error) {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		return ingest.Input{Name: name, Data: bytes.NewReader(b), Size: int64(len(b))}, err
	}, geo.Options{Key: "code"})
	if err != nil {
		t.Fatal(err)
	}
	want := &geo.Layer{
		File: "squares.shp", CRS: geo.SWEREF99TM, Said: "by squares.prj", Key: "code", Columns: []string{"code", "namn", "andel"},
		Features: []geo.Feature{
			{Number: 1, Properties: []any{"0114A0020", "Östra ån", 12.5}, Geometry: orb.Polygon{{{601000, 6600000}, {601000, 6601000}, {602000, 6601000}, {602000, 6600000}, {601000, 6600000}}}},
			{Number: 2, Properties: []any{"0114A0010", "Västra", nil}, Geometry: orb.Polygon{
				{{600000, 6600000}, {600000, 6601000}, {601000, 6601000}, {601000, 6600000}, {600000, 6600000}},
				{{600200, 6600200}, {600300, 6600200}, {600300, 6600300}, {600200, 6600200}},
			}},
		},
	}
	if diff := cmp.Diff(want, l); diff != "" {
		t.Errorf("the layer differs (-want +got):\n%s", diff)
	}
}
