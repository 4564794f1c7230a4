package jsonstat

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// whole is a cube that is known in full and ready to be written.
type whole struct {
	schema *arrow.Schema
	sides  []*side
	unitOf int      // the side whose categories have units, −1 for none
	units  []string // of its categories
	cells  int
	given  int     // cells with a value
	order  []int32 // rows by their cell
	cell   []int32 // of each row, the first of its measures
	values []*measure
	status *remarks
	first  bool // the status is that of the first value only
	others []*remarks
}

// measureName is the dimension that several columns of numbers become.
const measureName = "measure"

// cube arranges the rows.
func (w *Writer) cube() (*whole, error) {
	if w.rows == 0 {
		return nil, indicators.Problem{What: "there are no rows, and a cube has at least one cell", Remedy: "widen what is selected"}
	}
	if w.layout.found {
		w.choose()
	}
	var ps indicators.Problems
	for _, s := range w.sides {
		if s.empty > 0 {
			ps.Add(indicators.Problem{What: fmt.Sprintf("row %d: column %q is empty, so the row has no place in the cube", s.empty, s.id), Remedy: "fill it in, or leave it out of the dimensions"})
		}
	}
	if ps.Len() > 0 {
		return nil, ps.Err()
	}
	c := &whole{schema: w.schema, sides: w.sides, unitOf: -1, status: w.status, first: w.layout.ofFirst, others: w.others}
	for _, v := range w.values {
		if !v.spare || v.given > 0 {
			c.values = append(c.values, v)
			c.given += v.given
		}
	}
	inner := len(c.values)
	if inner > 1 {
		m := newSide(dimensionColumn{id: measureName, role: ingest.RoleMetric, column: -1, end: -1, label: -1})
		for slices.ContainsFunc(c.sides, func(s *side) bool { return s.id == m.id }) {
			m.id = "cell_" + m.id
		}
		for _, v := range c.values {
			m.add(v.name)
		}
		c.sides = append(slices.Clip(c.sides), m)
	}
	c.cells = 1
	for _, s := range c.sides {
		if c.cells > cube.CellLimit/len(s.codes) {
			return nil, indicators.Problem{What: fmt.Sprintf("the dimensions %s make more than %d cells", c.sizes(), cube.CellLimit), Remedy: fewer}
		}
		c.cells *= len(s.codes)
	}
	if c.cells > denseEnough && c.cells/sparseLimit > c.given {
		return nil, indicators.Problem{What: fmt.Sprintf("%d values would fill fewer than one in %d of the %d cells that the dimensions %s make", c.given, sparseLimit, c.cells, c.sizes()), Remedy: fewer}
	}
	c.place(inner)
	if err := w.checkTwice(c); err != nil {
		return nil, err
	}
	if w.unit != nil && !c.unitsOf(w.unit) {
		c.others = append(slices.Clip(c.others), w.unit)
	}
	return c, nil
}

// choose leaves to the dimensions that were found by type those that tell rows apart: a column that has empty cells, or whose text is known from
// that of another, is a text about cells. A time, an area and what is measured stay, and what is the same in all rows.
func (w *Writer) choose() {
	for k := len(w.sides) - 1; k >= 0; k-- {
		s := w.sides[k]
		drop := s.empty > 0
		for j, other := range w.sides {
			if !drop && j != k && s.role == ingest.RoleDimension && len(s.codes) > 1 && other.empty == 0 &&
				(len(other.codes) > len(s.codes) || len(other.codes) == len(s.codes) && j < k) {
				drop = s.knownFrom(other)
			}
		}
		if drop && len(w.sides) > 1 {
			w.sides = slices.Delete(w.sides, k, k+1)
			w.others = append(w.others, &remarks{column: s.column, name: s.id, words: s.codes, of: s.of})
		}
	}
	slices.SortFunc(w.others, func(a, b *remarks) int { return a.column - b.column })
}

// fewer says how a cube becomes smaller.
const fewer = "name as dimensions the columns that tell the rows apart, and no more"

// sizes names the dimensions with their sizes: Region (290) × Tid (3).
func (c *whole) sizes() string {
	parts := make([]string, len(c.sides))
	for i, s := range c.sides {
		parts[i] = fmt.Sprintf("%s (%d)", s.id, len(s.codes))
	}
	return strings.Join(parts, " × ")
}

// place finds the cell of each row and puts the rows in the order of cells.
func (c *whole) place(inner int) {
	n := len(c.sides[0].of)
	c.cell, c.order = make([]int32, n), make([]int32, n)
	stride := inner
	for k := len(c.sides) - 1; k >= 0; k-- {
		s := c.sides[k]
		if s.of == nil { // the measures
			continue
		}
		for i, category := range s.of {
			c.cell[i] += category * int32(stride)
		}
		stride *= len(s.codes)
	}
	sorted := true
	for i := range c.order {
		c.order[i] = int32(i)
		sorted = sorted && (i == 0 || c.cell[i-1] <= c.cell[i])
	}
	if !sorted {
		slices.SortStableFunc(c.order, func(a, b int32) int { return int(c.cell[a]) - int(c.cell[b]) })
	}
}

// checkTwice refuses rows about one and the same cell.
func (w *Writer) checkTwice(c *whole) error {
	var ps indicators.Problems
	for k := 1; k < len(c.order); k++ {
		a, b := c.order[k-1], c.order[k]
		if c.cell[a] != c.cell[b] {
			continue
		}
		var at []string
		for _, s := range w.sides {
			at = append(at, s.id+"="+s.codes[s.of[a]])
		}
		ps.Add(indicators.Problem{What: fmt.Sprintf("rows %d and %d are both about %s, and a cell has one value", a+1, b+1, strings.Join(at, ", ")), Remedy: "name as dimensions all columns that tell rows apart, or leave one out"})
	}
	return ps.Err()
}

// unitsOf finds the dimension on whose categories the unit depends, the contents first.
func (c *whole) unitsOf(unit *remarks) bool {
	const unknown = -2
	var sides []int
	for k, s := range c.sides {
		if s.of != nil {
			sides = append(sides, k)
		}
	}
	other := func(k int) int { // the contents first, then the smallest
		if c.sides[k].role == ingest.RoleMetric {
			return 0
		}
		return len(c.sides[k].codes)
	}
	slices.SortStableFunc(sides, func(a, b int) int { return other(a) - other(b) })
	for _, k := range sides {
		s := c.sides[k]
		of := slices.Repeat([]int32{unknown}, len(s.codes))
		same := true
		for i, u := range unit.of {
			if category := s.of[i]; of[category] == unknown {
				of[category] = u
			} else if of[category] != u {
				same = false
				break
			}
		}
		if same {
			c.unitOf, c.units = k, make([]string, len(s.codes))
			for category, u := range of {
				if u >= 0 {
					c.units[category] = unit.words[u]
				}
			}
			return true
		}
	}
	return false
}

// number returns the value of a cell of row i, and false where it has none.
func (m *measure) number(i int32) (float64, bool) {
	v := m.numbers[i]
	return v, !math.IsNaN(v)
}
