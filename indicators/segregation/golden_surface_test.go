package segregation_test

import (
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// plane returns where the rows of f lie, by its columns of coordinates, with lengths divided by a unit.
func (f frame) plane(t *testing.T, east, north string, unit float64) *space.Space {
	t.Helper()
	p := &space.Points{X: f.numbers(t, east), Y: f.numbers(t, north)}
	for i := range p.X {
		p.X[i] /= unit
		p.Y[i] /= unit
	}
	return &space.Space{Points: p}
}

// ofReardon are the values of a record with Reardon and O'Sullivan's four indices.
type ofReardon struct {
	H, R, D  float64
	Exposure [][]float64
	P        [][]float64 // the same, as seg calls it
}

// under returns the comparisons with the spatial indices under the kernel.
func (want ofReardon) under(c index.Composition, kernel string, bandwidth, cutoff float64) []check {
	p := index.Params{"kernel": float64(slices.Index(space.Shapes, kernel)), "bandwidth": bandwidth, "cutoff": cutoff}
	matrix := check{"spatial-exposure", index.Input{Composition: c}, p, make(map[string]float64)}
	for a, row := range append(want.Exposure, want.P...) {
		for b, v := range row {
			matrix.want[about(index.OfPair(a, b, 0))] = v
		}
	}
	out := []check{
		matrix, is("spatial-theil-h", c, p, want.H), is("spatial-relative-diversity", c, p, want.R), is("spatial-dissimilarity", c, p, want.D),
	}
	if len(want.P) == 2 {
		out = append(out, is("spatial-isolation", c, p, want.P[0][0]), is("spatial-interaction", c, p, want.P[0][1]))
	}
	return out
}

// Reardon and O'Sullivan's indices, from the formulas and from seg.
func surroundings(t *testing.T, data *library, r record) []check {
	switch {
	case r.Set == "textbook" && strings.HasPrefix(r.Index, "Reardon-O'Sullivan"):
		var p struct {
			Groups    []string
			Kilometre float64 `json:"bandwidth_km"`
			Kernel    string
		}
		if !r.decodeParams(&p) {
			return nil
		}
		f := data.frame(t, r.Dataset)
		c := f.groups(t, p.Groups)
		c.Space = f.plane(t, "x_utm10", "y_utm10", 1)
		return decode[ofReardon](t, r.Value).under(c, p.Kernel, 1000*p.Kilometre, 0)
	case r.Set == "rpeers" && r.Index == "spseg":
		return surroundingsOfSeg(t, data.frame(t, r.Dataset), r)
	}
	return nil
}

// surroundingsOfSeg: exp(−power · d), or (1 − (d/maxdist)^power)^power, in cells of Morrill's patterns or kilometres of Sacramento. A pair
// farther apart than maxdist does not count.
func surroundingsOfSeg(t *testing.T, f frame, r record) []check {
	var p struct {
		Groups       []string
		Smoothing    string
		Power        float64
		UseExp       bool
		Scale        bool
		Maxdist      any // a number, or "none"
		Kernel       string
		DistanceUnit string `json:"distance_unit"`
	}
	if !r.decodeParams(&p) {
		return nil
	}
	c := f.groups(t, p.Groups)
	if p.DistanceUnit == "km" {
		c.Space = f.plane(t, "x_utm10", "y_utm10", 1000)
	} else {
		c.Space = f.plane(t, "x", "y", 1)
	}
	want := decode[ofReardon](t, r.Value)
	reach, _ := p.Maxdist.(float64)
	switch {
	case p.UseExp:
		return want.under(c, "exponential", 1/p.Power, reach)
	case p.Power == 2:
		return want.under(c, "biweight", reach, 0)
	case p.Power == 1:
		return want.under(c, "triangular", reach, 0)
	}
	return nil
}

// nearestNeighbours: the profile of neighbourhoods, all of whose people count in their weight.
func nearestNeighbours(t *testing.T, data *library, r record) (out []check) {
	var p struct {
		Group, Total string
		K            []float64
		Coords, Ties string
	}
	if r.Set != "knn" || !r.decodeParams(&p) {
		return nil
	}
	f := data.frame(t, r.Dataset)
	east, north, _ := strings.Cut(p.Coords, ",")
	c := against(f.numbers(t, p.Group), f.numbers(t, p.Total))
	c.Space = f.plane(t, east, north, 1)
	for j, want := range decode[struct {
		Profile []struct{ D, Gini, H, Isolation, SI float64 }
	}](t, r.Value).Profile {
		k := 1.0 // the units themselves come first
		if j > 0 {
			k = p.K[j-1]
		}
		profile := check{"nearest-profile", index.Input{Composition: c}, index.Params{"fewest": k, "most": k, "sizes": 2, "weights": 1}, map[string]float64{}}
		for name, v := range map[string]float64{"D": want.D, "G": want.Gini, "H": want.H, "xPx": want.Isolation, "SI": want.SI} {
			profile.want[about(index.OfPoint(name, k, 0))] = v
		}
		out = append(out, profile, is("nearest-isolation", c, index.Params{"nearest": k}, want.SI))
	}
	return out
}

// distortion: PySAL adds up divergences over units, where this package takes their mean.
func distortion(t *testing.T, data *library, r record) []check {
	var p struct {
		Groups []string
		CRS    string
	}
	if r.Set != "pysal" || r.Index != "GlobalDistortion" || !r.decodeParams(&p) {
		return nil
	}
	f := data.frame(t, r.Dataset)
	c := f.groups(t, p.Groups)
	c.Space = f.plane(t, "x_utm10", "y_utm10", 1)
	return []check{is("global-distortion", c, sumOfDivergences, decode[float64](t, r.Value)/float64(c.Units()))}
}

// sumOfDivergences are the parameters of what PySAL adds up.
var sumOfDivergences = index.Params{"over": 1, "passage": 1, "normalise": 1}

// Values of tracts in files of their own.
func TestValuesOfSurroundingsOfTracts(t *testing.T) {
	data := newLibrary(t)
	compare := func(id string, c index.Composition, p index.Params, want []float64, tolerance float64) {
		t.Helper()
		parts, err := find(t, id).Compute(index.Input{Composition: c}, p)
		if err != nil || len(parts) != len(want) {
			t.Fatalf("%s: got %d values, %v, want %d", id, len(parts), err, len(want))
		}
		for _, part := range parts {
			if v := want[part.Unit]; !(math.Abs(part.Value-v) <= tolerance*max(1, math.Abs(v))) {
				t.Errorf("%s %v, unit %d: got %v, want %v", id, p, part.Unit, part.Value, v)
			}
		}
	}
	f := data.frame(t, "pysal_sacramento_tracts.csv")
	races := f.groups(t, []string{"WHITE", "BLACK", "ASIAN", "HISP"})
	races.Space = f.plane(t, "x_utm10", "y_utm10", 1)
	sums := readFrame(t, filepath.Join(data.dir, "pysal_sacramento_local_expected.csv")).numbers(t, "LocalDistortion")
	for i := range sums {
		sums[i] /= float64(len(sums))
	}
	compare("local-distortion", races, sumOfDivergences, sums, 1e-11)

	near := readFrame(t, filepath.Join(data.dir, "knn_sacramento_local_expected.csv"))
	c := against(f.numbers(t, "HISP"), f.numbers(t, "TOT_POP"))
	c.Space = races.Space
	for _, k := range []string{"5000", "20000", "50000", "200000"} {
		share, people := near.numbers(t, "T_HISP_"+k), near.numbers(t, "N_"+k)
		for i := range share {
			share[i] /= people[i]
		}
		nearest, _ := strconv.ParseFloat(k, 64)
		compare("local-nearest-share", c, index.Params{"nearest": nearest}, share, 1e-14)
	}
}

// smoothAndRound returns column as PySAL smooths it before an index without space: Σ_j (1 − d_ij/h) n_j within h, rounded to whole people.
// It is not Reardon and O'Sullivan's index, since the city is made of these counts too. For four groups in Sacramento within 5 km H is 0.0946,
// where theirs is 0.1198: but the index of such counts is what ours must be.
func smoothAndRound(t *testing.T, at *space.Space, h float64, column []float64) []float64 {
	t.Helper()
	s, err := at.Smooth(space.Kernel{Shape: space.Triangular, Bandwidth: h}, column)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float64, len(column))
	for i, v := range s.Sums[0] {
		out[i] = math.RoundToEven(v)
	}
	return out
}
