package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/jamlik/jamlik/ingest/replace"
)

// writeWhole writes a file beside path and renames it into place when it is whole: a write that fails or is cut off leaves what was there. A symbolic
// link stays, and the file that it leads to is replaced.
func writeWhole(path string, write func(w io.Writer) error) (err error) {
	target, err := plainFile(path)
	if err != nil {
		return err
	}
	dir, err := os.OpenRoot(filepath.Dir(target))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: no such directory; make it first", filepath.Dir(path))
	}
	if err != nil {
		return unwritable(path, err)
	}
	defer dir.Close()
	name := filepath.Base(beside(target, "new"))
	tmp, err := replace.Lock(dir, name)
	if errors.Is(err, replace.ErrHeld) {
		return fmt.Errorf("%s: another run is writing this file; wait for it or choose another", path)
	}
	if err != nil {
		return unwritable(path, err)
	}
	defer tmp.Close()
	scratch := beside(path, "scratch") // where writers keep what does not fit into memory
	forget := unfinished.add(func() { _, _ = dir.Remove(name), os.RemoveAll(scratch) })
	defer forget()
	defer func() {
		if gone := os.RemoveAll(scratch); err == nil && gone != nil {
			err = unwritable(path, gone)
		}
		if err != nil {
			_ = dir.Remove(name)
		}
	}()
	if err = os.RemoveAll(scratch); err != nil { // what a run that was killed left
		return unwritable(path, err)
	}
	if err = tmp.Truncate(0); err != nil {
		return unwritable(path, err)
	}
	buf := bufio.NewWriterSize(tmp, 1<<20)
	if err = write(buf); err != nil {
		return mendedPath(err, tmp.Name(), path)
	}
	if err = errors.Join(buf.Flush(), tmp.Chmod(0o644)); err != nil {
		return mendedPath(err, tmp.Name(), path)
	}
	if runtime.GOOS == "windows" { // where an open file cannot be renamed, and has no lock to keep
		err = tmp.Close()
	}
	defer unfinished.hold()()
	if err = errors.Join(err, dir.Rename(name, filepath.Base(target))); err != nil {
		return unwritable(path, err)
	}
	return nil
}

// plainFile returns the file that is to be replaced: what a symbolic link leads to. Only a file, or nothing, is ever replaced.
func plainFile(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, nil // a link that leads nowhere is replaced
	case err != nil:
		return "", unwritable(path, err)
	case info.IsDir():
		return "", fmt.Errorf("%s: is a directory, not a file; name a file in it", path)
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s: is a pipe or device, not a file; write a file and send that", path)
	}
	return filepath.EvalSymlinks(path)
}

// unwritable tells why something cannot be written by the name that the user gave it, and what to do.
func unwritable(name string, err error) error {
	return fmt.Errorf("%s: cannot be written: %w", name, plainCause(err))
}

// mendedPath says path in an error that came about in writing its temporary file.
func mendedPath(err error, tmp, path string) error {
	var pe *fs.PathError
	if errors.As(err, &pe) && pe.Path == tmp {
		return unwritable(path, err)
	}
	return err
}
