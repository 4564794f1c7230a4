//go:build !linux

package study

// machineMemory is not known.
func machineMemory() (int64, bool) { return 0, false }
