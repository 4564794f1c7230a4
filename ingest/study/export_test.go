package study

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/golden"
)

// The export of Skolverket's site on all 1,714 schools with a ninth grade, read as it is: the numbers of cells with a figure and of each mark were
// counted by a program of its own.
func TestExportOfAllSchools(t *testing.T) {
	text, err := os.ReadFile(golden.Path(t, "data", "skolverket", "grundskola_slutbetyg_ak9_2025_skolenhet.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitN(string(text), "\n", 6)
	r := csv.NewReader(strings.NewReader(lines[5]))
	r.Comma, r.FieldsPerRecord = ';', -1
	areas := "code,name,level,version,parent\n0114,Landet,city,2025,\n"
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(row) == 11 && len(row[1]) == 8 {
			areas += row[1] + ",,school,2025,0114\n"
		}
	}
	var kinds, values strings.Builder
	for i, column := range []string{"Antal elever", "Andel (%) elever som uppfyllt betygskriterierna i alla ämnen", "Andel (%) elever behöriga till yrkesprog.", "Genomsnittligt meritvärde (17 ämnen)"} {
		fmt.Fprintf(&kinds, "  - {id: i%d, name: {sv: I%d, en: I%d}, kind: %s, source: skolverket, background: true}\n", i, i, i, []string{"count", "share", "share", "score"}[i])
		fmt.Fprintf(&values, "      - {column: %q, indicator: i%d}\n", column, i)
	}
	l, err := Load(fstest.MapFS{
		"areas.csv":  {Data: []byte(areas)},
		"export.csv": {Data: text},
		"study.yaml": {Data: []byte(`id: schools
title: {sv: Skolor, en: Schools}
date: 2025-11-20
city: 0114
version: 2025
areas: [{file: areas.csv}]
sources:
  - {id: skolverket, publisher: {sv: Skolverket, en: Skolverket}, protected: true}
indicators:
` + kinds.String() + `data:
  - file: export.csv
    source: skolverket
    missing: skolverket
    decimal: ","
    columns: {area: Skol-enhetskod}
    constant: {period: "above: Valt läsår"}
    values:
` + values.String())},
	}, "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	type kind struct {
		indicator string
		status    indicators.Status
	}
	got := map[kind]int{}
	sums := map[string]float64{}
	for i := range l.Table.Len() {
		o := l.Table.At(i)
		got[kind{o.Indicator, o.Status}]++
		if o.Period != indicators.SchoolYear(2024) || o.Value.OK != o.Status.HasValue() {
			t.Fatalf("%+v", o)
		}
		if o.Status == indicators.Reported {
			sums[o.Indicator] += o.Value.V
		}
	}
	want := map[kind]int{
		{"i0", indicators.Reported}: 1601, {"i0", indicators.Suppressed}: 113,
		{"i1", indicators.Reported}: 1528, {"i1", indicators.Suppressed}: 122, {"i1", indicators.Missing}: 64,
		{"i2", indicators.Reported}: 1197, {"i2", indicators.Suppressed}: 129, {"i2", indicators.Missing}: 34, {"i2", indicators.Rounded}: 354,
		{"i3", indicators.Reported}: 1582, {"i3", indicators.Suppressed}: 114, {"i3", indicators.Missing}: 18,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for id, want := range map[string]string{"i0": "123762.0", "i1": "110862.3", "i2": "98041.1", "i3": "359756.5"} {
		if got := fmt.Sprintf("%.1f", sums[id]); got != want {
			t.Errorf("%s sums to %s, want %s", id, got, want)
		}
	}
}
