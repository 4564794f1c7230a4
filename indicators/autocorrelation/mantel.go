package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// pairs is what the exact moments of Σ_i Σ_j w_ij a_ij need of the symmetric numbers a_ij that values make in pairs, over i ≠ j.
type pairs struct {
	sum     float64 // Σ_i Σ_j a_ij
	squares float64 // Σ_i Σ_j a_ij²
	rows    float64 // Σ_i (Σ_j a_ij)²
}

// moments returns the mean and the variance of Σ_i Σ_j w_ij a_ij over all orders of the values (Mantel 1967; Cliff and Ord 1981, section 2.3).
// The variance is NaN for fewer than four units.
func (net *network) moments(a pairs) (mean, variance float64) {
	n := float64(len(net.unit))
	n2 := n * (n - 1)
	n3 := n2 * (n - 2)
	n4 := n3 * (n - 3)
	mean = net.s0 * a.sum / n2
	if n < 4 {
		return mean, math.NaN()
	}
	squares, rows := net.s1/2, net.s2/4 // of (w_ij + w_ji)/2
	square := 2*squares*a.squares/n2 + 4*(rows-squares)*(a.rows-a.squares)/n3 +
		(net.s0*net.s0+2*squares-4*rows)*(a.sum*a.sum+2*a.squares-4*a.rows)/n4
	return mean, max(0, square-mean*mean)
}

// powers returns Σx, Σx², Σx³ and Σx⁴.
func powers(x []float64) (p [4]float64) {
	var sums [4]index.Sum
	for _, v := range x {
		sums[0] = sums[0].Plus(v)
		sums[1] = sums[1].Plus(v * v)
		sums[2] = sums[2].Plus(v * v * v)
		sums[3] = sums[3].Plus(v * v * v * v)
	}
	for k := range sums {
		p[k] = sums[k].Value()
	}
	return p
}

// products are the pairs a_ij = x_i x_j.
func products(x []float64) pairs {
	p := powers(x)
	return pairs{
		sum:     p[0]*p[0] - p[1],
		squares: p[1]*p[1] - p[3],
		rows:    p[0]*p[0]*p[1] - 2*p[0]*p[2] + p[3],
	}
}

// differences are the pairs a_ij = (z_i − z_j)² of values with mean 0.
func differences(z []float64) pairs {
	n, p := float64(len(z)), powers(z)
	return pairs{
		sum:     2 * n * p[1],
		squares: 2*n*p[3] + 6*p[1]*p[1],
		rows:    n*n*p[3] + 3*n*p[1]*p[1],
	}
}
