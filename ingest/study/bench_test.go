package study

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/delimited"
)

// nation is a study of the size of a country: indicators of 6,160 small areas over the years.
type nation struct{ indicators, years int }

const nationAreas = 6160

func (n nation) rows() int { return n.indicators * nationAreas * n.years }

// write makes the study's files. The writer of a record per indicator gets them in the order of the table.
func (n nation) write(tb testing.TB, dir, data string) {
	tb.Helper()
	var areas, study strings.Builder
	areas.WriteString("code,name,level,version,parent\n0114,Landet,city,2025,\n")
	codes := make([]string, nationAreas)
	for i := range codes {
		codes[i] = fmt.Sprintf("%04d%c%04d", 114+i/20, "AC"[i%2], 1000+i%20*10)
		fmt.Fprintf(&areas, "%s,,deso,2025,0114\n", codes[i])
	}
	fmt.Fprintf(&study, `id: nation
title: {sv: Nation, en: Nation}
date: 2025-11-01
city: "0114"
version: "2025"
areas: [{file: areas.csv}]
sources: [{id: s, publisher: {sv: P, en: P}, retrieved: 2025-10-01, protected: true}]
data:
  - file: %s
    columns: {indicator: indicator, area: area, period: period, group: group, numerator: numerator, denominator: denominator, value: value}
indicators:
`, data)
	for k := range n.indicators {
		fmt.Fprintf(&study, "  - {id: share-%03d, name: {sv: S%d, en: S%d}, kind: share, decimals: 1, source: s, background: true}\n", k, k, k)
	}
	for name, text := range map[string]string{"areas.csv": areas.String(), "study.yaml": study.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	f, err := os.Create(filepath.Join(dir, data))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	word := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}
	schema := arrow.NewSchema([]arrow.Field{{Name: "indicator", Type: word}, {Name: "area", Type: word}, {Name: "period", Type: word}, {Name: "group", Type: word},
		{Name: "numerator", Type: arrow.PrimitiveTypes.Int64}, {Name: "denominator", Type: arrow.PrimitiveTypes.Int64}, {Name: "value", Type: arrow.PrimitiveTypes.Float64, Nullable: true}}, nil)
	var w interface {
		Write(arrow.Record) error
		Close() error
	}
	if filepath.Ext(data) == ".csv" {
		w, err = delimited.NewWriter(f, schema, delimited.WriteOptions{})
	} else {
		w, err = columnar.NewParquetWriter(f, schema)
	}
	if err != nil {
		tb.Fatal(err)
	}
	for k := range n.indicators {
		b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
		text := func(i int, s string) {
			if err := b.Field(i).(*array.BinaryDictionaryBuilder).AppendString(s); err != nil {
				tb.Fatal(err)
			}
		}
		for y := range n.years {
			for a, code := range codes {
				text(0, fmt.Sprintf("share-%03d", k))
				text(1, code)
				text(2, fmt.Sprint(2005+y))
				text(3, "")
				i := (k*n.years+y)*nationAreas + a
				den := 800 + i*7919%2000
				num := den * (300 + i*104729%100) / 1000
				b.Field(4).(*array.Int64Builder).Append(int64(num))
				b.Field(5).(*array.Int64Builder).Append(int64(den))
				b.Field(6).(*array.Float64Builder).Append(float64(int(1000*float64(num)/float64(den)+0.5)) / 10)
			}
		}
		if err := w.Write(b.NewRecord()); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkLoadParquet(b *testing.B) { benchmarkLoad(b, "data.parquet") }

func BenchmarkLoadCSV(b *testing.B) { benchmarkLoad(b, "data.csv") }

func benchmarkLoad(b *testing.B, data string) {
	n := nation{indicators: 8, years: 20}
	dir := b.TempDir()
	n.write(b, dir, data)
	info, err := os.Stat(filepath.Join(dir, data))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	var held float64
	for b.Loop() {
		var before, after runtime.MemStats
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		start := time.Now()
		l, err := Load(os.DirFS(dir), "study.yaml", LoadOptions{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(start).Nanoseconds())/float64(n.rows()), "ns/row")
		b.StopTimer()
		if l.Len() != n.rows() {
			b.Fatalf("%d observations, want %d", l.Len(), n.rows())
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		held = float64(after.HeapAlloc-before.HeapAlloc) / float64(n.rows())
		runtime.KeepAlive(l)
		b.StartTimer()
	}
	b.ReportMetric(held, "B/row")
}
