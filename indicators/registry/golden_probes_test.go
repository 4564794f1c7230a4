package registry_test

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// healthequal was also run on data with two estimates of 34 missing. What it computes must agree; where it fails, an index of ours must
// have a value. Its slope index follows the scale that it guesses from the largest estimate: twice the estimates are not twice the index
// there, and are here.
func TestProbesOfHealthequal(t *testing.T) {
	data := newLibrary(t)
	probes := golden.JSON[[]record](t, filepath.Join(data.dir, "robustness_probes.json"))
	rows := data.rows(t, "he_nonordered_sample.csv")
	s := index.Subgroups{Reference: -1, Favourable: true, High: 100}
	reference := -1
	for i, row := range rows {
		if i == 2 || i == 6 {
			continue
		}
		if row["reference_subgroup"] == "1" {
			reference = len(s.Estimates)
		}
		s.Estimates = append(s.Estimates, row.Number(t, "estimate"))
		s.SE = append(s.SE, row.Number(t, "se"))
		s.Population = append(s.Population, row.Number(t, "population"))
	}
	compute := func(id string, s index.Subgroups) index.Part {
		t.Helper()
		ix, err := registry.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		parts, err := ix.Compute(index.Input{Subgroups: s}, nil)
		if len(parts) != 1 {
			t.Fatalf("%s: %v", id, err)
		}
		return parts[0]
	}
	near := func(what string, got, want float64) {
		t.Helper()
		if !(math.Abs(got-want) <= 1e-9*max(1, math.Abs(want))) {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	ordered := index.Subgroups{Reference: -1, Favourable: true}
	for _, row := range data.rows(t, "he_ordered_sample.csv") {
		ordered.Estimates = append(ordered.Estimates, row.Number(t, "estimate"))
		ordered.Population = append(ordered.Population, row.Number(t, "population"))
		ordered.Rank = append(ordered.Rank, row.Number(t, "subgroup_order"))
	}
	times := func(f float64) index.Subgroups {
		out := ordered
		out.Estimates = nil
		for _, y := range ordered.Estimates {
			out.Estimates = append(out.Estimates, f*y)
		}
		return out
	}
	for _, r := range probes {
		switch r.Measure {
		case "d":
			p := compute("difference", s)
			near("d", p.Value, r.number(t))
			near("d, standard error", p.SE, *r.SE)
		case "bgv":
			p := compute("bgv", s)
			near("bgv", p.Value, r.number(t))
			near("bgv, standard error", p.SE, *r.SE)
			near("bgv, upper limit", p.Upper, *r.Upper)
		case "paf":
			near("paf", compute("paf", s).Value, r.number(t))
		case "mdrw":
			against := s
			against.Reference = reference
			near("mdrw", compute("mdr", against).Value, r.number(t))
		case "mdbw", "ti", "aci": // fails there
			got := map[string]func() float64{
				"mdbw": func() float64 { return compute("mdb", s).Value },
				"ti":   func() float64 { return compute("disparity-theil-t", s).Value },
				"aci": func() float64 {
					gap := ordered
					gap.Estimates = append(append([]float64{}, ordered.Estimates[:2]...), ordered.Estimates[3:]...)
					gap.Population = append(append([]float64{}, ordered.Population[:2]...), ordered.Population[3:]...)
					gap.Rank = append(append([]float64{}, ordered.Rank[:2]...), ordered.Rank[3:]...)
					return compute("aci", gap).Value
				},
			}[r.Measure]()
			if !(got > 0) || string(r.Value) != "null" {
				t.Errorf("%s: got %v where healthequal has %s, want a value where it has none", r.Measure, got, r.Value)
			}
		case "sii": // 316.18 for ten times and 54.29 for twice the estimates, of which 31.62 is the index
			near("sii of ten times the estimates", compute("sii", times(10)).Value, 10*compute("sii", ordered).Value)
			near("sii of twice the estimates", compute("sii", times(2)).Value, 2*compute("sii", ordered).Value)
		default:
			t.Errorf("nobody knows the probe %s", r.Measure)
		}
	}
	if len(probes) < 9 {
		t.Errorf("got %d probes, want 9 or more", len(probes))
	}
}
