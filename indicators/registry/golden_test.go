package registry_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// record is one value, or a list of them, that another program computed, with its limits where it gives any.
type record struct {
	Source, Dataset, Measure, Note string
	Params                         json.RawMessage
	Value                          json.RawMessage
	SE                             *float64
	Variance                       *float64
	Lower                          *float64 `json:"ci_low"`
	Upper                          *float64 `json:"ci_high"`
	Lower998                       *float64 `json:"ci998_low"`
	Upper998                       *float64 `json:"ci998_high"`
	Lower3s                        *float64 // of funnel limits, at three standard deviations
	Upper3s                        *float64
	EDE                            *float64 // equally distributed equivalent
	Intercept                      *float64
	Slope                          *float64
	Tolerance                      float64
	Kind                           string `json:"ci_kind"` // how the limits were made
}

// check is a comparison with an index of the registry: its values, by what they are about in the words of [about]. Where got is
// given, it holds the values, of a function that id names, in place of what the index gives for in.
type check struct {
	id   string
	in   index.Input
	p    index.Params
	want map[string]float64

	got       map[string]float64
	tolerance float64 // in place of that of the record, where it is not 0
}

// reader says which indices a record is about and what they must give: nothing where it is about none that the reader knows.
type reader func(t *testing.T, data *library, r record) []check

// readers are all there are.
var readers = []reader{
	eventRecords,
	strataRecords,
	simulated,
	healthequal,
	corrected,
	pheSlope,
	careNeed,
	exponentialRanks,
	composites,
	rineqRecords,
	decompositionRecords,
	incomeRecords,
}

var update = flag.Bool("update", false, "rewrite testdata/compared.csv")

var comparedFile = filepath.Join("testdata", "compared.csv")

