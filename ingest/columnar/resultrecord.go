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
	var b array.Builder
	var add func(cell reflect.Value)
	switch f.kind {
	case reflect.String:
		text := array.NewStringBuilder(memory.DefaultAllocator)
		b, add = text, func(cell reflect.Value) { text.Append(cell.String()) }
	case reflect.Bool:
		flag := array.NewBooleanBuilder(memory.DefaultAllocator)
		b, add = flag, func(cell reflect.Value) { flag.UnsafeAppend(cell.Bool()) }
	case reflect.Int64:
		whole := array.NewInt64Builder(memory.DefaultAllocator)
		b, add = whole, func(cell reflect.Value) { whole.UnsafeAppend(cell.Int()) }
	default:
		number := array.NewFloat64Builder(memory.DefaultAllocator)
		b, add = number, func(cell reflect.Value) { number.UnsafeAppend(cell.Float()) }
	}
	b.Reserve(rows.Len())
	for k := range rows.Len() {
		cell := rows.Index(k).Field(i)
		if f.nullable {
			cell = cell.Elem() // of nothing there is none
		}
		if cell.IsValid() {
			add(cell)
		} else {
			b.AppendNull()
		}
	}
	return b.NewArray()
}
