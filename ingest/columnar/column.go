package columnar

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/schema"
)

// textType is what text is given out as.
var textType = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}

const secondsPerDay = 86400

// column is how the values of one Parquet column become an Arrow array.
type column struct {
	index    int
	field    arrow.Field
	optional bool
	physical parquet.Type
	width    int // bytes of a fixed-length value

	unsigned bool  // whole numbers without a sign
	perDay   int64 // units in a day, of a timestamp; 0 for others
	decimal  bool
	scale    int32 // digits after the point of a decimal
}

// newColumn decides how a column is read.
func newColumn(index int, leaf *schema.Column) (*column, error) {
	c := &column{
		index: index, optional: leaf.MaxDefinitionLevel() > 0, physical: leaf.PhysicalType(), width: leaf.TypeLength(),
		field: arrow.Field{Name: leaf.Name(), Nullable: leaf.MaxDefinitionLevel() > 0},
	}
	if len(leaf.ColumnPath()) != 1 || leaf.MaxRepetitionLevel() > 0 || leaf.MaxDefinitionLevel() > 1 {
		return nil, unsupported("write a table of plain columns, one value per row: unnest lists and structures first",
			"holds lists or structures, which have no place in a table")
	}
	var as arrow.DataType
	switch l := leaf.LogicalType().(type) {
	case schema.StringLogicalType, schema.EnumLogicalType, schema.JSONLogicalType:
		as = textType
	case schema.DateLogicalType:
		as = arrow.FixedWidthTypes.Date32
	case *schema.TimestampLogicalType:
		as = arrow.FixedWidthTypes.Date32
		c.perDay = secondsPerDay * [...]int64{schema.TimeUnitMillis: 1e3, schema.TimeUnitMicros: 1e6, schema.TimeUnitNanos: 1e9}[l.TimeUnit()]
	case *schema.DecimalLogicalType:
		as, c.decimal, c.scale = arrow.PrimitiveTypes.Float64, true, l.Scale()
		if c.scale < 0 || c.scale > 22 {
			return nil, unsupported("write the column as text or as DOUBLE", "is a decimal with %d digits after the point", c.scale)
		}
	case *schema.IntLogicalType:
		as, c.unsigned = arrow.PrimitiveTypes.Int64, !l.IsSigned()
	case schema.NoLogicalType, schema.NullLogicalType, schema.UnknownLogicalType:
		switch c.physical {
		case parquet.Types.Boolean:
			as = arrow.FixedWidthTypes.Boolean
		case parquet.Types.Int32, parquet.Types.Int64:
			as = arrow.PrimitiveTypes.Int64
		case parquet.Types.Float, parquet.Types.Double:
			as = arrow.PrimitiveTypes.Float64
		case parquet.Types.ByteArray:
			as = textType
		}
	}
	if as == nil || c.physical == parquet.Types.Int96 || c.physical == parquet.Types.FixedLenByteArray && (!c.decimal || c.width <= 0) {
		return nil, unsupported("write it as text, a whole number, DOUBLE, a date or a flag, or leave it out",
			"has the type %s (%s), which is not read", c.physical, leaf.LogicalType())
	}
	c.field.Type = as
	return c, nil
}

// reading is a column of a row group that is being read.
type reading struct {
	next   func(n int) (arrow.Array, error)
	finish func() error
}

// open starts a column of a row group of so many rows.
func (c *column) open(p pages, rows int64) *reading {
	p.optional = c.optional
	switch {
	case c.field.Type == textType:
		return c.openText(p, rows)
	case c.physical == parquet.Types.Float || c.physical == parquet.Types.Double:
		ch := &chunk[float64]{pages: p, decode: c.decodeFloats, unread: rows}
		return &reading{finish: ch.finish, next: func(n int) (arrow.Array, error) {
			values, valid, nulls, err := ch.take(n)
			if err != nil {
				return nil, err
			}
			return newArray(c.field.Type, arrow.Float64Traits.CastToBytes(values), n, valid, nulls), nil
		}}
	}
	ch := &chunk[int64]{pages: p, decode: c.decodeInts, unread: rows}
	return &reading{finish: ch.finish, next: func(n int) (arrow.Array, error) {
		values, valid, nulls, err := ch.take(n)
		if err != nil {
			return nil, err
		}
		return c.convert(values, valid, nulls)
	}}
}

