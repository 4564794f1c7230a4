package xlsx

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// local returns a name without its namespace.
func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// attribute takes the first attribute off the raw attributes of a tag. It is not ok when there is none, or something that is no attribute.
func attribute(raw []byte) (name, value, rest []byte, ok bool) {
	i := spaces(raw, 0)
	from := i
	for i < len(raw) && raw[i] != '=' && raw[i] > ' ' {
		i++
	}
	name = raw[from:i]
	if i = spaces(raw, i); i == len(raw) || raw[i] != '=' || len(name) == 0 {
		return nil, nil, nil, false
	}
	if i = spaces(raw, i+1); i == len(raw) || raw[i] != '"' && raw[i] != '\'' {
		return nil, nil, nil, false
	}
	k := bytes.IndexByte(raw[i+1:], raw[i])
	if k < 0 {
		return nil, nil, nil, false
	}
	return local(name), raw[i+1 : i+1+k], raw[i+k+2:], true
}

// spaces returns where white space ends that begins at i.
func spaces(raw []byte, i int) int {
	for i < len(raw) && raw[i] <= ' ' {
		i++
	}
	return i
}

// attributes tells whether the raw attributes of a tag are nothing but attributes. One that was passed over could be what says that a cell is no number.
func attributes(raw []byte) bool {
	for spaces(raw, 0) < len(raw) {
		_, _, rest, ok := attribute(raw)
		if !ok {
			return false
		}
		raw = rest
	}
	return true
}

// attr returns the text of an attribute of the last start tag, "" where it has none.
func (m *markup) attr(name string) string {
	for raw := m.attrs; ; {
		n, v, rest, ok := attribute(raw)
		if !ok {
			return ""
		}
		if string(n) == name {
			if text, err := appendText(nil, v, false); err == nil {
				return string(text)
			}
			return ""
		}
		raw = rest
	}
}

// truth reads the value of a yes-or-no attribute.
func truth(v []byte) bool { return string(v) == "1" || string(v) == "true" || string(v) == "on" }

// appendText appends raw characters to b with references resolved and line breaks as LF. It refuses what is not UTF-8.
func appendText(b, raw []byte, plain bool) ([]byte, error) {
	if !utf8.Valid(raw) {
		return nil, fmt.Errorf("holds bytes that are not UTF-8: %.40q", raw)
	}
	for len(raw) > 0 {
		k := bytes.IndexAny(raw, "&\r")
		if plain {
			k = bytes.IndexByte(raw, '\r')
		}
		if k < 0 {
			return append(b, raw...), nil
		}
		b = append(b, raw[:k]...)
		if raw[k] == '\r' {
			b = append(b, '\n')
			raw = raw[k+1:]
			if len(raw) > 0 && raw[0] == '\n' {
				raw = raw[1:]
			}
			continue
		}
		raw = raw[k:]
		end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
		r := rune(-1)
		if end > 0 {
			r = reference(string(raw[1:end]))
		}
		if r < 0 {
			return nil, fmt.Errorf("holds a reference that XML does not have: %.12q", raw)
		}
		b = utf8.AppendRune(b, r)
		raw = raw[end+1:]
	}
	return b, nil
}

// reference returns the character that an entity or character reference stands for, -1 where there is none.
func reference(name string) rune {
	switch name {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	if len(name) < 2 || name[0] != '#' {
		return -1
	}
	base, digits := 10, name[1:]
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || v == 0 || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
		return -1
	}
	return rune(v)
}

// unescaped resolves _x000D_, which is how workbooks write characters that XML cannot hold. It works in place.
func unescaped(b []byte) []byte {
	k := bytes.Index(b, []byte("_x"))
	if k < 0 {
		return b
	}
	out := b[:k]
	for k < len(b) {
		if b[k] == '_' && k+7 <= len(b) && b[k+1] == 'x' && b[k+6] == '_' {
			if v, err := strconv.ParseUint(string(b[k+2:k+6]), 16, 16); err == nil && utf8.ValidRune(rune(v)) && v != 0 && v < 0x80 {
				out = append(out, byte(v))
				k += 7
				continue
			}
		}
		out = append(out, b[k])
		k++
	}
	return out
}
