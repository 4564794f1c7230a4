// Package snapshot is the folder that answers of the network are kept in, so that a study reads the same bytes again without it. Each fetch has
// a folder with the bodies as they came and a snapshot.json that says what was asked, when, of whom, what came and under which licence.
package snapshot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/jamlik/jamlik/indicators"
)

// FileName is the description of a snapshot in its folder.
const FileName = "snapshot.json"

// sizeLimit is the largest description that is read.
const sizeLimit = 16 << 20

// Snapshot describes the answers to one query.
type Snapshot struct {
	Version int    `json:"version"` // of this description: 1
	ID      string `json:"id"`
	API     string `json:"api"`    // as in a study's fetch
	Table   string `json:"table"`  // the publisher's id; empty where an API has none
	Title   string `json:"title"`  // as the publisher calls the table
	Format  string `json:"format"` // ID of the format that reads the parts
	Source  string `json:"source"` // the credit line that the publisher asks for
	Licence string `json:"licence"`
	Updated string `json:"updated"` // when the publisher last changed the table, as it writes it; empty where it does not say
	// Query is the query in full, as the client understands it: a snapshot of another query is not this one's.
	Query json.RawMessage `json:"query"`
	// Counted says what an engine counted; nil for what was fetched from an interface.
	Counted *Counted `json:"counted,omitempty"`
	Parts   []Part   `json:"parts"`
	Notes   []string `json:"notes,omitempty"` // what the client noticed

	Sum string `json:"-"` // SHA256 of the description as it was read; empty for one that was not
}

// Counted describes the answer of an engine that counts persons: what was asked in its own words, and how much came. Neither has the address of a database.
type Counted struct {
	Version    string   `json:"version"`    // of the engine, as PostgreSQL 15.6
	Statements []string `json:"statements"` // values are not part of them: they are in the query
	Cells      int      `json:"cells"`
	Withheld   int      `json:"withheld"` // cells whose numbers did not leave the engine
}

// Part is one answer.
type Part struct {
	File         string    `json:"file"` // in the folder
	Method       string    `json:"method"`
	URL          string    `json:"url"`
	Body         string    `json:"body,omitempty"` // of the request
	Status       int       `json:"status"`
	ContentType  string    `json:"content_type,omitempty"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Retrieved    time.Time `json:"retrieved"` // UTC
	SHA256       string    `json:"sha256"`    // of the file
	Bytes        int64     `json:"bytes"`
}

// Retrieved returns the day of the oldest part, as 2006-01-02, "" if there is none.
func (s Snapshot) Retrieved() string {
	var oldest time.Time
	for i, p := range s.Parts {
		if i == 0 || p.Retrieved.Before(oldest) {
			oldest = p.Retrieved
		}
	}
	if oldest.IsZero() {
		return ""
	}
	return oldest.UTC().Format(time.DateOnly)
}

// Encode returns the description as it is kept.
func (s Snapshot) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(s)
	return b.Bytes(), err
}

// Read reads the description in a folder. It does not look at the parts: [Part.Check] does.
func Read(fsys fs.FS, dir string) (Snapshot, error) {
	name := path.Join(dir, FileName)
	problem := func(what, remedy string) (Snapshot, error) {
		return Snapshot{}, indicators.Problem{File: name, What: what, Remedy: remedy}
	}
	const again = "fetch it again with jamlik fetch"
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return problem("there is no snapshot here", "fetch it with jamlik fetch")
	}
	if err != nil {
		return Snapshot{}, fmt.Errorf("%s: %w", name, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, sizeLimit+1))
	if err != nil {
		return Snapshot{}, fmt.Errorf("%s: %w", name, err)
	}
	if len(text) > sizeLimit {
		return problem(fmt.Sprintf("more than %d bytes", sizeLimit), again)
	}
	var s Snapshot
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return problem("not a description of a snapshot: "+err.Error(), again)
	}
	sum := sha256.Sum256(text)
	s.Sum = hex.EncodeToString(sum[:])
	switch {
	case s.Version != 1:
		return problem(fmt.Sprintf("version %d of a snapshot, expected 1", s.Version), again)
	case len(s.Parts) == 0:
		return problem("the snapshot has no parts", again)
	}
	seen := make(map[string]bool, len(s.Parts))
	for i, p := range s.Parts {
		if p.File == "" || strings.ContainsAny(p.File, "/\\\x00") || p.File == ".." || p.File == "." || p.File == FileName || seen[p.File] {
			return problem(fmt.Sprintf("part %d is called %q, expected the name of another file in the folder", i+1, p.File), again)
		}
		seen[p.File] = true
	}
	return s, nil
}

// Check compares the bytes of a part with its description. Name is the file's in messages.
func (p Part) Check(name string, r io.Reader) error {
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(r, p.Bytes+1))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if n != p.Bytes || hex.EncodeToString(h.Sum(nil)) != p.SHA256 {
		return indicators.Problem{File: name, What: "the file is not what was fetched: its size or sha256 differs from that in " + FileName,
			Remedy: "fetch it again with jamlik fetch; what is to be changed belongs in the study"}
	}
	return nil
}
