package px

import (
	"fmt"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// denseCells gives the cells of a table whose DATA has all of them in order.
type denseCells struct {
	*scanner
	columns
}

func newDenseCells(in ingest.Input, t *table) *denseCells {
	return &denseCells{scanner: newScanner(in, t), columns: newColumns()}
}

// Read implements cube.Cells.
func (d *denseCells) Read(from, n int) (value, status arrow.Array, err error) {
	var ps indicators.Problems
	numbers := make([]float64, n)
	d.start(n)
	for i := range numbers {
		if _, ok := d.next(); !ok {
			if d.err != nil {
				return nil, nil, d.err
			}
			ps.Add(d.problem(d.line, fmt.Sprintf("DATA has %s where the variables, %s, have %d", lang.Count(from+i, "cell"), d.sizes(), d.cells), "the file seems to be cut off: fetch it again"))
			return nil, nil, ps.Err()
		}
		line := d.line
		v, m, wrong := d.cell()
		if wrong != "" {
			ps.Add(d.problem(line, fmt.Sprintf("DATA holds %s in %s", wrong, d.table.cell(from+i)), expected))
		}
		if numbers[i] = v; m != noMark {
			d.set(i, m)
		}
	}
	if ps.Len() > 0 {
		d.others(from+n, &ps)
		return nil, nil, ps.Err()
	}
	if from+n == d.cells {
		if err := d.finish(d.cells); err != nil {
			return nil, nil, err
		}
	}
	value, status = d.arrays(numbers)
	return value, status, nil
}

// others finds what is wrong with the rest of the cells, once something is.
func (d *denseCells) others(from int, ps *indicators.Problems) {
	for i := from; i < d.cells; i++ {
		if _, ok := d.next(); !ok {
			return
		}
		line := d.line
		if _, _, wrong := d.cell(); wrong != "" {
			ps.Add(d.problem(line, fmt.Sprintf("DATA holds %s in %s", wrong, d.table.cell(i)), expected))
		}
	}
}

// Warnings implements cube.Cells.
func (d *denseCells) Warnings() []error { return d.warnings() }

// Close implements cube.Cells.
func (d *denseCells) Close() error { return nil }

// columns makes columns of values and marks.
type columns struct {
	words              *array.Data // markTexts
	n                  int
	marks              []int32 // nil while there are none
	marked             []byte  // bits of the cells with a mark
	valid              []byte  // bits of the cells with a value
	markCount, noValue int
	none               arrow.Array // statuses of cells without marks
}

func newColumns() columns { return columns{words: cube.Words(markTexts)} }

// start begins new columns of n cells.
func (c *columns) start(n int) {
	c.n, c.marks, c.marked, c.valid, c.markCount, c.noValue = n, nil, nil, nil, 0, 0
}

// set gives cell i a mark.
func (c *columns) set(i int, m mark) {
	if c.marks == nil {
		c.marks, c.marked = make([]int32, c.n), make([]byte, c.n/8+1)
	}
	c.marks[i] = int32(m)
	c.marked[i/8] |= 1 << (i % 8)
	c.markCount++
	if m == nilMark {
		return
	}
	if c.valid == nil {
		c.valid = make([]byte, c.n/8+1)
		for k := range c.valid {
			c.valid[k] = 0xff
		}
	}
	c.valid[i/8] &^= 1 << (i % 8)
	c.noValue++
}

// arrays returns the columns.
func (c *columns) arrays(numbers []float64) (value, status arrow.Array) {
	value = cube.Numbers(numbers, c.valid, c.noValue)
	if c.marks != nil {
		return value, cube.Dictionary(c.marks, c.marked, c.n-c.markCount, c.words)
	}
	if c.none == nil || c.none.Len() != c.n {
		c.none = cube.Dictionary(make([]int32, c.n), make([]byte, c.n/8+1), c.n, c.words)
	}
	return value, c.none
}
