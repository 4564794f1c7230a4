package delimited

import (
	"bytes"
	"fmt"
	"io"
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// recordLimit is the longest line that is read, quoted line breaks included. A longer one is a file of another kind, or a quotation
// mark that was never closed.
const recordLimit = 1 << 20

// span is one cell of a record.
type span struct {
	start, end int32 // within the record's text, quotation marks excluded
	quoted     bool
	escaped    bool // holds doubled quotation marks
}

// record is one row of text. It is valid until the splitter's next call.
type record struct {
	line  int // where it begins, from 1
	text  []byte
	cells []span
	ended bool // by a line break, not by the end of the file
}

// cell returns the content of cell i; with doubled quotation marks it is copied.
func (r record) cell(i int) []byte {
	c := r.cells[i]
	b := r.text[c.start:c.end]
	if c.escaped {
		return bytes.ReplaceAll(b, []byte(`""`), []byte(`"`))
	}
	return b
}

// filled counts the cells that are not empty.
func (r record) filled() int {
	n := 0
	for _, c := range r.cells {
		if c.end > c.start {
			n++
		}
	}
	return n
}

// blank tells whether nothing is on the line.
func (r record) blank() bool {
	return len(r.cells) == 1 && r.cells[0].end == r.cells[0].start && !r.cells[0].quoted
}

// clone returns a record that stays valid.
func (r record) clone() record {
	r.text = bytes.Clone(r.text)
	r.cells = append([]span(nil), r.cells...)
	return r
}

// The classes of bytes that end an unquoted cell.
const (
	within = iota
	delimits
	breaks
)

// splitter cuts text into records in one pass over large blocks. A cell is quoted when its first character is a quotation mark;
// one further in is itself. A line ends with LF, CRLF or CR.
type splitter struct {
	file  string
	from  io.Reader
	class [256]uint8
	buf   []byte
	pos   int // of the next record in buf
	end   int // of what was read
	eof   bool
	line  int // of the next record, from 1
	cells []span
}

// newSplitter returns a splitter of at most size bytes of text.
func newSplitter(file string, from io.Reader, size int64, delimiter byte) *splitter {
	s := &splitter{file: file, from: from, line: 1, buf: make([]byte, min(size+1, 2*recordLimit))} // one more, so that the end is met
	s.class[delimiter] = delimits
	s.class['\n'] = breaks
	s.class['\r'] = breaks
	return s
}

// next returns the next record, and io.EOF after the last. Errors of form are of type [indicators.Problem] and end the reading.
func (s *splitter) next() (record, error) {
	for {
		if s.pos < s.end || s.eof {
			r, ok, err := s.cut()
			if ok || err != nil {
				return r, err
			}
		}
		if err := s.fill(); err != nil {
			return record{}, err
		}
	}
}

// fill reads more after what is left in the buffer.
func (s *splitter) fill() error {
	if s.end-s.pos >= recordLimit {
		return s.tooLong()
	}
	s.end = copy(s.buf, s.buf[s.pos:s.end])
	s.pos = 0
	for s.end < len(s.buf) {
		n, err := s.from.Read(s.buf[s.end:])
		s.end += n
		if err == io.EOF {
			s.eof = true
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.file, err)
		}
	}
	return nil
}

// cut takes one record off the buffer. It is not ok when the buffer ends before the record.
func (s *splitter) cut() (r record, ok bool, err error) {
	b := s.buf[s.pos:s.end]
	if len(b) == 0 {
		return record{}, false, io.EOF
	}
	s.cells = s.cells[:0]
	i, breaksWithin := 0, 0
	for {
		c := span{start: int32(i)}
		if i < len(b) && b[i] == '"' {
			c.quoted = true
			c.start++
			i++
			for {
				k := bytes.IndexByte(b[i:], '"')
				if k < 0 {
					if !s.eof {
						return record{}, false, nil
					}
					return record{}, false, problem(s.file, s.line+breaksWithin, "a quotation mark is opened and never closed", "close it, or double it if it belongs to the text")
				}
				i += k + 1
				if i == len(b) && !s.eof {
					return record{}, false, nil
				}
				if i < len(b) && b[i] == '"' {
					c.escaped = true
					i++
					continue
				}
				break
			}
			c.end = int32(i - 1)
			breaksWithin += lineBreaks(b[c.start:c.end])
			if i < len(b) && s.class[b[i]] == within {
				return record{}, false, problem(s.file, s.line+breaksWithin, fmt.Sprintf("text after the closing quotation mark of cell %d", len(s.cells)+1), "double the quotation marks that belong to the text")
			}
		} else {
			for i < len(b) && s.class[b[i]] == within {
				i++
			}
			c.end = int32(i)
		}
		if i == len(b) {
			if !s.eof {
				return record{}, false, nil
			}
			s.cells = append(s.cells, c)
			break
		}
		s.cells = append(s.cells, c)
		ends := s.class[b[i]] == breaks
		i++
		if !ends {
			continue
		}
		if b[i-1] == '\r' {
			if i == len(b) && !s.eof {
				return record{}, false, nil
			}
			if i < len(b) && b[i] == '\n' {
				i++
			}
		}
		breaksWithin++
		r.ended = true
		break
	}
	if i > recordLimit {
		return record{}, false, s.tooLong()
	}
	if s.line > math.MaxInt32 {
		return record{}, false, problem(s.file, 0, fmt.Sprintf("more than %d lines", math.MaxInt32), "split the file")
	}
	r.line, r.text, r.cells = s.line, b[:i], s.cells
	s.line += breaksWithin
	s.pos += i
	return r, true, nil
}

func (s *splitter) tooLong() indicators.Problem {
	return problem(s.file, s.line, fmt.Sprintf("a line of more than %d bytes", recordLimit), "look for a quotation mark that is not closed, or for line breaks that are missing")
}

// skip passes over n lines, whatever is on them.
func (s *splitter) skip(n int) error {
	for until := s.line + n; s.line < until; {
		b := s.buf[s.pos:s.end]
		k := bytes.IndexAny(b, "\r\n")
		if k >= 0 && b[k] == '\r' {
			if k+1 == len(b) && !s.eof {
				k = -1 // the line feed may be in the next block
			} else if k+1 < len(b) && b[k+1] == '\n' {
				k++
			}
		}
		if k >= 0 {
			s.pos += k + 1
			s.line++
			continue
		}
		if s.eof {
			return problem(s.file, s.line, fmt.Sprintf("the file ends within the %s to be skipped", lang.Count(n, "line")), "set skip to the number of lines above the header")
		}
		if err := s.fill(); err != nil {
			return err
		}
	}
	return nil
}

// lineBreaks counts the line breaks within a quoted cell.
func lineBreaks(b []byte) int {
	n := 0
	for i, c := range b {
		if c == '\n' || c == '\r' && (i+1 == len(b) || b[i+1] != '\n') {
			n++
		}
	}
	return n
}
