package delimited

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/decimal"
)

// headerLimit is how many lines a header may take, and headerSample how many lines from its first on are looked at to tell.
const (
	headerLimit  = 3
	headerSample = 200
)

// readHeader reads the names and what stands above them.
func (r *reader) readHeader() (above string, err error) {
	name := r.text.in.Name
	s := newSplitter(name, r.text.reader(), r.text.size(), r.delimiter)
	if err := s.skip(r.skip); err != nil {
		return "", err
	}
	preamble, err := r.skipped()
	if err != nil {
		return "", err
	}
	told := len(preamble)
	for range r.preamble {
		h, err := s.next()
		if err != nil {
			return "", err
		}
		if l := strings.TrimRight(string(h.text), "\r\n\t ,;|"); l != "" {
			preamble = append(preamble, l)
		}
	}
	h, err := s.next()
	if err == io.EOF {
		return "", problem(name, s.line, "the file has no header", "set skip to the number of lines above it")
	}
	if err != nil {
		return "", err
	}
	h = h.clone()
	r.width, r.header = len(h.cells), 1
	names := headerNames(h)
	if needsMore(names) {
		sample := []record{h}
		for len(sample) < headerSample {
			next, err := s.next()
			if err != nil {
				break // the reading itself will meet it and say where
			}
			if len(next.cells) == r.width && !next.blank() {
				sample = append(sample, next.clone())
			} else if len(sample) <= headerLimit {
				break // a line of another kind so near the header: nothing can be told
			}
		}
		if joined, lines := joinHeader(sample); lines > 1 {
			names, r.header = joined, lines
			r.warned = append(r.warned, problem(name, h.line, fmt.Sprintf("the header is taken to have %d lines, which give names such as %q", lines, spanned(joined)), "give the names in header, and skip the lines, if it has not"))
		}
	}
	numbers, unnamed := 0, 0
	for i, n := range names {
		if n != "" {
			r.named = i + 1
		}
		if _, err := ParseNumber(n, '.'); err == nil {
			numbers++
		}
	}
	if r.named > columnLimit {
		return "", problem(name, h.line, fmt.Sprintf("%d columns, more than %d", r.named, columnLimit), "set the delimiter, or split the file")
	}
	if r.named > 0 && numbers == r.named {
		return "", problem(name, h.line, "every cell of the header is a number, so it seems to be data", "give the column names in header")
	}
	if r.names = names[:r.named]; r.named == 0 {
		return "", problem(name, h.line, "the header has no names", "set skip to the number of lines above the header")
	}
	for i, n := range r.names {
		if n == "" {
			unnamed++
			r.names[i] = fmt.Sprintf("column %d", i+1)
		}
	}
	if err := checkNames(name, h.line, r.names); err != nil {
		return "", err
	}
	for i := 0; unnamed > 0 && i < len(names); i++ {
		if strings.HasPrefix(r.names[i], "column ") && r.names[i] == fmt.Sprintf("column %d", i+1) {
			r.warned = append(r.warned, problem(name, h.line, fmt.Sprintf("a column has no name and is called %q", r.names[i]), "name it in the header, or skip the line and give the names in header"))
			unnamed--
		}
	}
	if len(preamble) > told {
		r.warned = append(r.warned, problem(name, h.line, fmt.Sprintf("the header is taken to be here, below %q", preamble[told]), fmt.Sprintf("set skip: %d to say so", h.line-1)))
	}
	return strings.Join(preamble, "\n"), nil
}

// skipped returns what is said on the lines that the options leave out, as far as they stand in the first bytes: publishers write there what all
// rows are of.
func (r *reader) skipped() (said []string, err error) {
	if r.skip <= 0 {
		return nil, nil
	}
	head := make([]byte, min(int64(skippedBytes), r.text.size()))
	n, err := io.ReadFull(r.text.reader(), head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, fmt.Errorf("%s: %w", r.text.in.Name, err)
	}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(string(head[:n]), "")), "\n")
	for _, l := range lines[:min(r.skip, len(lines))] {
		if l = strings.TrimRight(l, "\t ,;|"); l != "" && !strings.HasPrefix(l, "sep=") {
			said = append(said, l)
		}
	}
	return said, nil
}

// skippedBytes is how much of the lines that are left out is looked at.
const skippedBytes = 16 << 10

func headerNames(h record) []string {
	names := make([]string, len(h.cells))
	for i := range names {
		names[i] = HeaderName(h.cell(i))
	}
	return names
}

