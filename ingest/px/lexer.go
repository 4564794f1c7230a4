package px

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

const byteOrderMark = "\xef\xbb\xbf"

// headerLimit is the most bytes before DATA; the headers of the largest published tables have a few million.
const headerLimit = 1 << 26

// token is a piece of what stands after the equals sign.
type token struct {
	text string // its bytes, until decode makes letters of them
	line int32
	kind byte // '"' for a text, 'w' for a word without quotation marks, else the character itself: , : - ( )
}

// entry is a keyword with its value.
type entry struct {
	keyword  string
	language string   // "" for the file's first
	subkeys  []string // what stands in brackets
	tokens   []token
	line     int
}

// lexer takes the header of a file to pieces. It reads on as it needs to.
type lexer struct {
	in   ingest.Input
	text []byte // what has been read
	err  error  // why no more could be
	at   int
	line int // of at
}

// fault is something wrong with an entry.
type fault struct {
	line int
	what string
}

func (f *fault) Error() string { return f.what }

// has tells whether there is a byte i, reading on for it.
func (l *lexer) has(i int) bool {
	for i >= len(l.text) {
		if l.err != nil {
			return false
		}
		n := int64(min(max(len(l.text), 1<<16), 1<<20))
		n = min(n, l.in.Size-int64(len(l.text)))
		if n <= 0 {
			l.err = io.EOF
			return false
		}
		if len(l.text) >= headerLimit {
			l.err = indicators.Problem{File: l.in.Name, What: fmt.Sprintf("no DATA in the first %d bytes", headerLimit), Remedy: "is this a PX file?"}
			return false
		}
		start := len(l.text)
		l.text = append(l.text, make([]byte, n)...)
		got, err := l.in.Data.ReadAt(l.text[start:], int64(start))
		l.text = l.text[:start+got]
		if got < int(n) {
			if l.err = err; err == nil || err == io.ErrUnexpectedEOF {
				l.err = io.EOF
			} else if err != io.EOF {
				l.err = fmt.Errorf("%s: %w", l.in.Name, err)
			}
		}
	}
	return true
}

// peek returns the next byte, 0 at the end of the file.
func (l *lexer) peek() byte {
	if !l.has(l.at) {
		return 0
	}
	return l.text[l.at]
}

// blanks goes past white space.
func (l *lexer) blanks() {
	for l.has(l.at) {
		switch l.text[l.at] {
		case '\n':
			l.line++
		case ' ', '\t', '\r', '\f', '\v':
		default:
			return
		}
		l.at++
	}
}

// next returns the next entry. It is done at DATA, whose cells begin at l.at, and at the end of the file. After a fault
// the lexer stands at the next entry.
func (l *lexer) next() (e entry, done bool, f *fault) {
	l.blanks()
	e.line = l.line
	start := l.at
	if !l.has(l.at) || l.text[l.at] == endOfFile {
		return e, true, nil
	}
	if f = l.key(&e); f == nil {
		if e.keyword == "DATA" {
			return e, true, nil
		}
		f = l.value(&e)
	}
	if f != nil {
		l.at, l.line = start, e.line
		l.recover()
	}
	return e, false, f
}

// endOfFile is the character that ended files in DOS.
const endOfFile = 0x1a

// key reads KEYWORD[language]("subkey","subkey")= .
func (l *lexer) key(e *entry) *fault {
	l.has(l.at + 64)
	end := keywordEnd(l.text, l.at)
	if end == l.at {
		return &fault{l.line, fmt.Sprintf("%s where a keyword is expected", l.shown())}
	}
	e.keyword = string(bytes.ToUpper(l.text[l.at:end]))
	l.at = end
	l.blanks()
	if l.peek() == '[' {
		l.at++
		from := l.at
		for l.has(l.at) && l.text[l.at] != ']' {
			if l.at-from > 20 || l.text[l.at] < ' ' {
				return &fault{e.line, fmt.Sprintf("%s has a language without the closing ]", e.keyword)}
			}
			l.at++
		}
		e.language = string(bytes.TrimSpace(l.text[from:l.at]))
		l.at++
		l.blanks()
	}
	if l.peek() == '(' {
		l.at++
		for more := true; more; {
			t, f := l.token(e)
			if f != nil {
				return f
			}
			if t.kind != '"' && t.kind != 'w' {
				return &fault{int(t.line), fmt.Sprintf("%s has %q in its brackets where a name is expected", e.keyword, t.kind)}
			}
			e.subkeys = append(e.subkeys, t.text)
			l.blanks()
			switch c := l.peek(); c {
			case ',':
			case ')':
				more = false
			default:
				return &fault{l.line, fmt.Sprintf("%s has %s in its brackets where , or ) is expected", e.keyword, l.shown())}
			}
			l.at++
		}
		l.blanks()
	}
	if l.peek() != '=' {
		return &fault{l.line, fmt.Sprintf("%s is followed by %s where = is expected", e.keyword, l.shown())}
	}
	l.at++
	return nil
}

