package xlsx

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/delimited"
)

const (
	sampleRows    = 200 // that the header is looked for with
	preambleLimit = 50  // rows above a header
	headerLimit   = 8   // rows of a header
)

// header is where the names of the columns are.
type header struct {
	first, last int // rows; 0 where the file has none
	names       map[int32]string
	preamble    []string
}

// sample is the first rows of a sheet and what is merged in all of it.
type sample struct {
	rows   []row
	merged []area
	hidden []area
}

// readSample reads the first rows below those that are skipped, and what stands beside the cells.
func (s *source) readSample(skip int) (*sample, error) {
	r, err := s.open()
	if err != nil {
		return nil, err
	}
	defer r.close()
	out := new(sample)
	for {
		next, err := r.next()
		if err == errEnded {
			out.merged, out.hidden = r.merged, r.hidden
			slices.SortStableFunc(out.merged, func(a, b area) int { return a.top - b.top })
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if next.number <= skip {
			continue
		}
		if out.rows = append(out.rows, next.clone()); len(out.rows) == sampleRows {
			if err := r.m.leap("sheetData"); err != nil {
				return nil, r.part.trouble(err)
			}
		}
	}
}

// text returns a cell of the sample as text.
func (s *source) text(c *cell) string {
	if c == nil {
		return ""
	}
	b, _ := s.appendCell(nil, c)
	return string(b)
}

// findHeader finds the header in the sample.
func (s *source) findHeader(in *sample, skip int) (header, error) {
	first := 0
	if skip <= 0 {
		first = s.startOfHeader(in)
	}
	h := header{first: in.rows[first].number, names: map[int32]string{}}
	for _, r := range in.rows[:first] {
		var cells []string
		for i := range r.cells {
			cells = append(cells, delimited.HeaderName([]byte(s.text(&r.cells[i]))))
		}
		h.preamble = append(h.preamble, strings.Join(cells, " "))
	}
	block := in.block(first)
	h.last = block[len(block)-1].number
	h.names = s.names(block, in.merged)
	if len(block) == 1 && first > 0 && doubled(h.names) {
		s.nameFromAbove(&h, in.rows[first-1], block[0])
	}
	return h, s.checkNames(h, block)
}

// startOfHeader returns the index of the row where the header seems to begin: the first that names more than half as many columns as most rows fill, all
// those that most rows below it fill, and holds no numbers but years; or, where there is none, the first that is as full.
func (s *source) startOfHeader(in *sample) int {
	counts := map[int]int{}
	for _, r := range in.rows {
		counts[len(r.cells)]++
	}
	width := 1
	for w, n := range counts {
		if w > 1 && (width == 1 || n > counts[width] || n == counts[width] && w > width) {
			width = w
		}
	}
	if width == 1 {
		return 0
	}
	fullest := -1
	for i := 0; i < len(in.rows) && i < preambleLimit; i++ {
		if len(in.rows[i].cells) < 2 {
			continue
		}
		block := in.block(i)
		names := s.names(block, in.merged)
		if 2*len(names) <= width {
			continue
		}
		if fullest < 0 {
			fullest = i
		}
		if covers(names, in.rows[i+len(block):]) && !measures(block) {
			return i
		}
	}
	return max(fullest, 0)
}

// block returns the rows of the header that begins with a row of the sample.
func (in *sample) block(first int) []row {
	last, end := lastOfHeader(in.rows[first].number, in.merged), first+1
	for end < len(in.rows) && in.rows[end].number <= last {
		end++
	}
	return in.rows[first:end]
}

// covers tells whether every column has a name that most rows fill. Rows with one cell are remarks.
func covers(names map[int32]string, below []row) bool {
	filled, n := map[int32]int{}, 0
	for _, r := range below {
		if len(r.cells) < 2 {
			continue
		}
		n++
		for i := range r.cells {
			filled[r.cells[i].column]++
		}
	}
	for column, k := range filled {
		if 2*k > n && names[column] == "" {
			return false
		}
	}
	return true
}

// isYear tells whether a number is like a year, as columns are called.
func isYear(v float64) bool { return v >= 1700 && v <= 2200 && v == math.Trunc(v) }

// measures tells whether rows hold numbers other than years.
func measures(rows []row) bool {
	for _, r := range rows {
		for _, c := range r.cells {
			if c.holds == number && c.format.display != asDay && !isYear(c.number) {
				return true
			}
		}
	}
	return false
}

// lastOfHeader returns the row where a header ends that begins in a row: cells merged downwards belong to it as a whole, and under cells merged sideways
// are the names of what they join.
func lastOfHeader(first int, merged []area) int {
	last := first
	for _, a := range merged { // from the top
		if a.top < first || a.top > last {
			continue
		}
		end := a.bottom
		if a.right > a.left {
			end++
		}
		if end-first < headerLimit {
			last = max(last, end)
		}
	}
	return last
}

// names joins the texts of the header's rows for each column. A merged cell stands in all its columns.
func (s *source) names(block []row, merged []area) map[int32]string {
	out := map[int32]string{}
	for _, r := range block {
		here, right := map[int32]string{}, map[int]int{}
		for _, a := range merged {
			if a.top == r.number {
				right[a.left] = a.right
			}
		}
		for i := range r.cells {
			c := &r.cells[i]
			name := delimited.HeaderName([]byte(s.text(c)))
			if name == "" {
				continue
			}
			end := max(right[int(c.column)], int(c.column))
			if i+1 < len(r.cells) {
				end = min(end, int(r.cells[i+1].column)-1)
			}
			for k := int(c.column); k <= end; k++ {
				here[int32(k)] = name
			}
		}
		for column, name := range here {
			if above := out[column]; above != "" {
				name = above + " / " + name
			}
			out[column] = name
		}
	}
	return out
}

// doubled tells whether a name comes twice.
func doubled(names map[int32]string) bool {
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n] {
			return true
		}
		seen[n] = true
	}
	return false
}

