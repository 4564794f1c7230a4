package columnar

import (
	"fmt"
	"io"
	"math"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
)

// ArrowWriter writes records as an Arrow IPC file (Feather version 2), compressed with zstd. The same records give the same bytes.
//
// An Arrow file has one dictionary for each column, but batches that are read one by one have one each. So a file of one record keeps its
// dictionaries, as a table's does, and in a file of several text is written plain.
type ArrowWriter struct {
	w      io.Writer
	schema *arrow.Schema
	first  arrow.Record // held back until it is known whether it is the only one
	file   *ipc.FileWriter
}

// NewArrowWriter starts a file with the columns of a schema. Dictionaries of anything but text are an error.
func NewArrowWriter(w io.Writer, s *arrow.Schema) (*ArrowWriter, error) {
	for _, f := range s.Fields() {
		if f.Type.ID() == arrow.DICTIONARY && !isText(f.Type) {
			return nil, fmt.Errorf("column %q: cannot write %s as Arrow", f.Name, f.Type)
		}
	}
	return &ArrowWriter{w: w, schema: s}, nil
}

// Write appends a record, which must have the writer's schema.
func (a *ArrowWriter) Write(rec arrow.Record) error {
	switch {
	case !rec.Schema().Equal(a.schema):
		return fmt.Errorf("record has the columns %v, the Arrow file %v", rec.Schema(), a.schema)
	case rec.NumRows() == 0:
		return nil
	case a.file == nil && a.first == nil:
		rec.Retain()
		a.first = rec
		return nil
	}
	if a.file == nil {
		if err := a.start(plainSchema(a.schema)); err != nil {
			return err
		}
		first := a.first
		a.first = nil
		if err := a.plain(first); err != nil {
			return err
		}
	}
	return a.plain(rec)
}

// Close ends the file. It does not close the writer below.
func (a *ArrowWriter) Close() error {
	if a.file == nil {
		if err := a.start(a.schema); err != nil {
			return err
		}
		if a.first != nil {
			if err := guard(func() error { return a.file.Write(a.first) }); err != nil {
				return err
			}
			a.first = nil
		}
	}
	return guard(a.file.Close)
}

func (a *ArrowWriter) start(s *arrow.Schema) (err error) {
	a.file, err = ipc.NewFileWriter(&position{w: a.w}, ipc.WithSchema(s), ipc.WithZstd())
	return err
}

func (a *ArrowWriter) plain(rec arrow.Record) error {
	return guard(func() error {
		cols := make([]arrow.Array, rec.NumCols())
		for i, col := range rec.Columns() {
			cols[i] = col
			if d, ok := col.(*array.Dictionary); ok {
				var err error
				if cols[i], err = plainText(d); err != nil {
					return fmt.Errorf("column %q: %w", rec.ColumnName(i), err)
				}
			}
		}
		return a.file.Write(array.NewRecord(plainSchema(a.schema), cols, rec.NumRows()))
	})
}

// plainSchema is s with plain text in place of dictionaries.
func plainSchema(s *arrow.Schema) *arrow.Schema {
	fields := s.Fields()
	for i := range fields {
		if d, ok := fields[i].Type.(*arrow.DictionaryType); ok {
			fields[i].Type = d.ValueType
		}
	}
	md := s.Metadata()
	return arrow.NewSchema(fields, &md)
}

// plainText writes out the texts of a dictionary array.
func plainText(d *array.Dictionary) (arrow.Array, error) {
	words := d.Dictionary().(*array.String)
	offsets := make([]int32, 1, d.Len()+1)
	var text, valid []byte
	if d.NullN() > 0 {
		valid = ones(d.Len())
	}
	for i := range d.Len() {
		if d.IsNull(i) {
			valid[i>>3] &^= 1 << (i & 7)
		} else {
			text = append(text, words.Value(d.GetValueIndex(i))...)
		}
		if len(text) > math.MaxInt32 {
			return nil, fmt.Errorf("the texts of %d rows have more than 2 GB: write fewer at a time", d.Len())
		}
		offsets = append(offsets, int32(len(text)))
	}
	return newTexts(offsets, text, valid, d.NullN()), nil
}

// position tells the Arrow writer how far it has come; it never goes back.
type position struct {
	w io.Writer
	n int64
}

func (p *position) Write(b []byte) (int, error) {
	n, err := p.w.Write(b)
	p.n += int64(n)
	return n, err
}

func (p *position) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekCurrent {
		return 0, fmt.Errorf("cannot seek in an Arrow file that is being written")
	}
	return p.n, nil
}
