package postgres

import (
	"testing"

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
