package xlsx

import (
	"strconv"
	"strings"
)

// display is how a cell's format shows its number, as far as that says what the number is.
type display uint8

const (
	asNumber display = iota
	asDay            // a date, with or without a time of day
	asTime           // a time of day
	asPercent
	asCode // a number filled up with zeros, as 0114 for 114
)

// format is the format of a cell.
type format struct {
	display display
	width   int // digits of asCode
}

// readStyles reads the format of every style that cells have.
func (w *workbook) readStyles() ([]format, error) {
	if w.styles == "" {
		return nil, nil
	}
	p, err := w.archive.part(w.styles, smallPart)
	if err != nil {
		return nil, err
	}
	codes := map[int]string{}
	var out []format
	return out, p.walk("styleSheet", func(m *markup) error {
		within := false
		for {
			t, err := m.next()
			if err != nil || t == endOfPart {
				return err
			}
			switch name := string(m.name); {
			case t == startTag && name == "numFmt":
				if id, err := strconv.Atoi(m.attr("numFmtId")); err == nil && len(m.opened) == 3 {
					codes[id] = m.attr("formatCode")
				}
			case name == "cellXfs":
				within = t == startTag
			case t == startTag && name == "xf" && within:
				id, err := strconv.Atoi(m.attr("numFmtId"))
				if err != nil {
					id = 0
				}
				if code, ok := codes[id]; ok {
					out = append(out, formatOf(code))
				} else {
					out = append(out, builtIn(id))
				}
			}
		}
	})
}

// builtIn returns the formats that have a number and no code in the file: section 18.8.30 of ECMA-376, part 1. 27–36 and 50–58 are dates in East Asian
// editions and not used in others.
func builtIn(id int) format {
	switch {
	case id == 9 || id == 10:
		return format{display: asPercent}
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return format{display: asDay}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 55, id == 56, id >= 45 && id <= 47:
		return format{display: asTime}
	}
	return format{}
}

// formatOf reads the code of a format, of which the first section is for positive numbers. Codes are in English in the file, whatever the language of
// the program.
func formatOf(code string) format {
	var letters strings.Builder // what is left without literal text, colours and conditions
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			k := strings.IndexByte(code[i+1:], '"')
			if k < 0 {
				k = len(code) - i - 2
			}
			i += k + 1
		case '\\', '_', '*':
			i++
		case '[':
			k := strings.IndexByte(code[i:], ']')
			if k < 0 {
				k = len(code) - i - 1
			}
			switch strings.ToLower(code[i : i+k+1]) {
			case "[h]", "[hh]", "[m]", "[mm]", "[s]", "[ss]":
				letters.WriteString("[h]")
			}
			i += k
		case ';':
			i = len(code)
		default:
			letters.WriteByte(c)
		}
	}
	s := strings.ToLower(letters.String())
	switch {
	case strings.Contains(s, "general"):
		return format{}
	case strings.ContainsAny(s, "0#?"):
		s = strings.TrimSpace(s)
		switch {
		case strings.Contains(s, "%"):
			return format{display: asPercent}
		case len(s) > 1 && len(s) <= 20 && strings.Trim(s, "0") == "":
			return format{display: asCode, width: len(s)}
		case strings.ContainsAny(s, "hs") && strings.ContainsAny(s, ":"): // seconds with decimals: mm:ss.0
			return format{display: asTime}
		}
		return format{}
	case strings.ContainsAny(s, "yd"):
		return format{display: asDay}
	case strings.Contains(s, "m") && !strings.ContainsAny(s, "hs"):
		return format{display: asDay}
	case strings.ContainsAny(s, "hs"):
		return format{display: asTime}
	}
	return format{}
}
