package ingest

import "github.com/apache/arrow/go/v17/arrow"

// Writable tells whether every format that is written can hold a type: text, whole numbers, floating point, dates and flags.
func Writable(t arrow.DataType) bool {
	switch t := t.(type) {
	case *arrow.StringType, *arrow.LargeStringType, *arrow.BooleanType, *arrow.Date32Type, *arrow.Float32Type, *arrow.Float64Type,
		*arrow.Int8Type, *arrow.Int16Type, *arrow.Int32Type, *arrow.Int64Type, *arrow.Uint8Type, *arrow.Uint16Type, *arrow.Uint32Type, *arrow.Uint64Type:
		return true
	case *arrow.DictionaryType:
		return t.ValueType.ID() == arrow.STRING || t.ValueType.ID() == arrow.LARGE_STRING
	}
	return false
}
