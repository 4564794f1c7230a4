// Package replace lets what is written appear whole or not at all, and by one process at a time: a lock that ends with the process that holds it, however
// it ends, and the exchange of two names in one step.
//
//	held, err := replace.Lock(dir, ".out.lock")
//	if err != nil {
//		return err
//	}
//	defer held.Close()
package replace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// ErrHeld is that another process holds a lock.
var ErrHeld = errors.New("another process is writing here")

// Lock opens the file of a name in a directory, which need not exist, for this process alone; while another has it the error is [ErrHeld]. Closing the
// file, or the end of the process, gives it free. The file stays: who removes or renames it does so before closing it. Where the system has no such
// lock, which is elsewhere than on Linux and macOS, every process gets it.
func Lock(dir *os.Root, name string) (*os.File, error) {
	const attempts = 100 // each is lost only to a process that has just ended its work
	for range attempts {
		f, err := dir.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o666)
		if err != nil {
			return nil, err
		}
		if err := take(f); err != nil {
			return nil, errors.Join(err, f.Close())
		}
		mine, err := f.Stat()
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		there, err := dir.Lstat(name)
		if err == nil && os.SameFile(mine, there) {
			return f, nil
		}
		// Who had it removed or renamed it after this process opened it.
		if err := f.Close(); err != nil {
			return nil, err
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if err == nil && !there.Mode().IsRegular() {
			return nil, fmt.Errorf("%s: is not a file of this program; move it away", name)
		}
	}
	return nil, ErrHeld
}
