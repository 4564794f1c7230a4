package clickhouse

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

// cluster is two shards, of which the first also puts together.
var cluster = sync.OnceValues(func() ([]*servers.Server, error) { return fleet.ClickHouse(2) })

func start(t testing.TB) []*servers.Server {
	t.Helper()
	all, err := cluster()
	servers.Need(t, err)
	return all
}

// admin returns the database of a server for what a test needs done.
func admin(t testing.TB, s *servers.Server) *sql.DB {
	t.Helper()
	db, err := sql.Open("clickhouse", s.ClickHouseDSN("jamlik"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func do(t testing.TB, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.ExecContext(context.Background(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// run does what do does, by HTTP.
func run(t testing.TB, s *servers.Server, statements ...string) {
	t.Helper()
	for _, sql := range statements {
		if err := s.Do(sql); err != nil {
			t.Fatal(err)
		}
	}
}

func open(t testing.TB, s *servers.Server) *Engine {
	t.Helper()
	e, err := Open(t.Context(), s.ClickHouseDSN("jamlik"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// spread makes the table persons over the first n servers.
func spread(t testing.TB, all []*servers.Server, n, persons int) {
	t.Helper()
	if err := servers.SpreadClickHouse(t.Context(), all, n, persons); err != nil {
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
