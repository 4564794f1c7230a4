package jsonstat

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// sparseLimit is how many cells a cube in the sparse form may have for each value that is given. Beyond it a file of a few bytes would make rows
// without end.
const sparseLimit = 1000

// denseEnough is how many cells a cube may have whatever is given of them.
const denseEnough = 1 << 20

// values holds the values of all cells, or those that are given in the sparse form.
type values struct {
	numbers []float64
	valid   []byte  // bits by position in numbers; nil if all are valid
	offsets []int32 // of the numbers, ascending; nil if every cell has one
}

// readValues reads the list of values.
func (d document) readValues(n node, out *dataset) error {
	var ps indicators.Problems
	v := &out.values
	add := func(cell int, value node) {
		if value.IsNull() {
			if v.valid == nil {
				v.valid = slices.Repeat([]byte{0xff}, len(v.numbers)/8+1)
			}
			v.numbers = append(v.numbers, 0)
			v.mark(false)
			return
		}
		f, ok := value.Number()
		if !ok {
			what := fmt.Sprintf("%s holds %s where a number or null is expected", d.cell(cell, out), value.Shown())
			if value.Kind() == "a number" {
				what = fmt.Sprintf("%s holds %s, which is too large", d.cell(cell, out), value.Shown())
			}
			ps.Add(d.Problem(cell+1, what, "null is a missing value; its reason belongs in status"))
		}
		v.numbers = append(v.numbers, f)
		if v.valid != nil {
			v.mark(true)
		}
	}
	switch {
	case n.IsArray():
		found := 0
		v.numbers = make([]float64, 0, min(out.cells, len(n.Raw())/2))
		n.Elements(func(i int, value node) bool {
			if found++; found <= out.cells {
				add(i, value)
			}
			return true
		})
		if found != out.cells {
			ps.Add(d.At(n, fmt.Sprintf("value has %s where the sizes %s multiply to %d", lang.Count(found, "cell"), out.sizes(), out.cells), "fetch it again"))
		}
	case n.IsObject():
		ps.Add(d.sparse(n, "value", out, func(cell int, value node) {
			v.offsets = append(v.offsets, int32(cell))
			add(cell, value)
		}))
		if len(v.offsets) > 0 && out.cells > denseEnough && out.cells/sparseLimit > len(v.offsets) {
			ps.Add(d.At(n, fmt.Sprintf("value gives %d of %d cells, fewer than one in %d", len(v.offsets), out.cells, sparseLimit), "fetch fewer categories at a time"))
		}
		if ps.Len() == 0 {
			v.sort()
			ps.Add(d.distinct(n, v.offsets, "value", out))
		}
	default:
		ps.Add(d.At(n, fmt.Sprintf("value is %s where an array or an object is expected", n.Kind()), ""))
	}
	return ps.Err()
}

// mark sets the validity of the last number.
func (v *values) mark(valid bool) {
	i := len(v.numbers) - 1
	if i/8 >= len(v.valid) {
		v.valid = append(v.valid, 0xff)
	}
	if !valid {
		v.valid[i/8] &^= 1 << (i % 8)
	}
}

func (v *values) isValid(i int) bool { return v.valid == nil || v.valid[i/8]&(1<<(i%8)) != 0 }

// sort puts sparse values in the order of their cells; nearly all files have them so.
func (v *values) sort() {
	order, ok := order(v.offsets)
	if ok {
		return
	}
	sorted := values{numbers: make([]float64, len(order)), offsets: make([]int32, len(order))}
	if v.valid != nil {
		sorted.valid = slices.Repeat([]byte{0xff}, len(order)/8+1)
	}
	for i, from := range order {
		sorted.numbers[i], sorted.offsets[i] = v.numbers[from], v.offsets[from]
		if !v.isValid(from) {
			sorted.valid[i/8] &^= 1 << (i % 8)
		}
	}
	*v = sorted
}

// order returns the order that sorts offsets; it is ok as it is when they ascend.
func order(offsets []int32) (by []int, ok bool) {
	if slices.IsSorted(offsets) {
		return nil, true
	}
	by = make([]int, len(offsets))
	for i := range by {
		by[i] = i
	}
	slices.SortStableFunc(by, func(a, b int) int { return int(offsets[a]) - int(offsets[b]) })
	return by, false
}

// sparse calls f for every cell of an object whose keys are numbers of cells.
func (d document) sparse(n node, name string, out *dataset, f func(cell int, value node)) error {
	var ps indicators.Problems
	n.Each(func(key, value node) bool {
		if cell, ok := offset(key.Raw()); ok && cell < out.cells {
			f(cell, value)
		} else {
			ps.Add(d.At(key, fmt.Sprintf("%s has the key %q where the number of a cell is expected, 0 to %d", name, key.Text(), out.cells-1), "fetch it again"))
		}
		return true
	})
	return ps.Err()
}

// offset reads the number of a cell as it stands in a key, in quotation marks and without leading zeros.
func offset(key []byte) (cell int, ok bool) {
	digits := key[1 : len(key)-1]
	if len(digits) == 0 || len(digits) > 10 || digits[0] == '0' && len(digits) > 1 {
		return 0, false
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		cell = cell*10 + int(c-'0')
	}
	return cell, true
}

// distinct refuses a cell that is given twice. The offsets ascend.
func (d document) distinct(n node, offsets []int32, name string, out *dataset) error {
	var ps indicators.Problems
	for i := 1; i < len(offsets); i++ {
		if offsets[i] == offsets[i-1] {
			ps.Add(d.At(n, fmt.Sprintf("%s gives %s twice", name, d.cell(int(offsets[i]), out)), "keep one of them"))
		}
	}
	return ps.Err()
}

// sizes returns the sizes for messages: 21 × 11 × 3.
func (s *dataset) sizes() string {
	parts := make([]string, len(s.dimensions))
	for i, d := range s.dimensions {
		parts[i] = strconv.Itoa(len(d.Codes))
	}
	return strings.Join(parts, " × ")
}

// cell names a cell by its offset, as the format counts, and its coordinates.
func (d document) cell(offset int, out *dataset) string {
	at := make([]string, len(out.dimensions))
	rest := offset
	for i := len(out.dimensions) - 1; i >= 0; i-- {
		dim := out.dimensions[i]
		at[i] = dim.ID + "=" + dim.Codes[rest%len(dim.Codes)]
		rest /= len(dim.Codes)
	}
	return fmt.Sprintf("cell %d (%s)", offset, strings.Join(at, ", "))
}
