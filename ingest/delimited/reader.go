package delimited

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// Limits of a batch and of a header. A batch ends at whichever it reaches first, so that wide rows and long texts do not add up.
const (
	batchRows   = 1 << 16
	batchCells  = 1 << 20
	batchBytes  = 32 << 20
	columnLimit = 1 << 14
)

// plan is how a file is to be read, found out before the first row.
type plan struct {
	text      text
	delimiter byte
	skip      int // lines above the header
	preamble  int // records above the header, after the lines that are skipped
	header    int // records of the header; 0 if the file has none
	width     int // cells of a row
	named     int // columns; cells beyond have no name and must be empty
	footer    string
}

// rows returns the rows of the file from the first.
func (p plan) rows() (*rows, error) {
	s := newSplitter(p.text.in.Name, p.text.reader(), p.text.size(), p.delimiter)
	if err := s.skip(p.skip); err != nil {
		return nil, err
	}
	for range p.preamble + p.header {
		if _, err := s.next(); err != nil {
			return nil, err
		}
	}
	return &rows{from: s, width: p.width, footer: p.footer}, nil
}

// reader is the ingest.Reader of delimited text.
type reader struct {
	plan
	schema   *arrow.Schema
	names    []string
	columns  []column
	at       []int // the cell of a row that each column is
	from     *rows
	warned   []error
	problems indicators.Problems
	ahead    *ingest.Batch // the first batch, which settles the types of text columns
	err      error         // of the end: io.EOF or what went wrong
	rowsRead int
}

func newReader(in ingest.Input, o ingest.Options) (*reader, error) {
	t, err := decode(in, o.Encoding)
	if err != nil {
		return nil, err
	}
	r := &reader{plan: plan{text: t, skip: max(o.Skip, 0), footer: o.Footer}}
	above, err := r.settle(o)
	if err != nil {
		return nil, err
	}
	r.at = wanted(r.names[:r.named], o.Columns)
	r.columns = make([]column, len(r.at))
	if !o.Text {
		guesses, err := r.infer()
		if err != nil {
			return nil, err
		}
		for i, at := range r.at {
			r.columns[i].kind, r.columns[i].decimal = guesses[at].kind()
		}
	}
	if r.from, err = r.rows(); err != nil {
		return nil, err
	}
	first, err := r.batch()
	if err != nil && err != io.EOF {
		return nil, err
	}
	r.err = err
	r.ahead = first
	fields := make([]arrow.Field, len(r.at))
	for i, at := range r.at {
		fields[i] = arrow.Field{Name: r.names[at], Type: r.columns[i].kind.dataType(), Nullable: true}
	}
	keys, values := []string{MetadataEncoding, MetadataDelimiter}, []string{t.encoding, string(rune(r.delimiter))}
	if above != "" {
		keys, values = append(keys, MetadataPreamble), append(values, above)
	}
	metadata := arrow.NewMetadata(keys, values)
	r.schema = arrow.NewSchema(fields, &metadata)
	return r, nil
}

// wanted returns the places of the columns that are asked for, all where none are, and the first where there is none of them, which stands for the rows then.
func wanted(names, columns []string) []int {
	var at []int
	for i, n := range names {
		if columns == nil || slices.Contains(columns, n) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return []int{0}
	}
	return at
}

// settle finds the delimiter, the header and the names. It returns the lines above the header that it found by itself.
func (r *reader) settle(o ingest.Options) (above string, err error) {
	name := r.text.in.Name
	sample := make([]byte, sampleSize)
	s := newSplitter(name, r.text.reader(), r.text.size(), ',')
	if err := s.skip(r.skip); err != nil {
		return "", err
	}
	line := s.line
	if !s.eof && s.end-s.pos < sampleSize {
		if err := s.fill(); err != nil {
			return "", err
		}
	}
	n := copy(sample, s.buf[s.pos:s.end])
	sample = sample[:n]
	whole := s.eof && s.end-s.pos == n
	if len(bytes.TrimSpace(sample)) == 0 && whole {
		if r.skip > 0 {
			return "", problem(name, line, fmt.Sprintf("nothing follows the %s to be skipped", lang.Count(r.skip, "line")), "set skip to the number of lines above the header")
		}
		return "", problem(name, 0, "the file has only blank lines", "fetch it again, or take it out of the study")
	}
	if d, n := separatorLine(sample); d != 0 && r.skip == 0 {
		if o.Delimiter == 0 {
			o.Delimiter = d
		}
		r.skip, sample = 1, sample[n:]
	}
	best, l := detectDelimiter(sample, whole)
	r.delimiter = best
	if o.Delimiter != 0 {
		if !usableDelimiter(o.Delimiter) {
			return "", problem(name, 0, fmt.Sprintf("%q cannot delimit text", o.Delimiter), "set delimiter to a comma, a semicolon, a tab or |")
		}
		r.delimiter = byte(o.Delimiter)
		declared := layoutOf(shapes(sample, r.delimiter, whole))
		if r.delimiter != best && l.width > 1 && l.even >= 0.9 && (declared.width == 1 || declared.even < 0.9) {
			return "", problem(name, line, fmt.Sprintf("the delimiter is said to be %q, but %q cuts the lines evenly, into %d columns", o.Delimiter, rune(best), l.width),
				fmt.Sprintf("set delimiter: %q, or leave it out", string(rune(best))))
		}
		l = declared
	}
	if o.Skip > 0 || len(o.Header) > 0 {
		l.preamble = leadingBlanks(shapes(sample, r.delimiter, whole))
	}
	r.preamble = l.preamble
	if len(o.Header) > 0 {
		r.width, r.named, r.names = len(o.Header), len(o.Header), o.Header
		return "", checkNames(name, line, r.names)
	}
	return r.readHeader()
}

