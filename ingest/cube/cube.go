// Package cube gives the cells of a statistical table as rows: for each dimension a column with the category's code and one with its
// label, then value, status and unit. JSON-stat, PX and the answers of PxWeb are such tables; their readers bring dimensions and
// cells, and this package the columns.
package cube

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest"
)

// Limits of a batch: rows are a multiple of 8, so that it begins on a byte of the validity bits.
const (
	batchRows  = 1 << 16
	batchCells = 1 << 20
)

// CellLimit is the most cells of a cube: a cell's number is an int32.
const CellLimit = math.MaxInt32

// Entry is a key of metadata and its value.
type Entry struct{ Key, Value string }

// Dimension is one side of a cube. The keys of its metadata are those of package ingest.
type Dimension struct {
	ID       string
	Codes    []string // at least one
	Labels   []string // nil where there are none
	Units    []string // nil where there are none; "" for a category without
	Metadata []Entry
}

// Cells gives what stands in the cells of a cube, the last dimension changing fastest. It is asked for them once, from the first to the last.
type Cells interface {
	// Read returns values (float64) and statuses (dictionary text) of n cells. From is the number of cells before them, a multiple of 8.
	Read(from, n int) (value, status arrow.Array, err error)
	// Warnings is complete when the last cell has been read.
	Warnings() []error
	Close() error
}

// Extra is a column besides those that every cube has, such as notes on cells. It is asked for its cells as [Cells] are.
type Extra struct {
	Name     string
	Role     string
	Metadata []Entry
	Read     func(from, n int) (arrow.Array, error) // dictionary text
}

// Count multiplies the sizes of dimensions. It is not ok when a dimension is empty or there are more cells than [CellLimit].
func Count(dims []Dimension) (cells int, ok bool) {
	cells = 1
	for _, d := range dims {
		n := len(d.Codes)
		if n == 0 || cells > CellLimit/n {
			return 0, false
		}
		cells *= n
	}
	return cells, true
}

// reader is the ingest.Reader of a cube.
type reader struct {
	cells   Cells
	schema  *arrow.Schema
	columns []func(from, n int) arrow.Array // nil for value, status and the extras, which come last
	extras  []Extra
	total   int
	rows    int // of a batch
	at      int // the next cell
	err     error
}

// NewReader returns the rows of a cube whose dimensions [Count] accepts. A dimension that is itself called value, status or unit keeps its name, and
// the column of the cells is called cell_value and so on; the same goes for extra columns.
func NewReader(dims []Dimension, metadata []Entry, cells Cells, extras ...Extra) ingest.Reader {
	r := &reader{cells: cells, extras: extras}
	r.total, _ = Count(dims)
	var fields []arrow.Field
	names := map[string]bool{}
	for _, dim := range dims {
		names[dim.ID] = true
	}
	add := func(name, role string, t arrow.DataType, metadata []Entry, column func(from, n int) arrow.Array) {
		if !slices.ContainsFunc(metadata, func(e Entry) bool { return e.Key == ingest.MetadataRole }) {
			metadata = append(slices.Clip(metadata), Entry{ingest.MetadataRole, role})
		}
		fields = append(fields, arrow.Field{Name: name, Type: t, Nullable: true, Metadata: Metadata(metadata)})
		r.columns = append(r.columns, column)
		names[name] = true
	}
	// free returns a name that no dimension has.
	free := func(name string) string {
		for names[name] {
			name = "cell_" + name
		}
		return name
	}
	stride := r.total
	var unit func(from, n int) arrow.Array
	for _, dim := range dims {
		stride /= len(dim.Codes)
		add(dim.ID, ingest.RoleDimension, DictionaryType, dim.Metadata, category(dim.Codes, stride, false))
		if dim.Labels != nil {
			add(free(dim.ID+"_label"), ingest.RoleLabel, DictionaryType, nil, category(dim.Labels, stride, true))
		}
		if dim.Units != nil && unit == nil {
			unit = category(dim.Units, stride, true)
		}
	}
	add(free("value"), ingest.RoleValue, arrow.PrimitiveTypes.Float64, nil, nil)
	add(free("status"), ingest.RoleStatus, DictionaryType, nil, nil)
	if unit != nil {
		add(free("unit"), ingest.RoleUnit, DictionaryType, nil, unit)
	}
	for _, e := range extras {
		add(free(e.Name), e.Role, DictionaryType, e.Metadata, nil)
	}
	of := Metadata(metadata)
	r.schema = arrow.NewSchema(fields, &of)
	r.rows = max(min(batchRows, batchCells/len(fields))&^7, 8)
	return r
}

