package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/jamlik/jamlik/ingest/snapshot"
)

// stage is where the parts of a fetch are kept until all are there. Nothing is written outside the folder of the snapshots.
type stage struct {
	root     *os.Root // the folder of the snapshots
	dir      string   // of it, for messages
	id       string
	progress progress
}

// progress is what a fetch that was stopped has got.
type progress struct {
	Plan     string                   `json:"plan"`               // hash
	Fallback bool                     `json:"fallback,omitempty"` // the server does not know the first format
	Limit    int                      `json:"limit,omitempty"`    // cells of a call that the server refused to answer more of
	Parts    map[string]snapshot.Part `json:"parts"`              // by call
}

// progressLimit is the largest description of a fetch under way that is read.
const progressLimit = 64 * megabyte

func (s *stage) staged() string       { return "." + s.id + ".partial" }
func (s *stage) earlier() string      { return "." + s.id + ".earlier" }
func (s *stage) progressFile() string { return "." + s.id + ".progress.json" }

// openStage opens the folder of the snapshots, and finishes an exchange that was cut off.
func openStage(dir, id string) (*stage, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("the folder of the snapshots cannot be made: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder of the snapshots cannot be opened: %w", err)
	}
	s := &stage{root: root, dir: dir, id: id}
	if _, err := root.Lstat(s.earlier()); err == nil {
		if _, err := root.Lstat(id); errors.Is(err, fs.ErrNotExist) {
			err = root.Rename(s.earlier(), id)
			if err != nil {
				root.Close()
				return nil, s.failed(err)
			}
		} else if err := root.RemoveAll(s.earlier()); err != nil {
			root.Close()
			return nil, s.failed(err)
		}
	}
	return s, nil
}

func (s *stage) close() { s.root.Close() }

func (s *stage) failed(err error) error {
	return fmt.Errorf("%s: %w", filepath.Join(s.dir, s.id), err)
}

// stale is how old a staged part may be: those of different days may be of different editions.
const stale = 24 * time.Hour

// begin goes on with what is staged of the same plan, and throws away what is of another or stale.
func (s *stage) begin(p Plan, now time.Time) error {
	h := sha256.New()
	e := json.NewEncoder(h)
	if err := e.Encode([]any{p.Query, p.Updated, p.Format, p.Calls}); err != nil {
		return err
	}
	hash := hex.EncodeToString(h.Sum(nil))
	f, err := s.root.Open(s.progressFile())
	if err == nil {
		text, err := io.ReadAll(io.LimitReader(f, progressLimit))
		f.Close()
		if err == nil && json.Unmarshal(text, &s.progress) == nil && s.progress.Plan == hash && s.progress.Parts != nil && s.progress.since(now.Add(-stale)) {
			return nil
		}
	}
	if err := s.discard(); err != nil {
		return err
	}
	s.progress = progress{Plan: hash, Parts: map[string]snapshot.Part{}}
	if err := s.root.Mkdir(s.staged(), 0o777); err != nil {
		return s.failed(err)
	}
	return nil
}

// since tells whether every part was retrieved after a time.
func (p progress) since(t time.Time) bool {
	for _, part := range p.Parts {
		if !part.Retrieved.After(t) {
			return false
		}
	}
	return true
}

// discard throws away what is staged.
func (s *stage) discard() error {
	if err := s.root.RemoveAll(s.staged()); err != nil {
		return s.failed(err)
	}
	if err := s.root.Remove(s.progressFile()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return s.failed(err)
	}
	return nil
}

// key is a call in the progress of a fetch.
func (c Call) key() string { return sum([]byte(c.Method + "\n" + c.URL + "\n" + c.Body)) }

func sum(text []byte) string {
	h := sha256.Sum256(text)
	return hex.EncodeToString(h[:])
}

// kept returns the part that answers a call, if it is staged and whole.
func (s *stage) kept(c Call) (snapshot.Part, []byte, bool) {
	part, ok := s.progress.Parts[c.key()]
	if !ok || part.File != filepath.Base(part.File) {
		return snapshot.Part{}, nil, false
	}
	f, err := s.root.Open(filepath.Join(s.staged(), part.File))
	if err != nil {
		return snapshot.Part{}, nil, false
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, part.Bytes+1))
	if err != nil || part.Check(part.File, bytes.NewReader(text)) != nil {
		return snapshot.Part{}, nil, false
	}
	return part, text, true
}

// keep writes a part, and then that it is there.
func (s *stage) keep(c Call, part snapshot.Part, text []byte) error {
	if _, ok := s.progress.Parts[c.key()]; ok {
		if _, _, whole := s.kept(c); whole {
			return nil
		}
	}
	if err := s.write(filepath.Join(s.staged(), part.File), text); err != nil {
		return err
	}
	s.progress.Parts[c.key()] = part
	b, err := json.Marshal(s.progress)
	if err != nil {
		return err
	}
	return s.write(s.progressFile(), b)
}

// write writes a file beside and renames it into place, so that no half file bears its name.
func (s *stage) write(name string, text []byte) (err error) {
	beside := name + ".new"
	f, err := s.root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return s.failed(err)
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = s.root.Rename(beside, name)
	}
	if err != nil {
		s.root.Remove(beside)
		return s.failed(err)
	}
	return nil
}

// finish writes the description, checks every part once more, and puts the folder in the place of the earlier one.
func (s *stage) finish(out snapshot.Snapshot) error {
	named := map[string]bool{snapshot.FileName: true}
	for _, p := range out.Parts {
		named[p.File] = true
		f, err := s.root.Open(filepath.Join(s.staged(), p.File))
		if err != nil {
			return s.failed(err)
		}
		err = p.Check(filepath.Join(s.dir, s.staged(), p.File), f)
		f.Close()
		if err != nil {
			return err
		}
	}
	text, err := out.Encode()
	if err != nil {
		return err
	}
	if err := s.write(filepath.Join(s.staged(), snapshot.FileName), text); err != nil {
		return err
	}
	// What a fetch under way left and the finished one does not name, such as a part that was cut later.
	entries, err := fs.ReadDir(s.root.FS(), s.staged())
	if err != nil {
		return s.failed(err)
	}
	for _, e := range entries {
		if !named[e.Name()] {
			if err := s.root.RemoveAll(filepath.Join(s.staged(), e.Name())); err != nil {
				return s.failed(err)
			}
		}
	}
	if err := s.root.Rename(s.id, s.earlier()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return s.failed(err)
	}
	if err := s.root.Rename(s.staged(), s.id); err != nil {
		if back := s.root.Rename(s.earlier(), s.id); back != nil && !errors.Is(back, fs.ErrNotExist) {
			return errors.Join(s.failed(err), s.failed(back))
		}
		return s.failed(err)
	}
	if err := s.root.RemoveAll(s.earlier()); err != nil {
		return s.failed(err)
	}
	return s.discard()
}
