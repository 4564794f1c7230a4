package postgres

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

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

// mostDigits is how many digits a column of type numeric of a given scale has at most.
const mostDigits = 1000

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
		whole, within := wholes(w)
		switch {
		case c.Kind == statement.Whole && within:
			t.Write(quoted, " = ANY(")
			t.Value(whole)
			t.Write("::bigint[])")
		case c.Kind == statement.Day:
			days := []pgtype.Date{}
			for _, day := range statement.Days(w) {
				days = append(days, dayOf(day))
			}
			t.Write(quoted, " = ANY(")
			t.Value(days)
			t.Write("::date[])")
		case c.Kind == statement.Flag:
			t.Write(quoted, " = ANY(")
			t.Value(append([]bool{}, statement.Flags(w)...))
			t.Write("::boolean[])")
		default:
			t.Write(group(c, quoted))
			if c.Kind != statement.Word {
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
			compare(" >= ", dayOf(*l.FromDay), "date")
		}
		if l.ToDay != nil {
			compare(" <= ", dayOf(*l.ToDay), "date")
		}
	case statement.Whole:
		// As integers, so that an index, partitions and foreign servers can be asked.
		low, high := l.Whole()
		for _, end := range []struct {
			how   string
			limit *big.Int
		}{{" >= ", low}, {" <= ", high}} {
			switch {
			case end.limit == nil:
			case end.limit.IsInt64():
				compare(end.how, end.limit.Int64(), "bigint")
			default:
				compare(end.how, end.limit.String(), "text::numeric")
			}
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
	if l.To == nil && (c.Kind == statement.Float || strings.HasPrefix(c.Type, "numeric")) {
		t.Write(" AND ", quoted, " <> 'NaN'::numeric") // which PostgreSQL takes for larger than any number
	}
	return nil
}

// dayOf returns a day as one that is sent as such: made of text by a server, it could be another one on the next, and no foreign server would be asked for it.
func dayOf(day time.Time) pgtype.Date { return pgtype.Date{Time: day, Valid: true} }

// wholes returns those of the values of a condition that are whole numbers, within where 64 bits hold all of them.
func wholes(w engine.Condition) (values []int64, within bool) {
	values, within = []int64{}, true
	bound := new(big.Int).Exp(big.NewInt(10), big.NewInt(mostDigits), nil)
	for _, n := range statement.Wholes(w, new(big.Int).Neg(bound), bound) {
		values, within = append(values, n.Int64()), within && n.IsInt64()
	}
	return values, within
}
