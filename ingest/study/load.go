package study

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/formats"
	"github.com/jamlik/jamlik/ingest/reconcile"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// LoadOptions tell [Load] what the study does not. The zero LoadOptions is ready.
type LoadOptions struct {
	Formats  ingest.Formats        // the formats that data files may have; [formats.All] where nil
	Progress func(done, total int) // called before the first file of data and after each; may be nil

	// Memory is how many bytes observations may take while they are read; 0 is no limit. Those beyond are written to a file in the directory Spill,
	// the system's for temporary files where empty, and come in parts: see [Loaded.Parts]. What they say in words stays in memory, and so does
	// the largest part while it is looked at.
	Memory int64
	Spill  string
}

// Load reads a study and everything that it names from a directory. name is the study file's path in fsys; the files that it names lie
// beside it or below, and nothing outside is opened. [os.DirFS] follows symbolic links out of the directory, the FS of an [os.Root] does not.
//
// The stages are the study file, the areas, the data files, and the table of all of them together. A stage reports all its problems at
// once, and the next begins only when there are none. What can be lived with is in the result's Warnings, in the order of the study, and in
// the Reconciliation of the table with itself.
func Load(fsys fs.FS, name string, o LoadOptions) (*Loaded, error) {
	if o.Formats == nil {
		o.Formats = formats.All
	}
	l := loader{fsys: fsys, dir: path.Dir(name), options: o, watched: make(map[string]*ingest.Watch), updated: make(map[string]string)}
	defer l.close()
	if err := l.readStudy(name); err != nil {
		return nil, err
	}
	if err := l.readAreas(); err != nil {
		return nil, err
	}
	err := l.readData()
	if err == nil {
		err = l.tabulate()
	}
	if err != nil {
		return nil, errors.Join(err, l.Loaded.Close())
	}
	return &l.Loaded, nil
}

// loader is a study on its way to being loaded.
type loader struct {
	Loaded
	fsys      fs.FS
	dir       string
	options   LoadOptions
	checker   *checker
	builder   indicators.Builder
	open      []io.Closer
	watched   map[string]*ingest.Watch // by name of file
	crossings []*crossing

	dependence dependence                   // set when something is written away
	failed     error                        // of writing away
	snapshots  map[string]snapshot.Snapshot // by the ID of their fetch
	updated    map[string]string            // file → when its publisher last changed the table
}

func (l *loader) close() {
	for _, c := range l.open {
		c.Close()
	}
}

// release closes a file that is not read any more: a study may have more of them than a process may have open.
func (l *loader) release(in ingest.Input) {
	for i, c := range l.open {
		if any(c) == any(in.Data) {
			c.Close()
			l.open = slices.Delete(l.open, i, i+1)
			return
		}
	}
}

func (l *loader) readStudy(name string) error {
	in, err := l.file(path.Base(name))
	if err != nil {
		return err
	}
	if in.Size > maxBytes {
		return indicators.Problem{File: in.Name, What: fmt.Sprintf("study file has %d bytes; at most %d are read", in.Size, maxBytes), Remedy: "data belong in their own files"}
	}
	data, err := io.ReadAll(in.Section())
	if err != nil {
		return fmt.Errorf("%s: %w", in.Name, err)
	}
	l.Study, l.checker, err = decode(in.Name, data)
	if err == nil {
		l.Warnings = append(l.Warnings, l.checker.warnings...)
	}
	l.Inputs = append(l.Inputs, InputFile{Name: in.Name, SHA256: sum(data)})
	return err
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// file opens a file beside the study file. It stays open until the study is loaded.
func (l *loader) file(name string) (ingest.Input, error) {
	full := path.Join(l.dir, name)
	problem := func(what, remedy string) (ingest.Input, error) {
		return ingest.Input{}, indicators.Problem{File: name, What: what, Remedy: remedy}
	}
	info, err := fs.Stat(l.fsys, full) // before opening, which waits for ever at a named pipe
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return problem("no such file", "check the path, which is relative to the study file, and its upper and lower case letters")
	case errors.Is(err, fs.ErrPermission):
		return problem("permission to read the file is missing", "")
	case err != nil:
		return ingest.Input{}, fmt.Errorf("%s: %w", name, err)
	case info.IsDir():
		return problem("found a directory, expected a file", "")
	case !info.Mode().IsRegular():
		return problem("found a device, pipe or socket, expected a file", "")
	case info.Size() == 0:
		return problem("the file is empty", "fetch or write it again")
	}
	f, err := l.fsys.Open(full)
	if err != nil {
		return ingest.Input{}, fmt.Errorf("%s: %w", name, err)
	}
	if r, ok := f.(io.ReaderAt); ok {
		l.open = append(l.open, f)
		in := ingest.Input{Name: name, Data: r, Size: info.Size()}
		return in, l.watch(in)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return ingest.Input{}, fmt.Errorf("%s: %w", name, err)
	}
	in := ingest.Input{Name: name, Data: bytes.NewReader(data), Size: int64(len(data))}
	return in, l.watch(in)
}

