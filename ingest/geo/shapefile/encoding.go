package shapefile

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"github.com/jamlik/jamlik/indicators"
)

// codePages are the encodings by their numbers. Those of Latin-1 are read as Windows-1252, which has the same letters and more.
var codePages = map[string]encoding.Encoding{
	"437": charmap.CodePage437, "850": charmap.CodePage850, "852": charmap.CodePage852, "858": charmap.CodePage858, "865": charmap.CodePage865, "866": charmap.CodePage866,
	"1250": charmap.Windows1250, "1251": charmap.Windows1251, "1252": charmap.Windows1252, "1253": charmap.Windows1253, "1254": charmap.Windows1254, "1257": charmap.Windows1257,
	"88591": charmap.Windows1252, "28591": charmap.Windows1252, "88592": charmap.ISO8859_2, "88594": charmap.ISO8859_4, "88595": charmap.ISO8859_5, "885910": charmap.ISO8859_10,
	"885913": charmap.ISO8859_13, "885915": charmap.ISO8859_15, "65001": nil,
}

// languageDrivers are the code pages that the header of a table stands for.
var languageDrivers = map[byte]string{
	0x01: "437", 0x02: "850", 0x03: "1252", 0x08: "865", 0x57: "1252", 0x58: "1252", 0x59: "1252", 0x64: "852", 0x65: "866", 0x66: "865", 0x26: "866",
	0xc8: "1250", 0xc9: "1251", 0xca: "1254", 0xcb: "1253", 0xcc: "1257",
}

// codePage returns the number of an encoding by its name: UTF-8, 1252, ANSI 1252, CP1252, windows-1252, ISO-8859-1, ISO 88591, OEM 850.
func codePage(name string) string {
	n := strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name)
	switch n {
	case "utf8":
		return "65001"
	case "latin1":
		return "88591"
	}
	for _, prefix := range []string{"windows", "ansi", "oem", "ibm", "cp", "iso"} {
		n = strings.TrimPrefix(n, prefix)
	}
	return n
}

// encoding returns how texts are decoded: by the .cpg, else by the language driver, else as UTF-8 if every text is that, and as Windows-1252 if not.
func (t *dbf) encoding(declared string) (decode func([]byte) (string, bool), warning string, err error) {
	if declared != "" {
		e, ok := codePages[codePage(declared)]
		if !ok {
			return nil, "", indicators.Problem{File: t.in.Name, What: fmt.Sprintf("the .cpg says that the encoding is %.40q, which is not known", declared), Remedy: "write UTF-8 or 1252 into it"}
		}
		return decoder(e), "", nil
	}
	if page, ok := languageDrivers[t.language]; ok {
		return decoder(codePages[page]), "", nil
	}
	ascii, unicode, err := t.letters()
	switch {
	case err != nil:
		return nil, "", err
	case ascii:
		return decoder(nil), "", nil
	case unicode:
		return decoder(nil), "nothing says in what encoding the texts are; they are read as UTF-8, which all of them are", nil
	}
	return decoder(charmap.Windows1252), "nothing says in what encoding the texts are; they are read as Windows-1252", nil
}

// letters tells whether all texts are ASCII, or else UTF-8.
func (t *dbf) letters() (ascii, unicode bool, err error) {
	ascii, unicode = true, true
	look := func(b []byte) {
		for _, c := range b {
			ascii = ascii && c < utf8.RuneSelf
		}
		unicode = unicode && utf8.Valid(b)
	}
	for _, f := range t.fields {
		look(f.raw)
	}
	rows := t.reader()
	for range t.rows {
		r, err := rows.next()
		if err != nil {
			return false, false, err
		}
		for _, f := range t.fields {
			if f.kind == 'C' {
				look(bytes.TrimRight(r[f.offset:f.offset+f.size], " \x00"))
			}
		}
	}
	return ascii, unicode, nil
}

// decoder returns a function that decodes texts, which is not ok of bytes that are no letters. A nil encoding is UTF-8.
func decoder(e encoding.Encoding) func([]byte) (string, bool) {
	if e == nil {
		return func(b []byte) (string, bool) { return string(b), utf8.Valid(b) }
	}
	d := e.NewDecoder()
	return func(b []byte) (string, bool) {
		plain := true
		for _, c := range b {
			plain = plain && c < utf8.RuneSelf
		}
		if plain {
			return string(b), true
		}
		s, err := d.Bytes(b)
		return string(s), err == nil && !bytes.ContainsRune(s, utf8.RuneError)
	}
}
