package postgres

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

// hostile are names that a table or a column can really have.
var hostile = []string{`persons"; DROP TABLE kept_safe; --`, `"`, `""`, `'`, `\`, `\"`, `a"b`, "x' OR '1'='1", "/* å */", "--", "$1", "?", "@name", ":name", "{x:String}", "%s", "a.b", "select", "*", "cell_n", "cell_k0", "CELL_N",
	" ", "ÅÄÖ", "🙂", "e\u0301", "\u202eabc", strings.Repeat("å", 31), "1", `E'\x41'`, "a`b"}

func TestNamesAreNamesOnly(t *testing.T) {
	coordinator, _ := start(t)
	db := admin(t, coordinator)
	do(t, db, "DROP TABLE IF EXISTS kept_safe", "CREATE TABLE kept_safe (a text)", "INSERT INTO kept_safe VALUES ('here')")
	e := open(t, coordinator)
	for _, name := range hostile {
		do(t, db, "DROP TABLE IF EXISTS "+quote(name), "CREATE TABLE "+quote(name)+" ("+quote(name)+" text, w int)", "INSERT INTO "+quote(name)+" VALUES ('x', 2), ('x', 3), ('y', NULL)")
		q := engine.Query{Table: name, Keys: []engine.Key{{Name: "k", Column: name}}, Sums: []engine.Sum{{Name: "s", Factors: []string{"w"}}}, Where: []engine.Condition{{Column: name, In: []string{"x", name}}}}
		if diff := cmp.Diff([]string{"x 2 5/2"}, servers.Lines(ask(t, e, q))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
		q.Table = "public." + name
		if diff := cmp.Diff([]string{"x 2 5/2"}, servers.Lines(ask(t, e, q))); diff != "" {
			t.Errorf("public.%q (-want +got):\n%s", name, diff)
		}
		do(t, db, "DROP TABLE "+quote(name))
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
	coordinator, _ := start(t)
	db := admin(t, coordinator)
	do(t, db, "DROP TABLE IF EXISTS shown", "CREATE TABLE shown (area text, year int)")
	q := engine.Query{Table: "shown", Keys: []engine.Key{{Name: "area", Column: "area"}}, Where: []engine.Condition{{Column: "area", In: []string{"hemlig"}}, {Column: "year", From: "1987"}}, Least: 4711}
	s, err := open(t, coordinator).Statements(q)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range s {
		if strings.Contains(s.Text, "hemlig") || strings.Contains(s.Text, "1987") || strings.Contains(s.Text, "4711") {
			t.Errorf("a value is in %s", s.Text)
		}
	}
	if args := s[2].Args; len(args) != 3 {
		t.Errorf("the values are %v", args)
	}
}

// FuzzQuote holds the quoting of names to the server's own.
func FuzzQuote(f *testing.F) {
	coordinator, _ := start(f)
	db := admin(f, coordinator)
	for _, name := range hostile {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if name == "" || len(name) > mostName || !utf8.ValidString(name) || strings.ContainsRune(name, 0) {
			return
		}
		rows, err := db.Query("SELECT 1 AS " + quote(name))
		if err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		defer rows.Close()
		columns, err := rows.Columns()
		if err != nil || len(columns) != 1 || columns[0] != name {
			t.Errorf("%q is %q to the server, %v", name, columns, err)
		}
	})
}
