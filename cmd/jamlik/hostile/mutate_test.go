package hostile

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// mutation is one way to damage a file. It may change the name, and must not change the bytes that it is given.
type mutation struct {
	name  string
	apply func(rnd *rand.Rand, name string, data []byte) (string, []byte)
}

// bytewise is a mutation that leaves the name alone.
func bytewise(name string, apply func(rnd *rand.Rand, data []byte) []byte) mutation {
	return mutation{name, func(rnd *rand.Rand, file string, data []byte) (string, []byte) {
		return file, apply(rnd, slices.Clone(data))
	}}
}

// mutations are all ways.
var mutations = append(slices.Clone(ofContents), mutation{"part of an archive", inArchive})

// ofContents are those that know nothing of archives.
var ofContents = []mutation{
	bytewise("bits flipped", func(rnd *rand.Rand, b []byte) []byte {
		for range 1 + rnd.IntN(8) {
			if len(b) > 0 {
				b[rnd.IntN(len(b))] ^= 1 << rnd.IntN(8)
			}
		}
		return b
	}),
	bytewise("cut off", func(rnd *rand.Rand, b []byte) []byte { return b[:rnd.IntN(len(b)+1)] }),
	bytewise("cut off at the front", func(rnd *rand.Rand, b []byte) []byte { return b[rnd.IntN(len(b)+1):] }),
	bytewise("block deleted", func(rnd *rand.Rand, b []byte) []byte {
		from, to := block(rnd, b)
		return slices.Delete(b, from, to)
	}),
	bytewise("block zeroed", func(rnd *rand.Rand, b []byte) []byte {
		from, to := block(rnd, b)
		clear(b[from:to])
		return b
	}),
	bytewise("block repeated", func(rnd *rand.Rand, b []byte) []byte {
		from, to := block(rnd, b)
		return slices.Insert(b, from, bytes.Repeat(b[from:to], 1+rnd.IntN(50))...)
	}),
	bytewise("blocks exchanged", func(rnd *rand.Rand, b []byte) []byte {
		from, to := block(rnd, b)
		moved := slices.Clone(b[from:to])
		b = slices.Delete(b, from, to)
		return slices.Insert(b, rnd.IntN(len(b)+1), moved...)
	}),
	bytewise("binary length made huge", func(rnd *rand.Rand, b []byte) []byte {
		huge := []uint64{0xffffffff, 0x7fffffff, 0x80000000, 1 << 28, 1<<63 - 1, 1 << 40, 0xffffffffffffffff}[rnd.IntN(7)]
		size := 4 << rnd.IntN(2)
		if len(b) < size {
			return b
		}
		at := rnd.IntN(len(b) - size + 1)
		field := binary.LittleEndian.AppendUint64(nil, huge)
		if rnd.IntN(2) == 0 {
			field = binary.BigEndian.AppendUint64(nil, huge)[8-size:]
		}
		copy(b[at:at+size], field)
		return b
	}),
	bytewise("number replaced", func(rnd *rand.Rand, b []byte) []byte {
		return replaced(rnd, number, b, numbers)
	}),
	bytewise("all numbers replaced", func(rnd *rand.Rand, b []byte) []byte {
		return number.ReplaceAllLiteral(b, []byte(numbers[rnd.IntN(len(numbers))]))
	}),
	bytewise("word replaced", func(rnd *rand.Rand, b []byte) []byte { return replaced(rnd, word, b, strange) }),
	bytewise("strange text put in", func(rnd *rand.Rand, b []byte) []byte {
		for range 1 + rnd.IntN(5) {
			b = slices.Insert(b, rnd.IntN(len(b)+1), []byte(strange[rnd.IntN(len(strange))])...)
		}
		return b
	}),
	bytewise("mark deleted or doubled", func(rnd *rand.Rand, b []byte) []byte {
		return replaced(rnd, mark, b, []string{"", "\"\"", ",,", ";;", "[[", "}", "\n\n", "::", "==", "'"})
	}),
	bytewise("nested deep", func(rnd *rand.Rand, b []byte) []byte {
		open := []string{"[", "{\"a\":", "(", "<a>", "- ", "\"", "{", "  a:\n", "&a [", "[[["}[rnd.IntN(10)]
		return slices.Insert(b, rnd.IntN(len(b)+1), []byte(strings.Repeat(open, 1+rnd.IntN(200_000)))...)
	}),
	bytewise("line repeated", func(rnd *rand.Rand, b []byte) []byte {
		lines := bytes.SplitAfter(b, []byte("\n"))
		at := rnd.IntN(len(lines))
		return bytes.Join(slices.Insert(lines, at, slices.Repeat([][]byte{lines[at]}, 1+rnd.IntN(2000))...), nil)
	}),
	bytewise("line grown", func(rnd *rand.Rand, b []byte) []byte {
		return slices.Insert(b, rnd.IntN(len(b)+1), bytes.Repeat([]byte{"x9,;\t\" \xff"[rnd.IntN(8)]}, 1<<(10+rnd.IntN(11)))...)
	}),
	bytewise("lines end in another way", func(rnd *rand.Rand, b []byte) []byte {
		return bytes.ReplaceAll(b, []byte("\n"), []byte([]string{"\r", "\r\r\n", "\u2028", "\x85", "\n\x00", "\v"}[rnd.IntN(6)]))
	}),
	bytewise("encoded in another way", func(rnd *rand.Rand, b []byte) []byte {
		encodings := []func() ([]byte, error){
			func() ([]byte, error) {
				return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(b)
			},
			func() ([]byte, error) {
				return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes(b)
			},
			func() ([]byte, error) { return charmap.Windows1252.NewEncoder().Bytes(b) },
			func() ([]byte, error) { return charmap.CodePage850.NewEncoder().Bytes(b) },
			func() ([]byte, error) { return charmap.ISO8859_1.NewDecoder().Bytes(b) }, // encoded twice
		}
		out, err := encodings[rnd.IntN(len(encodings))]()
		if err != nil || len(out) == 0 {
			return b
		}
		at := rnd.IntN(len(out) + 1)
		switch rnd.IntN(3) {
		case 0: // the one half so, the other as it was
			return append(out[:at:at], b[min(at, len(b)):]...)
		case 1:
			return append([]byte([]string{"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff", "\xff\xfe\x00\x00"}[rnd.IntN(4)]), out...)
		}
		return out
	}),
	bytewise("aliases that multiply", func(rnd *rand.Rand, b []byte) []byte {
		var bomb strings.Builder
		bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
		for i := 1; i < 12; i++ {
			c, p := string(rune('a'+i)), string(rune('a'+i-1))
			bomb.WriteString(c + "0: &" + c + "0 [" + strings.Repeat("*"+p+"0, ", 8) + "*" + p + "0]\n")
		}
		if rnd.IntN(2) == 0 {
			return append([]byte(bomb.String()), b...)
		}
		return append(b, bomb.String()...)
	}),
	{"another extension", func(rnd *rand.Rand, name string, data []byte) (string, []byte) {
		all := []string{".csv", ".px", ".json", ".xlsx", ".parquet", ".arrow", ".geojson", ".gpkg", ".shp", ".vs", ".agg", ".zip", ".txt", "", ".csv.gz"}
		return strings.TrimSuffix(name, path.Ext(name)) + all[rnd.IntN(len(all))], data
	}},
	bytewise("compressed", func(rnd *rand.Rand, b []byte) []byte {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, _ = w.Write(b) // into memory
		_ = w.Close()
		return out.Bytes()
	}),
	{"bits flipped and cut off", func(rnd *rand.Rand, name string, data []byte) (string, []byte) {
		b := slices.Clone(data)
		for range 1 + rnd.IntN(30) {
			if len(b) > 0 {
				b[rnd.IntN(len(b))] = byte(rnd.Uint32())
			}
		}
		return name, b[:len(b)-rnd.IntN(len(b)/4+1)]
	}},
}

