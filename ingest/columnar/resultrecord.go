package columnar

import (
	"bytes"
	"fmt"
	"reflect"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest"
)

// ResultRecords makes records of rows of a tagged structure, for tables of results that are too long for [WriteResults]. The records have the
// columns that its files are read back with, text being plain.
type ResultRecords[T any] struct {
	schema *arrow.Schema
	fields []resultField
}

// resultField is how a field of the structure is held: a column that can be missing is a pointer.
type resultField struct {
	kind     reflect.Kind
	nullable bool
}

// NewResultRecords reads the tags of the structure. It returns an error where a field is no text, number or truth value.
func NewResultRecords[T any]() (*ResultRecords[T], error) {
	var empty bytes.Buffer
	if err := WriteResults[T](&empty, nil); err != nil {
		return nil, err
	}
	r, err := Parquet.Open(ingest.Input{Name: "results", Data: bytes.NewReader(empty.Bytes()), Size: int64(empty.Len())}, ingest.Options{})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out := &ResultRecords[T]{schema: plainSchema(r.Schema())}
	row := reflect.TypeFor[T]()
	for i := range row.NumField() {
		t := row.Field(i).Type
		f := resultField{kind: t.Kind()}
		if f.nullable = f.kind == reflect.Pointer; f.nullable {
			f.kind = t.Elem().Kind()
		}
		switch {
		case f.kind == reflect.Float64, f.kind == reflect.Int64, !f.nullable && (f.kind == reflect.String || f.kind == reflect.Bool):
		default:
			return nil, fmt.Errorf("column %q: results have no columns of %s", out.schema.Field(i).Name, t)
		}
		out.fields = append(out.fields, f)
	}
	return out, nil
}

// Schema returns the columns.
func (m *ResultRecords[T]) Schema() *arrow.Schema { return m.schema }

// Record makes a record of rows.
func (m *ResultRecords[T]) Record(rows []T) arrow.Record {
	columns := make([]arrow.Array, len(m.fields))
	v := reflect.ValueOf(rows)
	for i, f := range m.fields {
		columns[i] = f.column(v, i)
	}
	return array.NewRecord(m.schema, columns, int64(len(rows)))
}

func (f resultField) column(rows reflect.Value, i int) arrow.Array {
	n := rows.Len()
	// at returns the cell of a row, and false where it is missing.
	at := func(k int) (reflect.Value, bool) {
		cell := rows.Index(k).Field(i)
		if f.nullable {
			return cell.Elem(), !cell.IsNil()
		}
		return cell, true
	}
	switch f.kind {
	case reflect.String:
		b := array.NewStringBuilder(memory.DefaultAllocator)
		b.Reserve(n)
		for k := range n {
			cell, _ := at(k)
			b.Append(cell.String())
		}
		return b.NewArray()
	case reflect.Bool:
		b := array.NewBooleanBuilder(memory.DefaultAllocator)
		b.Reserve(n)
		for k := range n {
			cell, _ := at(k)
			b.UnsafeAppend(cell.Bool())
		}
		return b.NewArray()
	case reflect.Int64:
		b := array.NewInt64Builder(memory.DefaultAllocator)
		b.Reserve(n)
		for k := range n {
			if cell, ok := at(k); ok {
				b.UnsafeAppend(cell.Int())
			} else {
				b.UnsafeAppendBoolToBitmap(false)
			}
		}
		return b.NewArray()
	}
	b := array.NewFloat64Builder(memory.DefaultAllocator)
	b.Reserve(n)
	for k := range n {
		if cell, ok := at(k); ok {
			b.UnsafeAppend(cell.Float())
		} else {
			b.UnsafeAppendBoolToBitmap(false)
		}
	}
	return b.NewArray()
}
