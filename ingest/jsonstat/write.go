package jsonstat

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// WriteOptions say what the cells of a cube are about.
type WriteOptions struct {
	// Dimensions are the columns that tell the cells apart, in order, the last changing fastest. Where there are none they are the columns with such a
	// role. Without roles they are the columns that hold no numbers, have no empty cell and are not known from another, and whole numbers
	// under the name of a time or an area, or beside a column called value or count. The rows of [indicators.TableSchema] are told apart by indicator,
	// area, area_version, period and group.
	Dimensions []string
}

// Writer writes a table as one JSON-stat dataset of version 2.0: UTF-8, the same bytes for the same rows.
//
// Categories stand in the order in which the rows first name them. A column X_label gives the labels of X. Several columns of numbers
// become a dimension "measure" whose categories are their names. A cell without a row is left null, without a status: unknown, not
// zero. Where fewer than half of the cells have a value only those are written, by their number. Status, unit, notes and what else the
// schema's metadata say go where the format or PxWeb has them; other columns of text are kept by cell in an extension, which the reader of this
// package gives back as columns.
//
// The cube takes shape when all rows are known, so they are held in memory until Close. A Writer is not safe for concurrent use.
type Writer struct {
	to     io.Writer
	schema *arrow.Schema
	layout layout
	sides  []*side
	values []*measure
	status *remarks
	unit   *remarks
	others []*remarks
	rows   int
	err    error
}

// NewWriter returns a writer of records of the schema. It refuses schemas without numbers, without dimensions, and with columns of types that JSON
// has no form for.
func NewWriter(w io.Writer, schema *arrow.Schema, o WriteOptions) (*Writer, error) {
	l, err := layOut(schema, o)
	if err != nil {
		return nil, err
	}
	out := &Writer{to: w, schema: schema, layout: l}
	for _, d := range l.dimensions {
		out.sides = append(out.sides, newSide(d))
	}
	for _, v := range l.values {
		out.values = append(out.values, &measure{valueColumn: v})
	}
	notes := func(column int) *remarks {
		if column < 0 {
			return nil
		}
		return &remarks{column: column, name: schema.Field(column).Name, spare: !schema.Field(column).Nullable, index: map[string]int32{}}
	}
	out.status, out.unit = notes(l.status), notes(l.unit)
	for _, c := range l.others {
		out.others = append(out.others, notes(c))
	}
	return out, nil
}

// Write takes the rows of a record, which must have the columns of the schema. An error names the row, from 1, and the column.
func (w *Writer) Write(rec arrow.Record) error {
	if w.err == nil {
		w.err = w.take(rec)
	}
	return w.err
}

func (w *Writer) take(rec arrow.Record) error {
	if int(rec.NumCols()) != len(w.schema.Fields()) {
		return fmt.Errorf("a record of %s where the schema has %d", lang.Count(int(rec.NumCols()), "column"), len(w.schema.Fields()))
	}
	for i, f := range w.schema.Fields() {
		if t := rec.Column(i).DataType(); !arrow.TypeEqual(t, f.Type) {
			return fmt.Errorf("column %q: a record of %s where the schema has %s", f.Name, t, f.Type)
		}
	}
	n := int(rec.NumRows())
	if n > math.MaxInt32-w.rows {
		return fmt.Errorf("more than %d rows", math.MaxInt32)
	}
	var ps indicators.Problems
	for _, s := range w.sides {
		ps.Add(s.take(rec, w.rows))
	}
	for _, v := range w.values {
		ps.Add(v.take(rec.Column(v.column), w.rows))
	}
	for _, r := range append([]*remarks{w.status, w.unit}, w.others...) {
		if r != nil {
			ps.Add(r.take(rec.Column(r.column), w.rows))
		}
	}
	w.rows += n
	return ps.Err()
}

// Close writes the dataset. It does not close the underlying writer.
func (w *Writer) Close() error {
	if w.err == nil {
		w.err = w.close()
	}
	return w.err
}

