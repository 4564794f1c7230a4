package columnar

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
)

// sample returns n rows of every type that readers give out, with nulls in every seventh row where the column has them.
func sample(n int) arrow.Record {
	md := arrow.MetadataFrom(map[string]string{"unit": "personer"})
	fileMD := arrow.MetadataFrom(map[string]string{"source": "påhittat"})
	s := arrow.NewSchema([]arrow.Field{
		{Name: "område", Type: textType},
		{Name: "grupp", Type: textType, Nullable: true},
		{Name: "antal", Type: arrow.PrimitiveTypes.Int64, Metadata: md},
		{Name: "värde", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
		{Name: "dag", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
		{Name: "flagga", Type: arrow.FixedWidthTypes.Boolean, Nullable: true},
	}, &fileMD)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	for i := range n {
		_ = b.Field(0).(*array.BinaryDictionaryBuilder).AppendString(fmt.Sprintf("1490C%04d", i%77))
		b.Field(2).(*array.Int64Builder).Append(int64(i) - 5)
		if i%7 == 3 {
			for _, f := range []int{1, 3, 4, 5} {
				b.Field(f).AppendNull()
			}
			continue
		}
		_ = b.Field(1).(*array.BinaryDictionaryBuilder).AppendString([]string{"", "utrikes födda", "svensk bakgrund"}[i%3])
		b.Field(3).(*array.Float64Builder).Append(math.Sqrt(float64(i)) - 3)
		b.Field(4).(*array.Date32Builder).Append(arrow.Date32(i - 100))
		b.Field(5).(*array.BooleanBuilder).Append(i%5 < 2)
	}
	return b.NewRecord()
}

func writeParquet(t testing.TB, recs ...arrow.Record) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := NewParquetWriter(&buf, recs[0].Schema())
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range recs {
		if err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func writeArrow(t testing.TB, recs ...arrow.Record) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := NewArrowWriter(&buf, recs[0].Schema())
	if err != nil {
		t.Fatal(err)
	}
	for _, rec := range recs {
		if err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func input(name string, data []byte) ingest.Input {
	return ingest.Input{Name: name, Data: bytes.NewReader(data), Size: int64(len(data))}
}

// readAll reads every batch.
func readAll(f ingest.Format, in ingest.Input) ([]ingest.Batch, *arrow.Schema, error) {
	return readAllWith(f, in, ingest.Options{})
}

func readAllWith(f ingest.Format, in ingest.Input, o ingest.Options) ([]ingest.Batch, *arrow.Schema, error) {
	r, err := f.Open(in, o)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	var out []ingest.Batch
	for {
		b, err := r.Next()
		if err == io.EOF {
			return out, r.Schema(), nil
		}
		if err != nil {
			return out, r.Schema(), err
		}
		out = append(out, b)
	}
}

// cells writes out every row of batches, nulls as ∅, so that differences are readable.
func cells(batches []ingest.Batch) []string {
	var out []string
	for _, b := range batches {
		out = append(out, recordCells(b.Record, b.Lines)...)
	}
	return out
}

func recordCells(rec arrow.Record, lines []int32) []string {
	var out []string
	for i := range int(rec.NumRows()) {
		line := int32(i + 1)
		if lines != nil {
			line = lines[i]
		}
		row := []string{fmt.Sprint(line)}
		for _, col := range rec.Columns() {
			if col.IsNull(i) {
				row = append(row, "∅")
			} else {
				row = append(row, col.ValueStr(i))
			}
		}
		out = append(out, strings.Join(row, "|"))
	}
	return out
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	for _, f := range []struct {
		format ingest.Format
		write  func(testing.TB, ...arrow.Record) []byte
	}{{Parquet, writeParquet}, {Arrow, writeArrow}} {
		for _, n := range []int{0, 1, 7, 100, 70_000} {
			t.Run(fmt.Sprint(f.format.ID, n), func(t *testing.T) {
				rec := sample(n)
				data := f.write(t, rec)
				if again := f.write(t, rec); !bytes.Equal(data, again) {
					t.Error("a second run gives other bytes")
				}
				if !f.format.Sniff(data[:8]) {
					t.Error("the format does not know its own file")
				}
				got, s, err := readAll(f.format, input("fil", data))
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(recordCells(rec, nil), cells(got)); d != "" {
					t.Errorf("got other rows (-want +got):\n%.2000s", d)
				}
				if !s.Equal(rec.Schema()) || s.Field(2).Metadata.String() != rec.Schema().Field(2).Metadata.String() || s.Metadata().String() != rec.Schema().Metadata().String() {
					t.Errorf("got schema %v, want %v", s, rec.Schema())
				}
			})
		}
	}
}

// flatten returns the single errors of joined ones.
func flatten(err error) []error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, e := range many.Unwrap() {
			out = append(out, flatten(e)...)
		}
		return out
	}
	if err == nil {
		return nil
	}
	return []error{err}
}
