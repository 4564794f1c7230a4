package exempelstad

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/reconcile"
	"github.com/jamlik/jamlik/ingest/study"
)

func load(t *testing.T) *study.Loaded {
	t.Helper()
	l, err := study.Load(Files, "study.yaml", study.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The study holds what README.md says that it exercises.
func TestLoads(t *testing.T) {
	l := load(t)
	statuses, dims := map[string]int{}, map[string]int{}
	levels, seen := map[string]bool{}, map[string]bool{}
	for i := range l.Table.Len() {
		o := l.Table.At(i)
		statuses[o.Status.String()]++
		seen[o.Indicator] = true
		for _, c := range o.Group.Categories() {
			dims[c.Dim]++
		}
		a, _ := l.Register.Find(o.Area)
		levels[a.Level.String()+" "+a.Version] = true
	}
	for _, s := range []string{"reported", "missing", "suppressed", "rounded"} {
		if statuses[s] == 0 {
			t.Errorf("no observation is %s: %v", s, statuses)
		}
	}
	for _, d := range []string{"sex", "background", "tenure"} {
		if dims[d] == 0 {
			t.Errorf("no group by %s: %v", d, dims)
		}
	}
	want := map[string]bool{"city 2025": true, "city 2020": true, "district 2025": true, "district 2020": true, "deso 2025": true, "school 2025": true, "nation 2025": true}
	if diff := cmp.Diff(want, levels); diff != "" {
		t.Errorf("levels with figures (-want +got):\n%s", diff)
	}
	for _, ind := range l.Catalogue.Indicators {
		if !seen[ind.ID] {
			t.Errorf("%s has no figures", ind.ID)
		}
	}
}

// Every theme and every category of every frame has an indicator, so that a chapter of each can be looked at.
func TestEveryChapterHasAnIndicator(t *testing.T) {
	cat := load(t).Catalogue
	used := map[string]bool{}
	for _, ind := range cat.Indicators {
		used[ind.Theme] = true
		for frame, ids := range ind.Categories {
			for _, id := range ids {
				used[frame+"/"+id] = true
			}
		}
	}
	for _, theme := range cat.Themes {
		if !used[theme.ID] {
			t.Errorf("theme %s has no indicator", theme.ID)
		}
	}
	for _, f := range cat.Frames {
		for _, c := range f.Categories {
			if !used[f.ID+"/"+c.ID] {
				t.Errorf("frame %s: category %s has no indicator", f.ID, c.ID)
			}
		}
	}
}

// What loading warns of is what was put there to be warned of.
func TestWarnings(t *testing.T) {
	l := load(t)
	for _, w := range l.Warnings {
		t.Errorf("unexpected warning: %v", w)
	}
	for _, f := range l.Reconciliation.Findings {
		if f.Severity == reconcile.Warning && !strings.Contains(f.Error(), "no row: hamnen") {
			t.Errorf("unexpected warning: %v", f)
		}
	}
}

// An export of the national agency in windows-1252 with decimal comma comes out as text and numbers.
func TestSchoolResults(t *testing.T) {
	l := load(t)
	find := func(indicator, school string) indicators.Observation {
		o, ok := l.Table.Find(indicator, indicators.AreaID{Code: school, Version: "2025"}, indicators.Everyone, indicators.SchoolYear(2024))
		if !ok {
			t.Fatalf("%s has no row for %s", indicator, school)
		}
		return o
	}
	if o := find("passed_all_subjects", "99000011"); o.Value != indicators.Num(52.4) || o.Denominator != indicators.Num(103) {
		t.Errorf("Norrängsskolan: got %v of %v, want 52.4 of 103", o.Value, o.Denominator)
	}
	if o := find("school_eligible", "99000077"); o.Value != indicators.Num(100) || o.Status != indicators.Rounded {
		t.Errorf("~100: got %v, %s, want 100, rounded", o.Value, o.Status)
	}
	if o := find("merit_value", "99000077"); o.Status != indicators.Missing {
		t.Errorf("one dot: got %s, want missing", o.Status)
	}
	if o := find("merit_value", "99000088"); o.Status != indicators.Suppressed {
		t.Errorf("two dots: got %s, want suppressed", o.Status)
	}
}