// Every record ends in one of two states: compared with an index or a function of a family, or excused by a rule with a reason.
//
// testdata/compared.csv (rewritten by -update) says how many values of each index each program gave: neither a change of
// names in the records nor one in a reader silences the test. The catalogue of the indices prints it.
func TestValuesOfOtherPrograms(t *testing.T) {
	data := newLibrary(t)
	compared := make(map[string]int)
	used := make([]int, len(excuses))
	matched, values := 0, 0
	for _, r := range data.records {
		met := false
		for _, checks := range readers {
			for _, c := range checks(t, data, r) {
				n := c.run(t, r)
				compared[r.program(t)+","+c.id] += n
				values += n
				met = true
			}
		}
		excused := -1
		for k, e := range excuses {
			if e.covers(r) {
				if excused >= 0 {
					t.Errorf("%s: excused by %q and by %q", r, excuses[excused].why, e.why)
				}
				excused = k
				used[k]++
			}
		}
		switch {
		case met && excused >= 0:
			t.Errorf("%s: compared, but also excused: %s", r, excuses[excused].why)
		case met:
			matched++
		case excused < 0:
			t.Errorf("%s: neither compared nor excused", r)
		}
	}
	t.Logf("%d of %d records compared, %d values", matched, len(data.records), values)
	for k, e := range excuses {
		t.Logf("%4d excused (%s): %s", used[k], e.kind, e.why)
		if used[k] == 0 {
			t.Errorf("no record needs the excuse %+v", e)
		}
	}
	lines := []string{"program,index,values"}
	for _, key := range slices.Sorted(maps.Keys(compared)) {
		lines = append(lines, fmt.Sprintf("%s,%d", key, compared[key]))
	}
	if *update {
		if err := os.WriteFile(comparedFile, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	noted, err := os.ReadFile(comparedFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(strings.TrimSpace(string(noted)), "\n"), lines); d != "" {
		t.Errorf("testdata/compared.csv -, values that were compared +:\n%s", d)
	}
}

// program names the program that a record comes from, with its version.
func (r record) program(t *testing.T) string {
	t.Helper()
	for _, known := range []struct{ source, program string }{
		{"healthequal ", "healthequal 1.0.1"},
		{"PHEindicatormethods ", "PHEindicatormethods 2.1.0"},
		{"pysal/inequality ", "PySAL inequality 0f9050e"},
		{"SCB product page", "Statistics Sweden's example"},
		{"IMD / WIMD / SIMD", "technical reports of IMD and SIMD"},
		{"fingertips-open ", "Fingertips 6780897"},
		{"corrected ", "independent implementation"},
		{"ineq ", "ineq 0.2-13"},
		{"dineq ", "dineq 0.1.0"},
		{"IC2 ", "IC2 1.0-1"},
		{"rineq ", "rineq 0.2.3"},
		{"laeken ", "laeken 0.5.2"},
		{"COINr ", "COINr 1.1.14"},
		{"convey ", "convey 5592eb7"},
	} {
		if strings.HasPrefix(r.Source, known.source) {
			return known.program
		}
	}
	t.Fatalf("%s: nobody knows the source %q", r, r.Source)
	return ""
}

// run compares, and returns the number of values.
func (c check) run(t *testing.T, r record) int {
	t.Helper()
	tolerance := r.Tolerance
	if c.tolerance != 0 {
		tolerance = c.tolerance
	}
	got := c.got
	if got == nil {
		var err error
		if got, err = c.compute(); err != nil {
			t.Errorf("%s: %s: %v", r, c.id, err)
			return len(c.want)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.want)) {
		v, ok := got[key]
		want := c.want[key]
		if margin := tolerance * max(1, math.Abs(want)); !ok || !(math.Abs(v-want) <= margin) {
			t.Errorf("%s: %s %q is %v, %t, want %v within %v", r, c.id, key, v, ok, want, margin)
		}
	}
	return len(c.want)
}

// compute returns the values of the index by what they are about, with their standard errors and limits.
func (c check) compute() (map[string]float64, error) {
	ix, err := registry.Lookup(c.id)
	if err != nil {
		return nil, err
	}
	parts, err := ix.Compute(c.in, c.p)
	if err != nil && len(parts) == 0 {
		return nil, err
	}
	got := make(map[string]float64, len(parts))
	for _, p := range parts {
		for name, v := range map[string]float64{"": p.Value, ";se": p.SE, ";lower": p.Lower, ";upper": p.Upper} {
			if v-v == 0 {
				got[about(p)+name] = v
			}
		}
	}
	return got, nil
}

// about names what a part is about: "" for the single value, and "unit=0;group=1;with=2;part=name;at=0.5" with those
// that apply, units and groups by their numbers in the input. Standard errors and limits end in ";se", ";lower" and ";upper".
func about(p index.Part) string {
	var words []string
	for _, w := range []struct {
		name string
		n    int
	}{{"unit", p.Unit}, {"group", p.Group}, {"with", p.With}} {
		if w.n >= 0 {
			words = append(words, fmt.Sprintf("%s=%d", w.name, w.n))
		}
	}
	if p.Name != "" {
		words = append(words, "part="+p.Name)
	}
	if !math.IsNaN(p.At) {
		words = append(words, fmt.Sprintf("at=%v", p.At))
	}
	return strings.Join(words, ";")
}

// String names a record in a message.
func (r record) String() string {
	return fmt.Sprintf("%.20s %s on %.60s %s", r.Source, r.Measure, r.Dataset, r.Params)
}

// params decodes the parameters of r into p. It returns false where r has any that p does not.
func (r record) params(p any) bool {
	if string(r.Params) == "[]" {
		return true
	}
	d := json.NewDecoder(bytes.NewReader(r.Params))
	d.DisallowUnknownFields()
	return d.Decode(p) == nil
}

// number decodes the value of r where it is one number.
func (r record) number(t *testing.T) float64 {
	t.Helper()
	var v float64
	if err := json.Unmarshal(r.Value, &v); err != nil {
		t.Fatalf("%s: value %s: %v", r, r.Value, err)
	}
	return v
}

// wants returns the value with the standard error and the limits that the record has, under the given name.
func (r record) wants(t *testing.T, about string) map[string]float64 {
	t.Helper()
	out := map[string]float64{about: r.number(t)}
	for name, v := range map[string]*float64{";se": r.SE, ";lower": r.Lower, ";upper": r.Upper} {
		if v != nil {
			out[about+name] = *v
		}
	}
	return out
}

// library is the records and the tables they are about.
type library struct {
	dir     string
	records []record
	tables  map[string][]golden.Row

	simulated map[string][]disparity.Simulated
}

func newLibrary(t *testing.T) *library {
	t.Helper()
	dir := golden.Path(t, "golden", "inequality")
	records := golden.JSON[[]record](t, filepath.Join(dir, "expected.json"))
	if len(records) < 513 {
		t.Fatalf("got %d records, want at least 513", len(records))
	}
	for k, r := range records {
		var b bytes.Buffer
		if err := json.Compact(&b, r.Params); err != nil {
			t.Fatal(err)
		}
		records[k].Params = b.Bytes()
	}
	return &library{dir: dir, records: records, tables: make(map[string][]golden.Row), simulated: make(map[string][]disparity.Simulated)}
}

// rows returns a table by the name of its file.
func (l *library) rows(t *testing.T, name string) []golden.Row {
	t.Helper()
	if _, ok := l.tables[name]; !ok {
		l.tables[name] = golden.Rows(t, filepath.Join(l.dir, name))
	}
	return l.tables[name]
}

// numbers returns a column of a table.
func numbers(t *testing.T, rows []golden.Row, column string) []float64 {
	t.Helper()
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = r.Number(t, column)
	}
	return out
}

// excuse is why some records are not compared. A record is covered when its source begins with source, its measure is one of the
// list (none for any), and its data set, parameters and note, joined, match the pattern (nil for any).
type excuse struct {
	kind     string
	source   string
	measures []string
	pattern  *regexp.Regexp
	why      string
}

func (e excuse) covers(r record) bool {
	return strings.HasPrefix(r.Source, e.source) && (len(e.measures) == 0 || slices.Contains(e.measures, r.Measure)) &&
		(e.pattern == nil || e.pattern.MatchString(r.Dataset+" "+string(r.Params)+" "+r.Note))
}
