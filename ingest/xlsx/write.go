package xlsx

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/xuri/excelize/v2"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
)

// WriteOptions say for whom a workbook is written.
type WriteOptions struct {
	Sheet   string // the name of the sheet with the table; "" is Data
	English bool   // the sheet about the table is in English; else in Swedish
	Temp    string // a directory for what does not fit into memory; "" is that of temporary files
}

// Writer writes records as a workbook of two sheets: the table, and what its metadata say of it and of its columns, if anything. The table has a bold header that
// stays in sight, filters, widths by content, and a number format for each column: whole numbers with thousands set apart unless they seem to be years,
// other numbers with the decimals that the metadata give, days as 2006-01-02, texts as text. So codes keep their zeros, and a text that begins like
// a formula is none. Null is an empty cell, and so is a text of no characters.
//
// A sheet has 1,048,576 rows: more are an error, and nothing is written before [Writer.Close]. The same records give the same bytes. It is not safe for
// concurrent use.
type Writer struct {
	to      io.Writer
	schema  *arrow.Schema
	options WriteOptions
	file    *excelize.File
	stream  *excelize.StreamWriter // nil until the first record tells the widths
	styles  []int
	values  []any
	row     int // the last that was written
	err     error
}

// textLimit is how many UTF-16 units a cell holds.
const textLimit = 32767

// exactWhole is the most that a spreadsheet program shows of a whole number without rounding it.
const exactWhole = 999_999_999_999_999

// NewWriter returns a writer of records of the schema. It refuses columns of types that a cell has no form for, more columns than a sheet has, and names
// that are empty, too long or given twice.
func NewWriter(w io.Writer, schema *arrow.Schema, o WriteOptions) (*Writer, error) {
	if o.Sheet == "" {
		o.Sheet = "Data"
	}
	fields := schema.Fields()
	if len(fields) == 0 {
		return nil, fmt.Errorf("no columns to write")
	}
	if len(fields) > sheetColumns {
		return nil, fmt.Errorf("%d columns, where a sheet has %d; write .csv, .parquet or .arrow", len(fields), sheetColumns)
	}
	seen := map[string]int{}
	for i, f := range fields {
		if !ingest.Writable(f.Type) {
			return nil, fmt.Errorf("column %q: a workbook has no form for %s", f.Name, f.Type)
		}
		if f.Name == "" {
			return nil, fmt.Errorf("column %d has no name", i+1)
		}
		if first, ok := seen[f.Name]; ok {
			return nil, fmt.Errorf("columns %d and %d are both named %q", first+1, i+1, f.Name)
		}
		seen[f.Name] = i
		if err := checkText(f.Name); err != nil {
			return nil, fmt.Errorf("name of column %d: %w", i+1, err)
		}
	}
	out := &Writer{to: w, schema: schema, options: o, file: excelize.NewFile(excelize.Options{TmpDir: o.Temp}), styles: make([]int, len(fields)), values: make([]any, len(fields))}
	if err := out.file.SetSheetName(out.file.GetSheetName(0), o.Sheet); err != nil {
		return nil, fmt.Errorf("sheet %q: %w", o.Sheet, err)
	}
	return out, nil
}

// Write writes the rows of a record, which must have the columns of the schema. An error names the row, from 1 without the header, and the column.
func (w *Writer) Write(rec arrow.Record) error {
	if w.err == nil {
		if w.err = w.write(rec); w.err != nil {
			w.file.Close()
		}
	}
	return w.err
}

