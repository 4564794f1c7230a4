package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// proximityKernel are the parameters of the indices that weigh pairs of people by how far apart they live: exp(−d) with d in
// kilometres and a unit at no distance from itself, unless chosen otherwise. White 1983 takes a distance of 0.6√a within units.
var proximityKernel = index.KernelParams("exponential", "zero", 1000)

// surroundings returns what the kernel puts around each unit: near[k][i] = Σ_j c_ij n_jk, for the groups of c. All indices that weigh
// by distance ask for it in the same words, so that package space computes it once.
func surroundings(c index.Composition, kernel space.Kernel) (near [][]float64, err error) {
	s, err := c.Located()
	if err != nil {
		return nil, err
	}
	around, err := s.Smooth(kernel, c.Counts...)
	if err != nil {
		return nil, index.Unplaced(err)
	}
	return around.Sums, nil
}

// meanProximity returns P_ab = Σ_i Σ_j a_i c_ij b_j/(AB), the mean weight of a pair of a member of a, A in all, and a member of b, B in
// all, where near is what surrounds each unit of b.
func meanProximity(a, near []float64, A, B float64) float64 {
	var sum index.Sum
	for i := range a {
		if a[i] > 0 {
			sum = sum.Plus(a[i] / A * (near[i] / B))
		}
	}
	return sum.Value()
}

// proximityOfAll returns P_tt, the mean weight of a pair of any two of T people.
func proximityOfAll(c index.Composition, near [][]float64, T float64) (float64, error) {
	var sum index.Sum
	for i := range c.Units() {
		t := unitTotal(c, i)
		if t == 0 {
			continue
		}
		around := 0.0
		for k := range near {
			around += near[k][i]
		}
		sum = sum.Plus(t / T * (around / T))
	}
	if sum.Value() == 0 {
		return 0, index.Undefined("the kernel gives every pair of people the weight 0: its bandwidth is too small for these distances")
	}
	return sum.Value(), nil
}
