package space

import (
	"fmt"
	"slices"
)

// Smoothed is what a kernel makes of columns of numbers, one for each unit.
type Smoothed struct {
	Weight []float64   // Weight[i] = Σ_j c_ij, with unit i itself
	Sums   [][]float64 // Sums[k][i] = Σ_j c_ij columns[k][j]
}

// Smooth adds up columns, of finite numbers, around each unit, weighted by the kernel of the distance. Memory grows with the number of units,
// time with the number of pairs within reach of the kernel.
//
// The space remembers what it has lately added up, so that indices with one kernel share the work: the result is not to be changed, the
// columns may be.
//
// It is an error wrapping [ErrUnknown] when distances are unknown, or areas where the kernel's self-distance needs them.
func (s *Space) Smooth(k Kernel, columns ...[]float64) (*Smoothed, error) {
	all, err := s.SmoothMany([]Kernel{k}, columns...)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// SmoothMany is [Space.Smooth] with several kernels, such as one shape with several bandwidths, in one pass over the pairs of units.
func (s *Space) SmoothMany(kernels []Kernel, columns ...[]float64) ([]*Smoothed, error) {
	metric, err := s.Metric()
	if err != nil {
		return nil, err
	}
	n := metric.Len()
	if err := alike(n, columns); err != nil {
		return nil, err
	}
	kernels = slices.Clone(kernels)
	for m, k := range kernels {
		kernels[m] = k.plain()
		if err := k.check(); err != nil {
			return nil, err
		}
		if err := s.checkSelf(metric, k); err != nil {
			return nil, err
		}
	}
	return s.smoothed.smooth(kernels, columns, func(kernels []Kernel, columns [][]float64) []*Smoothed {
		out := make([]*Smoothed, len(kernels))
		for m := range out {
			out[m] = &Smoothed{Weight: make([]float64, n), Sums: table(len(columns), n)}
		}
		if p, ok := metric.(*Points); ok {
			s.smoothPoints(p.tree(), kernels, columns, out)
		} else {
			s.smoothAny(metric, kernels, columns, out)
		}
		return out
	}), nil
}

// checkSelf returns an error where the kernel's convention does not say how much units weigh on themselves.
func (s *Space) checkSelf(metric Distances, k Kernel) error {
	if k.Self != Root && k.Self != White {
		return nil
	}
	if unit := metric.Unit(); unit != "m" {
		return fmt.Errorf("the distance of a unit from itself would be in metres, by its area, and other distances are in %s; choose %s or %s",
			unit, Selves[Zero], Selves[Excluded])
	}
	for i := range metric.Len() {
		if _, err := k.OfSelf(s.area(i)); err != nil {
			return err
		}
	}
	return nil
}

// ofSelf is the weight of unit i on itself, where that is known.
func (s *Space) ofSelf(k Kernel, i int) float64 {
	own, _ := k.OfSelf(s.area(i))
	return own
}

// reach is the distance beyond which all kernels are 0.
func reach(kernels []Kernel) float64 {
	far := 0.0
	for _, k := range kernels {
		far = max(far, k.Reach())
	}
	return far
}

func (s *Space) smoothAny(metric Distances, kernels []Kernel, columns [][]float64, out []*Smoothed) {
	far := reach(kernels)
	Each(metric.Len(), func() func(int) {
		var near []Near
		return func(i int) {
			near = metric.Within(i, far, near[:0])
			for m, k := range kernels {
				o, own := out[m], s.ofSelf(k, i)
				o.Weight[i] = own
				for c, column := range columns {
					o.Sums[c][i] = own * column[i]
				}
				for _, other := range near {
					w := k.At(other.Distance)
					o.Weight[i] += w
					for c, column := range columns {
						o.Sums[c][i] += float64(w * column[other.Unit])
					}
				}
			}
		}
	})
}
