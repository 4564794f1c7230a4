package engine

import (
	"math/big"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"github.com/jamlik/jamlik/indicators"
)

// Text returns a sum as a decimal number, exactly, and "" where it is withheld.
func (t Total) Text(i int) string {
	n := t.Units[i]
	if n == nil || t.Decimals == 0 {
		if n == nil {
			return ""
		}
		return n.String()
	}
	digits := new(big.Int).Abs(n).String()
	if missing := t.Decimals + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	at := len(digits) - t.Decimals
	text := strings.TrimRight(digits[:at]+"."+digits[at:], "0")
	text = strings.TrimSuffix(text, ".")
	if n.Sign() < 0 {
		return "-" + text
	}
	return text
}

// Float returns a sum as the nearest floating point number, not ok where it is withheld.
func (t Total) Float(i int) (v float64, ok bool) {
	if t.Units[i] == nil {
		return 0, false
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(t.Decimals)), nil)
	v, _ = new(big.Rat).SetFrac(t.Units[i], scale).Float64()
	return v, true
}

// mean returns the mean of a sum's rows, not ok where there is none.
func (t Total) mean(i int) (v float64, ok bool) {
	if t.Units[i] == nil || t.Valid[i] == 0 {
		return 0, false
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(t.Decimals)), nil)
	v, _ = new(big.Rat).SetFrac(t.Units[i], scale.Mul(scale, big.NewInt(t.Valid[i]))).Float64()
	return v, true
}

// Record returns the cells as a table: the keys as text, the count, the status, and for each sum the sum, the rows that it is over (its name and _n) and
// their mean (its name and _mean). Withheld cells have no numbers and the status suppressed, cells of no rows the status nil, all others reported.
// With exact, sums are text, with all their digits; else the nearest floating point numbers.
func (c *Cells) Record(exact bool) arrow.Record {
	var fields []arrow.Field
	var columns []arrow.Array
	add := func(name string, b array.Builder, n int, each func(i int)) {
		for i := range n {
			each(i)
		}
		a := b.NewArray()
		fields, columns = append(fields, arrow.Field{Name: name, Type: a.DataType(), Nullable: true}), append(columns, a)
	}
	text := func(name string, value func(i int) string) {
		b := array.NewStringBuilder(memory.DefaultAllocator)
		add(name, b, c.Len(), func(i int) { b.Append(value(i)) })
	}
	whole := func(name string, values []int64) {
		b := array.NewInt64Builder(memory.DefaultAllocator)
		add(name, b, c.Len(), func(i int) {
			if c.Withheld[i] {
				b.AppendNull()
			} else {
				b.Append(values[i])
			}
		})
	}
	number := func(name string, value func(i int) (float64, bool)) {
		b := array.NewFloat64Builder(memory.DefaultAllocator)
		add(name, b, c.Len(), func(i int) {
			if v, ok := value(i); ok {
				b.Append(v)
			} else {
				b.AppendNull()
			}
		})
	}
	for _, key := range c.Keys {
		text(key.Name, func(i int) string { return key.Values[i] })
	}
	whole(ColumnCount, c.Counts)
	text(ColumnStatus, func(i int) string { return c.status(i).String() })
	for _, sum := range c.Sums {
		if exact {
			b := array.NewStringBuilder(memory.DefaultAllocator)
			add(sum.Name, b, c.Len(), func(i int) {
				if c.Withheld[i] {
					b.AppendNull()
				} else {
					b.Append(sum.Text(i))
				}
			})
		} else {
			number(sum.Name, sum.Float)
		}
		whole(sum.Name+validSuffix, sum.Valid)
		number(sum.Name+meanSuffix, sum.mean)
	}
	return array.NewRecord(arrow.NewSchema(fields, nil), columns, int64(c.Len()))
}

func (c *Cells) status(i int) indicators.Status {
	switch {
	case c.Withheld[i]:
		return indicators.Suppressed
	case c.Counts[i] == 0:
		return indicators.Nil
	}
	return indicators.Reported
}
