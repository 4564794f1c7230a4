package columnar

import (
	"bytes"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/schema"
)

// foreign is how another program might write a file.
type foreign struct {
	codec      compress.Compression
	version    parquet.DataPageVersion
	dictionary bool
	encodings  map[string]parquet.Encoding
	pageSize   int64
}

// foreignParquet writes a record as one row group with the library's writer, in other ways than [ParquetWriter].
func foreignParquet(t testing.TB, rec arrow.Record, how foreign) []byte {
	t.Helper()
	var fields schema.FieldList
	for _, f := range rec.Schema().Fields() {
		leaf, err := leafOf(f)
		if err != nil {
			t.Fatal(err)
		}
		fields = append(fields, leaf)
	}
	props := []parquet.WriterProperty{parquet.WithCompression(how.codec), parquet.WithDataPageVersion(how.version),
		parquet.WithDictionaryDefault(how.dictionary), parquet.WithVersion(parquet.V2_LATEST)}
	if how.pageSize > 0 {
		props = append(props, parquet.WithDataPageSize(how.pageSize), parquet.WithBatchSize(100), parquet.WithDictionaryPageSizeLimit(how.pageSize))
	}
	for name, e := range how.encodings {
		props = append(props, parquet.WithDictionaryFor(name, false), parquet.WithEncodingFor(name, e))
	}
	var buf bytes.Buffer
	w := file.NewParquetWriter(&buf, schema.MustGroup(schema.NewGroupNode("schema", parquet.Repetitions.Required, fields, -1)),
		file.WithWriterProps(parquet.NewWriterProperties(props...)))
	pw := &ParquetWriter{schema: rec.Schema(), file: w}
	if err := pw.Write(rec); err != nil {
		t.Fatal(err)
	}
	if err := pw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

var _ = array.NewRecord
