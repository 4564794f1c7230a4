package engine

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// Kind is what a column holds.
type Kind uint8

// The kinds of columns that readers give and tables are made with.
const (
	Text   Kind = iota
	Whole       // 64-bit integers
	Number      // floating point of double precision
	Day
	Flag
)

// Field is a column of a table.
type Field struct {
	Name string
	Kind Kind
}

// Fields returns the columns of a reader, or what cannot be a column of a table.
func Fields(s *arrow.Schema) ([]Field, error) {
	fields := make([]Field, s.NumFields())
	c := check{taken: map[string]string{}}
	for i, f := range s.Fields() {
		c.name("", "column", f.Name)
		if c.taken[f.Name] != "" {
			c.add(f.Name, "there are two columns of this name", "give one of them another name")
		}
		c.taken[f.Name] = f.Name
		kind, ok := kindOf(f.Type)
		if !ok {
			c.add(f.Name, fmt.Sprintf("a table has no column for values of type %s", f.Type), "leave the column out")
		}
		fields[i] = Field{f.Name, kind}
	}
	if len(fields) == 0 {
		c.add("", "there are no columns", "give a file that has some")
	}
	return fields, c.problems.Err()
}

func kindOf(t arrow.DataType) (Kind, bool) {
	if d, ok := t.(*arrow.DictionaryType); ok {
		t = d.ValueType
	}
	switch t.ID() {
	case arrow.STRING:
		return Text, true
	case arrow.INT64:
		return Whole, true
	case arrow.FLOAT64:
		return Number, true
	case arrow.DATE32:
		return Day, true
	case arrow.BOOL:
		return Flag, true
	}
	return Text, false
}

// Rows goes through a reader row by row, as the drivers of databases take them. It is not safe for concurrent use.
type Rows struct {
	ctx    context.Context
	from   ingest.Reader
	record arrow.Record
	at     int
	done   int64
	values []any
	err    error
}

// NewRows returns the rows of a reader, which ends with an error when the context does.
func NewRows(ctx context.Context, from ingest.Reader) *Rows {
	return &Rows{ctx: ctx, from: from, values: make([]any, from.Schema().NumFields())}
}

// Next goes to the next row, false after the last or an error.
func (r *Rows) Next() bool {
	if r.err != nil {
		return false
	}
	if r.at++; r.record == nil || r.at >= int(r.record.NumRows()) {
		if r.err = context.Cause(r.ctx); r.err != nil {
			return false
		}
		b, err := r.from.Next()
		if err != nil {
			r.err = err
			return false
		}
		r.record, r.at = b.Record, 0
	}
	r.done++
	return true
}

// Values returns the row: string, int64, float64, time.Time, bool, or nil where there is none. The slice is written over by the next row.
func (r *Rows) Values() ([]any, error) {
	for i, a := range r.record.Columns() {
		r.values[i] = value(a, r.at)
	}
	return r.values, nil
}

// Err returns what ended the rows before their end.
func (r *Rows) Err() error {
	if errors.Is(r.err, io.EOF) {
		return nil
	}
	return r.err
}

// Len returns how many rows were gone through.
func (r *Rows) Len() int64 { return r.done }

func value(a arrow.Array, i int) any {
	if a.IsNull(i) {
		return nil
	}
	switch a := a.(type) {
	case *array.Dictionary:
		return value(a.Dictionary(), a.GetValueIndex(i))
	case *array.String:
		return a.Value(i)
	case *array.Int64:
		return a.Value(i)
	case *array.Float64:
		return a.Value(i)
	case *array.Date32:
		return a.Value(i).ToTime()
	case *array.Boolean:
		return a.Value(i)
	}
	return indicators.Problem{What: fmt.Sprintf("a table has no column for values of type %s", a.DataType())}
}
