package engine_test

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine"
)

func TestCheckTellsAllProblemsAtOnce(t *testing.T) {
	q := engine.Query{
		Keys:  []engine.Key{{Name: "area", Column: "deso"}, {Name: "area", Column: "year"}, {Name: "count", Column: "x"}, {Name: "bad", Column: "a\x00b"}},
		Sums:  []engine.Sum{{Name: "w", Factors: []string{"w"}, Decimals: 10}, {Name: "w_n", Factors: nil}, {Name: "x", Factors: []string{"a", "b", "c", "d"}}},
		Where: []engine.Condition{{Column: "age"}, {Column: "age", In: []string{"1"}, From: "2"}, {Column: "age", From: "x"}, {Column: "age", From: "20", To: "2020-01-01"}, {Column: "age", From: "9", To: "1e3"}, {Column: "age", From: "64", To: "20"}, {Column: "sex", In: []string{""}}},
		Least: -1, Most: -1,
	}
	err := q.Check()
	if err == nil {
		t.Fatal("no problem found")
	}
	for _, want := range []string{
		"the table has no name", `"area" has the name of another key`, `"count" has the name of the column of counts`, "characters that do not print",
		"counts 10 decimals", `"w_n" has the name of another`, "the sum has no columns", "product of 4 columns", "neither values nor limits", "both values and limits",
		`the limit "x" is neither`, "is a day, the other a number", `the limit "1e3" is neither`, "from 64 to 20, which is nothing", `keeps "", which no value is`, "is -1",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in:\n%v", want, err)
		}
	}
	good := engine.Query{Table: "register.persons", Keys: []engine.Key{{Name: "area", Column: "dé \"so'"}},
		Sums:  []engine.Sum{{Name: "w", Factors: []string{"w", "w"}, Decimals: 9}},
		Where: []engine.Condition{{Column: "age", From: "-20.5"}, {Column: "day", From: "2020-01-01", To: "2020-01-01"}, {Column: "sex", In: []string{"2", "'; drop table x"}}}}
	if err := good.Check(); err != nil {
		t.Errorf("%v", err)
	}
}
