package segregation_test

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

const mutualDecomposition, entropyDecomposition = "mutual-information-decomposition", "theil-h-decomposition"

// locally reads decompositions and values of groups: R segregation on pupils by race in schools, districts and states, and
// rsegregation on counties of the Bay Area.
func locally(t *testing.T, data *library, r record) []check {
	if r.Set != "rpeers" {
		return nil
	}
	switch r.Index {
	case "mutual_total", "mutual_within", "mutual_total_nested":
		return inLarger(t, data, r)
	case "mutual_local":
		return groupsAlone(t, data, r)
	case "decompose_divergence":
		return counties(t, data.frame(t, r.Dataset), r)
	case "compress":
		return compressed(t, data, r)
	}
	return nil
}

// placed returns the composition of long data, with the levels that its units lie in, and the names of the larger units. Rows
// without a count are one person each.
func (f frame) placed(t *testing.T, group, unit string, levels []string) (index.Composition, [][]string) {
	t.Helper()
	if !slices.Contains(f.header, "n") {
		f = frame{append(slices.Clone(f.header), "n"), slices.Clone(f.rows)}
		for i, row := range f.rows {
			f.rows[i] = append(slices.Clone(row), "1")
		}
	}
	units := slices.Clone(f.column(t, unit))
	names := make([][]string, len(levels))
	// A unit is one inside its larger ones: names may be used again.
	for _, level := range levels {
		for i, larger := range f.column(t, level) {
			units[i] = larger + "/" + units[i]
		}
	}
	f = frame{append(slices.Clone(f.header), "unit inside"), slices.Clone(f.rows)}
	for i, row := range f.rows {
		f.rows[i] = append(slices.Clone(row), units[i])
	}
	c := f.long(t, group, "unit inside")
	first := make(map[string]bool)
	for l, level := range levels {
		column := f.column(t, level)
		clear(first)
		var of []int
		for i, u := range units {
			if first[u] {
				continue
			}
			first[u] = true
			at := slices.Index(names[l], column[i])
			if at < 0 {
				at = len(names[l])
				names[l] = append(names[l], column[i])
			}
			of = append(of, at)
		}
		c.Within = append(c.Within, of)
	}
	return c, names
}

// inLarger: what lies within larger units, in all and of each.
func inLarger(t *testing.T, data *library, r record) []check {
	if strings.Contains(r.Dataset, " ") {
		return nil
	}
	type params struct {
		Group, Weight string
		Unit, Within  any
		Wide          bool
	}
	var p params
	if !r.decodeParams(&p) {
		return nil
	}
	raw := decode[map[string]any](t, r.Params)
	f := data.frame(t, r.Dataset)
	in := func(c index.Composition) index.Input { return index.Input{Composition: c} }
	list := func(v any) (out []string) {
		if one, ok := v.(string); ok {
			return []string{one}
		}
		for _, s := range v.([]any) {
			out = append(out, s.(string))
		}
		return out
	}
	switch {
	case r.Index == "mutual_total" && raw["within"] != nil:
		// Several columns are one level, of their combinations.
		levels := list(raw["within"])
		c, _ := f.placed(t, p.Group, p.Unit.(string), levels)
		c.Within = c.Within[len(c.Within)-1:]
		want := decode[struct{ M, H float64 }](t, r.Value)
		return []check{
			{mutualDecomposition, in(c), nil, map[string]float64{"part=between units within level 0": want.M}},
			{entropyDecomposition, in(c), nil, map[string]float64{"part=between units within level 0": want.H}},
		}
	case r.Index == "mutual_total_nested":
		levels := list(raw["unit"])
		last := len(levels) - 1
		c, _ := f.placed(t, p.Group, levels[last], levels[:last])
		wants := map[string]map[string]float64{"M": {}, "H": {}}
		for _, v := range decode[[]struct {
			Between, Within, Stat string
			Est                   float64
		}](t, r.Value) {
			l := slices.Index(levels, v.Between)
			wants[v.Stat]["part="+termOf(l, last)] = v.Est
		}
		return []check{{mutualDecomposition, in(c), nil, wants["M"]}, {entropyDecomposition, in(c), nil, wants["H"]}}
	case r.Index == "mutual_within":
		c, names := f.placed(t, p.Group, p.Unit.(string), list(raw["within"]))
		m, h := map[string]float64{}, map[string]float64{}
		for _, v := range decode[[]struct {
			State   string
			M, P, H float64
			Ratio   float64 `json:"ent_ratio"`
		}](t, r.Value) {
			part := fmt.Sprintf("part=level 0 #%d: ", slices.Index(names[0], v.State))
			m[part+"M"], m[part+"share"], m[part+"contribution"] = v.M, v.P, v.M*v.P
			h[part+"H"], h[part+"share"], h[part+"weight"], h[part+"contribution"] = v.H, v.P, v.P*v.Ratio, v.P*v.Ratio*v.H
		}
		return []check{{mutualDecomposition, in(c), nil, m}, {entropyDecomposition, in(c), nil, h}}
	}
	return nil
}

