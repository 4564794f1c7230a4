package px

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// letters makes text of the bytes of a file. All encodings that are read have ASCII as ASCII, so that only texts need it.
type letters struct {
	name    string
	charmap *charmap.Charmap // nil for UTF-8
}

var (
	utf8Letters = letters{name: "utf-8"}
	letters1252 = letters{name: "windows-1252", charmap: charmap.Windows1252}
	letters850  = letters{name: "cp850", charmap: charmap.CodePage850}
)

// codepages are the encodings by the name that is left without punctuation and the words before the number.
var codepages = map[string]*charmap.Charmap{
	"437": charmap.CodePage437, "850": charmap.CodePage850, "852": charmap.CodePage852, "855": charmap.CodePage855, "858": charmap.CodePage858,
	"860": charmap.CodePage860, "862": charmap.CodePage862, "863": charmap.CodePage863, "865": charmap.CodePage865, "866": charmap.CodePage866,
	"874": charmap.Windows874, "1250": charmap.Windows1250, "1251": charmap.Windows1251, "1252": charmap.Windows1252, "1253": charmap.Windows1253,
	"1254": charmap.Windows1254, "1255": charmap.Windows1255, "1256": charmap.Windows1256, "1257": charmap.Windows1257, "1258": charmap.Windows1258,
	"iso88591": charmap.ISO8859_1, "iso88592": charmap.ISO8859_2, "iso88593": charmap.ISO8859_3, "iso88594": charmap.ISO8859_4, "iso88595": charmap.ISO8859_5,
	"iso88596": charmap.ISO8859_6, "iso88597": charmap.ISO8859_7, "iso88598": charmap.ISO8859_8, "iso88599": charmap.ISO8859_9, "iso885910": charmap.ISO8859_10,
	"iso885913": charmap.ISO8859_13, "iso885914": charmap.ISO8859_14, "iso885915": charmap.ISO8859_15, "iso885916": charmap.ISO8859_16,
	"28591": charmap.ISO8859_1, "28592": charmap.ISO8859_2, "28605": charmap.ISO8859_15, "latin1": charmap.ISO8859_1, "latin9": charmap.ISO8859_15,
	"usascii": charmap.Windows1252, "ascii": charmap.Windows1252, "ansi": charmap.Windows1252, // whose readers never minded letters
}

// lettersOf returns the encoding of a name as CODEPAGE and ingest.Options write it.
func lettersOf(name string) (letters, bool) {
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_ .:", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
	if plain == "utf8" || plain == "65001" {
		return utf8Letters, true
	}
	for _, before := range []string{"windows", "ibm", "cp", "oem"} {
		if rest, ok := strings.CutPrefix(plain, before); ok {
			plain = rest
			break
		}
	}
	c, ok := codepages[plain]
	return letters{name: strings.ToLower(name), charmap: c}, ok
}

// chooseLetters finds the encoding of a header: the byte order mark, what the user says, CODEPAGE, CHARSET. Files without CHARSET come from DOS.
// A header whose every letter is UTF-8 is UTF-8, whatever it says: no other text looks like that.
func chooseLetters(in ingest.Input, o ingest.Options, entries []entry, header []byte) (l letters, warning, err error) {
	problem := func(line int, what, remedy string) error {
		return indicators.Problem{File: in.Name, Line: line, What: what, Remedy: remedy}
	}
	marked := bytes.HasPrefix(header, []byte(byteOrderMark))
	if o.Encoding != "" {
		l, ok := lettersOf(o.Encoding)
		switch {
		case !ok:
			return l, nil, problem(0, fmt.Sprintf("unknown encoding %q", o.Encoding), "one of utf-8, windows-1252, iso-8859-1, cp850")
		case marked && l.charmap != nil:
			return l, nil, problem(1, fmt.Sprintf("the file begins with the mark of utf-8, but its encoding is said to be %s", o.Encoding), "set encoding: utf-8")
		}
		return l, nil, nil
	}
	if marked {
		return utf8Letters, nil, nil
	}
	said, line, chosen := "no CHARSET", 0, letters850
	for _, e := range entries {
		switch text := e.text(); {
		case e.keyword == "CHARSET" && said == "no CHARSET":
			said, line, chosen = "CHARSET "+text, e.line, letters1252
		case e.keyword == "CODEPAGE" && text != "":
			l, ok := lettersOf(text)
			if !ok {
				return l, nil, problem(e.line, fmt.Sprintf("unknown CODEPAGE %q", text), "set encoding to what it is: utf-8, windows-1252, iso-8859-1, cp850 …")
			}
			said, line, chosen = "CODEPAGE "+text, e.line, l
		}
	}
	if chosen.charmap != nil && utf8.Valid(header) && bytes.ContainsFunc(header, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return utf8Letters, problem(line, fmt.Sprintf("the file has %s, but every letter of its header is UTF-8, and is read so", said), "correct CODEPAGE, or set encoding"), nil
	}
	return chosen, nil, nil
}

// decode returns the text of bytes. It is not ok when they are none of the encoding.
func (l letters) decode(raw string) (text string, ok bool) {
	for i := 0; ; i++ {
		if i == len(raw) {
			return raw, true
		}
		if raw[i] >= utf8.RuneSelf {
			break
		}
	}
	if l.charmap == nil {
		return raw, utf8.ValidString(raw)
	}
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/4)
	ok = true
	for i := range len(raw) {
		r := l.charmap.DecodeByte(raw[i])
		ok = ok && r != utf8.RuneError
		b.WriteRune(r)
	}
	return b.String(), ok
}

// decodeEntries makes text of the bytes of all entries.
func (l letters) decodeEntries(file string, entries []entry) error {
	var ps indicators.Problems
	remedy := "set encoding to what the file has"
	if l.charmap == nil {
		remedy = "set encoding: windows-1252 if the publisher uses it"
	}
	for i := range entries {
		e := &entries[i]
		wrong := 0 // the line of the first text that is none
		for k, s := range e.subkeys {
			var ok bool
			if e.subkeys[k], ok = l.decode(s); !ok && wrong == 0 {
				wrong = e.line
			}
		}
		for k, t := range e.tokens {
			var ok bool
			if e.tokens[k].text, ok = l.decode(t.text); !ok && wrong == 0 {
				wrong = int(t.line)
			}
		}
		if wrong > 0 {
			ps.Add(indicators.Problem{File: file, Line: wrong, What: fmt.Sprintf("%s has a byte that is no letter in %s", e.keyword, l.name), Remedy: remedy})
		}
	}
	return ps.Err()
}
