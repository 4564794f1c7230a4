package composite_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

// Two units of one composite share their rank whatever the weights are multiplied by; rounding does not rank them.
func TestEqualCompositesShareTheirRank(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{0, 1, 0.5}, {1, 0, 0.5}, {0, 1, 0.5}}, Weights: []float64{0.1, 0.3, 0.2}}
	l, err := composite.LeaveOneOut(x, composite.Hundred, 1, 1)
	if err != nil || !slices.Equal(l.Ranks, []float64{2, 2, 2}) {
		t.Errorf("got ranks %v, %v; want all equal", l.Ranks, err)
	}
}

// A model without interaction has first orders equal to totals, which sum to 1: with two indicators only one number decides, the ratio of
// the weights, and both weights share in it alike.
func TestSensitivityIsSharedByAlikeChoices(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{}, {}}}
	for i := range 100 {
		x.Columns[0] = append(x.Columns[0], float64(i))
		x.Columns[1] = append(x.Columns[1], float64((37*i+11)%100))
	}
	s, err := composite.RankSensitivity(x, composite.Choices{Perturbation: 0.25, Available: 1, Seed: 3}, 4000)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Factors) != 2 {
		t.Fatalf("got %d choices, want the two weights", len(s.Factors))
	}
	a, b := s.Factors[0], s.Factors[1]
	if math.Abs(a.First-b.First) > 4*(a.FirstSE+b.FirstSE) || math.Abs(a.Total-b.Total) > 4*(a.TotalSE+b.TotalSE) {
		t.Errorf("got %+v and %+v, want them alike", a, b)
	}
	if a.First > a.Total+4*(a.FirstSE+a.TotalSE) || a.First+b.First > 1+4*(a.FirstSE+b.FirstSE) || a.Total+b.Total < 1-4*(a.TotalSE+b.TotalSE) {
		t.Errorf("got %+v and %+v: first orders may not exceed totals, sum to more than 1, or totals to less", a, b)
	}
}

// The standard errors of the sensitivity are the spread that other seeds give.
func TestStandardErrorsOfSensitivity(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{1, 2, 5, 4, 8, 7}, {9, 8, 5, 6, 1, 2}, {3, 1, 2, 5, 4, 9}}}
	var values, claimed [2]float64
	var squares [2]float64
	const seeds = 300
	for seed := range uint64(seeds) {
		s, err := composite.RankSensitivity(x, composite.Choices{Perturbation: 0.5, Normalisation: true, Mean: true, Available: 1, Seed: seed}, 256)
		if err != nil {
			t.Fatal(err)
		}
		f := s.Factors[4] // the mean
		if f.Name != "mean" || f.Indicator != -1 {
			t.Fatalf("got %+v, want the choice of the mean", f)
		}
		for k, v := range []float64{f.First, f.Total} {
			values[k] += v / seeds
			squares[k] += v * v / seeds
		}
		claimed[0] += f.FirstSE / seeds
		claimed[1] += f.TotalSE / seeds
	}
	for k := range values {
		spread := math.Sqrt(squares[k] - values[k]*values[k])
		if ratio := claimed[k] / spread; ratio < 0.85 || ratio > 1.15 {
			t.Errorf("index %d: standard error %v, spread over seeds %v", k, claimed[k], spread)
		}
	}
}

// The same seed gives the same ranges, more draws begin with the same ones, and another seed gives others.
func TestRangesOfRanksAreReproducible(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{}, {}, {}}}
	r := rand.New(rand.NewPCG(6, 6))
	for range 30 {
		for k := range x.Columns {
			x.Columns[k] = append(x.Columns[k], r.Float64())
		}
	}
	ranges := func(seed uint64) []composite.RankRange {
		out, err := composite.RankUncertainty(x, composite.Choices{Perturbation: 0.25, Normalisation: true, Mean: true, Available: 1, Seed: seed}, 200, 0.9)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if d := cmp.Diff(ranges(1), ranges(1)); d != "" {
		t.Error(d)
	}
	if cmp.Equal(ranges(1), ranges(2)) {
		t.Error("another seed gives the same")
	}
	highest, lowest := 0.0, 0.0
	for _, u := range ranges(1) {
		if u.Lower > u.Median || u.Median > u.Upper || u.Lower < 1 || u.Upper > 30 {
			t.Errorf("got %+v", u)
		}
		highest += u.Highest
		lowest += u.Lowest
	}
	if math.Abs(highest-1) > 1e-9 || math.Abs(lowest-1) > 1e-9 {
		t.Errorf("the probabilities to be highest sum to %v and to be lowest to %v", highest, lowest)
	}
}
