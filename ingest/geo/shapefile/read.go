// Package shapefile reads Esri's shapefiles: geometries in .shp, properties in .dbf, their encoding in .cpg and the system in .prj.
package shapefile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
)

// Sniff tells whether the first bytes of a file are those of a .shp.
func Sniff(head []byte) bool {
	return len(head) >= 32 && string(head[:4]) == "\x00\x00\x27\x0a" && string(head[28:32]) == "\xe8\x03\x00\x00"
}

// Open opens a file by its name. A file that is not there is fs.ErrNotExist.
type Open func(name string) (ingest.Input, error)

// Read reads the shapefile whose .shp has the name given, and the files of the same name beside it. Without .shx the records are read one after another, with a
// warning; without .prj the system must be declared; without .dbf there are no codes, which is an error. Empty cells and numbers that overflowed into asterisks
// are missing. Rows that are marked as deleted are left out with a warning, like heights and measures.
func Read(name string, open Open, o geo.Options) (*geo.Layer, error) {
	shp, err := open(name)
	if err != nil {
		return nil, err
	}
	r := reader{layer: &geo.Layer{File: name, Key: o.Key}, shp: shp, open: open}
	if err := r.header(); err != nil {
		return nil, err
	}
	records, err := r.index()
	if err != nil {
		return nil, err
	}
	table, err := r.table(len(records))
	if err != nil {
		return nil, err
	}
	if err := r.features(records, table); err != nil {
		return nil, err
	}
	said, err := r.statement()
	if err != nil {
		return nil, err
	}
	if err := r.layer.Settle(said, o); err != nil {
		return nil, err
	}
	return r.layer, nil
}

// reader is a shapefile on its way to being a layer.
type reader struct {
	layer    *geo.Layer
	shp      ingest.Input
	open     Open
	kind     uint32 // of the shapes
	problems indicators.Problems
	turned   int // features whose rings run the wrong way
	steps    int // of finding the area that holes lie in
}

func (r *reader) problem(name, what, remedy string) error {
	return indicators.Problem{File: name, What: what, Remedy: remedy}
}

func (r *reader) warn(name, what string) {
	r.layer.Warnings = append(r.layer.Warnings, indicators.Problem{File: name, What: what})
}

// beside opens a file of the same name with another extension, in the case of letters that the .shp has or in lower case.
func (r *reader) beside(extension string) (in ingest.Input, name string, err error) {
	base := strings.TrimSuffix(r.layer.File, path.Ext(r.layer.File))
	name = base + extension
	names := []string{name}
	if upper := strings.ToUpper(extension); path.Ext(r.layer.File) == ".SHP" {
		names = []string{base + upper, name}
	} else {
		names = append(names, base+upper)
	}
	for _, n := range names {
		in, err = r.open(n)
		if err == nil {
			return in, n, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return in, n, err
		}
	}
	return in, name, fs.ErrNotExist
}

// table opens the .dbf and checks that it has a row for every shape.
func (r *reader) table(shapes int) (*dbf, error) {
	in, name, err := r.beside(".dbf")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, r.problem(r.layer.File, fmt.Sprintf("there is no %s, which has the properties of the areas", path.Base(name)), "put it beside the .shp")
	}
	if err != nil {
		return nil, err
	}
	t, err := openDBF(in)
	if err != nil {
		return nil, err
	}
	if t.rows != shapes {
		return nil, r.problem(name, fmt.Sprintf("the table has %s, and %s has %s", lang.Count(t.rows, "row"), path.Base(r.layer.File), lang.Count(shapes, "shape")), "the files do not belong together: fetch all of them again")
	}
	declared, err := r.encoding()
	if err != nil {
		return nil, err
	}
	warning, err := t.settle(declared)
	if warning != "" {
		r.warn(name, warning)
	}
	if err != nil {
		return nil, err
	}
	for _, f := range t.left {
		r.warn(name, f)
	}
	r.layer.Columns = t.names()
	return t, nil
}

// small reads a file of a few lines.
func (r *reader) small(extension string) (text, name string, err error) {
	in, name, err := r.beside(extension)
	if err != nil {
		return "", name, err
	}
	const most = 1 << 16
	if in.Size > most {
		return "", name, r.problem(name, fmt.Sprintf("the file has %d bytes; a %s has a few hundred", in.Size, extension), "")
	}
	b := make([]byte, max(in.Size, 0))
	n, err := in.Data.ReadAt(b, 0)
	if err != nil && err != io.EOF {
		return "", name, fmt.Errorf("%s: %w", name, err)
	}
	return string(b[:n]), name, nil
}

// encoding returns what the .cpg says, "" without one.
func (r *reader) encoding() (string, error) {
	text, _, err := r.small(".cpg")
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return strings.TrimSpace(strings.Trim(strings.TrimPrefix(text, "\ufeff"), "\x00")), err
}

// statement returns what the .prj says of the system.
func (r *reader) statement() (geo.Statement, error) {
	text, name, err := r.small(".prj")
	if errors.Is(err, fs.ErrNotExist) {
		return geo.Statement{By: "there is no " + path.Base(name)}, nil
	}
	if err != nil {
		return geo.Statement{}, err
	}
	c, err := geo.ParseWKT(text)
	if p, ok := err.(indicators.Problem); ok {
		p.File = name
		err = p
	}
	return geo.Statement{CRS: c, By: "by " + path.Base(name), Err: err}, nil
}

// features reads shapes and rows together.
func (r *reader) features(records []record, t *dbf) error {
	l := r.layer
	deleted, heights := 0, 0
	rows := t.reader()
	var buf []byte
	for _, rec := range records {
		row, err := rows.next()
		if err != nil {
			return err
		}
		f := geo.Feature{Number: len(l.Features) + 1}
		if row.deleted() {
			deleted++
			continue
		}
		var bad []indicators.Problem
		f.Properties, bad = t.properties(row)
		for _, p := range bad {
			p.File, p.What = t.in.Name, l.Label(f)+": "+p.What
			r.problems.Add(p)
		}
		content, err := r.content(rec, &buf)
		if err != nil {
			return err
		}
		g, extra, err := r.shape(content)
		if err == nil {
			if flaw := geo.Flaw(g); flaw != "" {
				err = errors.New(flaw)
			}
		}
		if err != nil {
			r.problems.Add(l.Problem(f, err.Error(), ""))
		}
		if extra && g != nil {
			heights++
		}
		f.Geometry = g
		l.Features = append(l.Features, f)
	}
	if deleted > 0 {
		r.warn(t.in.Name, lang.Count(deleted, "row")+" marked as deleted, left out")
	}
	if heights > 0 {
		r.warn(l.File, fmt.Sprintf("the heights of %s are left out", lang.Count(heights, "feature")))
	}
	if r.turned > 0 {
		r.warn(l.File, fmt.Sprintf("the rings of %s run the wrong way; outer rings should be clockwise and holes counter-clockwise", lang.Count(r.turned, "feature")))
	}
	return r.problems.Err()
}
