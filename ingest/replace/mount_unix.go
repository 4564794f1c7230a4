//go:build linux || darwin

package replace

import (
	"os"
	"path/filepath"
	"syscall"
)

// MountPoint tells whether a directory lies on another file system than the one that it is in, so that it cannot be renamed.
func MountPoint(dir string) bool {
	device := func(path string) (uint64, bool) {
		info, err := os.Lstat(path)
		if err != nil {
			return 0, false
		}
		stat, ok := info.Sys().(*syscall.Stat_t)
		if !ok {
			return 0, false
		}
		return uint64(stat.Dev), true
	}
	inner, ok1 := device(dir)
	outer, ok2 := device(filepath.Dir(dir))
	return ok1 && ok2 && inner != outer
}
