package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// clusters is how near people live to their own group and to all.
type clusters struct {
	N      []float64 // people of each group
	T      float64   // everybody
	within []float64 // P_kk of each group; 0 for one without people
	all    float64   // P_tt, above 0
}

func clustered(c index.Composition, kernel space.Kernel) (clusters, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return clusters{}, err
	}
	near, err := surroundings(c, kernel)
	if err != nil {
		return clusters{}, err
	}
	out := clusters{N: N, T: T, within: make([]float64, len(N))}
	for k, n := range N {
		if n > 0 {
			out.within[k] = meanProximity(c.Counts[k], near[k], n, n)
		}
	}
	out.all, err = proximityOfAll(c, near, T)
	return out, err
}

// spatialProximity returns Σ_k N_k P_kk/(T P_tt).
func (s clusters) spatialProximity() (float64, error) {
	var sum index.Sum
	for k, n := range s.N {
		sum = sum.Plus(n / s.T * s.within[k])
	}
	return within(0, sum.Value()/s.all, math.Inf(1))
}