// named opens a file that the study names. What is wrong with it is told at the line that names it.
func (l *loader) named(path, name string) (ingest.Input, bool) {
	in, err := l.file(name)
	var p indicators.Problem
	switch {
	case err == nil:
		return in, true
	case errors.As(err, &p):
		l.checker.fail(path, fmt.Sprintf("file %q: %s", clip(name), p.What), p.Remedy)
	default:
		l.checker.problems.Add(err)
	}
	return ingest.Input{}, false
}

// watch begins to watch a file that is to be read, or holds it to what it was when it was read before.
func (l *loader) watch(in ingest.Input) error {
	w, err := ingest.NewWatch(in)
	if err != nil {
		return err
	}
	if before, ok := l.watched[in.Name]; ok && !before.Same(w) {
		return before.Changed()
	}
	l.watched[in.Name] = w
	return nil
}

// took notes that a file was read, which must not have changed since it was opened.
func (l *loader) took(in ingest.Input, rows int) error {
	return l.tookSummed(in, rows, summed(in))
}

func (l *loader) tookSummed(in ingest.Input, rows int, wait func() (string, error)) error {
	sum, err := wait()
	if changed := l.watched[in.Name].Check(); changed != nil {
		return changed
	}
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(l.Inputs, func(f InputFile) bool { return f.Name == in.Name }); i >= 0 { // read for several entries of the study
		l.Inputs[i].Rows = max(l.Inputs[i].Rows, rows)
		return nil
	}
	l.Inputs = append(l.Inputs, InputFile{in.Name, sum, rows})
	return nil
}

// summed begins to compute the SHA-256 of a file beside what else is done with it. The function that it returns waits for it.
func summed(in ingest.Input) func() (string, error) {
	var sum string
	var err error
	done := make(chan struct{})
	go func() {
		sum, err = in.SHA256()
		close(done)
	}()
	return func() (string, error) {
		<-done
		return sum, err
	}
}

// readAreas reads the areas and how they nest, and defines the indicators.
func (l *loader) readAreas() error {
	s, c := l.Study, l.checker
	r := registerReader{areaAt: make(map[indicators.AreaID]place), memberAt: make(map[[2]indicators.AreaID]place)}
	for i, f := range s.Areas {
		if in, ok := l.named(fmt.Sprintf("areas[%d].file", i), f.File); ok {
			read := r.readAreas
			if len(f.Columns) > 0 {
				read = func(in ingest.Input) int { return r.readKey(in, f) }
			}
			r.problems.Add(l.took(in, read(in)))
		}
	}
	for i, f := range s.Lookup {
		if in, ok := l.named(fmt.Sprintf("lookup[%d].file", i), f.File); ok {
			r.problems.Add(l.took(in, r.readLookup(in)))
		}
	}
	l.readChanges(&r)
	l.readPublishedTypes(&r)
	l.readSnapshots()
	for i, in := range s.Data { // so that all missing files are told at once
		if in.Fetch != "" {
			continue
		}
		if _, err := fs.Stat(l.fsys, path.Join(l.dir, in.File)); err != nil {
			l.named(fmt.Sprintf("data[%d].file", i), in.File)
		}
	}
	l.described()
	if err := errors.Join(c.problems.Err(), r.problems.Err()); err != nil {
		return err // a register of half the files would miss areas that are not missing
	}
	reg, err := r.register()
	if err != nil {
		return err
	}
	checkCodes(s, reg, c)
	checkCentres(s, reg, c)
	checkTargets(s, reg, c)
	checkAgainst(s, reg, c)
	l.Warnings = append(append(l.Warnings, r.warnings...), r.timeWarnings()...)
	l.completeCrosswalks(reg)
	cat, err := catalogue(s)
	l.Register, l.Catalogue = reg, cat
	if err := errors.Join(c.problems.Err(), err); err != nil {
		return err
	}
	return l.readMaps(reg)
}

