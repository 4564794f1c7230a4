package clickhouse

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

func TestEveryType(t *testing.T) {
	all := start(t)
	run(t, all[0], "DROP TABLE IF EXISTS typed", `CREATE TABLE typed (everyone String, t Nullable(String), f FixedString(3), e Enum8('stor' = 1, 'liten' = 2), u Nullable(UUID), i8 Nullable(Int8), i64 Int64, u64 UInt64,
			day Nullable(Date), d9 Decimal(9, 3), d18 Decimal(18, 4), d38 Decimal(38, 12), f32 Float32, f64 Nullable(Float64), at DateTime, a Array(String)) ENGINE = Memory`,
		`INSERT INTO typed VALUES ('alla', 'å', 'f', 'stor', '61f0c404-5cb3-11e7-907b-a6006ad3dba0', -5, 7, 18446744073709551615, '2024-02-29', 0.145, 1.5, 2.000000000499, 0.145, 1.005, 0, []),
			('alla', '', '', 'stor', NULL, NULL, 0, 1, NULL, -0.145, 0, -0.0000000005, 0, -1.005, 0, []),
			('alla', NULL, 'fff', 'liten', NULL, 0, 9223372036854775807, 0, '1970-01-02', 100000, 0.0001, 0, 16777216, 123456789.123456789, 0, []),
			('alla', 'x', 'f', 'liten', NULL, 1, 1, 1, NULL, 0, 0, 0, 0, NULL, 0, []), ('alla', 'x', 'f', 'liten', NULL, 1, 1, 1, NULL, 0, 0, 0, 0, 1e-12, 0, []), ('alla', 'x', 'f', 'liten', NULL, 1, 1, 1, NULL, 0, 0, 0, 0, 1.2345678e10, 0, [])`)
	e := open(t, all[0])
	for column, want := range map[string][]string{
		"t": {" 2", "x 3", "å 1"}, "f": {" 1", "f 4", "fff 1"}, "e": {"liten 4", "stor 2"}, "u": {" 5", "61f0c404-5cb3-11e7-907b-a6006ad3dba0 1"}, "i8": {" 1", "-5 1", "0 1", "1 3"},
		"u64": {"0 1", "1 4", "18446744073709551615 1"}, "day": {" 4", "1970-01-02 1", "2024-02-29 1"},
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
		{[]string{"i8"}, 0, "-2/5"}, {[]string{"i64"}, 2, "922337203685477581700/6"}, {[]string{"u64"}, 0, "18446744073709551619/6"},
		{[]string{"d9"}, 2, "10000000/6"}, {[]string{"d9"}, 3, "100000000/6"}, {[]string{"d18"}, 4, "15001/6"}, {[]string{"d38"}, 9, "1999999999/6"},
		{[]string{"f32"}, 2, "1677721615/6"}, {[]string{"f64"}, 2, "1246913478912/5"}, {[]string{"f64"}, 9, "12469134789123456790/5"},
		{[]string{"f64", "d18"}, 2, "15150/5"}, {[]string{"i8", "i8", "d18"}, 1, "37500/5"},
	} {
		got := servers.Lines(ask(t, e, engine.Query{Table: "default.typed", Keys: []engine.Key{{Name: "k", Column: "everyone"}}, Sums: []engine.Sum{{Name: "s", Factors: c.factors, Decimals: c.decimals}}}))
		if got[0] != "alla 6 "+c.want {
			t.Errorf("%v with %d decimals: %s, want %s", c.factors, c.decimals, got[0], c.want)
		}
	}
}

