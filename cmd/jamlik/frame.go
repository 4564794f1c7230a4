package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/delimited"
)

// frame is the columns of a file that a command asked for, held in memory.
type frame struct {
	name  string
	lines []int32
	text  map[string]texts
	num   map[string][]float64 // NaN where the cell is empty or a marker for missing
}

// readFrame reads the named text and number columns of a file. Every cell that cannot be read is reported.
func readFrame(r ingest.Reader, name string, text, numbers []string, decimal rune) (*frame, error) {
	f := &frame{name: name, text: map[string]texts{}, num: map[string][]float64{}}
	schema := r.Schema()
	var ps indicators.Problems
	for _, col := range slices.Concat(text, numbers) {
		if len(schema.FieldIndices(col)) != 1 {
			ps.Add(indicators.Problem{File: name, Column: col, What: "the file has no such column" + meant(col, fieldNames(schema))})
		}
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	for {
		b, err := r.Next()
		if errors.Is(err, io.EOF) {
			return f, ps.Err()
		}
		if err != nil {
			return nil, err
		}
		f.lines = append(f.lines, b.Lines...)
		for _, col := range text {
			t := f.text[col]
			t.addCells(b.Record.Column(schema.FieldIndices(col)[0]))
			f.text[col] = t
		}
		for _, col := range numbers {
			f.appendNumbers(col, b, b.Record.Column(schema.FieldIndices(col)[0]), decimal, &ps)
		}
	}
}

func fieldNames(s *arrow.Schema) []string {
	var out []string
	for _, f := range s.Fields() {
		out = append(out, f.Name)
	}
	return out
}

// cellText returns a cell as text, "" for null.
func cellText(a arrow.Array, i int) string {
	if a.IsNull(i) {
		return ""
	}
	switch a := a.(type) {
	case *array.String:
		return a.Value(i)
	case *array.Dictionary:
		return cellText(a.Dictionary(), a.GetValueIndex(i))
	case *array.Float64:
		return strconv.FormatFloat(a.Value(i), 'g', -1, 64)
	}
	return a.ValueStr(i)
}

func (f *frame) appendNumbers(col string, b ingest.Batch, a arrow.Array, decimal rune, ps *indicators.Problems) {
	values := f.num[col]
	for i := range a.Len() {
		v := math.NaN()
		switch a := a.(type) {
		case *array.Float64:
			if a.IsValid(i) {
				v = a.Value(i)
			}
		case *array.Int64:
			if a.IsValid(i) {
				v = float64(a.Value(i))
			}
		default:
			s := cellText(a, i)
			if missing(s) {
				break
			}
			var err error
			if v, err = delimited.ParseNumber(s, decimal); err != nil {
				remedy := "correct the cell, or leave it empty if the figure is missing"
				if _, err := delimited.ParseNumber(s, ','); err == nil {
					remedy = "if commas are the decimal marks, say --decimal ,"
				}
				ps.Add(indicators.Problem{File: f.name, Line: int(b.Lines[i]), Column: col, What: fmt.Sprintf("cannot read %q as a number", s), Remedy: remedy})
			}
		}
		values = append(values, v)
	}
	f.num[col] = values
}

// missing tells whether a cell says that there is no figure.
func missing(s string) bool { return s == "" || strings.Trim(s, ".") == "" || s == "NA" }

// cells returns a column of texts as numbers, where all of them are numbers or missing, and as texts otherwise. What is missing is nil.
func cells(texts []string, decimal rune) []any {
	out := make([]any, len(texts))
	for i, s := range texts {
		if missing(s) {
			continue
		}
		v, err := delimited.ParseNumber(s, decimal)
		if err != nil || leadingZero(s) {
			for i, s := range texts {
				if out[i] = nil; s != "" {
					out[i] = s
				}
			}
			return out
		}
		out[i] = v
	}
	return out
}

// leadingZero tells whether a text is a code, such as 0114, and not a number.
func leadingZero(s string) bool { return len(s) > 1 && s[0] == '0' && s[1] >= '0' && s[1] <= '9' }
