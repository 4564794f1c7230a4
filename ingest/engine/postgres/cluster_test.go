package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

var fleet *servers.Group

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if fleet, err = servers.NewGroup(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer fleet.Close()
		return m.Run()
	}())
}

const shards = 3

// cluster is a coordinator, the first, and its shards.
var cluster = sync.OnceValues(func() ([]*servers.Server, error) {
	var all []*servers.Server
	for range 1 + shards {
		s, err := fleet.PostgreSQL()
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
})

// start returns the coordinator and the shards, which it starts where they are not.
func start(t testing.TB) (coordinator *servers.Server, shard []*servers.Server) {
	t.Helper()
	all, err := cluster()
	servers.Need(t, err)
	return all[0], all[1:]
}

// admin returns the database of a server for what a test needs done.
func admin(t testing.TB, s *servers.Server) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", s.PostgresDSN("jamlik"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func do(t testing.TB, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func open(t testing.TB, s *servers.Server) *Engine {
	t.Helper()
	e, err := Open(t.Context(), s.PostgresDSN("jamlik"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// spread makes the table persons over shards.
func spread(t testing.TB, coordinator *servers.Server, shard []*servers.Server, persons int) {
	t.Helper()
	if err := servers.SpreadPostgres(t.Context(), coordinator, shard, persons); err != nil {
		t.Fatal(err)
	}
}

// ask asks with a deadline that is against hanging alone.
func ask(t testing.TB, e *Engine, q engine.Query) *engine.Cells {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	defer stop()
	c, err := e.Cells(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
