package clickhouse

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

// hostile are names that a table or a column can really have.
var hostile = []string{"persons`; DROP TABLE kept_safe; --", "`", "``", `'`, `\`, "\\`", `a"b`, "x' OR '1'='1", "/* å */", "--", "$1", "?", "@name", ":name", "{x:String}", "%s", "a.b", "select", "*", "cell_n", "cell_k0", "CELL_N",
	" ", "ÅÄÖ", "🙂", "e\u0301", "\u202eabc", strings.Repeat("å", 20), "1", `\x41`, `\n`, "w`"}

func TestNamesAreNamesOnly(t *testing.T) {
	all := start(t)
	run(t, all[0], "DROP TABLE IF EXISTS kept_safe", "CREATE TABLE kept_safe (a String) ENGINE = Memory", "INSERT INTO kept_safe VALUES ('here')")
	e := open(t, all[0])
	for _, name := range hostile {
		// In memory, as a server makes a file of some columns' names.
		run(t, all[0], "DROP TABLE IF EXISTS "+quote(name), "CREATE TABLE "+quote(name)+" ("+quote(name)+" String, amount Nullable(Int8)) ENGINE = Memory",
			"INSERT INTO "+quote(name)+" VALUES ('x', 2), ('x', 3), ('y', NULL)")
		q := engine.Query{Table: name, Keys: []engine.Key{{Name: "k", Column: name}}, Sums: []engine.Sum{{Name: "s", Factors: []string{"amount"}}}, Where: []engine.Condition{{Column: name, In: []string{"x", name}}}}
		for _, table := range []string{name, "default." + name} {
			q.Table = table
			if diff := cmp.Diff([]string{"x 2 5/2"}, servers.Lines(ask(t, e, q))); diff != "" {
				t.Errorf("%q (-want +got):\n%s", table, diff)
			}
		}
		run(t, all[0], "DROP TABLE "+quote(name))
		// Now that there is none, the name is refused, and does nothing.
		if _, err := e.Cells(t.Context(), q); err == nil || !strings.Contains(err.Error(), "no such table") {
			t.Errorf("%q that is not there: %v", name, err)
		}
		q = engine.Query{Table: "kept_safe", Keys: []engine.Key{{Name: "k", Column: name}}}
		if _, err := e.Cells(t.Context(), q); err == nil || !strings.Contains(err.Error(), "no such column") {
			t.Errorf("the column %q that is not there: %v", name, err)
		}
	}
	if diff := cmp.Diff([]string{"here 1"}, servers.Lines(ask(t, e, engine.Query{Table: "kept_safe", Keys: []engine.Key{{Name: "k", Column: "a"}}}))); diff != "" {
		t.Error(diff)
	}
}

func TestNoValueIsInTheText(t *testing.T) {
	all := start(t)
	run(t, all[0], "DROP TABLE IF EXISTS shown", "CREATE TABLE shown (area String, year UInt16) ENGINE = Memory")
	q := engine.Query{Table: "shown", Keys: []engine.Key{{Name: "area", Column: "area"}}, Where: []engine.Condition{{Column: "area", In: []string{"hemlig"}}, {Column: "year", From: "1987"}}, Least: 4711}
	s, err := open(t, all[0]).Statements(q)
	if err != nil {
		t.Fatal(err)
	}
	if text := s[0].Text; strings.Contains(text, "hemlig") || strings.Contains(text, "1987") || strings.Contains(text, "4711") || len(s[0].Args) != 3 {
		t.Errorf("a value is in %s, or not among %v", text, s[0].Args)
	}
}

// FuzzQuote holds the writing of names and values to the server's own reading.
func FuzzQuote(f *testing.F) {
	all := start(f)
	db := admin(f, all[0])
	for _, name := range hostile {
		f.Add(name)
	}
	f.Add("\x00\x01\xff'")
	f.Fuzz(func(t *testing.T, text string) {
		var got string
		if err := db.QueryRow("SELECT " + literal(text)).Scan(&got); err != nil || got != text {
			t.Fatalf("the value %q is %q to the server, %v", text, got, err)
		}
		// Names with signs that do not print are refused before.
		if text == "" || !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return
		}
		rows, err := db.Query("SELECT 1 AS " + quote(text))
		if err != nil {
			t.Fatalf("the name %q: %v", text, err)
		}
		defer rows.Close()
		if columns, err := rows.Columns(); err != nil || len(columns) != 1 || columns[0] != text {
			t.Errorf("the name %q is %q to the server, %v", text, columns, err)
		}
	})
}
