package space

import "math"

// decay returns exp(−u) for u ≥ 0, within 4·10⁻¹⁶ of it and 0 from u = 708 on. It is the same on every processor, which math.Exp is not, and
// takes less than half the time: kernels spend most of theirs here.
//
// exp(−u) = 2^(−n/64) exp(r), with n the whole number of sixty-fourths of ln 2 nearest to u, and |r| ≤ ln 2/128, where five terms of Taylor's series
// leave out less than 4·10⁻¹⁷ (Tang 1989, ACM Transactions on Mathematical Software 15, 144–157).
func decay(u float64) float64 {
	if !(u < 708) {
		return 0
	}
	const (
		round = 1<<52 + 1<<51 // added to a number below 2⁵¹, leaves its whole part in the last bits
		high  = 6.93147180369123816490e-01 / 64
		low   = 1.90821492927058770002e-10 / 64
	)
	t := float64(u*(64/math.Ln2)) + round
	n, bits := t-round, math.Float64bits(t)
	r := float64(float64(n*high)-u) + float64(n*low)
	q := r * (1 + float64(r*(0.5+float64(r*(1.0/6+float64(r*(1.0/24+float64(r*(1.0/120)))))))))
	s := math.Float64frombits(powers[bits&63] - bits>>6<<52)
	return s + float64(s*q)
}

// powers are the bits of 2^(−k/64).
var powers = func() (bits [64]uint64) {
	for k := range bits {
		bits[k] = math.Float64bits(math.Exp2(-float64(k) / 64))
	}
	return bits
}()
