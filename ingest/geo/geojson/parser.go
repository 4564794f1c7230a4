package geojson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/decimal"
)

// parser walks the text of one value. Its methods are false after a problem, which it keeps.
type parser struct {
	file    string
	text    []byte
	at      int
	line    int // of text[0]
	problem *indicators.Problem
	syntax  bool // the problem is one of JSON, after which nothing can be trusted
}

// fail keeps a problem at a place.
func (p *parser) fail(at int, what, remedy string) bool {
	if p.problem == nil {
		line := p.line + bytes.Count(p.text[:min(at, len(p.text))], []byte{'\n'})
		p.problem = &indicators.Problem{File: p.file, Line: line, What: what, Remedy: remedy}
	}
	return false
}

// broken keeps a problem of JSON itself.
func (p *parser) broken(expected string) bool {
	p.syntax = true
	if p.at >= len(p.text) {
		return p.fail(p.at, fmt.Sprintf("this is not JSON: it ends where %s is expected", expected), "")
	}
	rest := p.text[p.at:]
	for _, word := range []string{"NaN", "Infinity", "-Infinity", "nan", "inf", "-inf", "NA", "None"} { // as programs write them that do not know JSON well
		if bytes.HasPrefix(rest, []byte(word)) {
			return p.fail(p.at, fmt.Sprintf("this is not JSON: found %s where %s is expected", word, expected), "write null for a value that is missing")
		}
	}
	r, _ := utf8.DecodeRune(rest)
	return p.fail(p.at, fmt.Sprintf("this is not JSON: found %q where %s is expected", r, expected), "")
}

// next returns the next character that is no blank, and 0 at the end.
func (p *parser) next() byte {
	for p.at < len(p.text) {
		if c := p.text[p.at]; !blank[c] {
			return c
		}
		p.at++
	}
	return 0
}

// take passes over a character if it is the next.
func (p *parser) take(c byte) bool {
	if p.next() != c {
		return false
	}
	p.at++
	return true
}

// kind names the next value for messages.
func (p *parser) kind() string {
	switch c := p.next(); {
	case c == '{':
		return "an object"
	case c == '[':
		return "an array"
	case c == '"':
		return "a text"
	case c == 't', c == 'f':
		return "true or false"
	case c == 'n':
		return "null"
	}
	return "a number"
}

// members calls f with every key of an object. f reads the value.
func (p *parser) members(what string, f func(key []byte, at int) bool) bool {
	if !p.take('{') {
		return p.broken(what)
	}
	if p.take('}') {
		return true
	}
	for {
		p.next()
		at := p.at
		key, ok := p.string()
		if !ok {
			return false
		}
		if !p.take(':') {
			return p.broken("a colon")
		}
		if !f(key, at) {
			return false
		}
		switch {
		case p.take(','):
		case p.take('}'):
			return true
		default:
			return p.broken("a comma or }")
		}
	}
}

// string reads a text. It may be a part of the text that is parsed.
func (p *parser) string() ([]byte, bool) {
	if p.next() != '"' {
		return nil, p.broken("a text in quotation marks")
	}
	start := p.at
	escaped := false
	i := start + 1
	for ; i < len(p.text) && p.text[i] != '"'; i++ {
		switch c := p.text[i]; {
		case c == '\\':
			escaped = true
			i++
		case c < ' ':
			p.at = i
			return nil, p.broken("the rest of a text")
		}
	}
	if i >= len(p.text) {
		p.at = len(p.text)
		return nil, p.broken("the end of a text")
	}
	token := p.text[start : i+1]
	if !utf8.Valid(token) {
		p.syntax = true
		return nil, p.fail(start, "the text is not UTF-8, as GeoJSON must be", "save it as UTF-8")
	}
	p.at = i + 1
	if !escaped {
		return token[1 : len(token)-1], true
	}
	var s string
	if err := json.Unmarshal(token, &s); err != nil {
		p.at = start
		return nil, p.broken("a text whose escapes are those of JSON")
	}
	return []byte(s), true
}

// number reads a number.
func (p *parser) number() (float64, bool) {
	start := p.at
	token, ok := p.digits()
	if !ok {
		return 0, false
	}
	if v, ok := decimal.Plain(token, '.'); ok {
		return v, true
	}
	v, err := strconv.ParseFloat(string(token), 64)
	if err != nil {
		return 0, p.fail(start, fmt.Sprintf("the number %s is too large", cut(token)), "")
	}
	return v, true
}

// digits passes over a number as JSON writes it and returns its text.
func (p *parser) digits() ([]byte, bool) {
	text, start := p.text, p.at
	i := start
	if i < len(text) && text[i] == '-' {
		i++
	}
	first := i
	for i < len(text) && text[i]-'0' <= 9 {
		i++
	}
	if i == first || i > first+1 && text[first] == '0' {
		return nil, p.broken("a number")
	}
	if i < len(text) && text[i] == '.' {
		i++
		first = i
		for i < len(text) && text[i]-'0' <= 9 {
			i++
		}
		if i == first {
			return nil, p.broken("a number")
		}
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		i++
		if i < len(text) && (text[i] == '-' || text[i] == '+') {
			i++
		}
		first = i
		for i < len(text) && text[i]-'0' <= 9 {
			i++
		}
		if i == first {
			return nil, p.broken("a number")
		}
	}
	p.at = i
	return text[start:i], true
}

// word passes over true, false or null.
func (p *parser) word(w string) bool {
	if !bytes.HasPrefix(p.text[p.at:], []byte(w)) {
		return p.broken("a value")
	}
	p.at += len(w)
	return true
}

// skip passes over any value and returns its text.
func (p *parser) skip() ([]byte, bool) {
	p.next()
	start := p.at
	end, ok := valueEnd(p.text, start)
	if !ok || !json.Valid(p.text[start:end]) {
		return nil, p.broken("a value")
	}
	p.at = end
	return p.text[start:end], true
}

// valueEnd returns the offset after the value at i, by its brackets and quotation marks.
func valueEnd(text []byte, i int) (int, bool) {
	for depth, start := 0, i; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return min(i+1, len(text)), i < len(text)
			}
		case c == '{', c == '[':
			depth++
		case c == '}', c == ']':
			if depth == 0 {
				return i, i > start
			}
			if depth--; depth == 0 {
				return i + 1, true
			}
		case depth == 0 && (c == ',' || blank[c]):
			return i, i > start
		}
	}
	return len(text), true
}

// cut shortens a text for messages.
func cut(text []byte) string {
	const most = 40
	if r := []rune(string(text[:min(len(text), 4*most)])); len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(text)
}
