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
	for _, u := range usual {
		if level == u.level {
			return u.z
		}
	}
	return distuv.UnitNormal.Quantile((1 + level) / 2)
}

// usual are the levels that nearly all intervals have, of which millions are computed.
var usual = [...]struct{ level, z float64 }{{0.95, distuv.UnitNormal.Quantile(0.975)}, {0.998, distuv.UnitNormal.Quantile(0.999)}}
