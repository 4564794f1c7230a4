package columnar

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// observations has a row for every status, kind of period, note, version and origin that a table must keep.
func observations() []indicators.Observation {
	num := indicators.Num
	a25, a18 := indicators.AreaID{Code: "0114A0010", Version: "2025"}, indicators.AreaID{Code: "0114A0010", Version: "2018"}
	out := []indicators.Observation{
		{Indicator: "share", Area: a25, Period: indicators.Year(2025), Value: num(12.5), Numerator: num(1), Denominator: num(8), Lower: num(1.25), Upper: num(40),
			Status: indicators.Reported, Note: "preliminär", Source: "scb", Origin: indicators.Origin{File: "källa å.csv", Row: 2}},
		{Indicator: "share", Area: a18, Period: indicators.Year(2025), Value: num(0.1 + 0.2), Status: indicators.Derived, Source: "scb"},
		{Indicator: "share", Area: a25, Period: indicators.SchoolYear(2024), Group: "kön=kvinnor;ålder=16–19", Value: num(0), Status: indicators.Nil},
		{Indicator: "share", Area: a25, Period: indicators.Month(2024, 2), Status: indicators.Suppressed, Source: "scb", Note: "brott"},
		{Indicator: "share", Area: a25, Period: indicators.Years(2021, 2024), Value: num(50), Status: indicators.Rounded},
		{Indicator: "share", Area: a25, Period: indicators.Period{Start: -400, End: 20}, Status: indicators.NotApplicable},
	}
	for i := range 40 {
		o := indicators.Observation{Indicator: "count", Area: a25, Period: indicators.Year(1980 + i), Origin: indicators.Origin{File: "b.csv", Row: int32(i + 1)}}
		if i%3 > 0 {
			o.Value, o.Status = num(float64(i)), indicators.Reported
		}
		out = append(out, o)
	}
	return out
}

func TestATableSurvivesEveryFormat(t *testing.T) {
	reg, err := indicators.NewRegister([]indicators.Area{
		{Code: "0114A0010", Version: "2018", Level: indicators.DeSO}, {Code: "0114A0010", Version: "2025", Level: indicators.DeSO},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	cat, err := indicators.NewCatalogue([]indicators.Indicator{
		{ID: "share", Name: lang.Text{Sv: "Andel"}, Unit: indicators.Unit{Kind: indicators.Share, Per: 100}},
		{ID: "count", Name: lang.Text{Sv: "Antal"}, Unit: indicators.Unit{Kind: indicators.Count}},
	}, nil, nil, []indicators.Source{{ID: "scb"}})
	if err != nil {
		t.Fatal(err)
	}
	var b indicators.Builder
	for _, o := range observations() {
		b.Append(o)
	}
	want, err := b.Table(reg, cat)
	if err != nil {
		t.Fatal(err)
	}
	rec := want.Record()
	for _, c := range []seed{
		{"Arrow file", Arrow, writeArrow(t, rec)},
		{"Arrow file of several batches", Arrow, writeArrow(t, rec.NewSlice(0, 5), rec.NewSlice(5, rec.NumRows()))},
		{"Arrow stream", Arrow, writeStream(t, rec)},
		{"Parquet", Parquet, writeParquet(t, rec)},
	} {
		batches, _, err := readAll(c.format, input("fil", c.data))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var b indicators.Builder
		for _, batch := range batches {
			if err := b.AppendRecord(batch.Record); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		got, err := b.Table(reg, cat)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d := cmp.Diff(rows(want), rows(got)); d != "" {
			t.Errorf("%s: the table came back different (-want +got):\n%s", c.name, d)
		}
		if d := cmp.Diff(recordCells(rec, nil), recordCells(got.Record(), nil)); d != "" {
			t.Errorf("%s: the record came back different (-want +got):\n%s", c.name, d)
		}
	}
}

func rows(t *indicators.Table) []string {
	var out []string
	for i := range t.Len() {
		out = append(out, fmt.Sprintf("%+v", t.At(i)))
	}
	return out
}
