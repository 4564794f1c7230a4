//go:build !linux

package isolate

const memoryIsLimited = false