// extraWords is how many words a row group may add to its dictionary before it starts afresh, so that a column of
// ever new texts does not pile up in memory.
const extraWords = 1 << 16

func (c *column) openText(p pages, rows int64) *reading {
	w := newWords()
	var last []byte
	ch := &chunk[int32]{pages: p, unread: rows}
	ch.decode = func(coding int64, body []byte, n int) (func([]int32) error, error) {
		var next func() ([]byte, error)
		var err error
		switch coding {
		case codingPlain:
			next = plainTexts(body)
		case codingDeltaLength:
			next, err = deltaTexts(body, n, nil)
		case codingDeltaBytes:
			next, err = deltaTexts(body, n, &last)
		default:
			return nil, c.noCoding(coding)
		}
		return func(dst []int32) error {
			for i := range dst {
				text, err := next()
				if err != nil {
					return err
				}
				if dst[i], err = w.add(text); err != nil {
					return err
				}
			}
			return nil
		}, err
	}
	return &reading{finish: ch.finish, next: func(n int) (arrow.Array, error) {
		if own := distinct(ch.dictionary); w.len() > own+max(extraWords, own) {
			w = w.first(own)
		}
		codes, valid, nulls, err := ch.take(n)
		if err != nil {
			return nil, err
		}
		indices := newArray(arrow.PrimitiveTypes.Int32, arrow.Int32Traits.CastToBytes(codes), n, valid, nulls)
		return array.NewDictionaryArray(textType, indices, w.all()), nil
	}}
}

// distinct returns how many words a dictionary has: its codes were given in order.
func distinct(codes []int32) int {
	if len(codes) == 0 {
		return 0
	}
	return int(slices.Max(codes)) + 1
}

func (c *column) noCoding(coding int64) error {
	return unsupported("write the file anew with the encodings PLAIN or RLE_DICTIONARY", "%s values are in encoding %s, which is not read",
		c.physical, codingName(coding))
}

func (c *column) decodeFloats(coding int64, body []byte, n int) (func([]float64) error, error) {
	double := c.physical == parquet.Types.Double
	size := 4
	if double {
		size = 8
	}
	switch coding {
	case codingPlain:
	case codingSplit:
		var err error
		if body, err = joinStreams(body, size); err != nil {
			return nil, err
		}
	default:
		return nil, c.noCoding(coding)
	}
	if double {
		return plainDoubles(body), nil
	}
	return fixedValues(body, size, func(b []byte) float64 { return widened(math.Float32frombits(binary.LittleEndian.Uint32(b))) }), nil
}

// widened returns the number of double precision that the shortest decimal of one of single precision means: 0.1 is then 0.1 and not 0.10000000149011612, as
// nobody wrote.
func widened(v float32) float64 {
	const scale = 1e4
	wide := float64(v)
	// Single precision tells decimals of six digits apart: one that reads back as v is the shortest that does.
	if r := math.Round(wide * scale); math.Abs(r) < 1e6 && float32(r/scale) == v {
		return r / scale
	}
	if wide == math.Trunc(wide) && math.Abs(wide) <= 1<<24 {
		return wide
	}
	wide, _ = strconv.ParseFloat(strconv.FormatFloat(wide, 'g', -1, 32), 64) // which reads what it writes
	return wide
}

// decodeInts reads whole numbers, flags and the digits of decimals.
func (c *column) decodeInts(coding int64, body []byte, n int) (func([]int64) error, error) {
	switch {
	case c.physical == parquet.Types.Boolean && coding == codingPlain:
		return plainFlags(body), nil
	case c.physical == parquet.Types.Boolean && coding == codingRLE:
		return runFlags(body)
	case c.physical == parquet.Types.Boolean:
		return nil, c.noCoding(coding)
	case c.physical == parquet.Types.ByteArray && coding == codingPlain:
		return digits(plainTexts(body)), nil
	case c.physical == parquet.Types.ByteArray && coding == codingDeltaLength:
		next, err := deltaTexts(body, n, nil)
		return digits(next), err
	case coding == codingDeltaBytes && (c.physical == parquet.Types.ByteArray || c.physical == parquet.Types.FixedLenByteArray):
		next, err := deltaTexts(body, n, new([]byte))
		return digits(next), err
	case c.physical == parquet.Types.ByteArray:
		return nil, c.noCoding(coding)
	}
	size, get := c.width, func(b []byte) int64 { return clampDigits(unscaled(b)) }
	switch c.physical {
	case parquet.Types.Int32:
		size, get = 4, func(b []byte) int64 { return int64(int32(binary.LittleEndian.Uint32(b))) }
	case parquet.Types.Int64:
		size, get = 8, func(b []byte) int64 { return int64(binary.LittleEndian.Uint64(b)) }
	}
	switch {
	case coding == codingSplit:
		var err error
		if body, err = joinStreams(body, size); err != nil {
			return nil, err
		}
	case coding == codingDelta && c.physical != parquet.Types.FixedLenByteArray:
		values, _, err := deltaNumbers(body, n, c.physical == parquet.Types.Int32)
		return listed(values), err
	case coding != codingPlain:
		return nil, c.noCoding(coding)
	}
	return fixedValues(body, size, get), nil
}

