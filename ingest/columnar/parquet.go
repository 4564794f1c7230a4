package columnar

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/parquet/metadata"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// Rows of a batch: fewer where there are very many columns, so that the values of a batch stay within some tens of megabytes.
const (
	batchRows   = 1 << 16
	leastRows   = 1 << 10
	batchValues = 1 << 22
)

// maxColumns is how many columns a table may have.
const maxColumns = 10_000

// rowsPerByte bounds how many rows a file can claim for its size. Ten million equal rows take some thousand bytes in each column.
const rowsPerByte = 1 << 14

type parquetReader struct {
	in       ingest.Input
	meta     *metadata.FileMetaData
	schema   *arrow.Schema
	columns  []*column
	batch    int64
	held     atomic.Int64
	warnings []error

	group   int // the next row group
	left    int64
	open    []*reading
	row     int64 // rows given so far
	stopped error
}

func openParquet(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
	r := &parquetReader{in: in}
	err := guard(func() error {
		if err := r.readFooter(); err != nil {
			return err
		}
		return r.readSchema()
	})
	if err != nil {
		return nil, named(in.Name, err)
	}
	if err := guard(r.checkGroups); err != nil {
		return nil, problem(in.Name, "", "", err)
	}
	r.keep(o.Columns)
	return r, nil
}

// keep leaves out the columns that are not wanted, though never all of them: the first stands for the rows then.
func (r *parquetReader) keep(wanted []string) {
	if wanted == nil {
		return
	}
	columns := slices.DeleteFunc(slices.Clone(r.columns), func(c *column) bool { return !slices.Contains(wanted, c.field.Name) })
	if len(columns) == 0 {
		columns = r.columns[:1]
	}
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = c.field
	}
	md := r.schema.Metadata()
	r.columns, r.schema = columns, arrow.NewSchema(fields, &md)
}

// named gives every one of joined errors the file's name.
func named(file string, err error) error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var errs []error
		for _, e := range many.Unwrap() {
			errs = append(errs, problem(file, "", "", e))
		}
		return errors.Join(errs...)
	}
	return problem(file, "", "", err)
}

// readFooter checks the frame of the file and reads its metadata.
func (r *parquetReader) readFooter() error {
	if r.in.Size == 0 {
		return unsupported("fetch or write the file again", "the file is empty")
	}
	var head, tail [8]byte
	n := min(r.in.Size, int64(len(head)))
	if err := readAt(r.in.Data, head[:n], 0); err != nil {
		return err
	}
	switch magic := string(head[:4]); {
	case magic == encryptedMagic:
		return unsupported("write it without encryption", "the Parquet file is encrypted")
	case magic != parquetMagic:
		return unsupported("name the format that the file has", "the file is not Parquet: it starts with %q, not with %q", head[:n], parquetMagic)
	case r.in.Size < 12:
		return broken("the Parquet file has only %d bytes", r.in.Size)
	}
	if err := readAt(r.in.Data, tail[:], r.in.Size-8); err != nil {
		return err
	}
	footer := int64(binary.LittleEndian.Uint32(tail[:4]))
	switch magic := string(tail[4:]); {
	case magic == encryptedMagic:
		return unsupported("write it without encryption", "the Parquet file is encrypted")
	case magic != parquetMagic:
		return broken("the Parquet file does not end with %q but with %q", parquetMagic, tail[4:])
	case footer > r.in.Size-12:
		return broken("the Parquet file claims a footer of %d bytes but has only %d", footer, r.in.Size)
	}
	buf := make([]byte, footer)
	if err := readAt(r.in.Data, buf, r.in.Size-8-footer); err != nil {
		return err
	}
	meta, err := metadata.NewFileMetaData(buf, nil)
	if err != nil {
		return broken("the footer cannot be read: %v", err)
	}
	if meta.IsSetEncryptionAlgorithm() {
		return unsupported("write it without encryption", "the Parquet file is encrypted")
	}
	r.meta = meta
	return nil
}

