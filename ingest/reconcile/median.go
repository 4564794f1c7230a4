package reconcile

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// median returns the middle of some numbers and changes their order.
func median(v []float64) float64 {
	n := len(v)
	if n == 0 {
		return math.NaN()
	}
	middle := selected(v, n/2)
	if n%2 == 1 {
		return middle
	}
	return (slices.MaxFunc(v[:n/2], cmp.Compare) + middle) / 2
}

// sortedBelow is the length from which on looking for one number is less work than sorting all.
const sortedBelow = 16

// selected returns the number that would stand at position k if the numbers were sorted, and moves those that would come before it to
// its left (C. A. R. Hoare, Algorithm 65: Find, Communications of the ACM 4 (1961), 321). Numbers that it divides badly again and again are
// sorted. NaN come first, as in sorting.
func selected(v []float64, k int) float64 {
	for rounds := 2 * bits.Len(uint(len(v))); len(v) >= sortedBelow && rounds > 0; rounds-- {
		n := len(v)
		pivot := middleOf(v[0], v[n/2], v[n-1])
		i, j := 0, n-1
		for i <= j {
			for cmp.Less(v[i], pivot) {
				i++
			}
			for cmp.Less(pivot, v[j]) {
				j--
			}
			if i <= j {
				v[i], v[j] = v[j], v[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			v = v[:j+1]
		case k >= i:
			v, k = v[i:], k-i
		default:
			return v[k]
		}
	}
	slices.Sort(v)
	return v[k]
}

func middleOf(a, b, c float64) float64 {
	if cmp.Less(b, a) {
		a, b = b, a
	}
	switch {
	case cmp.Less(c, a):
		return a
	case cmp.Less(c, b):
		return c
	}
	return b
}
