package index

import "math"

// Sum is a compensated running sum after Neumaier (1974, ZAMM 54, 39–51): the result of adding many small terms to a
// large one keeps the digits that a plain loop loses. The zero Sum is 0.
type Sum struct{ hi, lo float64 }

// Add adds x.
func (s *Sum) Add(x float64) {
	t := s.hi + x
	if math.Abs(s.hi) >= math.Abs(x) {
		s.lo += (s.hi - t) + x
	} else {
		s.lo += (x - t) + s.hi
	}
	s.hi = t
}

// Value returns the sum so far.
func (s Sum) Value() float64 { return s.hi + s.lo }

// Total returns the compensated sum of xs.
func Total(xs []float64) float64 {
	var s Sum
	for _, x := range xs {
		s.Add(x)
	}
	return s.Value()
}
