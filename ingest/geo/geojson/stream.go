package geojson

import (
	"bytes"
	"fmt"
	"io"

	"github.com/jamlik/jamlik/indicators"
)

// featureLimit is the most bytes that one value of the file may have: a feature is held as text while it is read. Norway's coast in full detail has a tenth.
const featureLimit = 1 << 29

// stream gives the values of a JSON text one after another as slices of a window over the file, so that a file of a gigabyte is read feature by feature.
type stream struct {
	r          io.Reader
	file       string
	buf        []byte
	start, end int // of the unread bytes in buf
	used       int // bytes of them that were handed out and are passed over at the next call
	line       int // of buf[start]
	err        error
}

func newStream(file string, r io.Reader) *stream {
	return &stream{r: r, file: file, buf: make([]byte, 256<<10), line: 1}
}

func (s *stream) problem(what, remedy string) error {
	return indicators.Problem{File: s.file, Line: s.line, What: what, Remedy: remedy}
}

// pass passes over what was handed out.
func (s *stream) pass() {
	s.line += bytes.Count(s.buf[s.start:s.start+s.used], []byte{'\n'})
	s.start += s.used
	s.used = 0
}

// fill reads more bytes after those of the window. It is false at the end of the file and at an error, which is kept.
func (s *stream) fill() bool {
	if s.err != nil {
		return false
	}
	if s.start > 0 {
		s.end = copy(s.buf, s.buf[s.start:s.end])
		s.start = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) >= featureLimit {
			s.err = s.problem(fmt.Sprintf("one value has more than %d bytes", featureLimit), "simplify its geometry, or split it")
			return false
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := io.ReadAtLeast(s.r, s.buf[s.end:], 1)
	s.end += n
	switch {
	case err == io.EOF:
		s.err = io.EOF
	case err != nil:
		s.err = fmt.Errorf("%s: %w", s.file, err)
	}
	return n > 0
}

// peek returns the next character that is no blank, and 0 at the end of the file.
func (s *stream) peek() byte {
	s.pass()
	for {
		w := s.buf[s.start:s.end]
		i := 0
		for i < len(w) && blank[w[i]] {
			i++
		}
		s.used = i
		s.pass()
		if i < len(w) {
			return w[i]
		}
		if !s.fill() {
			return 0
		}
	}
}

// take passes over a character if it is the next that is no blank.
func (s *stream) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.used = 1
	return true
}

// cutOff is the problem of a file that ends too early, or of what kept it from being read.
func (s *stream) cutOff(where string) error {
	if s.err != nil && s.err != io.EOF {
		return s.err
	}
	return s.problem("the file ends in the middle of "+where, "it seems to be cut off: fetch it again")
}

// value returns the text of the next value and the line that it begins on. Brackets and quotation marks are matched, and no more is checked.
// The text is valid until the next call.
func (s *stream) value(what string) (text []byte, line int, err error) {
	switch c := s.peek(); c {
	case 0:
		return nil, s.line, s.cutOff(what)
	case ',', ':', ']', '}':
		return nil, s.line, s.problem(fmt.Sprintf("found %q where %s is expected", c, what), "")
	}
	i, depth, quoted, scalar := 0, 0, false, true
	for {
		w := s.buf[s.start:s.end]
		for i < len(w) {
			if quoted {
				for i < len(w) && w[i] != '"' && w[i] != '\\' {
					i++
				}
				switch {
				case i == len(w):
					continue
				case w[i] == '\\':
					i += 2
					continue
				}
				i++
				quoted = false
			} else {
				for i < len(w) && !marks[w[i]] {
					i++
				}
				if i == len(w) {
					break
				}
				switch w[i] {
				case '"':
					if i > 0 && scalar && depth == 0 {
						return nil, s.line, s.problem("found a quotation mark in the middle of "+what, "")
					}
					quoted, scalar = true, false
					i++
					continue
				case '{', '[':
					depth++
					scalar = false
				case '}', ']':
					depth--
				}
				if scalar { // at the comma or bracket after a number or word
					s.used = i
					return bytes.TrimRight(w[:i], " \t\r\n"), s.line, nil
				}
				i++
			}
			if depth == 0 {
				s.used = i
				return w[:i], s.line, nil
			}
		}
		if !s.fill() {
			if scalar && s.err == io.EOF {
				s.used = s.end - s.start
				return bytes.TrimRight(s.buf[s.start:s.end], " \t\r\n"), s.line, nil
			}
			s.used = s.end - s.start
			s.pass()
			return nil, s.line, s.cutOff(what)
		}
	}
}

// marks are the characters that the end of a value depends on.
var marks = [256]bool{'"': true, '{': true, '}': true, '[': true, ']': true, ',': true}

var blank = [256]bool{' ': true, '\t': true, '\r': true, '\n': true}
