package segregation_test

import (
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

// record is one value that another program computed.
type record struct {
	Set, Index, Dataset, Note string
	Params                    json.RawMessage
	Value                     json.RawMessage
	Tolerance                 float64
}

// params are the parameters of a record that this test understands. A record with others is about a variant (spatial,
// within groups) that is no index of this package.
type params struct {
	Group, Total, Unit, Weight, CRS string
	Area, Filter, Weights           string
	Cols, Rows, Population, Comment string
	Groups                          []string
	B, Delta, Base, LogBase         float64
	Maxdist                         any
	Exact, Normalized               bool
	Within                          string
}

// check is one comparison with an index of this package.
type check struct {
	id   string
	c    index.Composition
	p    index.Params
	want float64
}

func TestValuesOfOtherPrograms(t *testing.T) {
	dir := golden.Path(t, "golden", "segregation")
	records := golden.JSON[[]record](t, filepath.Join(dir, "expected.json"))
	data := make(map[string]frame)
	compared := make(map[string]int)
	for _, r := range records {
		if strings.Contains(r.Note, "peer bug") || strings.Contains(r.Note, "wrong or degenerate") {
			continue
		}
		p, ok := understood(r)
		if !ok {
			continue
		}
		f, ok := data[r.Dataset]
		if !ok && strings.HasSuffix(r.Dataset, ".csv") && !strings.Contains(r.Dataset, " ") {
			f = readFrame(t, filepath.Join(dir, r.Dataset))
			data[r.Dataset] = f
		}
		for _, k := range r.checks(t, f, p) {
			got := value(t, k.id, k.c, k.p)
			if !(math.Abs(got-k.want) <= r.Tolerance) {
				t.Errorf("%s %s on %s, %s: %s is %v, want %v within %v", r.Set, r.Index, r.Dataset, r.Params, k.id, got, k.want, r.Tolerance)
			}
			compared[k.id]++
		}
	}
	t.Logf("values of other programs: %v", compared)
	// Every index must have met some of them: a change of names in the file must not silence the test.
	for _, ix := range []struct {
		id    string
		least int
	}{
		{"dissimilarity", 40}, {"gini-segregation", 25}, {"isolation", 40}, {"interaction", 30}, {"correlation-ratio", 25},
		{"theil-h", 15}, {"atkinson-segregation", 90}, {"multigroup-dissimilarity", 15}, {"multigroup-theil-h", 20},
		{"mutual-information", 12}, {"entropy", 18}, {"mean-local-entropy", 3},
	} {
		if got := compared[ix.id]; got < ix.least {
			t.Errorf("%s: got %d comparisons, want at least %d", ix.id, got, ix.least)
		}
	}
}

// understood returns the parameters of r, and false where it has any that stand for something else.
func understood(r record) (params, bool) {
	var p params
	if string(r.Params) == "[]" {
		return p, true
	}
	d := json.NewDecoder(strings.NewReader(string(r.Params)))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil || p.Within != "" && r.Index != "entropy" {
		return p, false
	}
	return p, true
}

// checks returns what r says about the indices of this package, which may be nothing.
func (r record) checks(t *testing.T, f frame, p params) []check {
	switch r.Set {
	case "pysal":
		return r.pysal(t, f, p)
	case "oasisr":
		return r.oasis(t, f, p)
	case "detroit":
		return r.detroit(t, f, p)
	}
	switch {
	case strings.HasPrefix(r.Dataset, "rseg_schools"):
		return r.elbers(t, f, p)
	case strings.HasPrefix(r.Dataset, "inline matrix"):
		return r.inline(t)
	case r.Dataset == "seg_segdata.csv" || r.Dataset == "pysal_sacramento_tracts.csv":
		return r.seg(t, f, p)
	case r.Dataset == "rsegregation_bay_race.csv":
		return r.bay(t, f, p)
	case strings.HasPrefix(r.Dataset, "divseg"):
		return r.divseg(t, f)
	}
	return nil
}

// pysal: PySAL segregation, groups given by column; a two-group index takes a group and the total.
func (r record) pysal(t *testing.T, f frame, p params) []check {
	two := map[string]string{
		"Dissim": "dissimilarity", "Gini": "gini-segregation", "Entropy": "theil-h", "Atkinson": "atkinson-segregation",
		"Isolation": "isolation", "Interaction": "interaction", "CorrelationR": "correlation-ratio",
	}
	multi := map[string]string{
		"MultiDissim": "multigroup-dissimilarity", "MultiInfoTheory": "multigroup-theil-h", "MultiDivergence": "mutual-information",
		"MultiDiversity": "entropy",
	}
	var chosen index.Params
	if p.B > 0 {
		chosen = index.Params{"b": p.B}
	}
	if p.Normalized {
		chosen = index.Params{"base": float64(len(p.Groups))}
	}
	if id, ok := two[r.Index]; ok {
		x := f.numbers(t, p.Group)
		return []check{{id, against(x, f.numbers(t, p.Total)), chosen, decode[float64](t, r.Value)}}
	}
	if id, ok := multi[r.Index]; ok {
		return []check{{id, f.groups(t, p.Groups), chosen, decode[float64](t, r.Value)}}
	}
	return nil
}

// oasis: OasisR gives one value per group (against all others), a matrix of pairs, or one value for all groups.
func (r record) oasis(t *testing.T, f frame, p params) (out []check) {
	one := map[string]string{
		"ISDuncan": "dissimilarity", "Gini": "gini-segregation", "HTheil": "theil-h", "Atkinson": "atkinson-segregation",
		"Eta2": "correlation-ratio", "xPx": "isolation",
	}
	pairs := map[string]string{"DIDuncan": "dissimilarity", "Gini2": "gini-segregation"}
	all := map[string]string{"DMulti": "multigroup-dissimilarity", "HMulti": "multigroup-theil-h", "HShannon": "entropy", "NShannon": "entropy"}
	if p.Exact { // the variant that leaves the person itself out
		return nil
	}
	if _, known := all[r.Index]; !known && one[r.Index] == "" && pairs[r.Index] == "" && r.Index != "xPy" {
		return nil
	}
	c := f.groups(t, p.Groups)
	total := totals(c)
	switch id := one[r.Index]; {
	case id != "":
		var chosen index.Params
		if p.Delta > 0 {
			chosen = index.Params{"b": p.Delta}
		}
		for k, want := range decode[[]float64](t, r.Value) {
			out = append(out, check{id, against(c.Counts[k], total), chosen, want})
		}
	case pairs[r.Index] != "":
		for a, row := range decode[[][]float64](t, r.Value) {
			for b, want := range row {
				if a != b {
					out = append(out, check{pairs[r.Index], index.Composition{Counts: [][]float64{c.Counts[a], c.Counts[b]}}, nil, want})
				}
			}
		}
	case r.Index == "xPy":
		// Row a: the exposure of a to each group; all but its own make up its interaction with everybody else.
		for a, row := range decode[[][]float64](t, r.Value) {
			others := index.Total(row) - row[a]
			out = append(out,
				check{"isolation", against(c.Counts[a], total), nil, row[a]},
				check{"interaction", against(c.Counts[a], total), nil, others})
		}
	default:
		var chosen index.Params
		if r.Index == "NShannon" {
			chosen = index.Params{"base": float64(len(p.Groups))}
		}
		out = append(out, check{all[r.Index], c, chosen, single(t, r.Value)})
	}
	return out
}

// elbers: the R package segregation, long data of pupils by race and school.
func (r record) elbers(t *testing.T, f frame, p params) (out []check) {
	switch r.Index {
	case "mutual_total":
		var chosen index.Params
		if p.Base > 0 {
			chosen = index.Params{"base": p.Base}
		}
		want := decode[struct{ M, H float64 }](t, r.Value)
		c := f.long(t, p.Group, p.Unit)
		out = append(out, check{"mutual-information", c, chosen, want.M}, check{"multigroup-theil-h", c, nil, want.H})
	case "entropy":
		// Within states it is the mean of their entropies by population.
		id, unit := "entropy", "school"
		if p.Within != "" {
			id, unit = "mean-local-entropy", p.Within
		}
		out = append(out, check{id, f.long(t, p.Group, unit), nil, decode[float64](t, r.Value)})
	case "dissimilarity":
		c := f.long(t, "race", p.Unit)
		x, y := slices.Index(c.Names, p.Groups[0]), slices.Index(c.Names, p.Groups[1])
		pair := against(c.Counts[x], totals(c)) // "other" is everybody else
		if y >= 0 {
			pair = index.Composition{Counts: [][]float64{c.Counts[x], c.Counts[y]}}
		}
		out = append(out, check{"dissimilarity", pair, nil, decode[float64](t, r.Value)})
	case "isolation":
		c := f.long(t, p.Group, p.Unit)
		for _, want := range decode[[]struct {
			Race      string
			Isolation float64
		}](t, r.Value) {
			out = append(out, check{"isolation", against(c.Counts[slices.Index(c.Names, want.Race)], totals(c)), nil, want.Isolation})
		}
	case "exposure":
		c := f.long(t, p.Group, p.Unit)
		interaction := make([]float64, len(c.Names))
		for _, e := range decode[[]struct {
			Of, To   string
			Exposure float64
		}](t, r.Value) {
			if e.Of != e.To {
				interaction[slices.Index(c.Names, e.Of)] += e.Exposure
			}
		}
		for k, want := range interaction {
			out = append(out, check{"interaction", against(c.Counts[k], totals(c)), nil, want})
		}
	}
	return out
}

// inline: the matrices that are written out in the name of the data set.
func (r record) inline(t *testing.T) []check {
	const ends, blocks = "inline matrix 4x2: g1=100,60,40,0 g2=0,40,60,100", "inline matrix 4x2: g1=80,80,20,20 g2=20,20,80,80"
	first := index.Composition{Counts: [][]float64{{100, 60, 40, 0}, {0, 40, 60, 100}}}
	switch r.Dataset {
	case ends:
		return []check{{"dissimilarity", first, nil, decode[float64](t, r.Value)}}
	case blocks:
		c := index.Composition{Counts: [][]float64{{80, 80, 20, 20}, {20, 20, 80, 80}}}
		return []check{{"dissimilarity", c, nil, decode[float64](t, r.Value)}}
	case "inline matrix m1 as above":
		want := decode[struct{ M, H float64 }](t, r.Value)
		return []check{{"mutual-information", first, nil, want.M}, {"theil-h", first, nil, want.H}}
	}
	return nil
}

// seg: the R package seg, Morrill's patterns A to H and Sacramento. Without a distance its spatial indices are ours.
func (r record) seg(t *testing.T, f frame, p params) []check {
	switch {
	case r.Index == "dissim.d":
		return []check{{"dissimilarity", f.groups(t, p.Groups), nil, decode[float64](t, r.Value)}}
	case r.Index == "spseg" && p.Comment == "aspatial limit":
		want := decode[struct {
			D, R, H float64
			P       [][]float64
		}](t, r.Value)
		c := f.groups(t, p.Groups)
		return []check{
			{"multigroup-dissimilarity", c, nil, want.D}, {"multigroup-theil-h", c, nil, want.H}, {"correlation-ratio", c, nil, want.R},
			{"isolation", c, nil, want.P[0][0]}, {"interaction", c, nil, want.P[0][1]},
		}
	}
	return nil
}

// bay: rsegregation on shares by race in the Bay Area.
func (r record) bay(t *testing.T, f frame, p params) []check {
	ids := map[string]string{
		"divergence(summed)": "mutual-information", "entropy(overall)": "entropy",
		"entropy(information_theory, summed)": "multigroup-theil-h", "dissimilarity": "dissimilarity", "isolation": "isolation",
	}
	id, ok := ids[r.Index]
	if !ok {
		return nil
	}
	population := f.numbers(t, "total_pop")
	if r.Index == "isolation" {
		return []check{{id, against(times(f.numbers(t, p.Group), population), population), nil, decode[float64](t, r.Value)}}
	}
	c := f.groups(t, p.Groups)
	for k := range c.Counts {
		c.Counts[k] = times(c.Counts[k], population)
	}
	return []check{{id, c, nil, decode[float64](t, r.Value)}}
}

// divseg: white against everybody else in Delaware.
func (r record) divseg(t *testing.T, f frame) []check {
	ids := map[string]string{
		"ds_atkinson": "atkinson-segregation", "ds_isolation": "isolation", "ds_interaction": "interaction",
		"ds_dissim": "dissimilarity", "ds_correlation": "correlation-ratio", "ds_entropy": "theil-h",
	}
	id, ok := ids[r.Index]
	if !ok {
		return nil
	}
	var names []string
	for _, name := range f.header {
		if strings.HasPrefix(name, "pop_") {
			names = append(names, name)
		}
	}
	c := f.groups(t, names)
	return []check{{id, against(c.Counts[0], totals(c)), nil, decode[float64](t, r.Value)}}
}

// detroit: Roberto's published values, black and white shares in the city or in the whole metropolitan area.
func (r record) detroit(t *testing.T, f frame, p params) []check {
	ids := map[string]string{"divergence (summed)": "mutual-information", "entropy (weighted mean of units)": "mean-local-entropy"}
	population := f.numbers(t, "population")
	if p.Area == "city" {
		for i, place := range f.column(t, "place_name") {
			if !strings.HasPrefix(place, "Detroit city") {
				population[i] = 0
			}
		}
	}
	c := f.groups(t, p.Groups)
	for k := range c.Counts {
		c.Counts[k] = times(c.Counts[k], population)
	}
	return []check{{ids[r.Index], c, index.Params{"base": p.LogBase}, decode[float64](t, r.Value)}}
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

func decode[T any](t *testing.T, b []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(fmt.Errorf("%.80s: %w", b, err))
	}
	return v
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

// times returns the counts that shares of a population stand for; nobody has no shares.
func times(share, population []float64) []float64 {
	out := make([]float64, len(share))
	for i, n := range population {
		if n > 0 {
			out[i] = share[i] * n
		}
	}
	return out
}
