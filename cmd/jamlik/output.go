package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/jamlik/jamlik/ingest/replace"
)

// manifestName is the file that marks a directory as our output.
const manifestName = "manifest.json"

// manifest lists everything that a run read and wrote.
type manifest struct {
	Program string         `json:"program"`
	Version string         `json:"version"`
	Build   string         `json:"build,omitempty"` // what tells programs of one version apart
	Study   string         `json:"study"`
	Date    string         `json:"date"`
	Seed    uint64         `json:"seed"`
	Inputs  []manifestFile `json:"inputs"`
	Files   []manifestFile `json:"files"`

	Only    string             `json:"only,omitempty"`    // what alone was asked for
	Omitted []manifestOmission `json:"omitted,omitempty"` // what such results otherwise have

	Choices     map[string]json.RawMessage `json:"choices"`     // of the study, by key of the study file
	Definitions map[string]string          `json:"definitions"` // sha256 of what the study says of each indicator
}

// manifestOmission is a file that is not there, or a table that lacks rows (its name has no ending), and why.
type manifestOmission struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

type manifestFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes,omitempty"`

	Printer    string   `json:"printer,omitempty"`    // of a PDF that a browser printed, whose bytes may differ between runs
	Role       string   `json:"role,omitempty"`       // of an input: study where it is the study file
	Indicators []string `json:"indicators,omitempty"` // that an input has figures of
	Drawing    string   `json:"drawing,omitempty"`    // of a picture: sha256 of what is drawn
}

// outputDir is a result directory in the making. Files are written to a directory beside the target, which is put in the target's
// place in one step by commit; close must follow, whether that is done or not. A run that fails or is killed before that leaves an earlier result as it was.
type outputDir struct {
	target string
	name   string // of target, as the user gave it
	stage  string
	unlock func()
	forget func() // that the stage is to be removed when the program is told to end

	earlier map[string]manifestFile // what target holds of this very program, by name

	held int // rows of a table that are held in memory

	mu      sync.Mutex
	files   []manifestFile
	omitted []manifestOmission
}

// newOutput prepares to replace target. It refuses a directory that holds anything but an earlier result.
func newOutput(target string) (*outputDir, error) {
	abs, err := filepath.Abs(target)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o777); err != nil {
		return nil, unwritable(filepath.Dir(target), err)
	}
	o := &outputDir{target: abs, name: target, stage: beside(abs, "new"), held: heldRows}
	if o.unlock, err = lockOutput(abs); err != nil {
		return nil, fmt.Errorf("%s: %w", target, err)
	}
	if err = finishExchange(abs); err == nil {
		err = replaceable(abs, target)
	}
	if err == nil {
		err = errors.Join(os.RemoveAll(o.scratch()), os.RemoveAll(o.stage), os.Mkdir(o.stage, 0o777))
	}
	if err != nil {
		o.unlock()
		return nil, o.failed(err)
	}
	o.earlier = earlierFiles(abs)
	o.forget = unfinished.add(o.remove)
	return o, nil
}

// lockOutput takes the lock of an output directory for this process, so that two runs cannot write it at once.
func lockOutput(target string) (unlock func(), err error) {
	dir, err := os.OpenRoot(filepath.Dir(target))
	if err != nil {
		return nil, plainCause(err)
	}
	defer dir.Close()
	path := beside(target, "lock")
	f, err := replace.Lock(dir, filepath.Base(path))
	if errors.Is(err, replace.ErrHeld) {
		return nil, errors.New("another run is writing this directory; wait for it or choose another with -o")
	}
	if err != nil {
		return nil, fmt.Errorf("nothing can be written beside it: %w", plainCause(err))
	}
	return func() {
		os.Remove(path)
		f.Close()
	}, nil
}

// scratch is where what belongs in no result lies while it is made, such as pages to be printed.
func (o *outputDir) scratch() string { return beside(o.target, "scratch") }

// failed tells why the directory cannot be written by the name that the user gave it: where the stage lies is nothing to him.
func (o *outputDir) failed(err error) error {
	var pe *fs.PathError
	if !errors.As(err, &pe) || !strings.HasPrefix(pe.Path, o.stage) && !strings.HasPrefix(pe.Path, o.scratch()) {
		return err
	}
	return unwritable(o.name, err)
}

// beside names a directory that belongs to the exchange of target.
func beside(target, role string) string {
	return filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+".jamlik-"+role)
}

func replaceable(abs, name string) error {
	info, err := os.Lstat(abs)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s: is a symbolic link; name the directory that it leads to with -o", name)
	case !info.IsDir():
		return fmt.Errorf("%s: is not a directory; choose another with -o", name)
	case replace.MountPoint(abs):
		return fmt.Errorf("%s: is a mount point, which cannot be replaced; choose a directory in it with -o", name)
	}
	entries, err := os.ReadDir(abs)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return nil
	}
	var m manifest
	b, err := os.ReadFile(filepath.Join(abs, manifestName))
	if err != nil || json.Unmarshal(b, &m) != nil || m.Program != "jamlik" {
		return fmt.Errorf("%s: holds files that are not an earlier result (no %s of ours); choose an empty directory with -o", name, manifestName)
	}
	return m.onlyOurs(abs, name)
}

