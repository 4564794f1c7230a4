package study

import (
	"math"
	"runtime/debug"
)

// otherwise is the memory of a machine that does not say how much it has.
const otherwise = 8 << 30

// DefaultMemory returns a limit for [LoadOptions.Memory]: half of the limit that the Go runtime was given (GOMEMLIMIT), and where it has none half
// of the memory that the machine has or that the process may use of it.
func DefaultMemory() int64 {
	if limit := debug.SetMemoryLimit(-1); limit < math.MaxInt64 {
		return limit / 2
	}
	if have, ok := machineMemory(); ok {
		return have / 2
	}
	return otherwise / 2
}
