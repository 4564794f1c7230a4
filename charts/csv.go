package charts

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	columnar "github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest/delimited"
)

// WriteCSV writes the figure's data table with all its columns: UTF-8, commas, decimal points, one header row of keys. A figure
// that [Figure.Check] complains about is not written.
func (f *Figure) WriteCSV(w io.Writer) error {
	if err := f.Check(); err != nil {
		return err
	}
	return f.Table.writeCSV(w)
}

func (g Grid) writeCSV(w io.Writer) error {
	cw := csv.NewWriter(w)
	record := make([]string, len(g.Columns))
	for i, c := range g.Columns {
		record[i] = c.Key
	}
	if err := cw.Write(record); err != nil {
		return err
	}
	for _, r := range g.Rows {
		for i, c := range r {
			record[i] = c.Raw
		}
		if err := cw.Write(record); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

// WriteExcelCSV writes the same table for a spreadsheet with Swedish settings: a byte order mark, semicolons and decimal commas. A figure
// that [Figure.Check] complains about is not written.
func (f *Figure) WriteExcelCSV(w io.Writer) error {
	if err := f.Check(); err != nil {
		return err
	}
	record := f.Table.record()
	defer record.Release()
	out, err := delimited.NewWriter(w, record.Schema(), delimited.WriteOptions{ExcelSwedish: true})
	if err != nil {
		return err
	}
	if err := out.Write(record); err != nil {
		return err
	}
	return out.Close()
}

// record returns the unformatted table, with numbers where all that a column has are numbers.
func (g Grid) record() columnar.Record {
	fields := make([]columnar.Field, len(g.Columns))
	columns := make([]columnar.Array, len(g.Columns))
	for i, c := range g.Columns {
		b := array.NewBuilder(memory.DefaultAllocator, g.columnType(i))
		for _, r := range g.Rows {
			switch b := b.(type) {
			case *array.Float64Builder:
				if v, err := strconv.ParseFloat(r[i].Raw, 64); err == nil {
					b.Append(v)
				} else {
					b.AppendNull()
				}
			case *array.StringBuilder:
				if r[i].Raw == "" {
					b.AppendNull()
				} else {
					b.Append(strings.ReplaceAll(r[i].Raw, "\x00", "")) // which no reader of text takes
				}
			}
		}
		fields[i] = columnar.Field{Name: c.Key, Type: b.Type(), Nullable: true}
		columns[i] = b.NewArray()
		b.Release()
	}
	out := array.NewRecord(columnar.NewSchema(fields, nil), columns, int64(len(g.Rows)))
	for _, c := range columns {
		c.Release()
	}
	return out
}

// columnType is that of numbers where every cell that is not empty is one, written as numbers are: 0114 is a code.
func (g Grid) columnType(i int) columnar.DataType {
	for _, r := range g.Rows {
		if r[i].Raw == "" {
			continue
		}
		if v, err := strconv.ParseFloat(r[i].Raw, 64); err != nil || raw(v) != r[i].Raw {
			return columnar.BinaryTypes.String
		}
	}
	return columnar.PrimitiveTypes.Float64
}
