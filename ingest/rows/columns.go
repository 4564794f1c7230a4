// Package rows collects rows value by value into batches, for formats whose files are lists of observations and not whole cubes.
package rows

import (
	"bytes"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/ingest/cube"
)

// A dictionary is begun anew for the next batch beyond these, so that a column of ever new values needs no more memory than a batch.
const (
	dictionaryValues = 1 << 16
	dictionaryBytes  = 8 << 20
)

// Text is a column of text.
type Text struct {
	cells
	index   map[string]int32
	words   []string
	size    int         // bytes of the words
	made    *array.Data // of the words as they were for the last batch
	last    int32       // the value before this one, which it often equals
	lasting bool        // numbers of texts outlive a batch
	indices []int32
}

// cells counts the rows of a column and keeps which of them have a value.
type cells struct {
	n, nulls int
	valid    []byte // bits; nil while all have one
}

func (c *cells) mark(valid bool) {
	if !valid && c.valid == nil {
		c.valid = bytes.Repeat([]byte{0xff}, c.n/8+1)
	}
	if c.valid != nil {
		if c.n/8 >= len(c.valid) {
			c.valid = append(c.valid, 0xff)
		}
		if !valid {
			c.valid[c.n/8] &^= 1 << (c.n % 8)
			c.nulls++
		}
	}
	c.n++
}

// Code returns the number of a text in the column, for [Text.AddCode] before the batch ends.
func (t *Text) Code(s string) int32 { return code(t, s) }

func code[T string | []byte](t *Text, b T) int32 {
	if len(t.words) > 0 && t.words[t.last] == string(b) {
		return t.last
	}
	i, ok := t.index[string(b)]
	if !ok {
		if t.index == nil {
			t.index = map[string]int32{}
		}
		word := string(b)
		i = int32(len(t.words))
		t.index[word] = i
		t.words = append(t.words, word)
		t.size += len(word)
	}
	t.last = i
	return i
}

// Lasting returns the number of a text in a column of few, which stays the same over batches: −1 for an empty one, which is nothing.
func (t *Text) Lasting(s string) int32 {
	t.lasting = true
	if s == "" {
		return -1
	}
	return code(t, s)
}

// AddCode adds a text by its number.
func (t *Text) AddCode(code int32) {
	if code < 0 {
		t.AddNull()
		return
	}
	t.mark(true)
	t.indices = append(t.indices, code)
}

// Add adds a text.
func (t *Text) Add(b []byte) { t.AddCode(code(t, b)) }

// AddSome adds a text, or nothing where it is empty, as [Text.AddText].
func (t *Text) AddSome(b []byte) {
	if len(b) == 0 {
		t.AddNull()
	} else {
		t.Add(b)
	}
}

// AddText adds a text, or nothing where it is empty.
func (t *Text) AddText(s string) {
	if s == "" {
		t.AddNull()
	} else {
		t.AddCode(code(t, s))
	}
}

// AddNull adds a cell without a text.
func (t *Text) AddNull() {
	t.mark(false)
	t.indices = append(t.indices, 0)
}

func (t *Text) take() arrow.Array {
	if t.made == nil || t.made.Len() != len(t.words) {
		t.made = cube.Words(t.words)
	}
	a := cube.Dictionary(t.indices, t.bits(), t.nulls, t.made)
	t.indices = make([]int32, 0, len(t.indices))
	t.cells = cells{}
	if !t.lasting && (len(t.words) > dictionaryValues || t.size > dictionaryBytes) {
		t.index, t.words, t.size, t.made, t.last = nil, nil, 0, nil, 0
	}
	return a
}

func (t *Text) clear() { t.cells, t.indices = cells{}, t.indices[:0] }

// bits returns the validity as Arrow has it.
func (c *cells) bits() []byte {
	if c.nulls == 0 {
		return nil
	}
	return c.valid
}

// Number is a column of numbers.
type Number struct {
	cells
	values []float64
}

// Add adds a number.
func (v *Number) Add(f float64) {
	v.mark(true)
	v.values = append(v.values, f)
}

// AddNull adds a cell without a number.
func (v *Number) AddNull() {
	v.mark(false)
	v.values = append(v.values, 0)
}

func (v *Number) take() arrow.Array {
	a := cube.Numbers(v.values, v.bits(), v.nulls)
	v.values = make([]float64, 0, len(v.values))
	v.cells = cells{}
	return a
}

func (v *Number) clear() { v.cells, v.values = cells{}, v.values[:0] }
