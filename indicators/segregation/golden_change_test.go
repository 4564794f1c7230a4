package segregation_test

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Differences between two dates.
func changes(t *testing.T, data *library, r record) []check {
	switch {
	case r.Set == "rpeers" && r.Index == "mutual_difference":
		return mutualDifference(t, data, r)
	case r.Set == "rpeers" && r.Index == "ipf":
		return ipf(t, r)
	case r.Set == "pysal" && strings.HasPrefix(r.Index, "DecomposeSegregation."):
		return structure(t, data, r)
	}
	return nil
}

// mutualDifference: the R package segregation. Its fits replace empty cells by 0.0001 people, which its tolerance covers.
func mutualDifference(t *testing.T, data *library, r record) []check {
	var p struct {
		Group, Unit, Weight, Method string
		Precision                   *float64
	}
	ids := map[string]string{
		"shapley": "mutual-information-change", "km": "mutual-information-change-one-way", "mrc": "mora-ruiz-castillo-change",
	}
	if !r.decodeParams(&p) || ids[p.Method] == "" {
		return nil
	}
	var in index.Input
	switch {
	case r.Dataset == "rseg_schools00.csv + rseg_schools05.csv":
		in.Composition, in.After = twoDates(t, data, p.Group, p.Unit)
	case strings.HasPrefix(r.Dataset, "inline: data1 n=40,30,20,10|5,10,15,20 data2 n=20,20,20,15|5,10,10,15 "):
		in.Composition.Counts = [][]float64{{40, 5}, {30, 10}, {20, 15}, {10, 20}}
		in.After.Counts = [][]float64{{20, 5}, {20, 10}, {20, 10}, {15, 15}}
	default:
		return nil
	}
	want := map[string]float64{}
	names := map[string]string{"M1": "before", "M2": "after", "diff": "change", "group_marginal": "group margin", "unit_marginal": "unit margin"}
	for name, v := range decode[map[string]float64](t, r.Value) {
		if ours, ok := names[name]; ok {
			name = ours
		}
		want["part="+name] = v
	}
	return []check{{ids[p.Method], in, nil, want}}
}

// twoDates returns the schools of both years with the units and groups of either.
func twoDates(t *testing.T, data *library, group, unit string) (before, after index.Composition) {
	t.Helper()
	var years [2]map[[2]string]float64
	units, groups := map[string]bool{}, map[string]bool{}
	for k, name := range []string{"rseg_schools00.csv", "rseg_schools05.csv"} {
		f := data.frame(t, name)
		years[k] = map[[2]string]float64{}
		u, g, n := f.column(t, unit), f.column(t, group), f.numbers(t, "n")
		for i := range n {
			years[k][[2]string{u[i], g[i]}] += n[i]
			units[u[i]], groups[g[i]] = true, true
		}
	}
	for k, c := range []*index.Composition{&before, &after} {
		c.Names = slices.Sorted(maps.Keys(groups))
		for _, g := range c.Names {
			var counts []float64
			for _, u := range slices.Sorted(maps.Keys(units)) {
				counts = append(counts, years[k][[2]string{u, g}])
			}
			c.Counts = append(c.Counts, counts)
		}
	}
	return before, after
}

// The example of Karmel and Maclachlan (1988): occupations by sex.
var (
	occupationsBefore = index.Composition{Names: []string{"male", "female"}, Counts: [][]float64{{100, 50, 100}, {50, 50, 50}}}
	occupationsAfter  = index.Composition{Names: []string{"male", "female"}, Counts: [][]float64{{125, 100, 100}, {100, 100, 75}}}
)

// ipf: the fitted table of the example, and the structural term that M has with it.
func ipf(t *testing.T, r record) []check {
	if !strings.HasPrefix(r.Dataset, "inline: Karmel & Maclachlan 1988, source n=100,50,100|50,50,50 target n=125,100,100|100,100,75 ") {
		return nil
	}
	rows := decode[[]struct {
		Occ    int
		Gender string
		N      float64 `json:"n_target_scale"`
	}](t, r.Value)
	got, err := segregation.FitMargins(occupationsBefore, totals(occupationsAfter), []float64{325, 275})
	if err != nil || len(rows) != 6 {
		t.Fatalf("%s: %v, %d cells", r, err, len(rows))
	}
	want := index.Composition{Counts: [][]float64{make([]float64, 3), make([]float64, 3)}}
	for _, cell := range rows {
		k := slices.Index(got.Names, cell.Gender)
		want.Counts[k][cell.Occ-1] = cell.N
		if v := got.Counts[k][cell.Occ-1]; !(math.Abs(v-cell.N) <= r.Tolerance*cell.N) {
			t.Errorf("%s: got %v %s in occupation %d, want %v", r, v, cell.Gender, cell.Occ, cell.N)
		}
	}
	structural := value(t, "mutual-information", occupationsAfter, nil) - value(t, "mutual-information", want, nil)
	return []check{{"mutual-information-change-one-way", index.Input{Composition: occupationsBefore, After: occupationsAfter}, nil,
		map[string]float64{"part=structural": structural}}}
}

// structure: PySAL, two groups of the same tracts, each against everybody else. It subtracts the second from the first.
func structure(t *testing.T, data *library, r record) []check {
	var p struct{ Index, Group1, Group2, Approach string }
	if !r.decodeParams(&p) || p.Index != "Dissim" {
		return nil
	}
	f := data.frame(t, r.Dataset)
	everybody := f.numbers(t, "TOT_POP")
	in := index.Input{Composition: against(f.numbers(t, p.Group1), everybody), After: against(f.numbers(t, p.Group2), everybody)}
	part := map[string]string{"DecomposeSegregation.c_s": "spatial", "DecomposeSegregation.c_a": "attribute"}[r.Index]
	by := strings.ReplaceAll(p.Approach, "_", " ")
	return []check{{"composition-share-change", in, nil, map[string]float64{"part=" + part + " by " + by: -decode[float64](t, r.Value)}}}
}
