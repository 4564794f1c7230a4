package segregation_test

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// OasisR gives one value per group (against all others), a matrix of pairs, or one value for all groups.
func oasis(t *testing.T, data *library, r record) (out []check) {
	var p struct {
		Groups []string
		Delta  float64
		Exact  bool // the variant that leaves the person itself out
	}
	if r.Set != "oasisr" || !r.decodeParams(&p) {
		return nil
	}
	one := map[string]string{
		"ISDuncan": "dissimilarity", "Gini": "gini-segregation", "HTheil": "theil-h", "Atkinson": "atkinson-segregation",
		"Eta2": "correlation-ratio", "xPx": "isolation", "Gorard": "gorard-segregation",
	}
	pairs := map[string]string{"DIDuncan": "dissimilarity", "Gini2": "gini-segregation"}
	all := map[string]string{
		"DMulti": "multigroup-dissimilarity", "GiniMulti": "multigroup-gini", "HMulti": "multigroup-theil-h",
		"RelDivers": "relative-diversity", "CMulti": "squared-coefficient-of-variation", "PMulti": "normalised-exposure",
		"HShannon": "entropy", "NShannon": "pielou-evenness", "ISimpson": "simpson-interaction",
	}
	interaction, selfExcluded := "interaction", index.Params{}
	if p.Exact {
		one["xPx"], interaction, selfExcluded = "isolation-self-excluded", "interaction-self-excluded", index.Params{"self-excluded": 1}
	}
	if all[r.Index] == "" && one[r.Index] == "" && pairs[r.Index] == "" && r.Index != "xPy" {
		return nil
	}
	c := data.frame(t, r.Dataset).groups(t, p.Groups)
	total := totals(c)
	switch id := one[r.Index]; {
	case id != "":
		var chosen index.Params
		if p.Delta > 0 {
			chosen = index.Params{"b": p.Delta}
		}
		for k, want := range decode[[]float64](t, r.Value) {
			out = append(out, is(id, against(c.Counts[k], total), chosen, want))
		}
	case pairs[r.Index] != "":
		for a, row := range decode[[][]float64](t, r.Value) {
			for b, want := range row {
				if a != b {
					out = append(out, is(pairs[r.Index], index.Composition{Counts: [][]float64{c.Counts[a], c.Counts[b]}}, nil, want))
				}
			}
		}
	case r.Index == "xPy":
		// Row a: the exposure of a to each group; all but its own make up its interaction with everybody else.
		matrix := check{"exposure-matrix", index.Input{Composition: c}, selfExcluded, make(map[string]float64)}
		for a, row := range decode[[][]float64](t, r.Value) {
			out = append(out,
				is(one["xPx"], against(c.Counts[a], total), nil, row[a]),
				is(interaction, against(c.Counts[a], total), nil, index.Total(row)-row[a]))
			for b, want := range row {
				matrix.want[about(index.OfPair(a, b, 0))] = want
			}
		}
		out = append(out, matrix)
	default:
		out = append(out, is(all[r.Index], c, nil, single(t, r.Value)))
	}
	return out
}

// Every table of pairs that OasisR gives, whole: both orders of each pair, and nothing of a group with itself.
func TestPairwiseOfOasisR(t *testing.T) {
	data := newLibrary(t)
	ids := map[string]string{"DIDuncan": "dissimilarity", "Gini2": "gini-segregation"}
	tables := 0
	for _, r := range data.records {
		var p struct{ Groups []string }
		id := ids[r.Index]
		if r.Set != "oasisr" || id == "" || !r.decodeParams(&p) {
			continue
		}
		tables++
		parts, err := index.Pairwise(find(t, id), data.frame(t, r.Dataset).groups(t, p.Groups), nil)
		if err != nil {
			t.Fatalf("%s: %v", r, err)
		}
		want := decode[[][]float64](t, r.Value)
		if K := len(p.Groups); len(parts) != K*(K-1) {
			t.Errorf("%s: got %d pairs of %d groups", r, len(parts), K)
		}
		for _, got := range parts {
			if v := want[got.Group][got.With]; got.Group == got.With || !(math.Abs(got.Value-v) <= r.Tolerance) {
				t.Errorf("%s: %s is %v, want %v", r, about(got), got.Value, v)
			}
		}
	}
	if tables < 10 {
		t.Errorf("got %d tables, want at least 10", tables)
	}
}