// onlyOurs looks for files that the run of the manifest did not write: replacing the directory would lose them.
func (m manifest) onlyOurs(dir, name string) error {
	ours := map[string]bool{manifestName: true}
	for _, f := range m.Files {
		ours[f.Name] = true
	}
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err == nil && !ours[filepath.ToSlash(rel)] && !slices.Contains(droppings, d.Name()) {
			err = fmt.Errorf("%s: holds %s, which is not of an earlier result; move it away or choose another directory with -o", name, rel)
		}
		return err
	})
}

// droppings are files that file managers leave in every directory they show.
var droppings = []string{".DS_Store", "Thumbs.db", "desktop.ini", ".directory"}

// write adds a file. It may be called from several goroutines.
func (o *outputDir) write(name string, data []byte) error { return o.writeDrawing(name, "", data) }

// writeDrawing adds a picture of a drawing, which is known by its sum.
func (o *outputDir) writeDrawing(name, drawing string, data []byte) error {
	defer unfinished.hold()()
	path := filepath.Join(o.stage, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return o.failed(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		return o.failed(err)
	}
	sum := sha256.Sum256(data)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.files = append(o.files, manifestFile{Name: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(data)), Drawing: drawing})
	return nil
}

// writePrinted adds a file that a browser printed.
func (o *outputDir) writePrinted(name string, data []byte, printer string) error {
	if err := o.write(name, data); err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := range o.files {
		if o.files[i].Name == name {
			o.files[i].Printer = printer
		}
	}
	return nil
}

// staged is where a file that has been written lies until the commit.
func (o *outputDir) staged(name string) string {
	return filepath.Join(o.stage, filepath.FromSlash(name))
}

// names are the files that have been written.
func (o *outputDir) names() map[string]bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	out := map[string]bool{}
	for _, f := range o.files {
		out[f.Name] = true
	}
	return out
}

// commit writes the manifest and puts the new directory in the target's place.
func (o *outputDir) commit(m manifest) error {
	slices.SortFunc(o.files, func(a, b manifestFile) int { return strings.Compare(a.Name, b.Name) })
	slices.SortFunc(o.omitted, func(a, b manifestOmission) int { return strings.Compare(a.Name, b.Name) })
	m.Program, m.Version, m.Build, m.Files, m.Omitted = "jamlik", version, build(), o.files, o.omitted
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	defer unfinished.hold()()
	if err := replaceable(o.target, o.name); err != nil { // something may have been put there meanwhile
		return err
	}
	if err := os.WriteFile(filepath.Join(o.stage, manifestName), append(b, '\n'), 0o666); err != nil {
		return o.failed(err)
	}
	if err := exchange(o.stage, o.target); err != nil {
		return fmt.Errorf("%s: the new result cannot be put in its place, and the earlier is as it was: %w", o.name, plainCause(err))
	}
	return nil
}

// exchange puts stage in the place of target, in one step where the system can. What was there is removed, or lies in the place of stage.
func exchange(stage, target string) error {
	dir, err := os.Open(filepath.Dir(target))
	if err != nil {
		return err
	}
	defer dir.Close()
	err = replace.Swap(dir, filepath.Base(stage), filepath.Base(target))
	if errors.Is(err, errors.ErrUnsupported) {
		return twoRenames(stage, target)
	}
	return err // close removes what is in the place of stage now
}

// close removes what has not been committed and lets others write the directory.
func (o *outputDir) close() {
	o.forget()
	o.remove()
}

// remove leaves nothing of the run but what has been committed.
func (o *outputDir) remove() {
	_ = os.RemoveAll(o.stage) // what stays is removed by the next run
	_ = os.RemoveAll(o.scratch())
	o.unlock()
}

// finishExchange completes or undoes an exchange by two renames that was cut off between them: the target is gone, the earlier result
// lies beside it, and the new one may be complete.
func finishExchange(target string) error {
	old := beside(target, "old")
	if _, err := os.Lstat(old); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Lstat(target); err == nil {
		return os.RemoveAll(old)
	}
	stage := beside(target, "new")
	if _, err := os.Stat(filepath.Join(stage, manifestName)); err == nil {
		return errors.Join(os.Rename(stage, target), os.RemoveAll(old))
	}
	return os.Rename(old, target)
}

// twoRenames exchanges where the system cannot do it in one step.
func twoRenames(stage, target string) error {
	old := beside(target, "old")
	if err := os.Rename(target, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(stage, target); err != nil {
		if back := os.Rename(old, target); !errors.Is(back, fs.ErrNotExist) {
			err = errors.Join(err, back)
		}
		return err
	}
	return os.RemoveAll(old)
}
