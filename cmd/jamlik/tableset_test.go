package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/ingest/study"
	"github.com/jamlik/jamlik/testdata/boras"
)

// Tables that are written while the analysis goes on have the bytes of those of the whole results. A table that is too long to be held says the same
// as CSV, and has no files for Excel.
func TestTablesOfPartsAreThoseOfTheWhole(t *testing.T) {
	for name, load := range map[string]func() (*study.Loaded, error){
		"Borås": func() (*study.Loaded, error) { return study.Load(boras.Files, studyName, study.LoadOptions{}) },
		"Exempelstad": func() (*study.Loaded, error) {
			return study.Load(os.DirFS(filepath.Join("..", "..", "testdata", "exempelstad")), studyName, study.LoadOptions{})
		},
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name != "Exempelstad" {
				t.Skip("the smaller study does the same")
			}
			l, err := load()
			if err != nil {
				t.Fatal(err)
			}
			o, err := analysisOptions(l)
			if err != nil {
				t.Fatal(err)
			}
			o.Replicates, o.Courses.Draws, o.Disclosure = 99, 99, analysis.Disclosure{} // nothing is withheld, so that the results come in parts
			whole, err := analysis.Run(l.Table, o)
			if err != nil {
				t.Fatal(err)
			}
			want := tablesOf(t, l, o, heldRows, func(add func(*analysis.Results) error) (*analysis.Results, error) { return whole, add(whole) })
			calls := 0
			each := func(add func(*analysis.Results) error) (*analysis.Results, error) {
				return analysis.Each(l.Parts(), o, func(res *analysis.Results) error {
					calls++
					return add(res)
				})
			}
			got := tablesOf(t, l, o, heldRows, each)
			if calls < 5 {
				t.Errorf("the results came in %d parts", calls)
			}
			if len(got) != len(want) {
				t.Errorf("%d files of parts, %d of the whole", len(got), len(want))
			}
			for name, b := range want {
				if !bytes.Equal(got[name], b) {
					t.Errorf("%s differs", name)
				}
			}
			if name != "Borås" {
				return
			}
			parts, err := study.Load(boras.Files, studyName, study.LoadOptions{Memory: 1, Spill: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			defer parts.Close()
			if parts.Table != nil {
				t.Fatal("the observations are in memory")
			}
			away := tablesOf(t, parts, o, heldRows, func(add func(*analysis.Results) error) (*analysis.Results, error) {
				return analysis.Each(parts.Parts(), o, add)
			})
			for name, b := range want {
				if strings.HasSuffix(name, ".csv") && !slices.Equal(lines(away[name]), lines(b)) {
					t.Errorf("%s has other rows where observations were written away", name)
				}
			}
			long := tablesOf(t, l, o, 7, each)
			n := 0
			for name, b := range want {
				if stem, ok := strings.CutSuffix(name, ".csv"); ok && !strings.HasSuffix(stem, "-excel-sv") {
					if !bytes.Equal(long[name], b) {
						t.Errorf("%s differs where it is not held", name)
					}
					if long[stem+".xlsx"] == nil {
						n++
					}
				}
			}
			if n < 10 {
				t.Errorf("%d tables were too long to be held, want most", n)
			}
		})
	}
}

// Curves that cannot be made where the observations do not fit into memory are told in the manifest, and only there.
func TestManifestTellsOfCurvesLeftOut(t *testing.T) {
	for _, memory := range []int64{0, 1} {
		l, err := study.Load(boras.Files, studyName, study.LoadOptions{Memory: memory, Spill: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		o, err := analysisOptions(l)
		if err != nil {
			t.Fatal(err)
		}
		o.Replicates, o.Courses.Draws, o.Disclosure = 99, 99, analysis.Disclosure{} // of a study that withholds figures nothing is made in parts
		o.Relation.Indicators = []string{"employed"}                                // the others are not held together
		dir := filepath.Join(t.TempDir(), "out")
		out, err := newOutput(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer out.close()
		tables := newTableSet(out, l, o.Compare.Against)
		rest, err := analysis.Each(l.Parts(), o, tables.add)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(inParallel(tables.finish(rest)), out.commit(manifest{})); err != nil {
			t.Fatal(err)
		}
		var m manifest
		b, err := os.ReadFile(filepath.Join(dir, manifestName))
		if err == nil {
			err = json.Unmarshal(b, &m)
		}
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, left := range m.Omitted {
			got = append(got, left.Name)
			if !strings.Contains(left.Reason, "no concentration curves of") {
				t.Errorf("%s is left out because %q", left.Name, left.Reason)
			}
		}
		if memory > 0 {
			want = []string{"data/curve-indices", "data/curves"}
		}
		if !slices.Equal(got, want) {
			t.Errorf("with a limit of %d bytes %q are left out, want %q", memory, got, want)
		}
	}
}

// lines are the lines of a text in order of the alphabet: rows come part by part.
func lines(b []byte) []string { return slices.Sorted(strings.SplitSeq(string(b), "\n")) }

// tablesOf are the files of tables, by name.
func tablesOf(t *testing.T, l *study.Loaded, o analysis.Options, held int, analyse func(func(*analysis.Results) error) (*analysis.Results, error)) map[string][]byte {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	out, err := newOutput(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer out.close()
	out.held = held
	tables := newTableSet(out, l, o.Compare.Against)
	rest, err := analyse(tables.add)
	if err != nil {
		t.Fatal(err)
	}
	p := &program{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, quiet: true, logFormat: "text"}
	if err := inParallel(append(tables.finish(rest), p.otherTables(out, l, rest)...)); err != nil {
		t.Fatal(err)
	}
	if err := out.commit(manifest{}); err != nil {
		t.Fatal(err)
	}
	files := contents(dir)
	delete(files, manifestName)
	return files
}
