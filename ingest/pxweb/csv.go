package pxweb

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/rows"
)

// CSV is the csv of PxWeb: csv, csv2 and csv3 of version 1 of its interface, and csv of version 2 with any of its parameters. It is read only
// where the format is named, since it is delimited text as well.
//
// csv has a column for each time and content, called by the words of both: "Folkmängd 2023", "Folkmängd 2024". These become rows with
// columns for the dimensions, then contents (what stands before the period, other dimensions in the heading included), period, value
// and status. Where the heading is the period alone there is no column contents.
//
// csv2, csv3 and csv of version 2 with all dimensions at the left have one column of values, the last; the rest stay as they are, and
// the one that holds nothing but periods is the time.
//
// With codes and texts in one cell, "1490 - Borås", a column of codes and one of labels come of it.
var CSV = ingest.Format{ID: "pxweb-csv", Name: "csv of PxWeb", Sniff: func([]byte) bool { return false }, Open: openCSV}

// spaced is a header of texts in quotation marks that spaces set apart, below a title perhaps.
var spaced = regexp.MustCompile(`^(\x{FEFF})?("[^"\n]*"\r?\n\r?\n)?"[^"\n]*"( "[^"\n]*")+\r?\n`)

func openCSV(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
	o.Text = true
	head := make([]byte, min(max(in.Size, 0), 64<<10))
	n, err := in.Data.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	if o.Delimiter == 0 && spaced.Match(bytes.ToValidUTF8(head[:n], []byte{'?'})) {
		o.Delimiter = ' '
	}
	from, err := delimited.Format.Open(in, o)
	if err != nil {
		return nil, err
	}
	c := &csvAnswer{Reader: from, file: in.Name}
	if err := c.settle(); err != nil {
		from.Close()
		return nil, err
	}
	return rows.NewReader(c.table, c.describe(), c), nil
}

// csvAnswer gives the rows of a csv answer.
type csvAnswer struct {
	ingest.Reader // of the delimited text
	file          string
	header        int // its line, as far as it is known
	table         *rows.Table
	dims          []csvDimension
	values        []csvValue // columns of values
	contents      *rows.Text // nil where there is only one and it has no name
	period        *rows.Text // nil where the time is a dimension like the others
	value         *rows.Number
	status        *rows.Text

	batch ingest.Batch
	cells []func(i int) string    // of the batch, by column
	found []func(i int) csvNumber // of the batch, by column of values
	at    int                     // the next row of the batch
	end   error
}

// csvDimension is a column of the file whose cells name categories.
type csvDimension struct {
	column int
	code   *rows.Text
	label  *rows.Text // where a cell holds code and label
	at     [2]int32   // what the row has of them
}

// csvNumber is the number of a cell, or the text that stands in its place.
type csvNumber struct {
	v    float64
	ok   bool
	text string
	read bool
}

// csvValue is a column of values and what its name says.
type csvValue struct {
	column           int
	contents, period string
	codes            [2]int32 // of both in their columns
}

// settle finds out what the columns are. It reads the first rows, since without a period in the header they tell where the time is.
func (c *csvAnswer) settle() error {
	c.fill()
	if c.end != nil && c.end != io.EOF {
		return c.end
	}
	c.header = 1
	if len(c.batch.Lines) > 0 {
		c.header = int(c.batch.Lines[0]) - 1
	}
	var names []string
	for _, f := range c.Schema().Fields() {
		names = append(names, f.Name)
	}
	pair, err := c.split(names)
	if err != nil {
		return err
	}
	first := len(names) - len(c.values) // of the values
	time := -1
	if len(c.values) == 0 {
		first = len(names) - 1
		for _, name := range names {
			if startsWithPeriod.MatchString(name) {
				return c.problem(fmt.Sprintf("column %q begins with a period: columns of values are read where the period stands last", name),
					"fetch it with the time last in the heading, or read it as csv and say under wide in the study what the names hold")
			}
		}
		if time = c.timeColumn(names[:first]); time < 0 {
			return c.problem("the header does not end in columns of periods, such as \"Folkmängd 2024\", and no column before the last holds periods: this is no csv of PxWeb",
				"read it as csv, and say in the study what its columns are")
		}
		if first = c.firstNumbers(names, time); first == len(names)-1 {
			c.values = []csvValue{{column: first}}
		}
		for k := first; first < len(names)-1 && k < len(names); k++ {
			c.values = append(c.values, csvValue{column: k, contents: names[k]})
		}
		pair = paired(names[:first])
	}
	c.makeTable(names[:first], time, pair)
	c.readNumbers()
	return nil
}

