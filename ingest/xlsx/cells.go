package xlsx

import (
	"fmt"
	"math"
	"strconv"

	"github.com/jamlik/jamlik/indicators"
)

// What a sheet can hold: no program makes it larger.
const (
	sheetRows    = 1 << 20
	sheetColumns = 1 << 14
)

// content is what a cell holds.
type content uint8

const (
	number       content = iota
	text                 // never empty
	truthValue           // number is 0 or 1
	failure              // an error such as #N/A; text names it
	uncalculated         // a formula whose value is not in the file
)

// cell is one cell that holds something.
type cell struct {
	column  int32 // from 1
	holds   content
	formula bool
	format  format
	number  float64
	text    []byte
}

// row is one row that has cells. It is valid until the next is read.
type row struct {
	number int
	hidden bool
	cells  []cell // by column
}

// at returns the cell of a column, nil where there is none.
func (r row) at(column int32) *cell {
	lo, hi := 0, len(r.cells)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.cells[mid].column < column {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.cells) && r.cells[lo].column == column {
		return &r.cells[lo]
	}
	return nil
}

// clone returns a row that stays valid.
func (r row) clone() row {
	size := 0
	for _, c := range r.cells {
		size += len(c.text)
	}
	letters := make([]byte, 0, size)
	r.cells = append([]cell(nil), r.cells...)
	for i := range r.cells {
		from := len(letters)
		letters = append(letters, r.cells[i].text...)
		r.cells[i].text = letters[from:len(letters):len(letters)]
	}
	return r
}

// source is what the cells of one sheet are read from.
type source struct {
	file  string
	sheet sheet
	part  *part
	of    *workbook
	texts *texts
	xf    []format
}

// cellReader reads the rows of a sheet that have cells.
type cellReader struct {
	*source
	m       *markup
	close   func() error
	row     row
	last    int    // number of the row before
	letters []byte // texts of the row that are not shared

	merged []area
	hidden []area // columns; top and bottom are not set
}

// open returns a reader at the first row.
func (s *source) open() (*cellReader, error) {
	r, err := s.part.open()
	if err != nil {
		return nil, err
	}
	m, err := newMarkup(r, s.part.file.UncompressedSize64)
	if err == nil {
		err = atRoot(m, "worksheet")
	}
	if err != nil {
		r.Close()
		return nil, s.part.trouble(err)
	}
	return &cellReader{source: s, m: m, close: r.Close}, nil
}

// errEnded is returned after the last row, when the whole part has been read.
var errEnded = trouble{what: "the sheet has ended"}

// mergeLimit is how many merged areas are believed.
const mergeLimit = 1 << 18

// next returns the next row with cells, and [errEnded] after the last.
func (r *cellReader) next() (*row, error) {
	for {
		t, err := r.m.next()
		if err != nil {
			return nil, r.part.trouble(err)
		}
		if t == endOfPart {
			return nil, errEnded
		}
		if t != startTag {
			continue
		}
		switch string(r.m.name) {
		case "row":
			full, err := r.readRow()
			if err != nil {
				return nil, r.part.trouble(err)
			}
			if full {
				return &r.row, nil
			}
		case "col":
			from, err1 := strconv.Atoi(r.m.attr("min"))
			to, err2 := strconv.Atoi(r.m.attr("max"))
			if err1 == nil && err2 == nil && truth([]byte(r.m.attr("hidden"))) && len(r.hidden) < sheetColumns {
				r.hidden = append(r.hidden, area{left: from, right: to})
			}
		case "mergeCell":
			a, ok := areaOf(r.m.attr("ref"))
			if !ok {
				return nil, r.part.trouble(fmt.Errorf("merges %.40q, which is no area of cells", r.m.attr("ref")))
			}
			if len(r.merged) == mergeLimit {
				return nil, r.part.trouble(fmt.Errorf("merges more than %d areas", mergeLimit))
			}
			r.merged = append(r.merged, a)
		}
	}
}

// problem is a fault of a row or cell.
func (r *cellReader) problem(what, remedy string) error {
	return indicators.Problem{File: r.file, Line: r.row.number, What: what, Remedy: remedy}
}

// readRow reads the row whose start tag was given last. It is not full when no cell holds anything.
func (r *cellReader) readRow() (full bool, err error) {
	r.row = row{number: r.last + 1, cells: r.row.cells[:0]}
	r.letters = r.letters[:0]
	for raw := r.m.attrs; ; {
		name, v, rest, ok := attribute(raw)
		if !ok {
			break
		}
		switch string(name) {
		case "r":
			n, err := strconv.Atoi(string(v))
			if err != nil || n < 1 || n > sheetRows {
				return false, r.problem(fmt.Sprintf("a row is numbered %.40q, where a sheet has rows 1 to %d", v, sheetRows), refetch)
			}
			r.row.number = n
		case "hidden":
			r.row.hidden = truth(v)
		}
		raw = rest
	}
	if r.row.number <= r.last {
		return false, r.problem(fmt.Sprintf("row %d comes after row %d", r.row.number, r.last), refetch)
	}
	if r.row.number > sheetRows {
		return false, r.problem(fmt.Sprintf("more than %d rows", sheetRows), refetch)
	}
	r.last = r.row.number
	column := int32(0)
	for depth := len(r.m.opened); ; {
		t, err := r.m.next()
		if err != nil {
			return false, err
		}
		if t == endTag && len(r.m.opened) < depth {
			return len(r.row.cells) > 0, nil
		}
		if t != startTag {
			continue
		}
		if string(r.m.name) != "c" {
			if err := r.m.skip(); err != nil {
				return false, err
			}
			continue
		}
		if column, err = r.readCell(column); err != nil {
			return false, err
		}
	}
}

