package columnar

import (
	"encoding/binary"
	"math"
	"unicode/utf8"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/bitutil"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// normaliser checks the arrays of one column of an Arrow file, which the library takes as they are, and makes them the types
// that readers give out. What already has its type is not copied.
type normaliser struct {
	from, as arrow.DataType
	words    arrow.ArrayData // the dictionary that was last checked
	checked  *array.String
}

func newNormaliser(from arrow.DataType) (*normaliser, error) {
	n := &normaliser{from: from}
	switch from.ID() {
	case arrow.STRING, arrow.LARGE_STRING, arrow.NULL:
		n.as = arrow.BinaryTypes.String
	case arrow.STRING_VIEW:
		n.as = textType
	case arrow.DICTIONARY:
		d := from.(*arrow.DictionaryType)
		if id := d.ValueType.ID(); id == arrow.STRING || id == arrow.LARGE_STRING {
			n.as = &arrow.DictionaryType{IndexType: textType.IndexType, ValueType: textType.ValueType, Ordered: d.Ordered}
		}
	case arrow.INT8, arrow.INT16, arrow.INT32, arrow.INT64, arrow.UINT8, arrow.UINT16, arrow.UINT32, arrow.UINT64:
		n.as = arrow.PrimitiveTypes.Int64
	case arrow.FLOAT32, arrow.FLOAT64, arrow.DECIMAL128:
		n.as = arrow.PrimitiveTypes.Float64
	case arrow.DATE32, arrow.DATE64, arrow.TIMESTAMP:
		n.as = arrow.FixedWidthTypes.Date32
	case arrow.BOOL:
		n.as = arrow.FixedWidthTypes.Boolean
	}
	if d, ok := from.(arrow.DecimalType); ok && (d.GetScale() < 0 || d.GetScale() > 22) {
		return nil, unsupported("write the column as text or as float64", "is a decimal with %d digits after the point", d.GetScale())
	}
	if n.as == nil {
		return nil, unsupported("write it as utf8, int64, float64, date32 or bool, or leave it out", "has the type %s, which is not read", from)
	}
	return n, nil
}

func (n *normaliser) normalise(a arrow.Array) (arrow.Array, error) {
	rows := a.Len()
	if a.DataType().ID() == arrow.NULL {
		return array.MakeArrayOfNull(memory.DefaultAllocator, n.as, rows), nil
	}
	valid, nulls, err := validity(a)
	if err != nil {
		return nil, err
	}
	convert := &column{field: arrow.Field{Type: n.as}}
	switch a := a.(type) {
	case *array.String:
		return checkTexts(a, valid, nulls)
	case *array.LargeString:
		return narrowTexts(a, valid, nulls)
	case *array.StringView:
		return viewedTexts(a, valid, nulls)
	case *array.Dictionary:
		return n.dictionary(a, valid, nulls)
	case *array.Int64, *array.Float64, *array.Date32:
		return newArray(n.as, a.Data().Buffers()[1].Bytes()[:rows*n.as.(arrow.FixedWidthDataType).Bytes()], rows, valid, nulls), nil
	case *array.Boolean:
		bits := bytesOf(a.Data().Buffers()[1])
		if len(bits) < (rows+7)/8 {
			return nil, broken("%d bytes of flags for %d rows", len(bits), rows)
		}
		return newArray(n.as, bits, rows, valid, nulls), nil
	case *array.Float32:
		out := make([]float64, rows)
		for i, v := range a.Float32Values() {
			out[i] = widened(v)
		}
		return newArray(n.as, arrow.Float64Traits.CastToBytes(out), rows, valid, nulls), nil
	case *array.Uint64:
		convert.unsigned = true
		return convert.convert(zeroNulls(widen(a.Uint64Values()), valid), valid, nulls)
	case *array.Date64:
		convert.perDay = secondsPerDay * 1000
		return convert.convert(zeroNulls(widen(a.Date64Values()), valid), valid, nulls)
	case *array.Timestamp:
		unit := a.DataType().(*arrow.TimestampType).Unit
		convert.perDay = secondsPerDay * [...]int64{arrow.Second: 1, arrow.Millisecond: 1e3, arrow.Microsecond: 1e6, arrow.Nanosecond: 1e9}[unit]
		return convert.convert(zeroNulls(widen(a.TimestampValues()), valid), valid, nulls)
	case *array.Decimal128:
		convert.decimal, convert.scale = true, a.DataType().(*arrow.Decimal128Type).Scale
		digits := make([]int64, rows)
		for i, v := range a.Values() {
			if digits[i] = int64(v.LowBits()); v.HighBits() != digits[i]>>63 {
				digits[i] = math.MaxInt64 // refused as too long
			}
		}
		return convert.convert(zeroNulls(digits, valid), valid, nulls)
	}
	values, err := wholeNumbers(a)
	if err != nil {
		return nil, err
	}
	return convert.convert(values, valid, nulls)
}

// validity returns which rows are not null, counted anew; nil where none is null.
func validity(a arrow.Array) (valid []byte, nulls int, err error) {
	rows := a.Len()
	if a.Data().Offset() != 0 {
		return nil, 0, broken("values that start at an offset")
	}
	if a.NullN() == 0 || rows == 0 {
		return nil, 0, nil
	}
	valid = bytesOf(a.Data().Buffers()[0])
	if len(valid) < (rows+7)/8 {
		return nil, 0, broken("%d bytes say which of %d rows are null", len(valid), rows)
	}
	if nulls = rows - bitutil.CountSetBits(valid, 0, rows); nulls == 0 {
		valid = nil
	}
	return valid, nulls, nil
}

func bytesOf(b *memory.Buffer) []byte {
	if b == nil {
		return nil
	}
	return b.Bytes()
}

func widen[T ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64](values []T) []int64 {
	out := make([]int64, len(values))
	for i, v := range values {
		out[i] = int64(v)
	}
	return out
}

// zeroNulls sets null rows, which may hold anything, to zero.
func zeroNulls(values []int64, valid []byte) []int64 {
	for i := range values {
		if valid != nil && valid[i>>3]>>(i&7)&1 == 0 {
			values[i] = 0
		}
	}
	return values
}

func wholeNumbers(a arrow.Array) ([]int64, error) {
	switch a := a.(type) {
	case *array.Int8:
		return widen(a.Int8Values()), nil
	case *array.Int16:
		return widen(a.Int16Values()), nil
	case *array.Int32:
		return widen(a.Int32Values()), nil
	case *array.Int64:
		return widen(a.Int64Values()), nil
	case *array.Uint8:
		return widen(a.Uint8Values()), nil
	case *array.Uint16:
		return widen(a.Uint16Values()), nil
	case *array.Uint32:
		return widen(a.Uint32Values()), nil
	case *array.Uint64:
		return widen(a.Uint64Values()), nil
	}
	return nil, broken("holds %s where whole numbers should be", a.DataType())
}

// dictionary checks that every row that is not null points at a text.
func (n *normaliser) dictionary(a *array.Dictionary, valid []byte, nulls int) (arrow.Array, error) {
	if data := a.Data().Dictionary(); n.checked == nil || data != n.words {
		words := a.Dictionary()
		if words.NullN() > 0 {
			return nil, unsupported("write missing values as null rows", "its dictionary has a null entry")
		}
		texts, err := n.texts(words)
		if err != nil {
			return nil, err
		}
		n.words, n.checked = data, texts
	}
	positions, err := wholeNumbers(a.Indices())
	if err != nil {
		return nil, err
	}
	codes := make([]int32, len(positions))
	for i, p := range zeroNulls(positions, valid) {
		if uint64(p) >= uint64(n.checked.Len()) && (valid == nil || valid[i>>3]>>(i&7)&1 == 1) {
			return nil, broken("row %d is number %d of a dictionary of %d", i+1, p, n.checked.Len())
		}
		codes[i] = int32(p)
	}
	indices := newArray(textType.IndexType, arrow.Int32Traits.CastToBytes(codes), len(codes), valid, nulls)
	return array.NewDictionaryArray(n.as, indices, n.checked), nil
}

func (n *normaliser) texts(a arrow.Array) (*array.String, error) {
	switch a := a.(type) {
	case *array.String:
		return checkTexts(a, nil, 0)
	case *array.LargeString:
		return narrowTexts(a, nil, 0)
	}
	return nil, broken("its dictionary holds %s", a.DataType())
}

// checkTexts checks offsets and encoding of an array of texts.
func checkTexts(a *array.String, valid []byte, nulls int) (*array.String, error) {
	rows := a.Len()
	offsets := make([]int32, 1)
	if rows > 0 {
		raw := bytesOf(a.Data().Buffers()[1])
		if len(raw)/4 < rows+1 {
			return nil, broken("%d bytes of offsets for %d texts", len(raw), rows)
		}
		offsets = arrow.Int32Traits.CastFromBytes(raw)[:rows+1]
	}
	text := bytesOf(a.Data().Buffers()[2])
	if err := checkOffsets(offsets, text); err != nil {
		return nil, err
	}
	return newTexts(offsets, text, valid, nulls), nil
}

// narrowTexts is checkTexts for texts with offsets of 64 bits.
func narrowTexts(a *array.LargeString, valid []byte, nulls int) (*array.String, error) {
	rows := a.Len()
	raw := bytesOf(a.Data().Buffers()[1])
	if rows > 0 && len(raw)/8 < rows+1 {
		return nil, broken("%d bytes of offsets for %d texts", len(raw), rows)
	}
	offsets := make([]int32, rows+1)
	for i := range offsets {
		if rows == 0 {
			break
		}
		v := binary.NativeEndian.Uint64(raw[8*i:])
		if v > math.MaxInt32 {
			return nil, unsupported("write it with smaller batches", "the texts of a batch have more than 2 GB")
		}
		offsets[i] = int32(v)
	}
	text := bytesOf(a.Data().Buffers()[2])
	if err := checkOffsets(offsets, text); err != nil {
		return nil, err
	}
	return newTexts(offsets, text, valid, nulls), nil
}

func newTexts(offsets []int32, text, valid []byte, nulls int) *array.String {
	var bitmap *memory.Buffer
	if nulls > 0 {
		bitmap = memory.NewBufferBytes(valid)
	}
	return array.NewStringData(array.NewData(arrow.BinaryTypes.String, len(offsets)-1,
		[]*memory.Buffer{bitmap, memory.NewBufferBytes(arrow.Int32Traits.CastToBytes(offsets)), memory.NewBufferBytes(text)}, nil, nulls, 0))
}

func checkOffsets(offsets []int32, text []byte) error {
	last := max(offsets[0], 0)
	for i, o := range offsets {
		if o < last || int(o) > len(text) {
			return broken("text %d should end at byte %d of %d", i, o, len(text))
		}
		if int(o) < len(text) && !utf8.RuneStart(text[o]) {
			return broken("text %d ends in the middle of a letter", i)
		}
		last = o
	}
	if span := text[offsets[0]:last]; !utf8.Valid(span) {
		return unsupported("write texts as UTF-8; leave out columns that hold other bytes", "holds bytes that are not text")
	}
	return nil
}
