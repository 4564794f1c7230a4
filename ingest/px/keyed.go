package px

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// sparseLimit is how many cells a table with KEYS may have for each that is given. Beyond it a file of a few bytes would make rows without end.
const sparseLimit = 1000

// keyedCells gives the cells of a table with KEYS, whose rows come in any order. A row that is not there has nothing but zeros, so that its
// cells are nil.
type keyedCells struct {
	*table
	columns
	width   int   // cells of a row
	rows    []row // by their number
	numbers []float64
	given   []mark
	at      int // the first row that may be needed
}

// row is one combination of values of the stub, with the place of its cells.
type row struct{ number, at int }

func newKeyedCells(in ingest.Input, t *table) (*keyedCells, error) {
	k := &keyedCells{table: t, columns: newColumns(), width: 1}
	for _, v := range t.variables[t.stub:] {
		k.width *= len(v.codes)
	}
	s := newScanner(in, t)
	var ps indicators.Problems
	lines := map[int]int{}
	for {
		c, more := s.next()
		if !more || c == endOfFile || s.ended && c != '"' {
			break
		}
		line := s.line
		number, what := k.key(s)
		if what == "" {
			if first, twice := lines[number]; twice {
				what = fmt.Sprintf("DATA has the row %s, which line %d has", k.rowName(number), first)
			} else {
				what = k.row(s, number)
			}
		}
		if what != "" {
			ps.Add(k.problem(line, what, "fetch the file again"))
			k.numbers, k.given = k.numbers[:len(k.rows)*k.width], k.given[:len(k.rows)*k.width]
			s.endLine()
			continue
		}
		lines[number] = line
		k.rows = append(k.rows, row{number, len(k.rows) * k.width})
	}
	if s.err != nil {
		return nil, s.err
	}
	if ps.Len() == 0 {
		ps.Add(s.finish(len(k.numbers)))
	}
	if ps.Len() == 0 && t.cells > 1<<20 && t.cells/sparseLimit > len(k.numbers) {
		ps.Add(k.problem(t.dataLine, fmt.Sprintf("DATA gives %d of %d cells, fewer than one in %d", len(k.numbers), t.cells, sparseLimit), "fetch fewer values at a time"))
	}
	slices.SortFunc(k.rows, func(a, b row) int { return a.number - b.number })
	return k, ps.Err()
}

// key reads the values of the stub that a row begins with, and returns the number of the row.
func (k *keyedCells) key(s *scanner) (number int, what string) {
	for i, kind := range k.keys {
		v := k.variables[i]
		c, ok := s.next()
		if !ok || c != '"' {
			return 0, fmt.Sprintf("DATA has a row without the key of %s, which is in quotation marks", short(v.name))
		}
		word, ok := s.word()
		s.ended = false
		if !ok {
			return 0, "DATA has " + string(word)
		}
		text, _ := k.letters.decode(string(word))
		index := v.byValue
		if kind == "CODES" {
			index = v.byCode
		}
		at, ok := index[text]
		if !ok {
			return 0, fmt.Sprintf("DATA has a row of %s, which %s(%q) does not have", short(text), kind, v.name)
		}
		number = number*len(v.codes) + at
	}
	return number, ""
}

// row reads the cells of a row.
func (k *keyedCells) row(s *scanner, number int) (what string) {
	for i := range k.width {
		c, ok := s.next()
		if !ok || s.ended || c == endOfFile {
			return k.tooShort(number, i)
		}
		v, m, wrong := s.cell()
		if c == '"' && m == noMark { // only marks are in quotation marks here: this is the next row
			return k.tooShort(number, i)
		}
		if wrong != "" {
			return fmt.Sprintf("DATA holds %s in %s", wrong, k.cell(number*k.width+i))
		}
		k.numbers, k.given = append(k.numbers, v), append(k.given, m)
	}
	return ""
}

func (k *keyedCells) tooShort(number, cells int) string {
	return fmt.Sprintf("DATA has %s of the row %s where %d are expected", lang.Count(cells, "cell"), k.rowName(number), k.width)
}

// rowName names a row by its values.
func (k *keyedCells) rowName(number int) string {
	names := make([]string, k.stub)
	for i := k.stub - 1; i >= 0; i-- {
		v := k.variables[i]
		names[i] = v.codes[number%len(v.codes)]
		number /= len(v.codes)
	}
	return strings.Join(names, ", ")
}

// endLine goes past the rest of a line.
func (s *scanner) endLine() {
	for {
		for ; s.pos < s.end; s.pos++ {
			if s.buf[s.pos] == '\n' {
				return
			}
		}
		if s.eof {
			return
		}
		s.fill()
	}
}

// Read implements cube.Cells.
func (k *keyedCells) Read(from, n int) (value, status arrow.Array, err error) {
	numbers := make([]float64, n)
	k.start(n)
	for i := 0; i < n; {
		number, column := (from+i)/k.width, (from+i)%k.width
		for k.at < len(k.rows) && k.rows[k.at].number < number {
			k.at++
		}
		run := min(k.width-column, n-i)
		present := k.at < len(k.rows) && k.rows[k.at].number == number
		for c := range run {
			if !present {
				k.set(i+c, nilMark)
				continue
			}
			at := k.rows[k.at].at + column + c
			if numbers[i+c] = k.numbers[at]; k.given[at] != noMark {
				k.set(i+c, k.given[at])
			}
		}
		i += run
	}
	value, status = k.arrays(numbers)
	return value, status, nil
}

// Warnings implements cube.Cells.
func (k *keyedCells) Warnings() []error { return k.warnings() }

// Close implements cube.Cells.
func (k *keyedCells) Close() error { return nil }
