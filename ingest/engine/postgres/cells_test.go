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
	var plan strings.Builder
	err = e.reading(t.Context(), func(tx *sql.Tx) error {
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
	if n := strings.Count(plan.String(), "Async Foreign Scan"); n != len(shard) {
		t.Errorf("%d of %d partitions are asked at once:\n%s", n, len(shard), plan.String())
	}
	if n := strings.Count(plan.String(), "GROUP BY"); n != len(shard) {
		t.Errorf("%d of %d partitions are counted where they are:\n%s", n, len(shard), plan.String())
	}
}
