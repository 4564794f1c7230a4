package indicators

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/bitutil"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// Names of the columns of a table's record, in their order.
var (
	textNames   = [nText]string{"indicator", "area", "area_version", "group", "status", "note", "source", "origin_file"}
	numberNames = [nNums]string{"value", "numerator", "denominator", "lower", "upper"}
)

const (
	startName = "period_start"
	endName   = "period_end"
	rowName   = "origin_row"
)

var wordType = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String, Ordered: true}

// TableSchema is the schema of every table's record.
var TableSchema = func() *arrow.Schema {
	var fs []arrow.Field
	word := func(col int) { fs = append(fs, arrow.Field{Name: textNames[col], Type: wordType}) }
	for _, col := range [...]int{colIndicator, colArea, colVersion} {
		word(col)
	}
	fs = append(fs, arrow.Field{Name: startName, Type: arrow.FixedWidthTypes.Date32}, arrow.Field{Name: endName, Type: arrow.FixedWidthTypes.Date32})
	word(colGroup)
	for _, n := range numberNames {
		fs = append(fs, arrow.Field{Name: n, Type: arrow.PrimitiveTypes.Float64, Nullable: true})
	}
	for _, col := range [...]int{colStatus, colNote, colSource, colOrigin} {
		word(col)
	}
	fs = append(fs, arrow.Field{Name: rowName, Type: arrow.PrimitiveTypes.Int32})
	return arrow.NewSchema(fs, nil)
}()

// newTable wraps columns, which must be sorted and checked, and shares their memory with the record.
func newTable(reg *Register, cat *Catalogue, c columns) *Table {
	for _, w := range c.text[colStatus].words {
		s, _ := ParseStatus(w) // the builder has checked it
		c.statuses = append(c.statuses, s)
	}
	arrs := make(map[string]arrow.Array, len(TableSchema.Fields()))
	for col, name := range textNames {
		sb := array.NewStringBuilder(memory.DefaultAllocator)
		sb.AppendValues(c.text[col].words, nil)
		arrs[name] = array.NewDictionaryArray(wordType, fixed(arrow.PrimitiveTypes.Int32, arrow.Int32Traits.CastToBytes(c.text[col].codes), c.n, nil), sb.NewArray())
	}
	arrs[startName] = fixed(arrow.FixedWidthTypes.Date32, arrow.Int32Traits.CastToBytes(c.start), c.n, nil)
	arrs[endName] = fixed(arrow.FixedWidthTypes.Date32, arrow.Int32Traits.CastToBytes(c.end), c.n, nil)
	arrs[rowName] = fixed(arrow.PrimitiveTypes.Int32, arrow.Int32Traits.CastToBytes(c.originRow), c.n, nil)
	for col, name := range numberNames {
		arrs[name] = fixed(arrow.PrimitiveTypes.Float64, arrow.Float64Traits.CastToBytes(c.nums[col].v), c.n, c.nums[col].valid)
	}
	cols := make([]arrow.Array, 0, len(arrs))
	for _, f := range TableSchema.Fields() {
		cols = append(cols, arrs[f.Name])
	}
	t := &Table{rec: array.NewRecord(TableSchema, cols, int64(c.n)), reg: reg, cat: cat, cols: c}
	t.findRuns()
	return t
}

// fixed makes an array over the bytes of a Go slice.
func fixed(dt arrow.DataType, data []byte, n int, valid []byte) arrow.Array {
	nulls := 0
	var bitmap *memory.Buffer
	if valid != nil {
		nulls = n - bitutil.CountSetBits(valid, 0, n)
		bitmap = memory.NewBufferBytes(valid)
	}
	return array.MakeFromData(array.NewData(dt, n, []*memory.Buffer{bitmap, memory.NewBufferBytes(data)}, nil, nulls, 0))
}

