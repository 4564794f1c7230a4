package postgres

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

var dialect = &statement.Dialect{
	Quote: quote,
	Group: group,
	Word:  func(_ statement.Column, grouped string) string { return "COALESCE(" + grouped + "::text, '')" },
	Factor: func(c statement.Column, quoted string, decimals int) string {
		switch {
		case c.Kind == statement.Whole || c.Kind == statement.Decimal && c.Scale >= 0 && c.Scale <= decimals:
			return quoted + "::numeric"
		case c.Kind == statement.Float:
			// As numeric directly it would have 15 digits; as text it has all it takes to read it back.
			quoted += "::text"
		}
		return fmt.Sprintf("round(%s::numeric, %d)", quoted, decimals) // of numeric: half away from zero
	},
	Total:  func(factors []string) string { return "sum(" + strings.Join(factors, " * ") + ")" },
	Rows:   func(summed string) string { return summed + "::bigint" },
	Amount: func(summed string) string { return "COALESCE(" + summed + ", 0)::text" },
	Keep:   keep,
}

// quote writes a name that the catalogue of the database holds: https://www.postgresql.org/docs/15/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// group leaves a column as it is, because a foreign server groups by a column and not by a text made of it.
func group(c statement.Column, quoted string) string {
	if c.Inexact {
		return quoted + ` COLLATE "C"`
	}
	return quoted
}

func keep(t *statement.Text, c statement.Column, quoted string, w engine.Condition) error {
	if len(w.In) > 0 {
		switch c.Kind {
		case statement.Whole:
			whole := []int64{}
			for _, n := range statement.Wholes(w, big.NewInt(math.MinInt64), big.NewInt(math.MaxInt64)) {
				whole = append(whole, n.Int64())
			}
			t.Write(quoted, " = ANY(")
			t.Value(whole)
			t.Write("::bigint[])")
		case statement.Day:
			days := []string{}
			for _, day := range statement.Days(w) {
				days = append(days, day.Format("2006-01-02"))
			}
			t.Write(quoted, " = ANY(")
			t.Value(days)
			t.Write("::text[]::date[])")
		case statement.Flag:
			t.Write(quoted, " = ANY(")
			t.Value(append([]bool{}, statement.Flags(w)...))
			t.Write("::boolean[])")
		default:
			t.Write(group(c, quoted))
			if c.Kind == statement.Label {
				t.Write("::text")
			}
			t.Write(" = ANY(")
			t.Value(w.In)
			t.Write("::text[])")
		}
		return nil
	}
	l, err := statement.LimitsOf(w)
	if err != nil {
		return err
	}
	and := ""
	compare := func(how string, value any, as string) {
		t.Write(and, quoted, how)
		t.Value(value)
		t.Write("::", as)
		and = " AND "
	}
	switch c.Kind {
	case statement.Day:
		if l.FromDay != nil {
			compare(" >= ", l.FromDay.Format("2006-01-02"), "text::date")
		}
		if l.ToDay != nil {
			compare(" <= ", l.ToDay.Format("2006-01-02"), "text::date")
		}
	case statement.Whole:
		// As integers, so that an index, partitions and foreign servers can be asked.
		low, high := l.Whole()
		if low != nil && low.IsInt64() {
			compare(" >= ", low.Int64(), "bigint")
		} else if low != nil && low.Sign() > 0 {
			compare(" > ", int64(math.MaxInt64), "bigint")
		}
		if high != nil && high.IsInt64() {
			compare(" <= ", high.Int64(), "bigint")
		} else if high != nil && high.Sign() < 0 {
			compare(" < ", int64(math.MinInt64), "bigint")
		}
		if and == "" {
			t.Write(quoted, " IS NOT NULL")
		}
	default:
		// A floating point number is compared as the decimal that it counts as.
		if c.Kind == statement.Float {
			quoted += "::text::numeric"
		}
		if l.From != nil {
			compare(" >= ", statement.Plain(l.From), "text::numeric")
		}
		if l.To != nil {
			compare(" <= ", statement.Plain(l.To), "text::numeric")
		}
	}
	return nil
}
