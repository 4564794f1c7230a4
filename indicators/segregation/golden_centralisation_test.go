package segregation_test

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// centred reads indices of centralisation of PySAL, in metres and in degrees taken for a plane, and of OasisR.
func centred(t *testing.T, data *library, r record) (out []check) {
	var p struct {
		Group, Total, CRS string
		Groups            []string
		Center            any
	}
	ids := map[string]string{
		"AbsoluteCentralization": "absolute-centralisation", "RelativeCentralization": "relative-centralisation",
		"ACE": "absolute-centralisation", "RCE": "relative-centralisation", "ACEDuncan": "relative-centralisation",
	}
	id := ids[r.Index]
	if id == "" || !r.decodeParams(&p) {
		return nil
	}
	f := data.frame(t, r.Dataset)
	s := &space.Space{}
	switch {
	case strings.HasPrefix(r.Dataset, "oasisr_segdata"):
		if r.Index == "ACE" {
			return nil
		}
		s.Points = &space.Points{X: f.numbers(t, "x_km"), Y: f.numbers(t, "y_km")}
	case strings.HasPrefix(r.Dataset, "oasisr_grehsize"):
		s.Points, s.Area = &space.Points{X: f.numbers(t, "x"), Y: f.numbers(t, "y")}, f.numbers(t, "area_m2")
	case p.CRS == "EPSG:4326":
		s.Points, s.Area = &space.Points{X: f.numbers(t, "lon"), Y: f.numbers(t, "lat")}, f.numbers(t, "area_deg2")
	default:
		s.Points, s.Area = &space.Points{X: f.numbers(t, "x_utm10"), Y: f.numbers(t, "y_utm10")}, f.numbers(t, "area_m2")
	}
	rules := map[any]float64{nil: 1, "median": 3, "population_weighted_mean": 2, "largest_population": 4, 0.0: 0, "unit 1": 0}
	rule, ok := rules[p.Center]
	if !ok {
		t.Fatalf("%s: what centre is %v?", r, p.Center)
	}
	if r.Set == "oasisr" && strings.HasPrefix(r.Dataset, "pysal_sacramento") {
		rule = 1 // the record was run with distances from the mean
	}
	if rule == 0 {
		s.Centres = []space.Point{s.Points.At(0)}
	}
	located := func(x, y []float64) index.Composition { return index.Composition{Counts: [][]float64{x, y}, Space: s} }
	chosen := index.Params{"centre": rule}
	if r.Set == "pysal" {
		x := f.numbers(t, p.Group)
		return []check{is(id, located(x, against(x, f.numbers(t, p.Total)).Counts[1]), chosen, decode[float64](t, r.Value))}
	}
	c := f.groups(t, p.Groups)
	if r.Index == "RCE" {
		for a, row := range decode[[][]float64](t, r.Value) {
			for b, want := range row {
				if a != b {
					out = append(out, is(id, located(c.Counts[a], c.Counts[b]), chosen, want))
				}
			}
		}
		return out
	}
	for k, want := range decode[[]float64](t, r.Value) {
		out = append(out, is(id, located(c.Counts[k], against(c.Counts[k], totals(c)).Counts[1]), chosen, want))
	}
	return out
}
