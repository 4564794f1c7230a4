package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Limits of the XML of a part: no spreadsheet program comes near them.
const (
	markupBlock = 256 << 10
	tokenLimit  = 4 << 20 // bytes of one tag or one text
	depthLimit  = 64
)

// token is what the markup holds next.
type token uint8

const (
	startTag token = iota
	endTag         // also given after an empty tag
	characters
	endOfPart
)

// markup walks the XML of one part of a workbook without building anything. Names come without their namespace: the strict and the transitional form
// of the standard differ in nothing else that matters here.
//
// The standard library's decoder makes several allocations for each cell; in a sheet of millions of cells this walk is some ten times faster.
// It takes the XML that workbooks are made of and refuses the rest: document types, so that no entity is ever expanded, and encodings other than UTF-8.
type markup struct {
	from  io.Reader
	buf   []byte
	pos   int // of the next token in buf
	end   int // of what was read
	eof   bool
	bytes int64 // before buf

	name  []byte // of the last tag
	attrs []byte // of the last start tag, raw
	text  []byte // of the last characters, raw
	plain bool   // the last characters have no references: they came from a CDATA section

	names  []byte // of the open elements, one after the other
	opened []int  // where in names each begins
	empty  bool   // the last tag was empty: its end is to be given
	rooted bool   // there was an element
}

// newMarkup returns a walk over a part that is said to have a size, which only decides how much is read at a time.
func newMarkup(from io.Reader, size uint64) (*markup, error) {
	m := &markup{from: from, buf: make([]byte, min(size+1, markupBlock))}
	if err := m.fill(); err != nil {
		return nil, err
	}
	head := m.buf[:m.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		m.pos = 3
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}), bytes.HasPrefix(head, []byte{'<', 0}), bytes.HasPrefix(head, []byte{0, '<'}):
		return nil, errors.New("is UTF-16, where workbooks have UTF-8")
	}
	return m, nil
}

// offset says where the walk is, for messages.
func (m *markup) offset() int64 { return m.bytes + int64(m.pos) }

// bad returns an error about the XML.
func (m *markup) bad(format string, args ...any) error {
	return fmt.Errorf("is not whole XML: %s at byte %d", fmt.Sprintf(format, args...), m.offset())
}

