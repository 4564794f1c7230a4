package suppress

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// Round returns a count as the nearest multiple of a base, halves away from zero (conventional rounding; Hundepool et al. 2012, section 4.4).
// It errs by half the base at most, and is not unbiased where small counts are many. A base of zero or less rounds nothing.
func Round(v, base float64) float64 {
	if !(base > 0) {
		return v
	}
	return base * math.Round(v/base)
}

// RoundAtRandom returns a count as one of the two multiples of a base that it lies between, the upper one with the probability that makes the
// expected value the count itself: unbiased random rounding (Nargundkar and Saveland 1972). Multiples stay as they are. It errs by less than the
// base.
//
// What is drawn depends on the seed and the name of the number alone, so that a number that is shown in several places is the same in all of
// them, and asking again does not average the error away. Sums are rounded for themselves: parts need not come to their whole.
func RoundAtRandom(v, base float64, seed uint64, name string) float64 {
	if !(base > 0) {
		return v
	}
	low := base * math.Floor(v/base)
	part := (v - low) / base
	if part < tiny || part > 1-tiny {
		return Round(v, base)
	}
	h := fnv.New64a()
	h.Write([]byte(name))
	if rand.New(rand.NewPCG(seed, h.Sum64())).Float64() < part {
		return low + base
	}
	return low
}
