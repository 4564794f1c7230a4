package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest"
)

// benchRows is as many rows as a sheet of eight columns with 1.6 million cells has.
const benchRows = 200_000

// benchTable has rows as municipal statistics have them.
var benchTable = sync.OnceValue(func() arrow.Record {
	s := arrow.NewSchema([]arrow.Field{
		{Name: "år", Type: textType}, {Name: "månad", Type: textType}, {Name: "län", Type: textType}, {Name: "kommun", Type: textType}, {Name: "ålder", Type: textType},
		{Name: "kön", Type: textType}, {Name: "antal", Type: arrow.PrimitiveTypes.Int64}, {Name: "andel", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	for i := range benchRows {
		for k, text := range []string{fmt.Sprint(2000 + i%25), fmt.Sprintf("%02d", i%12+1), fmt.Sprintf("%02d Län %d", i%21, i%21), fmt.Sprintf("%04d Kommun %d", i%290, i%290), "Samtliga 16-64 år", []string{"Kvinnor", "Män"}[i%2]} {
			_ = b.Field(k).(*array.BinaryDictionaryBuilder).AppendString(text)
		}
		b.Field(6).(*array.Int64Builder).Append(int64(i) * 7919 % 100_003)
		b.Field(7).(*array.Float64Builder).Append(float64(i*31%1000) / 10)
	}
	return b.NewRecord()
})

var benchFile = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	w, err := NewWriter(&b, benchTable().Schema(), WriteOptions{})
	if err == nil {
		err = errors.Join(w.Write(benchTable()), w.Close())
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
})

func BenchmarkRead(b *testing.B) {
	data := benchFile()
	a, err := openArchive(input("t.xlsx", data))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(a.parts["xl/worksheets/sheet1.xml"].UncompressedSize64))
	b.ReportAllocs()
	for b.Loop() {
		r, err := Format.Open(input("t.xlsx", data), ingest.Options{})
		if err != nil {
			b.Fatal(err)
		}
		rows := 0
		for {
			batch, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			rows += int(batch.Record.NumRows())
		}
		if err := r.Close(); err != nil || rows != benchRows {
			b.Fatalf("%d rows, %v", rows, err)
		}
	}
	b.ReportMetric(float64(benchRows*8*b.N)/b.Elapsed().Seconds()/1e6, "Mcells/s")
}

func BenchmarkWrite(b *testing.B) {
	b.SetBytes(int64(len(benchFile())))
	b.ReportAllocs()
	for b.Loop() {
		w, err := NewWriter(io.Discard, benchTable().Schema(), WriteOptions{})
		if err == nil {
			err = errors.Join(w.Write(benchTable()), w.Close())
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchRows*8*b.N)/b.Elapsed().Seconds()/1e6, "Mcells/s")
}
