package clickhouse

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

var dialect = &statement.Dialect{
	Quote:  quote,
	Group:  func(_ statement.Column, quoted string) string { return quoted },
	Word:   func(c statement.Column, grouped string) string { return "ifNull(toString(" + grouped + "), '')" },
	Factor: factor,
	Total:  func(factors []string) string { return "sum(" + strings.Join(factors, " * ") + ")" },
	Sound:  sound,
	Rows:   func(summed string) string { return "toInt64(" + summed + ")" },
	Amount: func(summed string) string { return "toString(" + summed + ")" },
	Keep:   keep,
}

// quote writes a name that the server has told: https://clickhouse.com/docs/sql-reference/syntax#identifiers.
func quote(name string) string {
	return "`" + strings.NewReplacer(`\`, `\\`, "`", "\\`").Replace(name) + "`"
}

// literal writes a value: nothing but letters, digits, points, minus and escapes by number is in it.
func literal(v any) string {
	switch v := v.(type) {
	case string:
		var b strings.Builder
		b.WriteByte('\'')
		for _, c := range []byte(v) {
			if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == ' ' || c == '.' || c == '-' {
				b.WriteByte(c)
			} else {
				fmt.Fprintf(&b, `\x%02X`, c)
			}
		}
		b.WriteByte('\'')
		return b.String()
	case *big.Int:
		return v.String()
	case int64:
		return fmt.Sprint(v)
	}
	return "NULL" // which no condition keeps
}

// present returns a column with a number where it has no value: in a sum it counts as nothing, and the rows that a sum is over are counted apart.
func present(c statement.Column, quoted, zero string) string {
	if !c.Nullable {
		return quoted
	}
	return "ifNull(" + quoted + ", " + zero + ")"
}

// factor returns a Decimal of 38 digits.
func factor(c statement.Column, quoted string, decimals int) string {
	half := func(value, sign string) string {
		// Conversion to fewer decimals cuts off: half a unit more, away from zero, makes it round. The half has a decimal more than what is kept.
		h := fmt.Sprintf("toDecimal128('0.%s5', %d)", strings.Repeat("0", decimals), decimals+1)
		return fmt.Sprintf("toDecimal128(%s + if(%s < 0, -%s, %s), %d)", value, sign, h, h, decimals)
	}
	// A product with NULL is NULL, and a sum leaves it out; but of decimals that may be NULL old versions make errors, so that it is zero that is added.
	switch c.Kind {
	case statement.Whole:
		zero := quoted
		if c.Nullable {
			zero = "ifNull(" + quoted + ", 0)"
		}
		return "toDecimal128(" + zero + ", 0)"
	case statement.Decimal:
		value := present(c, quoted, fmt.Sprintf("toDecimal64(0, %d)", min(c.Scale, 18)))
		if c.Scale <= decimals {
			return fmt.Sprintf("toDecimal128(%s, %d)", value, c.Scale)
		}
		return half(value, value)
	}
	// toString gives the shortest decimal that reads back as the value. toDecimal128 takes no text of more decimals than it is to have: numbers below 10^10 have at most 27, those
	// above, 7, and those too small to count are zero.
	value := present(c, quoted, "0")
	text := func(condition, scale string) string {
		return fmt.Sprintf("toDecimal128(toDecimal128(if(%s, toString(%s), '0'), %s), %d)", condition, value, scale, decimals+1)
	}
	low := text(fmt.Sprintf("abs(%s) >= 1e-10 AND abs(%s) < 1e10", value, value), "27")
	high := text(fmt.Sprintf("abs(%s) >= 1e10 AND abs(%s) < 1e27", value, value), "10")
	return half("("+low+" + "+high+")", value)
}

// sound tells of a total that is not a number, or that 38 digits do not hold, by the same in floating point: its sum is far from the largest number where it is sound. What is so
// large that [factor] does not read it makes the sum no number.
func sound(columns []statement.Column, quoted []string, decimals int) (sum string, test func(string) string) {
	var factors []string
	for i, c := range columns {
		value := "toFloat64(" + present(c, quoted[i], zeroOf(c)) + ")"
		if c.Kind == statement.Float {
			value = fmt.Sprintf("if(abs(%s) < 1e27, %s, nan)", value, value)
		}
		factors = append(factors, value)
	}
	most := fmt.Sprintf("1e%d", 37-decimals*len(columns))
	return "sum(abs(" + strings.Join(factors, " * ") + "))", func(sum string) string { return "toUInt8(" + sum + " < " + most + ")" }
}

// zeroOf writes the zero that ifNull takes for a column.
func zeroOf(c statement.Column) string {
	if c.Kind == statement.Decimal {
		return fmt.Sprintf("toDecimal64(0, %d)", min(c.Scale, 18))
	}
	return "0"
}

// The first and the last day of type Date that every version has; earlier and later ones turn into others.
var firstDay, lastDay = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2105, 12, 31, 0, 0, 0, 0, time.UTC)

// textual tells whether the days of a column are compared as text: Date32 has more of them than Date, and as texts they are in order too.
func textual(c statement.Column) bool { return c.Type == "Date32" }

