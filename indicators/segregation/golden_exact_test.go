package segregation_test

import "testing"

// Values from independent implementations of the formulas, where no program that was run is right or has the index.
func exact(t *testing.T, data *library, r record) []check {
	var p struct{ Group, Total string }
	ids := map[string]string{"ConProf exact": "concentration-profile", "HutchensSqrt": "hutchens"}
	id := ids[r.Index]
	if id == "" || !r.decodeParams(&p) {
		return nil
	}
	f := data.frame(t, r.Dataset)
	return []check{is(id, against(f.numbers(t, p.Group), f.numbers(t, "TOT_POP")), nil, decode[float64](t, r.Value))}
}
