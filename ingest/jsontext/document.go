// Package jsontext walks JSON text without copying it: a [Node] is a place in the text, so that millions of numbers are decoded once,
// straight into columns, and every message can name a line.
package jsontext

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/decimal"
)

// Document is a text known to be JSON. Its nodes are places in the text, so that a cube of millions of numbers is decoded once, straight
// into its columns.
type Document struct {
	file  string
	text  []byte
	known *place
}

// place is an offset whose line is known. Messages mostly go forward through a file, so that counting on from the last one keeps
// a file of nothing but faults from being counted through for each.
type place struct{ at, line int }

// Node is a value of a document. The zero Node is absent, like a value of null where one may be left out.
type Node struct {
	text []byte // nil if absent
	at   int    // of its first character in the document
}

// Member is a key and its value.
type Member struct {
	Key   string
	Value Node
}

// Parse checks that a text is JSON. What says what the file should be, for messages.
func Parse(file, what string, text []byte) (Document, error) {
	d := Document{file: file, text: bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), known: &place{line: 1}}
	first := bytes.TrimLeft(d.text, " \t\r\n")
	switch {
	case len(first) == 0:
		return d, d.Problem(0, "the file is empty", "fetch it again")
	case first[0] == '<':
		return d, d.Problem(1, "this is a web page, not "+what, "the server answered with a page, perhaps an error: fetch it again")
	case bytes.HasPrefix(d.text, []byte("\x1f\x8b")):
		return d, d.Problem(0, "this is a gzip file, not "+what, "unpack it first")
	case !utf8.Valid(d.text):
		return d, d.Problem(d.Line(invalidAt(d.text)), "the text is not UTF-8, as JSON must be", "save it as UTF-8")
	}
	if json.Valid(d.text) {
		return d, nil
	}
	err := json.Unmarshal(d.text, new(json.RawMessage))
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		what := "this is not JSON: " + syntax.Error()
		// At the end the library reads a blank, which a number that was cut off cannot have.
		if int(syntax.Offset) >= len(d.text) && (strings.HasPrefix(syntax.Error(), "unexpected end") || strings.HasPrefix(syntax.Error(), "invalid character ' '")) {
			return d, d.Problem(d.Line(len(d.text)), "this is not JSON: unexpected end of JSON input", "the file seems to be cut off: fetch it again")
		}
		at := int(syntax.Offset) - 1
		for _, word := range []string{"NaN", "Infinity", "nan", "inf", "NA"} { // as programs write them that do not know JSON well
			if bytes.HasPrefix(d.text[at:], []byte(word)) {
				return d, d.Problem(d.Line(at), fmt.Sprintf("this is not JSON: it holds %s, which is no number there", word), "write null for a value that is missing")
			}
		}
		return d, d.Problem(d.Line(at), what+d.column(at), "")
	}
	return d, d.Problem(0, fmt.Sprintf("this is not JSON: %v", err), "")
}

