package space

import (
	"math"
	"slices"
	"sync"
)

// memo remembers sums over neighbourhoods. Columns are known again by their numbers, of which it keeps a copy, and not by where they lie, as callers
// may use their memory again. It is safe for concurrent use: who asks for what another is adding up waits for it.
type memo struct {
	mu      sync.Mutex
	kernels []*remembered // the oldest first
}

// remembered is what has been added up with one kernel.
type remembered struct {
	kernel  Kernel
	weight  []float64
	columns [][]float64
	sums    [][]float64
}

// A memo keeps so many kernels and numbers at most: 32 MB.
const (
	memoKernels = 8
	memoNumbers = 4 << 20
)

// smooth returns the sums of columns with kernels, and has those computed that it does not remember.
func (m *memo) smooth(kernels []Kernel, columns [][]float64, compute func([]Kernel, [][]float64) []*Smoothed) []*Smoothed {
	m.mu.Lock()
	defer m.mu.Unlock()
	var ask []Kernel
	var missing [][]float64
	for _, k := range kernels {
		r, lacking := m.of(k), false
		for _, column := range columns {
			if r == nil || find(r.columns, column) < 0 {
				lacking = true
				if find(missing, column) < 0 {
					missing = append(missing, slices.Clone(column))
				}
			}
		}
		if r == nil || lacking {
			ask = append(ask, k)
		}
	}
	if len(ask) > 0 {
		for j, got := range compute(ask, missing) {
			m.add(ask[j], missing, got)
		}
	}
	out := make([]*Smoothed, len(kernels))
	for j, k := range kernels {
		r := m.of(k)
		out[j] = &Smoothed{Weight: r.weight, Sums: make([][]float64, len(columns))}
		for c, column := range columns {
			out[j].Sums[c] = r.sums[find(r.columns, column)]
		}
	}
	m.forget()
	return out
}

// of returns what is remembered of a kernel, nil if nothing is.
func (m *memo) of(k Kernel) *remembered {
	j := slices.IndexFunc(m.kernels, func(r *remembered) bool { return r.kernel == k })
	if j < 0 {
		return nil
	}
	return m.kernels[j]
}

// find returns which of columns has the same numbers as one, −1 if none has.
func find(columns [][]float64, one []float64) int {
	return slices.IndexFunc(columns, func(other []float64) bool {
		return slices.EqualFunc(one, other, func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) })
	})
}

func (m *memo) add(k Kernel, columns [][]float64, got *Smoothed) {
	r := m.of(k)
	if r == nil {
		r = &remembered{kernel: k, weight: got.Weight}
		m.kernels = append(m.kernels, r)
	}
	for c, column := range columns {
		if find(r.columns, column) < 0 {
			r.columns, r.sums = append(r.columns, column), append(r.sums, got.Sums[c])
		}
	}
}

// forget drops the oldest kernels when there is too much to remember.
func (m *memo) forget() {
	numbers := 0
	for _, r := range m.kernels {
		numbers += len(r.weight) * (1 + 2*len(r.columns))
	}
	for len(m.kernels) > memoKernels || numbers > memoNumbers {
		r := m.kernels[0]
		numbers -= len(r.weight) * (1 + 2*len(r.columns))
		m.kernels = slices.Delete(m.kernels, 0, 1)
	}
}
