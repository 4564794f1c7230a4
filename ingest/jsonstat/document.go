package jsonstat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
)

// document is a text known to be JSON. Its nodes are places in the text, so that a cube of millions of numbers is decoded once, straight
// into its columns.
type document struct {
	file  string
	text  []byte
	known *place
}

// place is an offset whose line is known. Messages mostly go forward through a file, so that counting on from the last one keeps
// a file of nothing but faults from being counted through for each.
type place struct{ at, line int }

// node is a value of a document. The zero node is absent, like a value of null where one may be left out.
type node struct {
	text []byte // nil if absent
	at   int    // of its first character in the document
}

// member is a key and its value.
type member struct {
	key   string
	value node
}

// parse checks that a text is JSON.
func parse(file string, text []byte) (document, error) {
	d := document{file: file, text: bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), known: &place{line: 1}}
	first := bytes.TrimLeft(d.text, " \t\r\n")
	switch {
	case len(first) == 0:
		return d, d.problem(0, "the file is empty", "fetch it again")
	case first[0] == '<':
		return d, d.problem(1, "this is a web page, not JSON-stat", "the server answered with a page, perhaps an error: fetch it again")
	case !utf8.Valid(d.text):
		return d, d.problem(d.line(invalidAt(d.text)), "the text is not UTF-8, as JSON must be", "save it as UTF-8")
	}
	if json.Valid(d.text) {
		return d, nil
	}
	err := json.Unmarshal(d.text, new(json.RawMessage))
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		what := "this is not JSON: " + syntax.Error()
		if int(syntax.Offset) >= len(d.text) {
			return d, d.problem(d.line(len(d.text)), what, "the file seems to be cut off: fetch it again")
		}
		return d, d.problem(d.line(int(syntax.Offset)-1), what, "")
	}
	return d, d.problem(0, fmt.Sprintf("this is not JSON: %v", err), "")
}

func invalidAt(text []byte) int {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(text)
}

// line returns the line of an offset.
func (d document) line(at int) int {
	at = min(max(at, 0), len(d.text))
	if at < d.known.at {
		*d.known = place{line: 1}
	}
	d.known.line += bytes.Count(d.text[d.known.at:at], []byte{'\n'})
	d.known.at = at
	return d.known.line
}

func (d document) problem(line int, what, remedy string) indicators.Problem {
	return indicators.Problem{File: d.file, Line: line, What: what, Remedy: remedy}
}

// at is a problem at a node.
func (d document) at(n node, what, remedy string) indicators.Problem {
	return d.problem(d.line(n.at), what, remedy)
}

func (d document) root() node {
	at := blanks(d.text, 0)
	return node{d.text[at:valueEnd(d.text, at)], at}
}

// kind names the type of a node for messages, and "" if it is absent.
func (n node) kind() string {
	if len(n.text) == 0 {
		return ""
	}
	switch n.text[0] {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a text"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "a number"
}

func (n node) isObject() bool { return len(n.text) > 0 && n.text[0] == '{' }
func (n node) isArray() bool  { return len(n.text) > 0 && n.text[0] == '[' }
func (n node) isText() bool   { return len(n.text) > 0 && n.text[0] == '"' }
func (n node) isNull() bool   { return len(n.text) > 0 && n.text[0] == 'n' }

// absent tells whether the value is left out or null.
func (n node) absent() bool { return len(n.text) == 0 || n.isNull() }

// string returns the text of a text node, and "" of any other.
func (n node) string() string {
	if !n.isText() {
		return ""
	}
	inner := n.text[1 : len(n.text)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner)
	}
	var s string
	if err := json.Unmarshal(n.text, &s); err != nil {
		return ""
	}
	return s
}

// shown returns the value as it is written, cut short for messages.
func (n node) shown() string {
	const most = 40
	if len(n.text) <= most {
		return string(n.text)
	}
	return strings.ToValidUTF8(string(n.text[:most]), "") + " …"
}

// each calls f for every member of an object, until f returns false.
func (n node) each(f func(key, value node) bool) {
	for i := blanks(n.text, 1); n.text[i] != '}'; {
		end := valueEnd(n.text, i)
		key := node{n.text[i:end], n.at + i}
		i = blanks(n.text, blanks(n.text, end)+1) // past the colon
		end = valueEnd(n.text, i)
		if !f(key, node{n.text[i:end], n.at + i}) {
			return
		}
		if i = blanks(n.text, end); n.text[i] == ',' {
			i = blanks(n.text, i+1)
		}
	}
}

// elements calls f for every element of an array, until f returns false.
func (n node) elements(f func(i int, value node) bool) {
	k := 0
	for i := blanks(n.text, 1); n.text[i] != ']'; k++ {
		end := valueEnd(n.text, i)
		if !f(k, node{n.text[i:end], n.at + i}) {
			return
		}
		if i = blanks(n.text, end); n.text[i] == ',' {
			i = blanks(n.text, i+1)
		}
	}
}

// object is the members of an object, in order. The zero object has none.
type object struct {
	members []member
	index   map[string]node
}

// get returns the value of a key, and the absent node if there is none.
func (o object) get(key string) node { return o.index[key] }

// object returns the members of an object, and an error if it is none or a key is given twice. An absent object has no members.
func (d document) object(n node, name string) (object, error) {
	if n.absent() {
		return object{}, nil
	}
	if !n.isObject() {
		return object{}, d.at(n, fmt.Sprintf("%s is %s where an object is expected", name, n.kind()), "")
	}
	o := object{index: map[string]node{}}
	var ps indicators.Problems
	n.each(func(key, value node) bool {
		k := key.string()
		if _, ok := o.index[k]; ok {
			ps.Add(d.at(key, fmt.Sprintf("%s has the key %q twice", name, k), "keep one of them"))
		}
		o.index[k] = value
		o.members = append(o.members, member{k, value})
		return true
	})
	return o, ps.Err()
}

// blanks returns the first offset from i on that is no white space.
func blanks(text []byte, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t') {
		i++
	}
	return i
}

// valueEnd returns the offset after the value at i. The text is known to be JSON.
func valueEnd(text []byte, i int) int {
	depth := 0
	for {
		switch c := text[i]; c {
		case '"':
			for i++; text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			i++
		case '{', '[':
			depth++
			i++
		case '}', ']':
			depth--
			i++
		case ',', ':', ' ', '\n', '\r', '\t':
			i++
		default:
			for i < len(text) && !ends(text[i]) {
				i++
			}
		}
		if depth == 0 {
			return i
		}
	}
}

// ends tells whether a character ends a number or a word.
func ends(c byte) bool {
	switch c {
	case ',', ':', '}', ']', ' ', '\n', '\r', '\t':
		return true
	}
	return false
}
