package delimited

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/decimal"
)

// ParseNumber reads a number as statistics print it: digits with the given decimal sign ('.' or ','), groups of three digits set
// apart by a space, U+00A0, U+202F, ' or U+2019, a minus as '-' or U+2212, and an exponent with its sign (1e-07). Space around it
// is ignored, and so is a percent sign after it: "12,5 %" is 12.5.
// Anything else is an error, of type [indicators.Problem] without a place: so are "", "nan", "Inf", "1_000", "0x1p-2", "+5", "5.", the other
// decimal sign, groups of other than three digits, and numbers that float64 cannot hold.
func ParseNumber(s string, decimal rune) (float64, error) {
	if decimal != '.' && decimal != ',' {
		return 0, indicators.Problem{What: fmt.Sprintf("the decimal sign %q is neither point nor comma", decimal)}
	}
	if v, ok := parse(s, byte(decimal)); ok {
		return v, nil
	}
	p := indicators.Problem{What: fmt.Sprintf("cannot read %q as a number", s)}
	other := byte('.')
	if decimal == '.' {
		other = ','
	}
	if _, ok := parse(s, other); ok {
		p.Remedy = fmt.Sprintf("the decimal sign here is %q; set decimal: %q if the file uses that", decimal, string(other))
	}
	return 0, p
}

// parse reads a number, the plain ones the fast way.
func parse[T string | []byte](s T, sign byte) (float64, bool) {
	if v, ok := decimal.Plain(s, sign); ok {
		return v, true
	}
	var space [40]byte
	clean, ok := cleaned(space[:0], s, sign)
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseFloat(string(clean), 64)
	if err != nil || v == 0 && !zero(clean) {
		return 0, false
	}
	return v, true
}

// cleaned appends a number to b as strconv reads it, without spaces and with a point. It is not ok when s is no number.
func cleaned[T string | []byte](b []byte, s T, decimal byte) ([]byte, bool) {
	i, end := 0, len(s)
	for i < end && spaceAt(s, i, end) > 0 {
		i += spaceAt(s, i, end)
	}
	trim := func() {
		for n := spaceBefore(s, i, end); n > 0; n = spaceBefore(s, i, end) {
			end -= n
		}
	}
	if trim(); i < end && s[end-1] == '%' {
		end--
		trim()
	}
	switch {
	case i < end && s[i] == '-':
		b = append(b, '-')
		i++
	case i+3 <= end && s[i] == 0xe2 && s[i+1] == 0x88 && s[i+2] == 0x92: // U+2212
		b = append(b, '-')
		i += 3
	}
	first, group, grouped := i, 0, false // group counts the digits since the last separator
	for ; i < end; i++ {
		n := spaceAt(s, i, end)
		if n == 0 {
			n = apostropheAt(s, i, end)
		}
		if n > 0 {
			if group == 0 || group > 3 || grouped && group != 3 || s[first] == '0' {
				return nil, false
			}
			grouped, group = true, 0
			i += n - 1
			continue
		}
		if !digit(s[i]) {
			break
		}
		group++
		b = append(b, s[i])
	}
	if grouped && group != 3 {
		return nil, false
	}
	fraction := 0
	if i < end && s[i] == decimal {
		b = append(b, '.')
		for i++; i < end && digit(s[i]); i++ {
			fraction++
			b = append(b, s[i])
		}
		if fraction == 0 {
			return nil, false
		}
	}
	if group+fraction == 0 {
		return nil, false
	}
	if i == end {
		return b, true
	}
	if grouped || s[i] != 'e' && s[i] != 'E' || end-i < 3 || end-i > 5 || s[i+1] != '-' && s[i+1] != '+' {
		return nil, false
	}
	b = append(b, 'e', s[i+1])
	for i += 2; i < end; i++ {
		if !digit(s[i]) {
			return nil, false
		}
		b = append(b, s[i])
	}
	return b, true
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// zero tells whether a number's digits before any exponent are all 0.
func zero(clean []byte) bool {
	for _, c := range clean {
		if c == 'e' {
			break
		}
		if c >= '1' && c <= '9' {
			return false
		}
	}
	return true
}

// spaceAt returns the length of the space at s[i], 0 if there is none.
func spaceAt[T string | []byte](s T, i, end int) int {
	switch {
	case s[i] == ' ':
		return 1
	case s[i] == 0xc2 && i+2 <= end && s[i+1] == 0xa0: // U+00A0
		return 2
	case s[i] == 0xe2 && i+3 <= end && s[i+1] == 0x80 && s[i+2] == 0xaf: // U+202F
		return 3
	}
	return 0
}

// apostropheAt returns the length of the apostrophe at s[i], 0 if there is none.
func apostropheAt[T string | []byte](s T, i, end int) int {
	switch {
	case s[i] == '\'':
		return 1
	case s[i] == 0xe2 && i+3 <= end && s[i+1] == 0x80 && s[i+2] == 0x99: // U+2019
		return 3
	}
	return 0
}

// spaceBefore returns the length of the space that ends at s[end].
func spaceBefore[T string | []byte](s T, start, end int) int {
	for n := 1; n <= utf8.UTFMax-1 && end-n >= start; n++ {
		if spaceAt(s, end-n, end) == n {
			return n
		}
	}
	return 0
}

// Number is [ParseNumber] without a reason, for readers of millions of cells.
func Number[T string | []byte](s T, decimal byte) (v float64, ok bool) { return parse(s, decimal) }
