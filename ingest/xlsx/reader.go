package xlsx

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/delimited"
)

// Limits of a batch: it ends at whichever it reaches first.
const (
	batchRows  = 1 << 16
	batchCells = 1 << 20
	batchBytes = 32 << 20
)

// plan is how a sheet is to be read, found out before the first row.
type plan struct {
	source *source
	header header
	merged []area
	skip   int
	footer string
}

// column is one that the sheet has a name for.
type column struct {
	at      int32
	name    string
	kind    kind
	decimal rune
	shape   shape
	builder array.Builder
}

// reader is the ingest.Reader of a sheet.
type reader struct {
	plan
	schema  *arrow.Schema
	columns []*column
	from    *dataRows
	rows    int // in the data
	hidden  found
	warned  []error
	err     error
}

func newReader(in ingest.Input, o ingest.Options) (*reader, error) {
	if err := checkKind(in); err != nil {
		return nil, err
	}
	a, err := openArchive(in)
	if err != nil {
		return nil, err
	}
	w, err := readWorkbook(a)
	if err != nil {
		return nil, err
	}
	r := new(reader)
	about, err := r.choose(in.Name, w, o.Sheet)
	if err != nil {
		return nil, err
	}
	r.skip, r.footer = o.Skip, o.Footer
	if err := r.source.part.keep(); err != nil {
		return nil, err
	}
	first, err := r.source.readSample(o.Skip)
	if err != nil {
		return nil, err
	}
	r.merged = first.merged
	switch {
	case len(first.rows) == 0 && o.Skip > 0:
		return nil, r.source.fault(0, "", fmt.Sprintf("nothing follows the %s to be skipped in the sheet %q", lang.Count(o.Skip, "row"), r.source.sheet.name), "set skip to the number of rows above the header")
	case len(first.rows) == 0:
		return nil, r.source.fault(0, "", fmt.Sprintf("the sheet %q is empty", r.source.sheet.name), "name another sheet, or fetch the file again")
	case len(o.Header) > 0:
		r.header, err = r.source.givenHeader(first, o.Header)
	default:
		r.header, err = r.source.findHeader(first, o.Skip)
	}
	if err != nil {
		return nil, err
	}
	if len(r.header.preamble) > 0 {
		r.warn(r.header.first, "", fmt.Sprintf("the header is taken to be here, below %s", excerpt(r.header.preamble[0])), fmt.Sprintf("set skip: %d to say so", r.header.first-1))
	}
	unnamed := r.header.nameTheRest(first)
	if err := r.infer(); err != nil {
		return nil, err
	}
	r.columns = slices.DeleteFunc(r.columns, func(c *column) bool { return c.shape.empty() && slices.Contains(unnamed, c.at) })
	for _, c := range r.columns {
		if slices.Contains(unnamed, c.at) {
			r.warn(r.header.last, "", fmt.Sprintf("a column has no name and is called %q", c.name), "name it in the header, or skip the rows and give the names in header")
		}
	}
	r.settle(o.Text, about, first.hidden)
	r.from, err = r.dataRows()
	return r, err
}

func (r *reader) warn(line int, column, what, remedy string) {
	r.warned = append(r.warned, r.source.fault(line, column, what, remedy))
}

// infer reads the data through, finds what every column becomes, and gives all problems and warnings.
func (r *reader) infer() error {
	for _, at := range sortedColumns(r.header.names) {
		r.columns = append(r.columns, &column{at: at, name: r.header.names[at]})
	}
	from, err := r.dataRows()
	if err != nil {
		return err
	}
	defer from.from.close()
	var problems indicators.Problems
	unnamed := map[int32]bool{}
	for {
		row, err := from.next()
		if err == errEnded {
			break
		}
		if err != nil {
			problems.Add(err)
			return problems.Err()
		}
		r.rows++
		if row.hidden {
			r.hidden.add(row.number, "")
		}
		next := 0
		for i := range row.cells {
			c := &row.cells[i]
			for next < len(r.columns) && r.columns[next].at < c.column {
				next++
			}
			if next == len(r.columns) || r.columns[next].at != c.column {
				if !unnamed[c.column] {
					unnamed[c.column] = true
					problems.Add(r.source.fault(row.number, "", fmt.Sprintf("column %s has no name but holds %s", columnName(int(c.column)), excerpt(r.source.text(c))), "name it in the header, or delete what is in it"))
				}
				continue
			}
			r.columns[next].shape.see(r.source, row.number, c)
		}
	}
	r.warned = append(r.warned, from.warned...)
	if r.rows == 0 && problems.Len() == 0 {
		r.warn(0, "", fmt.Sprintf("the sheet %q has a header and no rows", r.source.sheet.name), "")
	}
	return problems.Err()
}

