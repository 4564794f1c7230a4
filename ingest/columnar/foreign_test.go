package columnar

import (
	"bytes"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/schema"
	"github.com/google/go-cmp/cmp"
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
	pw := newParquetWriter(rec.Schema(), w)
	if err := pw.Write(rec); err != nil {
		t.Fatal(err)
	}
	if err := pw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestFilesOfOtherProgramsReadTheSame(t *testing.T) {
	rec := sample(5000)
	want := recordCells(rec, nil)
	texts := func(e parquet.Encoding) map[string]parquet.Encoding {
		return map[string]parquet.Encoding{"område": e, "grupp": e, "antal": parquet.Encodings.DeltaBinaryPacked, "dag": parquet.Encodings.DeltaBinaryPacked}
	}
	for name, how := range map[string]foreign{
		"plain":                    {},
		"dictionaries":             {dictionary: true},
		"small pages, fallback":    {dictionary: true, pageSize: 300},
		"delta lengths":            {encodings: texts(parquet.Encodings.DeltaLengthByteArray), codec: compress.Codecs.Snappy},
		"delta texts":              {encodings: texts(parquet.Encodings.DeltaByteArray), pageSize: 1000},
		"run-length flags":         {encodings: map[string]parquet.Encoding{"flagga": parquet.Encodings.RLE}},
		"snappy":                   {codec: compress.Codecs.Snappy, dictionary: true},
		"gzip":                     {codec: compress.Codecs.Gzip},
		"brotli":                   {codec: compress.Codecs.Brotli},
		"zstd, small dictionaries": {codec: compress.Codecs.Zstd, dictionary: true, pageSize: 2000},
	} {
		for _, how.version = range []parquet.DataPageVersion{parquet.DataPageV1, parquet.DataPageV2} {
			got, _, err := readAll(Parquet, input("fil", foreignParquet(t, rec, how)))
			if err != nil {
				t.Errorf("%s, version %d: %v", name, how.version+1, err)
				continue
			}
			if d := cmp.Diff(want, cells(got)); d != "" {
				t.Errorf("%s, version %d: got other rows (-want +got):\n%.1000s", name, how.version+1, d)
			}
		}
	}
}

// oneColumn writes a file of one column of any Parquet type.
func oneColumn(t testing.TB, leaf schema.Node, write func(file.ColumnChunkWriter) error) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := file.NewParquetWriter(&buf, schema.MustGroup(schema.NewGroupNode("schema", parquet.Repetitions.Required, schema.FieldList{leaf}, -1)),
		file.WithWriterProps(parquet.NewWriterProperties(parquet.WithDictionaryDefault(false), parquet.WithVersion(parquet.V2_LATEST))))
	rg := w.AppendRowGroup()
	cw, err := rg.NextColumn()
	if err == nil {
		err = write(cw)
	}
	if err == nil {
		err = rg.Close()
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestColumnTypes(t *testing.T) {
	ints := func(v ...int32) func(file.ColumnChunkWriter) error {
		return func(w file.ColumnChunkWriter) error {
			_, err := w.(*file.Int32ColumnChunkWriter).WriteBatch(v, nil, nil)
			return err
		}
	}
	longs := func(v ...int64) func(file.ColumnChunkWriter) error {
		return func(w file.ColumnChunkWriter) error {
			_, err := w.(*file.Int64ColumnChunkWriter).WriteBatch(v, nil, nil)
			return err
		}
	}
	fixed := func(v ...string) func(file.ColumnChunkWriter) error {
		return func(w file.ColumnChunkWriter) error {
			var out []parquet.FixedLenByteArray
			for _, s := range v {
				out = append(out, parquet.FixedLenByteArray(s))
			}
			_, err := w.(*file.FixedLenByteArrayColumnChunkWriter).WriteBatch(out, nil, nil)
			return err
		}
	}
	texts := func(v ...string) func(file.ColumnChunkWriter) error {
		return func(w file.ColumnChunkWriter) error {
			var out []parquet.ByteArray
			for _, s := range v {
				out = append(out, parquet.ByteArray(s))
			}
			_, err := w.(*file.ByteArrayColumnChunkWriter).WriteBatch(out, nil, nil)
			return err
		}
	}
	const day = 86_400_000
	for _, c := range []struct {
		name    string
		typ     parquet.Type
		logical schema.LogicalType
		width   int
		write   func(file.ColumnChunkWriter) error
		want    string // the values, or the error after the file's and column's name
	}{
		{"whole numbers", parquet.Types.Int32, schema.NoLogicalType{}, -1, ints(1, -2), "int64: 1 -2"},
		{"bytes", parquet.Types.Int32, schema.NewIntLogicalType(8, true), -1, ints(127, -128), "int64: 127 -128"},
		{"unsigned", parquet.Types.Int32, schema.NewIntLogicalType(32, false), -1, ints(-1, 7), "int64: 4294967295 7"},
		{"large unsigned", parquet.Types.Int64, schema.NewIntLogicalType(64, false), -1, longs(5, -1),
			`row group 1: a number above 9223372036854775807 (-1 as a signed number); write the column as text or as signed numbers`},
		{"dates", parquet.Types.Int32, schema.DateLogicalType{}, -1, ints(0, 20454), "date32: 1970-01-01 2026-01-01"},
		{"days as timestamps", parquet.Types.Int64, schema.NewTimestampLogicalType(true, schema.TimeUnitMillis), -1, longs(20454*day, -day), "date32: 2026-01-01 1969-12-31"},
		{"times", parquet.Types.Int64, schema.NewTimestampLogicalType(false, schema.TimeUnitMicros), -1, longs(0, 1),
			"row group 1: a time of day (1 since 1970), where only dates are read; write the column as dates"},
		{"far dates", parquet.Types.Int64, schema.NewTimestampLogicalType(true, schema.TimeUnitMillis), -1, longs(0, (1<<31)*day),
			"row group 1: the date 2147483648 days from 1970 is out of range; " + damaged},
		// 0.1 and 123456789012.345 are the float64 nearest to those decimals, as Go's own parser reads them.
		{"short decimals", parquet.Types.Int32, schema.NewDecimalLogicalType(9, 2), -1, ints(10, -12345), "float64: 0.1 -123.45"},
		{"long decimals", parquet.Types.Int64, schema.NewDecimalLogicalType(18, 3), -1, longs(123456789012345, 1), "float64: 1.23456789012345e+11 0.001"},
		{"too long decimals", parquet.Types.Int64, schema.NewDecimalLogicalType(18, 3), -1, longs(1, 1_000_000_000_000_000),
			"row group 1: a decimal of more than 15 digits (1000000000000000 without its point) would be rounded; write the column as DOUBLE or as text"},
		{"fixed decimals", parquet.Types.FixedLenByteArray, schema.NewDecimalLogicalType(20, 1), 9, fixed("\x00\x00\x00\x00\x00\x00\x00\x01\x00", "\xff\xff\xff\xff\xff\xff\xff\xff\xf1"), "float64: 25.6 -1.5"},
		{"byte decimals", parquet.Types.ByteArray, schema.NewDecimalLogicalType(10, 0), -1, texts("\x7f", "\x80"), "float64: 127 -128"},
		{"plain bytes", parquet.Types.ByteArray, schema.NoLogicalType{}, -1, texts("å", ""), "dictionary<values=utf8, indices=int32, ordered=false>: å "},
		{"not text", parquet.Types.ByteArray, schema.StringLogicalType{}, -1, texts("a", "\xe5"),
			`row group 1: holds bytes that are not text: "\xe5"; write texts as UTF-8; leave out columns that hold other bytes`},
		{"time of day", parquet.Types.Int32, schema.NewTimeLogicalType(true, schema.TimeUnitMillis), -1, ints(1, 2),
			"has the type INT32 (Time(isAdjustedToUTC=true, timeUnit=milliseconds)), which is not read; write it as text, a whole number, DOUBLE, a date or a flag, or leave it out"},
		{"uuid", parquet.Types.FixedLenByteArray, schema.UUIDLogicalType{}, 16, fixed("0123456789abcdef", "0123456789abcdef"),
			"has the type FIXED_LEN_BYTE_ARRAY (UUID), which is not read; write it as text, a whole number, DOUBLE, a date or a flag, or leave it out"},
		{"int96", parquet.Types.Int96, schema.NoLogicalType{}, -1, func(w file.ColumnChunkWriter) error {
			_, err := w.(*file.Int96ColumnChunkWriter).WriteBatch(make([]parquet.Int96, 2), nil, nil)
			return err
		}, "has the type INT96 (None), which is not read; write it as text, a whole number, DOUBLE, a date or a flag, or leave it out"},
		// Numbers of single precision are the decimals that they were made of, which text has as well.
		{"single precision", parquet.Types.Float, schema.NoLogicalType{}, -1, func(w file.ColumnChunkWriter) error {
			_, err := w.(*file.Float32ColumnChunkWriter).WriteBatch([]float32{0.1, 1234567.9}, nil, nil)
			return err
		}, "float64: 0.1 1.2345679e+06"},
		{"floats", parquet.Types.Float, schema.NoLogicalType{}, -1, func(w file.ColumnChunkWriter) error {
			_, err := w.(*file.Float32ColumnChunkWriter).WriteBatch([]float32{0.5, -2}, nil, nil)
			return err
		}, "float64: 0.5 -2"},
	} {
		leaf := schema.MustPrimitive(schema.NewPrimitiveNodeLogical("antal", parquet.Repetitions.Required, c.logical, c.typ, c.width, -1))
		batches, s, err := readAll(Parquet, input("fil", oneColumn(t, leaf, c.write)))
		got := ""
		if err != nil {
			got = err.Error()
			for _, prefix := range []string{`fil: column "antal": `, `fil:2: column "antal": `} {
				got = strings.TrimPrefix(got, prefix)
			}
		} else {
			got = s.Field(0).Type.String() + ":"
			for i := range 2 {
				got += " " + batches[0].Record.Column(0).ValueStr(i)
			}
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestNestedColumnsAreNamed(t *testing.T) {
	element := schema.MustPrimitive(schema.NewPrimitiveNode("element", parquet.Repetitions.Required, parquet.Types.Int32, -1, -1))
	list := schema.MustGroup(schema.NewGroupNode("åldrar", parquet.Repetitions.Repeated, schema.FieldList{element}, -1))
	data := oneColumn(t, list, func(w file.ColumnChunkWriter) error {
		_, err := w.(*file.Int32ColumnChunkWriter).WriteBatch([]int32{1, 2}, []int16{1, 1}, []int16{0, 1})
		return err
	})
	_, _, err := readAll(Parquet, input("fil", data))
	want := `fil: column "åldrar.element": holds lists or structures, which have no place in a table; write a table of plain columns, one value per row: unnest lists and structures first`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}
