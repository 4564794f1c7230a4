package px

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// iniLimit is the largest value set or aggregation that is read; published ones have less than a megabyte.
const iniLimit = 64 << 20

// section is a part of a file in the form [Name], then lines of key=value. Names and keys are told apart without regard to case.
type section struct {
	name    string
	line    int
	entries []setting
	index   map[string]int
}

type setting struct {
	key, value string
	line       int
}

// get returns the value of a key.
func (s *section) get(key string) string {
	if s == nil {
		return ""
	}
	if i, ok := s.index[strings.ToLower(key)]; ok {
		return s.entries[i].value
	}
	return ""
}

// ini is a file of sections.
type ini struct {
	in       ingest.Input
	sections []*section
	index    map[string]*section
	warned   indicators.Problems
}

func (f *ini) section(name string) *section { return f.index[strings.ToLower(name)] }

func (f *ini) problem(line int, what, remedy string) error {
	return indicators.Problem{File: f.in.Name, Line: line, What: what, Remedy: remedy}
}

// readINI reads a file of sections. What says what it should be.
func readINI(in ingest.Input, o ingest.Options, what string) (*ini, error) {
	f := &ini{in: in, index: map[string]*section{}}
	text, err := f.text(o, what)
	if err != nil {
		return nil, err
	}
	var ps indicators.Problems
	var current *section
	for n := 1; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		line = strings.Trim(line, " \t\r\x1a")
		switch key, value, ok := strings.Cut(line, "="); {
		case line == "" || line[0] == ';':
		case line[0] == '[' && line[len(line)-1] == ']':
			name := strings.TrimSpace(line[1 : len(line)-1])
			if first := f.section(name); first != nil {
				ps.Add(f.problem(n, fmt.Sprintf("the section [%s] is on line %d already", name, first.line), "make them one"))
				current = first
				continue
			}
			current = &section{name: name, line: n, index: map[string]int{}}
			f.sections = append(f.sections, current)
			f.index[strings.ToLower(name)] = current
		case !ok:
			ps.Add(f.problem(n, fmt.Sprintf("%s where [section] or key=value is expected", short(line)), ""))
		case current == nil:
			ps.Add(f.problem(n, fmt.Sprintf("%s comes before the first [section]", short(line)), "is this "+what+"?"))
		default:
			key, value = strings.TrimSpace(key), strings.TrimSpace(value)
			if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
				value = value[1 : len(value)-1]
			}
			if i, twice := current.index[strings.ToLower(key)]; twice {
				ps.Add(f.problem(n, fmt.Sprintf("[%s] has %s= on line %d already", current.name, key, current.entries[i].line), "keep one of them"))
				continue
			}
			current.index[strings.ToLower(key)] = len(current.entries)
			current.entries = append(current.entries, setting{key, value, n})
		}
	}
	return f, ps.Err()
}

// text reads the whole file and makes letters of its bytes: UTF-8 where they are that, else windows-1252, as the programs of PC-Axis write.
func (f *ini) text(o ingest.Options, what string) (string, error) {
	if f.in.Size > iniLimit {
		return "", f.problem(0, fmt.Sprintf("the file has %d bytes, more than the %d that are read of %s", f.in.Size, iniLimit, what), "")
	}
	raw := make([]byte, max(f.in.Size, 0))
	n, err := f.in.Data.ReadAt(raw, 0)
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("%s: %w", f.in.Name, err)
	}
	raw = raw[:n]
	letters := utf8Letters
	switch marked := bytes.HasPrefix(raw, []byte(byteOrderMark)); {
	case o.Encoding != "":
		var ok bool
		if letters, ok = lettersOf(o.Encoding); !ok {
			return "", f.problem(0, fmt.Sprintf("unknown encoding %q", o.Encoding), "one of utf-8, windows-1252, iso-8859-1, cp850")
		}
		if marked && letters.charmap != nil {
			return "", f.problem(1, fmt.Sprintf("the file begins with the mark of utf-8, but its encoding is said to be %s", o.Encoding), "set encoding: utf-8")
		}
	case !marked && !utf8.Valid(raw):
		letters = letters1252
	}
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		return "", f.problem(1+bytes.Count(raw[:i], []byte{'\n'}), "a NUL byte in text", "the file may be UTF-16, or no text: save it as UTF-8")
	}
	text, ok := letters.decode(strings.TrimPrefix(string(raw), byteOrderMark))
	if !ok {
		return "", f.problem(0, "the file has a byte that is no letter in "+letters.name, "set encoding to what it has")
	}
	if strings.TrimSpace(text) == "" {
		return "", f.problem(0, "the file is empty", "fetch it again")
	}
	return text, nil
}
