package spark

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
	"github.com/jamlik/jamlik/ingest/engine/spark/hive"
)

// hostile are names that a column can really have.
var hostile = []string{"p`; DROP TABLE kept_safe; --", "``", `'`, `\`, "\\`", `a"b`, "x' OR '1'='1", "/* å */", "--", "?", ":name", "${env:HOME}", "${spark.app.name}", "%s", "a.b", "select", "*", "cell_n", "CELL_K0", "ÅÄÖ", "🙂",
	"e\u0301", "\u202eabc", strings.Repeat("å", 20), "1", `\x41`, `\n`, "w`", "# Partition Information", "# col_name"}

func TestNamesAreNamesOnly(t *testing.T) {
	// One table with all of them, as it is in Spark that making tables takes long.
	columns, values := []string{"amount TINYINT"}, []string{"2"}
	for _, name := range hostile {
		columns, values = append(columns, hive.Quote(name)+" STRING"), append(values, literal("in "+name))
	}
	run(t, "DROP TABLE IF EXISTS kept_safe", "CREATE TABLE kept_safe USING parquet AS SELECT 'here' AS a",
		"DROP TABLE IF EXISTS odd_rows", "CREATE TABLE odd_rows ("+strings.Join(columns, ", ")+") USING json", "INSERT INTO odd_rows VALUES ("+strings.Join(values, ", ")+")")
	e := open(t)
	for _, name := range hostile {
		q := engine.Query{Table: "odd_rows", Keys: []engine.Key{{Name: "k", Column: name}}, Sums: []engine.Sum{{Name: "s", Factors: []string{"amount"}}}, Where: []engine.Condition{{Column: name, In: []string{"in " + name, name}}}}
		if diff := cmp.Diff([]string{"in " + name + " 1 2/1"}, servers.Lines(ask(t, e, q))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
		// A name that is not there is refused, and does nothing.
		for _, table := range []string{name, "default." + name, name + ".odd_rows"} {
			q.Table = table
			if _, err := e.Cells(t.Context(), q); err == nil || !strings.Contains(err.Error(), "no such table") {
				t.Errorf("the table %q that is not there: %v", table, err)
			}
		}
		q = engine.Query{Table: "kept_safe", Keys: []engine.Key{{Name: "k", Column: name}}}
		if _, err := e.Cells(t.Context(), q); err == nil || !strings.Contains(err.Error(), "no such column") {
			t.Errorf("the column %q that is not there: %v", name, err)
		}
	}
	if diff := cmp.Diff([]string{"here 1"}, servers.Lines(ask(t, e, engine.Query{Table: "Kept_Safe", Keys: []engine.Key{{Name: "k", Column: "a"}}}))); diff != "" {
		t.Error(diff)
	}
}

func TestNoValueIsInTheText(t *testing.T) {
	run(t, "DROP TABLE IF EXISTS shown", "CREATE TABLE shown (area STRING, year SMALLINT) USING parquet")
	q := engine.Query{Table: "shown", Keys: []engine.Key{{Name: "area", Column: "area"}}, Where: []engine.Condition{{Column: "area", In: []string{"hemlig"}}, {Column: "year", From: "1987"}}, Least: 4711}
	s, err := open(t).Statements(q)
	if err != nil {
		t.Fatal(err)
	}
	if last := s[len(s)-1]; strings.Contains(last.Text, "hemlig") || strings.Contains(last.Text, "1987") || strings.Contains(last.Text, "4711") || len(last.Args) != 3 || s[0].Text != "SET spark.sql.variable.substitute=false" {
		t.Errorf("a value is in %v", s)
	}
}

// FuzzLiteral holds the writing of values and names to Spark's own reading.
func FuzzLiteral(f *testing.F) {
	for _, name := range hostile {
		f.Add(name)
	}
	e := open(f)
	f.Fuzz(func(t *testing.T, text string) {
		if text = strings.ToValidUTF8(text, "?"); text == "" || strings.ContainsRune(text, 0) {
			return // a query with such is refused before
		}
		rows, err := e.db.Query("SELECT " + literal(text) + " AS " + hive.Quote(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		defer rows.Close()
		names, err := rows.Columns()
		var got string
		if !rows.Next() || rows.Scan(&got) != nil || err != nil || got != text || names[0] != text {
			t.Errorf("%q is the value %q and the name %q to Spark, %v", text, got, names, err)
		}
	})
}
