package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// relative checks that d suits a measure of relative inequality and returns its total weight and its weighted mean,
// both positive. Values of weight zero are not looked at.
func relative(d index.Distribution) (weight, mean float64, err error) {
	if err := d.Check(); err != nil {
		return 0, 0, err
	}
	var weights, total index.Sum
	for i, x := range d.Values {
		w := d.Weight(i)
		if w == 0 {
			continue
		}
		if x < 0 {
			return 0, 0, index.Undefined("value %d is %v: relative inequality needs values of at least 0", i, x)
		}
		weights, total = weights.Plus(w), total.Plus(w*x)
	}
	weight = weights.Value()
	mean = total.Value() / weight
	switch {
	case mean == 0:
		return 0, 0, index.Undefined("the mean is zero")
	case !finite(weight) || !finite(mean):
		return 0, 0, index.Undefined("the numbers are too large to add up")
	}
	return weight, mean, nil
}

// average returns Σ w f(x) / Σ w over the values of positive weight, where weight is Σ w.
func average(d index.Distribution, weight float64, f func(x float64) float64) float64 {
	var s index.Sum
	for i, x := range d.Values {
		if w := d.Weight(i); w > 0 {
			s = s.Plus(w * f(x))
		}
	}
	return s.Value() / weight
}

// zeroAmong tells whether a value of positive weight is zero.
func zeroAmong(d index.Distribution) bool {
	for i, x := range d.Values {
		if x == 0 && d.Weight(i) > 0 {
			return true
		}
	}
	return false
}

// atLeast returns v, or min where rounding has taken v below the smallest value that the index has, or an error where
// the arithmetic has left the range of numbers.
func atLeast(min, v float64) (float64, error) {
	if !finite(v) {
		return 0, index.Undefined("the numbers differ too much in size to compute with")
	}
	return math.Max(min, v), nil
}

func finite(v float64) bool { return math.Abs(v) <= math.MaxFloat64 }
