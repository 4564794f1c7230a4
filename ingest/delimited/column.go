package delimited

import (
	"bytes"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// kind is what a column becomes.
type kind uint8

const (
	asDictionary kind = iota // text whose values return
	asText
	asInteger
	asFloat
)

var dictionaryType = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}

func (k kind) dataType() arrow.DataType {
	switch k {
	case asText:
		return arrow.BinaryTypes.String
	case asInteger:
		return arrow.PrimitiveTypes.Int64
	case asFloat:
		return arrow.PrimitiveTypes.Float64
	default:
		return dictionaryType
	}
}

// A dictionary is begun anew for the next batch beyond these, so that a column of ever new values needs no more memory than a batch.
const (
	dictionaryValues = 1 << 16
	dictionaryBytes  = 8 << 20
)

// texts is the bytes and offsets of an Arrow text array. Arrays made from it share its memory: it only grows.
type texts struct {
	offsets []int32
	bytes   []byte
}

func (s *texts) append(b []byte) {
	if len(s.offsets) == 0 {
		s.offsets = append(s.offsets, 0)
	}
	s.bytes = append(s.bytes, b...)
	s.offsets = append(s.offsets, int32(len(s.bytes)))
}

func (s *texts) at(i int32) []byte { return s.bytes[s.offsets[i]:s.offsets[i+1]] }

func (s *texts) data(n int, valid *memory.Buffer, nulls int) *array.Data {
	if n == 0 {
		return array.NewData(arrow.BinaryTypes.String, 0, []*memory.Buffer{nil, nil, nil}, nil, 0, 0)
	}
	return array.NewData(arrow.BinaryTypes.String, n, []*memory.Buffer{valid, memory.NewBufferBytes(arrow.GetBytes(s.offsets)), memory.NewBufferBytes(s.bytes)}, nil, nulls, 0)
}

// column collects the cells of one column for a batch.
type column struct {
	kind    kind
	decimal byte // of asFloat
	n       int
	nulls   int
	valid   []byte // bits; nil while there are no nulls

	text texts // of asText

	indices []int32 // of asDictionary
	values  texts
	index   map[string]int32
	last    []byte // the value before this one, which it often equals
	lastAt  int32

	integers []int64
	floats   []float64
}

// reset makes the column ready for the next batch, with room for as much as the last, whose memory belongs to it.
func (c *column) reset() {
	n := c.n
	c.n, c.nulls, c.valid = 0, 0, nil
	switch c.kind {
	case asText:
		c.text = texts{offsets: make([]int32, 0, n+1), bytes: make([]byte, 0, len(c.text.bytes))}
		return
	case asInteger:
		c.integers = make([]int64, 0, n)
		return
	case asFloat:
		c.floats = make([]float64, 0, n)
		return
	}
	c.indices = make([]int32, 0, n)
	if c.index == nil || len(c.index) > dictionaryValues || len(c.values.bytes) > dictionaryBytes {
		c.index, c.values, c.last = map[string]int32{}, texts{}, nil
	}
}

func (c *column) appendNull() {
	if c.valid == nil {
		c.valid = bytes.Repeat([]byte{0xff}, c.n/8+1)
	}
	c.mark(false)
	c.nulls++
	c.n++
	switch c.kind {
	case asText:
		c.text.append(nil)
	case asInteger:
		c.integers = append(c.integers, 0)
	case asFloat:
		c.floats = append(c.floats, 0)
	default:
		c.indices = append(c.indices, 0)
	}
}

// mark sets the validity of the next row.
func (c *column) mark(valid bool) {
	if c.n/8 >= len(c.valid) {
		c.valid = append(c.valid, 0xff)
	}
	if !valid {
		c.valid[c.n/8] &^= 1 << (c.n % 8)
	}
}

// append adds a cell. It is false when the cell is not of the column's kind.
func (c *column) append(b []byte) bool {
	if c.valid != nil {
		c.mark(true)
	}
	c.n++
	switch c.kind {
	case asText:
		c.text.append(b)
	case asInteger:
		v, ok := parseInteger(b)
		c.integers = append(c.integers, v)
		return ok
	case asFloat:
		v, ok := parse(b, c.decimal)
		c.floats = append(c.floats, v)
		return ok
	default:
		c.indices = append(c.indices, c.intern(b))
	}
	return true
}

func (c *column) intern(b []byte) int32 {
	if c.last != nil && bytes.Equal(b, c.last) {
		return c.lastAt
	}
	i, ok := c.index[string(b)]
	if !ok {
		i = int32(len(c.index))
		c.index[string(b)] = i
		c.values.append(b)
	}
	c.last, c.lastAt = c.values.at(i), i
	return i
}

// array returns what was collected.
func (c *column) array() arrow.Array {
	var valid *memory.Buffer
	if c.nulls > 0 {
		valid = memory.NewBufferBytes(c.valid)
	}
	switch c.kind {
	case asText:
		return array.NewStringData(c.text.data(c.n, valid, c.nulls))
	case asInteger:
		return array.NewInt64Data(array.NewData(arrow.PrimitiveTypes.Int64, c.n, []*memory.Buffer{valid, memory.NewBufferBytes(arrow.GetBytes(c.integers))}, nil, c.nulls, 0))
	case asFloat:
		return array.NewFloat64Data(array.NewData(arrow.PrimitiveTypes.Float64, c.n, []*memory.Buffer{valid, memory.NewBufferBytes(arrow.GetBytes(c.floats))}, nil, c.nulls, 0))
	default:
		return array.NewDictionaryData(array.NewDataWithDictionary(dictionaryType, c.n, []*memory.Buffer{valid, memory.NewBufferBytes(arrow.GetBytes(c.indices))}, c.nulls, 0, c.values.data(len(c.index), nil, 0)))
	}
}

// spread turns a dictionary column into a text column, when its values seldom return.
func (c *column) spread() {
	c.kind = asText
	for i, at := range c.indices {
		if c.valid != nil && c.valid[i/8]&(1<<(i%8)) == 0 {
			c.text.append(nil)
		} else {
			c.text.append(c.values.at(at))
		}
	}
	c.indices, c.index, c.values, c.last = nil, nil, texts{}, nil
}
