package decimal

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		text string
		sign byte
		want float64
		ok   bool
	}{
		{"17", '.', 17, true}, {"-1.5", '.', -1.5, true}, {"1,5", ',', 1.5, true}, {".5", '.', 0.5, true}, {"0114", '.', 114, true},
		{"-0", '.', math.Copysign(0, -1), true}, {"123456789012345", '.', 123456789012345, true},
		{"1234567890123456", '.', 0, false}, // beyond what float64 holds exactly
		{"1,5", '.', 0, false}, {"5.", '.', 0, false}, {".", '.', 0, false}, {"-", '.', 0, false}, {"", '.', 0, false}, {"1.2.3", '.', 0, false},
		{"1e5", '.', 0, false}, {"+5", '.', 0, false}, {"NaN", '.', 0, false}, {" 5", '.', 0, false}, {"5x", '.', 0, false},
	} {
		got, ok := Plain(c.text, c.sign)
		if ok != c.ok || got != c.want || math.Signbit(got) != math.Signbit(c.want) {
			t.Errorf("Plain(%q, %q) = %v, %v, want %v, %v", c.text, c.sign, got, ok, c.want, c.ok)
		}
	}
}

// What is accepted must come out as if it had been read through strconv.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{"17", "-1.5", "0.1", "12345678901234.5", "-0", "00.10", ".000000000000001", "999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := Plain(s, '.')
		if !ok {
			return
		}
		want, err := strconv.ParseFloat(s, 64)
		if err != nil || got != want || math.Signbit(got) != math.Signbit(want) {
			t.Errorf("Plain(%q) = %v, strconv says %v, %v", s, got, want, err)
		}
		if comma, ok := Plain([]byte(strings.ReplaceAll(s, ".", ",")), ','); !ok || comma != got {
			t.Errorf("Plain(%q) with a comma = %v, %v", s, comma, ok)
		}
	})
}
