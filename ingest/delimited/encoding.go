package delimited

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/jamlik/jamlik/ingest"
)

// The encodings, by the names of ingest.Options.
const (
	encodingUTF8   = "utf-8"
	encodingUTF16  = "utf-16"
	encoding1252   = "windows-1252"
	encodingLatin1 = "iso-8859-1"
)

// text is a file whose encoding is known and checked: every reader it gives is valid UTF-8 without NUL.
type text struct {
	in       ingest.Input
	encoding string
	mark     int64             // bytes of the byte order mark
	decoder  encoding.Encoding // nil for UTF-8
}

// reader returns the text from its start.
func (t text) reader() io.Reader {
	raw := io.NewSectionReader(t.in.Data, t.mark, t.in.Size-t.mark)
	if t.decoder == nil {
		return raw
	}
	return t.decoder.NewDecoder().Reader(raw)
}

// size returns the most bytes that the text can have as UTF-8: a letter of one byte becomes at most three.
func (t text) size() int64 {
	if t.decoder == nil {
		return t.in.Size
	}
	return 3 * t.in.Size
}

// decode finds the encoding of a file and checks every byte of it, so that an encoding never changes half-way and the first
// wrong byte is an error with its line. It reads the whole file once, at the speed of a disk.
func decode(in ingest.Input, declared string) (text, error) {
	head, err := read(in, 512)
	if err != nil {
		return text{}, err
	}
	if len(head) == 0 {
		return text{}, problem(in.Name, 0, "the file is empty", "fetch it again, or take it out of the study")
	}
	if f := foreign(head); f != "" {
		return text{}, problem(in.Name, 0, "this is "+f+", not delimited text", "")
	}
	t := text{in: in, encoding: declared}
	var marked string
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		marked, t.mark = encodingUTF8, 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		marked, t.mark, t.decoder = encodingUTF16, 2, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		marked, t.mark, t.decoder = encodingUTF16, 2, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	switch declared {
	case "", encodingUTF8, encodingUTF16, encoding1252, encodingLatin1:
	default:
		return text{}, problem(in.Name, 0, fmt.Sprintf("unknown encoding %q", declared), "one of utf-8, utf-16, windows-1252, iso-8859-1")
	}
	if marked != "" && declared != "" && marked != declared {
		return text{}, problem(in.Name, 1, fmt.Sprintf("the file begins with the mark of %s, but its encoding is said to be %s", marked, declared), "set encoding: "+marked)
	}
	if declared == encodingUTF16 && marked == "" {
		return text{}, problem(in.Name, 1, "the encoding is said to be utf-16, but the file does not begin with a byte order mark", "save it as UTF-8")
	}
	if marked != "" {
		t.encoding = marked
	}
	if t.encoding == encodingUTF16 {
		return t, checkUTF16(t)
	}
	s, err := survey(in)
	if err != nil {
		return text{}, err
	}
	return t.settle(s)
}

// settle chooses between UTF-8 and the one-byte encodings from what the survey saw.
func (t text) settle(s bytesSeen) (text, error) {
	if s.nul >= 0 {
		return text{}, t.at(s.nul, "a NUL byte in text", "the file may be UTF-16 without a byte order mark, or not text: save it as UTF-8")
	}
	if t.encoding == "" {
		switch {
		case s.invalid < 0:
			t.encoding = encodingUTF8
		case s.multibyte:
			return text{}, t.at(s.invalid, fmt.Sprintf("byte 0x%02X is not UTF-8, though other letters of the file are", s.invalidByte),
				"repair the file, or set the encoding if it is windows-1252 all the same")
		default:
			t.encoding = encoding1252
		}
	}
	if t.encoding != encodingUTF8 && s.invalid < 0 && s.multibyte {
		return text{}, problem(t.in.Name, 0, "the encoding is said to be "+t.encoding+", but every letter of the file is UTF-8", "set encoding: utf-8, or leave it out")
	}
	switch t.encoding {
	case encodingUTF8:
		if s.invalid >= 0 {
			return text{}, t.at(s.invalid, fmt.Sprintf("byte 0x%02X is not UTF-8, which the file is said to be", s.invalidByte), "set encoding: windows-1252 if the publisher uses it")
		}
	case encoding1252:
		if s.undefined1252 >= 0 {
			return text{}, t.at(s.undefined1252, "the text is neither UTF-8 nor windows-1252", "save it as UTF-8")
		}
		t.decoder = charmap.Windows1252
	case encodingLatin1:
		if s.control >= 0 {
			return text{}, t.at(s.control, "a control character where iso-8859-1 has no letter", "set encoding: windows-1252")
		}
		t.decoder = charmap.ISO8859_1
	}
	return t, nil
}

