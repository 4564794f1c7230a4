package columnar

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/metadata"
	"github.com/apache/arrow/go/v17/parquet/schema"
)

// groupRows is the number of rows of a row group.
const groupRows = 1 << 20

// ParquetWriter writes records as Parquet: zstd, row groups of 1,048,576 rows, text in dictionaries. The same records give the same
// bytes. The metadata of the schema become the file's key-value metadata, and the Arrow schema with the metadata of its columns is kept
// as other Arrow programs keep it, under ARROW:schema.
type ParquetWriter struct {
	schema *arrow.Schema
	file   *file.Writer
	group  file.BufferedRowGroupWriter
	rows   int64 // in the group

	columns []columnWriter
}

// columnWriter is one column of a [ParquetWriter], with buffers of its own, so that columns can be written side by side.
type columnWriter struct {
	field  arrow.Field
	levels []int16
	texts  []parquet.ByteArray
	longs  []int64
	ints   []int32
	floats []float64
	flags  []bool
}

// NewParquetWriter starts a file with the columns of a schema: text, dictionary text, whole numbers up to 64 bits, floating point, date32
// or bool. Other types are an error.
func NewParquetWriter(w io.Writer, s *arrow.Schema) (*ParquetWriter, error) {
	fields := make(schema.FieldList, s.NumFields())
	for i, f := range s.Fields() {
		node, err := leafOf(f)
		if err != nil {
			return nil, err
		}
		fields[i] = node
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, fields, -1)
	if err != nil {
		return nil, fmt.Errorf("parquet schema: %w", err)
	}
	kv := metadata.NewKeyValueMetadata()
	md := s.Metadata()
	for i, key := range md.Keys() {
		if key == schemaKey {
			continue
		}
		if err := kv.Append(key, md.Values()[i]); err != nil {
			return nil, err
		}
	}
	text, err := encodeSchema(s)
	if err != nil {
		return nil, err
	}
	if err := kv.Append(schemaKey, text); err != nil {
		return nil, err
	}
	props := []parquet.WriterProperty{parquet.WithCompression(compress.Codecs.Zstd), parquet.WithDictionaryDefault(false),
		parquet.WithVersion(parquet.V2_LATEST), parquet.WithCreatedBy("jamlik")}
	for _, f := range s.Fields() {
		if isText(f.Type) {
			props = append(props, parquet.WithDictionaryFor(f.Name, true))
		}
	}
	var p *ParquetWriter
	err = guard(func() error {
		p = newParquetWriter(s, file.NewParquetWriter(w, root, file.WithWriterProps(parquet.NewWriterProperties(props...)), file.WithWriteMetadata(kv)))
		return nil
	})
	return p, err
}

// newParquetWriter returns the writer of records of a schema to a file of such columns.
func newParquetWriter(s *arrow.Schema, to *file.Writer) *ParquetWriter {
	p := &ParquetWriter{schema: s, file: to}
	for _, f := range s.Fields() {
		p.columns = append(p.columns, columnWriter{field: f})
	}
	return p
}

func isText(t arrow.DataType) bool {
	if d, ok := t.(*arrow.DictionaryType); ok {
		t = d.ValueType
	}
	return t.ID() == arrow.STRING
}

// leafOf returns the Parquet column of an Arrow field.
func leafOf(f arrow.Field) (schema.Node, error) {
	rep := parquet.Repetitions.Required
	if f.Nullable {
		rep = parquet.Repetitions.Optional
	}
	physical, logical := parquet.Types.Int32, schema.LogicalType(schema.NoLogicalType{})
	switch f.Type.ID() {
	case arrow.STRING, arrow.DICTIONARY:
		if !isText(f.Type) {
			return nil, fmt.Errorf("column %q: cannot write %s as Parquet", f.Name, f.Type)
		}
		physical, logical = parquet.Types.ByteArray, schema.StringLogicalType{}
	case arrow.INT32:
	case arrow.INT64:
		physical = parquet.Types.Int64
	case arrow.FLOAT64:
		physical = parquet.Types.Double
	case arrow.DATE32:
		logical = schema.DateLogicalType{}
	case arrow.BOOL:
		physical = parquet.Types.Boolean
	default:
		return nil, fmt.Errorf("column %q: cannot write %s as Parquet", f.Name, f.Type)
	}
	return schema.NewPrimitiveNodeLogical(f.Name, rep, logical, physical, -1, -1)
}

func encodeSchema(s *arrow.Schema) (string, error) {
	var buf bytes.Buffer
	w := ipc.NewWriter(&buf, ipc.WithSchema(s))
	if err := w.Close(); err != nil {
		return "", fmt.Errorf("arrow schema: %w", err)
	}
	const endMark = 8
	return base64.StdEncoding.EncodeToString(buf.Bytes()[:buf.Len()-endMark]), nil
}

