package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// isSnapshot tells whether a path is the folder of a snapshot.
func isSnapshot(path string) bool {
	info, err := os.Stat(filepath.Join(path, snapshot.FileName))
	return err == nil && info.Mode().IsRegular()
}

// snapshotReader reads the parts of a snapshot one after the other as one table.
type snapshotReader struct {
	dir    string
	format string
	o      ingest.Options
	parts  []snapshot.Part // not yet open
	now    ingest.Reader
	schema *arrow.Schema
	warned []error
}

// openSnapshot opens the folder of a snapshot. The format is that of its description unless one is asked for.
func openSnapshot(dir, format string, o ingest.Options) (ingest.Reader, error) {
	s, err := snapshot.Read(os.DirFS(dir), ".")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	o.Part = true
	r := &snapshotReader{dir: dir, format: s.Format, o: o, parts: s.Parts}
	if format != "" {
		r.format = format
	}
	if err := r.open(); err != nil {
		return nil, err
	}
	r.schema = r.now.Schema()
	return r, nil
}

// open goes on to the next part.
func (r *snapshotReader) open() error {
	part := r.parts[0]
	r.parts = r.parts[1:]
	path := filepath.Join(r.dir, part.File)
	file, err := os.Open(path)
	if err != nil {
		return plainPathError(err)
	}
	if err = part.Check(path, file); err == nil {
		var reader ingest.Reader
		if reader, err = openAs(r.format, file, r.o); err == nil {
			r.now = dataFile{reader, file}
			return nil
		}
	}
	return errors.Join(err, file.Close())
}

func (r *snapshotReader) Schema() *arrow.Schema { return r.schema }

func (r *snapshotReader) Next() (ingest.Batch, error) {
	for {
		b, err := r.now.Next()
		if !errors.Is(err, io.EOF) || len(r.parts) == 0 {
			return b, err
		}
		r.warned = append(r.warned, r.now.Warnings()...)
		if err := r.now.Close(); err != nil {
			return b, err
		}
		name := r.parts[0].File
		if err := r.open(); err != nil {
			return b, err
		}
		if !slices.EqualFunc(r.schema.Fields(), r.now.Schema().Fields(), func(a, b arrow.Field) bool { return a.Name == b.Name && arrow.TypeEqual(a.Type, b.Type) }) {
			return b, indicators.Problem{File: filepath.Join(r.dir, name), What: "its columns are not those of the parts before it", Remedy: "fetch all of it again"}
		}
	}
}

func (r *snapshotReader) Warnings() []error {
	return append(slices.Clip(r.warned), r.now.Warnings()...)
}

func (r *snapshotReader) Close() error { return r.now.Close() }
