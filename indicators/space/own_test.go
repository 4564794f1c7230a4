package space_test

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/space"
)

// Three units in a row, with 30 and 60 metres of border: with own weights each row is 1 of its units, or the longest border besides.
func TestOwnWeights(t *testing.T) {
	borders, err := space.NewGraph(3, []space.Link{{From: 0, To: 1, Value: 30}, {From: 1, To: 0, Value: 30}, {From: 1, To: 2, Value: 60}, {From: 2, To: 1, Value: 60}})
	if err != nil {
		t.Fatal(err)
	}
	s := &space.Space{Borders: borders, Points: &space.Points{X: []float64{1000, 1100, 1200}, Y: []float64{500, 500, 500}}}
	for _, tc := range []struct {
		w    space.Weighting
		want [][]float64
	}{
		{space.Weighting{Style: space.Binary, Own: true}, [][]float64{{1, 1}, {1, 1, 1}, {1, 1}}},
		{space.Weighting{Style: space.RowStandardised, Own: true}, [][]float64{{0.5, 0.5}, {1.0 / 3, 1.0 / 3, 1.0 / 3}, {0.5, 0.5}}},
		{space.Weighting{Rule: space.SharedBorder, Style: space.Binary, Own: true}, [][]float64{{30, 30}, {30, 60, 60}, {60, 60}}},
		{space.Weighting{Rule: space.ByKernel, Style: space.Binary, Own: true, Kernel: space.Kernel{Shape: space.Triangular, Bandwidth: 200, Self: space.Excluded}},
			[][]float64{{1, 0.5}, {0.5, 1, 0.5}, {0.5, 1}}},
	} {
		g, err := s.Weights(tc.w)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range tc.want {
			_, got := g.Of(i)
			for k := range want {
				if len(got) != len(want) || math.Abs(got[k]-want[k]) > 1e-15 {
					t.Fatalf("%+v, unit %d: got %v, want %v", tc.w, i, got, want)
				}
			}
		}
	}
	if _, value := s.Borders.Of(1); value[0] != 30 || len(value) != 2 {
		t.Errorf("the borders have become %v", value)
	}
}