// digits reads the texts of decimals as whole numbers.
func digits(next func() ([]byte, error)) func([]int64) error {
	return func(dst []int64) error {
		for i := range dst {
			b, err := next()
			if err != nil {
				return err
			}
			dst[i] = clampDigits(unscaled(b))
		}
		return nil
	}
}

// exactDigits bounds the digits of a decimal that is read: any number of up to 15 digits keeps them all as a float64.
const exactDigits = 1e15

// clampDigits stands in a number that is refused as too long for one that does not even fit 64 bits.
func clampDigits(v int64, ok bool) int64 {
	if !ok {
		return math.MaxInt64
	}
	return v
}

// convert makes whole numbers what the column is read as.
func (c *column) convert(values []int64, valid []byte, nulls int) (arrow.Array, error) {
	n := len(values)
	fail := func(i int, remedy, what string, v int64) error {
		t := unsupported(remedy, what, v).(*trouble)
		t.row = int64(i) + 1
		return t
	}
	switch {
	case c.decimal:
		out := make([]float64, n)
		scale := math.Pow10(int(c.scale))
		for i, v := range values {
			if v <= -exactDigits || v >= exactDigits {
				return nil, fail(i, "write the column as DOUBLE or as text", "a decimal of more than 15 digits (%d without its point) would be rounded", v)
			}
			out[i] = float64(v) / scale // both are exact, so this is the float64 nearest to the decimal
		}
		return newArray(c.field.Type, arrow.Float64Traits.CastToBytes(out), n, valid, nulls), nil
	case c.field.Type == arrow.FixedWidthTypes.Date32:
		out := make([]int32, n)
		for i, v := range values {
			if c.perDay > 0 {
				if v%c.perDay != 0 {
					return nil, fail(i, "write the column as dates", "a time of day (%d since 1970), where only dates are read", v)
				}
				v /= c.perDay
			}
			if v != int64(int32(v)) {
				return nil, fail(i, damaged, "the date %d days from 1970 is out of range", v)
			}
			out[i] = int32(v)
		}
		return newArray(c.field.Type, arrow.Int32Traits.CastToBytes(out), n, valid, nulls), nil
	case c.field.Type == arrow.FixedWidthTypes.Boolean:
		out := make([]byte, (n+7)/8)
		for i, v := range values {
			out[i>>3] |= byte(v) << (i & 7)
		}
		return newArray(c.field.Type, out, n, valid, nulls), nil
	case c.unsigned:
		for i, v := range values {
			if c.physical == parquet.Types.Int32 {
				values[i] = int64(uint32(v))
			} else if v < 0 {
				return nil, fail(i, "write the column as text or as signed numbers", "a number above 9223372036854775807 (%d as a signed number)", v)
			}
		}
	}
	return newArray(c.field.Type, arrow.Int64Traits.CastToBytes(values), n, valid, nulls), nil
}

// newArray makes an array of fixed-width values over the bytes of a Go slice.
func newArray(dt arrow.DataType, values []byte, n int, valid []byte, nulls int) arrow.Array {
	var bitmap *memory.Buffer
	if nulls > 0 {
		bitmap = memory.NewBufferBytes(valid)
	}
	return array.MakeFromData(array.NewData(dt, n, []*memory.Buffer{bitmap, memory.NewBufferBytes(values)}, nil, nulls, 0))
}
