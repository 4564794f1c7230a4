package decompose

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// MaxFactors is the number of factors above which [Standardise] refuses: each doubles the work.
const MaxFactors = 12

// Standardise returns the rates that each of some populations would have if all factors but one were as in the populations together: one
// slice for each factor, with a rate for each population. The rates of a factor differ between two populations by the effect of that factor,
// and the effects sum to the difference of their rates.
//
// Factors are slices, such as the shares or the rates of strata; rate makes a rate of one population's factors. For two populations a
// factor's rate is the mean of the rates over all ways to take the other factors from one or the other, every number of them
// weighing the same (Das Gupta, P. 1993, Standardization and Decomposition of Rates: A User's Manual. U.S. Bureau of the Census,
// P23-186, equation 3.54). For N populations it is Das Gupta's equation 6.11,
//
//	α(1) = Σj α(1;1j) / (N−1)  +  Σi [ Σj α(i;ij) − (N−2) α(i;1i) ] / (N (N−1))
//
// from those of every pair, α(i;ij). Effects between populations then add up, α(1)−α(2) plus α(2)−α(3) being α(1)−α(3), which those of
// pairs alone do not: a series over years can be followed.
//
// It is undefined for fewer than two populations, none or more than [MaxFactors] factors, other numbers of factors, and where a rate is not finite.
func Standardise(populations [][][]float64, rate func(factors [][]float64) float64) ([][]float64, error) {
	n := len(populations)
	if n < 2 {
		return nil, index.Undefined("needs at least 2 populations, has %d", n)
	}
	k := len(populations[0])
	if k < 1 || k > MaxFactors {
		return nil, index.Undefined("needs 1 to %d factors, has %d", MaxFactors, k)
	}
	for _, p := range populations {
		if len(p) != k {
			return nil, index.Undefined("populations have %d and %d factors", k, len(p))
		}
	}
	pairs := make([][]float64, n) // of one factor: the rate of population i beside j
	for i := range pairs {
		pairs[i] = make([]float64, n)
	}
	out := make([][]float64, k)
	for f := range out {
		for i := range n {
			for j := range n {
				if i != j {
					pairs[i][j] = adjusted(f, populations[i], populations[i], populations[j], rate)
				}
			}
		}
		out[f] = together(pairs)
		for i, v := range out[f] {
			if !(math.Abs(v) <= math.MaxFloat64) {
				return nil, index.Undefined("the rate of population %d is not a finite number", i)
			}
		}
	}
	return out, nil
}

// adjusted returns the rate with factor f of one population and the others of both, equation 3.54.
func adjusted[F any](f int, of, a, b []F, rate func([]F) float64) float64 {
	k := len(a)
	mixed := make([]F, k)
	mixed[f] = of[f]
	var sum index.Sum
	for set := range 1 << (k - 1) {
		at := 0
		for g := range k {
			if g == f {
				continue
			}
			if mixed[g] = a[g]; set>>at&1 == 1 {
				mixed[g] = b[g]
			}
			at++
		}
		sum.Add(weight(k, size(set)) * rate(mixed))
	}
	return sum.Value()
}

// together makes the rates of pairs consistent, equation 6.11.
func together(pairs [][]float64) []float64 {
	n := len(pairs)
	m := float64(n)
	all := make([]float64, n) // Σj α(i;ij)
	for i := range pairs {
		for j, v := range pairs[i] {
			if i != j {
				all[i] += v
			}
		}
	}
	out := make([]float64, n)
	for p := range out {
		v := all[p] / (m - 1)
		for i := range pairs {
			if i != p {
				v += (all[i] - pairs[i][p] - (m-2)*pairs[i][p]) / (m * (m - 1))
			}
		}
		out[p] = v
		if math.IsNaN(v) {
			return out
		}
	}
	return out
}