func (w *Writer) write(rec arrow.Record) error {
	fields := w.schema.Fields()
	if int(rec.NumCols()) != len(fields) {
		return fmt.Errorf("a record of %s where the schema has %d", lang.Count(int(rec.NumCols()), "column"), len(fields))
	}
	values := make([]func(int) any, len(fields))
	for c := range values {
		if !arrow.TypeEqual(rec.Column(c).DataType(), fields[c].Type) {
			return fmt.Errorf("column %q: a record of %s where the schema has %s", fields[c].Name, rec.Column(c).DataType(), fields[c].Type)
		}
		values[c] = valueOf(rec.Column(c))
	}
	if w.stream == nil {
		if err := w.start(rec, values); err != nil {
			return err
		}
	}
	for i := range int(rec.NumRows()) {
		if w.row == sheetRows {
			return fmt.Errorf("more than %d rows, the most that a sheet holds below its header; write .csv, .parquet or .arrow, or fewer rows", sheetRows-1)
		}
		for c := range fields {
			w.values[c] = nil
			if rec.Column(c).IsNull(i) {
				continue
			}
			v, err := checked(values[c](i))
			if err != nil {
				return fmt.Errorf("row %d: column %q: %w", w.row, fields[c].Name, err)
			}
			if v != nil {
				w.values[c] = excelize.Cell{StyleID: w.styles[c], Value: v}
			}
		}
		if err := w.addRow(w.values); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) addRow(values []any, o ...excelize.RowOpts) error {
	w.row++
	if err := w.stream.SetRow(cellName(1, w.row), values, o...); err != nil {
		return fmt.Errorf("row %d of the sheet: %w", w.row, err)
	}
	return nil
}

// valueOf returns what the rows of a column hold: string, bool, arrow.Date32, float64 or int64.
func valueOf(a arrow.Array) func(int) any {
	switch a := a.(type) {
	case *array.String:
		return func(i int) any { return a.Value(i) }
	case *array.LargeString:
		return func(i int) any { return a.Value(i) }
	case *array.Dictionary:
		words := valueOf(a.Dictionary())
		return func(i int) any { return words(a.GetValueIndex(i)) }
	case *array.Boolean:
		return func(i int) any { return a.Value(i) }
	case *array.Date32:
		return func(i int) any { return a.Value(i) }
	case *array.Float64:
		return func(i int) any { return a.Value(i) }
	case *array.Float32:
		return func(i int) any { // the decimal that it is shown as, not the double next to it
			v, _ := strconv.ParseFloat(strconv.FormatFloat(float64(a.Value(i)), 'g', -1, 32), 64)
			return v
		}
	case *array.Int8:
		return wholes(a.Value)
	case *array.Int16:
		return wholes(a.Value)
	case *array.Int32:
		return wholes(a.Value)
	case *array.Int64:
		return wholes(a.Value)
	case *array.Uint8:
		return wholes(a.Value)
	case *array.Uint16:
		return wholes(a.Value)
	case *array.Uint32:
		return wholes(a.Value)
	case *array.Uint64:
		return func(i int) any {
			if v := a.Value(i); v > exactWhole {
				return strconv.FormatUint(v, 10)
			}
			return int64(a.Value(i))
		}
	}
	panic("xlsx: a type that NewWriter should have refused: " + a.DataType().String())
}

func wholes[T int8 | int16 | int32 | int64 | uint8 | uint16 | uint32](value func(int) T) func(int) any {
	return func(i int) any { return int64(value(i)) }
}

// checked returns a value as the library is to be given it, nil for an empty cell. Whole numbers that a spreadsheet program would round are texts, as are days
// before the calendar of spreadsheets.
func checked(v any) (any, error) {
	switch v := v.(type) {
	case string:
		if v == "" {
			return nil, nil
		}
		return cellText(v), checkText(v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("%v is no number; a missing value is null", v)
		}
	case int64:
		if v > exactWhole || v < -exactWhole {
			return strconv.FormatInt(v, 10), nil
		}
	case arrow.Date32:
		const firstOfMarch1900, endOf9999 = -25508, 2932896 // days from 1970: the days before and after are not what spreadsheet programs take them for
		if v > endOf9999 || v < -719528 {
			return nil, fmt.Errorf("the year %d has no form of four digits", v.ToTime().Year())
		}
		if v < firstOfMarch1900 {
			return v.ToTime().Format(time.DateOnly), nil
		}
		return int64(v) + 25569, nil
	}
	return v, nil
}

// twiceEscaped are texts that the library writes so that they read as others: they look like two escaped characters that share a mark.
var twiceEscaped = regexp.MustCompile(`_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_`)

// cellText returns a text as the library is to be given it. One that it does not escape soundly is cut in pieces that need no escape.
func cellText(s string) any {
	if !strings.Contains(s, "_x") || !twiceEscaped.MatchString(s) {
		return s
	}
	var runs []excelize.RichTextRun
	for {
		k := strings.Index(s, "_x")
		if k < 0 {
			return append(runs, excelize.RichTextRun{Text: s})
		}
		runs = append(runs, excelize.RichTextRun{Text: s[:k+1]})
		s = s[k+1:]
	}
}

// checkText refuses what a cell does not take back.
func checkText(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("the text %.80q is not UTF-8", s)
	}
	units := 0
	for _, r := range s {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return fmt.Errorf("the text %.80q holds the character %U, which a workbook cannot hold", s, r)
		}
		units += utf16.RuneLen(r)
	}
	if units > textLimit {
		return fmt.Errorf("a text of %d characters, more than the %d that a cell holds", units, textLimit)
	}
	return nil
}

// Close writes the workbook. It does not close the underlying writer.
func (w *Writer) Close() error {
	if w.err != nil {
		return w.err
	}
	w.err = w.finish()
	if err := w.file.Close(); w.err == nil {
		w.err = err
	}
	return w.err
}

func (w *Writer) finish() error {
	if w.stream == nil {
		if err := w.start(nil, nil); err != nil {
			return err
		}
	}
	if err := w.file.AutoFilter(w.options.Sheet, "A1:"+cellName(len(w.styles), w.row), nil); err != nil {
		return fmt.Errorf("filters: %w", err)
	}
	for c, f := range w.schema.Fields() {
		if isText(f.Type) && w.row > 1 {
			if err := w.file.AddIgnoredErrors(w.options.Sheet, cellName(c+1, 2)+":"+cellName(c+1, w.row), excelize.IgnoredErrorsNumberStoredAsText); err != nil {
				return fmt.Errorf("column %q: %w", f.Name, err)
			}
		}
	}
	if err := w.stream.Flush(); err != nil {
		return err
	}
	if err := w.writeAbout(); err != nil {
		return fmt.Errorf("sheet about the table: %w", err)
	}
	// The dates are fixed, lest two runs differ.
	const never = "2000-01-01T00:00:00Z"
	title, _ := w.schema.Metadata().GetValue(ingest.MetadataLabel)
	if err := w.file.SetDocProps(&excelize.DocProperties{Creator: "jamlik", LastModifiedBy: "jamlik", Created: never, Modified: never, Title: title}); err != nil {
		return err
	}
	if err := w.file.SetAppProps(&excelize.AppProperties{Application: "jamlik"}); err != nil {
		return err
	}
	return w.file.Write(w.to)
}

func isText(t arrow.DataType) bool {
	return t.ID() == arrow.STRING || t.ID() == arrow.LARGE_STRING || t.ID() == arrow.DICTIONARY
}