var (
	number = regexp.MustCompile(`\d+([.,]\d+)?`)
	word   = regexp.MustCompile(`[\pL_]{2,}`)
	mark   = regexp.MustCompile(`["',;:=()\[\]{}\n]`)
)

var numbers = []string{"999999999999999999999", "-1", "0", "1e999", "-1e999", "NaN", "Infinity", "-inf", "1e-400", "0x1p-1074", "٣", "１２", "9223372036854775807", "4294967296",
	"18446744073709551616", "1,5,5", "1.2.3", "--5", "\u22125", "0000000000000000000000000000001", "1_000", "2147483648", "1e308", "3.141592653589793238462643383279502884", "9999999"}

var strange = []string{"\x00", "\r", "\x1b[31m\x1b]0;x\a", "\u202e\u2066abc\u2069", "\u200b\u200d\ufeff", "\u2028\u2029", "\xc0\xaf", "\xed\xa0\x80", "\xff\xfe", "=1+1", "@SUM(A1)", "<script>alert(1)</script>",
	"]]>", "\"", "'", "\\", "%s%n%x", "../../etc/passwd", "A\u0308\u0301\u0301", strings.Repeat("\u0301", 300), "\u0085", "__proto__", "\ufffe\uffff", "null", "true", "!!binary", "<<", "&x", "*x", "\t", "CON", "\U0001F4A9"}

