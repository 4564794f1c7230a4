package shapefile

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/geo"
)

// changed returns bytes with some of them replaced.
func changed(b []byte, at int, with ...byte) []byte {
	c := append([]byte(nil), b...)
	copy(c[at:], with)
	return c
}

func TestBadFilesAreRefusedWithReason(t *testing.T) {
	good := one(5, shaped(5, outer), shaped(5, other))
	if _, err := good.read(geo.Options{}); err != nil {
		t.Fatal(err)
	}
	shape := func(content []byte) files { return one(5, content) }
	table := func(columns []string, rows ...string) files {
		return one(5, shaped(5, outer)).with("a.dbf", dbase(0, columns, rows...))
	}
	const code = `a.shp: feature 1 (deso "a"): `
	for _, c := range []struct {
		files files
		want  string
	}{
		// Files of the shapefile.
		{good.with("a.shp", nil), "a.shp: file does not exist"},
		{good.with("a.dbf", nil), "a.shp: there is no a.dbf, which has the properties of the areas; put it beside the .shp"},
		{good.with("a.prj", nil), "a.shp: nothing says what the coordinates are: there is no a.prj; they look like metres of SWEREF99 TM; declare the system, as in crs EPSG:3006 or crs EPSG:4326"},
		{good.with("a.prj", []byte("<xml>")), `a.prj: the description of the coordinate system cannot be read from character 1 on: "<xml>"; name the system by its code, as in EPSG:3006`},
		{good.with("a.prj", []byte(geo.WGS84.WKT())), `a.shp: all 2 features, the first being feature 1 (deso "a"): coordinates such as 380000, 6400000 look like metres of SWEREF99 TM, but the system is EPSG:4326 (WGS 84) by a.prj; declare the system: crs EPSG:3006`},
		{good.with("a.prj", make([]byte, 70_000)), "a.prj: the file has 70000 bytes; a .prj has a few hundred"},
		{good.with("a.cpg", []byte("EBCDIC")), `a.dbf: the .cpg says that the encoding is "EBCDIC", which is not known; write UTF-8 or 1252 into it`},
		{good.with("a.dbf", one(5, shaped(5, outer))["a.dbf"]), "a.dbf: the table has 1 row, and a.shp has 2 shapes; the files do not belong together: fetch all of them again"},
		{good.with("a.shx", one(5, shaped(5, outer, other, other), nil)["a.shx"]), "a.shx: shape 1 has 264 bytes from byte 108 on, which a.shp does not have; the files do not belong together, or are damaged: fetch both again"},
		{good.with("a.shx", good["a.shx"][:105]), "a.shx: the file has 105 bytes and is no index of a shapefile, or is cut off; fetch it again, or take it away: the shapes are then read in the order that they stand"},
		// The .shp.
		{good.with("a.shp", good["a.shp"][:99]), "a.shp: the file has 99 bytes, less than a header; it seems to be cut off: fetch it again"},
		{good.with("a.shp", good["a.shp"][:150]), "a.shp: the file has 150 bytes of the 356 that its header says; it seems to be cut off: fetch it again"},
		{good.with("a.shp", changed(good["a.shp"], 0, 1)), "a.shp: this is no shapefile: it does not begin as a .shp does"},
		{good.with("a.shp", changed(good["a.shp"], 32, 31)), "a.shp: the shapes are bodies of triangles (MultiPatch), which are not read; convert them to polygons"},
		{good.with("a.shp", changed(good["a.shp"], 32, 7)), "a.shp: the shapes are of type 7, which does not exist"},
		{good.with("a.shp", changed(good["a.shp"], 104, 0xff)).with("a.shx", nil), "a.shp: shape 1 ends beyond the file; it seems to be cut off: fetch it again"},
		{good.with("a.shp", changed(good["a.shp"], 108, 3)), code + "the shape is of type 3, and the file of type 5"},
		{shape(content(5, 0.0)), code + "the shape ends too early"},
		{shape(nil), code + "the shape ends too early"},
		{shape(content(5, 0.0, 0.0, 0.0, 0.0, 1, 1<<30, 0)), code + "the shape says that it has 1 parts and 1073741824 points, but ends before"},
		{shape(content(5, 0.0, 0.0, 0.0, 0.0, 1<<31, 0)), code + "the shape says that it has 2147483648 parts and 0 points, but ends before"},
		{shape(content(5, 0.0, 0.0, 0.0, 0.0, 0, 1, 0.0, 0.0)), code + "the shape has 1 points and no parts"},
		{shape(content(5, 0.0, 0.0, 0.0, 0.0, 2, 1, 0, 7, 0.0, 0.0)), code + "part 2 of the shape begins at point 7 of 1"},
		{shape(content(5, 0.0, 0.0, 0.0, 0.0, 1, 1, 1, 0.0, 0.0)), code + "part 1 of the shape begins at point 1 of 1"},
		{shape(shaped(5, outer, inner[:3])), code + "ring 2 has 3 points; a ring has at least 4, the last the same as the first"},
		{shape(shaped(5, outer[:4])), code + "ring 1 is not closed: it begins at 380000, 6400000 and ends at 380100, 6400000"},
		{one(8, content(8, 0.0, 0.0, 0.0, 0.0, 3, 1.0)), code + "the shape says that it has 3 points, but ends before"},
		{one(3, shaped(3, outer[:1])), code + "the line has 1 points; a line has at least 2"},
		{one(1, content(1, 380000.0)), code + "the shape ends too early"},
		// The .dbf.
		{good.with("a.dbf", []byte("deso;n\n")), "a.dbf: the file has 7 bytes, less than the header of a table; it seems to be cut off: fetch it again"},
		{good.with("a.dbf", []byte("deso;n\n"+strings.Repeat("\x00", 100))), "a.dbf: this is no table of dBASE: its header has 0 bytes, and its rows 0; it seems to be damaged: fetch it again"},
		{good.with("a.dbf", good["a.dbf"][:60]), "a.dbf: the file has 60 bytes of the 65 of its header; it seems to be cut off: fetch it again"},
		{good.with("a.dbf", good["a.dbf"][:80]), "a.dbf: the file has 80 bytes of the 85 that 2 rows of 10 take; it seems to be cut off: fetch it again"},
		{good.with("a.dbf", changed(good["a.dbf"], 32+16, 200)), `a.dbf: the column "deso" ends at byte 201 of rows of 10 bytes; it seems to be damaged: fetch it again`},
		{good.with("a.dbf", changed(good["a.dbf"], 32, '\r')), "a.dbf: the table has no columns; it seems to be damaged: fetch it again"},
		{table([]string{"deso C 9", "deso C 9"}, " a"), `a.dbf: the column "deso" is there twice; names have 10 letters in a shapefile: shorten one of them differently, or use a GeoPackage`},
		{table([]string{"deso C 9", "n N 5"}, " a        1,5"), `a.dbf: feature 1 (deso "a"): column "n": cannot read "1,5" as a number`},
		{table([]string{"deso C 9", "n N 5"}, " a        0x1F"), `a.dbf: feature 1 (deso "a"): column "n": cannot read "0x1F" as a number`},
		{table([]string{"deso C 9", "ok L 1", "day D 8"}, " a        x2025-1-1"), "a.dbf: feature 1 (deso \"a\"): column \"ok\": cannot read \"x\" as true or false\na.dbf: feature 1 (deso \"a\"): column \"day\": cannot read \"2025-1-1\" as a date"},
		{table([]string{"deso C 9", "namn C 9"}, " a        Bor\xe5s").with("a.cpg", []byte("UTF-8")), `a.dbf: feature 1 (deso "a"): column "namn": the text "Bor\xe5s" is not in the encoding of the table`},
		{table([]string{"d\xe5 C 9"}, " a").with("a.cpg", []byte("UTF-8")), `a.dbf: the name of column 1, "d\xe5", cannot be read; correct it, or the .cpg`},
	} {
		if _, err := c.files.read(geo.Options{}); err == nil || err.Error() != c.want {
			t.Errorf("got\n%v\nwant\n%s", err, c.want)
		}
	}
}

