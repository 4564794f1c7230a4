// Package geopackage reads and writes GeoPackage, the SQLite database of features of the Open Geospatial Consortium.
package geopackage

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
	"modernc.org/sqlite/vfs"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
)

const magic = "SQLite format 3\x00"

// Sniff tells whether the first bytes of a file are those of a SQLite database, which a GeoPackage is.
func Sniff(head []byte) bool { return bytes.HasPrefix(head, []byte(magic)) }

// Bounds on a database of strangers. Reading takes seconds for a million areas.
const (
	deadline    = 10 * time.Minute
	valueLimit  = 1 << 29 // bytes of one value
	columnLimit = 1000
	tableLimit  = 1000
)

// Read reads a table of features: that of Options.Table, or the only one. The database is opened for reading alone, from the input and nothing beside it;
// views, triggers and computed columns are not run. Whole numbers beyond 2⁵³ are kept as their digits. The row number, if it is called fid or ogc_fid,
// is no property. Geometries that are null or empty are nil, with a warning; heights and measures are left out with one.
func Read(in ingest.Input, o geo.Options) (*geo.Layer, error) {
	head := make([]byte, 100)
	n, err := in.Data.ReadAt(head, 0)
	switch {
	case err != nil && err != io.EOF:
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	case n == 0:
		return nil, indicators.Problem{File: in.Name, What: "the file is empty", Remedy: "fetch it again"}
	case !Sniff(head[:n]):
		return nil, indicators.Problem{File: in.Name, What: "this is not a GeoPackage: it does not begin as a SQLite database does"}
	case n < len(head):
		return nil, indicators.Problem{File: in.Name, What: fmt.Sprintf("the file has %d bytes, less than a database's header", n), Remedy: "it seems to be cut off: fetch it again"}
	}
	if err := cutOff(in, head); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	d, err := open(ctx, in)
	if err != nil {
		return nil, err
	}
	layer, err := d.layer(ctx, o)
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return nil, err
	}
	return layer, nil
}

// cutOff compares the size of the file with what its header says.
func cutOff(in ingest.Input, head []byte) error {
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 1 << 16
	}
	pages := int64(binary.BigEndian.Uint32(head[28:]))
	if bytes.Equal(head[24:28], head[92:96]) && page*pages > in.Size { // else the number of pages is not kept
		return indicators.Problem{File: in.Name, What: fmt.Sprintf("the file has %d bytes of the %d that its header says", in.Size, page*pages), Remedy: "it seems to be cut off: fetch it again"}
	}
	return nil
}

// database is an open GeoPackage.
type database struct {
	*sql.Conn
	in    ingest.Input
	close []func() error
}

// Close closes the database.
func (d *database) Close() error {
	var errs []error
	for _, f := range slices.Backward(d.close) {
		errs = append(errs, f())
	}
	return errors.Join(errs...)
}

// open opens the input as the only file that the database can see.
func open(ctx context.Context, in ingest.Input) (_ *database, err error) {
	d := &database{in: in}
	defer func() {
		if err != nil {
			_ = d.Close()
		}
	}()
	name, files, err := vfs.New(only{in})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	d.close = append(d.close, files.Close)
	db, err := sql.Open("sqlite", "file:"+fileName+"?immutable=1&mode=ro&_defensive=1&_pragma=query_only(1)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=temp_store(2)&vfs="+name)
	if err != nil {
		return nil, d.damaged(err)
	}
	d.close = append(d.close, db.Close)
	if d.Conn, err = db.Conn(ctx); err != nil {
		return nil, d.damaged(err)
	}
	d.close = append(d.close, d.Conn.Close)
	for _, l := range []struct{ id, value int }{
		{sqlite3.SQLITE_LIMIT_LENGTH, int(min(in.Size, valueLimit))},
		{sqlite3.SQLITE_LIMIT_ATTACHED, 0},
		{sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0},
		{sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100},
		{sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 10},
		{sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1},
		{sqlite3.SQLITE_LIMIT_COLUMN, columnLimit},
	} {
		if _, err := sqlite.Limit(d.Conn, l.id, l.value); err != nil {
			return nil, d.damaged(err)
		}
	}
	return d, nil
}

// damaged is the problem of a database that cannot be read on.
func (d *database) damaged(err error) error {
	what := fmt.Sprintf("the database cannot be read: %v", err)
	if errors.Is(err, context.DeadlineExceeded) {
		what = fmt.Sprintf("the database was not read through in %v", deadline)
	}
	return indicators.Problem{File: d.in.Name, What: what, Remedy: "it seems to be damaged: fetch it again"}
}

func (d *database) problem(what, remedy string) error {
	return indicators.Problem{File: d.in.Name, What: what, Remedy: remedy}
}

// fileName is what the input is called inside the database's own file system.
const fileName = "layer.gpkg"

// only is a file system that holds the input alone.
type only struct{ in ingest.Input }

func (o only) Open(name string) (fs.File, error) {
	if name != fileName {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return file{o.in.Section(), o.in.Size}, nil
}

// file is the input as an open file.
type file struct {
	*io.SectionReader
	size int64
}

func (f file) Close() error               { return nil }
func (f file) Stat() (fs.FileInfo, error) { return f, nil }
func (f file) Name() string               { return fileName }
func (f file) Size() int64                { return f.size }
func (f file) Mode() fs.FileMode          { return 0o444 }
func (f file) ModTime() time.Time         { return time.Time{} }
func (f file) IsDir() bool                { return false }
func (f file) Sys() any                   { return nil }

// quoted returns a name as SQL writes it.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// rows calls f with every row of a query. The values are int64, float64, string, []byte or nil. A damaged database can go round in a circle: more rows or more bytes
// than the file has room for end it.
func (d *database) rows(ctx context.Context, columns int, query string, f func(row []any) error, args ...any) error {
	rows, err := d.QueryContext(ctx, query, args...)
	if err != nil {
		return d.damaged(err)
	}
	defer rows.Close()
	row, pointers := make([]any, columns), make([]any, columns)
	for i := range row {
		pointers[i] = &row[i]
	}
	left := 4*d.in.Size + 1<<16
	for rows.Next() {
		if err := rows.Scan(pointers...); err != nil {
			return d.damaged(err)
		}
		left -= 4
		for _, v := range row {
			switch v := v.(type) {
			case string:
				left -= int64(len(v))
			case []byte:
				left -= int64(len(v))
			}
		}
		if left < 0 {
			return d.damaged(errors.New("it has more rows than the file has room for"))
		}
		if err := f(row); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return d.damaged(err)
	}
	return nil
}

// property returns a value as properties hold it. It is not ok of binary data, and of text that is not UTF-8.
func property(v any, boolean bool) (any, bool) {
	switch v := v.(type) {
	case int64:
		const exact = 1 << 53
		switch {
		case boolean && v>>1 == 0:
			return v == 1, true
		case v > exact || v < -exact:
			return strconv.FormatInt(v, 10), true
		}
		return float64(v), true
	case float64:
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return nil, true
		}
		return v, true
	case string:
		return v, strings.ToValidUTF8(v, "") == v
	case nil:
		return nil, true
	}
	return nil, false
}
