// Package readback reads whole files through formats, for tests to compare with what they should hold.
package readback

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest"
)

// Null is how a cell without a value is shown.
const Null = "∅"

// Content is everything that a reader gives, cells as text.
type Content struct {
	Names    []string
	Rows     [][]string
	Lines    []int32
	Warnings []string
	Schema   *arrow.Schema
}

// Input returns a text as a file.
func Input(name, text string) ingest.Input {
	return ingest.Input{Name: name, Data: strings.NewReader(text), Size: int64(len(text))}
}

// Shared returns a file of the data beside the repository, and skips the test where there is none.
func Shared(t testing.TB, name string) ingest.Input {
	t.Helper()
	b, err := os.ReadFile(golden.Path(t, "data", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return Input(filepath.Base(name), string(b))
}

// All reads a file to its end.
func All(f ingest.Format, in ingest.Input, o ingest.Options) (Content, error) {
	r, err := f.Open(in, o)
	if err != nil {
		return Content{}, err
	}
	defer r.Close()
	c := Content{Schema: r.Schema()}
	for _, f := range c.Schema.Fields() {
		c.Names = append(c.Names, f.Name)
	}
	for {
		b, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return Content{}, err
		}
		for i := range int(b.Record.NumRows()) {
			row := make([]string, len(c.Names))
			for k := range row {
				if row[k] = Null; !b.Record.Column(k).IsNull(i) {
					row[k] = b.Record.Column(k).ValueStr(i)
				}
			}
			c.Rows = append(c.Rows, row)
		}
		c.Lines = append(c.Lines, b.Lines...)
	}
	for _, w := range r.Warnings() {
		c.Warnings = append(c.Warnings, w.Error())
	}
	return c, nil
}

// Holds compares what was read with the names, rows and warnings that are wanted.
func (c Content) Holds(t *testing.T, names []string, rows [][]string, warnings []string) {
	t.Helper()
	if diff := cmp.Diff(names, c.Names); diff != "" {
		t.Errorf("names (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(rows, c.Rows); diff != "" {
		t.Errorf("rows (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(warnings, c.Warnings); diff != "" {
		t.Errorf("warnings (-want +got)\n%s", diff)
	}
}

// Refuses wants a file to be refused with exactly the error that is given, at a place.
func Refuses(t *testing.T, f ingest.Format, in ingest.Input, want string) {
	t.Helper()
	_, err := All(f, in, ingest.Options{})
	if err == nil {
		t.Fatalf("no error, want %s", want)
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, ok := errors.AsType[indicators.Problem](err); !ok {
		t.Errorf("%T is no indicators.Problem", err)
	}
}

// Column returns the cells of a column, nil if there is none of the name.
func (c Content) Column(name string) []string {
	for k, n := range c.Names {
		if n == name {
			cells := make([]string, len(c.Rows))
			for i, row := range c.Rows {
				cells[i] = row[k]
			}
			return cells
		}
	}
	return nil
}

// Batches reads a file to its end, for benchmarks of writing.
func Batches(b *testing.B, f ingest.Format, in ingest.Input) (schema *arrow.Schema, all []ingest.Batch) {
	b.Helper()
	r, err := f.Open(in, ingest.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	for {
		batch, err := r.Next()
		if err == io.EOF {
			return r.Schema(), all
		}
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, batch)
	}
}

// Count reads a file and returns the number of its rows, for benchmarks.
func Count(b *testing.B, f ingest.Format, in ingest.Input) (n int64) {
	b.Helper()
	r, err := f.Open(in, ingest.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	for {
		batch, err := r.Next()
		if err == io.EOF {
			return n
		}
		if err != nil {
			b.Fatal(err)
		}
		n += batch.Record.NumRows()
	}
}
