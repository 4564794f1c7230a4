package reconcile_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// BenchmarkTable reconciles a national table: 6,160 DeSO in 3,363 RegSO and 290 municipalities, 34 groups, 20 years and totals at each level, 4.5
// million rows.
func BenchmarkTable(b *testing.B) {
	var areas []indicators.Area
	add := func(code string, l indicators.Level, parent string) {
		areas = append(areas, indicators.Area{Code: code, Version: version, Level: l, Parent: parent})
	}
	add("00", indicators.Nation, "")
	for i := range 290 {
		add(fmt.Sprintf("%04d", i), indicators.City, "00")
	}
	for i := range 3363 {
		add(fmt.Sprintf("R%04d", i), indicators.RegSO, fmt.Sprintf("%04d", i%290))
	}
	for i := range 6160 {
		add(fmt.Sprintf("A%04d", i), indicators.DeSO, fmt.Sprintf("R%04d", i%3363))
	}
	reg, err := indicators.NewRegister(areas, nil)
	if err != nil {
		b.Fatal(err)
	}
	cat, err := indicators.NewCatalogue([]indicators.Indicator{{ID: "n", Name: lang.Text{Sv: "n"}, Unit: indicators.Unit{Kind: indicators.Count}, Source: "s"}}, nil, nil,
		[]indicators.Source{{ID: "s", Protected: true, Noise: true}})
	if err != nil {
		b.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	var build indicators.Builder
	parts := reconcile.Parts{Indicator: "n", Total: "n", Tolerance: 40}
	for g := range 34 {
		parts.Groups = append(parts.Groups, indicators.Group(fmt.Sprintf("age=%02d", g)))
	}
	row := 0
	for year := 2006; year <= 2025; year++ {
		for _, a := range areas {
			groups := []indicators.Group{indicators.Everyone}
			if a.Level == indicators.DeSO {
				groups = append(groups, parts.Groups...)
			}
			for _, g := range groups {
				row++
				build.Append(indicators.Observation{Indicator: "n", Area: a.ID(), Period: indicators.Year(year), Group: g, Value: indicators.Num(float64(40 + rnd.IntN(9))),
					Status: indicators.Reported, Source: "s", Origin: indicators.Origin{File: "n.csv", Row: int32(row)}})
			}
		}
	}
	t, err := build.Table(reg, cat)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		reconcile.Table(t, reconcile.Options{Parts: []reconcile.Parts{parts}, Date: "2026-11-20"})
	}
	b.ReportMetric(float64(t.Len())*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