// Every beginning of every file is refused or, for what may be missing at the end, gives the same.
func TestFilesThatAreCutOff(t *testing.T) {
	good := one(5, shaped(5, outer, inner), shaped(5, other))
	for name, whole := range good {
		for n := range len(whole) {
			if name == "a.dbf" && n == len(whole)-1 || name == "a.prj" && n == 0 {
				continue // the mark of the end of a table may be left out
			}
			if _, err := good.with(name, append([]byte{}, whole[:n]...)).read(geo.Options{}); err == nil {
				t.Errorf("the first %d bytes of %s are read", n, name)
			}
		}
	}
}

func TestBitsThatTurnedRound(t *testing.T) {
	good := one(5, shaped(5, outer, inner), shaped(5, other))
	for name, whole := range good {
		for i := range whole {
			for bit := range 8 {
				l, err := good.with(name, changed(whole, i, whole[i]^1<<bit)).read(geo.Options{})
				if err == nil && len(l.Features) > 2 {
					t.Errorf("bit %d of byte %d of %s makes %d features", bit, i, name, len(l.Features))
				}
			}
		}
	}
}

// Whatever the bytes, there is an error or a feature for every row, with geometry that is one.
func FuzzRead(f *testing.F) {
	for _, g := range []files{
		one(5, shaped(5, outer, inner), shaped(5, other, inner, outer, island)),
		one(1, content(1, 380000.0, 6400000.0)),
		one(15, append(shaped(15, outer), make([]byte, 32)...)),
		one(3, shaped(3, outer[:2])),
	} {
		f.Add(g["a.shp"], g["a.shx"], g["a.dbf"], "UTF-8")
	}
	f.Add(one(5, shaped(5, outer))["a.shp"], []byte{}, dbase(0x57, []string{"deso C 9", "n N 6 2", "ok L 1", "day D 8"}, " 0114A0010 12.50T20251231"), "")
	f.Fuzz(func(t *testing.T, shp, shx, dbf []byte, cpg string) {
		g := files{"a.shp": shp, "a.dbf": dbf, "a.cpg": []byte(cpg), "a.prj": []byte(geo.SWEREF99TM.WKT())}
		if len(shx) > 0 {
			g["a.shx"] = shx
		}
		l, err := g.read(geo.Options{})
		if err != nil {
			return
		}
		if rows := int(binary.LittleEndian.Uint32(dbf[4:])); len(l.Features) > rows {
			t.Errorf("%d rows gave %d features", rows, len(l.Features))
		}
		for _, feature := range l.Features {
			if flaw := geo.Flaw(feature.Geometry); flaw != "" || len(feature.Properties) != len(l.Columns) {
				t.Errorf("%s with %d properties: %s", l.Label(feature), len(feature.Properties), flaw)
			}
		}
	})
}
