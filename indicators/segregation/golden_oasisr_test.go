package segregation_test

import (
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// OasisR gives one value per group (against all others), a matrix of pairs, or one value for all groups.
var oasisSource = source{"OasisR", oasis, map[string]int{
	"atkinson-segregation": 83, "correlation-ratio": 17, "dissimilarity": 29, "entropy": 14, "gini-segregation": 24,
	"interaction": 15, "isolation": 27, "multigroup-dissimilarity": 10, "multigroup-theil-h": 5, "theil-h": 13,
}}

func oasis(t *testing.T, data *library, r record) (out []check) {
	var p struct {
		Groups []string
		Delta  float64
		Exact  bool // the variant that leaves the person itself out
	}
	if r.Set != "oasisr" || !r.decodeParams(&p) || p.Exact {
		return nil
	}
	one := map[string]string{
		"ISDuncan": "dissimilarity", "Gini": "gini-segregation", "HTheil": "theil-h", "Atkinson": "atkinson-segregation",
		"Eta2": "correlation-ratio", "xPx": "isolation",
	}
	pairs := map[string]string{"DIDuncan": "dissimilarity", "Gini2": "gini-segregation"}
	all := map[string]string{"DMulti": "multigroup-dissimilarity", "HMulti": "multigroup-theil-h", "HShannon": "entropy", "NShannon": "entropy"}
	if _, known := all[r.Index]; !known && one[r.Index] == "" && pairs[r.Index] == "" && r.Index != "xPy" {
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
		for a, row := range decode[[][]float64](t, r.Value) {
			others := index.Total(row) - row[a]
			out = append(out,
				is("isolation", against(c.Counts[a], total), nil, row[a]),
				is("interaction", against(c.Counts[a], total), nil, others))
		}
	default:
		var chosen index.Params
		if r.Index == "NShannon" {
			chosen = index.Params{"base": float64(len(p.Groups))}
		}
		out = append(out, is(all[r.Index], c, chosen, single(t, r.Value)))
	}
	return out
}