// HeaderName returns a header cell as a name: with single spaces, without soft hyphens and hyphens at the end of a line, by which publishers break
// words, and without byte order marks, which joining files leaves behind.
func HeaderName(cell []byte) string {
	text := strings.NewReplacer("\u00ad\r\n", "", "\u00ad\n", "", "\u00ad", "", "\ufeff", "").Replace(string(cell))
	lines := strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' })
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	var b strings.Builder
	for i, line := range lines {
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		word := strings.TrimSuffix(line, "-")
		end, _ := utf8.DecodeLastRuneInString(word)
		start, _ := utf8.DecodeRuneInString(next)
		if word != line && unicode.IsLower(end) && unicode.IsLower(start) {
			b.WriteString(word)
		} else {
			b.WriteString(line)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// needsMore tells whether names are missing among others or given twice, as they are where they stand in cells that span columns.
func needsMore(names []string) bool {
	seen := map[string]bool{}
	last := len(names)
	for last > 0 && names[last-1] == "" {
		last--
	}
	if last == 0 {
		return false
	}
	for _, n := range names {
		if seen[n] && n != "" || n == "" && last == len(names) {
			return true
		}
		seen[n] = true
	}
	for _, n := range names[:last] {
		if n == "" {
			return true
		}
	}
	return last < len(names)
}

// joinHeader returns the names that the first lines of a sample make together, the upper before the lower, and how many lines those are: 1 where the
// second is not plainly a part of the header. It is one when the first spans columns in which the data are numbers, it says something of them
// that is no number, and the names become complete and distinct.
func joinHeader(sample []record) (names []string, lines int) {
	most := min(headerLimit, len(sample)-1)
	for lines := 2; lines <= most; lines++ {
		numeric := numericColumns(sample[lines:])
		rows := make([][]string, lines)
		for i := range rows {
			rows[i] = headerNames(sample[i])
		}
		if !continues(rows, numeric) {
			return nil, 1
		}
		joined := joinNames(rows)
		if complete(joined) {
			return joined, lines
		}
	}
	return nil, 1
}

// numericColumns tells of each column whether most filled cells are numbers.
func numericColumns(rows []record) []bool {
	if len(rows) == 0 {
		return nil
	}
	numeric := make([]bool, len(rows[0].cells))
	for i := range numeric {
		filled, numbers := 0, 0
		for _, r := range rows {
			if c := r.cells[i]; c.end > c.start {
				filled++
				if isNumber(r.cell(i)) {
					numbers++
				}
			}
		}
		numeric[i] = 2*numbers > filled
	}
	return numeric
}

// isNumber tells whether a cell is a number with either decimal sign.
func isNumber(b []byte) bool {
	for _, sign := range []byte{'.', ','} {
		if _, ok := parse(b, sign); ok {
			return true
		}
	}
	return false
}

// continues tells whether the last of some lines is a part of the header and no data.
func continues(rows [][]string, numeric []bool) bool {
	last := rows[len(rows)-1]
	upper := rows[len(rows)-2]
	spanned := false
	for i, cell := range last {
		if i >= len(numeric) || !numeric[i] || cell == "" {
			continue
		}
		// A cell spans what follows it, which is empty or says the same.
		spans := upper[i] != "" && i+1 < len(upper) && numeric[i+1] && (upper[i+1] == "" || upper[i+1] == upper[i]) ||
			i > 0 && numeric[i-1] && (upper[i] == "" || upper[i] == upper[i-1])
		if !isWord(cell) && !(spans && isYear(cell)) {
			return false
		}
		spanned = spanned || spans
	}
	return spanned
}

// isYear tells whether a cell is a year of our time, of which a header may have many.
func isYear(cell string) bool {
	v, ok := decimal.Plain(cell, '.')
	return ok && len(cell) == 4 && v >= 1900 && v < 2100
}

// isWord tells whether a cell is a name and neither a number nor a mark that stands for one, such as .. or cirka 530.
func isWord(cell string) bool {
	for _, about := range []string{"~", "cirka ", "ca ", "c:a "} {
		if strings.HasPrefix(strings.ToLower(cell), about) {
			return false
		}
	}
	letters := 0
	for _, c := range cell {
		if unicode.IsLetter(c) {
			letters++
		}
	}
	return letters >= 2 || letters == 1 && utf8.RuneCountInString(cell) == 1
}

// joinNames joins the lines of a header. A cell with nothing to its right spans the columns that follow, where the lines below go on.
func joinNames(rows [][]string) []string {
	width := len(rows[0])
	below := make([]bool, width) // a lower line says something
	names := append([]string(nil), rows[len(rows)-1]...)
	for i, n := range names {
		below[i] = n != ""
	}
	for k := len(rows) - 2; k >= 0; k-- {
		span := ""
		for i, cell := range rows[k] {
			switch {
			case cell != "":
				if span = cell; !below[i] {
					span = ""
				}
			case below[i]:
				cell = span
			default:
				span = ""
			}
			switch {
			case cell == "" || cell == names[i]:
			case names[i] == "":
				names[i] = cell
			default:
				names[i] = cell + " / " + names[i]
			}
		}
		for i, n := range names {
			below[i] = below[i] || n != ""
		}
	}
	return names
}

// complete tells whether names are distinct and none is missing but at the end.
func complete(names []string) bool {
	last := len(names)
	for last > 0 && names[last-1] == "" {
		last--
	}
	return checkNames("", 0, names[:last]) == nil && last > 0
}

// spanned returns the first name that several lines gave.
func spanned(names []string) string {
	for _, n := range names {
		if strings.Contains(n, " / ") {
			return n
		}
	}
	return names[0]
}

// checkNames refuses names that are missing or given twice.
func checkNames(file string, line int, names []string) error {
	var ps indicators.Problems
	seen := make(map[string]int, len(names))
	for i, n := range names {
		if n == "" {
			ps.Add(problem(file, line, fmt.Sprintf("column %d has no name", i+1), "name it in the header, or skip the line and give the names in header"))
			continue
		}
		if first, ok := seen[n]; ok {
			ps.Add(problem(file, line, fmt.Sprintf("columns %d and %d are both named %q", first+1, i+1, n), "rename one, or skip the line and give the names in header"))
			continue
		}
		seen[n] = i
	}
	return ps.Err()
}