// readCell reads the cell whose start tag was given last, after the one of a column, and returns its column.
func (r *cellReader) readCell(after int32) (int32, error) {
	c := cell{column: after + 1}
	kind := ""
	for raw := r.m.attrs; ; {
		name, v, rest, ok := attribute(raw)
		if !ok {
			break
		}
		switch string(name) {
		case "r":
			line, column, ok := cellAt(v)
			if !ok {
				return 0, r.problem(fmt.Sprintf("a cell is called %.40q, where a sheet has cells A1 to XFD%d", v, sheetRows), refetch)
			}
			if line != r.row.number {
				return 0, r.problem(fmt.Sprintf("the cell %s is in row %d", v, r.row.number), refetch)
			}
			if c.column = int32(column); c.column <= after {
				return 0, r.problem(fmt.Sprintf("the cell %s comes after %s", v, cellName(int(after), line)), refetch)
			}
		case "t":
			kind = kindOf(v)
		case "s":
			i, err := strconv.Atoi(string(v))
			if err != nil || i < 0 || i >= len(r.xf) && len(r.xf) > 0 {
				return 0, r.problem(fmt.Sprintf("the cell %s has style number %.40q, where there are %d", r.name(&c), v, len(r.xf)), refetch)
			}
			if len(r.xf) > 0 {
				c.format = r.xf[i]
			}
		}
		raw = rest
	}
	if c.column > sheetColumns {
		return 0, r.problem(fmt.Sprintf("more than %d columns", sheetColumns), refetch)
	}
	from, values := len(r.letters), 0
	for depth := len(r.m.opened); ; {
		t, err := r.m.next()
		if err != nil {
			return 0, err
		}
		if t == endTag && len(r.m.opened) < depth {
			break
		}
		if t != startTag {
			continue
		}
		switch string(r.m.name) {
		case "v":
			values++
			r.letters, err = r.m.textOf(r.letters)
		case "is":
			values++
			r.letters, err = r.m.richText(r.letters)
		case "f":
			c.formula = true
			err = r.m.skip()
		default:
			err = r.m.skip()
		}
		if err != nil {
			return 0, err
		}
	}
	if values > 1 {
		return 0, r.problem(fmt.Sprintf("the cell %s has %d values", r.name(&c), values), refetch)
	}
	if err := r.settle(&c, kind, r.letters[from:len(r.letters):len(r.letters)]); err != nil {
		return 0, err
	}
	if c.holds != text || len(c.text) > 0 {
		r.row.cells = append(r.row.cells, c)
	}
	return c.column, nil
}

// kindOf returns the type of a cell without making a text of it.
func kindOf(v []byte) string {
	for _, k := range []string{"s", "n", "str", "inlineStr", "b", "e", "d"} {
		if string(v) == k {
			return k
		}
	}
	return "unknown"
}

// settle decides what a cell holds. A cell without a value stays an empty text.
func (r *cellReader) settle(c *cell, kind string, v []byte) error {
	c.holds = text
	bad := func(want string) error {
		return r.problem(fmt.Sprintf("the cell %s holds %.40q, which is no %s", r.name(c), v, want), refetch)
	}
	if len(v) == 0 {
		if c.formula && kind != "str" {
			c.holds = uncalculated
		}
		return nil
	}
	switch kind {
	case "", "n":
		x, err := strconv.ParseFloat(string(v), 64)
		if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
			return bad("number")
		}
		c.holds, c.number = number, x
		if x == 0 && c.formula && r.of.uncalculated {
			c.holds = uncalculated
		}
	case "s":
		i, err := strconv.Atoi(string(v))
		shared, ok := r.texts.at(i)
		if err != nil || !ok {
			return r.problem(fmt.Sprintf("the cell %s holds shared text number %.40q, where there are %d", r.name(c), v, len(r.texts.ends)), refetch)
		}
		c.text = shared
	case "str":
		c.text = unescaped(v)
	case "inlineStr":
		c.text = v
	case "b":
		if string(v) != "0" && string(v) != "1" && string(v) != "true" && string(v) != "false" {
			return bad("truth value")
		}
		c.holds = truthValue
		if truth(v) {
			c.number = 1
		}
	case "e":
		c.holds, c.text = failure, v
	case "d":
		x, ok := r.of.epoch.serialOf(string(v))
		if !ok {
			return bad("day or time")
		}
		c.holds, c.number, c.format = number, x, format{display: asDay}
	default:
		return r.problem(fmt.Sprintf("the cell %s has a type that workbooks do not have", r.name(c)), refetch)
	}
	return nil
}

func (r *cellReader) name(c *cell) string { return cellName(int(c.column), r.row.number) }
