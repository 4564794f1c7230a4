package local

import (
	"fmt"
	"strconv"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/engine"
)

// counter counts batches, one after the other, in an adder of its own. What it needs for a batch is kept for the next.
type counter struct {
	plan  *plan
	adder *engine.Adder
	kept  []bool      // for each row
	codes [][]uint32  // for each key and row
	scale [][][]int64 // for each sum, factor and row
	valid [][]bool    // for each sum and row: whether all factors have a value
	keys  []*coder
	row   []uint32
	terms []int64
}

func newCounter(p *plan) *counter {
	c := &counter{plan: p, adder: engine.NewAdder(p.query), codes: make([][]uint32, len(p.keys)), scale: make([][][]int64, len(p.sums)), valid: make([][]bool, len(p.sums)), row: make([]uint32, len(p.keys))}
	for k := range p.keys {
		c.keys = append(c.keys, &coder{adder: c.adder, key: k})
	}
	for s, fs := range p.sums {
		c.scale[s] = make([][]int64, len(fs))
	}
	return c
}

// count adds the rows of a batch.
func (c *counter) count(t task) error {
	n := int(t.batch.Record.NumRows())
	c.kept = resized(c.kept, n)
	for i := range c.kept {
		c.kept[i] = true
	}
	column := func(i int) arrow.Array { return t.batch.Record.Column(t.at[i]) }
	problem := func(column, row int, what, remedy string) error {
		p := indicators.Problem{File: t.file, Column: c.plan.columns[column], What: what, Remedy: remedy}
		if row < len(t.batch.Lines) {
			p.Line = int(t.batch.Lines[row])
		}
		return p
	}
	for i := range c.plan.where {
		w := &c.plan.where[i]
		if row, what := w.keep(column(w.column), c.kept); what != "" {
			return problem(w.column, row, what, "the limits are for days as 2006-01-02 or for numbers, as the column has: keep some values by name in place of limits, or correct the file")
		}
	}
	for k, at := range c.plan.keys {
		c.codes[k] = resized(c.codes[k], n)
		if err := c.keys[k].codes(column(at), c.kept, c.codes[k]); err != nil {
			return err
		}
	}
	for s, fs := range c.plan.sums {
		c.valid[s] = resized(c.valid[s], n)
		copy(c.valid[s], c.kept)
		for f, of := range fs {
			c.scale[s][f] = resized(c.scale[s][f], n)
			if row, err := scaled(column(of.column), of.decimals, c.valid[s], c.scale[s][f]); err != nil {
				return problem(of.column, row, err.Error(), "correct the value, leave it empty where there is none, or count fewer decimals")
			}
		}
	}
	return c.add(n)
}

// add counts the rows that are kept.
func (c *counter) add(n int) error {
	for i := range n {
		if !c.kept[i] {
			continue
		}
		for k := range c.row {
			c.row[k] = c.codes[k][i]
		}
		cell, err := c.adder.Cell(c.row)
		if err != nil {
			return err
		}
		if err := c.adder.Count(cell, 1); err != nil {
			return err
		}
		for s := range c.scale {
			if c.valid[s][i] {
				c.terms = c.terms[:0]
				for _, f := range c.scale[s] {
					c.terms = append(c.terms, f[i])
				}
				c.adder.AddProduct(cell, s, c.terms)
			}
		}
	}
	return nil
}

