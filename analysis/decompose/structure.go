package decompose

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/combin"
)

// structure returns how much of the difference of each stratum's share, q − p, goes with each of the dimensions.
func structure(dimensions [][]int, p, q []float64) [][]float64 {
	k := len(dimensions)
	if k == 0 {
		return nil
	}
	first, second := factors(dimensions, p), factors(dimensions, q)
	out := make([][]float64, k)
	for d := range out {
		out[d] = make([]float64, len(p))
	}
	a, b := make([]float64, k), make([]float64, k)
	for i := range p {
		for d := range k {
			a[d], b[d] = first[d][i], second[d][i]
		}
		for d := range k {
			out[d][i] = adjusted(d, b, a, b, product) - adjusted(d, a, a, b, product)
		}
	}
	return out
}

// factors writes the share of each stratum as a product of one factor for each dimension, Das Gupta's equation 5.36: with n the share of
// a set of categories, the factor of dimension d is
//
//	Π over the sets S of other dimensions  (n(S and d) / n(S)) ^ (1 / (K · C(K−1, |S|)))
//
// It is the geometric mean over all orders of the dimensions of how category d is distributed given those before it. An empty stratum
// has factors of 0.
func factors(dimensions [][]int, p []float64) [][]float64 {
	k := len(dimensions)
	sums := make([]map[string]float64, 1<<k) // by set of dimensions and their categories
	key := func(set, i int) string {
		s := ""
		for d := range k {
			if set>>d&1 == 1 {
				s += fmt.Sprintf("%d ", dimensions[d][i])
			}
		}
		return s
	}
	for set := range sums {
		sums[set] = map[string]float64{}
		for i, w := range p {
			sums[set][key(set, i)] += w
		}
	}
	out := make([][]float64, k)
	for d := range out {
		out[d] = make([]float64, len(p))
		for i, w := range p {
			if w == 0 {
				continue
			}
			log := 0.0
			for set := range sums {
				if set>>d&1 == 1 {
					continue
				}
				with := set | 1<<d
				log += weight(k, size(set)) * math.Log(sums[with][key(with, i)]/sums[set][key(set, i)])
			}
			out[d][i] = math.Exp(log)
		}
	}
	return out
}

// weight is that of a set of other factors of a size, of the 2^(k−1) sets of which the weights sum to 1.
func weight(k, size int) float64 { return 1 / float64(k*combin.Binomial(k-1, size)) }

// size is how many are in a set.
func size(set int) int {
	n := 0
	for ; set > 0; set >>= 1 {
		n += set & 1
	}
	return n
}

func product(factors []float64) float64 {
	p := 1.0
	for _, f := range factors {
		p *= f
	}
	return p
}
