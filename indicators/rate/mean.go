package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"gonum.org/v1/gonum/stat/distuv"
)

// StudentMean returns the mean of a sample with the limits of Student's t on n − 1 degrees of freedom,
//
//	x̄ ∓ t((1+level)/2, n−1) s/√n
//
// (Student 1908, Biometrika 6, 1–25). It is undefined for fewer than two values, for values that are not finite, and
// unless 0 < level < 1.
func StudentMean(xs []float64, level float64) (index.Estimate, error) {
	if err := (index.Distribution{Values: xs}).Check(); err != nil {
		return index.Estimate{}, err
	}
	if len(xs) < 2 {
		return index.Estimate{}, index.Undefined("needs at least 2 values, has %d", len(xs))
	}
	if !(level > 0 && level < 1) {
		return index.Estimate{}, index.Undefined("confidence level is %v; it must be between 0 and 1", level)
	}
	n := float64(len(xs))
	mean := index.Total(xs) / n
	var squares index.Sum
	for _, x := range xs {
		squares.Add(float64((x - mean) * (x - mean)))
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile((1 + level) / 2)
	half := float64(t * math.Sqrt(squares.Value()/(n-1)/n))
	if half-half != 0 {
		return index.Estimate{}, index.Undefined("the values are too large to compute with")
	}
	return index.Estimate{Value: mean, Lower: mean - half, Upper: mean + half, Level: level}, nil
}
