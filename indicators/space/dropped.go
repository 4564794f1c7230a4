package space

import "fmt"

// Dropped is what the cut-off of a kernel leaves out, as shares of what there would be without it.
type Dropped struct {
	Weight float64 // of Σ_i Σ_j c_ij
	People float64 // of Σ_i Σ_j p_i c_ij p_j, where p are the people
	Exact  bool    // otherwise the shares are upper bounds
}

// exactDropped is up to how many units all pairs are gone through to learn what a cut-off leaves out.
const exactDropped = 10_000

// Dropped returns what the cut-off of a kernel leaves out: exactly where units are few or distances come from a table, and otherwise as upper bounds.
// For those it adds up what lies up to twice as far as the cut-off, and takes all that lies beyond for as heavy as if it lay there.
func (s *Space) Dropped(k Kernel, people []float64) (Dropped, error) {
	metric, err := s.Metric()
	if err != nil {
		return Dropped{}, err
	}
	n := metric.Len()
	if err := alike(n, [][]float64{people}); err != nil {
		return Dropped{}, err
	}
	for i, p := range people {
		if !(p >= 0) {
			return Dropped{}, fmt.Errorf("unit %d has %v people", i, p)
		}
	}
	if err := k.check(); err != nil {
		return Dropped{}, err
	}
	whole, wide := k.without(), Kernel{Shape: Uniform, Bandwidth: 2 * k.Cutoff}
	if k.Cutoff == 0 || whole.Reach() <= k.Cutoff {
		return Dropped{Exact: true}, nil
	}
	_, points := metric.(*Points)
	exact := !points || n <= exactDropped || whole.Reach() <= wide.Bandwidth
	kernels := []Kernel{k, whole}
	if !exact {
		nearby := k
		nearby.Cutoff = wide.Bandwidth
		kernels = []Kernel{k, nearby, wide}
	}
	sums, err := s.SmoothMany(kernels, people)
	if err != nil {
		return Dropped{}, err
	}
	city, beyond := 0.0, 0.0
	for _, p := range people {
		city += p
	}
	if !exact {
		beyond = whole.At(wide.Bandwidth)
	}
	var kept, all, keptPeople, allPeople float64
	for i, p := range people {
		weight, sum := sums[1].Weight[i], sums[1].Sums[0][i]
		if !exact {
			weight += beyond * (float64(n) - sums[2].Weight[i])
			sum += beyond * (city - sums[2].Sums[0][i])
		}
		kept, all = kept+sums[0].Weight[i], all+weight
		keptPeople, allPeople = keptPeople+p*sums[0].Sums[0][i], allPeople+p*sum
	}
	return Dropped{Weight: 1 - share(kept, all), People: 1 - share(keptPeople, allPeople), Exact: exact}, nil
}

// share returns part of a whole, all of it where there is nothing.
func share(part, whole float64) float64 {
	if whole == 0 {
		return 1
	}
	return min(1, part/whole)
}

// without returns the kernel without cut-off.
func (k Kernel) without() Kernel {
	k.Cutoff = 0
	return k
}
