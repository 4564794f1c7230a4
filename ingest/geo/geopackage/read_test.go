package geopackage

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest/geo"
)

// database returns the bytes of a database that statements make.
func made(t testing.TB, statements ...string) []byte {
	t.Helper()
	db, err := sql.Open("sqlite", "file::memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, s := range append([]string{"PRAGMA page_size = 512"}, statements...) { // small pages make a small file
		if _, err := conn.ExecContext(context.Background(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	var data []byte
	if err := conn.Raw(func(driver any) error {
		data, err = driver.(interface{ Serialize() ([]byte, error) }).Serialize()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return data
}

// areas are the statements for a table of one area, with more after them.
func areas(more ...string) []string {
	return append(append([]string(nil), needs...), append([]string{
		"INSERT INTO gpkg_spatial_ref_sys VALUES ('SWEREF99 TM', 3006, 'EPSG', 3006, 'undefined', NULL)",
		"INSERT INTO gpkg_contents VALUES ('areas', 'features', 'areas', '', '2025-01-01', NULL, NULL, NULL, NULL, 3006)",
		"INSERT INTO gpkg_geometry_columns VALUES ('areas', 'geom', 'POLYGON', 3006, 0, 0)",
		"CREATE TABLE areas (fid INTEGER PRIMARY KEY, deso TEXT, geom POLYGON)",
		fmt.Sprintf("INSERT INTO areas VALUES (1, 'a', x'%x')", appendBlob(nil, orb.Polygon{ring}, 3006)),
	}, more...)...)
}

func TestTablesAsOthersWriteThem(t *testing.T) {
	blob := fmt.Sprintf("x'%x'", appendBlob(nil, orb.Polygon{ring}, 3006))
	silent := fmt.Sprintf("x'%x'", appendBlob(nil, orb.Polygon{ring}, 0))
	data := made(t, areas(
		"INSERT INTO gpkg_contents VALUES ('Kommuner', 'features', 'kommuner', '', '2025-01-01', NULL, NULL, NULL, NULL, 3006)",
		"INSERT INTO gpkg_contents VALUES ('notes', 'attributes', 'notes', '', '2025-01-01', NULL, NULL, NULL, NULL, NULL)",
		"INSERT INTO gpkg_geometry_columns VALUES ('kommuner', 'Shape', 'MULTIPOLYGON', 3006, 0, 0)",
		`CREATE TABLE kommuner (id INTEGER PRIMARY KEY, "na""mn" TEXT, day DATE, at DATETIME, ok BOOLEAN, big INTEGER, real DOUBLE, photo BLOB, twice INTEGER AS (big * 2), shape MULTIPOLYGON)`,
		`INSERT INTO kommuner VALUES (7, 'Borås', '2025-01-01', '2025-01-01T10:00:00Z', 1, 9007199254740993, 1.5, x'0102', `+blob+`)`,
		`INSERT INTO kommuner VALUES (9, NULL, NULL, NULL, 2, -5, NULL, NULL, `+silent+`)`,
		`INSERT INTO kommuner VALUES (12, 'x', '', '', 0, 0, 9e999, NULL, NULL)`,
	)...)
	l, err := Read(input(data), geo.Options{Table: "kommuner"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"id", `na"mn`, "day", "at", "ok", "big", "real", "photo"}, l.Columns); diff != "" {
		t.Errorf("the columns differ (-want +got):\n%s", diff)
	}
	var rows [][]any
	for _, f := range l.Features {
		rows = append(rows, f.Properties)
	}
	if diff := cmp.Diff([][]any{
		{7.0, "Borås", "2025-01-01", "2025-01-01T10:00:00Z", true, "9007199254740993", 1.5, nil},
		{9.0, nil, nil, nil, 2.0, -5.0, nil, nil},
		{12.0, "x", "", "", false, 0.0, nil, nil},
	}, rows); diff != "" {
		t.Errorf("the rows differ (-want +got):\n%s", diff)
	}
	if l.Features[1].Geometry == nil || l.Features[2].Geometry != nil {
		t.Errorf("the geometries are %v and %v", l.Features[1].Geometry, l.Features[2].Geometry)
	}
	if w := fmt.Sprint(l.Warnings); w != `[a.gpkg: the column "photo" holds binary data, which is left out a.gpkg: 1 feature has no geometry: feature 3 (na"mn "x")]` {
		t.Errorf("the warnings are %s", w)
	}
}

// A program that had the file open may leave it marked for a log beside it.
func TestFilesMarkedForALogAreRead(t *testing.T) {
	data := made(t, areas()...)
	data[18], data[19] = 2, 2
	if l, err := Read(input(data), geo.Options{}); err != nil || len(l.Features) != 1 {
		t.Errorf("got %v, %v", l, err)
	}
}

func TestSystemsOfOtherOrganisations(t *testing.T) {
	for definition, want := range map[string]string{
		strings.ReplaceAll(geo.SWEREF99TM.WKT(), "'", "''"): "",
		"undefined": "a.gpkg: the description of the coordinate system ends too early; name the system by its code, as in EPSG:3006",
	} {
		l, err := Read(input(made(t, areas("UPDATE gpkg_spatial_ref_sys SET organization = 'ours', definition = '"+definition+"' WHERE srs_id = 3006")...)), geo.Options{})
		if want == "" && (err != nil || l.CRS != geo.SWEREF99TM) || want != "" && (err == nil || err.Error() != want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestBadFilesAreRefusedWithReason(t *testing.T) {
	good := made(t, areas()...)
	if _, err := Read(input(good), geo.Options{}); err != nil {
		t.Fatal(err)
	}
	with := func(more ...string) []byte { return made(t, areas(more...)...) }
	damaged := func(from, to int) []byte {
		b := append([]byte(nil), good...)
		clear(b[from:to])
		return b
	}
	hidden := append([]byte(nil), good...)
	copy(hidden[24:28], "abcd") // the number of pages does not count then
	for _, c := range []struct {
		data   []byte
		option geo.Options
		want   string
	}{
		{nil, geo.Options{}, "a.gpkg: the file is empty; fetch it again"},
		{[]byte("PK\x03\x04 and so on"), geo.Options{}, "a.gpkg: this is not a GeoPackage: it does not begin as a SQLite database does"},
		{good[:50], geo.Options{}, "a.gpkg: the file has 50 bytes, less than a database's header; it seems to be cut off: fetch it again"},
		{good[:1000], geo.Options{}, fmt.Sprintf("a.gpkg: the file has 1000 bytes of the %d that its header says; it seems to be cut off: fetch it again", len(good))},
		{hidden[:1000], geo.Options{}, "a.gpkg: the database cannot be read: database disk image is malformed (11); it seems to be damaged: fetch it again"},
		{damaged(100, 512), geo.Options{}, "a.gpkg: the database cannot be read: database disk image is malformed (11); it seems to be damaged: fetch it again"},
		{damaged(16, 18), geo.Options{}, "a.gpkg: the database cannot be read: file is not a database (26); it seems to be damaged: fetch it again"},
		{made(t, "CREATE TABLE a (b)"), geo.Options{}, "a.gpkg: the SQLite database has no table gpkg_contents: it is no GeoPackage of features"},
		{with("DELETE FROM gpkg_contents"), geo.Options{}, "a.gpkg: the GeoPackage has no table of features"},
		{with("INSERT INTO gpkg_contents VALUES ('b', 'features', 'b', '', '2025-01-01', NULL, NULL, NULL, NULL, 3006)"), geo.Options{}, `a.gpkg: the GeoPackage has 2 tables of features: "areas", "b"; name one of them: layer areas`},
		{good, geo.Options{Table: "deso"}, `a.gpkg: the GeoPackage has no table "deso" of features; it has "areas"; name one of them`},
		{with("DROP TABLE areas"), geo.Options{}, `a.gpkg: gpkg_contents lists the table "areas", which does not exist`},
		{with("ALTER TABLE areas RENAME TO b", "CREATE VIEW areas AS SELECT * FROM b"), geo.Options{}, `a.gpkg: "areas" is a view, expected a table; write what it shows to a table`},
		{with("DROP TABLE areas", "CREATE VIEW areas AS WITH RECURSIVE r(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM r) SELECT fid, NULL AS geom FROM r"), geo.Options{}, `a.gpkg: "areas" is a view, expected a table; write what it shows to a table`},
		{with("DROP TABLE areas", "CREATE VIRTUAL TABLE areas USING rtree(fid, minx, maxx)"), geo.Options{}, `a.gpkg: "areas" is a virtual table, expected a table; write what it shows to a table`},
		{with("ALTER TABLE gpkg_contents RENAME TO c", "CREATE VIEW gpkg_contents AS SELECT * FROM c"), geo.Options{}, "a.gpkg: gpkg_contents is a view, expected a table"},
		{with("DELETE FROM gpkg_geometry_columns"), geo.Options{}, `a.gpkg: gpkg_geometry_columns has 0 rows for the table "areas", expected one`},
		{with("UPDATE gpkg_geometry_columns SET srs_id = 'TM'"), geo.Options{}, `a.gpkg: gpkg_geometry_columns has no column name or no srs_id for the table "areas"`},
		{with("UPDATE gpkg_geometry_columns SET column_name = 'shape'"), geo.Options{}, `a.gpkg: the table "areas" has no column "shape", which gpkg_geometry_columns says holds its geometry`},
		{with("DELETE FROM gpkg_spatial_ref_sys WHERE srs_id = 3006"), geo.Options{}, "a.gpkg: gpkg_spatial_ref_sys does not describe the system 3006; declare the system, as in crs EPSG:3006"},
		{with("UPDATE gpkg_geometry_columns SET srs_id = -1"), geo.Options{}, "a.gpkg: nothing says what the coordinates are: srs_id of gpkg_geometry_columns is -1, which stands for unknown; they look like metres of SWEREF99 TM; declare the system, as in crs EPSG:3006 or crs EPSG:4326"},
		{with("UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 2154 WHERE srs_id = 3006"), geo.Options{}, "a.gpkg: EPSG:2154 is not read; known are " + geo.KnownSystems + "; convert the file to EPSG:3006, or to EPSG:4326"},
		{with("UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 4326 WHERE srs_id = 3006"), geo.Options{}, `a.gpkg: feature 1 (deso "a"): coordinates such as 380000, 6400000 look like metres of SWEREF99 TM, but the system is EPSG:4326 (WGS 84) by gpkg_geometry_columns; declare the system: crs EPSG:3006`},
		{with("INSERT INTO areas VALUES (2, 'b', 'POINT (1 2)'), (3, 'c', x'00'), (4, CAST(x'e5' AS TEXT), NULL)"), geo.Options{},
			"a.gpkg: feature 2 (deso \"b\"): its geometry is no binary data\na.gpkg: feature 3 (deso \"c\"): the header of the geometry ends too early\na.gpkg: feature 4: column \"deso\": the text is not UTF-8; repair it"},
		{with(fmt.Sprintf("INSERT INTO areas VALUES (2, 'b', x'%x')", appendBlob(nil, orb.Polygon{ring}, 3011))), geo.Options{}, `a.gpkg: feature 2 (deso "b"): its geometry says that it is in the system 3011, and the table in 3006; convert this feature: a layer has one system`},
	} {
		if _, err := Read(input(c.data), c.option); err == nil || err.Error() != c.want {
			t.Errorf("got\n%v\nwant\n%s", err, c.want)
		}
	}
}

func TestFilesThatAreCutOff(t *testing.T) {
	whole := made(t, areas()...)
	for n := range len(whole) {
		if _, err := Read(input(whole[:n]), geo.Options{}); err == nil || !strings.HasPrefix(err.Error(), "a.gpkg: ") {
			t.Errorf("the first %d bytes are read: %v", n, err)
		}
	}
}

// A bit that has turned round gives an error or a layer, and nothing worse. The seed of what may come is in FuzzRead.
func TestBitsThatTurnedRound(t *testing.T) {
	whole := made(t, areas()...)
	read := 0
	for i := 16; i < len(whole); i += 1 + len(whole)/4000 {
		if whole[i] == 0 && i%11 != 0 { // most of the file is empty
			continue
		}
		b := append([]byte(nil), whole...)
		b[i] ^= 1 << (i % 8)
		if l, err := Read(input(b), geo.Options{}); err == nil {
			read++
			if len(l.Features) > 2 {
				t.Errorf("byte %d changed gives %d features", i, len(l.Features))
			}
		}
	}
	t.Logf("%d files were read all the same", read)
}

func TestBorasHasItsAreas(t *testing.T) {
	data, err := os.ReadFile(golden.Path(t, "data", "boras", "boras_deso2025.gpkg"))
	if err != nil {
		t.Fatal(err)
	}
	l, err := Read(input(data), geo.Options{Key: "deso"})
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Features) != 77 || l.CRS != geo.SWEREF99TM || len(l.Columns) != 13 || len(l.Warnings) > 0 {
		t.Errorf("got %d features in %v with %v and %v", len(l.Features), l.CRS, l.Columns, l.Warnings)
	}
	if diff := cmp.Diff([]any{"1490A0010", "1490A0010_DeSO2025", "1490R045", "Viskafors östra omland", "1490", "A", 890.0, 8.989, 42.291, 359.7, 3.0, 92.553, 4.0}, l.Features[0].Properties); diff != "" {
		t.Errorf("the first area differs (-want +got):\n%s", diff)
	}
	if got := l.Label(l.Features[0]); got != `feature 1 (deso "1490A0010")` {
		t.Errorf("the label is %s", got)
	}
}

// Whatever the bytes, there is an error or a layer that can be written and read back. Fuzzing wants -fuzzminimizetime 1x: to make a database smaller
// takes the whole time otherwise.
func FuzzRead(f *testing.F) {
	f.Add(made(f, areas()...))
	f.Add(written(f, everything(), WriteOptions{}))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Read(input(data), geo.Options{})
		if err != nil {
			return
		}
		l.Name = "areas"
		if err := (&writer{layer: l, table: "areas"}).plan(); err != nil {
			return // names that a table cannot have
		}
		again, err := Read(input(written(t, l, WriteOptions{})), geo.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, feature := range l.Features {
			if !cmp.Equal(feature.Geometry, again.Features[i].Geometry) {
				t.Errorf("%v became %v", feature.Geometry, again.Features[i].Geometry)
			}
		}
	})
}