// Metadata returns entries as Arrow has them.
func Metadata(entries []Entry) arrow.Metadata {
	var keys, values []string
	for _, e := range entries {
		keys, values = append(keys, e.Key), append(values, e.Value)
	}
	return arrow.NewMetadata(keys, values)
}

// category returns the column of a dimension: its texts, each for stride cells, over and over. With gaps an empty text is null.
func category(texts []string, stride int, gaps bool) func(from, n int) arrow.Array {
	index := make(map[string]int32, len(texts))
	var distinct []string
	codes := make([]int32, len(texts)) // of each category
	for i, t := range texts {
		c, ok := index[t]
		if !ok {
			c = int32(len(distinct))
			index[t] = c
			distinct = append(distinct, t)
		}
		codes[i] = c
	}
	values := Words(distinct)
	null, hasNull := index[""]
	return func(from, n int) arrow.Array {
		indices := make([]int32, n)
		k, left := from/stride%len(codes), stride-from%stride
		for i := 0; i < n; {
			run := min(left, n-i)
			for j := range run {
				indices[i+j] = codes[k]
			}
			i += run
			if k++; k == len(codes) {
				k = 0
			}
			left = stride
		}
		if !gaps || !hasNull {
			return Dictionary(indices, nil, 0, values)
		}
		valid, nulls := slices.Repeat([]byte{0xff}, n/8+1), 0
		for i, c := range indices {
			if c == null {
				valid[i/8] &^= 1 << (i % 8)
				nulls++
			}
		}
		return Dictionary(indices, valid, nulls, values)
	}
}

// DictionaryType is the type of text columns.
var DictionaryType = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}

// Words returns texts as the values of a dictionary.
func Words(texts []string) *array.Data {
	b := array.NewStringBuilder(memory.DefaultAllocator)
	defer b.Release()
	b.AppendValues(texts, nil)
	return b.NewStringArray().Data().(*array.Data)
}

// Dictionary returns a text column. Valid holds a bit for each index, nil when all are valid; nothing is copied.
func Dictionary(indices []int32, valid []byte, nulls int, words *array.Data) arrow.Array {
	return array.NewDictionaryData(array.NewDataWithDictionary(DictionaryType, len(indices), []*memory.Buffer{buffer(valid), memory.NewBufferBytes(arrow.GetBytes(indices))}, nulls, 0, words))
}

// Numbers returns a column of numbers. Valid holds a bit for each, nil when all are valid; nothing is copied.
func Numbers(values []float64, valid []byte, nulls int) arrow.Array {
	return array.NewFloat64Data(array.NewData(arrow.PrimitiveTypes.Float64, len(values), []*memory.Buffer{buffer(valid), memory.NewBufferBytes(arrow.GetBytes(values))}, nil, nulls, 0))
}

// buffer returns validity bits as Arrow has them: nothing when all are valid.
func buffer(valid []byte) *memory.Buffer {
	if valid == nil {
		return nil
	}
	return memory.NewBufferBytes(valid)
}

// Schema implements ingest.Reader.
func (r *reader) Schema() *arrow.Schema { return r.schema }

// Next implements ingest.Reader.
func (r *reader) Next() (ingest.Batch, error) {
	if r.err != nil {
		return ingest.Batch{}, r.err
	}
	if r.at == r.total {
		return ingest.Batch{}, io.EOF
	}
	n := min(r.rows, r.total-r.at)
	value, status, err := r.cells.Read(r.at, n)
	if err == nil && (value.Len() != n || status.Len() != n) {
		err = fmt.Errorf("%d values and %d statuses of %d cells", value.Len(), status.Len(), n)
	}
	if err != nil {
		r.err = err
		return ingest.Batch{}, err
	}
	lines := make([]int32, n)
	for i := range lines {
		lines[i] = int32(r.at + i + 1)
	}
	arrays := make([]arrow.Array, len(r.columns))
	given := []arrow.Array{value, status}
	for _, e := range r.extras {
		extra, err := e.Read(r.at, n)
		if err != nil {
			r.err = err
			return ingest.Batch{}, err
		}
		given = append(given, extra)
	}
	for i, column := range r.columns {
		if column == nil {
			arrays[i], given = given[0], given[1:]
		} else {
			arrays[i] = column(r.at, n)
		}
	}
	r.at += n
	return ingest.Batch{Record: array.NewRecord(r.schema, arrays, int64(n)), Lines: lines}, nil
}

// Warnings implements ingest.Reader.
func (r *reader) Warnings() []error { return r.cells.Warnings() }

// Close implements ingest.Reader.
func (r *reader) Close() error { return r.cells.Close() }
