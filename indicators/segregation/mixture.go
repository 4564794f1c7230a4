package segregation

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/jamlik/jamlik/indicators/index"
)

// mixture is the maximum likelihood fit of counts by a mixture of binomials on a grid of probabilities.
type mixture struct {
	kernel  *mat.Dense // probability of each count (row) for each p of the grid (column)
	fitted  []float64  // probability of each count
	weights []float64  // of the grid: one of the mixtures that have the fitted probabilities
	support []int      // points of the grid that a mixture with the fitted probabilities can have
}

// fitMixture fits the numbers of units with 0, 1 … m members by the constrained Newton method of Wang (2007, Journal of the
// Royal Statistical Society B 69, 185–198): each step is a least-squares problem with weights that are not negative, followed
// by a line search. The likelihood is at its maximum when its gradient towards every p is at most 0.
func fitMixture(counts, grid []float64) (*mixture, error) {
	m := len(counts) - 1
	n := index.Total(counts)
	f := &mixture{kernel: mat.NewDense(m+1, len(grid), nil), fitted: make([]float64, m+1), weights: make([]float64, len(grid))}
	for k := range m + 1 {
		for l, p := range grid {
			f.kernel.Set(k, l, binomial(float64(k), float64(m), p))
		}
	}
	for l := range f.weights {
		f.weights[l] = 1 / float64(len(grid))
	}
	likelihood := func(weights []float64) float64 {
		fitted := mat.NewVecDense(m+1, nil)
		fitted.MulVec(f.kernel, mat.NewVecDense(len(weights), weights))
		var sum index.Sum
		for k, c := range counts {
			if c > 0 {
				sum = sum.Plus(c / n * math.Log(fitted.AtVec(k)))
			}
		}
		return sum.Value()
	}
	gradient := make([]float64, len(grid))
	for range 500 {
		fitted := mat.NewVecDense(m+1, f.fitted)
		fitted.MulVec(f.kernel, mat.NewVecDense(len(grid), f.weights))
		steepest := 0.0
		for l := range grid {
			gradient[l] = -1
			for k, c := range counts {
				if c > 0 {
					gradient[l] += c / n * (f.kernel.At(k, l) / f.fitted[k])
				}
			}
			steepest = max(steepest, gradient[l])
		}
		if steepest < 1e-10 {
			for l, g := range gradient {
				if g > -1e-6 {
					f.support = append(f.support, l)
				}
			}
			return f, nil
		}
		// The quadratic that touches the likelihood: rows √(c/n)(Σ_l kernel/fitted · w − 2), and Σ w = 1 with a large weight.
		rows := mat.NewDense(m+2, len(grid), nil)
		target := make([]float64, m+2)
		for k, c := range counts {
			root := math.Sqrt(c / n)
			target[k] = 2 * root
			for l := range grid {
				if c > 0 {
					rows.Set(k, l, root*f.kernel.At(k, l)/f.fitted[k])
				}
			}
		}
		const heavy = 100
		target[m+1] = heavy
		for l := range grid {
			rows.Set(m+1, l, heavy)
		}
		next := nonNegative(rows, target)
		total := index.Total(next)
		if !(total > 0) {
			break
		}
		before, step, moved := likelihood(f.weights), 1.0, make([]float64, len(grid))
		for ; step > 1e-10; step /= 2 {
			for l := range moved {
				moved[l] = f.weights[l] + float64(step*(next[l]/total-f.weights[l]))
			}
			if likelihood(moved) > before {
				break
			}
		}
		if step <= 1e-10 {
			// No step is better in any digit: what is left of the gradient is rounding.
			if steepest > 1e-6 {
				break
			}
			for l, g := range gradient {
				if g > -1e-5 {
					f.support = append(f.support, l)
				}
			}
			return f, nil
		}
		copy(f.weights, moved)
	}
	return nil, index.Undefined("the fit of units of %d people by a mixture of binomials does not converge", m)
}

// nonNegative solves least squares with coefficients that are not negative (Lawson and Hanson 1974, Solving Least Squares
// Problems, chapter 23).
func nonNegative(A *mat.Dense, b []float64) []float64 {
	rows, n := A.Dims()
	x := make([]float64, n)
	var active []int
	in := make([]bool, n)
	residual := make([]float64, rows)
	for range 3 * n {
		copy(residual, b)
		for _, l := range active {
			for k := range residual {
				residual[k] -= float64(A.At(k, l) * x[l])
			}
		}
		best, steepest := -1, 1e-12*mat.Norm(mat.NewVecDense(rows, b), 2)
		for l := range n {
			g := 0.0
			for k, r := range residual {
				g += float64(A.At(k, l) * r)
			}
			if !in[l] && g > steepest {
				best, steepest = l, g
			}
		}
		if best < 0 || len(active) == rows {
			break
		}
		active, in[best] = append(active, best), true
		for len(active) > 0 {
			z, ok := leastSquares(A, b, active)
			if !ok { // the last point adds nothing that the others cannot
				in[active[len(active)-1]] = false
				return x
			}
			// As far towards z as no coefficient turns negative.
			step := 1.0
			for j, l := range active {
				if z[j] <= 0 {
					step = min(step, x[l]/(x[l]-z[j]))
				}
			}
			var kept []int
			for j, l := range active {
				x[l] += step * (z[j] - x[l])
				if z[j] <= 0 && x[l] <= 1e-14 {
					x[l], in[l] = 0, false
				} else {
					kept = append(kept, l)
				}
			}
			done := len(kept) == len(active)
			active = kept
			if done {
				break
			}
		}
	}
	return x
}

// leastSquares solves for the coefficients of some columns alone.
func leastSquares(A *mat.Dense, b []float64, columns []int) ([]float64, bool) {
	rows, _ := A.Dims()
	part := mat.NewDense(rows, len(columns), nil)
	for j, l := range columns {
		for k := range rows {
			part.Set(k, j, A.At(k, l))
		}
	}
	var qr mat.QR
	qr.Factorize(part)
	var z mat.VecDense
	if err := qr.SolveVecTo(&z, false, mat.NewVecDense(rows, b)); err != nil {
		return nil, false
	}
	return z.RawVector().Data, true
}