// readSchema decides how each column is read and reports all that cannot be.
func (r *parquetReader) readSchema() error {
	n := r.meta.Schema.NumColumns()
	if n == 0 || n > maxColumns {
		return unsupported("keep the columns that matter", "the file has %d columns; from 1 to %d can be read", n, maxColumns)
	}
	stored := r.storedSchema()
	var errs []error
	seen := make(map[string]bool, n)
	fields := make([]arrow.Field, n)
	for i := range n {
		leaf := r.meta.Schema.Column(i)
		c, err := newColumn(i, leaf)
		if err == nil && seen[leaf.Name()] {
			err = unsupported("rename one of them", "two columns have this name")
		}
		if err != nil {
			err.(*trouble).column = leaf.Path()
			errs = append(errs, err)
			continue
		}
		seen[leaf.Name()] = true
		if stored != nil {
			if fs, ok := stored.FieldsByName(leaf.Name()); ok && len(fs) == 1 {
				c.field.Metadata = fs[0].Metadata
			}
		}
		r.columns = append(r.columns, c)
		fields[i] = c.field
	}
	if len(errs) > 0 {
		return errors.Join(errs...)
	}
	var keys, values []string
	for _, kv := range r.meta.KeyValueMetadata() {
		if kv.Key != schemaKey {
			keys, values = append(keys, kv.Key), append(values, kv.GetValue())
		}
	}
	md := arrow.NewMetadata(keys, values)
	r.schema = arrow.NewSchema(fields, &md)
	r.batch = min(batchRows, max(leastRows, batchValues/int64(n)))
	return nil
}

// schemaKey is where writers of Arrow data keep its schema in a Parquet file; only the metadata of the columns is taken from it.
const schemaKey = "ARROW:schema"

func (r *parquetReader) storedSchema() *arrow.Schema {
	text := r.meta.KeyValueMetadata().FindValue(schemaKey)
	if text == nil {
		return nil
	}
	data, err := base64.StdEncoding.DecodeString(*text)
	if err == nil {
		var s *arrow.Schema
		if s, err = decodeSchema(data); err == nil {
			return s
		}
	}
	r.warnings = append(r.warnings, problem(r.in.Name, "", "", unsupported("the data are not affected", "the notes on columns that the file carries cannot be read")))
	return nil
}

// checkGroups checks the row groups of the footer against the file and each other.
func (r *parquetReader) checkGroups() error {
	var rows int64
	for g := range r.meta.RowGroups {
		rg := r.meta.RowGroup(g)
		switch {
		case rg.NumRows() < 0 || rg.NumRows() > maxRows-rows:
			return unsupported("split the file", "row group %d has %d rows after %d; at most %d can be read", g+1, rg.NumRows(), rows, maxRows)
		case rg.NumColumns() != len(r.columns):
			return broken("row group %d has %s, the schema %d", g+1, lang.Count(rg.NumColumns(), "column"), len(r.columns))
		}
		rows += rg.NumRows()
		for c := range r.columns {
			if _, err := r.pages(g, r.columns[c]); err != nil {
				return problem(r.in.Name, r.columns[c].field.Name, fmt.Sprintf("row group %d", g+1), err)
			}
		}
	}
	if rows != r.meta.NumRows {
		return broken("the row groups have %d rows, the footer says %d", rows, r.meta.NumRows)
	}
	if rows/rowsPerByte > r.in.Size {
		return broken("%d bytes claim to hold %d rows", r.in.Size, rows)
	}
	return nil
}

