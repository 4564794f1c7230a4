package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
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

const columnsOfPersons = "(area text, year smallint, grp text, weight numeric(8,4), income float8)"

// spread makes the table persons of the coordinator, partitioned over shards by a number that no question is about, and fills it.
func spread(t testing.TB, coordinator *servers.Server, shard []*servers.Server, persons int) {
	t.Helper()
	c := admin(t, coordinator)
	do(t, c, "CREATE EXTENSION IF NOT EXISTS postgres_fdw", "DROP TABLE IF EXISTS persons", "CREATE TABLE persons "+strings.Replace(columnsOfPersons, "(", "(id bigint, ", 1)+" PARTITION BY HASH (id)")
	var wg sync.WaitGroup
	for i, s := range shard {
		connect(t, c, s, i)
		do(t, c, fmt.Sprintf("CREATE FOREIGN TABLE persons_%d PARTITION OF persons FOR VALUES WITH (MODULUS %d, REMAINDER %d) SERVER shard%d OPTIONS (table_name 'part')", i, len(shard), i, i))
		wg.Go(func() {
			db, err := sql.Open("pgx", s.PostgresDSN("jamlik"))
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			// What lies on which shard is not by the hash: nothing but pruning by id would tell, which no question does.
			for _, sql := range []string{"DROP TABLE IF EXISTS part", "CREATE TABLE part " + strings.Replace(columnsOfPersons, "(", "(id bigint, ", 1), "INSERT INTO part SELECT 0, * FROM (" + servers.PersonsPostgres(i, persons, len(shard)) + ") AS p", "ANALYZE part"} {
				if _, err := db.Exec(sql); err != nil {
					t.Errorf("%s: %v", sql, err)
				}
			}
		})
	}
	wg.Wait()
}

// connect makes a shard known to the coordinator.
func connect(t testing.TB, coordinator *sql.DB, s *servers.Server, i int) {
	t.Helper()
	do(t, coordinator, "CREATE EXTENSION IF NOT EXISTS postgres_fdw",
		fmt.Sprintf("CREATE SERVER IF NOT EXISTS shard%d FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '%d', dbname 'jamlik', async_capable 'true', fetch_size '10000')", i, s.Port),
		fmt.Sprintf("CREATE USER MAPPING IF NOT EXISTS FOR jamlik SERVER shard%d OPTIONS (user 'jamlik', password '%s')", i, strings.ReplaceAll(servers.Password, "'", "''")))
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
