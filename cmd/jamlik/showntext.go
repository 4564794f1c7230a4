package main

import (
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// shownText writes text that a terminal does nothing with but show it: names and notes come from files of strangers, and a control character in
// one could move the cursor, change the title of the window or turn the direction of what follows. It comes out as JSON writes it, \u001b,
// which is the same text in JSON and plain to see elsewhere. Files that are written to are not touched.
type shownText struct {
	w    io.Writer
	rest []byte // the beginning of a character that is not whole yet
}

func (s *shownText) Write(b []byte) (int, error) {
	text := append(s.rest, b...)
	whole := len(text)
	for n := 1; n < utf8.UTFMax && n <= whole; n++ {
		if c := text[whole-n]; utf8.RuneStart(c) {
			if !utf8.FullRune(text[whole-n:]) || c == '\r' && n == 1 {
				whole -= n
			}
			break
		}
	}
	s.rest = append([]byte(nil), text[whole:]...)
	if _, err := s.w.Write(harmless(text[:whole])); err != nil {
		return 0, err
	}
	return len(b), nil
}

// end writes what was left unfinished. The writer below remembers its failure.
func (s *shownText) end() {
	if len(s.rest) > 0 {
		_, _ = s.w.Write(harmless(s.rest))
	}
	s.rest = nil
}

// harmless returns a text with its control characters, and those that turn the direction of others, as \u001b. Tabs and ends of lines stay; a byte
// that is no text is \ufffd.
func harmless(text []byte) []byte {
	var out []byte // nil as long as nothing was changed
	for i, w := 0, 0; i < len(text); i += w {
		var r rune
		r, w = utf8.DecodeRune(text[i:])
		plain := r == '\n' || r == '\t' || r == '\r' && i+1 < len(text) && text[i+1] == '\n'
		if plain || !unicode.IsControl(r) && !turns(r) && (r != utf8.RuneError || w > 1) {
			if out != nil {
				out = append(out, text[i:i+w]...)
			}
			continue
		}
		if out == nil {
			out = append(make([]byte, 0, len(text)+16), text[:i]...)
		}
		out = fmt.Appendf(out, `\u%04x`, r)
	}
	if out == nil {
		return text
	}
	return out
}

// turns tells whether a character changes the order in which others are shown. Marks of direction, which right-to-left names may need, do not.
func turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }
