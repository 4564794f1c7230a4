package postgres

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

const persons = 20_000

// asking waits until so many sessions of a user's questions are at work on a server.
func asking(t *testing.T, s *servers.Server, want int) {
	t.Helper()
	db := admin(t, s)
	for deadline := time.Now().Add(time.Minute); ; {
		var n int
		if err := db.QueryRow("SELECT count(*) FROM pg_stat_activity WHERE application_name IN ('jamlik', 'postgres_fdw') AND state <> 'idle'").Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n == want || want > 0 && n > want {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d sessions are at work, want %d", n, want)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestShardThatIsAwayIsAnError(t *testing.T) {
	coordinator, shard := start(t)
	spread(t, coordinator, shard, persons)
	q, want, err := servers.WantPersons(persons, 5)
	if err != nil {
		t.Fatal(err)
	}
	e := open(t, coordinator)
	whole := func(when string) {
		t.Helper()
		for _, d := range servers.Differ(ask(t, e, q), want) {
			t.Errorf("%s: %s", when, d)
		}
	}
	whole("before")

	t.Run("killed before", func(t *testing.T) {
		shard[1].Kill()
		err := servers.Failed(t, servers.Answered(t.Context(), e, q))
		if err != nil && !strings.Contains(err.Error(), "foreign tables are up") {
			t.Errorf("%v says nothing of the foreign server", err)
		}
		again(t, shard[1])
		whole("after it is back")
	})
	t.Run("killed during", func(t *testing.T) {
		shard[2].Freeze()
		done := servers.Answered(t.Context(), e, q)
		asking(t, coordinator, 1)
		shard[2].Kill()
		servers.Failed(t, done)
		again(t, shard[2])
		whole("after it is back")
	})
	t.Run("killed at any moment", func(t *testing.T) {
		for wait := range 6 {
			done := servers.Answered(t.Context(), e, q)
			time.Sleep(time.Duration(wait*wait) * 4 * time.Millisecond)
			shard[0].Kill()
			servers.WholeOrFailed(t, done, want) // whether it was in time is chance
			again(t, shard[0])
			whole("after it is back")
		}
	})
	t.Run("slow", func(t *testing.T) {
		shard[0].Freeze()
		defer shard[0].Thaw()
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if err := servers.Failed(t, servers.Answered(ctx, e, q)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the error is %v, not that the time is over", err)
		}
	})
	whole("after it goes on")
	t.Run("cancelled", func(t *testing.T) {
		lock, err := admin(t, shard[0]).Begin()
		if err != nil {
			t.Fatal(err)
		}
		defer lock.Rollback()
		if _, err := lock.Exec("LOCK TABLE part"); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		done := servers.Answered(ctx, e, q)
		asking(t, coordinator, 1)
		asking(t, shard[0], 1)
		stop()
		if err := servers.Failed(t, done); !errors.Is(err, context.Canceled) {
			t.Errorf("the error is %v, not that it was called off", err)
		}
		asking(t, coordinator, 0)
		asking(t, shard[0], 0)
	})
	whole("after it was called off")
	t.Run("coordinator killed", func(t *testing.T) {
		shard[0].Freeze()
		done := servers.Answered(t.Context(), e, q)
		asking(t, coordinator, 1)
		coordinator.Kill()
		servers.Failed(t, done)
		shard[0].Thaw()
		servers.Failed(t, servers.Answered(t.Context(), e, q))
		again(t, coordinator)
		whole("after it is back")
	})
}

func TestServerIsToldWhenToStopByItself(t *testing.T) {
	coordinator, _ := start(t)
	e := open(t, coordinator)
	limit := func(ctx context.Context) (seconds float64) {
		t.Helper()
		err := e.reading(ctx, func(tx *sql.Tx) error {
			return tx.QueryRowContext(ctx, "SELECT extract(epoch FROM current_setting('statement_timeout')::interval)::float8").Scan(&seconds)
		})
		if err != nil {
			t.Fatal(err)
		}
		return seconds
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Hour)
	defer stop()
	if s := limit(ctx); s < 3500 || s > 3610 {
		t.Errorf("a question of an hour has %v seconds", s)
	}
	if s := limit(t.Context()); s != 0 {
		t.Errorf("a question without a deadline has %v seconds", s)
	}
}

// again starts a killed server.
func again(t *testing.T, s *servers.Server) {
	t.Helper()
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
}

func TestLineThatIsCutIsAnError(t *testing.T) {
	coordinator, shard := start(t)
	spread(t, coordinator, shard[:1], persons)
	q, want, err := servers.WantPersons(persons, 0)
	if err != nil {
		t.Fatal(err)
	}
	p, err := servers.NewProxy(coordinator.Port)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	e, err := Open(t.Context(), strings.Replace(coordinator.PostgresDSN("jamlik"), fmt.Sprintf("port=%d", coordinator.Port), fmt.Sprintf("port=%d", p.Port), 1))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	p.CutAfter(-1)
	ask(t, e, q)
	all := len(p.Said())
	cuts := 0
	for i := range 30 {
		p.CutAfter(1 + i*all/30)
		c, err := e.Cells(t.Context(), q)
		switch {
		case err != nil:
			cuts++
		default:
			for _, d := range servers.Differ(c, want) {
				t.Errorf("cut after %d of %d bytes: %s", 1+i*all/30, all, d)
			}
		}
		p.CutAfter(-1)
	}
	if cuts < 27 {
		t.Errorf("%d of 30 cuts are errors", cuts)
	}
	for _, d := range servers.Differ(ask(t, e, q), want) {
		t.Errorf("after the cuts: %s", d)
	}
}

func TestWithheldNumbersNeverLeave(t *testing.T) {
	coordinator, _ := start(t)
	db := admin(t, coordinator)
	do(t, db, "DROP TABLE IF EXISTS few", "CREATE TABLE few (area text, weight numeric)",
		"INSERT INTO few SELECT 'many', 1 FROM generate_series(1, 10)", "INSERT INTO few SELECT 'few', 31415926.5 FROM generate_series(1, 4)",
		"INSERT INTO few SELECT 'one of many', CASE WHEN n = 1 THEN 27182818.5 END FROM generate_series(1, 20) AS n")
	p, err := servers.NewProxy(coordinator.Port)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	dsn := strings.Replace(coordinator.PostgresDSN("jamlik"), fmt.Sprintf("port=%d", coordinator.Port), fmt.Sprintf("port=%d", p.Port), 1)
	e, err := Open(t.Context(), strings.Replace(dsn, "sslmode=prefer", "sslmode=disable", 1)) // to read what is said
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	q := engine.Query{Table: "few", Keys: []engine.Key{{Name: "area", Column: "area"}}, Sums: []engine.Sum{{Name: "w", Factors: []string{"weight"}, Decimals: 1}}}
	secrets := []string{"125663706", "27182818"} // four times the weight, and the one that twenty rows have
	for _, least := range []int64{0, 5} {
		q.Least = least
		p.CutAfter(-1)
		c := ask(t, e, q)
		for _, secret := range secrets {
			if said := bytes.Contains(p.Said(), []byte(secret)); said != (least == 0) {
				t.Errorf("with at least %d, %s is on the line: %v", least, secret, said)
			}
		}
		if c.Withheld[0] != (least == 5) || c.Withheld[2] != (least == 5) || c.Counts[1] != 10 || c.Sums[0].Units[1].Int64() != 100 {
			t.Errorf("with at least %d the cells are %+v", least, c)
		}
	}
}
