package jsonstat

import (
	"encoding/json"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// jsonText writes JSON in blocks. The first error stops it and is kept.
type jsonText struct {
	to    io.Writer
	buf   []byte
	comma bool // before the next element or member
	err   error
}

const writeBlock = 64 << 10

func (t *jsonText) flush() error {
	if t.err == nil && len(t.buf) > 0 {
		_, t.err = t.to.Write(t.buf)
	}
	t.buf = t.buf[:0]
	return t.err
}

// next separates what follows from what is before it.
func (t *jsonText) next() {
	if t.comma {
		t.buf = append(t.buf, ',')
	}
	t.comma = true
	if len(t.buf) >= writeBlock {
		_ = t.flush() // kept
	}
}

// open begins an object or an array, and end ends it.
func (t *jsonText) open(bracket byte) {
	t.next()
	t.buf, t.comma = append(t.buf, bracket), false
}

func (t *jsonText) end(bracket byte) { t.buf, t.comma = append(t.buf, bracket), true }

// line begins a new line before the next element or member.
func (t *jsonText) line() {
	if t.comma {
		t.buf, t.comma = append(t.buf, ','), false
	}
	t.buf = append(t.buf, '\n')
}

// key writes the key of the next member.
func (t *jsonText) key(key string) {
	t.next()
	t.quote(key)
	t.buf, t.comma = append(t.buf, ':'), false
}

// text writes a text as the next element, or the value of the key.
func (t *jsonText) text(s string) {
	t.next()
	t.quote(s)
}

func (t *jsonText) quote(s string) {
	special := func(c rune) bool { return c < ' ' || c == '"' || c == '\\' || c == utf8.RuneError }
	if !strings.ContainsFunc(s, special) {
		t.buf = append(append(append(t.buf, '"'), s...), '"')
		return
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text has no errors
	t.buf = append(t.buf, strings.TrimSuffix(b.String(), "\n")...)
}

// raw writes a value that is JSON already.
func (t *jsonText) raw(s string) {
	t.next()
	t.buf = append(t.buf, s...)
}

// offset writes the number of a cell as a key.
func (t *jsonText) offset(cell int) {
	t.next()
	t.buf = append(strconv.AppendInt(append(t.buf, '"'), int64(cell), 10), '"', ':')
	t.comma = false
}

// number writes a number in the fewest digits that read back the same.
func (t *jsonText) number(v float64) {
	t.next()
	format := byte('f')
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	t.buf = strconv.AppendFloat(t.buf, v, format, -1, 64)
}

// list writes texts as an array.
func (t *jsonText) list(texts []string) {
	t.open('[')
	for _, s := range texts {
		t.text(s)
	}
	t.end(']')
}
