package relation

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
)

// Quadratic returns the weights of agreement of k ordered types, 1 − (i − j)²/(k − 1)²: two types apart is four times as wrong as one.
func Quadratic(k int) [][]float64 {
	out := make([][]float64, k)
	for i := range out {
		out[i] = make([]float64, k)
		for j := range out[i] {
			out[i][j] = 1
			if k > 1 {
				d := float64(i-j) / float64(k-1)
				out[i][j] = 1 - d*d
			}
		}
	}
	return out
}

// WeightedKappa returns the agreement of two classifications beyond what chance would give (Cohen 1968, Psychological Bulletin 70, 213–220):
//
//	κ = (p_o − p_e) / (1 − p_e),    p_o = Σ w_ij p_ij,    p_e = Σ w_ij p_i. p_.j
//
// of the table of units that the first puts in row i and the second in column j, with weights of agreement from 0 to 1, such as [Quadratic]. 1 is
// full agreement, 0 what chance alone gives for these margins, and below 0 less than that. The interval is κ ± z·SE, with the standard error of
// Fleiss, Cohen and Everitt (1969, Psychological Bulletin 72, 323–327, equation 8), cut at −1 and 1; it takes the units as a random sample. Where
// all agree in full the standard error is 0 and there is no interval: its limits are NaN.
//
// With other margins in the rows than in the columns κ cannot be 1 (see [Largest]). It is undefined without units and where both classifications
// put all units into one and the same type.
func WeightedKappa(table, weights [][]float64, level float64) (index.Estimate, error) {
	p, rows, columns, n, err := proportions(table, weights)
	if err != nil {
		return index.Estimate{}, err
	}
	k := len(p)
	observed, expected := 0.0, 0.0
	ofRow, ofColumn := make([]float64, k), make([]float64, k)
	for i := range k {
		for j := range k {
			w := weights[i][j]
			observed += w * p[i][j]
			expected += w * rows[i] * columns[j]
			ofRow[i] += w * columns[j]
			ofColumn[j] += w * rows[i]
		}
	}
	if 1-expected < 1e-12 {
		return index.Estimate{}, index.Undefined("both put all units into one type")
	}
	kappa := (observed - expected) / (1 - expected)
	var sum index.Sum
	for i := range k {
		for j := range k {
			d := weights[i][j]*(1-expected) - (ofRow[i]+ofColumn[j])*(1-observed)
			sum.Add(p[i][j] * d * d)
		}
	}
	last := observed*expected - 2*expected + observed
	se := math.Sqrt(max(0, sum.Value()-last*last)/n) / ((1 - expected) * (1 - expected))
	if se < 1e-9 {
		return index.Estimate{Value: kappa, Lower: math.NaN(), Upper: math.NaN(), Level: level}, nil
	}
	z := distuv.UnitNormal.Quantile(0.5 + level/2)
	return index.Estimate{Value: kappa, Lower: max(-1, kappa-z*se), Upper: min(1, kappa+z*se), Level: level}, nil
}

func proportions(table, weights [][]float64) (p [][]float64, rows, columns []float64, n float64, err error) {
	k := len(table)
	if k < 2 || len(weights) != k {
		return nil, nil, nil, 0, index.Undefined("a table of %d types with weights of %d", k, len(weights))
	}
	var all index.Sum
	for i := range table {
		if len(table[i]) != k || len(weights[i]) != k {
			return nil, nil, nil, 0, index.Undefined("row %d has %d types and %d weights, of %d", i, len(table[i]), len(weights[i]), k)
		}
		for j, v := range table[i] {
			if !(v >= 0) || math.IsInf(v, 0) || !(weights[i][j] >= 0 && weights[i][j] <= 1) {
				return nil, nil, nil, 0, index.Undefined("row %d, column %d: %v units with weight %v", i, j, v, weights[i][j])
			}
			all.Add(v)
		}
	}
	if n = all.Value(); n == 0 {
		return nil, nil, nil, 0, index.Undefined("no units")
	}
	rows, columns = make([]float64, k), make([]float64, k)
	for i := range table {
		p = append(p, make([]float64, k))
		for j, v := range table[i] {
			p[i][j] = v / n
			rows[i] += p[i][j]
			columns[j] += p[i][j]
		}
	}
	return p, rows, columns, n, nil
}

// Largest returns the largest κ that a table with the same margins can have: the two classifications in the same order as far as their margins let
// them. It is below 1 where one has more units in a type than the other. The weights must be those of ordered types, such as [Quadratic].
func Largest(table, weights [][]float64) (float64, error) {
	_, rows, columns, n, err := proportions(table, weights)
	if err != nil {
		return 0, err
	}
	k := len(rows)
	best := make([][]float64, k)
	for i := range best {
		best[i] = make([]float64, k)
	}
	for i, j, r, c := 0, 0, rows[0], columns[0]; ; {
		take := min(r, c)
		best[i][j] += take * n
		if r -= take; r <= 1e-15 {
			if i++; i == k {
				break
			}
			r = rows[i]
		}
		if c -= take; c <= 1e-15 {
			if j++; j == k {
				break
			}
			c = columns[j]
		}
	}
	e, err := WeightedKappa(best, weights, 0.95)
	return e.Value, err
}
