package spark

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

func TestEveryType(t *testing.T) {
	run(t, "DROP TABLE IF EXISTS typed", `CREATE TABLE typed (everyone STRING, t STRING, v VARCHAR(9), c CHAR(5), fold STRING COLLATE UTF8_LCASE, i1 TINYINT, i2 SMALLINT, i4 INT, i8 BIGINT, n0 DECIMAL(9, 0), day DATE, flag BOOLEAN,
			n2 DECIMAL(9, 2), n9 DECIMAL(20, 12), n38 DECIMAL(38, 3), f4 FLOAT, f8 DOUBLE, at TIMESTAMP, a ARRAY<STRING>) USING parquet`,
		`INSERT INTO typed VALUES ('alla', 'å', 'v', 'b', 'A', -5, 6, 7, 8, 9, DATE'2024-02-29', TRUE, 1.50, 2.000000000499, 0.145, FLOAT('0.145'), 1.005D, NULL, NULL),
			('alla', '', NULL, NULL, 'a', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, -0.000000000500, -0.145, NULL, -1.005D, NULL, NULL),
			('alla', NULL, '', '', 'a', 0, 0, 0, 9223372036854775807, -3, DATE'1066-10-14', FALSE, 0, 0, 1000000000000, FLOAT('16777216'), 123456789.123456789D, NULL, NULL)`)
	e := open(t)
	for column, want := range map[string][]string{
		"t": {" 2", "å 1"}, "v": {" 2", "v 1"}, "c": {" 2", "b 1"}, "fold": {"A 1", "a 2"}, "i1": {" 1", "-5 1", "0 1"}, "i2": {" 1", "0 1", "6 1"}, "i4": {" 1", "0 1", "7 1"},
		"i8": {" 1", "8 1", "9223372036854775807 1"}, "n0": {" 1", "-3 1", "9 1"}, "day": {" 1", "1066-10-14 1", "2024-02-29 1"}, "flag": {" 1", "false 1", "true 1"},
	} {
		if diff := cmp.Diff(want, servers.Lines(ask(t, e, engine.Query{Table: "typed", Keys: []engine.Key{{Name: "k", Column: column}}}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", column, diff)
		}
	}
	// The expected units are by hand: rounded half away from zero, a floating point number as its shortest decimal.
	q := engine.Query{Table: "default.typed", Keys: []engine.Key{{Name: "k", Column: "everyone"}}}
	want := "alla 3"
	for i, c := range []struct {
		factors  []string
		decimals int
		want     string
	}{
		{[]string{"i1"}, 0, "-5/2"}, {[]string{"i4"}, 3, "7000/2"}, {[]string{"i8"}, 0, "9223372036854775815/2"}, {[]string{"n0"}, 1, "60/2"},
		{[]string{"n38"}, 2, "100000000000000/3"}, {[]string{"n38"}, 3, "1000000000000000/3"}, {[]string{"n2"}, 1, "15/2"}, {[]string{"n9"}, 9, "1999999999/3"},
		{[]string{"f4"}, 2, "1677721615/2"}, {[]string{"f8"}, 2, "12345678912/3"}, {[]string{"f8"}, 9, "123456789123456790/3"},
		{[]string{"f8", "n2"}, 2, "15150/2"}, {[]string{"i2", "i4", "n2"}, 1, "63000/2"},
	} {
		q.Sums = append(q.Sums, engine.Sum{Name: "s" + strconv.Itoa(i), Factors: c.factors, Decimals: c.decimals})
		want += " " + c.want
	}
	if diff := cmp.Diff([]string{want}, servers.Lines(ask(t, e, q))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestConditions(t *testing.T) {
	run(t, "DROP TABLE IF EXISTS kept", "CREATE TABLE kept (t STRING, c CHAR(4), i SMALLINT, day DATE, num DECIMAL(18, 2), f DOUBLE, f4 FLOAT, flag BOOLEAN, long DECIMAL(38, 0)) USING parquet",
		`INSERT INTO kept VALUES ('a', 'x', 1, DATE'2020-01-01', 0.5, 0.1D, FLOAT('0.1'), TRUE, 1), ('b', 'y', 2, DATE'2020-01-02', 1.5, 0.3D, FLOAT('0.3'), FALSE, 99999999999999999999),
			('c\'"\\', 'x', 3, DATE'2020-01-03', 2.5, 0.7D, FLOAT('0.7'), FALSE, -99999999999999999999), (NULL, NULL, NULL, NULL, NULL, DOUBLE('NaN'), NULL, NULL, NULL)`)
	e := open(t)
	const third = `c'"\`
	for _, c := range []struct {
		where engine.Condition
		want  string
	}{
		{engine.Condition{Column: "t", In: []string{"a", "b", "x') OR (1=1", `\`, `\'`}}, "a,b"}, {engine.Condition{Column: "t", In: []string{third}}, third}, {engine.Condition{Column: "c", In: []string{"x"}}, "a," + third},
		{engine.Condition{Column: "i", In: []string{"2", "03", "x", "70000", "99999999999999999999"}}, "b"}, {engine.Condition{Column: "i", In: []string{"x"}}, ""},
		{engine.Condition{Column: "i", From: "1.5"}, "b," + third}, {engine.Condition{Column: "i", To: "1.5"}, "a"}, {engine.Condition{Column: "i", From: "-99999999999999999999"}, "a,b," + third},
		{engine.Condition{Column: "i", From: "99999999999999999999"}, ""}, {engine.Condition{Column: "i", To: "-99999999999999999999"}, ""},
		{engine.Condition{Column: "day", From: "2020-01-02", To: "2020-01-02"}, "b"}, {engine.Condition{Column: "day", From: "1066-10-14", To: "2500-01-01"}, "a,b," + third},
		{engine.Condition{Column: "day", In: []string{"2020-01-03", "2020-02-30", "1066-10-14"}}, third}, {engine.Condition{Column: "flag", In: []string{"true", "1"}}, "a"},
		{engine.Condition{Column: "num", From: "0.5", To: "1.5"}, "a,b"}, {engine.Condition{Column: "num", From: "0.501", To: "99999999999999999999999999999999999999"}, "b," + third},
		{engine.Condition{Column: "f", From: "0.1", To: "0.3"}, "a,b"}, {engine.Condition{Column: "f", From: "0.10000000000000001"}, "b," + third}, {engine.Condition{Column: "f", To: "0.29999999999999999"}, "a"},
		{engine.Condition{Column: "long", In: []string{"99999999999999999999", "2"}}, "b"}, {engine.Condition{Column: "long", From: "9223372036854775808"}, "b"}, {engine.Condition{Column: "long", To: "-9223372036854775809"}, third},
		{engine.Condition{Column: "f4", From: "0.1", To: "0.3"}, "a,b"}, {engine.Condition{Column: "f4", From: "0.1000000001"}, "b," + third},
	} {
		got := ask(t, e, engine.Query{Table: "kept", Keys: []engine.Key{{Name: "t", Column: "t"}}, Where: []engine.Condition{c.where}})
		if kept := strings.Join(got.Keys[0].Values, ","); kept != c.want {
			t.Errorf("%+v keeps %s, want %s", c.where, kept, c.want)
		}
	}
}

func TestTotalsBeyondTheDatabaseAreErrors(t *testing.T) {
	run(t, "DROP TABLE IF EXISTS large", "CREATE TABLE large (k STRING, x BIGINT, y DOUBLE, z DECIMAL(38, 0)) USING parquet",
		"INSERT INTO large SELECT 'a', 9223372036854775807, 1e30D, 90000000000000000000000000000000000000 FROM range(10)", "INSERT INTO large VALUES ('a', 0, DOUBLE('NaN'), 0)")
	e := open(t)
	for _, factors := range [][]string{{"x", "x", "x"}, {"y"}, {"z"}} {
		c, err := e.Cells(t.Context(), engine.Query{Table: "large", Keys: []engine.Key{{Name: "k", Column: "k"}}, Sums: []engine.Sum{{Name: "s", Factors: factors}}})
		if err == nil {
			t.Errorf("%v: %v", factors, servers.Lines(c))
		} else if said := err.Error(); !strings.Contains(said, "38 digits") || strings.Contains(said, "9223372036854775807") || strings.Contains(said, "E30") || strings.Contains(said, "90000") {
			t.Errorf("%v: %v", factors, err)
		}
	}
}