// FromRecord makes a table of a record with the columns of [TableSchema], in any order of rows and columns. Text columns may be plain or
// dictionary text, and so may dates (2006-01-02) and numbers, as delimited files have them. Only indicator, area, period_start, period_end,
// status and value must be there. A record that a table gave comes back as the same table; another is copied into order. Every invariant
// is checked anew.
func FromRecord(rec arrow.Record, reg *Register, cat *Catalogue) (*Table, error) {
	var b Builder
	if err := b.AppendRecord(rec); err != nil {
		return nil, err
	}
	t, err := b.Table(reg, cat)
	if err != nil {
		return nil, err
	}
	if rec.Schema().Equal(TableSchema) && sameOrder(rec, t) {
		t.adopt(rec)
	}
	return t, nil
}

// sameOrder tells whether the record holds exactly the table's codes, so that its buffers can serve as they are.
func sameOrder(rec arrow.Record, t *Table) bool {
	for i := range int(rec.NumCols()) {
		if rec.Column(i).Data().Offset() != 0 {
			return false
		}
	}
	for col, name := range textNames {
		d := rec.Column(columnOf(rec, name)).(*array.Dictionary)
		words := d.Dictionary().(*array.String)
		if words.Len() != len(t.cols.text[col].words) || !slices.Equal(d.Indices().(*array.Int32).Int32Values(), t.cols.text[col].codes) {
			return false
		}
	}
	days := func(name string) []int32 {
		return arrow.Int32Traits.CastFromBytes(arrow.Date32Traits.CastToBytes(rec.Column(columnOf(rec, name)).(*array.Date32).Date32Values()))
	}
	return slices.Equal(days(startName), t.cols.start) && slices.Equal(days(endName), t.cols.end)
}

// adopt lets the table share the memory of rec instead of its own copy.
func (t *Table) adopt(rec arrow.Record) {
	rec.Retain()
	t.rec = rec
	for col, name := range textNames {
		t.cols.text[col].codes = rec.Column(columnOf(rec, name)).(*array.Dictionary).Indices().(*array.Int32).Int32Values()
	}
	for col, name := range numberNames {
		a := rec.Column(columnOf(rec, name)).(*array.Float64)
		t.cols.nums[col] = numberColumn{v: a.Float64Values()}
		if a.NullN() > 0 {
			t.cols.nums[col].valid = a.NullBitmapBytes()
		}
	}
	t.cols.originRow = rec.Column(columnOf(rec, rowName)).(*array.Int32).Int32Values()
}

func columnOf(rec arrow.Record, name string) int {
	ix := rec.Schema().FieldIndices(name)
	if len(ix) != 1 {
		return -1
	}
	return ix[0]
}

// AppendRecord adds every row of a record that has the columns of [TableSchema], as [FromRecord] describes them.
func (b *Builder) AppendRecord(rec arrow.Record) error {
	var ps Problems
	texts := make(map[string]func(int) (string, bool))
	nums := make(map[string]func(int) (Number, error))
	days := make(map[string]func(int) (Day, bool))
	for _, name := range textNames {
		get, err := textGetter(rec, name)
		required := name == "indicator" || name == "area" || name == "status"
		if err != nil || get == nil && required {
			ps.Add(columnProblem(name, err))
		}
		texts[name] = get
	}
	for _, name := range append(numberNames[:], rowName) {
		get, err := numberGetter(rec, name)
		if err != nil || get == nil && name == "value" {
			ps.Add(columnProblem(name, err))
		}
		nums[name] = get
	}
	for _, name := range [...]string{startName, endName} {
		get, err := dayGetter(rec, name)
		if err != nil || get == nil {
			ps.Add(columnProblem(name, err))
		}
		days[name] = get
	}
	if err := ps.Err(); err != nil {
		return err
	}
	text := func(name string, i int) string {
		if texts[name] == nil {
			return ""
		}
		w, _ := texts[name](i)
		return w
	}
	num := func(name string, i int) Number {
		if nums[name] == nil {
			return Number{}
		}
		n, err := nums[name](i)
		if err != nil {
			ps.Add(Problem{Line: i + 1, Column: name, What: err.Error()})
		}
		if !n.OK {
			return Number{} // a null slot holds anything
		}
		return n
	}
	for i := range int(rec.NumRows()) {
		status, err := ParseStatus(text("status", i))
		if err != nil {
			ps.Add(Problem{Line: i + 1, Column: "status", What: err.Error()})
			continue
		}
		start, ok1 := days[startName](i)
		end, ok2 := days[endName](i)
		if !ok1 || !ok2 {
			ps.Add(Problem{Line: i + 1, Column: startName, What: "period has no start or no end"})
			continue
		}
		row := num(rowName, i).V
		if row != float64(int32(row)) || row < 0 {
			ps.Add(Problem{Line: i + 1, Column: rowName, What: fmt.Sprintf("%v is not the number of a row", row)})
		}
		b.Append(Observation{
			Indicator: text("indicator", i), Area: AreaID{text("area", i), text("area_version", i)},
			Period: Period{start, end}, Group: Group(text("group", i)),
			Value: num("value", i), Numerator: num("numerator", i), Denominator: num("denominator", i),
			Lower: num("lower", i), Upper: num("upper", i),
			Status: status, Note: text("note", i), Source: text("source", i),
			Origin: Origin{text("origin_file", i), int32(row)},
		})
	}
	return ps.Err()
}

