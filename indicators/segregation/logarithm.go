package segregation

import "math"

// logarithm returns ln x for 0 < x < ∞ that is not subnormal, within 5·10⁻¹⁶ of it or of 1, whichever is larger. It takes less than half the
// time of math.Log, where walks through all pairs of units spend most of theirs, and is the same on every processor.
//
// x = 2^e z with 1 ≤ z < 2, and z = c (1 + r) with c the middle of one of 256 parts of that interval. Of Taylor's series of ln(1 + r), |r| < 1/512,
// five terms leave out less than 10⁻¹⁷ (Tang 1990, ACM Transactions on Mathematical Software 16, 378–400).
func logarithm(x float64) float64 {
	bits := math.Float64bits(x)
	part := &logarithms[bits>>44&255]
	e := float64(int(bits>>52) - 1023)
	z := math.Float64frombits(bits&(1<<52-1) | 1023<<52)
	r := float64(z*part.inverse) - 1
	square := r * r
	return float64(e*math.Ln2) + part.ln + (r + float64(square*(-0.5+float64(r*(1.0/3))+float64(square*(-0.25+float64(r*0.2))))))
}

// logarithms are 1/c and ln c of the middles c of 256 parts of the interval from 1 to 2.
var logarithms = func() (parts [256]struct{ inverse, ln float64 }) {
	for j := range parts {
		inverse := 1 / (1 + (float64(j)+0.5)/256)
		parts[j].inverse, parts[j].ln = inverse, -math.Log(inverse)
	}
	return parts
}()