func keep(t *statement.Text, c statement.Column, quoted string, w engine.Condition) error {
	if len(w.In) > 0 {
		keepAmong(t, c, quoted, w)
		return nil
	}
	return keepWithin(t, c, quoted, w)
}

// keepAmong writes a condition that keeps some values.
func keepAmong(t *statement.Text, c statement.Column, quoted string, w engine.Condition) {
	var values []any
	switch {
	case c.Kind == statement.Whole:
		low, high := rangeOf(c.Type)
		for _, n := range statement.Wholes(w, low, high) {
			values = append(values, n)
		}
	case c.Kind == statement.Day && !textual(c):
		for _, day := range statement.Days(w) {
			if !day.Before(firstDay) && !day.After(lastDay) {
				values = append(values, day.Format(time.DateOnly))
			}
		}
	case c.Kind == statement.Flag:
		for _, flag := range statement.Flags(w) {
			values = append(values, map[bool]int64{false: 0, true: 1}[flag])
		}
	default:
		for _, s := range w.In {
			values = append(values, s)
		}
		quoted = "toString(" + quoted + ")"
	}
	if values == nil {
		t.Write("0")
		return
	}
	t.Write(quoted, " IN (")
	for i, v := range values {
		if i > 0 {
			t.Write(", ")
		}
		t.Value(v)
	}
	t.Write(")")
}

// keepWithin writes a condition that keeps what is within limits.
func keepWithin(t *statement.Text, c statement.Column, quoted string, w engine.Condition) error {
	l, err := statement.LimitsOf(w)
	if err != nil {
		return err
	}
	t.Write(quoted, " IS NOT NULL")
	compare := func(value, how string, limit any, as string) {
		t.Write(" AND ", value, how)
		before, after, _ := strings.Cut(as, "?")
		t.Write(before)
		t.Value(limit)
		t.Write(after)
	}
	switch {
	case textual(c):
		if l.FromDay != nil {
			compare("toString("+quoted+")", " >= ", l.FromDay.Format(time.DateOnly), "?")
		}
		if l.ToDay != nil {
			compare("toString("+quoted+")", " <= ", l.ToDay.Format(time.DateOnly), "?")
		}
	case c.Kind == statement.Day:
		switch {
		case l.FromDay != nil && l.FromDay.After(lastDay), l.ToDay != nil && l.ToDay.Before(firstDay):
			t.Write(" AND 0")
			return nil
		}
		if l.FromDay != nil && l.FromDay.After(firstDay) {
			compare(quoted, " >= ", l.FromDay.Format(time.DateOnly), "toDate(?)")
		}
		if l.ToDay != nil && l.ToDay.Before(lastDay) {
			compare(quoted, " <= ", l.ToDay.Format(time.DateOnly), "toDate(?)")
		}
	case c.Kind == statement.Whole:
		least, most := rangeOf(c.Type)
		low, high := l.Whole()
		if low != nil && low.Cmp(most) > 0 || high != nil && high.Cmp(least) < 0 {
			t.Write(" AND 0")
			return nil
		}
		if low != nil && low.Cmp(least) > 0 {
			compare(quoted, " >= ", low, "?")
		}
		if high != nil && high.Cmp(most) < 0 {
			compare(quoted, " <= ", high, "?")
		}
	default:
		value := present(c, quoted, zeroOf(c))
		if c.Kind == statement.Float {
			value = "toFloat64(" + value + ")"
		}
		for _, end := range []struct {
			limit *big.Rat
			how   string
			up    bool
		}{{l.From, " >= ", true}, {l.To, " <= ", false}} {
			if end.limit == nil {
				continue
			}
			if c.Kind == statement.Float {
				bits := 64
				if c.Type == "Float32" {
					bits = 32
				}
				compare(value, end.how, bytesOf(engine.FloatLimit(end.limit, end.up, bits)), "reinterpretAsFloat64(?)")
				continue
			}
			units, fits := statement.DecimalLimit(end.limit, c.Scale, end.up)
			switch {
			case fits:
				compare(value, end.how, units, fmt.Sprintf("toDecimal128(?, %d)", c.Scale))
			case end.up == (end.limit.Sign() > 0):
				t.Write(" AND 0")
			}
		}
	}
	return nil
}

// bytesOf returns those of a floating point number: written in decimals, not every version reads it exactly.
func bytesOf(f float64) string {
	return string(binary.LittleEndian.AppendUint64(nil, math.Float64bits(f)))
}

// rangeOf returns what whole numbers a type holds.
func rangeOf(t string) (low, high *big.Int) {
	one := big.NewInt(1)
	bits, signed := uint(64), true
	if _, err := fmt.Sscanf(t, "Int%d", &bits); err != nil {
		if _, err := fmt.Sscanf(t, "UInt%d", &bits); err == nil {
			signed = false
		}
	}
	if !signed {
		return new(big.Int), new(big.Int).Sub(new(big.Int).Lsh(one, bits), one)
	}
	half := new(big.Int).Lsh(one, bits-1)
	return new(big.Int).Neg(half), new(big.Int).Sub(half, one)
}