func columnProblem(name string, err error) error {
	if err == nil {
		err = fmt.Errorf("the column is not there")
	}
	return Problem{Column: name, What: err.Error(), Remedy: fmt.Sprintf("a table has the columns %v, %s and %s, %v", textNames, startName, endName, numberNames)}
}

// textGetter returns how to read a text column, nil where the record has none.
func textGetter(rec arrow.Record, name string) (func(int) (string, bool), error) {
	i := columnOf(rec, name)
	if i < 0 {
		return nil, nil
	}
	switch a := rec.Column(i).(type) {
	case *array.String:
		return func(row int) (string, bool) { return a.Value(row), a.IsValid(row) }, nil
	case *array.Dictionary:
		words, ok := a.Dictionary().(*array.String)
		if ok {
			return func(row int) (string, bool) {
				if a.IsNull(row) {
					return "", false
				}
				return words.Value(a.GetValueIndex(row)), true
			}, nil
		}
	}
	return nil, fmt.Errorf("want text, found %s", rec.Column(i).DataType())
}

// numberGetter returns how to read a number column, nil where the record has none.
func numberGetter(rec arrow.Record, name string) (func(int) (Number, error), error) {
	i := columnOf(rec, name)
	if i < 0 {
		return nil, nil
	}
	switch a := rec.Column(i).(type) {
	case *array.Float64:
		return func(row int) (Number, error) { return Number{a.Value(row), a.IsValid(row)}, nil }, nil
	case *array.Int64:
		return func(row int) (Number, error) { return Number{float64(a.Value(row)), a.IsValid(row)}, nil }, nil
	case *array.Int32:
		return func(row int) (Number, error) { return Number{float64(a.Value(row)), a.IsValid(row)}, nil }, nil
	}
	text, err := textGetter(rec, name)
	if err != nil {
		return nil, fmt.Errorf("want numbers, found %s", rec.Column(i).DataType())
	}
	return func(row int) (Number, error) {
		w, ok := text(row)
		if !ok || w == "" {
			return Number{}, nil
		}
		v, err := strconv.ParseFloat(w, 64)
		if err != nil || strings.Trim(w, "0123456789+-.eE") != "" {
			return Number{}, fmt.Errorf("cannot read %q as a number", w)
		}
		return Number{v, true}, nil
	}, nil
}

// dayGetter returns how to read a column of dates, nil where the record has none.
func dayGetter(rec arrow.Record, name string) (func(int) (Day, bool), error) {
	i := columnOf(rec, name)
	if i < 0 {
		return nil, nil
	}
	if a, ok := rec.Column(i).(*array.Date32); ok {
		return func(row int) (Day, bool) { return Day(a.Value(row)), a.IsValid(row) }, nil
	}
	text, err := textGetter(rec, name)
	if err != nil {
		return nil, fmt.Errorf("want dates, found %s", rec.Column(i).DataType())
	}
	return func(row int) (Day, bool) {
		w, _ := text(row)
		d, err := time.Parse(time.DateOnly, w)
		return NewDay(d.Date()), err == nil
	}, nil
}
