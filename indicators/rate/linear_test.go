package rate

import (
	"math"
	"math/rand/v2"
	"testing"
)

// For the coefficients 1 and −1 the limits are those of the difference of two figures.
func TestMOVERSumOfTwo(t *testing.T) {
	l1, u1 := Wilson(56, 70, 0.95)
	l2, u2 := Wilson(48, 80, 0.95)
	sum, lower, upper := MOVERSum([]float64{1, -1, 0}, []float64{0.8, 0.6, 1}, []float64{l1, l2, math.NaN()}, []float64{u1, u2, math.NaN()})
	wantLower, wantUpper := NewcombeDifference(56, 70, 48, 80, 0.95) // 0.0524 and 0.3339 by Newcombe (1998), table II
	if math.Abs(sum-0.2) > 1e-15 || math.Abs(lower-wantLower) > 1e-15 || math.Abs(upper-wantUpper) > 1e-15 {
		t.Errorf("got %v, %v to %v, want 0.2, %v to %v", sum, lower, upper, wantLower, wantUpper)
	}
	if math.Abs(lower-0.0524) > 5e-5 || math.Abs(upper-0.3339) > 5e-5 {
		t.Errorf("got %v to %v, want 0.0524 to 0.3339", lower, upper)
	}
}

// A difference of differences of four small shares is covered about as often as promised.
func TestMOVERSumCovers(t *testing.T) {
	sizes := [4]int{40, 60, 150, 90}
	truth := []float64{0.1, 0.25, 0.05, 0.3}
	c := []float64{1, -1, -1, 1}
	want := truth[0] - truth[1] - truth[2] + truth[3]
	r := rand.New(rand.NewPCG(3, 4))
	const n = 4000
	hits := 0
	v, l, u := make([]float64, 4), make([]float64, 4), make([]float64, 4)
	for range n {
		for j, size := range sizes {
			x := 0.0
			for range size {
				if r.Float64() < truth[j] {
					x++
				}
			}
			v[j] = x / float64(size)
			l[j], u[j] = Wilson(x, float64(size), 0.95)
		}
		if _, lower, upper := MOVERSum(c, v, l, u); lower <= want && want <= upper {
			hits++
		}
	}
	if share := float64(hits) / n; share < 0.94 || share > 0.97 {
		t.Errorf("95 %% limits cover %.3f", share)
	}
}
