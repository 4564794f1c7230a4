package postgres

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine/servers"
)

// words are all that a question for cells has of its own.
var words = strings.Fields(`SELECT AS FROM WHERE GROUP BY AND IS NOT NULL CASE WHEN THEN END OR COLLATE ANY
	COALESCE count sum round text numeric bigint date boolean`)

// FuzzStatement writes the question to any table that a query is allowed for: it holds columns of the table, in quotes, and no value.
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
		known := []string{"part", q.Table, "C"} // C is the collation that tells texts apart by their bytes
		for _, c := range table.Columns {
			known = append(known, c.Name)
		}
		table.Parts = []string{quote("part") + "." + quote(q.Table)}
		text, err := dialect.Cells(q, table)
		if err != nil {
			t.Fatal(err)
		}
		servers.Quotes{Name: '"'}.CheckStatement(t, text.Marked(), words, func(name string) string { return name }, known)
	})
}