// readData reads every data file into the builder.
func (l *loader) readData() error {
	var problems indicators.Problems
	l.progress(0)
	for i := range l.Study.Data {
		before := l.checker.problems.Len()
		if err := l.readInput(i); l.failed != nil {
			return l.failed
		} else if err != nil {
			problems.Add(err)
		} else if l.checker.problems.Len() == before && l.builder.Len() > maxRows {
			problems.Add(fmt.Errorf("more than %d observations", maxRows))
			break
		}
		l.progress(i + 1)
	}
	return errors.Join(l.checker.problems.Err(), problems.Err())
}

// maxRows is what the builder's positions can count, with room to spare.
const maxRows = 1 << 30

// looksEvery is after how many observations the loader looks at how much memory they take.
const looksEvery = 1 << 12

func (l *loader) progress(done int) {
	if l.options.Progress != nil {
		l.options.Progress(done, len(l.Study.Data))
	}
}

// readInput reads one entry of data: a file, or the parts of a snapshot. Problems with the study file go to the checker, those of the data are
// returned.
func (l *loader) readInput(i int) error {
	d := &l.Study.Data[i]
	p := fmt.Sprintf("data[%d]", i)
	parts, ok, err := l.parts(p, d)
	if !ok {
		return err
	}
	fail := func(key, what, remedy string) { l.checker.fail(p+"."+key, what, remedy) }
	var m *mapping
	skipped, added := 0, 0
	place := l.newPlacing(p, d)
	took := func() {
		added++
		if l.builder.Len()%looksEvery == 0 && l.failed == nil {
			l.failed = l.keepWithin()
		}
	}
	into := &sink{builder: &l.builder, placing: place, took: took}
	add := func(o indicators.Observation) {
		o, ok := place.take(o)
		if !ok {
			return
		}
		if _, ok := l.Register.Find(o.Area); !ok && d.OtherAreas == "skip" {
			skipped++
			return
		}
		l.builder.Append(o)
		took()
	}
	for _, in := range parts {
		if m, err = l.readPart(p, d, in, m, add, into, fail); m == nil || err != nil {
			return err
		}
		l.release(in)
	}
	if m.plan.cells != nil {
		m.plan.cells.finish(add)
	}
	if err := place.finish(); err != nil {
		return err
	}
	l.assumedVersions(p, m)
	if skipped > 0 && added == 0 {
		l.Warnings = append(l.Warnings, l.checker.problem(p+".other_areas", fmt.Sprintf("all %s of %s are about areas that the study does not have", lang.Count(skipped, "observation"), d.name()), "compare their codes with those of the areas"))
	}
	switch {
	case m.rows == 0:
		return indicators.Problem{File: d.name(), What: "the file has no rows of data", Remedy: "fetch it again, or take it out of the study"}
	case m.kept == 0:
		fail("keep", fmt.Sprintf("keep leaves out all %s of %s", lang.Count(m.rows, "row"), d.name()), "compare its texts with those of the file, letter by letter")
	}
	for _, k := range m.plan.keep {
		for j, seen := range k.seen {
			if !seen && m.kept > 0 {
				l.Warnings = append(l.Warnings, l.checker.problem(p+".keep."+k.name, fmt.Sprintf("no row of %s has %q in column %q", d.name(), clip(k.texts[j]), k.name), ""))
			}
		}
	}
	return nil
}

