package columnar

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"

	"github.com/xitongsys/parquet-go/parquet"
	"github.com/xitongsys/parquet-go/source"
	"github.com/xitongsys/parquet-go/writer"

	"github.com/jamlik/jamlik/ingest"
)

// WriteResults writes rows of a tagged structure, such as a table of results, as Parquet. A column that can be missing is a pointer.
// The tags are those of github.com/xitongsys/parquet-go; no column may have a dictionary encoding, because that library then counts nulls
// wrongly. The same rows give the same bytes.
//
// What was written is read back and its rows and nulls are counted before any of it goes to w.
func WriteResults[T any](w io.Writer, rows []T) error {
	buf := new(sink)
	err := guard(func() error { return writeRows(buf, rows) })
	if err != nil {
		return fmt.Errorf("results as Parquet: %w", err)
	}
	if err := recount(buf.Bytes(), rows); err != nil {
		return fmt.Errorf("results as Parquet do not read back: %w", err)
	}
	_, err = w.Write(buf.Bytes())
	return err
}

func writeRows[T any](buf *sink, rows []T) error {
	const oneWriter = 1 // more would make the bytes differ from run to run
	pw, err := writer.NewParquetWriter(buf, new(T), oneWriter)
	if err != nil {
		return err
	}
	pw.PageSize = 1 << 20
	pw.CompressionType = parquet.CompressionCodec_ZSTD
	for i, info := range pw.SchemaHandler.Infos {
		if info.Encoding == parquet.Encoding_PLAIN_DICTIONARY || info.Encoding == parquet.Encoding_RLE_DICTIONARY {
			return fmt.Errorf("column %q must be plain, not a dictionary", pw.SchemaHandler.Infos[i].ExName)
		}
	}
	for i := range rows {
		if err := pw.Write(rows[i]); err != nil {
			return fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return pw.WriteStop()
}

// recount reads the file and compares its rows and nulls with the structures that it was made of.
func recount[T any](data []byte, rows []T) error {
	r, err := Parquet.Open(ingest.Input{Name: "results", Data: bytes.NewReader(data), Size: int64(len(data))}, ingest.Options{})
	if err != nil {
		return err
	}
	defer r.Close()
	want := make([]int, reflect.TypeFor[T]().NumField())
	for i := range rows {
		v := reflect.ValueOf(&rows[i]).Elem()
		for f := range want {
			if field := v.Field(f); field.Kind() == reflect.Pointer && field.IsNil() {
				want[f]++
			}
		}
	}
	if got := r.Schema().NumFields(); got != len(want) {
		return fmt.Errorf("%d columns of %d", got, len(want))
	}
	n, nulls := int64(0), make([]int, len(want))
	for {
		b, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		n += b.Record.NumRows()
		for i, col := range b.Record.Columns() {
			nulls[i] += col.NullN()
		}
	}
	if n != int64(len(rows)) {
		return fmt.Errorf("%d rows of %d", n, len(rows))
	}
	for i, f := range r.Schema().Fields() {
		if nulls[i] != want[i] {
			return fmt.Errorf("column %q: %d nulls of %d", f.Name, nulls[i], want[i])
		}
	}
	return nil
}

// sink is the file in memory that the Parquet library writes to.
type sink struct{ bytes.Buffer }

var errOnlyWrites = errors.New("a file that is being written can only be written to")

// Seek implements [source.ParquetFile].
func (*sink) Seek(int64, int) (int64, error) { return 0, errOnlyWrites }

// Open implements [source.ParquetFile].
func (*sink) Open(string) (source.ParquetFile, error) { return nil, errOnlyWrites }

// Create implements [source.ParquetFile].
func (*sink) Create(string) (source.ParquetFile, error) { return nil, errOnlyWrites }

// Close implements [source.ParquetFile].
func (*sink) Close() error { return nil }
