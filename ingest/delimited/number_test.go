package delimited

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		text    string
		decimal rune
		want    float64
	}{
		{"0", '.', 0},
		{"17", '.', 17},
		{"007", '.', 7},
		{"-3", ',', -3},
		{"\u22123,5", ',', -3.5},
		{"1,5", ',', 1.5},
		{"1.5", '.', 1.5},
		{".5", '.', 0.5},
		{" 12 ", '.', 12},
		{"\u00a012\u202f", '.', 12},
		{"1 234", ',', 1234},
		{"115\u00a0217", ',', 115217},
		{"-1\u202f234\u202f567,89", ',', -1234567.89},
		{"1'234'567.5", '.', 1234567.5},
		{"1\u2019234", ',', 1234},
		{"12,5 %", ',', 12.5},
		{"12,5\u00a0%", ',', 12.5},
		{"-3%", '.', -3},
		{"1e-07", '.', 1e-7},
		{"2.5E+21", '.', 2.5e21},
		{"0.38199999999999995", '.', 0.38199999999999995},
		{"0.1", '.', 0.1},
		{"123456789012345678", '.', 123456789012345678},
		{"0e-10", '.', 0},
	} {
		got, err := ParseNumber(c.text, c.decimal)
		if err != nil || got != c.want {
			t.Errorf("ParseNumber(%q, %q) = %v, %v, want %v", c.text, c.decimal, got, err, c.want)
		}
	}
	if got, _ := ParseNumber("-0", '.'); !math.Signbit(got) {
		t.Errorf("ParseNumber(-0) = %v, want the negative zero", got)
	}
}

func TestParseNumberRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "-", "\u2212", ".", "..", "~100", "1_000", "0x1p-2", "0x10", "Inf", "-Inf", "infinity", "nan", "NaN", "1,5x", "1.5.5", "+5", "5.", "1e5", "1e+", "1e-1234", "1e+400", "1e-400",
		"1 23", "1 2345", "1234 567", "12 34 567", "1 234 56", " 1  234", "0 123", "1. 234", "1.234 567", "1 234e+02", "- 5", "--5", "5-", "1,5", "1\u2009234", "１", "½", "1\x00", "1\xa0234", "(5)", "5 % 3", "5%%", "%", "%5", "'5", "5'", "1'23", "1 '234", "5‰",
	} {
		got, err := ParseNumber(text, '.')
		if err == nil {
			t.Errorf("ParseNumber(%q) = %v, want an error", text, got)
			continue
		}
		if p, ok := errors.AsType[indicators.Problem](err); !ok || !strings.Contains(p.What, strconv.Quote(text)) {
			t.Errorf("ParseNumber(%q): %v, want a problem that shows the text", text, err)
		}
	}
	_, err := ParseNumber("1,5", '.')
	if want := `cannot read "1,5" as a number; the decimal sign here is '.'; set decimal: "," if the file uses that`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if _, err := ParseNumber("1", ';'); err == nil {
		t.Error("a decimal sign of ; is accepted")
	}
}

// The plain numbers are not read through strconv; they must come out as if they were.
func TestParseNumberRoundsAsStrconv(t *testing.T) {
	for i := range 200_000 {
		v := float64(i*7919%1_000_003) / []float64{1, 10, 100, 1000, 1e6}[i%5] * float64(i%3-1)
		text := strconv.FormatFloat(v, 'f', -1, 64)
		got, err := ParseNumber(text, '.')
		want, _ := strconv.ParseFloat(text, 64)
		if err != nil || got != want || math.Signbit(got) != math.Signbit(want) {
			t.Fatalf("ParseNumber(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
}

// What is accepted is finite, uses the characters of numbers only, and written in the plainest way reads the same.
func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"17", "-1,5", "1 234,5", "\u22121\u00a0234\u202f567", "1e-07", "1'234,5 %", "12%%", "0x1p-2", "1_000", "Inf", "nan", "1,5x", "", ".5", "5.", "~100", ".."} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, comma bool) {
		decimal := '.'
		if comma {
			decimal = ','
		}
		v, err := ParseNumber(s, decimal)
		if err != nil {
			return
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("ParseNumber(%q) = %v", s, v)
		}
		clean := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "\u2019", "", "%", "", "\u2212", "-", string(decimal), ".").Replace(s)
		if i := strings.IndexFunc(clean, func(r rune) bool { return !strings.ContainsRune("0123456789.-+eE", r) }); i >= 0 {
			t.Errorf("ParseNumber(%q) accepts %q", s, clean[i:])
		}
		if want, err := strconv.ParseFloat(clean, 64); err != nil || v != want {
			t.Errorf("ParseNumber(%q) = %v, strconv says %v, %v", s, v, want, err)
		}
		text := strings.Replace(strconv.FormatFloat(v, 'g', -1, 64), ".", string(decimal), 1)
		if again, err := ParseNumber(text, decimal); err != nil || again != v {
			t.Errorf("%q reads %v, written as %q it reads %v, %v", s, v, text, again, err)
		}
	})
}