// settle makes the schema, and warns of what the columns hold that is no value.
func (r *reader) settle(allText bool, about []entry, hidden []area) {
	fields := make([]arrow.Field, len(r.columns))
	for i, c := range r.columns {
		letters, s := columnName(int(c.at)), &c.shape
		if s.failures.count > 0 {
			r.warn(s.failures.line, c.name, fmt.Sprintf("the error %s in %s is read as empty", s.failures.text, s.failures.cells(letters)), "")
		}
		if s.uncalculated.count > 0 {
			r.warn(s.uncalculated.line, c.name, fmt.Sprintf("the formula in %s was never calculated and is read as empty", s.uncalculated.cells(letters)), "open the file in a spreadsheet program and save it, so that it has the values")
		}
		if s.odd.count > 0 {
			r.warn(s.odd.line, c.name, fmt.Sprintf("the number %s in %s is shown as a day and is none; it is read as a number", s.odd.text, s.odd.cells(letters)), "")
		}
		if s.percent.count > 0 {
			r.warn(s.percent.line, c.name, fmt.Sprintf("the number in %s is shown in per cent and read as it is stored, %s", s.percent.cells(letters), s.percent.text), "multiply it by 100 where the unit is per cent")
		}
		for _, h := range hidden {
			if h.left <= int(c.at) && int(c.at) <= h.right {
				r.warn(0, c.name, fmt.Sprintf("the column %s is hidden in the sheet", letters), "see that it is to be read")
				break
			}
		}
		if !allText {
			c.kind, c.decimal = s.kind()
		}
		fields[i] = arrow.Field{Name: c.name, Type: c.kind.dataType(), Nullable: true, Metadata: metadataOf(about, c.name)}
		c.builder = array.NewBuilder(memory.DefaultAllocator, c.kind.dataType())
	}
	if r.hidden.count > 0 {
		what := "the row is hidden in the sheet"
		if r.hidden.count > 1 {
			what = fmt.Sprintf("this row and %s are hidden in the sheet", lang.Count(r.hidden.count-1, "more row"))
		}
		r.warn(r.hidden.line, "", what, "see that it is to be read")
	}
	md := r.metadata(about)
	r.schema = arrow.NewSchema(fields, &md)
}

// metadata is what the workbook says of the whole table.
func (r *reader) metadata(about []entry) arrow.Metadata {
	keys, values := []string{MetadataSheet}, []string{r.source.sheet.name}
	add := func(k, v string) {
		if v != "" && !slices.Contains(keys, k) {
			keys, values = append(keys, k), append(values, v)
		}
	}
	add(MetadataPreamble, strings.Join(r.header.preamble, "\n"))
	said := metadataOf(about, "")
	for i, k := range said.Keys() {
		add(k, said.Values()[i])
	}
	add(ingest.MetadataLabel, r.source.of.title)
	return arrow.NewMetadata(keys, values)
}

func (k kind) dataType() arrow.DataType {
	switch k {
	case asWhole:
		return arrow.PrimitiveTypes.Int64
	case asFloat:
		return arrow.PrimitiveTypes.Float64
	case asDate:
		return arrow.FixedWidthTypes.Date32
	case asFlag:
		return arrow.FixedWidthTypes.Boolean
	}
	return textType
}

var textType = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}

// errChanged: what is read is not what was inferred from.
var errChanged = errors.New("the file changed while it was read")

// append adds a cell to a batch.
func (c *column) append(from *source, cell *cell, buf []byte) ([]byte, error) {
	if cell.holds == failure || cell.holds == uncalculated {
		c.builder.AppendNull()
		return buf, nil
	}
	switch b := c.builder.(type) {
	case *array.BinaryDictionaryBuilder:
		if cell.holds == text {
			return buf, b.Append(cell.text)
		}
		buf, _ = from.appendCell(buf[:0], cell)
		return buf, b.Append(buf)
	case *array.BooleanBuilder:
		if cell.holds != truthValue {
			return buf, errChanged
		}
		b.Append(cell.number == 1)
	case *array.Date32Builder:
		d, ok := from.of.epoch.days(cell.number)
		if cell.holds != number || !ok {
			return buf, errChanged
		}
		b.Append(arrow.Date32(d))
	case *array.Int64Builder:
		v := int64(cell.number)
		if cell.holds == text {
			var err error
			if v, err = strconv.ParseInt(string(cell.text), 10, 64); err != nil {
				return buf, errChanged
			}
		}
		b.Append(v)
	case *array.Float64Builder:
		v := cell.number
		if cell.holds == text {
			var err error
			if v, err = delimited.ParseNumber(string(cell.text), c.decimal); err != nil {
				return buf, errChanged
			}
		}
		b.Append(v)
	}
	return buf, nil
}

// Schema implements ingest.Reader.
func (r *reader) Schema() *arrow.Schema { return r.schema }

// Next implements ingest.Reader.
func (r *reader) Next() (ingest.Batch, error) {
	if r.err != nil {
		return ingest.Batch{}, r.err
	}
	most := min(batchRows, max(batchCells/len(r.columns), 1), r.rows)
	lines := make([]int32, 0, most)
	for _, c := range r.columns {
		c.builder.Reserve(most)
	}
	var buf []byte
	for size := 0; len(lines) < most && size < batchBytes; {
		row, err := r.from.next()
		if err == errEnded {
			r.err = io.EOF
			break
		}
		if err != nil {
			r.err = err
			return ingest.Batch{}, err
		}
		next := 0
		for i := range row.cells {
			cell := &row.cells[i]
			for next < len(r.columns) && r.columns[next].at < cell.column {
				r.columns[next].builder.AppendNull()
				next++
			}
			if next == len(r.columns) || r.columns[next].at != cell.column {
				err = errChanged
			} else {
				buf, err = r.columns[next].append(r.source, cell, buf)
				next++
			}
			if err != nil {
				r.err = r.source.fault(row.number, columnName(int(cell.column)), err.Error(), "run again when it is whole")
				return ingest.Batch{}, r.err
			}
			size += len(cell.text)
		}
		for ; next < len(r.columns); next++ {
			r.columns[next].builder.AppendNull()
		}
		lines = append(lines, int32(row.number))
	}
	if len(lines) == 0 {
		r.err = io.EOF
		return ingest.Batch{}, r.err
	}
	arrays := make([]arrow.Array, len(r.columns))
	for i, c := range r.columns {
		arrays[i] = c.builder.NewArray()
	}
	return ingest.Batch{Record: array.NewRecord(r.schema, arrays, int64(len(lines))), Lines: lines}, nil
}

// Warnings implements ingest.Reader.
func (r *reader) Warnings() []error { return r.warned }

// Close implements ingest.Reader.
func (r *reader) Close() error {
	r.err = io.EOF
	return r.from.from.close()
}
