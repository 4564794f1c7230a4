package delimited

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// Limits of what is believed to be a footer, in lines and bytes. It is held in memory until it is known to be none.
const (
	footerLimit = 1000
	footerBytes = 1 << 20
)

// rows gives the records of the data: below the header, above the footer, blank lines left out.
//
// Note: deciding whether a blank line ends the data takes looking ahead. What was looked at is kept and given as rows when it
// turns out to be data, so the file is still read once.
type rows struct {
	from   *splitter
	width  int
	footer string // as in ingest.Options
	least  int    // the fewest filled cells of a row so far
	queue  []record
	warned []error
	done   bool
}

// next returns the next row, which may have a wrong number of cells, and io.EOF after the last.
func (f *rows) next() (record, error) {
	for {
		if len(f.queue) > 0 {
			r := f.queue[0]
			f.queue = f.queue[1:]
			if r.blank() && f.width > 1 {
				continue
			}
			f.count(r)
			return r, nil
		}
		if f.done {
			return record{}, io.EOF
		}
		r, err := f.from.next()
		if err != nil {
			if err == io.EOF {
				f.end("")
			}
			return record{}, err
		}
		if f.footer != "" && f.startsFooter(r) {
			f.end(f.footer)
			continue
		}
		if len(r.cells) == f.width && (f.count(r) > 0 || f.width == 1) {
			return r, nil
		}
		remark := len(r.cells) == 1 && r.ended && prose(r) && f.footer == ""
		if f.width == 1 || len(r.cells) != f.width && !r.blank() && !remark {
			return r, nil
		}
		if err := f.lookAhead(r.clone()); err != nil {
			return record{}, err
		}
	}
}

// count returns how many cells of a row are filled and remembers the least of them.
func (f *rows) count(r record) int {
	n := r.filled()
	if n > 0 && len(r.cells) == f.width && (f.least == 0 || n < f.least) {
		f.least = n
	}
	return n
}

func (f *rows) startsFooter(r record) bool {
	return bytes.HasPrefix(r.text, []byte(f.footer)) || bytes.HasPrefix(r.cell(0), []byte(f.footer))
}

// end marks the end of the data, with the footer that was met, if any.
func (f *rows) end(met string) {
	f.done = true
	if f.footer != "" && met == "" {
		f.warned = append(f.warned, problem(f.from.file, 0, fmt.Sprintf("no line begins with the footer %q", f.footer), "take footer out of the study, or set it to how the lines below the data begin"))
	}
}

// lookAhead decides what follows a blank line or a remark. It is a footer when it runs to the end of the file, begins like a remark, and has no
// row as full as those of the data; else all of it is rows.
func (f *rows) lookAhead(r record) error {
	f.queue = append(f.queue[:0], r)
	var remark record // the first line that is not blank
	if r.filled() > 0 {
		remark = r
	}
	for size := len(r.text); len(f.queue) <= footerLimit && size < footerBytes; {
		r, err := f.from.next()
		if err == io.EOF {
			f.queue = f.queue[:0]
			f.end("")
			if remark.line > 0 {
				f.warned = append(f.warned, problem(f.from.file, remark.line, fmt.Sprintf("lines below the data are left out, from %s", excerpt(remark)), "set footer to how they begin, to say that they are no data"))
			}
			return nil
		}
		if err != nil {
			return err
		}
		if f.footer != "" && f.startsFooter(r) {
			f.queue = f.queue[:0]
			f.end(f.footer)
			return nil
		}
		r = r.clone()
		f.queue = append(f.queue, r)
		size += len(r.text)
		filled := r.filled()
		switch {
		case filled == 0:
		case f.footer != "", len(r.cells) == f.width && (f.least == 0 || filled >= f.least):
			return nil
		case remark.line == 0 && !prose(r):
			return nil
		case remark.line == 0:
			remark = r
		}
	}
	return nil
}

// excerpt returns the start of a line in quotation marks.
func excerpt(r record) string {
	b := bytes.TrimRight(r.text, "\r\n;, \t|")
	const most = 40
	if len(b) > most {
		b = b[:most]
		for len(b) > 0 && !utf8.Valid(b) {
			b = b[:len(b)-1]
		}
		return fmt.Sprintf("%q …", b)
	}
	return fmt.Sprintf("%q", b)
}
