package delimited

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"
	"unicode"
)

// candidates are the delimiters that are looked for, in the order that decides between equals.
var candidates = []byte{',', ';', '\t', '|'}

// preambleLimit is how many lines above a header are believed to be a preamble.
const preambleLimit = 50

// sampleRecords is how many records of the sample are looked at.
const sampleRecords = 1000

// layout is how a delimiter would cut the start of a file.
type layout struct {
	width    int     // cells of most records
	preamble int     // records above the header
	even     float64 // the share of records from the header on that have the width
	whole    float64 // the same with the preamble
	stray    int     // records with a quotation mark that encloses nothing
}

// shape is what the layout depends on in a record.
type shape struct {
	cells, filled int
	firstOnly     bool // nothing but the first cell is filled
	blank         bool
	stray         bool // a quotation mark encloses nothing
}

// detectDelimiter returns the candidate that cuts the sample most evenly, and its layout. Where none finds more than one column
// the width is 1. The last record of a sample that is not the whole file is not looked at.
func detectDelimiter(sample []byte, whole bool) (byte, layout) {
	best, found := candidates[0], layout{width: 1, even: 1}
	for _, d := range candidates {
		l := layoutOf(shapes(sample, d, whole))
		if l.width < 2 {
			continue
		}
		// Between equals the one that leaves quotation marks around cells: a;b may stand in a quoted cell of every row. Then the one that takes
		// less for a preamble: decimal commas cut all but the header of area;income.
		if found.width == 1 || cmp.Or(cmp.Compare(l.even, found.even), cmp.Compare(found.stray, l.stray), cmp.Compare(l.whole, found.whole), cmp.Compare(l.width, found.width)) > 0 {
			best, found = d, l
		}
	}
	if found.even < 0.5 {
		return candidates[0], layout{width: 1, even: 1}
	}
	return best, found
}

func shapes(sample []byte, delimiter byte, whole bool) []shape {
	s := newSplitter("", bytes.NewReader(nil), 0, delimiter)
	s.buf, s.end, s.eof = sample, len(sample), true
	var out []shape
	for len(out) < sampleRecords {
		r, err := s.next()
		if err != nil { // the reading itself will meet it and say where
			if err != io.EOF && len(out) > 0 {
				out[len(out)-1].stray = true
			}
			break
		}
		if !whole && !r.ended && len(out) > 0 {
			break
		}
		n := r.filled()
		out = append(out, shape{
			cells: len(r.cells), filled: n, blank: r.blank(),
			firstOnly: n == 0 || n == 1 && r.cells[0].end > r.cells[0].start,
			stray: slices.ContainsFunc(r.cells, func(c span) bool {
				return !c.quoted && bytes.IndexByte(r.text[c.start:c.end], '"') >= 0
			}),
		})
	}
	return out
}

// layoutOf finds the header: the first record that has as many cells as most and is not one of the lines, often
// padded with delimiters, that publishers put above.
func layoutOf(records []shape) layout {
	counts := map[int]int{}
	for _, r := range records {
		if r.cells > 1 {
			counts[r.cells]++
		}
	}
	l := layout{width: 1}
	for _, r := range records {
		if r.stray {
			l.stray++
		}
	}
	for w, n := range counts {
		if n > counts[l.width] || n == counts[l.width] && w > l.width {
			l.width = w
		}
	}
	first := 0
	for first < len(records) && records[first].blank {
		first++
	}
	if l.width == 1 {
		return layout{width: 1, even: 1}
	}
	l.preamble = first
	for i := first; i < len(records) && i < preambleLimit; i++ {
		r := records[i]
		if r.blank || 2*r.cells <= l.width || r.cells == l.width && r.firstOnly {
			continue
		}
		if r.cells == l.width && i+1 < len(records) && records[i+1].cells == l.width {
			l.preamble = i
		}
		break
	}
	if l.even = evenness(records[l.preamble:], l.width); l.even < 0.5 {
		l.preamble = first
		l.even = evenness(records[first:], l.width)
	}
	l.whole = evenness(records, l.width)
	if l.preamble < len(records) && records[l.preamble].cells != l.width {
		l.even /= 2 // a header of another width: this delimiter is unlikely
	}
	return l
}

// evenness is the share of records of the given width among those that are not blank.
func evenness(records []shape, width int) float64 {
	n, even := 0, 0
	for _, r := range records {
		if r.blank {
			continue
		}
		n++
		if r.cells == width {
			even++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(even) / float64(n)
}

// prose tells whether a record reads like a remark and not like data: a cell of several words, or one that ends with or holds a colon
// before a space.
func prose(r record) bool {
	for i := range r.cells {
		if Prose(string(r.cell(i))) {
			return true
		}
	}
	return false
}

// Prose tells whether a cell reads like a remark and not like data.
func Prose(cell string) bool {
	c := strings.TrimSpace(cell)
	return strings.HasSuffix(c, ":") || strings.Contains(c, ": ") || strings.Count(c, " ") >= 3
}

// separatorLine returns the delimiter that a first line such as sep=; tells a spreadsheet, and the bytes of that line; 0 if there is none.
func separatorLine(sample []byte) (delimiter rune, size int) {
	line, _, ok := bytes.Cut(sample, []byte("\n"))
	text := strings.Trim(strings.TrimSuffix(string(line), "\r"), `"`)
	if mark, found := strings.CutPrefix(strings.ToLower(text), "sep="); ok && found && len(mark) == 1 && usableDelimiter(rune(mark[0])) {
		return rune(mark[0]), len(line) + 1
	}
	return 0, 0
}

// usableDelimiter tells whether a character can delimit. A space can where it is asked for: PxWeb sets texts in quotation marks apart with it.
func usableDelimiter(d rune) bool {
	return d == '\t' || d >= ' ' && d < unicode.MaxASCII && d != '"' && d != '-' && d != '.' && !unicode.IsLetter(d) && !unicode.IsDigit(d)
}