// pages checks what the footer says of a column of a row group and returns its pages.
func (r *parquetReader) pages(group int, of *column) (pages, error) {
	rg := r.meta.RowGroup(group)
	cc, err := rg.ColumnChunk(of.index)
	if err != nil {
		return pages{}, broken("%v", err)
	}
	start := cc.DataPageOffset()
	if cc.HasDictionaryPage() && cc.DictionaryPageOffset() > 0 {
		start = min(start, cc.DictionaryPageOffset())
	}
	size := cc.TotalCompressedSize()
	codec := cc.Compression()
	switch {
	case cc.FilePath() != "":
		return pages{}, unsupported("write one whole file", "the values are in another file, %q", cc.FilePath())
	case cc.CryptoMetadata() != nil:
		return pages{}, unsupported("write it without encryption", "the column is encrypted")
	case cc.Type() != of.physical:
		return pages{}, broken("the values are %s, the schema says %s", cc.Type(), of.physical)
	case cc.NumValues() != rg.NumRows():
		return pages{}, broken("%d values for %d rows", cc.NumValues(), rg.NumRows())
	case start < 4 || size < 0 || size > r.in.Size || start > r.in.Size-8-size:
		return pages{}, broken("the values should be at bytes %d to %d of a file of %d", start, start+size, r.in.Size)
	}
	if !readable(codec) {
		return pages{}, unsupported("write the file with zstd, snappy or gzip", "the values are compressed with %s, which is not read", codec)
	}
	return pages{data: r.in.Data, pos: start, end: start + size, codec: codec, held: &r.held}, nil
}

func (r *parquetReader) Schema() *arrow.Schema { return r.schema }

func (r *parquetReader) Warnings() []error { return r.warnings }

func (r *parquetReader) Close() error {
	r.open, r.stopped = nil, io.EOF
	return nil
}

func (r *parquetReader) Next() (ingest.Batch, error) {
	if r.stopped == nil {
		rec, err := r.next()
		if err == nil {
			return ingest.Batch{Record: rec, Lines: lines(r.row-rec.NumRows(), rec.NumRows())}, nil
		}
		r.stopped, r.open = err, nil
	}
	return ingest.Batch{}, r.stopped
}

// lines numbers n rows that come after so many.
func lines(after, n int64) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(after) + int32(i) + 1
	}
	return out
}

func (r *parquetReader) next() (arrow.Record, error) {
	for r.left == 0 {
		if r.group == len(r.meta.RowGroups) {
			return nil, io.EOF
		}
		if err := r.startGroup(); err != nil {
			return nil, err
		}
	}
	n := min(r.left, r.batch)
	cols := make([]arrow.Array, len(r.columns))
	err := r.each(int(n), func(i int) (err error) {
		cols[i], err = r.open[i].next(int(n))
		return err
	})
	if err != nil {
		return nil, err
	}
	r.left -= n
	r.row += n
	if r.left == 0 {
		if err := r.each(0, func(i int) error { return r.open[i].finish() }); err != nil {
			return nil, err
		}
	}
	return array.NewRecord(r.schema, cols, n), nil
}

func (r *parquetReader) startGroup() error {
	g := r.group
	r.left = r.meta.RowGroup(g).NumRows()
	r.open = make([]*reading, len(r.columns))
	for i, c := range r.columns {
		p, err := r.pages(g, c)
		if err != nil {
			return problem(r.in.Name, c.field.Name, fmt.Sprintf("row group %d", g+1), err)
		}
		r.open[i] = c.open(p, r.left)
	}
	r.group++
	return nil
}

// manyRows is the number from which the columns of a batch are worth reading side by side.
const manyRows = 1 << 12

// each calls f for every column, side by side where there are many rows, and returns what went wrong in the order of columns.
func (r *parquetReader) each(rows int, f func(i int) error) error {
	return sideBySide(len(r.columns), rows, func(i int) error {
		if err := guard(func() error { return f(i) }); err != nil {
			var t *trouble
			if errors.As(err, &t) && t.row > 0 {
				t.row += r.row
			}
			return problem(r.in.Name, r.columns[i].field.Name, fmt.Sprintf("row group %d", r.group), err)
		}
		return nil
	})
}

// sideBySide calls f for each of n columns, on all processors where there are many rows, and returns what went wrong in the order of columns.
func sideBySide(n, rows int, f func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), n)
	if rows < manyRows {
		workers = 1
	}
	errs := make([]error, n)
	var wg sync.WaitGroup
	var at atomic.Int64
	for range workers {
		wg.Go(func() {
			for i := int(at.Add(1)) - 1; i < n; i = int(at.Add(1)) - 1 {
				errs[i] = f(i)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
