package segregation

import (
	"cmp"
	"math"
	"slices"
)

// placed is a unit with the share of a group in it.
type placed struct {
	p    float64
	unit int
}

// sorter sorts units by the share of a group, time after time in the same memory.
type sorter struct{ units, spare []placed }

func newSorter(n int) *sorter { return &sorter{make([]placed, 0, n), make([]placed, n)} }

// byShare returns the units that have people by shareThenUnit share of x in x + y, equal shares in the order of the units.
func byShare(x, y []float64) []placed {
	s := newSorter(len(x))
	for i := range x {
		if t := x[i] + y[i]; t > 0 {
			s.units = append(s.units, placed{x[i] / t, i})
		}
	}
	return s.sort()
}

// byShareOf is [byShare] with the totals of the units. What it returns is good until the next call.
func (s *sorter) byShareOf(x, totals []float64) []placed {
	s.units = s.units[:0]
	for i, t := range totals {
		if t > 0 {
			s.units = append(s.units, placed{x[i] / t, i})
		}
	}
	return s.sort()
}

// Digits of 11 bits: their counts fit into the first cache level. Three of them, the highest, are 33 of the 64 bits of a
// number, and tell shares apart that differ by a millionth of themselves.
const (
	digitBits = 11
	digits    = 3
	lowBits   = 64 - digits*digitBits
)

func shareThenUnit(a, b placed) int {
	return cmp.Or(cmp.Compare(a.p, b.p), cmp.Compare(a.unit, b.unit))
}

// sort sorts the units by share. Numbers that are not negative have the order of their bits, so many units are sorted by
// their highest digits, which takes a tenth of the time of comparing them, and then the runs of units that these leave alike.
func (s *sorter) sort() []placed {
	if len(s.units) < 1000 {
		slices.SortFunc(s.units, shareThenUnit)
		return s.units
	}
	var counts [digits][1 << digitBits]int
	for _, u := range s.units {
		bits := math.Float64bits(u.p)
		for d := range counts {
			counts[d][bits>>(lowBits+d*digitBits)&(1<<digitBits-1)]++
		}
	}
	from, to := s.units, s.spare[:len(s.units)]
	for d := range counts {
		shift := lowBits + d*digitBits
		if counts[d][math.Float64bits(from[0].p)>>shift&(1<<digitBits-1)] == len(from) {
			continue // all have the same digit here
		}
		at := 0
		for digit, n := range counts[d] {
			counts[d][digit] = at
			at += n
		}
		for _, u := range from {
			digit := math.Float64bits(u.p) >> shift & (1<<digitBits - 1)
			to[counts[d][digit]] = u
			counts[d][digit]++
		}
		from, to = to, from
	}
	s.units, s.spare = from, to[:cap(to)]
	for first := 0; first < len(from); {
		high := math.Float64bits(from[first].p) >> lowBits
		end, sorted := first+1, true
		for end < len(from) && math.Float64bits(from[end].p)>>lowBits == high {
			sorted = sorted && from[end-1].p <= from[end].p
			end++
		}
		if !sorted {
			slices.SortFunc(from[first:end], shareThenUnit)
		}
		first = end
	}
	return s.units
}
