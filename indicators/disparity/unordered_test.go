package disparity

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// The measures of one pass are those of the single functions to the last digit, and undefined where they are.
func TestMeasureUnordered(t *testing.T) {
	value := func(v float64, err error) float64 {
		if err != nil {
			return math.NaN()
		}
		return v
	}
	r := rand.New(rand.NewPCG(7, 1))
	for k := range 200 {
		s := index.Subgroups{Reference: -1, Favourable: k%2 == 0}
		for range 2 + r.IntN(12) {
			s.Estimates = append(s.Estimates, 100*r.Float64()-float64(k%5/4*50))
			s.Population = append(s.Population, float64(r.IntN(2000)))
		}
		if k%3 == 0 {
			s.Population = nil
		}
		got, err := MeasureUnordered(s)
		if err != nil {
			if _, err := MeanDifference(s, true); err == nil {
				t.Errorf("%v: refused, but the mean difference is defined", s)
			}
			continue
		}
		want := Unordered{
			value(Difference(s)), value(MeanDifference(s, true)), value(BetweenGroupVariance(s)), value(IndexOfDisparity(s, true, AroundMean)),
		}
		for i, pair := range [][2]float64{
			{got.Difference, want.Difference}, {got.MeanDifference, want.MeanDifference},
			{got.BetweenGroupVariance, want.BetweenGroupVariance}, {got.IndexOfDisparity, want.IndexOfDisparity},
		} {
			if pair[0] != pair[1] && !(math.IsNaN(pair[0]) && math.IsNaN(pair[1])) {
				t.Errorf("%v: measure %d is %v in one pass, %v by itself", s, i, pair[0], pair[1])
			}
		}
	}
}
