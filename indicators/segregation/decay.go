package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// decayingExposure returns, in row a and column b, Σ_i (n_ia/N_a) Σ_j c_ij n_jb/Σ_j c_ij t_j. The row of a group without people is nil.
func decayingExposure(c index.Composition, kernel space.Kernel) ([][]float64, error) {
	N, _, err := multigroup(c, 2)
	if err != nil {
		return nil, err
	}
	near, err := surroundings(c, kernel)
	if err != nil {
		return nil, err
	}
	K := len(N)
	sums := make([]index.Sum, K*K)
	for i := range c.Units() {
		if unitTotal(c, i) == 0 {
			continue
		}
		all := 0.0
		for k := range near {
			all += near[k][i]
		}
		if all == 0 {
			return nil, index.Undefined("unit %d has nobody within reach of the kernel: its bandwidth is too small for these distances", i)
		}
		for a, counts := range c.Counts {
			if counts[i] == 0 {
				continue
			}
			share := counts[i] / N[a]
			for b := range near {
				sums[a*K+b] = sums[a*K+b].Plus(share * (near[b][i] / all))
			}
		}
	}
	matrix := make([][]float64, K)
	for a := range matrix {
		if N[a] == 0 {
			continue
		}
		matrix[a] = make([]float64, K)
		for b := range matrix[a] {
			if matrix[a][b], err = within(0, sums[a*K+b].Value(), 1); err != nil {
				return nil, err
			}
		}
	}
	return matrix, nil
}
