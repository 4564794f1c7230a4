package segregation_test

import (
	"bytes"
	"encoding/json"
	"errors"
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
	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

// record is one value, or a list or table of them, that another program computed.
type record struct {
	Source, Set, Index, Dataset, Note string
	Params                            json.RawMessage
	Value                             json.RawMessage
	Tolerance                         float64
}

// check is a comparison with an index of this package: its values, by what they are about in the words of [about].
type check struct {
	id   string
	in   index.Input
	p    index.Params
	want map[string]float64
}

// reader says which indices of this package a record is about and what they must give: nothing where it is about none
// that the reader knows.
type reader func(t *testing.T, data *library, r record) []check

// readers are all there are. A record may be read by several.
var readers = []reader{
	pysal,
	oasis,
	elbers,
	seg,
	shares,
	exact,
	changes,
	ordered,
	locally,
	clustering,
	centred,
	surroundings,
	nearestNeighbours,
	distortion,
	profiled,
}

// pair is an index and the program that a value of it comes from.
type pair struct{ program, id string }

var update = flag.Bool("update", false, "rewrite testdata/compared.csv")

var comparedFile = filepath.Join("testdata", "compared.csv")

// Every record ends in one of two states: compared with an index of this package, or excused by a rule with a reason.
//
// testdata/compared.csv (rewritten by -update) says how many values of each index each program gave: neither a change of
// names in the records nor one in a reader silences the test. The catalogue of the indices prints it.
func TestValuesOfOtherPrograms(t *testing.T) {
	data := newLibrary(t)
	compared := make(map[pair]int)
	used := make([]int, len(excuses))
	matched, values := 0, 0
	for _, r := range data.records {
		met := false
		for _, checks := range readers {
			for _, c := range checks(t, data, r) {
				n := c.run(t, r)
				compared[pair{r.program(t), c.id}] += n
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
	for p, n := range compared {
		lines = append(lines, fmt.Sprintf("%s,%s,%d", p.program, p.id, n))
	}
	slices.Sort(lines[1:])
	if *update {
		if err := os.WriteFile(comparedFile, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	noted := strings.Split(strings.TrimSpace(string(read(t, comparedFile))), "\n")
	if d := cmp.Diff(noted, lines); d != "" {
		t.Errorf("testdata/compared.csv -, values that were compared +:\n%s", d)
	}
}

// program names the program that a record comes from, with its version.
func (r record) program(t *testing.T) string {
	t.Helper()
	for _, known := range []struct{ source, program string }{
		{"pysal/segregation@", "PySAL segregation 2.5.4"},
		{"cran/OasisR ", "OasisR 3.1.1"},
		{"elbersb/segregation@", "R segregation 1.1.0"},
		{"cran/seg ", "seg 0.5-7"},
		{"arthurgailes/rsegregation@", "rsegregation 0.4.3"},
		{"christopherkenny/divseg@", "divseg 0.1.0"},
		{"acheul/reardon-segregation-index", "segindex 0.1.4"},
		{"independent ", "independent implementation"},
	} {
		if strings.HasPrefix(r.Source, known.source) {
			return known.program
		}
	}
	t.Fatalf("%s: nobody knows the source %q", r, r.Source)
	return ""
}

// grids are indices that a program approximates on a grid of so many points where this package is exact. The two must
// agree to two steps of it.
var grids = map[string]float64{"ConProf": 1000, "conprof.d": 999, "SpatialProxProf": 1000}

// run compares, and returns the number of values. A single value that is NaN in the record must be undefined.
func (c check) run(t *testing.T, r record) int {
	t.Helper()
	if math.IsNaN(c.want[""]) {
		if got, err := find(t, c.id).Compute(c.in, c.p); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: %s is %v, %v, want it undefined", r, c.id, got, err)
		}
		return 1
	}
	tolerance := r.Tolerance
	if points, ok := grids[r.Index]; ok {
		tolerance = 2 / points
	}
	parts, err := find(t, c.id).Compute(c.in, c.p)
	if err != nil {
		t.Errorf("%s: %s: %v", r, c.id, err)
		return len(c.want)
	}
	got := make(map[string]float64, len(parts))
	for _, p := range parts {
		got[about(p)] = p.Value
		if p.SE-p.SE == 0 {
			got[about(p)+";se"] = p.SE
		}
	}
	for _, key := range slices.Sorted(maps.Keys(c.want)) {
		v, ok := got[key]
		if want := c.want[key]; !ok || !(math.Abs(v-want) <= tolerance) {
			t.Errorf("%s: %s %q is %v, %t, want %v within %v", r, c.id, key, v, ok, want, tolerance)
		}
	}
	return len(c.want)
}

// about names what a part is about: "" for the single value, and "unit=0;group=1;with=2;part=name;at=0.5" with those
// that apply, units and groups by their numbers in the input. A standard error ends in ";se".
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

// is returns the comparison of a single value for a composition.
func is(id string, c index.Composition, p index.Params, want float64) check {
	return check{id, index.Input{Composition: c}, p, map[string]float64{"": want}}
}

// String names a record in a message.
func (r record) String() string {
	return fmt.Sprintf("%s %s on %.60s %s", r.Set, r.Index, r.Dataset, r.Params)
}

// decodeParams decodes the parameters of r into p. It returns false where r has any that p does not.
func (r record) decodeParams(p any) bool {
	if string(r.Params) == "[]" {
		return true
	}
	d := json.NewDecoder(bytes.NewReader(r.Params))
	d.DisallowUnknownFields()
	return d.Decode(p) == nil
}

// library is the records and the tables they are about.
type library struct {
	dir     string
	records []record
	frames  map[string]frame
}

func newLibrary(t *testing.T) *library {
	t.Helper()
	dir := golden.Path(t, "golden", "segregation")
	records := golden.JSON[[]record](t, filepath.Join(dir, "expected.json"))
	if len(records) < 1425 {
		t.Fatalf("got %d records, want at least 1425", len(records))
	}
	for k, r := range records {
		var b bytes.Buffer
		if err := json.Compact(&b, r.Params); err != nil {
			t.Fatal(err)
		}
		records[k].Params = b.Bytes()
	}
	return &library{dir: dir, records: records, frames: make(map[string]frame)}
}

// frame returns a table by the name of its file.
func (l *library) frame(t *testing.T, name string) frame {
	t.Helper()
	f, ok := l.frames[name]
	if !ok {
		f = readFrame(t, filepath.Join(l.dir, name))
		l.frames[name] = f
	}
	return f
}

// excuse is why some records are not compared. A record is covered when its set is named, its index is one of the list
// ("" for any) and its data set, parameters and note, joined, match the pattern (nil for any).
type excuse struct {
	kind    string
	set     string
	indices []string
	pattern *regexp.Regexp
	why     string
}

func (e excuse) covers(r record) bool {
	return r.Set == e.set && (len(e.indices) == 0 || slices.Contains(e.indices, r.Index)) &&
		(e.pattern == nil || e.pattern.MatchString(r.Dataset+" "+string(r.Params)+" "+r.Note))
}

func decode[T any](t *testing.T, b []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(fmt.Errorf("%.80s: %w", b, err))
	}
	return v
}

// single decodes a number that may stand in a list of one.
func single(t *testing.T, b json.RawMessage) float64 {
	t.Helper()
	if strings.HasPrefix(string(b), "[") {
		list := decode[[]float64](t, b)
		if len(list) != 1 {
			t.Fatalf("got %s, want one number", b)
		}
		return list[0]
	}
	return decode[float64](t, b)
}

// against returns the two groups x and everybody else of total.
func against(x, total []float64) index.Composition {
	y := make([]float64, len(x))
	for i := range x {
		y[i] = max(0, total[i]-x[i])
	}
	return index.Composition{Counts: [][]float64{x, y}}
}

// totals returns the number of people in each unit.
func totals(c index.Composition) []float64 {
	out := make([]float64, c.Units())
	for _, counts := range c.Counts {
		for i, n := range counts {
			out[i] += n
		}
	}
	return out
}
