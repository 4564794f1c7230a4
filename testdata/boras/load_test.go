package boras

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/reconcile"
	"github.com/jamlik/jamlik/ingest/study"
)

func TestLoads(t *testing.T) {
	l, err := study.Load(Files, "study.yaml", study.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range l.Warnings {
		t.Errorf("unexpected warning: %v", w)
	}
	for _, f := range l.Reconciliation.Findings {
		if f.Severity == reconcile.Warning {
			t.Errorf("unexpected warning: %v", f)
		}
	}
	seen := map[string]bool{}
	for i := range l.Table.Len() {
		seen[l.Table.At(i).Indicator] = true
	}
	for _, ind := range l.Catalogue.Indicators {
		if !seen[ind.ID] {
			t.Errorf("%s has no figures", ind.ID)
		}
	}
	for _, s := range l.Catalogue.Sources {
		if !s.Protected {
			t.Errorf("source %s is not marked as protected by its publisher", s.ID)
		}
	}
}

// Σ foreign / Σ population over the DeSO of a district, 31 December 2025. The figures were computed from the originals by another program.
func TestDistricts(t *testing.T) {
	l, err := study.Load(Files, "study.yaml", study.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for district, want := range map[string]float64{"norrby": 90.1, "hassleholmen": 79.5, "sjobo": 55.7, "gota-kristineberg": 55.6,
		"hulta": 53.8, "centrum": 29.5, "dalsjofors": 15.3, "sandared": 13.6} {
		var foreign, all float64
		for _, m := range l.Register.Within(indicators.AreaID{Code: district, Version: "2025"}, indicators.DeSO) {
			if m.Basis != "assumption_name_match" {
				t.Errorf("%s in %s rests on %q", m.Area.Code, district, m.Basis)
			}
			o, ok := l.Table.Find("foreign_background", m.Area, indicators.Everyone, indicators.Year(2025))
			if !ok {
				t.Fatalf("no row for %s", m.Area.Code)
			}
			foreign += o.Numerator.V
			all += o.Denominator.V
		}
		if got := 100 * foreign / all; math.Abs(got-want) > 0.05 {
			t.Errorf("foreign background in %s: got %.2f, want %.1f per cent", district, got, want)
		}
	}
}

// The districts of which the ground before is known, by an independent reading of SCB's log: no area of theirs exchanged ground, or with one
// another only. The city is the same ground whatever its areas exchanged.
func TestSameGroundBefore(t *testing.T) {
	l, err := study.Load(Files, "study.yaml", study.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"1490": 77, "bramhult": 2, "dalsjofors": 3, "fristad": 4, "ganghester": 1, "gota-kristineberg": 3, "sjomarken": 2}
	places := append(l.Register.AtLevel(indicators.District, "2025"), l.Register.AtLevel(indicators.City, "2025")...)
	for _, place := range places {
		n := 0
		for _, m := range l.Register.WithinAt(place.ID(), indicators.DeSO, indicators.Year(2020)) {
			if m.Area.Version == "2018" {
				n++
			}
		}
		if n != want[place.Code] {
			t.Errorf("%s has %d areas of 2018, want %d", place.Code, n, want[place.Code])
		}
	}
	same := 0
	for _, a := range l.Register.AtLevel(indicators.DeSO, "2025") {
		same += len(l.Register.Twins(a.ID()))
	}
	if same != 40 {
		t.Errorf("%d DeSO are the same, want 77 − 37", same)
	}
}
