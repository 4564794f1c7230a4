package replace

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// Swap exchanges two names in a directory in one step: no other process ever sees one of them missing. Where that cannot be done, because one is not
// there yet or for the system or the file system, the error is [errors.ErrUnsupported] and nothing has changed.
func Swap(dir *os.File, a, b string) error {
	fd := int(dir.Fd())
	err := unix.Renameat2(fd, a, fd, b, unix.RENAME_EXCHANGE)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOENT), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOTSUP):
		return errors.ErrUnsupported
	}
	return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
}
