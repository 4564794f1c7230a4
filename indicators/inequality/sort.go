package inequality

import (
	"cmp"
	"math"
	"slices"
)

// sort puts units in ascending order of value. Above a few hundred, comparing takes longer than counting: the values are then dealt
// out by their bits, the lowest eleven first, which takes six rounds whatever their number.
func sort(units []unit) {
	const few = 512
	if len(units) < few {
		slices.SortFunc(units, func(a, b unit) int { return cmp.Compare(a.value, b.value) })
		return
	}
	const digit = 11
	const rounds = (64 + digit - 1) / digit
	var counts [rounds][1 << digit]int32
	for _, u := range units {
		key := sortKey(u.value)
		for r := range counts {
			counts[r][key&(1<<digit-1)]++
			key >>= digit
		}
	}
	from, to := units, make([]unit, len(units))
	for r := range counts {
		place, alike := int32(0), false
		for k, n := range counts[r] {
			alike = alike || int(n) == len(units)
			counts[r][k], place = place, place+n
		}
		if alike { // a digit that all have in common
			continue
		}
		for _, u := range from {
			k := sortKey(u.value) >> (r * digit) & (1<<digit - 1)
			to[counts[r][k]] = u
			counts[r][k]++
		}
		from, to = to, from
	}
	copy(units, from)
}

// sortKey returns a number that orders values: negative ones have their bits turned round.
func sortKey(v float64) uint64 {
	bits := math.Float64bits(v + 0) // the zeros are one
	if bits>>63 == 1 {
		return ^bits
	}
	return bits | 1<<63
}
