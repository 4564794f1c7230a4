package study

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// snapshotFolder is where a study keeps what is fetched, unless it says otherwise.
const snapshotFolder = "snapshots"

// name is what messages call the input.
func (in *Input) name() string {
	if in.Fetch != "" {
		return in.Fetch
	}
	return in.File
}

// SnapshotFolder returns the folder of snapshots, relative to the study file.
func (s *Study) SnapshotFolder() string { return cmp.Or(s.Snapshots, snapshotFolder) }

// readSnapshots reads the descriptions of all snapshots that the data need, and dates the sources with them.
func (l *loader) readSnapshots() {
	l.snapshots = make(map[string]snapshot.Snapshot)
	for i := range l.Study.Data {
		d := &l.Study.Data[i]
		if d.Fetch == "" {
			continue
		}
		s, met := l.snapshots[d.Fetch]
		if !met {
			var err error
			folder := path.Join(l.Study.SnapshotFolder(), d.Fetch)
			s, err = snapshot.Read(l.fsys, path.Join(l.dir, folder))
			var p indicators.Problem
			switch {
			case errors.As(err, &p):
				l.checker.fail(fmt.Sprintf("data[%d].fetch", i), fmt.Sprintf("%s: %s", path.Join(folder, snapshot.FileName), p.What), p.Remedy)
				continue
			case err != nil:
				l.checker.problems.Add(err)
				continue
			}
			l.snapshots[d.Fetch] = s
		}
		l.date(d, s)
	}
}

// date gives the source of an input what the snapshot knows of it and the study does not say.
func (l *loader) date(d *Input, s snapshot.Snapshot) {
	i := slices.IndexFunc(l.Study.Sources, func(src Source) bool { return src.ID == d.Source })
	if i < 0 {
		return
	}
	src := &l.Study.Sources[i]
	src.Retrieved = cmp.Or(src.Retrieved, s.Retrieved())
	src.Table = cmp.Or(src.Table, s.Table)
	src.Licence = cmp.Or(src.Licence, s.Licence)
}

// parts opens the files of an entry of data.
func (l *loader) parts(p string, d *Input) (parts []ingest.Input, ok bool, err error) {
	if d.Fetch == "" {
		in, ok := l.named(p+".file", d.File)
		return []ingest.Input{in}, ok, nil
	}
	s, ok := l.snapshots[d.Fetch]
	if !ok {
		return nil, false, nil // told when the descriptions were read
	}
	for _, part := range s.Parts {
		in, err := l.file(path.Join(l.Study.SnapshotFolder(), d.Fetch, part.File))
		if err == nil {
			err = part.Check(in.Name, in.Section())
		}
		if err != nil {
			return nil, false, err
		}
		parts = append(parts, in)
	}
	d.Format = cmp.Or(d.Format, s.Format)
	return parts, true, nil
}

// described notes that the descriptions of snapshots were read.
func (l *loader) described() {
	for _, id := range slices.Sorted(maps.Keys(l.snapshots)) {
		l.Inputs = append(l.Inputs, InputFile{Name: path.Join(l.Study.SnapshotFolder(), id, snapshot.FileName), SHA256: l.snapshots[id].Sum})
	}
}

// fetches checks what the study asks of the network.
func (c *checker) fetches() {
	s := c.study
	if s.Snapshots != "" {
		c.path("snapshots", s.Snapshots)
	}
	seen := make(map[string]int)
	for i, f := range s.Fetch {
		p := fmt.Sprintf("fetch[%d]", i)
		c.id(p+".id", "fetch", f.ID, seen)
		if f.Engine != "" || f.DSN != "" {
			c.engine(p, f)
			continue
		}
		for _, key := range f.ofEngines() {
			c.fail(p+"."+key, fmt.Sprintf("fetch %q has %s, which is for an engine", f.ID, key), "name the engine after engine: ("+strings.Join(engines, ", ")+"), or remove the key")
		}
		c.oneOf(p+".api", "interface", f.API, apis, false)
		if f.Table == "" && f.Title == "" && slices.Contains([]string{"scb", "pxweb2", "pxweb"}, f.API) {
			c.fail(p+".table", fmt.Sprintf("fetch %q names no table", f.ID), "jamlik fetch search finds tables by their title")
		}
		if f.Base == "" && (f.API == "pxweb2" || f.API == "pxweb") {
			c.fail(p+".base", fmt.Sprintf("fetch %q does not say where the interface is", f.ID), "write its address, such as https://example.se/api/v1/sv")
		}
	}
	var known []string
	for _, f := range s.Fetch {
		known = append(known, f.ID)
	}
	for i, d := range s.Data {
		if d.Fetch != "" {
			c.oneOf(fmt.Sprintf("data[%d].fetch", i), "fetch", d.Fetch, known, false)
		}
	}
}

// apis are the kinds of interface that can be fetched from.
var apis = []string{"scb", "pxweb2", "pxweb", "kolada", "skolverket"}
