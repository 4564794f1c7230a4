// Package lang holds the two languages that the program speaks, the texts that it says in both, and
// what its English messages share: a number of things, and the guess at a mistyped word.
//
// Swedish comes first: it is the language of the sources and of the readers. A text without an English
// wording falls back to Swedish rather than to nothing.
package lang

import "strconv"

// Lang is a language tag as HTML, SVG and PDF want it.
type Lang string

// The languages that every output is made in.
const (
	Sv Lang = "sv"
	En Lang = "en"
)

// All lists the languages in the order of publication.
var All = []Lang{Sv, En}

// Text is one message in both languages. The zero Text is empty in both.
type Text struct {
	Sv string `yaml:"sv" json:"sv"`
	En string `yaml:"en" json:"en"`
}

// In returns the wording in l, or the other language's where l has none.
func (t Text) In(l Lang) string {
	if l == En && t.En != "" || t.Sv == "" {
		return t.En
	}
	return t.Sv
}

// IsZero tells whether the text says nothing in either language.
func (t Text) IsZero() bool { return t.Sv == "" && t.En == "" }

// Count returns a number of things as messages write it: "1 row", "2 rows". one is a noun that takes an s.
func Count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}
