package postgres

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

func TestEveryNumberOfShardsGivesTheSame(t *testing.T) {
	coordinator, shard := start(t)
	for n := 1; n <= len(shard); n++ {
		persons := 100_000
		if n == len(shard) {
			persons = servers.Persons(t, 1_000_000)
		}
		spread(t, coordinator, shard[:n], persons)
		for _, least := range []int64{0, 5} {
			q, want, err := servers.WantPersons(persons, least)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range servers.Differ(ask(t, open(t, coordinator), q), want) {
				t.Errorf("%d shards, at least %d: %s", n, least, d)
			}
		}
	}
}

// TestPartitionsAreCountedWhereTheyAre reads the plan: each partition is one question to its server, which groups, and all servers are asked at once.
func TestPartitionsAreCountedWhereTheyAre(t *testing.T) {
	coordinator, shard := start(t)
	spread(t, coordinator, shard, 1000)
	e := open(t, coordinator)
	q, _, err := servers.WantPersons(1, 5)
	if err != nil {
		t.Fatal(err)
	}
	q.Sums = q.Sums[:2] // a column of floating point numbers would fetch the rows
	q.Where = []engine.Condition{{Column: "year", From: "2010"}, {Column: "area", In: []string{"A1001", "A1002"}}}
	plan := explained(t, e, q)
	if n := strings.Count(plan, "Async Foreign Scan"); n != len(shard) {
		t.Errorf("%d of %d partitions are asked at once:\n%s", n, len(shard), plan)
	}
	if n := strings.Count(plan, "GROUP BY"); n != len(shard) {
		t.Errorf("%d of %d partitions are counted where they are:\n%s", n, len(shard), plan)
	}
}

// Conditions of every kind are among what the server of a partition is asked.
func TestConditionsAreHeldWhereThePartitionsAre(t *testing.T) {
	coordinator, shard := start(t)
	spread(t, coordinator, shard[:1], 10)
	do(t, admin(t, coordinator), "DROP TABLE IF EXISTS dated", "CREATE TABLE dated (id smallint, area text, day date, flag boolean, num numeric(9, 2), n int) PARTITION BY HASH (id)",
		"CREATE FOREIGN TABLE dated_0 PARTITION OF dated FOR VALUES WITH (MODULUS 1, REMAINDER 0) SERVER shard0")
	e := open(t, coordinator)
	for _, w := range []engine.Condition{
		{Column: "day", From: "1950-01-01"}, {Column: "day", To: "1950-01-01"}, {Column: "day", In: []string{"1950-01-01", "1960-01-01"}}, {Column: "flag", In: []string{"true"}},
		{Column: "num", From: "0.5", To: "20"}, {Column: "num", From: "0.5"}, {Column: "n", From: "0.5"}, {Column: "n", In: []string{"7"}}, {Column: "area", In: []string{"a"}},
	} {
		if plan := explained(t, e, engine.Query{Table: "dated", Keys: []engine.Key{{Name: "area", Column: "area"}}, Where: []engine.Condition{w}}); !strings.Contains(plan, "GROUP BY") {
			t.Errorf("%+v fetches the rows:\n%s", w, plan)
		}
	}
}

// explained returns the plan of a question.
func explained(t *testing.T, e *Engine, q engine.Query) string {
	t.Helper()
	var plan strings.Builder
	err := e.reading(t.Context(), func(tx *sql.Tx) error {
		text, err := e.text(t.Context(), tx, q)
		if err != nil {
			return err
		}
		return each(t.Context(), tx, func(rows *sql.Rows) error {
			var line string
			err := rows.Scan(&line)
			plan.WriteString(line + "\n")
			return err
		}, "EXPLAIN (VERBOSE) "+text.Numbered(), text.Values...)
	})
	if err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