// split takes the names of the columns of values apart, those at the end that end in a period. There are none where the last does not. A
// period given as code and text, "2024 - 2024", says that all names and cells are so.
func (c *csvAnswer) split(names []string) (pair bool, err error) {
	first := len(names)
	for first > 0 {
		contents, period, double := cutPeriod(names[first-1])
		if period == "" || first < len(names) && double != pair {
			break
		}
		pair = double
		first--
		c.values = append(c.values, csvValue{column: first, contents: contents, period: period})
	}
	slices.Reverse(c.values)
	for i, name := range names[:first] {
		if _, period, _ := cutPeriod(name); period != "" && len(c.values) > 0 {
			return false, c.problem(fmt.Sprintf("column %d is called %q, as a column of values, and column %d after it %q", i+1, name, first, names[first-1]),
				"read it as csv, and say in the study what its columns are")
		}
	}
	seen := map[[2]string]string{}
	for _, v := range c.values {
		key := [2]string{v.contents, v.period}
		if other, ok := seen[key]; ok {
			return false, c.problem(fmt.Sprintf("columns %q and %q are both of %q and the period %s", other, names[v.column], v.contents, v.period), "fetch it again, or as json-stat2")
		}
		seen[key] = names[v.column]
	}
	return pair, nil
}

// timeColumn returns the column that is called as the time, or else the one whose cells are all periods in the first rows, −1 where there is
// none. Of several it is the last, since PxWeb sets the time after the other dimensions.
func (c *csvAnswer) timeColumn(names []string) int {
	if k := slices.IndexFunc(names, func(n string) bool { return ingest.RoleByName(n) == ingest.RoleTime }); k >= 0 {
		return k
	}
	found := -1
	for k := range names {
		if c.all(k, func(cell string) bool {
			contents, period, _ := cutPeriod(cell)
			return period != "" && contents == ""
		}) {
			found = k
		}
	}
	return found
}

// firstNumbers returns the first of the columns of values where the time is a column of its own: contents may stand as names without it. A column
// of the codes of contents, which may be numbers, is known by its name.
func (c *csvAnswer) firstNumbers(names []string, time int) int {
	first := len(names) - 1
	for first > time+1 && ingest.RoleByName(names[first-1]) != ingest.RoleMetric && c.all(first-1, func(cell string) bool {
		_, ok := delimited.Number(cell, '.')
		return ok || cell == "" || strings.Trim(cell, ".-") == ""
	}) {
		first--
	}
	return first
}

// all tells whether a test holds for all cells of a column in the first rows, of which there are some.
func (c *csvAnswer) all(column int, test func(cell string) bool) bool {
	for i := range c.batch.Lines {
		if !test(c.cells[column](i)) {
			return false
		}
	}
	return len(c.batch.Lines) > 0
}

// paired tells whether names hold code and text.
func paired(names []string) bool {
	return len(names) > 0 && !slices.ContainsFunc(names, func(n string) bool { return !strings.Contains(n, pairSign) })
}

// pairSign stands between code and text where a cell has both.
const pairSign = " - "

// A period in the words of PxWeb: years, half-years, terms of four months, quarters, months, weeks, school years and spans of years. Swedish
// statistics begin in 1749; most codes of municipalities are no years.
const periodPattern = `(?:1[789]|20)\d{2}(?:[HTKQ]\d|[MVW]\d{2}|[-–/](?:1[789]|20)\d{2}|[-/]\d{2})?`

var (
	startsWithPeriod = regexp.MustCompile(`^` + periodPattern + ` \S`)

	endsInPeriod = regexp.MustCompile(`^(?:(.*) )?(` + periodPattern + `)$`)
	endsInPair   = regexp.MustCompile(`^(?:(.*) )?(` + periodPattern + `) - (` + periodPattern + `)$`)
)

// cutPeriod cuts the period off the end of a name. With code and text it is the code; period is "" where there is none.
func cutPeriod(name string) (contents, period string, pair bool) {
	if m := endsInPair.FindStringSubmatch(name); m != nil {
		return m[1], m[2], true
	}
	if m := endsInPeriod.FindStringSubmatch(name); m != nil {
		return m[1], m[2], false
	}
	return "", "", false
}

// makeTable makes the columns of the rows.
func (c *csvAnswer) makeTable(names []string, time int, pair bool) {
	t := new(rows.Table)
	c.table = t
	for k, name := range names {
		d := csvDimension{column: k}
		label := ""
		if code, text, ok := strings.Cut(name, pairSign); ok && pair {
			name, label = code, text
		}
		role := ingest.RoleByName(name)
		switch {
		case k == time:
			role = ingest.RoleTime
		case role == "", role == ingest.RoleTime:
			role = ingest.RoleDimension
		}
		d.code = t.Text(name, role, entries(ingest.MetadataLabel, label)...)
		if pair {
			d.label = t.Text(name+"_label", ingest.RoleLabel)
		}
		c.dims = append(c.dims, d)
	}
	if slices.ContainsFunc(c.values, func(v csvValue) bool { return v.contents != "" }) {
		c.contents = t.Text("contents", ingest.RoleMetric)
	}
	if time < 0 {
		c.period = t.Text("period", ingest.RoleTime)
	}
	c.value = t.Number("value", ingest.RoleValue)
	c.status = t.Text("status", ingest.RoleStatus)
	for i := range c.values {
		v := &c.values[i]
		if c.contents != nil {
			v.codes[0] = c.contents.Lasting(v.contents)
		}
		if c.period != nil {
			v.codes[1] = c.period.Lasting(v.period)
		}
	}
}

