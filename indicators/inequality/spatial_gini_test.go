package inequality_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
	"github.com/jamlik/jamlik/indicators/space"
)

// beside is the space of units of which each lies beside those listed.
func beside(units ...[]int) *space.Space {
	var links []space.Link
	for i, near := range units {
		for _, j := range near {
			links = append(links, space.Link{From: i, To: j})
		}
	}
	borders, err := space.NewGraph(len(units), links)
	if err != nil {
		panic(err)
	}
	return &space.Space{Borders: borders}
}

// naiveSpatial goes through all pairs.
func naiveSpatial(d index.Distribution) (total, neighbours, polarisation float64) {
	var all, mean, near, far, nearPairs, farPairs float64
	for i, x := range d.Values {
		all += d.Weight(i)
		mean += d.Weight(i) * x
	}
	mean /= all
	for i := range d.Values {
		for j := range i {
			w := d.Weight(i) * d.Weight(j) / all / all
			difference := w * math.Abs(d.Values[i]-d.Values[j]) / mean
			fromI, _ := d.Space.Borders.Of(i)
			fromJ, _ := d.Space.Borders.Of(j)
			if slices.Contains(fromI, int32(j)) || slices.Contains(fromJ, int32(i)) {
				near, nearPairs = near+difference, nearPairs+w
			} else {
				far, farPairs = far+difference, farPairs+w
			}
		}
	}
	return near + far, near, far / farPairs / (near / nearPairs)
}

func FuzzSpatialGini(f *testing.F) {
	f.Add(uint64(1), 6)
	f.Add(uint64(2), 40)
	f.Fuzz(func(t *testing.T, seed uint64, n int) {
		r := rand.New(rand.NewPCG(seed, 2))
		n = 4 + min(max(n, 0), 60)
		var d index.Distribution
		near := make([][]int, n)
		for i := range n {
			d.Values = append(d.Values, math.Exp(r.NormFloat64()))
			d.Weights = append(d.Weights, float64(1+r.IntN(9)))
			for range r.IntN(3) {
				if j := r.IntN(n); j != i && !slices.Contains(near[i], j) {
					near[i] = append(near[i], j) // in one direction
				}
			}
		}
		if !slices.Contains(near[0], 1) {
			near[0] = append(near[0], 1)
		}
		d.Space = beside(near...)
		total, neighbours, polarisation := naiveSpatial(d)
		got, err := inequality.SpatialGini(d, 19, 1)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(got.Total-total) > 1e-12 || math.Abs(got.Neighbours-neighbours) > 1e-12 || math.Abs(got.Neighbours+got.Others-got.Total) > 1e-15 ||
			!math.IsNaN(got.Polarisation) && math.Abs(got.Polarisation-polarisation) > 1e-9*max(1, polarisation) {
			t.Errorf("got %+v, want %v, %v, %v", got, total, neighbours, polarisation)
		}
	})
}

// The Mexican states in 1940, with the regions of Hanson as neighbours: pysal's wcg_share is 0.2940, which is the part of others in a
// coefficient of 0.3537, and no share. The share is 0.8312. Its polarisation is 1.2906 (run with inequality 1.1.2).
func TestOthersAreAShareOfTheWhole(t *testing.T) {
	rows := golden.Rows(t, golden.Path(t, "golden", "inequality", "pysal_mexico.csv"))
	var d index.Distribution
	near := make([][]int, len(rows))
	for i, row := range rows {
		d.Values = append(d.Values, row.Number(t, "pcgdp1940"))
		for j := range rows {
			if i != j && rows[j]["hanson98"] == row["hanson98"] {
				near[i] = append(near[i], j)
			}
		}
	}
	d.Space = beside(near...)
	g, err := inequality.SpatialGini(d, 9999, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		name              string
		got, want, margin float64
	}{
		{"total", g.Total, 0.3537237117345285, 1e-12}, {"others", g.Others, 0.2940179879590452, 1e-12},
		{"share of others", 1 - g.Share, 0.8312080253746382, 1e-12}, {"polarisation", g.Polarisation, 1.2906325330843056, 1e-12},
		{"p", g.P, 0.0237, 0.006}, // of 9,999 orders there too
		{"expected", g.Expected, g.Pairs * g.Total, 0.001},
	} {
		if math.Abs(v.got-v.want) > v.margin {
			t.Errorf("%s: got %v, want %v", v.name, v.got, v.want)
		}
	}
}

// It does not matter which of two neighbours names the other, nor whether both do.
func TestNeighboursAreMutual(t *testing.T) {
	d := index.Distribution{Values: []float64{1, 4, 2, 8}, Space: beside([]int{1}, []int{2}, nil, []int{2})}
	want, err := inequality.SpatialGini(d, 99, 1)
	if err != nil {
		t.Fatal(err)
	}
	d.Space = beside([]int{1}, []int{0, 2}, []int{3, 1}, []int{2})
	if got, err := inequality.SpatialGini(d, 99, 1); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestSpatialGiniAtItsEnds(t *testing.T) {
	pair := beside([]int{1}, []int{0}, nil, nil)
	if g, err := inequality.SpatialGini(index.Distribution{Values: []float64{1, 2, 3, 4}}, 99, 1); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("no neighbours: got %+v, %v", g, err)
	}
	if g, err := inequality.SpatialGini(index.Distribution{Values: []float64{1, 2, 3, 4}, Weights: []float64{0, 1, 1, 1}, Space: pair}, 99, 1); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("neighbours without weight: got %+v, %v", g, err)
	}
	g, err := inequality.SpatialGini(index.Distribution{Values: []float64{5, 5, 5, 5}, Space: pair}, 99, 1)
	if err != nil || g.Total != 0 || !math.IsNaN(g.Share) || !math.IsNaN(g.P) {
		t.Errorf("equal values: got %+v, %v", g, err)
	}
	g, err = inequality.SpatialGini(index.Distribution{Values: []float64{1, 9}, Space: beside([]int{1}, nil)}, 99, 1)
	if err != nil || g.Share != 1 || !math.IsNaN(g.Polarisation) || !math.IsNaN(g.P) {
		t.Errorf("all are neighbours: got %+v, %v", g, err)
	}
	// Neighbours who do not differ: no polarisation, but a p-value. One pair of the six is of equal values.
	g, err = inequality.SpatialGini(index.Distribution{Values: []float64{5, 5, 9, 1}, Space: pair}, 9999, 1)
	if err != nil || g.Neighbours != 0 || !math.IsNaN(g.Polarisation) || math.Abs(g.P-1.0/6) > 0.02 {
		t.Errorf("neighbours alike: got %+v, %v, want p of 1/6", g, err)
	}
}