func TestConditions(t *testing.T) {
	all := start(t)
	run(t, all[0], "DROP TABLE IF EXISTS kept", "CREATE TABLE kept (t Nullable(String), i Nullable(Int16), u UInt8, day Nullable(Date), num Nullable(Decimal(18, 2)), f Nullable(Float64), f32 Nullable(Float32), e Enum8('x' = 1, 'y' = 2)) ENGINE = Memory",
		"INSERT INTO kept VALUES ('a', 1, 1, '2020-01-01', 0.5, 0.1, 0.1, 'x'), ('b', 2, 2, '2020-01-02', 1.5, 0.3, 0.3, 'y'), ('c\\'\"\\\\', 3, 3, '2020-01-03', 2.5, 0.7, 0.7, 'x'), (NULL, NULL, 0, NULL, NULL, NULL, NULL, 'x')")
	e := open(t, all[0])
	const third = `c'"\`
	for _, c := range []struct {
		where engine.Condition
		want  string
	}{
		{engine.Condition{Column: "t", In: []string{"a", "b", "x') OR (1=1", `\`, `\'`}}, "a,b"}, {engine.Condition{Column: "t", In: []string{third}}, third},
		{engine.Condition{Column: "i", In: []string{"2", "03", "x", "70000", "99999999999999999999"}}, "b"}, {engine.Condition{Column: "i", In: []string{"x"}}, ""}, {engine.Condition{Column: "u", In: []string{"1", "257"}}, "a"},
		{engine.Condition{Column: "i", From: "1.5"}, "b," + third}, {engine.Condition{Column: "i", To: "1.5"}, "a"}, {engine.Condition{Column: "i", From: "-99999999999999999999"}, "a,b," + third},
		{engine.Condition{Column: "u", From: "-5", To: "1"}, ",a"}, {engine.Condition{Column: "u", To: "-1"}, ""}, {engine.Condition{Column: "i", From: "99999999999999999999"}, ""},
		{engine.Condition{Column: "day", From: "2020-01-02", To: "2020-01-02"}, "b"}, {engine.Condition{Column: "day", From: "1066-10-14", To: "2500-01-01"}, "a,b," + third}, {engine.Condition{Column: "day", To: "1066-10-14"}, ""},
		{engine.Condition{Column: "day", In: []string{"2020-01-03", "2020-02-30", "1066-10-14"}}, third}, {engine.Condition{Column: "e", In: []string{"y", "nothing"}}, "b"},
		{engine.Condition{Column: "num", From: "0.5", To: "1.5"}, "a,b"}, {engine.Condition{Column: "num", From: "0.501", To: "99999999999999999999999999999999999999"}, "b," + third},
		{engine.Condition{Column: "f", From: "0.1", To: "0.3"}, "a,b"}, {engine.Condition{Column: "f", From: "0.10000000000000001"}, "b," + third}, {engine.Condition{Column: "f", To: "0.29999999999999999"}, "a"},
		{engine.Condition{Column: "f32", From: "0.1", To: "0.3"}, "a,b"}, {engine.Condition{Column: "f32", From: "0.10000000000000001", To: "0.7"}, "b," + third}, {engine.Condition{Column: "f32", To: "0.29999999999999999"}, "a"},
	} {
		got := ask(t, e, engine.Query{Table: "kept", Keys: []engine.Key{{Name: "t", Column: "t"}}, Where: []engine.Condition{c.where}})
		if kept := strings.Join(got.Keys[0].Values, ","); kept != c.want {
			t.Errorf("%+v keeps %s, want %s", c.where, kept, c.want)
		}
	}
	long := make([]string, 40_000)
	for i := range long {
		long[i] = "nobody " + strconv.Itoa(i)
	}
	if got := servers.Lines(ask(t, e, engine.Query{Table: "kept", Keys: []engine.Key{{Name: "t", Column: "t"}}, Where: []engine.Condition{{Column: "t", In: append(long, "b")}}})); len(got) != 1 || got[0] != "b 1" {
		t.Errorf("of a long list %v is kept", got)
	}
}

// A column of type Date32 has days before 1970 and after 2105. No version that tests start has the type, so that the condition is asked of the same days as text.
func TestDaysBeyondThoseOfEveryVersion(t *testing.T) {
	all := start(t)
	run(t, all[0], "DROP TABLE IF EXISTS old", "CREATE TABLE old (day Nullable(String)) ENGINE = Memory", "INSERT INTO old VALUES ('1920-05-06'), ('1950-01-01'), ('1970-01-01'), ('2120-01-01'), (NULL)")
	e := open(t, all[0])
	for _, c := range []struct {
		where engine.Condition
		want  int
	}{
		{engine.Condition{From: "1950-01-01"}, 3}, {engine.Condition{To: "1969-12-31"}, 2}, {engine.Condition{From: "1920-05-07", To: "2110-01-01"}, 2}, {engine.Condition{From: "2106-01-01"}, 1},
		{engine.Condition{In: []string{"1920-05-06", "2120-01-01", "x"}}, 2},
	} {
		var q statement.Text
		q.Write("SELECT count() FROM old WHERE ")
		if err := keep(&q, statement.Column{Kind: statement.Day, Type: "Date32", Nullable: true}, "day", c.where); err != nil {
			t.Fatal(err)
		}
		var n uint64
		if err := e.db.QueryRowContext(t.Context(), q.Literal(literal)).Scan(&n); err != nil || int(n) != c.want {
			t.Errorf("%+v keeps %d, %v, want %d", c.where, n, err, c.want)
		}
	}
}

func TestTotalsBeyondTheDatabaseAreErrors(t *testing.T) {
	all := start(t)
	run(t, all[0], "DROP TABLE IF EXISTS large", "CREATE TABLE large (k String, x Int64, y Float64, z Decimal(38, 0)) ENGINE = Memory",
		"INSERT INTO large SELECT 'a', 9223372036854775807, 0, 90000000000000000000000000000000000000 FROM numbers(10)", "INSERT INTO large VALUES ('a', 0, nan, 0)",
		"DROP TABLE IF EXISTS far", "CREATE TABLE far (k String, v Float64, n Float64) ENGINE = Memory", "INSERT INTO far VALUES ('a', 1e28, -1e30), ('a', 0, 0)")
	e := open(t, all[0])
	for _, factors := range [][]string{{"x", "x"}, {"x", "x", "x"}, {"y"}, {"z"}} {
		c, err := e.Cells(t.Context(), engine.Query{Table: "large", Keys: []engine.Key{{Name: "k", Column: "k"}}, Sums: []engine.Sum{{Name: "s", Factors: factors}}})
		if err == nil {
			t.Errorf("%v: %v", factors, servers.Lines(c))
		} else if !strings.Contains(err.Error(), "not a number, or larger") && !strings.Contains(err.Error(), "38 digits") {
			t.Errorf("%v: %v", factors, err)
		}
	}
	for _, factors := range [][]string{{"v"}, {"n"}, {"v", "n"}} {
		c, err := e.Cells(t.Context(), engine.Query{Table: "far", Keys: []engine.Key{{Name: "k", Column: "k"}}, Sums: []engine.Sum{{Name: "s", Factors: factors}}})
		if err == nil || !strings.Contains(err.Error(), "not a number, or larger") {
			t.Errorf("%v: %v, %v", factors, c, err)
		}
	}
}
