// Package statement writes what packages postgres, clickhouse and spark ask their databases. The form of a question is the same for all; how names, values and
// types are written is in a [Dialect] of each.
//
// Names are taken from what the database says of its table, never from the query: a query can only choose among them. Values travel as parameters, or are written
// by the dialect as literals that hold nothing but letters, digits and escapes.
package statement

import (
	"strconv"
	"strings"
)

// Text is a statement in pieces: a value stands between each two of them.
type Text struct {
	pieces []string
	Values []any
}

// Write appends SQL.
func (t *Text) Write(sql ...string) {
	if len(t.pieces) == 0 {
		t.pieces = []string{""}
	}
	t.pieces[len(t.pieces)-1] += strings.Join(sql, "")
}

// Value appends a value.
func (t *Text) Value(v any) {
	t.Write()
	t.Values = append(t.Values, v)
	t.pieces = append(t.pieces, "")
}

// Numbered returns the statement with $1, $2 and so on for its values.
func (t *Text) Numbered() string {
	return t.with(func(i int) string { return "$" + strconv.Itoa(i+1) })
}

// Marked returns the statement with a question mark for each of its values.
func (t *Text) Marked() string { return t.with(func(int) string { return "?" }) }

// Literal returns the statement with its values written out.
func (t *Text) Literal(literal func(any) string) string {
	return t.with(func(i int) string { return literal(t.Values[i]) })
}

func (t *Text) with(value func(i int) string) string {
	var b strings.Builder
	for i, piece := range t.pieces {
		if i > 0 {
			b.WriteString(value(i - 1))
		}
		b.WriteString(piece)
	}
	return b.String()
}