// termOf names what lies between the units of level l within those above, of so many levels.
func termOf(l, levels int) string {
	area := fmt.Sprintf("level %d", l)
	if l == levels {
		area = "units"
	}
	if l == 0 {
		return "between " + area
	}
	return fmt.Sprintf("between %s within level %d", area, l-1)
}

// groupsAlone: the local segregation of races, over schools.
func groupsAlone(t *testing.T, data *library, r record) []check {
	var p struct {
		Group, Unit, Weight string
		Wide                bool
	}
	if !r.decodeParams(&p) || p.Unit != "race" {
		return nil
	}
	c := data.frame(t, r.Dataset).long(t, p.Unit, p.Group)
	ls, terms := map[string]float64{}, map[string]float64{}
	for _, v := range decode[[]struct {
		Race  string
		LS, P float64
	}](t, r.Value) {
		key := fmt.Sprintf("group=%d", slices.Index(c.Names, v.Race))
		ls[key], terms[key+";part=M"] = v.LS, v.LS*v.P
	}
	in := index.Input{Composition: c}
	return []check{{"group-divergence", in, nil, ls}, {"group-contributions", in, nil, terms}}
}

// counties: rsegregation in the Bay Area.
func counties(t *testing.T, f frame, r record) []check {
	var p struct {
		By     string
		Groups []string
	}
	if !r.decodeParams(&p) {
		return nil
	}
	c := f.groups(t, p.Groups)
	population := f.numbers(t, "total_pop")
	for k := range c.Counts {
		c.Counts[k] = times(c.Counts[k], population)
	}
	var names []string
	var of []int
	for _, county := range f.column(t, p.By) {
		at := slices.Index(names, county)
		if at < 0 {
			at = len(names)
			names = append(names, county)
		}
		of = append(of, at)
	}
	c.Within = [][]int{of}
	want := map[string]float64{}
	for _, v := range decode[[]struct {
		County                  string
		Within, Between, PopCol float64
	}](t, r.Value) {
		part := fmt.Sprintf("part=level 0 #%d: ", slices.Index(names, v.County))
		want[part+"M"], want[part+"divergence"], want[part+"share"] = v.Within, v.Between, v.PopCol
	}
	return []check{{mutualDecomposition, index.Input{Composition: c}, nil, want}}
}

