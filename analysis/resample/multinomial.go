package resample

import (
	"math"
	"math/rand/v2"
)

// Multinomial draws the counts of cells from a sample as large as the total of the counts given, rounded: each cell in turn
// is binomial among those that are left. It is made once and drawn from often. The zero Multinomial draws nothing.
type Multinomial struct {
	total float64
	share []float64 // of what is left, for each cell
}

// NewMultinomial returns the multinomial with the given counts as expectations. Counts are at least 0.
func NewMultinomial(counts []float64) Multinomial {
	m := Multinomial{share: make([]float64, len(counts))}
	for i := len(counts) - 1; i >= 0; i-- {
		m.total += counts[i]
		if counts[i] > 0 {
			m.share[i] = counts[i] / m.total
		}
	}
	m.total = math.Round(m.total)
	return m
}

// Draw fills out, one slot for each cell, with a new sample.
func (m Multinomial) Draw(r *rand.Rand, out []float64) { m.deal(r, m.total, out) }

// deal fills out with a sample of the given size.
func (m Multinomial) deal(r *rand.Rand, left float64, out []float64) {
	for i, p := range m.share {
		if left <= 0 {
			clear(out[i:])
			return
		}
		out[i] = Binomial(r, left, p)
		left -= out[i]
	}
}
