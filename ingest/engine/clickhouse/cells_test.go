package clickhouse

import (
	"testing"

	"github.com/jamlik/jamlik/ingest/engine/servers"
)

func TestEveryNumberOfShardsGivesTheSame(t *testing.T) {
	all := start(t)
	for n := 1; n <= len(all); n++ {
		persons := 100_000
		if n == len(all) {
			persons = servers.Persons(t, 1_000_000)
		}
		spread(t, all, n, persons)
		for _, least := range []int64{0, 5} {
			q, want, err := servers.WantPersons(persons, least)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range servers.Differ(ask(t, open(t, all[0]), q), want) {
				t.Errorf("%d shards, at least %d: %s", n, least, d)
			}
		}
	}
}