// compressed: all steps, and which schools each joins.
func compressed(t *testing.T, data *library, r record) []check {
	f := data.frame(t, r.Dataset)
	c := f.long(t, "race", "school")
	var names []string
	for _, s := range f.column(t, "school") {
		if !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	steps := readFrame(t, filepath.Join(data.dir, decode[struct {
		File string `json:"iterations_file"`
	}](t, r.Value).File))
	joins, err := segregation.Compression(c, math.E)
	if err != nil {
		t.Fatal(err)
	}
	left, units := steps.numbers(t, "M"), steps.numbers(t, "N_units")
	into, joined := steps.column(t, "new_unit"), steps.column(t, "old_unit")
	if len(joins) != len(into) && len(joins) != len(into)-1 {
		t.Fatalf("got %d steps, want those of %d rows", len(joins), len(into))
	}
	cluster := make([]int, len(names)) // the smallest number in the cluster of each school
	for i := range cluster {
		cluster[i] = i
	}
	for j, join := range joins {
		a, b := cluster[slices.Index(names, into[j])], cluster[slices.Index(names, joined[j])]
		if got, want := [2]int{join.A, join.B}, [2]int{min(a, b), max(a, b)}; got != want {
			t.Errorf("step %d: got units %v joined, want %v", j+1, got, want)
		}
		for i := range cluster {
			if cluster[i] == max(a, b) {
				cluster[i] = min(a, b)
			}
		}
	}
	want := map[string]float64{}
	for j := range left {
		want["at="+strconv.FormatFloat(units[j], 'g', -1, 64)] = left[j]
	}
	return []check{{"compression", index.Input{Composition: c}, nil, want}}
}

// Values of units in files of their own: school by school, tract by tract, commune by commune.
func TestValuesOfUnitsOfOtherPrograms(t *testing.T) {
	data := newLibrary(t)
	file := func(name string) frame { return readFrame(t, filepath.Join(data.dir, name)) }
	compare := func(id string, c index.Composition, p index.Params, value func(p index.Part) int, want []float64, f func(float64) float64, tolerance float64) {
		t.Helper()
		parts, err := find(t, id).Compute(index.Input{Composition: c}, p)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		met := 0
		for _, part := range parts {
			row := value(part)
			if row < 0 {
				continue
			}
			met++
			if got := f(part.Value); !(math.Abs(got-want[row]) <= tolerance*max(1, math.Abs(want[row]))) {
				t.Errorf("%s, unit %d, group %d: got %v, want %v", id, part.Unit, part.Group, got, want[row])
			}
		}
		if met < len(want)-1 { // one tract may be empty
			t.Errorf("%s: got %d values, want %d", id, met, len(want))
		}
	}
	unit := func(p index.Part) int { return p.Unit }
	as := func(v float64) float64 { return v }
	ofGroup := func(k int) func(p index.Part) int {
		return func(p index.Part) int {
			if p.Group != k {
				return -1
			}
			return p.Unit
		}
	}

	for _, year := range []string{"00", "05"} {
		pupils, want := data.frame(t, "rseg_schools"+year+".csv"), file("rseg_schools"+year+"_local_expected.csv")
		c := pupils.long(t, "race", "school")
		row := make(map[string]int)
		for j, name := range want.column(t, "school") {
			row[name] = j
		}
		var of []int
		for _, name := range pupils.column(t, "school") {
			if len(of) == 0 || !slices.Contains(of, row[name]) {
				of = append(of, row[name])
			}
		}
		compare("local-divergence", c, nil, func(p index.Part) int { return of[p.Unit] }, want.numbers(t, "ls"), as, 1e-12)
	}

	tracts, want := data.frame(t, "pysal_sacramento_tracts.csv"), file("pysal_sacramento_local_expected.csv")
	races := []string{"WHITE", "BLACK", "ASIAN", "HISP"}
	c := tracts.groups(t, races)
	compare("local-entropy", c, nil, unit, want.numbers(t, "MultiLocalDiversity"), as, 1e-11)
	compare("local-entropy", c, index.Params{"normalise": 1}, unit, want.numbers(t, "MultiLocalEntropy"), as, 1e-11)
	compare("local-simpson", c, nil, unit, want.numbers(t, "MultiLocalSimpsonInteraction"), as, 1e-11)
	compare("local-simpson", c, nil, unit, want.numbers(t, "MultiLocalSimpsonConcentration"), func(v float64) float64 { return 1 - v }, 1e-11)
	for k, race := range races {
		compare("location-quotient", c, nil, ofGroup(k), want.numbers(t, "LQ_"+race), as, 1e-11)
	}

	communes, want := data.frame(t, "oasisr_grehsize.csv"), file("oasisr_grehsize_local_expected.csv")
	sizes := []string{"VAR3", "VAR4", "VAR5"}
	c = communes.groups(t, sizes)
	compare("local-entropy", c, nil, unit, want.numbers(t, "LShannon"), as, 1e-12)
	compare("local-entropy", c, index.Params{"normalise": 2}, unit, want.numbers(t, "HLoc"), as, 1e-12)
	compare("local-simpson", c, nil, unit, want.numbers(t, "LSimpson"), as, 1e-12)
	for k, size := range sizes {
		compare("location-quotient", c, nil, ofGroup(k), want.numbers(t, "LQ_"+size), as, 1e-12)
	}
}