func (w *Writer) close() error {
	c, err := w.cube()
	if err != nil {
		return err
	}
	t := &jsonText{to: w.to}
	c.write(t)
	return t.flush()
}

// measure collects a column of numbers. NaN stands for null: a cell cannot be NaN otherwise.
type measure struct {
	valueColumn
	numbers []float64
	given   int // that are not null
}

func (m *measure) take(a arrow.Array, before int) error {
	var ps indicators.Problems
	add := func(i int, v float64) {
		if a.IsNull(i) {
			v = math.NaN()
		} else if math.IsNaN(v) || math.IsInf(v, 0) {
			ps.Add(indicators.Problem{What: fmt.Sprintf("row %d: column %q: %v is no number", before+i+1, m.name, v), Remedy: "a missing value is null"})
		} else {
			m.given++
		}
		m.numbers = append(m.numbers, v)
	}
	switch a := a.(type) {
	case *array.Float64:
		for i, v := range a.Float64Values() {
			add(i, v)
		}
	case *array.Float32:
		for i, v := range a.Float32Values() {
			short, _ := strconv.ParseFloat(strconv.FormatFloat(float64(v), 'g', -1, 32), 64) // 0.1 and not 0.10000000149011612
			add(i, short)
		}
	default:
		const exact = 1 << 53
		whole, err := integers(a)
		if err != nil {
			return err
		}
		for i := range a.Len() {
			v := whole(i)
			if !a.IsNull(i) && (v > exact || v < -exact) {
				ps.Add(indicators.Problem{What: fmt.Sprintf("row %d: column %q: readers of JSON would round %d", before+i+1, m.name, v), Remedy: "make it a text if it is a code"})
			}
			add(i, float64(v))
		}
	}
	return ps.Err()
}

// integers returns the whole number of each row of a column.
func integers(a arrow.Array) (func(i int) int64, error) {
	switch a := a.(type) {
	case *array.Int8:
		return func(i int) int64 { return int64(a.Value(i)) }, nil
	case *array.Int16:
		return func(i int) int64 { return int64(a.Value(i)) }, nil
	case *array.Int32:
		return func(i int) int64 { return int64(a.Value(i)) }, nil
	case *array.Int64:
		return a.Value, nil
	case *array.Uint8:
		return func(i int) int64 { return int64(a.Value(i)) }, nil
	case *array.Uint16:
		return func(i int) int64 { return int64(a.Value(i)) }, nil
	case *array.Uint32:
		return func(i int) int64 { return int64(a.Value(i)) }, nil
	}
	return nil, fmt.Errorf("%s are no whole numbers", a.DataType())
}

// words returns the text of each row of a column, as codes and remarks have it.
func words(a arrow.Array) (func(i int) string, error) {
	switch a := a.(type) {
	case *array.String:
		return a.Value, nil
	case *array.LargeString:
		return a.Value, nil
	case *array.Dictionary:
		switch d := a.Dictionary().(type) {
		case *array.String:
			return func(i int) string { return d.Value(a.GetValueIndex(i)) }, nil
		case *array.LargeString:
			return func(i int) string { return d.Value(a.GetValueIndex(i)) }, nil
		}
	case *array.Boolean:
		return func(i int) string { return strconv.FormatBool(a.Value(i)) }, nil
	case *array.Date32:
		return func(i int) string { return indicators.Day(a.Value(i)).String() }, nil
	case *array.Float32:
		return func(i int) string { return strconv.FormatFloat(float64(a.Value(i)), 'g', -1, 32) }, nil
	case *array.Float64:
		return func(i int) string { return strconv.FormatFloat(a.Value(i), 'g', -1, 64) }, nil
	}
	whole, err := integers(a)
	if err != nil {
		return nil, fmt.Errorf("%s are no texts", a.DataType())
	}
	return func(i int) string { return strconv.FormatInt(whole(i), 10) }, nil
}
