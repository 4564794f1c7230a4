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

// Positions of the text columns of a table's record.
const (
	colIndicator = iota
	colArea
	colVersion
	colGroup
	colStatus
	colNote
	colSource
	colOrigin
	nText
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

// Record returns the table as an Arrow record, which must not be changed. Its columns of numbers, area codes and rows share the table's memory, the
// others are made anew at each call.
func (t *Table) Record() arrow.Record {
	c := &t.cols
	arrs := make(map[string]arrow.Array, len(TableSchema.Fields()))
	word := func(col int, codes []int32, words []string) {
		sb := array.NewStringBuilder(memory.DefaultAllocator)
		sb.AppendValues(words, nil)
		arrs[textNames[col]] = array.NewDictionaryArray(wordType, fixed(arrow.PrimitiveTypes.Int32, arrow.Int32Traits.CastToBytes(codes), c.n, nil), sb.NewArray())
	}
	ofRuns := func(col int, text func(RunKey) string) {
		var dict coded[string]
		perRun := make([]int32, len(t.runs))
		for i, r := range t.runs {
			perRun[i] = dict.code(text(r.Key))
		}
		place := sortWords(dict.list)
		codes := make([]int32, c.n)
		for i, r := range t.runs {
			for k := r.from; k < r.to; k++ {
				codes[k] = place[perRun[i]]
			}
		}
		word(col, codes, dict.list)
	}
	ofMarks := func(col int, text func(*mark) string) {
		var dict coded[string]
		perMark := make([]int32, len(c.marks))
		for i := range c.marks {
			perMark[i] = dict.code(text(&c.marks[i]))
		}
		place := sortWords(dict.list)
		codes := make([]int32, c.n)
		for k, m := range c.mark {
			codes[k] = place[perMark[m]]
		}
		word(col, codes, dict.list)
	}
	ofRuns(colIndicator, func(k RunKey) string { return k.Indicator })
	word(colArea, c.area, c.words)
	ofRuns(colVersion, func(k RunKey) string { return k.Version })
	ofRuns(colGroup, func(k RunKey) string { return string(k.Group) })
	ofMarks(colStatus, func(m *mark) string { return m.status.String() })
	ofMarks(colNote, func(m *mark) string { return m.note })
	ofMarks(colSource, func(m *mark) string { return m.source })
	ofMarks(colOrigin, func(m *mark) string { return m.file })
	start, end := make([]int32, c.n), make([]int32, c.n)
	for _, r := range t.runs {
		for k := r.from; k < r.to; k++ {
			start[k], end[k] = int32(r.Key.Period.Start), int32(r.Key.Period.End)
		}
	}
	arrs[startName] = fixed(arrow.FixedWidthTypes.Date32, arrow.Int32Traits.CastToBytes(start), c.n, nil)
	arrs[endName] = fixed(arrow.FixedWidthTypes.Date32, arrow.Int32Traits.CastToBytes(end), c.n, nil)
	arrs[rowName] = fixed(arrow.PrimitiveTypes.Int32, arrow.Int32Traits.CastToBytes(c.line), c.n, nil)
	for col, name := range numberNames {
		n := c.nums[col]
		if n.v == nil {
			n = numberColumn{v: make([]float64, c.n), valid: make([]byte, bitutil.BytesForBits(int64(c.n)))}
		}
		arrs[name] = fixed(arrow.PrimitiveTypes.Float64, arrow.Float64Traits.CastToBytes(n.v[:c.n]), c.n, n.valid)
	}
	cols := make([]arrow.Array, 0, len(arrs))
	for _, f := range TableSchema.Fields() {
		cols = append(cols, arrs[f.Name])
	}
	return array.NewRecord(TableSchema, cols, int64(c.n))
}

// sortWords sorts words and returns where each of them went.
func sortWords(words []string) []int32 {
	order := make([]int32, len(words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int { return strings.Compare(words[i], words[j]) })
	sorted, place := make([]string, len(words)), make([]int32, len(words))
	for k, i := range order {
		sorted[k], place[i] = words[i], int32(k)
	}
	copy(words, sorted)
	return place
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

// sameOrder tells whether the record is that of the table, so that its buffers can serve as they are.
func sameOrder(rec arrow.Record, t *Table) bool {
	for _, c := range rec.Columns() {
		if c.Data().Offset() != 0 {
			return false
		}
	}
	own := t.Record()
	defer own.Release()
	return array.RecordEqual(rec, own)
}

// adopt lets the table share the memory of rec instead of its own copy.
func (t *Table) adopt(rec arrow.Record) {
	rec.Retain()
	t.cols.area = rec.Column(columnOf(rec, textNames[colArea])).(*array.Dictionary).Indices().(*array.Int32).Int32Values()
	for col, name := range numberNames {
		if t.cols.nums[col].v == nil {
			continue
		}
		a := rec.Column(columnOf(rec, name)).(*array.Float64)
		t.cols.nums[col] = numberColumn{v: a.Float64Values()}
		if a.NullN() > 0 {
			t.cols.nums[col].valid = a.NullBitmapBytes()
		}
	}
	t.cols.line = rec.Column(columnOf(rec, rowName)).(*array.Int32).Int32Values()
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