// at is a problem at a byte of the file.
func (t text) at(offset int64, what, remedy string) error {
	line := 1
	buf := make([]byte, 64<<10)
	r := io.NewSectionReader(t.in.Data, 0, offset)
	last := byte(0)
	for {
		n, err := r.Read(buf)
		for _, c := range buf[:n] {
			if c == '\r' || c == '\n' && last != '\r' {
				line++
			}
			last = c
		}
		if err != nil {
			return problem(t.in.Name, line, what, remedy)
		}
	}
}

// bytesSeen holds the offsets of the first telling bytes of a file, -1 where there are none.
type bytesSeen struct {
	nul           int64
	invalid       int64 // not UTF-8
	invalidByte   byte
	undefined1252 int64 // has no letter in windows-1252
	control       int64 // 0x80–0x9F
	multibyte     bool  // some letter is well-formed UTF-8 of several bytes
}

func survey(in ingest.Input) (bytesSeen, error) {
	s := bytesSeen{nul: -1, invalid: -1, undefined1252: -1, control: -1}
	buf := make([]byte, 256<<10)
	kept := 0          // bytes of an unfinished letter, moved to the front
	offset := int64(0) // of buf[0]
	r := in.Section()
	for {
		n, err := io.ReadFull(r, buf[kept:])
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return s, fmt.Errorf("%s: %w", in.Name, err)
		}
		last := err != nil
		block := buf[:kept+n]
		if s.nul < 0 {
			if i := bytes.IndexByte(block, 0); i >= 0 {
				s.nul = offset + int64(i)
				return s, nil
			}
		}
		used := s.letters(block, offset, last)
		if last {
			return s, nil
		}
		kept = copy(buf, block[used:])
		offset += int64(used)
	}
}

// letters looks at the letters of a block and returns how many bytes it used: all, or all but an unfinished letter.
func (s *bytesSeen) letters(block []byte, offset int64, last bool) int {
	end := len(block)
	if !last {
		for k := 1; k < utf8.UTFMax && k <= len(block); k++ {
			if c := block[len(block)-k]; utf8.RuneStart(c) {
				if c >= utf8.RuneSelf && !utf8.FullRune(block[len(block)-k:]) {
					end = len(block) - k
				}
				break
			}
		}
	}
	for i := 0; i < end; {
		if i+8 <= end && binary.LittleEndian.Uint64(block[i:])&0x8080808080808080 == 0 {
			i += 8
			continue
		}
		if block[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(block[i:end])
		if r != utf8.RuneError || size > 1 {
			s.multibyte = true
		} else if s.invalid < 0 {
			s.invalid, s.invalidByte = offset+int64(i), block[i]
		}
		for k, c := range block[i : i+size] { // should the encoding be one of single bytes
			if c < 0xa0 && s.control < 0 {
				s.control = offset + int64(i+k)
			}
			if s.undefined1252 < 0 && (c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d) {
				s.undefined1252 = offset + int64(i+k)
			}
		}
		i += size
	}
	return end
}

// checkUTF16 reads a UTF-16 file through and refuses what its decoder would replace.
func checkUTF16(t text) error {
	r := t.reader()
	buf := make([]byte, 64<<10)
	line, last := 1, byte(0)
	var tail [3]byte // so that a replacement character over two blocks is seen
	for {
		n, err := r.Read(buf)
		for _, c := range buf[:n] {
			tail[0], tail[1], tail[2] = tail[1], tail[2], c
			switch {
			case c == 0:
				return problem(t.in.Name, line, "a NUL character in text", "save the file as UTF-8")
			case tail == [3]byte{0xef, 0xbf, 0xbd}:
				return problem(t.in.Name, line, "a broken letter in UTF-16 text", "save the file as UTF-8")
			case c == '\r' || c == '\n' && last != '\r':
				line++
			}
			last = c
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", t.in.Name, err)
		}
	}
}
