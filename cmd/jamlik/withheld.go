package main

import (
	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// withheld returns a copy of a column in which numbers from above 0 up to below threshold are null.
func withheld[T int64 | float64](values []T, a arrow.Array, threshold float64, number func(T) float64, dt arrow.DataType) arrow.Array {
	b := array.NewBuilder(memory.DefaultAllocator, dt)
	b.Reserve(len(values))
	for i, v := range values {
		n := number(v)
		if a.IsNull(i) || n > 0 && n < threshold {
			b.AppendNull()
			continue
		}
		switch b := b.(type) {
		case *array.Float64Builder:
			b.Append(n)
		case *array.Int64Builder:
			b.Append(int64(v))
		}
	}
	return b.NewArray()
}
