package study

import (
	"io/fs"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// studies returns the directory of the project's own studies.
func studies(name string) fs.FS { return os.DirFS("../../testdata/" + name) }

// SCB, TAB6571: 115,217 inhabitants of Borås on 31 December 2025, of whom 39,846 with foreign background, in 77 DeSO.
func TestBoras(t *testing.T) {
	l, err := Load(studies("boras"), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for group, want := range map[indicators.Group]float64{indicators.Everyone: 115_217, "background=foreign": 39_846} {
		run, ok := l.Table.Run(indicators.RunKey{Indicator: "population", Level: indicators.DeSO, Version: "2025", Group: group, Period: indicators.Year(2025)})
		if !ok || run.Len() != 77 {
			t.Errorf("group %q has %d areas, want 77", group, run.Len())
			continue
		}
		var sum float64
		for i := range run.Len() {
			sum += run.Value(i).V
		}
		if sum != want {
			t.Errorf("group %q sums to %v, want %v", group, sum, want)
		}
	}
	if len(l.Warnings) > 0 || l.Reconciliation.Count(reconcile.Warning) > 0 {
		t.Errorf("warnings %v, findings %v, want notes only", l.Warnings, l.Reconciliation.Findings)
	}
	// Counted by another program: 34 counts by age and sex of each area, and the areas' totals.
	const noise = "population.csv:2: population, deso 2025, 2025: the 34 parts of population (age=0-4;sex=men … age=80+;sex=women) sum to 115,203 " +
		"against a total of 115,217, within the noise that the source adds, in 76 of 77 areas"
	if f := l.Reconciliation.Findings[0]; f.Error() != noise {
		t.Errorf("got  %v\nwant %s", f, noise)
	}
}

func TestExempelstad(t *testing.T) {
	l, err := Load(studies("exempelstad"), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if l.Study.Fictional.IsZero() {
		t.Error("the study does not say that the city is fictional")
	}
	seen := make(map[indicators.Status]bool)
	for i := range l.Table.Len() {
		seen[l.Table.At(i).Status] = true
	}
	for _, s := range []indicators.Status{indicators.Reported, indicators.Missing, indicators.Suppressed} {
		if !seen[s] {
			t.Errorf("no observation is %v", s)
		}
	}
}

func TestLoadTwiceIsTheSame(t *testing.T) {
	var tables [2]*Loaded
	for i := range tables {
		l, err := Load(studies("exempelstad"), "study.yaml", LoadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		tables[i] = l
	}
	a, b := tables[0], tables[1]
	if a.Table.Len() != b.Table.Len() || len(a.Warnings) != len(b.Warnings) {
		t.Fatalf("%d rows and %d warnings, then %d and %d", a.Table.Len(), len(a.Warnings), b.Table.Len(), len(b.Warnings))
	}
	for i := range a.Table.Len() {
		if a.Table.At(i) != b.Table.At(i) {
			t.Fatalf("row %d is %+v, then %+v", i, a.Table.At(i), b.Table.At(i))
		}
	}
	for i := range a.Warnings {
		if a.Warnings[i].Error() != b.Warnings[i].Error() {
			t.Errorf("warning %d is %v, then %v", i, a.Warnings[i], b.Warnings[i])
		}
	}
	if diff := cmp.Diff(a.Reconciliation, b.Reconciliation); diff != "" {
		t.Errorf("the reconciliation differs:\n%s", diff)
	}
}
