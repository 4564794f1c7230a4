//go:build !linux

package isolate

// limitMemory does nothing: elsewhere than on Linux the worker's own process and the deadline are the protection.
func limitMemory(int64) error { return nil }
