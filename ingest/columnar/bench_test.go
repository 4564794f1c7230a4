package columnar

import (
	"fmt"
	"io"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest"
)

// areaYears returns n rows of the shape of a long table: 6,160 areas, years, 105 groups and a value with 3 % nulls.
func areaYears(n int) arrow.Record {
	s := arrow.NewSchema([]arrow.Field{
		{Name: "area", Type: textType}, {Name: "year", Type: arrow.PrimitiveTypes.Int64}, {Name: "group", Type: textType},
		{Name: "value", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	b.Reserve(n)
	areas, groups := make([]string, 6160), make([]string, 105)
	for i := range areas {
		areas[i] = fmt.Sprintf("%04dC%04d", 114+i/20, 1000+i%20*10)
	}
	for i := range groups {
		groups[i] = fmt.Sprintf("kön=kvinnor;ålder=%d–%d", i, i+4)
	}
	for i := range n {
		_ = b.Field(0).(*array.BinaryDictionaryBuilder).AppendString(areas[i/40%len(areas)])
		b.Field(1).(*array.Int64Builder).Append(int64(2005 + i%20))
		_ = b.Field(2).(*array.BinaryDictionaryBuilder).AppendString(groups[i/20%len(groups)])
		if i%33 == 0 {
			b.Field(3).AppendNull()
		} else {
			b.Field(3).(*array.Float64Builder).Append(float64(i*7919%100_003) / 10)
		}
	}
	return b.NewRecord()
}

const benchRows = 1_000_000

func benchmarkRead(b *testing.B, f ingest.Format, write func(testing.TB, ...arrow.Record) []byte) {
	data := write(b, areaYears(benchRows))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := f.Open(input("bench", data), ingest.Options{})
		if err != nil {
			b.Fatal(err)
		}
		rows := int64(0)
		for {
			batch, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			rows += batch.Record.NumRows()
		}
		if rows != benchRows {
			b.Fatalf("%d rows", rows)
		}
	}
	b.ReportMetric(benchRows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkReadParquet(b *testing.B) { benchmarkRead(b, Parquet, writeParquet) }

func BenchmarkReadArrow(b *testing.B) { benchmarkRead(b, Arrow, writeArrow) }

func BenchmarkWriteParquet(b *testing.B) {
	rec := areaYears(benchRows)
	b.ReportAllocs()
	for b.Loop() {
		writeParquet(b, rec)
	}
	b.ReportMetric(benchRows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkWriteArrow(b *testing.B) {
	rec := areaYears(benchRows)
	b.ReportAllocs()
	for b.Loop() {
		writeArrow(b, rec)
	}
	b.ReportMetric(benchRows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
