package xlsx

import (
	"fmt"
	"math"
)

// texts are the texts that cells of all sheets share, by number.
type texts struct {
	bytes []byte
	ends  []uint32
}

// readTexts reads the shared texts of a workbook. Rich text is its letters; pronunciation is left out.
func (w *workbook) readTexts() (*texts, error) {
	ts := new(texts)
	if w.texts == "" {
		return ts, nil
	}
	p, err := w.archive.part(w.texts, textsPart)
	if err != nil {
		return nil, err
	}
	return ts, p.walk("sst", func(m *markup) error {
		for {
			t, err := m.next()
			if err != nil || t == endOfPart {
				return err
			}
			if t != startTag || string(m.name) != "si" {
				continue
			}
			if ts.bytes, err = m.richText(ts.bytes); err != nil {
				return err
			}
			if len(ts.bytes) > math.MaxUint32 {
				return fmt.Errorf("has texts of more than 4 GB")
			}
			ts.ends = append(ts.ends, uint32(len(ts.bytes)))
		}
	})
}

// at returns a text. It is not ok when there is no such number.
func (ts *texts) at(i int) (text []byte, ok bool) {
	if i < 0 || i >= len(ts.ends) {
		return nil, false
	}
	from := uint32(0)
	if i > 0 {
		from = ts.ends[i-1]
	}
	return ts.bytes[from:ts.ends[i]:ts.ends[i]], true
}

// richText appends the text of the si or is element whose start tag was given last.
func (m *markup) richText(b []byte) ([]byte, error) {
	for depth := len(m.opened); ; {
		t, err := m.next()
		if err != nil {
			return nil, err
		}
		switch {
		case t == startTag && string(m.name) == "t":
			from := len(b)
			if b, err = m.textOf(b); err != nil {
				return nil, err
			}
			b = b[:from+len(unescaped(b[from:]))]
		case t == startTag && string(m.name) == "rPh":
			if err := m.skip(); err != nil {
				return nil, err
			}
		case t == endTag && len(m.opened) < depth:
			return b, nil
		}
	}
}
