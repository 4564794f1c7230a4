package study

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
)

// everything returns the observations of a study in table order, and those of each part by its indicators.
func everything(t testing.TB, l *Loaded) (all []indicators.Observation, parts [][]string) {
	t.Helper()
	for table, err := range l.Parts() {
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, table.Indicators())
		for i := range table.Len() {
			all = append(all, table.At(i))
		}
	}
	slices.SortStableFunc(all, func(a, b indicators.Observation) int { return strings.Compare(a.Indicator, b.Indicator) })
	return all, parts
}

// A study whose observations were all written away is the same as one that is held in memory.
func TestObservationsWrittenAwayAreTheSame(t *testing.T) {
	nationDir := t.TempDir()
	nation{indicators: 3, years: 2}.write(t, nationDir, "data.parquet")
	for _, c := range []struct {
		name  string
		fsys  fs.FS
		parts [][]string // nil where they are too many to list
	}{
		{"boras", studies("boras"), nil},
		{"exempelstad", studies("exempelstad"), nil},
		{"crosswalk", changed(t, inTime, "study.yaml", "#crosswalk", withCrosswalk), [][]string{{"income"}, {"people"}, {"work"}}},
		{"small", study(t), [][]string{{"employed", "population"}}},
		{"nation", os.DirFS(nationDir), [][]string{{"share-000"}, {"share-001"}, {"share-002"}}},
		{"two sources", study(t, "study.yaml", "parts:", "  - {file: more.csv, columns: {area: kod, period: år, value: antal}, constant: {indicator: population}, source: city}\nparts:",
			"study.yaml", "sources:", "source_order: [scb, city]\nsources:\n  - {id: city, publisher: {sv: Stad}}"), [][]string{{"employed", "population"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "two sources" {
				c.fsys = withText(c.fsys, "more.csv", "kod;år;antal\n0114A0010;2025;1201\n")
			}
			whole, err := Load(c.fsys, "study.yaml", LoadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			want, _ := everything(t, whole)
			dir := t.TempDir()
			l, err := Load(c.fsys, "study.yaml", LoadOptions{Memory: 1, Spill: dir})
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if l.Table != nil {
				t.Fatal("the observations are held in memory")
			}
			for range 2 { // the parts can be gone through again
				got, parts := everything(t, l)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("observations (-want +got):\n%.2000s", diff)
				}
				if c.parts != nil {
					if diff := cmp.Diff(c.parts, parts); diff != "" {
						t.Errorf("parts (-want +got):\n%s", diff)
					}
				}
			}
			if l.Len() != len(want) {
				t.Errorf("%d observations, want %d", l.Len(), len(want))
			}
			for name, pair := range map[string][2]any{
				"warnings": {texts(whole.Warnings), texts(l.Warnings)}, "reconciliation": {whole.Reconciliation, l.Reconciliation},
				"crossings": {whole.Crossings, l.Crossings}, "inputs": {whole.Inputs, l.Inputs},
			} {
				if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
			if err := l.Close(); err != nil {
				t.Error(err)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
				t.Errorf("left over: %v", left)
			}
			for table, err := range l.Parts() {
				if err == nil || !strings.Contains(err.Error(), "cannot be read back: file already closed") {
					t.Errorf("a closed study gives %v, %v", table, err)
				}
			}
		})
	}
}

// What is wrong with the observations is told whether they are held in memory or not.
func TestProblemsOfObservationsWrittenAway(t *testing.T) {
	fsys := study(t, "population.csv", "kvinnor;2025;601", "kvinnor;2025;-601", "employed.csv", "71,5;72", "171,5;72",
		"study.yaml", "    denominator: {indicator: population, groups: [sex=men, sex=women]}\n", "")
	_, whole := Load(fsys, "study.yaml", LoadOptions{})
	dir := t.TempDir()
	_, parts := Load(fsys, "study.yaml", LoadOptions{Memory: 1, Spill: dir})
	if whole == nil || parts == nil {
		t.Fatal("accepted")
	}
	if diff := cmp.Diff(whole.Error(), parts.Error()); diff != "" {
		t.Errorf("(-in memory +written away):\n%s", diff)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// withText returns the files with one more.
func withText(files fs.FS, name, text string) fs.FS {
	out := maps.Clone(files.(fstest.MapFS))
	out[name] = &fstest.MapFile{Data: []byte(text)}
	return out
}
