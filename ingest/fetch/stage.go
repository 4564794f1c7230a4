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

	"github.com/jamlik/jamlik/ingest/replace"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// stage is where the parts of a fetch are kept until all are there. Nothing is written outside the folder of the snapshots.
type stage struct {
	root *os.Root // the folder of the snapshots
	dir  string   // of it, for messages
	id   string
	held *os.File // the lock of this snapshot

	journal  *os.File
	parts    map[string]snapshot.Part // by call
	fallback bool                     // the server does not know the first format
	limit    int                      // cells of a call; the server has refused twice as many
}

// entry is a line of the journal of a fetch: the plan first, then each part as it comes.
type entry struct {
	Plan     string         `json:"plan,omitempty"` // hash
	Call     string         `json:"call,omitempty"` // hash
	Part     *snapshot.Part `json:"part,omitempty"` // without the request, which the call has
	Fallback bool           `json:"fallback,omitempty"`
	Limit    int            `json:"limit,omitempty"`
}

// journalLimit is the largest journal that is read.
const journalLimit = 64 * megabyte

func (s *stage) staged() string      { return "." + s.id + ".partial" }
func (s *stage) earlier() string     { return "." + s.id + ".earlier" }
func (s *stage) journalName() string { return "." + s.id + ".journal" }
func (s *stage) lockName() string    { return "." + s.id + ".lock" }

// openStage opens the folder of the snapshots for this process alone as far as one snapshot goes, and finishes an exchange that was cut off.
func openStage(dir, id string) (*stage, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("the folder of the snapshots cannot be made: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder of the snapshots cannot be opened: %w", err)
	}
	s := &stage{root: root, dir: dir, id: id}
	s.held, err = replace.Lock(root, s.lockName())
	if errors.Is(err, replace.ErrHeld) {
		err = errors.New("another fetch is writing this snapshot; wait for it")
	}
	if err == nil {
		err = s.finishExchange()
	}
	if err != nil {
		s.close()
		return nil, s.failed(err)
	}
	return s, nil
}

// finishExchange completes or undoes an exchange that was cut off.
func (s *stage) finishExchange() error {
	if _, err := s.root.Lstat(s.earlier()); err != nil {
		return nil
	}
	if _, err := s.root.Lstat(s.id); errors.Is(err, fs.ErrNotExist) {
		return s.root.Rename(s.earlier(), s.id)
	}
	return s.root.RemoveAll(s.earlier())
}

func (s *stage) close() {
	if s.journal != nil {
		s.journal.Close()
	}
	if s.held != nil {
		s.root.Remove(s.lockName())
		s.held.Close()
	}
	s.root.Close()
}

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
	if whole := s.resume(hash, now); whole > 0 {
		f, err := s.root.OpenFile(s.journalName(), os.O_WRONLY|os.O_APPEND, 0o666)
		if err != nil {
			return s.failed(err)
		}
		s.journal = f
		if err := f.Truncate(int64(whole)); err != nil {
			return s.failed(err)
		}
		if err := s.root.Mkdir(s.staged(), 0o777); err != nil && !errors.Is(err, fs.ErrExist) { // gone if the fetch was cut off after its end
			return s.failed(err)
		}
		return nil
	}
	if err := s.discard(); err != nil {
		return err
	}
	if err := s.root.Mkdir(s.staged(), 0o777); err != nil {
		return s.failed(err)
	}
	f, err := s.root.OpenFile(s.journalName(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return s.failed(err)
	}
	s.journal = f
	return s.log(entry{Plan: hash})
}

// resume reads the journal of a fetch that was stopped, and returns the length of its whole lines, 0 if there is none of the plan. The last line
// may have been cut off with the fetch.
func (s *stage) resume(plan string, now time.Time) int {
	s.parts, s.fallback, s.limit = map[string]snapshot.Part{}, false, 0
	f, err := s.root.Open(s.journalName())
	if err != nil {
		return 0
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, journalLimit))
	whole := bytes.LastIndexByte(text, '\n') + 1
	if err != nil || len(text) == journalLimit {
		return 0
	}
	first := true
	for line := range bytes.Lines(text[:whole]) {
		var e entry
		if json.Unmarshal(line, &e) != nil || first && e.Plan != plan {
			return 0
		}
		first = false
		s.fallback, s.limit = s.fallback || e.Fallback, max(e.Limit, 0)
		if e.Part == nil {
			continue
		}
		if !e.Part.Retrieved.After(now.Add(-stale)) || e.Part.File != filepath.Base(e.Part.File) {
			return 0
		}
		s.parts[e.Call] = *e.Part
	}
	return whole
}

func (s *stage) log(e entry) error {
	line, err := json.Marshal(e)
	if err == nil {
		_, err = s.journal.Write(append(line, '\n'))
	}
	if err == nil {
		err = s.journal.Sync()
	}
	if err != nil {
		return s.failed(err)
	}
	return nil
}

// discard throws away what is staged.
func (s *stage) discard() error {
	if s.journal != nil {
		s.journal.Close()
		s.journal = nil
	}
	if err := s.root.Remove(s.journalName()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return s.failed(err)
	}
	if err := s.root.RemoveAll(s.staged()); err != nil {
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

// has tells whether the answer to a call is staged.
func (s *stage) has(c Call) bool {
	_, ok := s.parts[c.key()]
	return ok
}

// kept returns the part that answers a call, if it is staged and whole.
func (s *stage) kept(c Call) (snapshot.Part, []byte, bool) {
	part, ok := s.parts[c.key()]
	if !ok {
		return snapshot.Part{}, nil, false
	}
	part.Method, part.URL, part.Body = c.Method, c.URL, c.Body
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
	if err := s.write(filepath.Join(s.staged(), part.File), text); err != nil {
		return err
	}
	part.Method, part.URL, part.Body = "", "", ""
	s.parts[c.key()] = part
	return s.log(entry{Call: c.key(), Part: &part, Fallback: s.fallback, Limit: s.limit})
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
	if err := s.exchange(); err != nil {
		return err
	}
	return s.discard()
}

// exchange puts what is staged in the place of the earlier snapshot, which then is what is staged, or is gone.
func (s *stage) exchange() error {
	dir, err := s.root.Open(".")
	if err != nil {
		return s.failed(err)
	}
	defer dir.Close()
	if err := replace.Swap(dir, s.staged(), s.id); !errors.Is(err, errors.ErrUnsupported) {
		if err != nil {
			return s.failed(err)
		}
		return nil
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
	return nil
}
