package spark

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/spark/hive"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

var dialect = &statement.Dialect{
	Quote: hive.Quote,
	Group: group,
	Word: func(c statement.Column, grouped string) string {
		if padded(c) {
			grouped = "rtrim(" + grouped + ")"
		}
		return "COALESCE(CAST(" + grouped + " AS STRING), '')"
	},
	Factor: factor,
	Total:  func(factors []string) string { return "sum(" + strings.Join(factors, " * ") + ")" },
	Rows:   func(summed string) string { return summed },
	Amount: func(summed string) string { return "COALESCE(CAST(" + summed + " AS STRING), '0')" },
	Keep:   keep,
}

// literal writes a value: nothing but letters, digits, spaces, points and minus is between quotation marks.
func literal(v any) string {
	s, ok := v.(string)
	if !ok {
		return fmt.Sprint(v) // an integer
	}
	plain := func(r rune) bool {
		return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == ' ' || r == '.' || r == '-'
	}
	if strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) {
		return fmt.Sprintf("CAST(X'%X' AS STRING)", s)
	}
	return "'" + s + "'"
}

// padded tells of text that is read with spaces up to its length.
func padded(c statement.Column) bool { return strings.HasPrefix(c.Type, "char(") }

// group returns text by its bytes.
func group(c statement.Column, quoted string) string {
	if c.Inexact {
		return quoted + " COLLATE UTF8_BINARY"
	}
	return quoted
}

// digits are those that the whole numbers of a type have at most, where it is not a decimal type.
var digits = map[string]int{"tinyint": 3, "smallint": 5, "int": 10, "bigint": 19}

// largest is the largest whole number that a column can hold: one of 38 digits.
var largest = new(big.Int).Sub(new(big.Int).Exp(big.NewInt(10), big.NewInt(38), nil), big.NewInt(1))

// factor returns a decimal number. Conversion of a text, and round, are half away from zero.
func factor(c statement.Column, quoted string, decimals int) string {
	switch {
	case c.Kind == statement.Whole && digits[c.Type] > 0:
		return fmt.Sprintf("CAST(%s AS DECIMAL(%d, 0))", quoted, digits[c.Type])
	case c.Kind == statement.Whole, c.Kind == statement.Decimal && c.Scale <= decimals:
		return quoted
	case c.Kind == statement.Decimal:
		return fmt.Sprintf("round(%s, %d)", quoted, decimals)
	}
	return fmt.Sprintf("CAST(CAST(%s AS STRING) AS DECIMAL(19, %d))", quoted, decimals) // 19 digits are what 64 bits hold
}

func keep(t *statement.Text, c statement.Column, quoted string, w engine.Condition) error {
	if len(w.In) > 0 {
		in(t, c, quoted, w)
		return nil
	}
	l, err := statement.LimitsOf(w)
	if err != nil {
		return err
	}
	t.Write(quoted, " IS NOT NULL")
	compare := func(value, how string, limit any, as string) {
		t.Write(" AND ", value, how)
		if as == "" {
			t.Value(limit)
			return
		}
		t.Write("CAST(")
		t.Value(limit)
		t.Write(" AS ", as, ")")
	}
	never := func() { t.Write(" AND FALSE") }
	switch c.Kind {
	case statement.Day:
		if l.FromDay != nil {
			compare(quoted, " >= ", l.FromDay.Format("2006-01-02"), "DATE")
		}
		if l.ToDay != nil {
			compare(quoted, " <= ", l.ToDay.Format("2006-01-02"), "DATE")
		}
	case statement.Whole:
		low, high := l.Whole()
		if low != nil && low.CmpAbs(largest) <= 0 {
			compare(quoted, " >= ", low, "")
		} else if low != nil && low.Sign() > 0 {
			never()
		}
		if high != nil && high.CmpAbs(largest) <= 0 {
			compare(quoted, " <= ", high, "")
		} else if high != nil && high.Sign() < 0 {
			never()
		}
	case statement.Float:
		bits := 64
		if c.Type == "float" {
			bits = 32
		}
		t.Write(" AND NOT isnan(", quoted, ")") // which is the largest number elsewhere
		if l.From != nil {
			compare(quoted, " >= ", floatText(engine.FloatLimit(l.From, true, bits)), "DOUBLE")
		}
		if l.To != nil {
			compare(quoted, " <= ", floatText(engine.FloatLimit(l.To, false, bits)), "DOUBLE")
		}
	default:
		for _, end := range []struct {
			limit *big.Rat
			how   string
			up    bool
		}{{l.From, " >= ", true}, {l.To, " <= ", false}} {
			if end.limit == nil {
				continue
			}
			units, fits := statement.DecimalLimit(end.limit, c.Scale, end.up)
			switch {
			case fits:
				compare(quoted, end.how, units, fmt.Sprintf("DECIMAL(38, %d)", c.Scale))
			case end.up == (end.limit.Sign() > 0):
				never()
			}
		}
	}
	return nil
}

// floatText writes the shortest decimal that reads back as a number.
func floatText(f float64) string { return strconv.FormatFloat(f, 'G', -1, 64) }

// in keeps some values.
func in(t *statement.Text, c statement.Column, quoted string, w engine.Condition) {
	var values []any
	as := ""
	switch c.Kind {
	case statement.Whole:
		for _, n := range statement.Wholes(w, new(big.Int).Neg(largest), largest) {
			values = append(values, n)
		}
	case statement.Day:
		for _, day := range statement.Days(w) {
			values = append(values, day.Format("2006-01-02"))
		}
		as = "DATE"
	case statement.Flag:
		for _, flag := range statement.Flags(w) {
			values = append(values, strconv.FormatBool(flag))
		}
		as = "BOOLEAN"
	default:
		if quoted = group(c, quoted); padded(c) {
			quoted = "rtrim(" + quoted + ")"
		}
		for _, s := range w.In {
			values = append(values, s)
		}
	}
	if values == nil {
		t.Write("FALSE")
		return
	}
	t.Write(quoted, " IN (")
	for i, v := range values {
		if i > 0 {
			t.Write(", ")
		}
		if as != "" {
			t.Write("CAST(")
		}
		t.Value(v)
		if as != "" {
			t.Write(" AS ", as, ")")
		}
	}
	t.Write(")")
}
