package segregation

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/jamlik/jamlik/indicators/index"
)

// extremes returns the lowest and the highest mean of g over the mixtures that have the fitted probabilities.
func (f *mixture) extremes(g []float64) (low, high float64, err error) {
	m, _ := f.kernel.Dims()
	A := mat.NewDense(m, len(f.support), nil)
	b := make([]float64, m)
	cost, against := make([]float64, len(f.support)), make([]float64, len(f.support))
	total := 0.0
	for _, l := range f.support {
		total += f.weights[l]
	}
	for j, l := range f.support {
		cost[j], against[j] = g[l], -g[l]
		for k := range m {
			A.Set(k, j, f.kernel.At(k, l))
			b[k] += float64(f.kernel.At(k, l) * (f.weights[l] / total))
		}
	}
	rows, target, ok := independent(A, b)
	if ok {
		low, ok = minimise(cost, rows, target)
	}
	if ok {
		high, ok = minimise(against, rows, target)
	}
	if !ok {
		return 0, 0, index.Undefined("the bounds for units of %d people cannot be computed: the moments have too few digits", m-1)
	}
	return low, -high, nil
}

// independent returns the equations A x = b in as many rows as digits tell apart, each a combination of rows of A that is at
// right angles to the others, with right sides that are not negative. What is left out could only narrow the solutions.
func independent(A *mat.Dense, b []float64) (*mat.Dense, []float64, bool) {
	var svd mat.SVD
	if !svd.Factorize(A, mat.SVDThin) {
		return nil, nil, false
	}
	values := svd.Values(nil)
	rank := 0
	for rank < len(values) && values[rank] > 1e-9*values[0] {
		rank++
	}
	var u, v mat.Dense
	svd.UTo(&u)
	svd.VTo(&v)
	_, n := A.Dims()
	rows, target := mat.NewDense(rank, n, nil), make([]float64, rank)
	for i := range rank {
		for k, f := range b {
			target[i] += float64(u.At(k, i) * f)
		}
		target[i] /= values[i]
		sign := math.Copysign(1, target[i])
		target[i] *= sign
		for j := range n {
			rows.Set(i, j, sign*v.At(j, i))
		}
	}
	return rows, target, true
}

// minimise returns the smallest cᵀx over x ≥ 0 with A x = b, b ≥ 0: the revised simplex method in two phases, with the basis
// solved anew at each step. It is for the dozen rows that bounds need, which gonum's solver takes for singular too often.
func minimise(c []float64, A *mat.Dense, b []float64) (float64, bool) {
	const tiny = 1e-11
	m, n := A.Dims()
	column := func(j int) *mat.VecDense { // n + i is the slack of row i, which must end at 0
		v := mat.NewVecDense(m, nil)
		if j >= n {
			v.SetVec(j-n, 1)
		} else {
			v.CopyVec(A.ColView(j))
		}
		return v
	}
	basis := make([]int, m)
	for i := range basis {
		basis[i] = n + i
	}
	x := mat.NewVecDense(m, nil)
	for phase := 1; phase <= 2; phase++ {
		cost := func(j int) float64 {
			switch {
			case phase == 1 && j >= n:
				return 1
			case phase == 1 || j >= n:
				return 0
			}
			return c[j]
		}
		for step := 0; ; step++ {
			if step > 50*(n+m) {
				return 0, false
			}
			B, costs := mat.NewDense(m, m, nil), mat.NewVecDense(m, nil)
			inBasis := make(map[int]bool, m)
			for i, j := range basis {
				B.SetCol(i, column(j).RawVector().Data)
				costs.SetVec(i, cost(j))
				inBasis[j] = true
			}
			var lu mat.LU
			lu.Factorize(B)
			var prices mat.VecDense
			if lu.SolveVecTo(x, false, mat.NewVecDense(m, b)) != nil || lu.SolveVecTo(&prices, true, costs) != nil {
				return 0, false
			}
			// The steepest column enters; after many steps the first that improves, which cannot cycle (Bland).
			enter, best := -1, -tiny
			for j := range n {
				if reduced := cost(j) - mat.Dot(&prices, A.ColView(j)); !inBasis[j] && reduced < best {
					enter, best = j, reduced
					if step > 10*(n+m) {
						break
					}
				}
			}
			if enter < 0 {
				break
			}
			var change mat.VecDense
			if lu.SolveVecTo(&change, false, column(enter)) != nil {
				return 0, false
			}
			leave, ratio := -1, math.Inf(1)
			for i, j := range basis {
				d := change.AtVec(i)
				switch {
				case phase == 2 && j >= n && math.Abs(d) > 1e-9: // a slack at 0 stays there
					if leave < 0 || ratio > 0 {
						leave, ratio = i, 0
					}
				case d > 1e-9 && max(x.AtVec(i), 0)/d < ratio:
					leave, ratio = i, max(x.AtVec(i), 0)/d
				}
			}
			if leave < 0 {
				return 0, false
			}
			basis[leave] = enter
		}
		if phase == 1 {
			for i, j := range basis {
				if j >= n && x.AtVec(i) > 1e-7 {
					return 0, false // no solution
				}
			}
		}
	}
	var value index.Sum
	for i, j := range basis {
		if j < n {
			value = value.Plus(c[j] * x.AtVec(i))
		}
	}
	return value.Value(), true
}
