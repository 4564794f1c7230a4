package space

// Smoothed is what a kernel makes of columns of numbers, one for each unit.
type Smoothed struct {
	Weight []float64   // Weight[i] = Σ_j c_ij, with unit i itself
	Sums   [][]float64 // Sums[k][i] = Σ_j c_ij columns[k][j]
}

// Smooth adds up columns around each unit, weighted by the kernel of the distance. Memory grows with the number of units, time with the
// number of pairs within reach of the kernel.
//
// It is an error wrapping [ErrUnknown] when distances are unknown, or areas where the kernel's self-distance needs them.
func (s *Space) Smooth(k Kernel, columns ...[]float64) (*Smoothed, error) {
	metric, err := s.Metric()
	if err != nil {
		return nil, err
	}
	if err := k.check(); err != nil {
		return nil, err
	}
	n := metric.Len()
	out := &Smoothed{Weight: make([]float64, n), Sums: make([][]float64, len(columns))}
	for c := range columns {
		out.Sums[c] = make([]float64, n)
	}
	var near []Near
	for i := range n {
		own, err := k.OfSelf(s.area(i))
		if err != nil {
			return nil, err
		}
		out.Weight[i] = own
		for c, column := range columns {
			out.Sums[c][i] = own * column[i]
		}
		near = metric.Within(i, k.Reach(), near[:0])
		for _, other := range near {
			w := k.At(other.Distance)
			out.Weight[i] += w
			for c, column := range columns {
				out.Sums[c][i] += float64(w * column[other.Unit])
			}
		}
	}
	return out, nil
}
