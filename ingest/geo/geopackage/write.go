package geopackage

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/geo"
)

// WriteOptions say how a layer is written.
type WriteOptions struct {
	CRS     geo.CRS   // Unknown keeps the layer's own
	Table   string    // "" is the layer's name, or else "areas"
	Changed time.Time // what the file gives as the time of its last change, from the caller: the clock would make every file another; 1970 where it is zero
}

// Write writes a layer as a GeoPackage 1.3 of one table. Whole numbers become INTEGER, others REAL, true and false BOOLEAN; a column that mixes kinds becomes
// TEXT. Features without geometry have NULL. The same layer gives the same bytes.
func Write(out io.Writer, l *geo.Layer, o WriteOptions) error {
	if o.CRS == geo.Unknown {
		o.CRS = l.CRS
	}
	p, err := l.Project(o.CRS)
	if err != nil {
		return err
	}
	name := o.Table
	if name == "" {
		name = l.Name
	}
	if name == "" {
		name = "areas"
	}
	if o.Changed.IsZero() {
		o.Changed = time.Unix(0, 0)
	}
	w := writer{layer: p, table: name, changed: o.Changed.UTC().Format("2006-01-02T15:04:05.000Z")}
	if err := w.plan(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite", "file::memory:")
	if err != nil {
		return err
	}
	defer db.Close()
	ctx := context.Background()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := w.fill(ctx, conn); err != nil {
		return err
	}
	var data []byte
	err = conn.Raw(func(driver any) error {
		data, err = driver.(interface{ Serialize() ([]byte, error) }).Serialize()
		return err
	})
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	return err
}

// writer is a layer on its way into a database.
type writer struct {
	layer    *geo.Layer
	table    string
	changed  string
	row      string   // the column of row numbers
	geometry string   // the column of geometries
	types    []string // of the layer's columns
	kind     string   // of the geometries
}

// plan chooses names and types.
func (w *writer) plan() error {
	l := w.layer
	if lower := strings.ToLower(w.table); strings.HasPrefix(lower, "gpkg_") || strings.HasPrefix(lower, "sqlite_") || strings.HasPrefix(lower, "rtree_") {
		return indicators.Problem{File: l.File, What: fmt.Sprintf("a GeoPackage keeps the name %q for itself", w.table), Remedy: "give the table another name"}
	}
	taken := map[string]string{}
	for _, name := range l.Columns {
		lower := strings.ToLower(name)
		if other, ok := taken[lower]; ok || name == "" {
			what := fmt.Sprintf("the columns %q and %q are one to a GeoPackage", other, name)
			if name == "" {
				what = "a column has no name"
			}
			return indicators.Problem{File: l.File, What: what, Remedy: "rename one of them"}
		}
		taken[lower] = name
	}
	free := func(name string) string {
		for n := name; ; n += "_" {
			if _, ok := taken[n]; !ok {
				return n
			}
		}
	}
	w.row, w.geometry = free("fid"), free("geom")
	for i := range l.Columns {
		t, err := w.columnType(i)
		if err != nil {
			return err
		}
		w.types = append(w.types, t)
	}
	for _, f := range l.Features {
		if f.Geometry == nil {
			continue
		}
		kind := strings.ToUpper(f.Geometry.GeoJSONType())
		if w.kind == "" {
			w.kind = kind
		}
		if w.kind != kind {
			w.kind = "GEOMETRY"
		}
		if flaw := geo.Flaw(f.Geometry); flaw != "" {
			return l.Problem(f, flaw, "")
		}
	}
	if w.kind == "" {
		w.kind = "GEOMETRY"
	}
	return nil
}

// columnType chooses the type of a column that holds all its properties.
func (w *writer) columnType(i int) (string, error) {
	t := ""
	for _, f := range w.layer.Features {
		kind := ""
		switch v := f.Property(i).(type) {
		case nil:
			continue
		case string:
			kind = "TEXT"
		case bool:
			kind = "BOOLEAN"
		case float64:
			kind = "REAL"
			if v == math.Trunc(v) && math.Abs(v) <= 1<<53 {
				kind = "INTEGER"
			}
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return "", w.layer.Problem(f, fmt.Sprintf("%q is %v, which a table cannot hold", w.layer.Columns[i], v), "")
			}
		default:
			return "", w.layer.Problem(f, fmt.Sprintf("%q is a %T, which no property is", w.layer.Columns[i], v), "")
		}
		switch {
		case t == "" || t == "INTEGER" && kind == "REAL":
			t = kind
		case t == kind || t == "REAL" && kind == "INTEGER":
		default:
			t = "TEXT"
		}
	}
	if t == "" {
		t = "TEXT"
	}
	return t, nil
}

// cell returns a property as its column holds it.
func cell(v any, columnType string) any {
	switch v := v.(type) {
	case float64:
		switch columnType {
		case "INTEGER":
			return int64(v)
		case "TEXT":
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
	case bool:
		if columnType == "TEXT" {
			return strconv.FormatBool(v)
		}
	}
	return v
}

// The tables of every GeoPackage (version 1.3, annex C).
var needs = []string{
	"PRAGMA application_id = 1196444487", // GPKG
	"PRAGMA user_version = 10300",
	"CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)",
	"CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), " +
		"min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))",
	"CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, " +
		"CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), " +
		"CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))",
	"INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system')",
	"INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system')",
}

// fill makes the tables and their rows.
func (w *writer) fill(ctx context.Context, conn *sql.Conn) error {
	l := w.layer
	for _, statement := range needs {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	systems := []geo.CRS{geo.WGS84}
	if l.CRS != geo.WGS84 {
		systems = append(systems, l.CRS)
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	for _, c := range systems {
		if _, err := tx.ExecContext(ctx, "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, 'EPSG', ?, ?, NULL)", c.Name(), int(c), int(c), c.WKT()); err != nil {
			return err
		}
	}
	corners := []any{nil, nil, nil, nil}
	if b, ok := l.Bound(); ok {
		corners = []any{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO gpkg_contents VALUES (?, 'features', ?, '', ?, ?, ?, ?, ?, ?)", slices.Concat([]any{w.table, w.table, w.changed}, corners, []any{int(l.CRS)})...); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)", w.table, w.geometry, w.kind, int(l.CRS)); err != nil {
		return err
	}
	create := fmt.Sprintf("CREATE TABLE %s (%s INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, %s %s", quoted(w.table), quoted(w.row), quoted(w.geometry), w.kind)
	values := "?, ?"
	for i, name := range l.Columns {
		create += ", " + quoted(name) + " " + w.types[i]
		values += ", ?"
	}
	if _, err := tx.ExecContext(ctx, create+")"); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, fmt.Sprintf("INSERT INTO %s VALUES (%s)", quoted(w.table), values))
	if err != nil {
		return err
	}
	defer insert.Close()
	row := make([]any, 2+len(l.Columns))
	var blob []byte
	for i, f := range l.Features {
		row[0], row[1] = i+1, nil
		if f.Geometry != nil {
			blob = appendBlob(blob[:0], f.Geometry, int32(l.CRS))
			row[1] = blob
		}
		for k := range l.Columns {
			row[2+k] = cell(f.Property(k), w.types[k])
		}
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return tx.Commit()
}