func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// keep unmarks the rows whose value the condition does not keep. what is not empty where the value of a row cannot be held against limits.
func (w *condition) keep(a arrow.Array, kept []bool) (row int, what string) {
	each := func(test func(i int) bool) {
		for i := range kept {
			kept[i] = kept[i] && !a.IsNull(i) && test(i)
		}
	}
	switch a := a.(type) {
	case *array.Dictionary:
		words, ok := a.Dictionary().(*array.String)
		if !ok {
			return 0, fmt.Sprintf("has values of type %s", a.DataType())
		}
		// Each word is tested once: 0 not yet, 1 kept, 2 not kept, 3 neither number nor day.
		tested := make([]uint8, words.Len())
		for i := range kept {
			if !kept[i] {
				continue
			}
			if a.IsNull(i) {
				kept[i] = false
				continue
			}
			at := a.GetValueIndex(i)
			if tested[at] == 0 {
				tested[at] = w.test(words.Value(at))
			}
			if tested[at] == unfit {
				return i, unreadable(words.Value(at))
			}
			kept[i] = tested[at] == keeps
		}
	case *array.String:
		for i := range kept {
			if !kept[i] {
				continue
			}
			if a.IsNull(i) {
				kept[i] = false
				continue
			}
			result := w.test(a.Value(i))
			if result == unfit {
				return i, unreadable(a.Value(i))
			}
			kept[i] = result == keeps
		}
	case *array.Int64:
		values := a.Int64Values()
		if w.in == nil {
			each(func(i int) bool { return w.whole(values[i]) })
			break
		}
		each(w.among(func(i int) int64 { return values[i] }, func(v int64) string { return strconv.FormatInt(v, 10) }))
	case *array.Date32:
		if w.in == nil {
			each(func(i int) bool { return w.whole(int64(a.Value(i))) })
			break
		}
		each(w.among(func(i int) int64 { return int64(a.Value(i)) }, func(v int64) string { return arrow.Date32(v).FormattedString() }))
	case *array.Boolean:
		each(func(i int) bool { return w.in[strconv.FormatBool(a.Value(i))] })
	case *array.Float64:
		each(func(i int) bool { return w.float(a.Value(i)) })
	default:
		return 0, fmt.Sprintf("has values of type %s", a.DataType())
	}
	return 0, ""
}

// The results of testing a text.
const (
	keeps uint8 = 1 + iota
	drops
	unfit
)

func (w *condition) test(s string) uint8 {
	if w.in != nil {
		if w.in[s] {
			return keeps
		}
		return drops
	}
	if s == "" {
		return drops
	}
	switch kept, ok := w.text(s); {
	case !ok:
		return unfit
	case kept:
		return keeps
	}
	return drops
}

func unreadable(s string) string { return fmt.Sprintf("%.40q is not what the limits are for", s) }

// among tests whether the text of a number is among the values, once for each number.
func (w *condition) among(value func(i int) int64, text func(v int64) string) func(i int) bool {
	tested := map[int64]bool{}
	return func(i int) bool {
		v := value(i)
		kept, ok := tested[v]
		if !ok {
			kept = w.in[text(v)]
			tested[v] = kept
		}
		return kept
	}
}

// scaled writes the values of a column as whole numbers, and unmarks the rows without one. A text that is no number is an error at its row.
func scaled(a arrow.Array, decimals int, valid []bool, out []int64) (row int, err error) {
	for i := range valid {
		if !valid[i] {
			continue
		}
		if a.IsNull(i) {
			valid[i] = false
			continue
		}
		switch a := a.(type) {
		case *array.Int64:
			out[i], err = engine.ScaleWhole(a.Value(i), decimals)
		case *array.Float64:
			out[i], err = engine.ScaleFloat(a.Value(i), decimals)
		case *array.Dictionary:
			words, ok := a.Dictionary().(*array.String)
			if !ok {
				return i, fmt.Errorf("has values of type %s", a.DataType())
			}
			out[i], valid[i], err = scaledText(words.Value(a.GetValueIndex(i)), decimals)
		case *array.String:
			out[i], valid[i], err = scaledText(a.Value(i), decimals)
		default:
			err = fmt.Errorf("has values of type %s", a.DataType())
		}
		if err != nil {
			return i, err
		}
	}
	return 0, nil
}

func scaledText(s string, decimals int) (v int64, valid bool, err error) {
	if s == "" {
		return 0, false, nil
	}
	v, err = engine.Scale(s, decimals)
	return v, true, err
}
