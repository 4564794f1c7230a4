package jsonstat

import (
	"math/bits"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/ingest/cube"
)

// reader gives the cells of a dataset.
type reader struct {
	*dataset
	valueAt int // the next sparse value
}

// Read implements cube.Cells.
func (r *reader) Read(from, n int) (value, status arrow.Array, err error) {
	return r.value(from, n), r.status.read(from, n), nil
}

// value returns the values of n cells. Those of a full list are not copied.
func (r *reader) value(from, n int) arrow.Array {
	v := &r.values
	numbers, valid, nulls := []float64(nil), []byte(nil), 0
	if v.offsets == nil {
		numbers = v.numbers[from : from+n]
		if v.valid != nil {
			valid = v.valid[from/8 : (from+n+7)/8]
			nulls = n
			for _, b := range valid[:n/8] {
				nulls -= bits.OnesCount8(b)
			}
			if n%8 != 0 {
				nulls -= bits.OnesCount8(valid[n/8] & (1<<(n%8) - 1))
			}
		}
	} else {
		numbers, valid, nulls = make([]float64, n), make([]byte, n/8+1), n
		for ; r.valueAt < len(v.offsets) && int(v.offsets[r.valueAt]) < from+n; r.valueAt++ {
			if i := int(v.offsets[r.valueAt]) - from; v.isValid(r.valueAt) {
				numbers[i] = v.numbers[r.valueAt]
				valid[i/8] |= 1 << (i % 8)
				nulls--
			}
		}
	}
	return cube.Numbers(numbers, valid, nulls)
}

// Warnings implements cube.Cells.
func (r *reader) Warnings() []error { return r.warned.List() }

// Close implements cube.Cells.
func (r *reader) Close() error { return nil }