// nameFromAbove puts the row above a header to its names, each cell for its column and those to the right up to the next, where the names differ
// only by that.
func (s *source) nameFromAbove(h *header, above, below row) {
	if above.number != below.number-1 || len(above.cells) < 2 {
		return
	}
	names := map[int32]string{}
	for column, name := range h.names {
		upper := ""
		for i := range above.cells {
			if above.cells[i].column <= column {
				upper = delimited.HeaderName([]byte(s.text(&above.cells[i])))
			}
		}
		if upper != "" {
			name = upper + " / " + name
		}
		names[column] = name
	}
	if !doubled(names) {
		h.names, h.first, h.preamble = names, above.number, h.preamble[:len(h.preamble)-1]
	}
}

// checkNames refuses headers without names, of numbers only, or with a name twice.
func (s *source) checkNames(h header, block []row) error {
	if len(h.names) == 0 {
		return s.fault(h.first, "", "the header has no names", "set skip to the number of rows above the header")
	}
	numbers := 0
	for _, r := range block {
		for i := range r.cells {
			if v, err := strconv.ParseFloat(s.text(&r.cells[i]), 64); err == nil && !isYear(v) {
				numbers++
			} else {
				numbers = -sheetColumns * headerLimit
			}
		}
	}
	if numbers > 0 {
		return s.fault(h.first, "", "every cell of the header is a number, so it seems to be data", "give the column names in header")
	}
	var ps indicators.Problems
	seen := map[string]int32{}
	for _, column := range sortedColumns(h.names) {
		name := h.names[column]
		if first, ok := seen[name]; ok {
			ps.Add(s.fault(h.last, "", fmt.Sprintf("columns %s and %s are both named %q", columnName(int(first)), columnName(int(column)), name), "rename one, or skip the rows and give the names in header"))
			continue
		}
		seen[name] = column
	}
	return ps.Err()
}

// nameTheRest gives names to the columns without one that rows of the sample fill to the left of the last that has one.
func (h header) nameTheRest(in *sample) (unnamed []int32) {
	columns := sortedColumns(h.names)
	last := columns[len(columns)-1]
	for _, r := range in.rows {
		if r.number <= h.last || len(r.cells) < 2 {
			continue
		}
		for i := range r.cells {
			if c := r.cells[i].column; c < last && h.names[c] == "" {
				h.names[c] = "column " + columnName(int(c))
				unnamed = append(unnamed, c)
			}
		}
	}
	return unnamed
}

// givenHeader is the header of Options.Header: names for the columns from the first that is filled.
func (s *source) givenHeader(in *sample, names []string) (header, error) {
	h := header{names: map[int32]string{}}
	first := int32(sheetColumns)
	for _, r := range in.rows {
		first = min(first, r.cells[0].column)
	}
	var ps indicators.Problems
	seen := map[string]bool{}
	for i, n := range names {
		if n == "" || seen[n] {
			ps.Add(s.fault(0, "", fmt.Sprintf("header gives the name %q for column %d, which is empty or given before", n, i+1), "give every column a name of its own"))
		}
		seen[n] = true
		if int(first)+i > sheetColumns {
			ps.Add(s.fault(0, "", fmt.Sprintf("header gives %d names, more than a sheet has columns", len(names)), "give as many names as there are columns"))
			break
		}
		h.names[first+int32(i)] = n
	}
	return h, ps.Err()
}

func sortedColumns(names map[int32]string) []int32 {
	var out []int32
	for c := range names {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// fault is a problem of the sheet.
func (s *source) fault(line int, column, what, remedy string) error {
	return indicators.Problem{File: s.file, Line: line, Column: column, What: what, Remedy: remedy}
}