// value reads what stands after the equals sign, up to the semicolon.
func (l *lexer) value(e *entry) *fault {
	for {
		l.blanks()
		switch l.peek() {
		case ';':
			l.at++
			return nil
		case 0, endOfFile:
			return &fault{e.line, fmt.Sprintf("%s is not ended by a semicolon", e.keyword)}
		}
		t, f := l.token(e)
		if f != nil {
			return f
		}
		e.tokens = append(e.tokens, t)
	}
}

// token reads one token. A text over several lines is one: "abc" line feed "def".
func (l *lexer) token(e *entry) (token, *fault) {
	l.blanks()
	t := token{line: int32(l.line)}
	switch c := l.peek(); c {
	case '"':
		t.kind = '"'
		var parts []string
		for more := true; more; more = l.peek() == '"' {
			part, f := l.quoted(e)
			if f != nil {
				return t, f
			}
			parts = append(parts, part)
			l.blanks()
		}
		t.text = strings.Join(parts, "")
		if c := l.peek(); bytes.IndexByte([]byte(",;:-)"), c) < 0 && c != 0 {
			return t, &fault{l.line, fmt.Sprintf("%s has %s after a text, where a comma or the semicolon is expected", e.keyword, l.shown())}
		}
		return t, nil
	case ',', ':', '(', ')':
		l.at++
		t.kind = c
		return t, nil
	case '-':
		if l.has(l.at+1) && l.text[l.at+1] == '"' {
			l.at++
			t.kind = c
			return t, nil
		}
	}
	from := l.at
	t.kind = 'w'
	for l.has(l.at) && bytes.IndexByte([]byte(" \t\r\n,;:()[]=\""), l.text[l.at]) < 0 {
		l.at++
	}
	if c := l.peek(); l.at == from || c == '"' || c == '=' || c == '[' || c == ']' {
		return t, &fault{l.line, fmt.Sprintf("%s has %s where a value or the semicolon is expected", e.keyword, l.shown())}
	}
	t.text = string(l.text[from:l.at])
	return t, nil
}

// quoted reads the text between two quotation marks. A text that goes on into the next keyword has lost its closing one.
func (l *lexer) quoted(e *entry) (string, *fault) {
	l.at++
	from, line := l.at, l.line
	for ; l.has(l.at); l.at++ {
		switch l.text[l.at] {
		case '"':
			l.at++
			return string(l.text[from : l.at-1]), nil
		case '\n':
			l.line++
		case ';':
			if l.ends(l.at) {
				return "", &fault{line, fmt.Sprintf("%s has a text without a closing quotation mark", e.keyword)}
			}
		}
	}
	return "", &fault{line, fmt.Sprintf("%s has a text without a closing quotation mark", e.keyword)}
}

// ends tells whether the semicolon at i is followed by a line that begins with a keyword of the format.
func (l *lexer) ends(i int) bool {
	i++
	lines := 0
	for ; l.has(i) && bytes.IndexByte([]byte(" \t\r\n"), l.text[i]) >= 0; i++ {
		if l.text[i] == '\n' {
			lines++
		}
	}
	l.has(i + 64)
	end := keywordEnd(l.text, i)
	if lines == 0 || end == i || end == len(l.text) || bytes.IndexByte([]byte("=[("), l.text[end]) < 0 {
		return false
	}
	_, ok := keywords[string(l.text[i:end])]
	return ok
}

// recover goes on to the next entry: after a semicolon that a keyword follows, or else after the next semicolon that ends a line.
func (l *lexer) recover() {
	for l.has(l.at) {
		c := l.text[l.at]
		if c == '\n' {
			l.line++
		}
		if l.at++; c == ';' && l.ends(l.at-1) {
			return
		}
	}
}

// keywordEnd returns the end of the keyword that begins at i, and i where none does.
func keywordEnd(text []byte, i int) int {
	start := i
	for ; i < len(text) && i-start < 64; i++ {
		c := text[i]
		letter := c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
		if !letter && (i == start || c != '-' && c != '_' && (c < '0' || c > '9')) {
			break
		}
	}
	return i
}

// shown returns what stands at the lexer's place, for messages.
func (l *lexer) shown() string {
	const most = 20
	l.has(l.at + most)
	rest := l.text[min(l.at, len(l.text)):]
	if len(rest) == 0 {
		return "the end of the file"
	}
	if i := bytes.IndexAny(rest, "\r\n"); i == 0 {
		return "the end of the line"
	} else if i > 0 {
		rest = rest[:i]
	}
	if len(rest) > most {
		return string(plain(rest[:most])) + "…"
	}
	return string(plain(rest))
}

// plain returns the bytes of a text before its encoding is known as something to show.
func plain(b []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, b)
}
