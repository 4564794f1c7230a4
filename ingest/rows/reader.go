package rows

import (
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// Limits of a batch, which ends at whichever it reaches first.
const (
	batchRows  = 1 << 16
	batchCells = 1 << 20
)

// Table is the columns that rows are collected in.
type Table struct {
	columns []column
	fields  []arrow.Field
	names   map[string]bool
	lines   []int32
}

// column is a [Text] or a [Number].
type column interface {
	take() arrow.Array // what was collected since the last
	clear()
}

// Text adds a column of text that has a role. Where the name is taken the column is called cell_ and the name. The keys of the metadata are
// those of package ingest.
func (t *Table) Text(name, role string, metadata ...cube.Entry) *Text {
	c := new(Text)
	t.add(name, role, cube.DictionaryType, metadata, c)
	return c
}

// Number adds a column of numbers.
func (t *Table) Number(name, role string, metadata ...cube.Entry) *Number {
	c := new(Number)
	t.add(name, role, arrow.PrimitiveTypes.Float64, metadata, c)
	return c
}

func (t *Table) add(name, role string, typ arrow.DataType, metadata []cube.Entry, c column) {
	if t.names == nil {
		t.names = map[string]bool{}
	}
	for t.names[name] {
		name = "cell_" + name
	}
	t.names[name] = true
	if role != "" {
		metadata = append(metadata, cube.Entry{Key: ingest.MetadataRole, Value: role})
	}
	t.fields = append(t.fields, arrow.Field{Name: name, Type: typ, Nullable: true, Metadata: cube.Metadata(metadata)})
	t.columns = append(t.columns, c)
}

// Row ends a row, to every column of which a value was added. The line is where it comes from, as in [ingest.Batch].
func (t *Table) Row(line int) { t.lines = append(t.lines, int32(line)) }

// Source adds rows to the columns of its table.
type Source interface {
	// Next adds rows, few at a time, and returns io.EOF after the last. After an [indicators.Problem] it is asked for more, so that all
	// problems are told at once; what it adds then is not used. Any other error ends the reading.
	Next() error
	// Warnings is complete after io.EOF.
	Warnings() []error
	Close() error
}

// NewReader returns the rows of a source. The metadata are those of the whole file.
func NewReader(t *Table, metadata []cube.Entry, from Source) ingest.Reader {
	of := cube.Metadata(metadata)
	return &reader{Source: from, table: t, schema: arrow.NewSchema(t.fields, &of), most: max(min(batchRows, batchCells/len(t.fields)), 1)}
}

// reader is the ingest.Reader of a table.
type reader struct {
	Source
	table    *Table
	schema   *arrow.Schema
	most     int
	err      error
	problems indicators.Problems
}

// Schema implements ingest.Reader.
func (r *reader) Schema() *arrow.Schema { return r.schema }

// Next implements ingest.Reader.
func (r *reader) Next() (ingest.Batch, error) {
	for r.err == nil && len(r.table.lines) < r.most {
		err := r.Source.Next()
		_, more := errors.AsType[indicators.Problem](err)
		switch {
		case err == nil:
		case more:
			r.problems.Add(err)
		case err == io.EOF && r.problems.Len() > 0:
			r.err = r.problems.Err()
		default:
			r.err = err
		}
		if r.problems.Len() > 0 && (more || len(r.table.lines) >= r.most) {
			r.table.clear() // only more problems are wanted
		}
	}
	if len(r.table.lines) == 0 || r.err != nil && r.err != io.EOF {
		return ingest.Batch{}, r.err
	}
	return r.table.batch(r.schema)
}

// batch returns what was collected.
func (t *Table) batch(s *arrow.Schema) (ingest.Batch, error) {
	n := len(t.lines)
	arrays := make([]arrow.Array, len(t.columns))
	for i, c := range t.columns {
		if arrays[i] = c.take(); arrays[i].Len() != n {
			return ingest.Batch{}, fmt.Errorf("column %q has %d cells of %d rows", s.Field(i).Name, arrays[i].Len(), n)
		}
	}
	b := ingest.Batch{Record: array.NewRecord(s, arrays, int64(n)), Lines: t.lines}
	t.lines = make([]int32, 0, n)
	return b, nil
}

// clear drops what was collected, the cells of a row that was broken off too.
func (t *Table) clear() {
	for _, c := range t.columns {
		c.clear()
	}
	t.lines = t.lines[:0]
}