// block is a part of b, at most a third of it.
func block(rnd *rand.Rand, b []byte) (from, to int) {
	from = rnd.IntN(len(b) + 1)
	return from, min(len(b), from+rnd.IntN(len(b)/3+2))
}

// replaced puts one of the others in the place of one match.
func replaced(rnd *rand.Rand, what *regexp.Regexp, b []byte, by []string) []byte {
	found := what.FindAllIndex(b, 5000)
	if len(found) == 0 {
		return b
	}
	at := found[rnd.IntN(len(found))]
	return slices.Concat(b[:at[0]], []byte(by[rnd.IntN(len(by))]), b[at[1]:])
}

// inArchive damages one entry of a zip archive, or puts a file into one: hostile names, entries given twice, or one that unpacks to very much.
func inArchive(rnd *rand.Rand, name string, data []byte) (string, []byte) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	add := func(entry string, content []byte) {
		if f, err := w.CreateHeader(&zip.FileHeader{Name: entry, Method: zip.Deflate}); err == nil {
			_, _ = f.Write(content) // into memory
		}
	}
	if in, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil && len(in.File) > 0 {
		hit := rnd.IntN(len(in.File))
		for i, f := range in.File {
			r, err := f.Open()
			if err != nil {
				continue
			}
			content, err := io.ReadAll(r)
			if err != nil {
				continue
			}
			entry := f.Name
			if i == hit {
				switch rnd.IntN(6) {
				case 0:
					content = append(content, make([]byte, 64<<20)...)
				case 1:
					entry = "../" + entry
				case 2:
					add(entry, content)
				case 3:
					content = bytes.Repeat(content, 200)
				default:
					_, content = ofContents[rnd.IntN(len(ofContents))].apply(rnd, entry, content)
				}
			}
			add(entry, content)
		}
	} else {
		add([]string{path.Base(name), "../" + path.Base(name), "/etc/passwd", "a/b.shp", strings.Repeat("x", 300)}[rnd.IntN(5)], data)
		if rnd.IntN(2) == 0 {
			add("[Content_Types].xml", []byte("<Types/>"))
		}
		name = strings.TrimSuffix(name, path.Ext(name)) + []string{".zip", ".xlsx", path.Ext(name)}[rnd.IntN(3)]
	}
	_ = w.Close()
	return name, out.Bytes()
}
