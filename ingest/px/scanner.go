package px

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/jamlik/jamlik/ingest"
)

// mark is what stands in a cell in the place of a number, as a position in markTexts.
type mark int8

const (
	noMark  mark = -1
	nilMark mark = 7
)

// markTexts are the marks that DATA may have. DATASYMBOLn describes n dots, DATASYMBOLSUM seven.
var markTexts = []string{".", "..", "...", "....", ".....", "......", ".......", "-"}

// The buffer of a scanner, and the most bytes of a number or a key.
const (
	bufferSize = 256 << 10
	window     = 16 << 10
)

// scanner goes through DATA.
type scanner struct {
	*table
	in       io.Reader
	buf      []byte
	pos, end int
	eof      bool
	err      error
	line     int
	ended    bool // the last character but blanks was a semicolon
	symbols  map[string]mark
}

func newScanner(in ingest.Input, t *table) *scanner {
	s := &scanner{table: t, in: io.NewSectionReader(in.Data, t.dataAt, in.Size-t.dataAt), buf: make([]byte, bufferSize), line: t.dataLine, symbols: map[string]mark{}}
	for i := range 6 {
		if text := t.text("DATASYMBOL" + strconv.Itoa(i+1)); text != "" {
			s.symbols[text] = mark(i)
		}
	}
	if text := t.text("DATASYMBOLNIL"); text != "" {
		s.symbols[text] = nilMark
	}
	return s
}

// separator are the characters between cells. Space is what is written today; the others are of old.
var separator = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, '\f': true, '\v': true, ',': true, ';': true}

// fill reads on.
func (s *scanner) fill() {
	s.end = copy(s.buf, s.buf[s.pos:s.end])
	s.pos = 0
	for !s.eof && s.end < len(s.buf) {
		n, err := s.in.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.eof = true
			if err != io.EOF {
				s.err = fmt.Errorf("%s: %w", s.table.in.Name, err)
			}
		}
	}
}

// next goes to the next cell or key, and is false at the end of the file. All of it is in the buffer then.
func (s *scanner) next() (byte, bool) {
	for {
		if s.end-s.pos < window && !s.eof {
			s.fill()
		}
		for s.pos < s.end {
			c := s.buf[s.pos]
			if !separator[c] {
				return c, true
			}
			switch c {
			case '\n':
				s.line++
			case ';':
				s.ended = true
			}
			s.pos++
		}
		if s.eof {
			return 0, false
		}
	}
}

// powers are the powers of ten that a float64 has exactly.
var powers = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// cell reads the cell that next went to. Wrong is what stands there when it is neither a number nor a mark.
func (s *scanner) cell() (value float64, m mark, wrong string) {
	s.ended = false
	b := s.buf[s.pos:s.end]
	i := 0
	negative := b[0] == '-'
	if negative {
		i = 1
	}
	// A number of at most 15 digits is exact, and so is its quotient by a power of ten.
	var number uint64
	from := i
	for i < len(b) && b[i]-'0' <= 9 {
		number = 10*number + uint64(b[i]-'0')
		i++
	}
	count, fraction := i-from, 0
	if i < len(b) && b[i] == '.' {
		from = i + 1
		for i = from; i < len(b) && b[i]-'0' <= 9; i++ {
			number = 10*number + uint64(b[i]-'0')
		}
		fraction = i - from
		count += fraction
	}
	if count > 0 && count <= 15 && (i == len(b) || separator[b[i]]) {
		s.pos += i
		value = float64(number)
		if fraction > 0 {
			value /= powers[fraction]
		}
		if negative && number > 0 {
			value = -value
		}
		return value, noMark, ""
	}
	return s.other()
}

// other reads a cell that is not a plain number: in quotation marks, a mark, a long number.
func (s *scanner) other() (float64, mark, string) {
	word, ok := s.word()
	switch {
	case !ok:
		return 0, noMark, string(word)
	case len(word) == 1 && word[0] == '-':
		return 0, nilMark, ""
	case len(word) > 0 && len(word) < len(markTexts) && bytes.Count(word, []byte{'.'}) == len(word):
		return 0, mark(len(word) - 1), ""
	}
	text := string(word)
	if isNumber(text) {
		f, err := strconv.ParseFloat(text, 64)
		switch {
		case err != nil || math.IsInf(f, 0):
			return 0, noMark, text + ", which is too large,"
		case f == 0:
			return 0, noMark, "" // not −0
		}
		return f, noMark, ""
	}
	text, _ = s.letters.decode(text)
	if m, ok := s.symbols[text]; ok {
		return 0, m, ""
	}
	return 0, noMark, short(text)
}

// word returns what stands at the scanner's place, without its quotation marks, and goes past it. It is not ok, and says why, when they do
// not match. The bytes stay until the scanner reads on.
func (s *scanner) word() ([]byte, bool) {
	b := s.buf[s.pos:s.end]
	if b[0] == '"' {
		end := bytes.IndexByte(b[1:], '"')
		if end < 0 || end > window || bytes.IndexByte(b[1:end+1], '\n') >= 0 {
			i := 0
			for i < len(b) && b[i] != '\n' && i < window {
				i++
			}
			s.pos += i
			return []byte("a quotation mark without its fellow"), false
		}
		s.pos += end + 2
		return b[1 : end+1], true
	}
	i := 0
	for i < len(b) && !separator[b[i]] && b[i] != '"' && i < window {
		i++
	}
	s.pos += i
	return b[:i], true
}

// isNumber tells whether a text is a number in figures: no NaN, no hexadecimal, no underscores.
func isNumber(text string) bool {
	i := 0
	skip := func(set string) bool {
		if i < len(text) && bytes.IndexByte([]byte(set), text[i]) >= 0 {
			i++
			return true
		}
		return false
	}
	figures := func() (n int) {
		for ; i < len(text) && text[i]-'0' <= 9; i++ {
			n++
		}
		return n
	}
	skip("+-")
	n := figures()
	if skip(".") {
		n += figures()
	}
	if n == 0 {
		return false
	}
	if skip("eE") {
		skip("+-")
		if figures() == 0 {
			return false
		}
	}
	return i == len(text)
}

// expected is what the remedy of a wrong cell says.
const expected = `a cell holds a number with a decimal point, or one of "." to "......" and "-"`

// finish checks that nothing comes after the last cell but the semicolon. Where rows may be missing, it must be there.
func (s *scanner) finish(cells int) error {
	c, more := s.next()
	switch {
	case s.err != nil:
		return s.err
	case more && c == endOfFile:
	case more && s.ended && (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'):
		s.warned.Add(s.problem(s.line, "what follows DATA is left out; DATA is the last keyword of a PX file", ""))
		return nil
	case more:
		return s.problem(s.line, fmt.Sprintf("DATA goes on after the %d cells of the variables, %s", cells, s.sizes()), "fetch the file again")
	}
	switch blank := s.pos > 0 && separator[s.buf[s.pos-1]]; {
	case s.ended:
		return nil
	case len(s.keys) > 0:
		return s.problem(s.line, "the file ends within DATA, without the semicolon: rows may be missing", "the file seems to be cut off: fetch it again")
	case blank || more:
		s.warned.Add(s.problem(s.line, "DATA is not ended by a semicolon", ""))
		return nil
	}
	return s.problem(s.line, "the file ends within DATA, without the semicolon: its last number may be incomplete", "the file seems to be cut off: fetch it again")
}
