package xlsx

import (
	"fmt"
	"math"
	"strconv"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/delimited"
)

// kind is what a column becomes.
type kind uint8

const (
	asText kind = iota
	asWhole
	asFloat
	asDate
	asFlag
)

// found is the first of several cells and how many there are.
type found struct {
	count int
	line  int
	text  string
}

func (f *found) add(line int, text string) {
	if f.count == 0 {
		f.line, f.text = line, text
	}
	f.count++
}

// cells names the first cell and says how many more there are.
func (f *found) cells(letters string) string {
	first := letters + strconv.Itoa(f.line)
	if f.count == 1 {
		return first
	}
	return fmt.Sprintf("%s and %s of the column", first, lang.Count(f.count-1, "more cell"))
}

// shape is what the cells of a column have in common.
type shape struct {
	filled    int
	texts     int // anything that is no number, day or truth value
	fractions int
	large     int // whole numbers that float64 does not tell apart, or texts of as many digits
	days      int
	flags     int
	guess     delimited.Guess // of texts

	failures     found
	uncalculated found
	percent      found
	odd          found // days that are none
}

// empty tells whether no cell held anything.
func (s *shape) empty() bool { return s.filled+s.failures.count+s.uncalculated.count == 0 }

// see takes a cell into account.
func (s *shape) see(from *source, line int, c *cell) {
	switch c.holds {
	case failure:
		s.failures.add(line, string(c.text))
		return
	case uncalculated:
		s.uncalculated.add(line, "")
		return
	}
	s.filled++
	switch c.holds {
	case truthValue:
		s.flags++
		return
	case text:
		s.texts++
		s.guess.See(c.text)
		if len(c.text) > 15 {
			s.large++
		}
		return
	}
	shown := false
	if c.format.display != asNumber {
		_, shown = from.appendCell(nil, c)
	}
	switch {
	case c.format.display == asDay && !shown:
		s.odd.add(line, string(appendNumber(nil, c.number)))
	case c.format.display == asDay && wholeDay(c.number):
		s.days++
		return
	case c.format.display != asPercent && shown:
		s.texts++
		s.guess.See([]byte("-")) // no number, whatever it looks like
		return
	case c.format.display == asPercent:
		s.percent.add(line, string(appendNumber(nil, c.number)))
	}
	if c.number != math.Trunc(c.number) || c.number == 0 && math.Signbit(c.number) {
		s.fractions++
	} else if math.Abs(c.number) >= 1<<53 {
		s.large++
	}
}

// wholeDay tells whether a serial number has no time of day: none of half a second.
func wholeDay(serial float64) bool { return math.Abs(serial-math.Round(serial)) < 0.5/86400 }

// kind returns what the column becomes, and the decimal sign of texts in it.
func (s *shape) kind() (kind, rune) {
	numbers := s.filled - s.texts - s.days - s.flags
	switch {
	case s.filled == 0:
		return asText, 0
	case s.flags == s.filled:
		return asFlag, 0
	case s.days == s.filled:
		return asDate, 0
	case s.days+s.flags > 0:
		return asText, 0
	}
	fractions := s.fractions > 0
	decimal := '.'
	if s.texts > 0 {
		sign, wholes, ok := s.guess.Numbers()
		if !ok || s.large > 0 && (fractions || !wholes) {
			return asText, 0
		}
		decimal, fractions = sign, fractions || !wholes
	}
	if fractions || s.large > 0 && numbers > 0 {
		return asFloat, decimal
	}
	return asWhole, decimal
}

// appendCell appends a cell as text. A number is shown when its format makes something else of it: a day, a time, a code.
func (s *source) appendCell(b []byte, c *cell) (out []byte, shown bool) {
	switch c.holds {
	case text:
		return append(b, c.text...), false
	case truthValue:
		return strconv.AppendBool(b, c.number == 1), false
	case failure, uncalculated:
		return b, false
	}
	switch c.format.display {
	case asDay:
		b, shown = s.of.epoch.appendDay(b, c.number)
	case asTime:
		b, shown = appendTime(b, c.number)
	case asCode:
		if c.number == math.Trunc(c.number) && c.number >= 0 && c.number < 1e15 {
			return fmt.Appendf(b, "%0*d", c.format.width, int64(c.number)), true
		}
	}
	if !shown {
		b = appendNumber(b, c.number)
	}
	return b, shown
}

// appendNumber appends a number in the fewest digits that read back the same, as package delimited writes it.
func appendNumber(b []byte, v float64) []byte {
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e15) {
		return strconv.AppendFloat(b, v, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}
