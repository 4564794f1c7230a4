package autocorrelation

import (
	"math/bits"
	"math/rand/v2"
)

// below returns a random number from 0 to n − 1. With 64 bits, some are more likely than others by n/2⁶⁴ at most.
func below(random *rand.PCG, n int) int {
	high, _ := bits.Mul64(random.Uint64(), uint64(n))
	return int(high)
}
