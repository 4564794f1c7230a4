package ingest_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/ingest"
)

const contents = "area,value\nA,1\nB,2\n"

// watched writes a file as old as given and begins to watch it.
func watched(t *testing.T, age time.Duration) (path string, in ingest.Input, w *ingest.Watch) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "in.csv")
	when := time.Now().Add(-age)
	if err := errors.Join(os.WriteFile(path, []byte(contents), 0o666), os.Chtimes(path, when, when)); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	in = ingest.Input{Name: "in.csv", Data: f, Size: int64(len(contents))}
	if w, err = ingest.NewWatch(in); err != nil {
		t.Fatal(err)
	}
	return path, in, w
}

// overwrite puts other bytes of the same length into a file, which keeps its time.
func overwrite(path string) error {
	was, err := os.Stat(path)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt([]byte(strings.Replace(contents, "1", "9", 1)), 0)
	return errors.Join(err, f.Close(), os.Chtimes(path, was.ModTime(), was.ModTime()))
}

const old, fresh = time.Hour, 0

// What is done to a file while it is read, and whether its reader must be told.
var changes = []struct {
	name    string
	age     time.Duration
	do      func(path string) error
	changed bool
}{
	{"nothing, old", old, func(string) error { return nil }, false},
	{"nothing, new", fresh, func(string) error { return nil }, false},
	{"appended to", old, func(path string) error {
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteString("C,3\n")
		return errors.Join(err, f.Close())
	}, true},
	{"cut off", old, func(path string) error { return os.Truncate(path, 4) }, true},
	{"emptied", old, func(path string) error { return os.Truncate(path, 0) }, true},
	{"written again", old, func(path string) error {
		return os.WriteFile(path, []byte(strings.Replace(contents, "1", "9", 1)), 0o666)
	}, true},
	// Soon after it was written a change need not show in the time of a file.
	{"overwritten within its time", fresh, overwrite, true},
	// The file that is open stays what it was, whatever is at its name.
	{"replaced", old, func(path string) error {
		return errors.Join(os.WriteFile(path+".new", []byte("x"), 0o666), os.Rename(path+".new", path))
	}, false},
	{"removed", old, os.Remove, false},
}

const told = "in.csv: the file changed while it was being read; wait until it is written, and run this again"

func TestWatchTellsOfChanges(t *testing.T) {
	for _, c := range changes {
		path, in, w := watched(t, c.age)
		if err := c.do(path); err != nil {
			t.Fatal(err)
		}
		err := w.Check()
		if (err != nil) != c.changed || err != nil && err.Error() != told {
			t.Errorf("%s: %v", c.name, err)
		}
		if got, err := io.ReadAll(in.Section()); !c.changed && (err != nil || string(got) != contents) {
			t.Errorf("%s: reads %q, %v", c.name, got, err)
		}
	}
}

// once gives one batch and then ends as told.
type once struct {
	given bool
	end   error
}

func (r *once) Schema() *arrow.Schema { return arrow.NewSchema(nil, nil) }
func (r *once) Warnings() []error     { return nil }
func (r *once) Close() error          { return nil }
func (r *once) Next() (ingest.Batch, error) {
	if r.given {
		return ingest.Batch{}, r.end
	}
	r.given = true
	return ingest.Batch{}, nil
}

// However reading ends, sound or with what looks like damage, the reader of a file that changed is told that it did; of one that did not, what its format tells.
func TestReadingEndsWithTheChange(t *testing.T) {
	for _, end := range []error{io.EOF, errors.New("in.csv:2: a quote is not closed")} {
		for _, c := range changes {
			path, _, w := watched(t, c.age)
			r, err := w.Open(ingest.Format{Open: func(ingest.Input, ingest.Options) (ingest.Reader, error) { return &once{end: end}, nil }}, ingest.Options{})
			if err == nil {
				_, err = r.Next()
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := c.do(path); err != nil {
				t.Fatal(err)
			}
			want := end.Error()
			if c.changed {
				want = told
			}
			if _, err := r.Next(); err == nil || err.Error() != want {
				t.Errorf("%s: reading ends with %v, want %s", c.name, err, want)
			}
		}
	}
	path, _, w := watched(t, old)
	if err := os.Truncate(path, 1); err != nil {
		t.Fatal(err)
	}
	refuses := ingest.Format{Open: func(ingest.Input, ingest.Options) (ingest.Reader, error) {
		return nil, errors.New("there is no header")
	}}
	if _, err := w.Open(refuses, ingest.Options{}); err == nil || err.Error() != told {
		t.Errorf("opening what was cut off: %v", err)
	}
}

func TestWatchBeginsWithTheSize(t *testing.T) {
	path, in, w := watched(t, old)
	in.Size-- // as it was when it was looked up
	if _, err := ingest.NewWatch(in); err == nil || err.Error() != told {
		t.Errorf("another size: %v", err)
	}
	in.Size++
	again, err := ingest.NewWatch(in)
	if err != nil || !w.Same(again) {
		t.Errorf("the same file is another: %v", err)
	}
	if err := os.WriteFile(path, []byte(contents), 0o666); err != nil { // the same bytes at another time
		t.Fatal(err)
	}
	if again, err = ingest.NewWatch(in); err != nil || w.Same(again) {
		t.Errorf("a file that was written again is the same: %v", err)
	}
	memory, err := ingest.NewWatch(ingest.Input{Name: "memory", Data: bytes.NewReader([]byte(contents)), Size: int64(len(contents))})
	if err != nil || memory.Check() != nil || memory.Same(w) || !memory.Same(memory) {
		t.Errorf("bytes in memory do not change: %v", err)
	}
}

// The sum is that of the FIPS 180-2 example; of a file that is shorter than it was there is none.
func TestSHA256(t *testing.T) {
	in := ingest.Input{Name: "abc", Data: bytes.NewReader([]byte("abc")), Size: 3}
	if sum, err := in.SHA256(); err != nil || sum != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("%s, %v", sum, err)
	}
	in.Size = 4
	if sum, err := in.SHA256(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a file without its end has the sum %s, %v", sum, err)
	}
}
