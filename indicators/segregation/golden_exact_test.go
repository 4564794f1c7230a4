package segregation_test

import (
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// Values from independent implementations of the formulas, where no program that was run is right or has the index.
func exact(t *testing.T, data *library, r record) []check {
	if r.Dataset == "inline: 10 schools, r1=1 r2=9 each" {
		return byChance(t, r)
	}
	var p struct{ Group, Total string }
	ids := map[string]string{
		"ConProf exact": "concentration-profile", "HutchensSqrt": "hutchens",
		"DensityCorrectedDissim exact": "density-corrected-dissimilarity",
	}
	id := ids[r.Index]
	if id == "" || !r.decodeParams(&p) {
		return nil
	}
	f := data.frame(t, r.Dataset)
	return []check{is(id, against(f.numbers(t, p.Group), f.numbers(t, "TOT_POP")), nil, decode[float64](t, r.Value))}
}

// byChance: one of a group and nine of the other in each of ten schools, dealt out anew. R segregation draws 5,000 times.
func byChance(t *testing.T, r record) []check {
	c := index.Composition{Counts: [][]float64{slices.Repeat([]float64{1}, 10), slices.Repeat([]float64{9}, 10)}}
	fixed := index.Params{"margins": 1}
	switch r.Index {
	case "E[D] under fixed margins, exact":
		return []check{is("expected-dissimilarity", c, fixed, decode[float64](t, r.Value))}
	case "dissimilarity_expected":
		return []check{is("expected-dissimilarity", c, fixed, decode[[]struct{ Est float64 }](t, r.Value)[0].Est)}
	}
	return nil
}
