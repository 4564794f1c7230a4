package px

import (
	"io"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// rows is a small table of text.
type rows struct {
	schema   *arrow.Schema
	columns  [][]string
	lines    []int32
	warnings []error
	done     bool
}

func newRows(metadata []cube.Entry, names ...string) *rows {
	var fields []arrow.Field
	for _, n := range names {
		fields = append(fields, arrow.Field{Name: n, Type: arrow.BinaryTypes.String})
	}
	m := cube.Metadata(metadata)
	return &rows{schema: arrow.NewSchema(fields, &m), columns: make([][]string, len(names))}
}

func (r *rows) add(line int, texts ...string) {
	for i, text := range texts {
		r.columns[i] = append(r.columns[i], text)
	}
	r.lines = append(r.lines, int32(line))
}

func (r *rows) reader(warnings []error) ingest.Reader {
	r.warnings = warnings
	return r
}

// Schema implements ingest.Reader.
func (r *rows) Schema() *arrow.Schema { return r.schema }

// Next implements ingest.Reader.
func (r *rows) Next() (ingest.Batch, error) {
	if r.done || len(r.lines) == 0 {
		return ingest.Batch{}, io.EOF
	}
	r.done = true
	arrays := make([]arrow.Array, len(r.columns))
	for i, texts := range r.columns {
		b := array.NewStringBuilder(memory.DefaultAllocator)
		b.AppendValues(texts, nil)
		arrays[i] = b.NewStringArray()
	}
	return ingest.Batch{Record: array.NewRecord(r.schema, arrays, int64(len(r.lines))), Lines: r.lines}, nil
}

// Warnings implements ingest.Reader.
func (r *rows) Warnings() []error { return r.warnings }

// Close implements ingest.Reader.
func (r *rows) Close() error { return nil }
