package spark

import (
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine/servers"
	"github.com/jamlik/jamlik/ingest/engine/spark/hive"
)

// words are all that a question for cells has of its own.
var words = strings.Fields(`SELECT AS FROM WHERE GROUP BY AND IS NOT NULL CASE WHEN THEN END OR IN FALSE COLLATE UTF8_BINARY
	CAST STRING DECIMAL DOUBLE DATE BOOLEAN COALESCE count sum round rtrim isnan`)

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
		table.Parts = []string{hive.Quote("part") + "." + hive.Quote(q.Table)}
		text, err := dialect.Cells(q, table)
		if err != nil {
			t.Fatal(err)
		}
		servers.Quotes{Name: '`'}.CheckStatement(t, text.Marked(), words, func(name string) string { return name }, known)
		for _, v := range text.Values {
			if got := read(literal(v)); got != fmt.Sprint(v) {
				t.Errorf("the value %q is written %s, which reads %q", v, literal(v), got)
			}
		}
	})
}

var wholeNumber, plain, encoded = regexp.MustCompile(`^-?[0-9]+$`), regexp.MustCompile(`^'([0-9A-Za-z .-]*)'$`), regexp.MustCompile(`^CAST\(X'([0-9A-F]*)' AS STRING\)$`)

// read reads a literal that is a whole number, a text without a quote in it, or the bytes of one: nothing else may be.
func read(literal string) string {
	if wholeNumber.MatchString(literal) {
		return literal
	}
	if m := plain.FindStringSubmatch(literal); m != nil {
		return m[1]
	}
	if m := encoded.FindStringSubmatch(literal); m != nil {
		if text, err := hex.DecodeString(m[1]); err == nil {
			return string(text)
		}
	}
	return "no literal"
}
