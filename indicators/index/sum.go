package index

import "math"

// Sum is a compensated running sum after Neumaier (1974, ZAMM 54, 39–51): the result of adding many small terms to a
// large one keeps the digits that a plain loop loses. The zero Sum is 0.
type Sum struct{ hi, lo float64 }

// Add adds x.
func (s *Sum) Add(x float64) { *s = s.Plus(x) }

// Plus returns the sum with x added. In the innermost loop of a kernel s = s.Plus(x) keeps the sum in registers, where
// Add goes through memory and takes three times as long.
//
// A product may be passed as it is: x is rounded before it is added, on processors with a fused multiply-add as well.
func (s Sum) Plus(x float64) Sum {
	x = float64(x)
	t := s.hi + x
	if math.Abs(s.hi) >= math.Abs(x) {
		s.lo += (s.hi - t) + x
	} else {
		s.lo += (x - t) + s.hi
	}
	s.hi = t
	return s
}

// Value returns the sum so far.
func (s Sum) Value() float64 { return s.hi + s.lo }

// Total returns the compensated sum of xs.
func Total(xs []float64) float64 {
	var s Sum
	for _, x := range xs {
		s = s.Plus(x)
	}
	return s.Value()
}
