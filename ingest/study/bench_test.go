package study

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/formats"
	"github.com/jamlik/jamlik/ingest/isolate"
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

// TestMain lets the test binary be the worker process that reads Parquet for it.
func TestMain(m *testing.M) {
	if handled, code := isolate.Serve(os.Args[1:], columnar.Parquet); handled {
		os.Exit(code)
	}
	os.Exit(m.Run())
}

// The benchmarks load as many indicators of 6,160 areas and 20 years as JAMLIK_BENCH_INDICATORS says, 8 where it says nothing: 200 are 24.6 million
// observations. B/row is what the study holds, MB/peak the most that the heap held beside garbage, as far as samples show it.
func BenchmarkLoadParquet(b *testing.B) { benchmarkLoad(b, 1, "data.parquet", LoadOptions{}) }

func BenchmarkLoadCSV(b *testing.B) { benchmarkLoad(b, 1, "data.csv", LoadOptions{}) }

// BenchmarkLoadIsolated reads Parquet in a worker process, as the program does.
func BenchmarkLoadIsolated(b *testing.B) {
	all := slices.Clone(formats.All)
	for i, f := range all {
		if f.ID == columnar.Parquet.ID {
			all[i] = isolate.Format("", f, isolate.Limits{})
		}
	}
	benchmarkLoad(b, 1, "data.parquet", LoadOptions{Formats: all})
}

// BenchmarkLoadSpilled holds at most 32 MB of observations at a time and goes through all parts once more. What it holds does not grow with what
// there is.
func BenchmarkLoadSpilled(b *testing.B) {
	for _, times := range []int{1, 2, 4} {
		b.Run(fmt.Sprintf("times=%d", times), func(b *testing.B) {
			benchmarkLoad(b, times, "data.parquet", LoadOptions{Memory: 32 << 20})
		})
	}
}

func benchmarkLoad(b *testing.B, times int, data string, o LoadOptions) {
	n := nation{indicators: 8, years: 20}
	if text := os.Getenv("JAMLIK_BENCH_INDICATORS"); text != "" {
		var err error
		if n.indicators, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	n.indicators *= times
	dir := b.TempDir()
	n.write(b, dir, data)
	info, err := os.Stat(filepath.Join(dir, data))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	var held, peak float64
	for b.Loop() {
		b.StopTimer()
		runtime.GC()
		before := liveHeap()
		stop := sampleHeap(&peak)
		b.StartTimer()
		l, err := Load(os.DirFS(dir), "study.yaml", o)
		if err != nil {
			b.Fatal(err)
		}
		rows := 0
		for table, err := range l.Parts() {
			if err != nil {
				b.Fatal(err)
			}
			rows += table.Len()
		}
		b.StopTimer()
		stop()
		if l.Len() != n.rows() || rows != n.rows() {
			b.Fatalf("%d and %d observations, want %d", l.Len(), rows, n.rows())
		}
		runtime.GC()
		held = (liveHeap() - before) / float64(n.rows())
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(held, "B/row")
	b.ReportMetric(peak/1e6, "MB/peak")
	b.ReportMetric(float64(n.rows())*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// liveHeap returns how many bytes the last collection of garbage found in use.
func liveHeap() float64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return float64(s[0].Value.Uint64())
}

// sampleHeap keeps the most that the heap was seen to hold until it is stopped.
func sampleHeap(peak *float64) (stop func()) {
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			*peak = max(*peak, liveHeap())
			select {
			case <-tick.C:
			case <-done:
				return
			}
		}
	}()
	return func() {
		close(done)
		<-gone
	}
}
