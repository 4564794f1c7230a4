package indicators

import (
	"fmt"
	"runtime"
	"testing"
	"time"
)

// BenchmarkBuild1M gathers a million observations in no order and makes a table of them. B/row is what the finished table and its builder
// hold.
func BenchmarkBuild1M(b *testing.B) {
	const rows = 1_000_000
	areas := []Area{{Code: "1490", Version: "2025", Name: "Borås", Level: City}}
	for i := range 1000 {
		areas = append(areas, Area{Code: fmt.Sprintf("1490A%04d", i), Version: "2025", Level: DeSO, Parent: "1490"})
	}
	reg, err := NewRegister(areas, nil)
	if err != nil {
		b.Fatal(err)
	}
	var inds []Indicator
	for i := range 50 {
		inds = append(inds, Indicator{ID: fmt.Sprintf("share-%02d", i), Name: textOf("Andel"), Unit: Unit{Kind: Share, Per: 100}})
	}
	cat, err := NewCatalogue(inds, nil, nil, []Source{{ID: "scb"}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var held float64
	for b.Loop() {
		var before, after runtime.MemStats
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&before)
		b.StartTimer()
		var builder Builder
		for i := range rows {
			k := i * 7919 % rows // a permutation: rows come in no order
			builder.Append(Observation{
				Indicator: inds[k%50].ID, Area: areas[1+k/50%1000].ID(), Period: Year(2000 + k/50_000), Value: Num(float64(k % 101)),
				Numerator: Num(float64(k % 101)), Denominator: Num(100), Status: Reported, Source: "scb", Origin: Origin{"data.csv", int32(i + 2)},
			})
		}
		gathered := time.Now()
		t, err := builder.Table(reg, cat)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(gathered).Seconds(), "s/table")
		b.StopTimer()
		runtime.GC()
		runtime.ReadMemStats(&after)
		held = float64(after.HeapAlloc-before.HeapAlloc) / rows
		runtime.KeepAlive(t)
		runtime.KeepAlive(&builder)
		b.StartTimer()
	}
	b.ReportMetric(held, "B/row")
	b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
