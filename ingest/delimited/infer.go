package delimited

import (
	"bytes"
	"io"
)

// Guess is what the cells of a column have in common so far. The zero Guess fits everything.
type Guess struct {
	text     bool // some cell is no plain number
	filled   bool
	fraction bool // some cell has a decimal sign or an exponent
	long     bool // some whole number has more digits than float64 holds
	point    bool
	comma    bool
	shifted  bool // some comma cannot set apart thousands
}

// See takes a cell that is not empty into account. A number has a minus, digits without leading zeros, perhaps in groups of three, at most one decimal sign
// and an exponent with its sign; at most 18 digits when whole and 17 otherwise, so that int64 and float64 hold it. A percentage is text: its
// number alone would not say what it is.
func (g *Guess) See(b []byte) {
	g.filled = true
	i := 0
	switch {
	case b[len(b)-1] == '%':
		g.text = true
		return
	case b[0] == '-':
		i++
	case bytes.HasPrefix(b, []byte("\u2212")):
		i += len("\u2212")
		g.fraction = true // it takes the way of those that are not written plainly
	}
	start := i
	for i < len(b) && digit(b[i]) {
		i++
	}
	whole := i - start
	if whole == 0 || whole > 1 && b[start] == '0' {
		g.text = true
		return
	}
	if i == len(b) {
		g.long = g.long || whole > 15
		g.text = g.text || whole > 18
		if start == 1 && b[1] == '0' {
			g.fraction = true // -0, which int64 has not
		}
		return
	}
	g.fraction = true
	fraction, significant := 0, whole // leading zeros are not significant
	if b[start] == '0' {
		significant = 0
	}
	if b[i] == '.' || b[i] == ',' {
		sign := b[i]
		for i++; i < len(b) && digit(b[i]); i++ {
			fraction++
			if significant > 0 || b[i] != '0' {
				significant++
			}
		}
		if sign == '.' {
			g.point = true
		} else {
			g.comma = true
			g.shifted = g.shifted || fraction != 3 || whole > 3 || b[start] == '0'
		}
		if fraction == 0 {
			g.text = true
			return
		}
	}
	if significant > 17 {
		g.text = true
		return
	}
	if i < len(b) {
		sign := decimalOf(g.comma)
		switch k := bytes.LastIndexAny(b[i:], ".,"); {
		case k < 0:
		case b[i+k] == ',': // after groups that something else sets apart it is a decimal sign
			g.comma, g.shifted, sign = true, true, ','
		default:
			g.point, sign = true, '.'
		}
		if _, ok := parse(b, sign); !ok {
			g.text = true
		}
	}
}

func decimalOf(comma bool) byte {
	if comma {
		return ','
	}
	return '.'
}

// Numbers tells whether the cells seen are plain numbers of one decimal sign, which it returns, and whether they are all whole. Its ok is false where no cell was seen.
func (g *Guess) Numbers() (decimal rune, whole, ok bool) {
	k, _ := g.kind()
	return rune(decimalOf(g.comma)), k == asInteger, k != asDictionary
}

// kind returns the column's kind and decimal sign.
//
// Note: commas are a decimal sign only where at least one cannot be a thousands separator; 1,234 alone could be either, and stays text.
func (g *Guess) kind() (kind, byte) {
	switch {
	case g.text, !g.filled, g.point && g.comma, g.comma && !g.shifted, g.fraction && g.long:
		return asDictionary, 0
	case g.fraction:
		return asFloat, decimalOf(g.comma)
	default:
		return asInteger, 0
	}
}

// infer reads the file through and returns the guess of every column. Rows of the wrong width are left to the reading.
func (p plan) infer() ([]Guess, error) {
	guesses := make([]Guess, p.named)
	from, err := p.rows()
	if err != nil {
		return nil, err
	}
	for {
		r, err := from.next()
		if err == io.EOF {
			return guesses, nil
		}
		if err != nil {
			return nil, err
		}
		if len(r.cells) != p.width {
			continue
		}
		for i := range guesses {
			g, c := &guesses[i], r.cells[i]
			switch {
			case g.text:
			case c.quoted && c.start == c.end, c.escaped:
				g.text, g.filled = true, true
			case c.end > c.start:
				g.See(r.text[c.start:c.end])
			}
		}
	}
}

// parseInteger reads a whole number that a guess has found plain.
func parseInteger(b []byte) (int64, bool) {
	i := 0
	if len(b) > 0 && b[0] == '-' {
		i++
	}
	if i == len(b) || len(b)-i > 18 {
		return 0, false
	}
	var v int64
	for _, c := range b[i:] {
		if !digit(c) {
			return 0, false
		}
		v = v*10 + int64(c-'0')
	}
	if b[0] == '-' {
		v = -v
	}
	return v, true
}
