package clickhouse

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine/servers"
)

// words are all that a question for cells has of its own.
var words = strings.Fields(`SELECT AS FROM WHERE GROUP BY AND IS NOT NULL CASE WHEN THEN END OR IN if
	nan count sum abs ifNull toString toInt64 toUInt8 toFloat64 toDecimal64 toDecimal128 toDate reinterpretAsFloat64`)

// FuzzStatement writes the question to any table that a query is allowed for: it holds columns of the table, in quotes, and no value; where values are written into it, they read
// back as they are.
func FuzzStatement(f *testing.F) {
	all := strings.Join(hostile, "\n")
	const names, values = "area\nyear\nweight\nborn\nswedish\nsex", "-0.5\n1987\n2001-02-03\ntrue\n'; DROP TABLE persons; --\n9223372036854775808"
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		shape := make([]byte, 80)
		for i := range shape {
			shape[i] = byte(r.Uint32())
		}
		f.Add(names, values, shape)
		f.Add(all, all+values, shape)
	}
	f.Fuzz(func(t *testing.T, columns, values string, shape []byte) {
		table, q := servers.QuestionOf(columns, values, shape)
		if q.Check() != nil || table.Check(q) != nil {
			return
		}
		known := []string{"part", q.Table}
		for _, c := range table.Columns {
			known = append(known, c.Name)
		}
		table.Parts = []string{quote("part") + "." + quote(q.Table)}
		text, err := dialect.Cells(q, table)
		if err != nil {
			t.Fatal(err)
		}
		unquote := strings.NewReplacer(`\\`, `\`, "\\`", "`").Replace
		servers.Quotes{Name: '`', Backslash: true}.CheckStatement(t, text.Marked(), words, unquote, known)
		for _, v := range text.Values {
			if got := read(literal(v)); got != fmt.Sprint(v) {
				t.Errorf("the value %q is written %s, which reads %q", v, literal(v), got)
			}
		}
	})
}

var wholeNumber, quoted = regexp.MustCompile(`^-?[0-9]+$`), regexp.MustCompile(`^'([0-9A-Za-z .-]|\\x[0-9A-F]{2})*'$`)

// read reads a literal that is a whole number, or a text without a quote in it: nothing else may be.
func read(literal string) string {
	switch {
	case wholeNumber.MatchString(literal):
		return literal
	case quoted.MatchString(literal):
		if text, err := strconv.Unquote(`"` + literal[1:len(literal)-1] + `"`); err == nil {
			return text
		}
	}
	return "no literal"
}
