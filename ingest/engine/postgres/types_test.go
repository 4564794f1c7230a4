package postgres

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

func TestEveryType(t *testing.T) {
	coordinator, _ := start(t)
	db := admin(t, coordinator)
	do(t, db, "DROP TABLE IF EXISTS typed CASCADE", "DROP TYPE IF EXISTS size", "DROP DOMAIN IF EXISTS code", "CREATE TYPE size AS ENUM ('stor', 'liten')", "CREATE DOMAIN code AS varchar(9)",
		"CREATE COLLATION IF NOT EXISTS careless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
		`CREATE TABLE typed (t text, v varchar(9), b char(5), n name, d code, e size, u uuid, i2 smallint, i4 int, i8 bigint, n0 numeric(9), day date, flag boolean, fold text COLLATE careless,
			num numeric, n2 numeric(9, 2), n9 numeric(20, 12), f4 real, f8 float8, j jsonb, at timestamptz)`,
		`INSERT INTO typed VALUES ('å', 'v', 'b', 'n', 'd', 'stor', '61f0c404-5cb3-11e7-907b-a6006ad3dba0', -5, 6, 7, 8, '2024-02-29', true, 'A', 0.145, 1.50, 2.000000000499, 0.145, 1.005, '1', now()),
			('', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'a', -0.145, NULL, -0.000000000500, NULL, -1.005, NULL, NULL),
			(NULL, '', '', '', '', 'liten', NULL, 0, 0, 9223372036854775807, -3, '1066-10-14', false, 'a', 1e12, 0, 0, 16777216, 123456789.123456789, NULL, NULL)`)
	do(t, db, "DROP VIEW IF EXISTS everyone", "CREATE VIEW everyone AS SELECT 'alla' AS \"all\", * FROM typed")
	e := open(t, coordinator)
	for column, want := range map[string][]string{
		"t": {" 2", "å 1"}, "v": {" 2", "v 1"}, "b": {" 2", "b 1"}, "n": {" 2", "n 1"}, "d": {" 2", "d 1"}, "e": {" 1", "liten 1", "stor 1"},
		"u": {" 2", "61f0c404-5cb3-11e7-907b-a6006ad3dba0 1"}, "i2": {" 1", "-5 1", "0 1"}, "i4": {" 1", "0 1", "6 1"}, "i8": {" 1", "7 1", "9223372036854775807 1"}, "n0": {" 1", "-3 1", "8 1"},
		"day": {" 1", "1066-10-14 1", "2024-02-29 1"}, "flag": {" 1", "false 1", "true 1"}, "fold": {"A 1", "a 2"},
	} {
		if diff := cmp.Diff(want, servers.Lines(ask(t, e, engine.Query{Table: "typed", Keys: []engine.Key{{Name: "k", Column: column}}}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", column, diff)
		}
	}
	// The expected units are by hand: rounded half away from zero, a floating point number as its shortest decimal.
	for _, c := range []struct {
		factors  []string
		decimals int
		want     string
	}{
		{[]string{"i2"}, 0, "-5/2"}, {[]string{"i4"}, 3, "6000/2"}, {[]string{"i8"}, 0, "9223372036854775814/2"}, {[]string{"n0"}, 1, "50/2"},
		{[]string{"num"}, 2, "100000000000000/3"}, {[]string{"num"}, 3, "1000000000000000/3"}, {[]string{"n2"}, 1, "15/2"}, {[]string{"n9"}, 9, "1999999999/3"},
		{[]string{"f4"}, 2, "1677721615/2"}, {[]string{"f8"}, 2, "12345678912/3"}, {[]string{"f8"}, 9, "123456789123456790/3"},
		{[]string{"f8", "n2"}, 2, "15150/2"}, {[]string{"i4", "i4", "n2"}, 1, "54000/2"},
	} {
		all := ask(t, e, engine.Query{Table: "everyone", Keys: []engine.Key{{Name: "k", Column: "all"}}, Sums: []engine.Sum{{Name: "s", Factors: c.factors, Decimals: c.decimals}}})
		if got := servers.Lines(all)[0]; got != "alla 3 "+c.want {
			t.Errorf("%v with %d decimals: %s, want %s", c.factors, c.decimals, got, c.want)
		}
	}
}

func TestConditions(t *testing.T) {
	coordinator, _ := start(t)
	db := admin(t, coordinator)
	do(t, db, "DROP TABLE IF EXISTS kept", "DROP DOMAIN IF EXISTS counted", "CREATE DOMAIN counted AS numeric(9)", "CREATE TABLE kept (t text, i int, day date, flag boolean, num numeric, f float8, long numeric(20), n counted)",
		"INSERT INTO kept VALUES ('a', 1, '2020-01-01', true, 0.5, 0.1, 20000000000000000000, 1), ('b', 2, '2020-01-02', false, 1.5, 0.3, 30000000000000000000, 2), ('c''\"\\', 3, '2020-01-03', NULL, 2.5, 0.7, 7, 3), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), ('NaN', NULL, NULL, NULL, 'NaN', 'NaN', 'NaN', 'NaN')")
	e := open(t, coordinator)
	for _, c := range []struct {
		where engine.Condition
		want  string
	}{
		{engine.Condition{Column: "t", In: []string{"a", "b", "x' OR 1=1 --"}}, "a,b"}, {engine.Condition{Column: "t", In: []string{`c'"\`}}, `c'"\`},
		{engine.Condition{Column: "i", In: []string{"2", "03", "x", "99999999999999999999"}}, "b"}, {engine.Condition{Column: "i", In: []string{"x"}}, ""},
		{engine.Condition{Column: "i", From: "1.5"}, `b,c'"\`}, {engine.Condition{Column: "i", To: "1.5"}, "a"}, {engine.Condition{Column: "i", From: "-99999999999999999999"}, `a,b,c'"\`},
		{engine.Condition{Column: "i", From: "99999999999999999999"}, ""},
		{engine.Condition{Column: "day", From: "2020-01-02", To: "2020-01-02"}, "b"}, {engine.Condition{Column: "day", In: []string{"2020-01-03", "2020-02-30"}}, `c'"\`},
		{engine.Condition{Column: "flag", In: []string{"false"}}, "b"}, {engine.Condition{Column: "flag", In: []string{"true", "false", "1"}}, "a,b"},
		{engine.Condition{Column: "num", From: "1.5"}, `b,c'"\`}, {engine.Condition{Column: "f", From: "0.3"}, `b,c'"\`},
		{engine.Condition{Column: "n", From: "1.5"}, `b,c'"\`}, {engine.Condition{Column: "n", In: []string{"1", "3"}}, `a,c'"\`}, {engine.Condition{Column: "long", From: "1"}, `a,b,c'"\`},
		{engine.Condition{Column: "long", From: "20000000000000000001"}, "b"}, {engine.Condition{Column: "long", To: "20000000000000000000"}, `a,c'"\`}, {engine.Condition{Column: "long", In: []string{"30000000000000000000", "7"}}, `b,c'"\`},
		{engine.Condition{Column: "num", From: "0.5", To: "1.5"}, "a,b"}, {engine.Condition{Column: "f", From: "0.1", To: "0.3"}, "a,b"}, {engine.Condition{Column: "f", From: "0.10000000000000001"}, `b,c'"\`},
	} {
		got := ask(t, e, engine.Query{Table: "kept", Keys: []engine.Key{{Name: "t", Column: "t"}}, Where: []engine.Condition{c.where}})
		if all := strings.Join(got.Keys[0].Values, ","); all != c.want {
			t.Errorf("%+v keeps %s, want %s", c.where, all, c.want)
		}
	}
}
