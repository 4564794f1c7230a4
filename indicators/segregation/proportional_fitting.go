package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// How far a fit goes. Scaling by turns is quick where units are mixed and has no end where they are nearly separate, so a
// fit that is not done after the first rounds goes on by Newton's method, which reaches the same table.
const (
	fitTolerance = 1e-12 // relative, of every margin
	fitRounds    = 10    // of scaling by turns
	newtonSteps  = 500
	newtonStride = 5.0 // the most that a step changes the logarithm of a factor
	patience     = 50  // steps after which a fit that is not a tenth better has no limit
)

// fitting is a table and the shares that its units and groups are to have, both of which add up to 1. A row i of the
// fitted table is unit[i] · cells[i,k] factor[k] / Σ_k cells[i,k] factor[k]: rows always have their totals, and the table
// needs no memory but the factors of the groups.
type fitting struct {
	crossTable
	unit, group []float64

	factor    []float64
	sums      []float64 // shares of the groups in the table with these factors
	curvature []float64 // derivatives of sums by the logarithms of the factors
	row       []float64 // the shares of the groups in one unit
	potential float64   // what the factors of the fitted table minimise; it is convex in their logarithms
}

// fit scales the rows and columns of ct until the units have the shares unit and the groups the shares group, and sets
// factor. It is undefined when no table with the empty cells of ct has these shares.
func (ct crossTable) fit(unit, group, factor []float64) error {
	K := len(factor)
	f := fitting{
		crossTable: ct, unit: unit, group: group, factor: factor,
		sums: make([]float64, K), curvature: make([]float64, K*K), row: make([]float64, K),
	}
	for k, want := range group {
		factor[k] = 1
		if want == 0 {
			factor[k] = 0
		}
	}
	for range fitRounds {
		f.columns(unit, factor, f.sums)
		off := f.off()
		switch {
		case off <= fitTolerance:
			return nil
		case !(math.Abs(off) <= math.MaxFloat64):
			return f.unreachable()
		}
		for k, want := range group {
			if want > 0 {
				factor[k] *= want / f.sums[k]
			}
		}
	}
	return f.newton()
}

// off returns how far the groups are from their shares, relatively.
func (f *fitting) off() float64 {
	off := 0.0
	for k, want := range f.group {
		if want > 0 {
			d := math.Abs(f.sums[k]/want - 1)
			if !(d <= off) {
				off = d
			}
		}
	}
	return off
}

// newton minimises the potential Σ_i u_i ln Σ_k cells[i,k] factor[k] − Σ_k g_k ln factor[k], whose gradient is sums −
// group, by Newton's method with shortened steps.
func (f *fitting) newton() error {
	K := len(f.factor)
	from, step := make([]float64, K), make([]float64, K)
	before := math.Inf(1)
	f.expand()
	for n := range newtonSteps {
		off := f.off()
		switch {
		case off <= fitTolerance:
			return nil
		case !(math.Abs(off) <= math.MaxFloat64):
			return f.unreachable()
		}
		if n%patience == 0 {
			if off > 0.9*before {
				break
			}
			before = off
		}
		longest, slope := 0.0, 0.0
		f.direction(step)
		for k, d := range step {
			longest = max(longest, math.Abs(d))
			slope += d * (f.sums[k] - f.group[k])
		}
		length := min(1, newtonStride/longest)
		copy(from, f.factor)
		potential := f.potential
		for {
			for k := range f.factor {
				f.factor[k] = from[k] * math.Exp(length*step[k])
			}
			f.expand()
			// Rounding of the potential must not stop a fit that is nearly done.
			if f.potential <= potential+1e-4*length*slope+1e-13*(1+math.Abs(potential)) {
				break
			}
			if length /= 2; length < 1e-9 {
				return f.unreachable()
			}
		}
	}
	return f.unreachable()
}

// expand sets sums, potential and curvature for the factors.
func (f *fitting) expand() {
	K := len(f.factor)
	clear(f.sums)
	clear(f.curvature)
	q, potential := f.row, 0.0
	for i, share := range f.unit {
		if share == 0 {
			continue
		}
		total := 0.0
		for k, n := range f.cells[i*K : (i+1)*K] {
			q[k] = n * f.factor[k]
			total += q[k]
		}
		potential += float64(share * math.Log(total))
		for k := range q {
			q[k] /= total
		}
		for k, v := range q {
			v *= share
			f.sums[k] += v
			row := f.curvature[k*K : k*K+k+1]
			for l := range row {
				row[l] -= float64(v * q[l])
			}
		}
	}
	for k, want := range f.group {
		f.curvature[k*K+k] += f.sums[k]
		if want > 0 {
			potential -= float64(want * math.Log(f.factor[k]))
		}
	}
	f.potential = potential
}

// direction sets step to the solution of curvature · step = group − sums, by Cholesky's decomposition. The curvature has
// no rank in the direction that multiplies all factors alike, of all groups or of groups that share no unit with others:
// there the step is 0.
func (f *fitting) direction(step []float64) {
	K := len(step)
	a := f.curvature
	for k := range K {
		diagonal := a[k*K+k]
		pivot := diagonal
		for l := range k {
			pivot -= float64(a[k*K+l] * a[k*K+l])
		}
		if !(pivot > 1e-14*f.sums[k]) {
			pivot = 0
		}
		pivot = math.Sqrt(pivot)
		a[k*K+k] = pivot
		for j := k + 1; j < K; j++ {
			v := a[j*K+k]
			for l := range k {
				v -= float64(a[j*K+l] * a[k*K+l])
			}
			if pivot > 0 {
				v /= pivot
			} else {
				v = 0
			}
			a[j*K+k] = v
		}
	}
	for k := range K {
		v := f.group[k] - f.sums[k]
		for l := range k {
			v -= float64(a[k*K+l] * step[l])
		}
		step[k] = 0
		if pivot := a[k*K+k]; pivot > 0 {
			step[k] = v / pivot
		}
	}
	for k := K - 1; k >= 0; k-- {
		v := step[k]
		for j := k + 1; j < K; j++ {
			v -= float64(a[j*K+k] * step[j])
		}
		step[k] = 0
		if pivot := a[k*K+k]; pivot > 0 {
			step[k] = v / pivot
		}
	}
}

// unreachable says why there is no fit.
func (f *fitting) unreachable() error {
	for k := range f.factor {
		if v := f.sums[k] + f.factor[k]; !(math.Abs(v) <= math.MaxFloat64) {
			return index.Undefined("the counts differ too much in size to compute with")
		}
	}
	return index.Undefined("the empty cells of the one table do not allow the unit and group totals of the other: " +
		"iterative proportional fitting has no limit")
}