// column says where in its line a place is, where the line alone does not lead there: answers of servers are one line.
func (d Document) column(at int) string {
	start := bytes.LastIndexByte(d.text[:at], '\n') + 1
	if at-start < 200 {
		return ""
	}
	return fmt.Sprintf(", %d bytes into the line", at-start)
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

// Line returns the line of an offset.
func (d Document) Line(at int) int {
	at = min(max(at, 0), len(d.text))
	if at < d.known.at {
		*d.known = place{line: 1}
	}
	d.known.line += bytes.Count(d.text[d.known.at:at], []byte{'\n'})
	d.known.at = at
	return d.known.line
}

// Problem is a problem at a line of the document, 0 where the whole of it is meant.
func (d Document) Problem(line int, what, remedy string) indicators.Problem {
	return indicators.Problem{File: d.file, Line: line, What: what, Remedy: remedy}
}

// At is a problem at a node.
func (d Document) At(n Node, what, remedy string) indicators.Problem {
	return d.Problem(d.Line(n.at), what, remedy)
}

// Root returns the outermost value.
func (d Document) Root() Node {
	at := blanks(d.text, 0)
	return Node{bytes.TrimRight(d.text[at:], " \t\r\n"), at}
}

// Kind names the type of a node for messages, and "" if it is absent.
func (n Node) Kind() string {
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

// Raw returns the value as it is written. It must not be changed.
func (n Node) Raw() []byte { return n.text }

// Empty tells whether the value is an object or an array that holds nothing.
func (n Node) Empty() bool {
	return (n.IsObject() || n.IsArray()) && blanks(n.text, 1) == len(n.text)-1
}

// IsObject tells whether the value is an object.
func (n Node) IsObject() bool { return len(n.text) > 0 && n.text[0] == '{' }

// IsArray tells whether the value is an array.
func (n Node) IsArray() bool { return len(n.text) > 0 && n.text[0] == '[' }

// IsText tells whether the value is a text.
func (n Node) IsText() bool { return len(n.text) > 0 && n.text[0] == '"' }

// IsNull tells whether the value is null.
func (n Node) IsNull() bool { return len(n.text) > 0 && n.text[0] == 'n' }

// Absent tells whether the value is left out or null.
func (n Node) Absent() bool { return len(n.text) == 0 || n.IsNull() }

// Text returns the text of a text node, and "" of any other.
func (n Node) Text() string {
	if !n.IsText() {
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

// Number returns the number of a number node. It is not ok of any other, and of a number that float64 cannot hold.
func (n Node) Number() (value float64, ok bool) {
	if n.Kind() != "a number" {
		return 0, false
	}
	if v, ok := decimal.Plain(n.text, '.'); ok {
		return v, true
	}
	v, err := strconv.ParseFloat(string(n.text), 64)
	return v, err == nil
}

// Shown returns the value as it is written, cut short for messages.
func (n Node) Shown() string {
	const most = 40
	if len(n.text) <= most {
		return string(n.text)
	}
	return strings.ToValidUTF8(string(n.text[:most]), "") + " …"
}

// Each calls f for every member of an object, until f returns false.
func (n Node) Each(f func(key, value Node) bool) {
	for i := blanks(n.text, 1); n.text[i] != '}'; {
		end := valueEnd(n.text, i)
		key := Node{n.text[i:end], n.at + i}
		i = blanks(n.text, blanks(n.text, end)+1) // past the colon
		end = valueEnd(n.text, i)
		if !f(key, Node{n.text[i:end], n.at + i}) {
			return
		}
		if i = blanks(n.text, end); n.text[i] == ',' {
			i = blanks(n.text, i+1)
		}
	}
}

// Elements calls f for every element of an array, until f returns false.
func (n Node) Elements(f func(i int, value Node) bool) {
	k := 0
	for i := blanks(n.text, 1); n.text[i] != ']'; k++ {
		end := valueEnd(n.text, i)
		if !f(k, Node{n.text[i:end], n.at + i}) {
			return
		}
		if i = blanks(n.text, end); n.text[i] == ',' {
			i = blanks(n.text, i+1)
		}
	}
}

// Object is the members of an object, in order. The zero Object has none.
type Object struct {
	Members []Member
	index   map[string]Node
}

// Get returns the value of a key, and the absent Node if there is none.
func (o Object) Get(key string) Node { return o.index[key] }

// memberLimit is the most members of an object that are held in memory, where each takes many times its bytes in the file.
const memberLimit = 1 << 20

// Object returns the members of an object, and an error if it is none or a key is given twice. An absent object has no members.
func (d Document) Object(n Node, name string) (Object, error) {
	if n.Absent() {
		return Object{}, nil
	}
	if !n.IsObject() {
		return Object{}, d.At(n, fmt.Sprintf("%s is %s where an object is expected", name, n.Kind()), "")
	}
	o := Object{index: map[string]Node{}}
	var ps indicators.Problems
	n.Each(func(key, value Node) bool {
		if len(o.Members) == memberLimit {
			ps.Add(d.At(key, fmt.Sprintf("%s has more than %d members", name, memberLimit), "fetch it in parts"))
			return false
		}
		k := key.Text()
		if _, ok := o.index[k]; ok {
			ps.Add(d.At(key, fmt.Sprintf("%s has the key %q twice", name, k), "keep one of them"))
		}
		o.index[k] = value
		o.Members = append(o.Members, Member{k, value})
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
	switch text[i] {
	case '"':
		return textEnd(text, i)
	case '{', '[':
	default:
		for i < len(text) && !ends[text[i]] {
			i++
		}
		return i
	}
	for depth := 0; ; {
		for !nests[text[i]] {
			i++
		}
		switch text[i] {
		case '"':
			i = textEnd(text, i)
		case '{', '[':
			depth++
			i++
		default:
			i++
			if depth--; depth == 0 {
				return i
			}
		}
	}
}

// textEnd returns the offset after the text at i.
func textEnd(text []byte, i int) int {
	for i++; text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// nests tells of each character whether it begins or ends a text, an object or an array.
var nests = [256]bool{'"': true, '{': true, '}': true, '[': true, ']': true}

// ends tells of each character whether it ends a number or a word.
var ends = [256]bool{',': true, ':': true, '}': true, ']': true, ' ': true, '\n': true, '\r': true, '\t': true}
