package servers

import (
	"io"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/ingest"
)

// Rows is a reader of persons with a name, a number, a day, a flag and a share, each absent now and then, for tests of loading.
type Rows struct {
	Batches, Each int          // how many batches, of how many rows
	Earlier       int32        // by how many days the days lie before those of 1997 that they are else
	Before        func() error // called before each batch but the first; an error of it is the reader's
	given         int
}

// Schema returns the columns.
func (r *Rows) Schema() *arrow.Schema {
	return arrow.NewSchema([]arrow.Field{{Name: "namn ”\"`'\\", Type: arrow.BinaryTypes.String}, {Name: "number", Type: arrow.PrimitiveTypes.Int64}, {Name: "day", Type: arrow.FixedWidthTypes.Date32},
		{Name: "flag", Type: arrow.FixedWidthTypes.Boolean}, {Name: "share", Type: arrow.PrimitiveTypes.Float64}}, nil)
}

// Next gives the next batch.
func (r *Rows) Next() (ingest.Batch, error) {
	if r.given == r.Batches {
		return ingest.Batch{}, io.EOF
	}
	if r.given > 0 && r.Before != nil {
		if err := r.Before(); err != nil {
			return ingest.Batch{}, err
		}
	}
	r.given++
	b := array.NewRecordBuilder(memory.DefaultAllocator, r.Schema())
	defer b.Release()
	for i := range r.Each {
		for f, v := range b.Fields() {
			if i%7 == f {
				v.AppendNull()
				continue
			}
			switch v := v.(type) {
			case *array.StringBuilder:
				v.Append([]string{"Åsa", "it's \\ \"quoted\"", ""}[i%3])
			case *array.Int64Builder:
				v.Append(int64(i) - 5)
			case *array.Date32Builder:
				v.Append(arrow.Date32(10_000 + int32(i%3) - r.Earlier))
			case *array.BooleanBuilder:
				v.Append(i%2 == 0)
			case *array.Float64Builder:
				v.Append(float64(i%100)/10 + 0.05)
			}
		}
	}
	return ingest.Batch{Record: b.NewRecord()}, nil
}

// Warnings returns nothing.
func (r *Rows) Warnings() []error { return nil }

// Close does nothing.
func (r *Rows) Close() error { return nil }
