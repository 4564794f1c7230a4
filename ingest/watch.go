package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/jamlik/jamlik/indicators"
)

// SHA256 returns the sum of all bytes of the input, in hexadecimal.
func (in Input) SHA256() (string, error) {
	h := sha256.New()
	n, err := io.Copy(h, in.Section())
	if err == nil && n < in.Size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", in.Name, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Watch tells whether a file changed while it was read, so that no result is a mixture of what was there before and after.
type Watch struct {
	in   Input
	file interface{ Stat() (fs.FileInfo, error) } // nil for bytes in memory, which do not change
	was  fs.FileInfo
	sum  string // of a file so new that a change would not show in its time
}

// newFile is how old a file must be for a change to show in its time, also on file systems that count it in steps of two seconds.
const newFile = 3 * time.Second

// NewWatch begins to watch an input, before any of it is read.
func NewWatch(in Input) (*Watch, error) {
	w := &Watch{in: in}
	w.file, _ = in.Data.(interface{ Stat() (fs.FileInfo, error) })
	if w.file == nil {
		return w, nil
	}
	var err error
	if w.was, err = w.file.Stat(); err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	if w.was.Size() != in.Size {
		return nil, w.Changed()
	}
	if time.Since(w.was.ModTime()) < newFile {
		w.sum, err = in.SHA256()
	}
	return w, err
}

// Check returns a Problem if the file is not what it was when the watch began.
func (w *Watch) Check() error {
	if w.file == nil {
		return nil
	}
	now, err := w.file.Stat()
	if err != nil {
		return fmt.Errorf("%s: %w", w.in.Name, err)
	}
	if now.Size() != w.was.Size() || !now.ModTime().Equal(w.was.ModTime()) {
		return w.Changed()
	}
	if w.sum == "" {
		return nil
	}
	sum, err := w.in.SHA256()
	if err != nil || sum != w.sum {
		return w.Changed()
	}
	return nil
}

// Same tells whether another watch, of the same file opened again, began with what this one began with.
func (w *Watch) Same(other *Watch) bool {
	if w.file == nil || other.file == nil {
		return w.file == nil && other.file == nil
	}
	onDisk := w.was.Sys() != nil // of a file elsewhere the system does not tell which it is
	return (!onDisk || os.SameFile(w.was, other.was)) && w.was.Size() == other.was.Size() && w.was.ModTime().Equal(other.was.ModTime()) && (w.sum == other.sum || w.sum == "" || other.sum == "")
}

// Changed is the Problem of a file that changed.
func (w *Watch) Changed() error {
	return indicators.Problem{File: w.in.Name, What: "the file changed while it was being read", Remedy: "wait until it is written, and run this again"}
}
