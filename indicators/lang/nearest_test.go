package lang_test

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/lang"
)

func TestNearest(t *testing.T) {
	cases := []struct {
		word  string
		known string
		want  string // "" where none is near
	}{
		{"indicater", "source indicator period", "indicator"},
		{"Indicator", "indicator", "indicator"},
		{"peroid", "area period", "period"}, // neighbours exchanged
		{"are", "area note", "area"},
		{"kön", "kon", "kon"},
		{"b", "a c", "a"}, // one letter of one
		{"value", "numerator denominator", ""},
		{"x", "abc", ""},
		{"", "abc", ""},
		{"abc", "", ""},
		{strings.Repeat("a", 100), strings.Repeat("a", 100), ""},
	}
	for _, c := range cases {
		got, ok := lang.Nearest(c.word, strings.Fields(c.known))
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Nearest(%q, %q) = %q, %v, want %q", c.word, c.known, got, ok, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 rows", 1: "1 row", 2: "2 rows"} {
		if got := lang.Count(n, "row"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}
