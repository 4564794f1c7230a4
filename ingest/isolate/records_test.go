package isolate

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
)

// sample returns n rows of text, with nulls, and numbers.
func sample(n int) arrow.Record {
	md := arrow.MetadataFrom(map[string]string{"unit": "personer"})
	fileMD := arrow.MetadataFrom(map[string]string{"source": "påhittat"})
	s := arrow.NewSchema([]arrow.Field{
		{Name: "område", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}, Nullable: true},
		{Name: "antal", Type: arrow.PrimitiveTypes.Int64, Metadata: md},
	}, &fileMD)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	for i := range n {
		b.Field(1).(*array.Int64Builder).Append(int64(i) - 5)
		if i%7 == 3 {
			b.Field(0).AppendNull()
			continue
		}
		_ = b.Field(0).(*array.BinaryDictionaryBuilder).AppendString(fmt.Sprintf("1490C%04d", i%77))
	}
	return b.NewRecord()
}

func writeTo(t testing.TB, rec arrow.Record, w interface {
	Write(arrow.Record) error
	Close() error
}, err error) {
	t.Helper()
	if err == nil {
		err = w.Write(rec)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func writeParquet(t testing.TB, rec arrow.Record) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := columnar.NewParquetWriter(&buf, rec.Schema())
	writeTo(t, rec, w, err)
	return buf.Bytes()
}

func writeArrow(t testing.TB, rec arrow.Record) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := columnar.NewArrowWriter(&buf, rec.Schema())
	writeTo(t, rec, w, err)
	return buf.Bytes()
}

func input(name string, data []byte) ingest.Input {
	return ingest.Input{Name: name, Data: bytes.NewReader(data), Size: int64(len(data))}
}

// lines returns the numbers of n rows after the first ones.
func lines(first, n int64) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(first) + int32(i) + 1
	}
	return out
}

// readAll reads every batch and writes out every row with its line.
func readAll(f ingest.Format, in ingest.Input, o ingest.Options) (rows []string, s *arrow.Schema, err error) {
	r, err := f.Open(in, o)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	for {
		b, err := r.Next()
		if err == io.EOF {
			return rows, r.Schema(), nil
		}
		if err != nil {
			return rows, r.Schema(), err
		}
		for i := range int(b.Record.NumRows()) {
			row := fmt.Sprint(b.Lines[i])
			for _, col := range b.Record.Columns() {
				row += " " + col.ValueStr(i)
			}
			rows = append(rows, row)
		}
	}
}
