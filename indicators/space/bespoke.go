package space

import (
	"fmt"
	"math"
	"slices"
)

// Bespoke is the surroundings of each unit that grow until they hold so many people.
type Bespoke struct {
	Sizes  []float64     // how many people are wanted
	Weight [][]float64   // Weight[k][i]: how many live in the surroundings of unit i for Sizes[k]
	Radius [][]float64   // how far away the last of them live
	Sums   [][][]float64 // Sums[k][c][i]: the sum of columns[c] over the surroundings
	Short  []int         // Short[k]: how many units have fewer than Sizes[k] within reach. Their surroundings are all there is.
}

// Nearest adds up columns over the surroundings of each unit: the unit itself, then the others in order of their distance, until their
// summed weights, usually people, reach each of the sizes. Units at one distance (see [Walker.From]) are taken whole, so that neither their order
// nor a split of one into several in its place matters. This is the convention of EquiPop (Östh, Clark & Malmberg 2015, Geographical
// Analysis 47, 36–49). It is an error when a size is not above 0 or a weight is negative or missing, and one wrapping [ErrUnknown]
// when distances are unknown.
func (s *Space) Nearest(weights, sizes []float64, columns ...[]float64) (*Bespoke, error) {
	if _, err := s.Walker(); err != nil {
		return nil, err
	}
	metric, err := s.Metric()
	if err != nil {
		return nil, err
	}
	n := metric.Len()
	if err := alike(n, append([][]float64{weights}, columns...)); err != nil {
		return nil, err
	}
	for i, w := range weights {
		if !(w >= 0) || w > math.MaxFloat64 {
			return nil, fmt.Errorf("the weight of unit %d is %v", i, w)
		}
	}
	order := make([]int, len(sizes)) // of growing size
	for k, size := range sizes {
		if !(size > 0) || size > math.MaxFloat64 {
			return nil, fmt.Errorf("the surroundings are to hold %v people; want a number above 0", size)
		}
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case sizes[a] < sizes[b]:
			return -1
		case sizes[a] > sizes[b]:
			return 1
		}
		return 0
	})
	out := &Bespoke{Sizes: slices.Clone(sizes), Weight: table(len(sizes), n), Radius: table(len(sizes), n), Sums: make([][][]float64, len(sizes)),
		Short: make([]int, len(sizes))}
	for k := range sizes {
		out.Sums[k] = table(len(columns), n)
	}
	Each(n, func() func(int) {
		walker, _ := s.Walker()
		sums := make([]float64, len(columns))
		return func(i int) {
			i = walker.nth(i)
			weight, radius, next := 0.0, 0.0, 0
			clear(sums)
			note := func() {
				k := order[next]
				out.Weight[k][i], out.Radius[k][i] = weight, radius
				for c, v := range sums {
					out.Sums[k][c][i] = v
				}
				next++
			}
			walker.From(i, func(ring []Near) bool {
				for _, x := range ring {
					weight += weights[x.Unit]
					radius = max(radius, x.Distance)
					for c, column := range columns {
						sums[c] += column[x.Unit]
					}
				}
				for next < len(order) && weight >= sizes[order[next]] {
					note()
				}
				return next < len(order)
			})
			for next < len(order) {
				note()
			}
		}
	})
	for k, size := range sizes {
		for _, w := range out.Weight[k] {
			if w < size {
				out.Short[k]++
			}
		}
	}
	return out, nil
}

// table returns rows of n numbers.
func table(rows, n int) [][]float64 {
	all := make([]float64, rows*n)
	out := make([][]float64, rows)
	for k := range out {
		out[k] = all[k*n : (k+1)*n : (k+1)*n]
	}
	return out
}

// alike returns an error when a column is not about n units.
func alike(n int, columns [][]float64) error {
	for _, column := range columns {
		if len(column) != n {
			return fmt.Errorf("%d units but a column of %d", n, len(column))
		}
	}
	return nil
}
