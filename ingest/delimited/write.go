package delimited

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// WriteOptions say for whom a file is written.
type WriteOptions struct {
	// ExcelSwedish writes for a spreadsheet with Swedish settings: a byte order mark, semicolons, decimal commas and CRLF. A text
	// that begins with =, +, -, @, one of them after white space or as a wide character, a tab or a line break gets an apostrophe before it, lest it is
	// run as a formula; numbers and a lone - do not. The file is for people: read back, the apostrophes stay.
	ExcelSwedish bool
}

// Writer writes records as delimited text: UTF-8, a header line, commas, LF, floats in the fewest digits that read back the same, days as
// 2006-01-02, flags as true and false, null as nothing and a text of no characters as "". It is not safe for concurrent use.
type Writer struct {
	to        io.Writer
	fields    []arrow.Field
	options   WriteOptions
	delimiter byte
	decimal   byte
	buf       []byte
	row       int64
	err       error
}

const writeBlock = 64 << 10

// NewWriter returns a writer of records of the schema and writes the header. It refuses columns of types that text has no form for, and names
// that are empty or given twice.
func NewWriter(w io.Writer, schema *arrow.Schema, o WriteOptions) (*Writer, error) {
	out := &Writer{to: w, fields: schema.Fields(), options: o, delimiter: ',', decimal: '.'}
	names := make([]string, len(out.fields))
	for i, f := range out.fields {
		names[i] = f.Name
		if !ingest.Writable(f.Type) {
			return nil, fmt.Errorf("column %q: delimited text has no form for %s", f.Name, f.Type)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no columns to write")
	}
	if err := checkNames("", 0, names); err != nil {
		return nil, err
	}
	if o.ExcelSwedish {
		out.delimiter, out.decimal = ';', ','
		out.buf = append(out.buf, "\xef\xbb\xbf"...)
	}
	for i, n := range names {
		if i > 0 {
			out.buf = append(out.buf, out.delimiter)
		}
		if err := checkText(n); err != nil {
			return nil, fmt.Errorf("name of column %d: %w", i+1, err)
		}
		out.buf = appendText(out.buf, out.defused(n))
	}
	out.endLine()
	return out, nil
}

// Write writes the rows of a record, which must have the columns of the schema. An error names the row, from 1 without the header, and the column.
func (w *Writer) Write(rec arrow.Record) error {
	if w.err != nil {
		return w.err
	}
	w.err = w.write(rec)
	return w.err
}

// appender appends cell i of a column to b.
type appender func(b []byte, i int) ([]byte, error)

func (w *Writer) write(rec arrow.Record) error {
	if int(rec.NumCols()) != len(w.fields) {
		return fmt.Errorf("a record of %s where the schema has %d", lang.Count(int(rec.NumCols()), "column"), len(w.fields))
	}
	appenders := make([]appender, len(w.fields))
	for c := range appenders {
		if !arrow.TypeEqual(rec.Column(c).DataType(), w.fields[c].Type) {
			return fmt.Errorf("column %q: a record of %s where the schema has %s", w.fields[c].Name, rec.Column(c).DataType(), w.fields[c].Type)
		}
		appenders[c] = w.appender(rec.Column(c))
	}
	for i := range int(rec.NumRows()) {
		w.row++
		start := len(w.buf)
		for c, app := range appenders {
			if c > 0 {
				w.buf = append(w.buf, w.delimiter)
			}
			if rec.Column(c).IsNull(i) {
				continue
			}
			b, err := app(w.buf, i)
			if err != nil {
				return fmt.Errorf("row %d: column %q: %w", w.row, w.fields[c].Name, err)
			}
			w.buf = b
		}
		w.endLine()
		if len(w.buf)-start > recordLimit {
			return fmt.Errorf("row %d: a line of more than %d bytes", w.row, recordLimit)
		}
		if len(w.buf) >= writeBlock {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close writes what is left. It does not close the underlying writer.
func (w *Writer) Close() error {
	if w.err != nil {
		return w.err
	}
	w.err = w.flush()
	return w.err
}

func (w *Writer) flush() error {
	_, err := w.to.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}

func (w *Writer) endLine() {
	if w.options.ExcelSwedish {
		w.buf = append(w.buf, '\r')
	}
	w.buf = append(w.buf, '\n')
}

func (w *Writer) appender(a arrow.Array) appender {
	switch a := a.(type) {
	case *array.String:
		return w.textAppender(a.Value)
	case *array.LargeString:
		return w.textAppender(a.Value)
	case *array.Dictionary:
		var value func(int) string
		switch d := a.Dictionary().(type) {
		case *array.String:
			value = d.Value
		case *array.LargeString:
			value = d.Value
		}
		return w.textAppender(func(i int) string { return value(a.GetValueIndex(i)) })
	case *array.Boolean:
		return func(b []byte, i int) ([]byte, error) { return strconv.AppendBool(b, a.Value(i)), nil }
	case *array.Date32:
		return func(b []byte, i int) ([]byte, error) {
			t := a.Value(i).ToTime()
			if y := t.Year(); y < 0 || y > 9999 {
				return nil, fmt.Errorf("the year %d has no form of four digits", y)
			}
			return t.AppendFormat(b, "2006-01-02"), nil
		}
	case *array.Float64:
		return func(b []byte, i int) ([]byte, error) { return w.appendFloat(b, a.Value(i), 64) }
	case *array.Float32:
		return func(b []byte, i int) ([]byte, error) { return w.appendFloat(b, float64(a.Value(i)), 32) }
	case *array.Int8:
		return integers(a.Value)
	case *array.Int16:
		return integers(a.Value)
	case *array.Int32:
		return integers(a.Value)
	case *array.Int64:
		return integers(a.Value)
	case *array.Uint8:
		return integers(a.Value)
	case *array.Uint16:
		return integers(a.Value)
	case *array.Uint32:
		return integers(a.Value)
	case *array.Uint64:
		return func(b []byte, i int) ([]byte, error) { return strconv.AppendUint(b, a.Value(i), 10), nil }
	}
	panic("delimited: a type that NewWriter should have refused: " + a.DataType().String())
}

func integers[T int8 | int16 | int32 | int64 | uint8 | uint16 | uint32](value func(int) T) appender {
	return func(b []byte, i int) ([]byte, error) { return strconv.AppendInt(b, int64(value(i)), 10), nil }
}

func (w *Writer) appendFloat(b []byte, v float64, bits int) ([]byte, error) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil, fmt.Errorf("%v is no number; a missing value is null", v)
	}
	start := len(b)
	// No exponent for the sizes that people read. Beyond them whole numbers have one, lest they read back as integers that float64 cannot hold. Small
	// ones have none in files for spreadsheets, which are read by people.
	if a := math.Abs(v); a != 0 && (a < 1e-6 && w.decimal == '.' || a >= 1e15) {
		b = strconv.AppendFloat(b, v, 'e', -1, bits)
	} else {
		b = strconv.AppendFloat(b, v, 'f', -1, bits)
	}
	if w.decimal != '.' {
		if k := bytes.IndexByte(b[start:], '.'); k >= 0 {
			b[start+k] = w.decimal
		}
	}
	return b, nil
}

func (w *Writer) textAppender(value func(int) string) appender {
	return func(b []byte, i int) ([]byte, error) {
		s := value(i)
		if err := checkText(s); err != nil {
			return nil, err
		}
		return appendText(b, w.defused(s)), nil
	}
}

// defused returns a text as a spreadsheet shall see it.
func (w *Writer) defused(s string) string {
	if w.options.ExcelSwedish && formula(s) {
		return "'" + s
	}
	return s
}

// checkText refuses what no reader of text takes back.
func checkText(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("the text %q is not UTF-8", s)
	}
	if strings.IndexByte(s, 0) >= 0 {
		return fmt.Errorf("the text %q holds a NUL", s)
	}
	return nil
}

// formula tells whether a spreadsheet could run a text: it begins with =, @, + or -, as wide characters too, which East Asian versions take for the
// same, or with white space, which some programs take away first. Numbers and a lone - are none.
func formula(s string) bool {
	switch s {
	case "", "-":
		return false
	}
	switch s[0] {
	case '\t', '\r', '\n':
		return true
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace))
	switch first {
	case '=', '@', '＝', '＠', '＋', '－':
		return true
	case '+', '-':
		_, err := ParseNumber(s, ',')
		return err != nil
	}
	return false
}

// quotable marks the bytes that a text must be quoted for: those that could be taken for the delimiter of the file among them, so that
// every written file is understood without options.
var quotable = [256]bool{'"': true, '\n': true, '\r': true, ',': true, ';': true, '\t': true, '|': true}

// appendText appends a text, in quotation marks where it would be read as something else.
func appendText(b []byte, s string) []byte {
	quote := len(s) == 0
	for i := 0; i < len(s) && !quote; i++ {
		quote = quotable[s[i]]
	}
	if !quote {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' {
			b = append(b, '"')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}