// Write appends the rows of a record, which must have the writer's schema.
func (p *ParquetWriter) Write(rec arrow.Record) error {
	if !rec.Schema().Equal(p.schema) {
		return fmt.Errorf("record has the columns %v, the Parquet file %v", rec.Schema(), p.schema)
	}
	for from := int64(0); from < rec.NumRows(); {
		if p.group == nil {
			p.group = p.file.AppendBufferedRowGroup()
		}
		n := min(rec.NumRows()-from, groupRows-p.rows, batchRows)
		part := rec.NewSlice(from, from+n)
		err := p.writePart(part)
		part.Release()
		if err != nil {
			return err
		}
		from += n
		if p.rows += n; p.rows == groupRows {
			if err := p.endGroup(); err != nil {
				return err
			}
		}
	}
	return nil
}

// writePart writes some rows to the group, the columns side by side where there are many rows.
func (p *ParquetWriter) writePart(part arrow.Record) error {
	return sideBySide(len(p.columns), int(part.NumRows()), func(i int) error {
		c := &p.columns[i]
		err := guard(func() error {
			cw, err := p.group.Column(i)
			if err != nil {
				return err
			}
			return c.write(cw, part.Column(i))
		})
		if err != nil {
			return fmt.Errorf("column %q: %w", c.field.Name, err)
		}
		return nil
	})
}

func (p *ParquetWriter) endGroup() error {
	if p.group == nil {
		return nil
	}
	err := guard(p.group.Close)
	p.group, p.rows = nil, 0
	return err
}

// Close ends the file. It does not close the writer below.
func (p *ParquetWriter) Close() error {
	if err := p.endGroup(); err != nil {
		return err
	}
	return guard(p.file.Close)
}

func (c *columnWriter) write(cw file.ColumnChunkWriter, a arrow.Array) (err error) {
	var levels []int16
	if c.field.Nullable {
		levels = resize(c.levels, a.Len())
		for i := range levels {
			levels[i] = 0
			if a.IsValid(i) {
				levels[i] = 1
			}
		}
		c.levels = levels
	} else if a.NullN() > 0 {
		return fmt.Errorf("%d rows are null in a column that has no nulls", a.NullN())
	}
	switch w := cw.(type) {
	case *file.ByteArrayColumnChunkWriter:
		texts, err := c.textsOf(a)
		if err != nil {
			return err
		}
		_, err = w.WriteBatch(texts, levels, nil)
		return err
	case *file.Float64ColumnChunkWriter:
		_, err = w.WriteBatch(present(&c.floats, a, a.(*array.Float64).Float64Values()), levels, nil)
	case *file.Int64ColumnChunkWriter:
		_, err = w.WriteBatch(present(&c.longs, a, a.(*array.Int64).Int64Values()), levels, nil)
	case *file.Int32ColumnChunkWriter:
		_, err = w.WriteBatch(present(&c.ints, a, int32s(a)), levels, nil)
	case *file.BooleanColumnChunkWriter:
		c.flags = c.flags[:0]
		for i := range a.Len() {
			if a.IsValid(i) {
				c.flags = append(c.flags, a.(*array.Boolean).Value(i))
			}
		}
		_, err = w.WriteBatch(c.flags, levels, nil)
	}
	return err
}

// present returns the values that are not null, in buf where some are.
func present[T any](buf *[]T, a arrow.Array, values []T) []T {
	if a.NullN() == 0 {
		return values
	}
	*buf = (*buf)[:0]
	for i, v := range values {
		if a.IsValid(i) {
			*buf = append(*buf, v)
		}
	}
	return *buf
}

func int32s(a arrow.Array) []int32 {
	if d, ok := a.(*array.Date32); ok {
		return arrow.Int32Traits.CastFromBytes(arrow.Date32Traits.CastToBytes(d.Date32Values()))
	}
	return a.(*array.Int32).Int32Values()
}

func (c *columnWriter) textsOf(a arrow.Array) ([]parquet.ByteArray, error) {
	c.texts = c.texts[:0]
	switch a := a.(type) {
	case *array.String:
		for i := range a.Len() {
			if a.IsValid(i) {
				c.texts = append(c.texts, parquet.ByteArray(a.Value(i)))
			}
		}
	case *array.Dictionary:
		words := a.Dictionary().(*array.String)
		all := make([]parquet.ByteArray, words.Len())
		for i := range all {
			all[i] = parquet.ByteArray(words.Value(i))
		}
		for i := range a.Len() {
			if a.IsValid(i) {
				c.texts = append(c.texts, all[a.GetValueIndex(i)])
			}
		}
	default:
		return nil, fmt.Errorf("cannot write %s as text", a.DataType())
	}
	return c.texts, nil
}
