package jsonstat

import (
	"io"
	"math/bits"
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

var dictionaryType = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}

// reader is the ingest.Reader of a dataset.
type reader struct {
	*dataset
	schema   *arrow.Schema
	columns  []func(from, n int) arrow.Array
	rows     int // of a batch
	at       int // the next cell
	valueAt  int // the next sparse value
	statusAt int // the next sparse status
}

func newReader(d *dataset) *reader {
	r := &reader{dataset: d}
	var fields []arrow.Field
	names := map[string]bool{}
	for _, dim := range d.dimensions {
		names[dim.id] = true
	}
	add := func(name string, t arrow.DataType, metadata []entry, column func(from, n int) arrow.Array) {
		fields = append(fields, arrow.Field{Name: name, Type: t, Nullable: true, Metadata: metadataOf(metadata)})
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
	stride := d.cells
	var unit func(from, n int) arrow.Array
	for _, dim := range d.dimensions {
		size := len(dim.codes)
		stride /= size
		add(dim.id, dictionaryType, dim.metadata, category(dim.codes, stride, false))
		if dim.labels != nil {
			add(free(dim.id+"_label"), dictionaryType, nil, category(dim.labels, stride, true))
		}
		if dim.units != nil && unit == nil {
			unit = category(dim.units, stride, true)
		}
	}
	add(free("value"), arrow.PrimitiveTypes.Float64, nil, r.value)
	add(free("status"), dictionaryType, nil, r.status)
	if unit != nil {
		add(free("unit"), dictionaryType, nil, unit)
	}
	metadata := metadataOf(d.metadata)
	r.schema = arrow.NewSchema(fields, &metadata)
	r.rows = max(min(batchRows, batchCells/len(fields))&^7, 8)
	return r
}

func metadataOf(entries []entry) arrow.Metadata {
	var keys, values []string
	for _, e := range entries {
		keys, values = append(keys, e.key), append(values, e.value)
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
	values := texts32(distinct)
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
			return dictionary(indices, nil, 0, values)
		}
		valid, nulls := slices.Repeat([]byte{0xff}, n/8+1), 0
		for i, c := range indices {
			if c == null {
				valid[i/8] &^= 1 << (i % 8)
				nulls++
			}
		}
		return dictionary(indices, valid, nulls, values)
	}
}

// texts32 returns texts as the values of a dictionary.
func texts32(texts []string) *array.Data {
	b := array.NewStringBuilder(memory.DefaultAllocator)
	defer b.Release()
	b.AppendValues(texts, nil)
	return b.NewStringArray().Data().(*array.Data)
}

func dictionary(indices []int32, valid []byte, nulls int, values *array.Data) arrow.Array {
	return array.NewDictionaryData(array.NewDataWithDictionary(dictionaryType, len(indices), []*memory.Buffer{buffer(valid), memory.NewBufferBytes(arrow.GetBytes(indices))}, nulls, 0, values))
}

// buffer returns validity bits as Arrow has them: nothing when all are valid.
func buffer(valid []byte) *memory.Buffer {
	if valid == nil {
		return nil
	}
	return memory.NewBufferBytes(valid)
}

// value returns the values of n cells. Those of a full list are not copied.
func (r *reader) value(from, n int) arrow.Array {
	v := &r.values
	numbers, valid, nulls := []float64(nil), []byte(nil), 0
	if v.offsets == nil {
		numbers = v.numbers[from : from+n]
		if v.valid != nil {
			valid = v.valid[from/8 : (from+n+7)/8]
			nulls = n
			for _, b := range valid[:n/8] {
				nulls -= bits.OnesCount8(b)
			}
			if n%8 != 0 {
				nulls -= bits.OnesCount8(valid[n/8] & (1<<(n%8) - 1))
			}
		}
	} else {
		numbers, valid, nulls = make([]float64, n), make([]byte, n/8+1), n
		for ; r.valueAt < len(v.offsets) && int(v.offsets[r.valueAt]) < from+n; r.valueAt++ {
			if i := int(v.offsets[r.valueAt]) - from; v.isValid(r.valueAt) {
				numbers[i] = v.numbers[r.valueAt]
				valid[i/8] |= 1 << (i % 8)
				nulls--
			}
		}
	}
	return array.NewFloat64Data(array.NewData(arrow.PrimitiveTypes.Float64, n, []*memory.Buffer{buffer(valid), memory.NewBufferBytes(arrow.GetBytes(numbers))}, nil, nulls, 0))
}

// status returns the statuses of n cells.
func (r *reader) status(from, n int) arrow.Array {
	s := &r.statuses
	indices, valid, nulls := make([]int32, n), make([]byte, n/8+1), n
	set := func(i int, index int32) {
		if index >= 0 {
			indices[i] = index
			valid[i/8] |= 1 << (i % 8)
			nulls--
		}
	}
	switch {
	case len(s.texts) == 0:
	case s.offsets != nil:
		for ; r.statusAt < len(s.offsets) && int(s.offsets[r.statusAt]) < from+n; r.statusAt++ {
			set(int(s.offsets[r.statusAt])-from, s.indices[r.statusAt])
		}
	case s.indices != nil:
		for i, index := range s.indices[from : from+n] {
			set(i, index)
		}
	default:
		for i := range n {
			set(i, 0)
		}
	}
	return dictionary(indices, valid, nulls, texts32(s.texts))
}

// Schema implements ingest.Reader.
func (r *reader) Schema() *arrow.Schema { return r.schema }

// Next implements ingest.Reader.
func (r *reader) Next() (ingest.Batch, error) {
	if r.at == r.cells {
		return ingest.Batch{}, io.EOF
	}
	n := min(r.rows, r.cells-r.at)
	lines := make([]int32, n)
	for i := range lines {
		lines[i] = int32(r.at + i + 1)
	}
	arrays := make([]arrow.Array, len(r.columns))
	for i, column := range r.columns {
		arrays[i] = column(r.at, n)
	}
	r.at += n
	return ingest.Batch{Record: array.NewRecord(r.schema, arrays, int64(n)), Lines: lines}, nil
}

// Warnings implements ingest.Reader.
func (r *reader) Warnings() []error {
	if joined, ok := r.warned.Err().(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return nil
}

// Close implements ingest.Reader.
func (r *reader) Close() error { return nil }