func leadingBlanks(s []shape) int {
	n := 0
	for n < len(s) && s[n].blank {
		n++
	}
	return n
}

// batch reads the next rows. After a problem it reads on to the end for more of them, and returns them all.
func (r *reader) batch() (*ingest.Batch, error) {
	for i := range r.columns {
		r.columns[i].reset()
	}
	most := min(batchRows, max(batchCells/len(r.at), 1))
	lines := make([]int32, 0, min(most, 1024))
	size := 0
	for len(lines) < most && size < batchBytes {
		row, err := r.from.next()
		if err != nil {
			r.warned, r.from.warned = append(r.warned, r.from.warned...), nil
			if err != io.EOF {
				if _, ok := errors.AsType[indicators.Problem](err); !ok {
					return nil, err
				}
				r.problems.Add(err)
			}
			if r.problems.Len() > 0 {
				return nil, r.problems.Err()
			}
			if r.rowsRead == 0 && len(lines) == 0 {
				r.warned = append(r.warned, problem(r.text.in.Name, 0, "the file has a header and no rows", ""))
			}
			return r.finish(lines), io.EOF
		}
		if p, ok := r.take(row); !ok {
			r.problems.Add(p)
		}
		if r.problems.Len() > 0 {
			continue
		}
		lines = append(lines, int32(row.line))
		size += len(row.text)
	}
	return r.finish(lines), nil
}

// take adds a row to the columns.
func (r *reader) take(row record) (indicators.Problem, bool) {
	if len(row.cells) != r.width {
		p := problem(r.text.in.Name, row.line, fmt.Sprintf("%s where the header has %d", lang.Count(len(row.cells), "cell"), r.width), "")
		if r.header == 0 {
			p.What = fmt.Sprintf("%s where header gives %s", lang.Count(len(row.cells), "cell"), lang.Count(r.width, "name"))
		}
		switch {
		case len(row.cells) > r.width:
			p.Remedy = fmt.Sprintf("put a text that holds %q in quotation marks", rune(r.delimiter))
		case r.footer == "":
			p.Remedy = "complete the row, or set footer if the data end above it"
		default:
			p.Remedy = "complete the row"
		}
		return p, false
	}
	for i, c := range row.cells[r.named:] {
		if c.end > c.start || c.quoted {
			return problem(r.text.in.Name, row.line, fmt.Sprintf("column %d has no name but holds %q", r.named+i+1, row.cell(r.named+i)), "name it in the header"), false
		}
	}
	if r.problems.Len() > 0 {
		return indicators.Problem{}, true // only looking for more problems
	}
	for i := range r.columns {
		c := &r.columns[i]
		cell := row.cells[r.at[i]]
		switch {
		case cell.end == cell.start && !cell.quoted:
			c.appendNull()
		case cell.escaped:
			c.append(row.cell(r.at[i]))
		case !c.append(row.text[cell.start:cell.end]):
			p := problem(r.text.in.Name, row.line, "the file changed while it was read", "run again when it is whole")
			p.Column = r.names[r.at[i]]
			return p, false
		}
	}
	return indicators.Problem{}, true
}

// finish makes a batch of what the columns collected, nil when that is nothing. The first decides which text columns are dictionaries.
func (r *reader) finish(lines []int32) *ingest.Batch {
	first := r.schema == nil
	if first {
		for i := range r.columns {
			if c := &r.columns[i]; c.kind == asDictionary && 2*len(c.index) > c.n && c.n > 0 {
				c.spread()
			}
		}
	}
	if len(lines) == 0 {
		return nil
	}
	r.rowsRead += len(lines)
	b := &ingest.Batch{Lines: lines}
	if !first {
		b.Record = r.record(len(lines))
	}
	return b
}

func (r *reader) record(n int) arrow.Record {
	arrays := make([]arrow.Array, len(r.columns))
	for i := range r.columns {
		arrays[i] = r.columns[i].array()
	}
	return array.NewRecord(r.schema, arrays, int64(n))
}

// Schema implements ingest.Reader.
func (r *reader) Schema() *arrow.Schema { return r.schema }

// Next implements ingest.Reader.
func (r *reader) Next() (ingest.Batch, error) {
	if r.ahead != nil {
		b := *r.ahead
		r.ahead = nil
		b.Record = r.record(len(b.Lines))
		return b, nil
	}
	if r.err != nil {
		return ingest.Batch{}, r.err
	}
	b, err := r.batch()
	r.err = err
	if b == nil {
		return ingest.Batch{}, r.err
	}
	return *b, nil
}

// Warnings implements ingest.Reader.
func (r *reader) Warnings() []error { return r.warned }

// Close implements ingest.Reader.
func (r *reader) Close() error { return nil }