// describe returns what the file says of itself: the title above the header, or the name of the only column of values.
func (c *csvAnswer) describe() []cube.Entry {
	label, _ := c.Schema().Metadata().GetValue(delimited.MetadataPreamble)
	if label == "" && c.period == nil && len(c.values) == 1 {
		label = c.Schema().Field(c.values[0].column).Name
	}
	return entries(ingest.MetadataLabel, strings.Trim(label, `"`))
}

// fill reads the next rows of the file.
func (c *csvAnswer) fill() {
	c.batch, c.end = c.Reader.Next()
	c.at, c.cells = 0, c.cells[:0]
	if c.end != nil {
		c.batch = ingest.Batch{}
		return
	}
	for _, a := range c.batch.Record.Columns() {
		c.cells = append(c.cells, textOf(a))
	}
	c.readNumbers()
}

// readNumbers makes the values of the batch ready, once it is known where they stand.
func (c *csvAnswer) readNumbers() {
	c.found = c.found[:0]
	for _, v := range c.values {
		if len(c.batch.Lines) > 0 {
			c.found = append(c.found, numberOf(c.batch.Record.Column(v.column)))
		}
	}
}

// numberOf returns the numbers of a column of text. Those that return are read once.
func numberOf(a arrow.Array) func(i int) csvNumber {
	cells := textOf(a)
	read := func(i int) csvNumber {
		n := csvNumber{text: strings.TrimSpace(cells(i)), read: true}
		n.v, n.ok = delimited.Number(n.text, '.')
		return n
	}
	d, ok := a.(*array.Dictionary)
	if !ok {
		return read
	}
	known := make([]csvNumber, d.Dictionary().Len())
	return func(i int) csvNumber {
		if a.IsNull(i) {
			return csvNumber{}
		}
		n := &known[d.GetValueIndex(i)]
		if !n.read {
			*n = read(i)
		}
		return *n
	}
}

// Next implements rows.Source: it gives one line of the file.
func (c *csvAnswer) Next() error {
	for c.at == len(c.batch.Lines) {
		if c.end != nil {
			return c.end
		}
		c.fill()
	}
	i := c.at
	c.at++
	line := int(c.batch.Lines[i])
	for k := range c.dims {
		c.dims[k].read(c.cells[c.dims[k].column](i))
	}
	for j, v := range c.values {
		n := c.found[j](i)
		if !n.ok {
			if p, bad := badMark(n.text); bad {
				p.File, p.Line, p.Column = c.file, line, c.Schema().Field(v.column).Name
				return p
			}
		}
		for k := range c.dims {
			c.dims[k].add()
		}
		if c.contents != nil {
			c.contents.AddCode(v.codes[0])
		}
		if c.period != nil {
			c.period.AddCode(v.codes[1])
		}
		addCell(c.value, c.status, n.text, n.v, n.ok)
		c.table.Row(line)
	}
	return nil
}

// read takes the cell of a row, which is then added once for each of its values.
func (d *csvDimension) read(cell string) {
	label := ""
	if d.label != nil {
		cell, label, _ = strings.Cut(cell, pairSign)
		d.at[1] = d.label.Code(label)
	}
	d.at[0] = d.code.Code(cell)
}

func (d *csvDimension) add() {
	d.code.AddCode(d.at[0])
	if d.label != nil {
		d.label.AddCode(d.at[1])
	}
}

// textOf returns the cells of a column of text, "" where one is empty.
func textOf(a arrow.Array) func(i int) string {
	switch a := a.(type) {
	case *array.String:
		return func(i int) string {
			if a.IsNull(i) {
				return ""
			}
			return a.Value(i)
		}
	case *array.Dictionary:
		words := a.Dictionary().(*array.String)
		return func(i int) string {
			if a.IsNull(i) {
				return ""
			}
			return words.Value(a.GetValueIndex(i))
		}
	}
	return func(int) string { return "" }
}

// problem is a problem of the header.
func (c *csvAnswer) problem(what, remedy string) error {
	return indicators.Problem{File: c.file, Line: c.header, What: what, Remedy: remedy}
}
