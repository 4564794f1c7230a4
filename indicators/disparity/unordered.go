package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Unordered is measures of subgroups that have no order, of which a bootstrap computes thousands. What is undefined is NaN.
type Unordered struct {
	Difference           float64 // as [Difference]
	MeanDifference       float64 // as [MeanDifference], weighted
	BetweenGroupVariance float64 // as [BetweenGroupVariance]
	IndexOfDisparity     float64 // as [IndexOfDisparity], weighted and around the mean
}

// MeasureUnordered returns the measures in one pass over s, each the same as by its own function at its default parameters. It returns an error
// where none of them is defined.
func MeasureUnordered(s index.Subgroups) (Unordered, error) {
	s, err := populated(s, several)
	if err != nil {
		return Unordered{}, err
	}
	mu := mean(s)
	first, second := pair(s)
	var apart, squares, weights index.Sum
	for i, y := range s.Estimates {
		w, d := weight(s, i), y-mu
		apart, squares, weights = apart.Plus(w*math.Abs(d)), squares.Plus(w*float64(d*d)), weights.Plus(w)
	}
	u := Unordered{first.value - second.value, apart.Value() / weights.Value(), squares.Value() / weights.Value(), math.NaN()}
	if mu != 0 && notNegative(s) == nil {
		u.IndexOfDisparity = 100 * (u.MeanDifference / mu)
	}
	for _, v := range []*float64{&u.Difference, &u.MeanDifference, &u.BetweenGroupVariance, &u.IndexOfDisparity} {
		if !(math.Abs(*v) <= math.MaxFloat64) {
			*v = math.NaN()
		}
	}
	return u, nil
}
