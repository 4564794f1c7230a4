//go:build !linux

package columnar

const memoryIsLimited = false