// readPart reads one file of an entry. The mapping is that of the parts before it, nil for the first; it is nil again where the study is at fault.
func (l *loader) readPart(p string, d *Input, in ingest.Input, m *mapping, add func(indicators.Observation), into *sink, fail func(key, what, remedy string)) (*mapping, error) {
	f, ok, err := l.format(p, d, in)
	if !ok {
		return nil, err
	}
	r, err := l.watched[in.Name].Open(f, options(d))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	l.updated[in.Name] = l.snapshots[d.Fetch].Updated
	if u, ok := r.Schema().Metadata().GetValue(ingest.MetadataUpdated); ok {
		l.updated[in.Name] = u
	}
	before := l.checker.problems.Len()
	if m == nil {
		m = newMapping(l.Study, d, f.ID, r.Schema(), fail)
		l.checkAdding(d, r.Schema(), fail)
	} else if !m.fits(r.Schema()) {
		return nil, indicators.Problem{File: in.Name, What: "its columns are not those of the parts before it", Remedy: "fetch all of it again"}
	}
	if l.checker.problems.Len() > before {
		return nil, nil
	}
	rows, sum := m.rows, summed(in)
	if err := m.observations(in.Name, r, add, into, func() bool { return l.failed != nil }); err != nil {
		_, _ = sum() // the file is closed when nobody reads it any more
		return m, err
	}
	l.Warnings = append(l.Warnings, r.Warnings()...)
	return m, l.tookSummed(in, m.rows-rows, sum)
}

// checkAdding refuses to take figures for counts that the publisher says must not be added, because counts of areas are. Where the publisher says
// so because of the random noise in them, they may be: sums carry more of it, and a published total wins.
func (l *loader) checkAdding(d *Input, s *arrow.Schema, fail func(key, what, remedy string)) {
	md := s.Metadata()
	if adding, _ := md.GetValue(ingest.MetadataAggregate); adding != "no" {
		return
	}
	for _, ind := range l.Study.Indicators {
		if ind.Kind != "count" || ind.ID != d.Constant["indicator"] && !slices.ContainsFunc(d.Values, func(v Value) bool { return v.Indicator == ind.ID }) {
			continue
		}
		if slices.ContainsFunc(l.Study.Sources, func(s Source) bool { return s.ID == cmp.Or(d.Source, ind.Source) && s.Noise }) {
			continue
		}
		fail("constant.indicator", fmt.Sprintf("the publisher of %s says that its figures must not be added, but %q is a count, and counts of areas are added", d.name(), ind.ID),
			"define it as a score, a median or a mean; or, if that is said because of random noise, write noise: true at its source")
	}
}

func (l *loader) format(p string, d *Input, in ingest.Input) (ingest.Format, bool, error) {
	if d.Format != "" {
		f, err := l.options.Formats.ByID(d.Format)
		if err != nil {
			l.checker.fail(p+".format", err.Error(), "")
		}
		return f, err == nil, nil
	}
	head := make([]byte, min(in.Size, 64<<10))
	if n, err := in.Data.ReadAt(head, 0); n < len(head) {
		return ingest.Format{}, false, fmt.Errorf("%s: %w", in.Name, err)
	}
	f, err := l.options.Formats.Detect(in.Name, head)
	if err != nil {
		err = fmt.Errorf("%w, or name it after format: in the study", err)
	}
	return f, err == nil, err
}

// options are those of the input in the words of the formats.
func options(d *Input) ingest.Options {
	o := ingest.Options{Encoding: d.Encoding, Skip: d.Skip, Footer: d.Footer, Header: d.Header, Sheet: d.Sheet, Text: true, Part: d.Fetch != ""}
	for _, r := range d.Delimiter {
		o.Delimiter = r
	}
	return o
}

func (l *loader) partsToCheck() []reconcile.Parts {
	var out []reconcile.Parts
	for _, p := range l.Study.Parts {
		parts := reconcile.Parts{Indicator: p.Indicator, Total: p.Total, TotalGroup: indicators.Group(p.TotalOf), Tolerance: p.Tolerance}
		if parts.Total == "" {
			parts.Total = p.Indicator
		}
		for _, g := range p.Groups {
			parts.Groups = append(parts.Groups, indicators.Group(g))
		}
		out = append(out, parts)
	}
	return out
}
