package main

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchange puts stage in the place of target in one step and removes what was there.
func exchange(stage, target string) error {
	err := unix.Renameat2(unix.AT_FDCWD, stage, unix.AT_FDCWD, target, unix.RENAME_EXCHANGE)
	switch {
	case err == nil:
		return os.RemoveAll(stage)
	case errors.Is(err, unix.ENOENT), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS):
		return twoRenames(stage, target) // nothing there yet, or a file system without exchange
	}
	return err
}

// lock takes the lock of an output directory for this process, so that two runs cannot write it at once. The kernel releases it
// when the process ends, however it ends.
func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil || !at(f, path) {
		f.Close()
		return nil, errors.New("another run is writing this directory; wait for it or choose another with -o")
	}
	return func() {
		os.Remove(path)
		f.Close()
	}, nil
}

// at tells whether the file is still the one at path: a run that ends removes the file, perhaps after this one opened it.
func at(f *os.File, path string) bool {
	mine, err1 := f.Stat()
	there, err2 := os.Stat(path)
	return err1 == nil && err2 == nil && os.SameFile(mine, there)
}
