package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// plainCause is why a call to the system failed, without the path, which may be one that the user does not know, and with what to do about it.
func plainCause(err error) error {
	cause := err
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		cause = pe.Err
	case errors.As(err, &le):
		cause = le.Err
	}
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return fmt.Errorf("%w; %s", cause, c.remedy)
		}
	}
	return cause
}

// causes are why the system refuses to write, and what to do about it.
var causes = []struct {
	err    error
	remedy string
}{
	{syscall.ENOSPC, "free some, or write to another disk"},
	{syscall.EDQUOT, "free some of your share of the disk, or write to another"},
	{syscall.EFBIG, "the limit of the size of files (ulimit -f) or of the file system is too small for it"},
	{syscall.EROFS, "write somewhere else"},
	{syscall.ENOTDIR, "a file stands where a directory is meant; name another place"},
	{syscall.EMFILE, "allow more open files (ulimit -n)"},
	{syscall.ENAMETOOLONG, "choose a shorter one"},
	{syscall.EBUSY, "it is in use, as a mount point is; choose a directory below it"},
	{syscall.EXDEV, "it is a mount point; choose a directory below it"},
	{fs.ErrPermission, "ask for the right to write there, or write somewhere else"},
}
