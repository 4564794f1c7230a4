package rate

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Z returns the number of standard errors on either side of an estimate that a normal interval of the given confidence
// level has: 1.959964 for 0.95. A level that is not between 0 and 1 gives NaN.
func Z(level float64) float64 {
	if !(level > 0 && level < 1) {
		return math.NaN()
	}
	return distuv.UnitNormal.Quantile((1 + level) / 2)
}