// fill reads more after what is left in the buffer.
func (m *markup) fill() error {
	if m.pos > 0 {
		m.bytes += int64(m.pos)
		m.end = copy(m.buf, m.buf[m.pos:m.end])
		m.pos = 0
	}
	if m.end == len(m.buf) {
		if m.end >= tokenLimit {
			return m.bad("a tag or text of more than %d bytes", tokenLimit)
		}
		m.buf = append(m.buf, make([]byte, max(len(m.buf), 512))...)
	}
	for m.end < len(m.buf) {
		n, err := m.from.Read(m.buf[m.end:])
		m.end += n
		if err == io.EOF {
			m.eof = true
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// next returns the next token. What it set is valid until the next call.
func (m *markup) next() (token, error) {
	if m.empty {
		m.empty = false
		m.close()
		return endTag, nil
	}
	for {
		if m.pos == m.end && !m.eof {
			if err := m.fill(); err != nil {
				return 0, err
			}
		}
		b := m.buf[m.pos:m.end]
		if len(b) == 0 {
			if len(m.opened) > 0 || !m.rooted {
				return 0, m.bad("it ends within <%s>", m.open())
			}
			return endOfPart, nil
		}
		if b[0] != '<' {
			k := bytes.IndexByte(b, '<')
			if k < 0 && !m.eof {
				if err := m.fill(); err != nil {
					return 0, err
				}
				continue
			}
			if k < 0 {
				k = len(b)
			}
			m.text, m.plain = b[:k], false
			m.pos += k
			if len(m.opened) == 0 {
				if len(bytes.TrimSpace(m.text)) > 0 {
					return 0, m.bad("text outside the elements")
				}
				continue
			}
			return characters, nil
		}
		n, t, err := m.tag(b)
		if err != nil {
			return 0, err
		}
		if n == 0 { // the buffer ends before the tag
			if m.eof {
				return 0, m.bad("it ends within a tag")
			}
			if err := m.fill(); err != nil {
				return 0, err
			}
			continue
		}
		m.pos += n
		if t == endOfPart { // a comment or an instruction
			continue
		}
		return t, nil
	}
}

// open returns the name of the innermost open element.
func (m *markup) open() []byte {
	if len(m.opened) == 0 {
		return []byte("nothing")
	}
	return m.names[m.opened[len(m.opened)-1]:]
}

func (m *markup) close() {
	last := len(m.opened) - 1
	m.names = m.names[:m.opened[last]]
	m.opened = m.opened[:last]
}

// tag reads what begins with < and returns its length, 0 when the buffer ends before it does. What is to be passed over is endOfPart.
func (m *markup) tag(b []byte) (n int, t token, err error) {
	if len(b) < 2 {
		return 0, 0, nil
	}
	switch b[1] {
	case '?':
		if k := bytes.Index(b, []byte("?>")); k >= 0 {
			return k + 2, endOfPart, nil
		}
		return 0, 0, nil
	case '!':
		return m.declaration(b)
	case '/':
		k := bytes.IndexByte(b, '>')
		if k < 0 {
			return 0, 0, nil
		}
		if m.name = local(b[2:k]); len(m.name) > 0 && m.name[len(m.name)-1] <= ' ' {
			m.name = bytes.TrimRight(m.name, " \t\r\n")
		}
		if len(m.opened) == 0 || !bytes.Equal(m.name, m.open()) {
			return 0, 0, m.bad("</%.40s> where <%.40s> is open", m.name, m.open())
		}
		m.close()
		return k + 1, endTag, nil
	}
	k := 1
	for k < len(b) && b[k] > ' ' && b[k] != '>' && b[k] != '/' {
		k++
	}
	name := b[1:k]
	from := k
	for quote := byte(0); ; k++ {
		if k >= len(b) {
			return 0, 0, nil
		}
		c := b[k]
		if quote != 0 {
			if c == quote {
				quote = 0
			}
			continue
		}
		if c == '"' || c == '\'' {
			quote = c
		} else if c == '<' {
			return 0, 0, m.bad("a < within a tag")
		} else if c == '>' {
			break
		}
	}
	m.attrs = b[from:k]
	if k > from && b[k-1] == '/' {
		m.attrs, m.empty = b[from:k-1], true
	}
	m.name = local(name)
	if len(m.name) == 0 {
		return 0, 0, m.bad("a tag without a name")
	}
	if !attributes(m.attrs) {
		return 0, 0, m.bad("<%.40s> has something that is no attribute", m.name)
	}
	if len(m.opened) == 0 && m.rooted {
		return 0, 0, m.bad("a second root <%.40s>", m.name)
	}
	if len(m.opened) >= depthLimit {
		return 0, 0, m.bad("more than %d elements within one another", depthLimit)
	}
	m.rooted = true
	m.opened = append(m.opened, len(m.names))
	m.names = append(m.names, m.name...)
	return k + 1, startTag, nil
}

// declaration reads what begins with <!.
func (m *markup) declaration(b []byte) (n int, t token, err error) {
	const comment, section = "<!--", "<![CDATA["
	switch {
	case bytes.HasPrefix(b, []byte(comment)):
		if k := bytes.Index(b[len(comment):], []byte("-->")); k >= 0 {
			return len(comment) + k + 3, endOfPart, nil
		}
	case bytes.HasPrefix(b, []byte(section)):
		if k := bytes.Index(b[len(section):], []byte("]]>")); k >= 0 {
			if len(m.opened) == 0 {
				return 0, 0, m.bad("text outside the elements")
			}
			m.text, m.plain = b[len(section):len(section)+k], true
			return len(section) + k + 3, characters, nil
		}
	case len(b) >= len(section):
		return 0, 0, errors.New("has a document type or another declaration, which no workbook has")
	}
	return 0, 0, nil
}

// skip passes over the rest of the element whose start tag was given last.
func (m *markup) skip() error {
	for depth := len(m.opened); ; {
		t, err := m.next()
		if err != nil {
			return err
		}
		if t == endTag && len(m.opened) < depth {
			return nil
		}
	}
}

// leap goes to the end tag of an open element without looking at what is before it.
func (m *markup) leap(name string) error {
	tail := name + ">"
	for {
		b := m.buf[m.pos:m.end]
		for from := 0; ; {
			k := bytes.Index(b[from:], []byte(tail))
			if k < 0 {
				break
			}
			k += from
			start := bytes.LastIndexByte(b[:k], '<')
			if start >= 0 && k-start < 64 && bytes.HasPrefix(b[start:], []byte("</")) && string(local(b[start+2:k+len(name)])) == name {
				m.pos += start
				m.empty = false
				for len(m.opened) > 0 && string(m.open()) != name {
					m.close()
				}
				return nil
			}
			from = k + len(tail)
		}
		if m.eof {
			return m.bad("it ends within <%s>", name)
		}
		m.pos = max(m.pos, m.end-len(tail)-64)
		if err := m.fill(); err != nil {
			return err
		}
	}
}
