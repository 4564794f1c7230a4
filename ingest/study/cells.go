package study

import (
	"strconv"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
)

// cells is one column of a batch as the file has it. The zero cells is a column that the file does not have: every cell is empty.
type cells struct {
	array  arrow.Array
	words  *array.String     // of text
	dict   *array.Dictionary // of text with a dictionary; words is then the dictionary
	recode map[string]string // text found → text meant; makes numbers text
}

func cellsOf(a arrow.Array, recode map[string]string) cells {
	c := cells{array: a, recode: recode}
	switch a := a.(type) {
	case *array.String:
		c.words = a
	case *array.Dictionary:
		if words, ok := a.Dictionary().(*array.String); ok {
			c.dict, c.words = a, words
		}
	}
	return c
}

// found returns a cell as text, trimmed, "" where it is null.
func (c cells) found(i int) string {
	if c.array == nil || c.array.IsNull(i) {
		return ""
	}
	switch a := c.array.(type) {
	case *array.String:
		return strings.TrimSpace(a.Value(i))
	case *array.Dictionary:
		if c.dict != nil {
			return strings.TrimSpace(c.words.Value(c.dict.GetValueIndex(i)))
		}
	case *array.Int64:
		return strconv.FormatInt(a.Value(i), 10)
	case *array.Float64:
		return strconv.FormatFloat(a.Value(i), 'f', -1, 64)
	case *array.Date32:
		return indicators.Day(a.Value(i)).String()
	case *array.Boolean:
		return strconv.FormatBool(a.Value(i))
	}
	return c.array.ValueStr(i)
}

// text returns what a cell means: the text found after recoding.
func (c cells) text(i int) string {
	t := c.found(i)
	if meant, ok := c.recode[t]; ok {
		return meant
	}
	return t
}

// number returns a cell of a column that holds numbers. It is not ok for text, for null and for a column that is recoded.
func (c cells) number(i int) (v float64, ok bool) {
	if c.array == nil || c.recode != nil || c.array.IsNull(i) {
		return 0, false
	}
	switch a := c.array.(type) {
	case *array.Int64:
		return float64(a.Value(i)), true
	case *array.Float64:
		return a.Value(i), true
	}
	return 0, false
}
