package segregation_test

import (
	"math"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// sacramento returns the tracts of Sacramento's neighbours that share a corner.
func (l *library) sacramento(t *testing.T) *space.Graph {
	t.Helper()
	codes := l.frame(t, "pysal_sacramento_tracts.csv").column(t, "FIPS")
	f := l.frame(t, "pysal_sacramento_adjacency.csv")
	to, queen := f.column(t, "fips_j"), f.numbers(t, "queen")
	var links []space.Link
	for k, from := range f.column(t, "fips_i") {
		if i, j := slices.Index(codes, from), slices.Index(codes, to[k]); queen[k] == 1 {
			links = append(links, space.Link{From: i, To: j, Value: 1}, space.Link{From: j, To: i, Value: 1})
		}
	}
	g, err := space.NewGraph(len(codes), links)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// profiled reads PySAL's spatial proximity profile.
func profiled(t *testing.T, data *library, r record) []check {
	var p struct{ Group, Total, CRS string }
	if r.Set != "pysal" || r.Index != "SpatialProxProf" || !r.decodeParams(&p) {
		return nil
	}
	f := data.frame(t, r.Dataset)
	c := against(f.numbers(t, p.Group), f.numbers(t, p.Total))
	c.Space = &space.Space{Borders: data.sacramento(t)}
	return []check{is("spatial-proximity-profile", c, nil, decode[float64](t, r.Value))}
}

// PySAL's points of the profile, added up as it does, give its value to the last digits: what is left is the grid. The points are those of
// the exact curve.
func TestProximityOnAGridIsPySALs(t *testing.T) {
	data := newLibrary(t)
	for _, r := range data.records {
		for _, c := range profiled(t, data, r) {
			at, eta, err := segregation.SpatialProximityCurve(c.in.Composition, false)
			if err != nil {
				t.Fatal(err)
			}
			X, Y := index.Total(c.in.Composition.Counts[0]), index.Total(c.in.Composition.Counts[1])
			P := X / (X + Y)
			const m = 1000
			sum := P
			for k := range m {
				s := float64(k) / (m - 1)
				if j, _ := slices.BinarySearch(at, s); j < len(at) {
					if s < P {
						sum -= eta[j] / m
					} else {
						sum += eta[j] / m
					}
				}
			}
			if got, want := sum/(1-P), single(t, r.Value); math.Abs(got-want) > r.Tolerance {
				t.Errorf("%s: got %v on a grid, want %v", r, got, want)
			}
		}
	}
}

// PySAL's local centralisation of Hispanics in Sacramento, with five neighbours. It was run on degrees taken for a plane; in metres 338 of the
// 403 tracts have other values.
func TestLocalCentralisationOfPySAL(t *testing.T) {
	data := newLibrary(t)
	f := data.frame(t, "pysal_sacramento_tracts.csv")
	c := against(f.numbers(t, "HISP"), f.numbers(t, "TOT_POP"))
	c.Space = &space.Space{Points: &space.Points{X: f.numbers(t, "lon"), Y: f.numbers(t, "lat")}}
	got, err := segregation.LocalCentralisation(c, 5, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := data.frame(t, "pysal_sacramento_local_expected.csv").numbers(t, "LocalRelativeCentralization_HISP_k5")
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= 1e-9) {
			t.Errorf("tract %d: got %v, want %v", i, got[i], want[i])
		}
	}
}
