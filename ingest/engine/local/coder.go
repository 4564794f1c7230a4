package local

import (
	"fmt"
	"strconv"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/ingest/engine"
)

// coder gives the values of a key their numbers in an adder, each value once and not each row.
type coder struct {
	adder *engine.Adder
	key   int

	words []uint32 // code+1 of each word of the dictionary of a batch

	// Codes+1 of whole numbers from base: years and codes of few digits lie near each other. Another file can have another type.
	of     arrow.Type
	base   int64
	table  []uint32
	others map[int64]uint32
}

// tableSize is how many whole numbers have a place in the table.
const tableSize = 1 << 14

// codes writes the code of each row that is kept.
func (c *coder) codes(a arrow.Array, kept []bool, out []uint32) error {
	switch a := a.(type) {
	case *array.Dictionary:
		return c.dictionary(a, kept, out)
	case *array.String:
		for i := range kept {
			if kept[i] {
				text := ""
				if !a.IsNull(i) {
					text = a.Value(i)
				}
				var err error
				if out[i], err = c.adder.Code(c.key, text); err != nil {
					return err
				}
			}
		}
		return nil
	case *array.Int64:
		values := a.Int64Values()
		return c.numbers(a, kept, out, func(i int) int64 { return values[i] }, func(v int64) string { return strconv.FormatInt(v, 10) })
	case *array.Date32:
		values := a.Date32Values()
		return c.numbers(a, kept, out, func(i int) int64 { return int64(values[i]) }, func(v int64) string { return arrow.Date32(v).FormattedString() })
	case *array.Boolean:
		return c.numbers(a, kept, out, func(i int) int64 {
			if a.Value(i) {
				return 1
			}
			return 0
		}, func(v int64) string { return strconv.FormatBool(v == 1) })
	}
	return fmt.Errorf("a key has values of type %s", a.DataType())
}

func (c *coder) dictionary(a *array.Dictionary, kept []bool, out []uint32) error {
	words, ok := a.Dictionary().(*array.String)
	if !ok {
		return fmt.Errorf("a key has values of type %s", a.DataType())
	}
	c.words = resized(c.words, words.Len()+1)
	clear(c.words)
	none := words.Len()
	for i := range kept {
		if !kept[i] {
			continue
		}
		at, text := none, ""
		if !a.IsNull(i) {
			at = a.GetValueIndex(i)
		}
		if c.words[at] == 0 {
			if at != none {
				text = words.Value(at)
			}
			code, err := c.adder.Code(c.key, text)
			if err != nil {
				return err
			}
			c.words[at] = code + 1
		}
		out[i] = c.words[at] - 1
	}
	return nil
}

func (c *coder) numbers(a arrow.Array, kept []bool, out []uint32, value func(i int) int64, format func(v int64) string) error {
	for i := range kept {
		if !kept[i] {
			continue
		}
		if a.IsNull(i) {
			code, err := c.adder.Code(c.key, "")
			if err != nil {
				return err
			}
			out[i] = code
			continue
		}
		v := value(i)
		if c.table == nil || c.of != a.DataType().ID() {
			c.of = a.DataType().ID()
			c.base, c.table, c.others = v-tableSize/2, make([]uint32, tableSize), map[int64]uint32{}
		}
		if at := uint64(v) - uint64(c.base); at < tableSize {
			if c.table[at] == 0 {
				code, err := c.adder.Code(c.key, format(v))
				if err != nil {
					return err
				}
				c.table[at] = code + 1
			}
			out[i] = c.table[at] - 1
			continue
		}
		code, ok := c.others[v]
		if !ok {
			var err error
			if code, err = c.adder.Code(c.key, format(v)); err != nil {
				return err
			}
			c.others[v] = code
		}
		out[i] = code
	}
	return nil
}
