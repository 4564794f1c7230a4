package clickhouse

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

const persons = 20_000

// asking waits until a server is at work on a question about cells, or on none.
func asking(t *testing.T, s *servers.Server, want bool) {
	t.Helper()
	db := admin(t, s)
	for deadline := time.Now().Add(time.Minute); ; {
		var n uint64
		if err := db.QueryRow("SELECT count() FROM system.processes WHERE query LIKE '%cell_%' AND query NOT LIKE '%system.processes%'").Scan(&n); err != nil {
			t.Fatal(err)
		}
		if (n > 0) == want {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d questions are at work, want some: %v", n, want)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func again(t *testing.T, s *servers.Server) {
	t.Helper()
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
}

func TestShardThatIsAwayIsAnError(t *testing.T) {
	all := start(t)
	spread(t, all, 2, persons)
	q, want, err := servers.WantPersons(persons, 5)
	if err != nil {
		t.Fatal(err)
	}
	e := open(t, all[0])
	whole := func(when string) {
		t.Helper()
		for _, d := range servers.Differ(ask(t, e, q), want) {
			t.Errorf("%s: %s", when, d)
		}
	}
	whole("before")
	t.Run("killed before", func(t *testing.T) {
		all[1].Kill()
		err := servers.Failed(t, servers.Answered(t.Context(), e, q))
		if err != nil && !strings.Contains(err.Error(), "all shards of its cluster are up") {
			t.Errorf("%v says nothing of the shards", err)
		}
		again(t, all[1])
		whole("after it is back")
	})
	t.Run("killed during", func(t *testing.T) {
		all[1].Freeze()
		done := servers.Answered(t.Context(), e, q)
		asking(t, all[0], true)
		all[1].Kill()
		servers.Failed(t, done)
		again(t, all[1])
		whole("after it is back")
	})
	t.Run("killed at any moment", func(t *testing.T) {
		for wait := range 6 {
			done := servers.Answered(t.Context(), e, q)
			time.Sleep(time.Duration(wait*wait) * 3 * time.Millisecond)
			all[1].Kill()
			servers.WholeOrFailed(t, done, want) // whether it was in time is chance
			again(t, all[1])
			whole("after it is back")
		}
	})
	t.Run("slow", func(t *testing.T) {
		all[1].Freeze()
		defer all[1].Thaw()
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if err := servers.Failed(t, servers.Answered(ctx, e, q)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the error is %v, not that the time is over", err)
		}
	})
	whole("after it goes on")
	t.Run("cancelled", func(t *testing.T) {
		all[1].Freeze()
		ctx, stop := context.WithCancel(t.Context())
		done := servers.Answered(ctx, e, q)
		asking(t, all[0], true)
		stop()
		if err := servers.Failed(t, done); !errors.Is(err, context.Canceled) {
			t.Errorf("the error is %v, not that it was called off", err)
		}
		all[1].Thaw()
		asking(t, all[0], false)
		asking(t, all[1], false)
	})
	t.Run("cancelled while it counts", func(t *testing.T) {
		db := admin(t, all[0])
		// Each of 1500 blocks of rows takes a second.
		do(t, db, "DROP TABLE IF EXISTS slow", "CREATE VIEW slow AS SELECT toString(number % 3) AS area, sleep(1) AS zero FROM numbers(100000000)")
		ctx, stop := context.WithCancel(t.Context())
		done := servers.Answered(ctx, e, engine.Query{Table: "slow", Keys: []engine.Key{{Name: "area", Column: "area"}, {Name: "zero", Column: "zero"}}})
		asking(t, all[0], true)
		stop()
		servers.Failed(t, done)
		asking(t, all[0], false)
		do(t, db, "DROP TABLE slow")
	})
	t.Run("the first killed", func(t *testing.T) {
		all[1].Freeze()
		done := servers.Answered(t.Context(), e, q)
		asking(t, all[0], true)
		all[0].Kill()
		servers.Failed(t, done)
		all[1].Thaw()
		servers.Failed(t, servers.Answered(t.Context(), e, q))
		again(t, all[0])
		whole("after it is back")
	})
}

func TestServerIsToldWhenToStopByItself(t *testing.T) {
	e := open(t, start(t)[0])
	limit := func(ctx context.Context) (seconds int) {
		t.Helper()
		set, err := e.settings(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, after, ok := strings.Cut(set, "max_execution_time = "); ok {
			fmt.Sscan(strings.TrimSuffix(strings.Fields(after)[0], ","), &seconds)
		}
		return seconds
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Hour)
	defer stop()
	if s := limit(ctx); s < 3500 || s > 3610 {
		t.Errorf("a question of an hour has %d seconds", s)
	}
	if s := limit(t.Context()); s != 0 {
		t.Errorf("a question without a deadline has %d seconds", s)
	}
}

func TestLineThatIsCutIsAnError(t *testing.T) {
	all := start(t)
	spread(t, all, 1, persons)
	q, want, err := servers.WantPersons(persons, 0)
	if err != nil {
		t.Fatal(err)
	}
	e, p := listened(t, all[0])
	p.CutAfter(-1)
	ask(t, e, q)
	length := len(p.Said())
	cuts := 0
	const times = 60
	for i := range times {
		p.CutAfter(1 + i*length/times)
		c, err := e.Cells(t.Context(), q)
		switch {
		case err != nil:
			cuts++
		default:
			for _, d := range servers.Differ(c, want) {
				t.Errorf("cut after %d of %d bytes: %s", 1+i*length/times, length, d)
			}
		}
		p.CutAfter(-1)
	}
	if cuts < times*9/10 {
		t.Errorf("%d of %d cuts are errors", cuts, times)
	}
	for _, d := range servers.Differ(ask(t, e, q), want) {
		t.Errorf("after the cuts: %s", d)
	}
}

// listened opens the engine through a proxy.
func listened(t *testing.T, s *servers.Server) (*Engine, *servers.Proxy) {
	t.Helper()
	p, err := servers.NewProxy(s.Port)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	e, err := Open(t.Context(), strings.Replace(s.ClickHouseDSN("jamlik"), fmt.Sprint(s.Port), fmt.Sprint(p.Port), 1))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e, p
}

func TestWithheldNumbersNeverLeave(t *testing.T) {
	all := start(t)
	for i, s := range all {
		// Of the four persons two are on each shard.
		do(t, admin(t, s), "DROP TABLE IF EXISTS some", "CREATE TABLE some (area String, weight Nullable(Decimal(18, 1))) ENGINE = Log",
			fmt.Sprintf("INSERT INTO some SELECT 'many', toDecimal64(1, 1) FROM numbers(%d)", 5), "INSERT INTO some SELECT 'few', toDecimal64('31415926.5', 1) FROM numbers(2)",
			fmt.Sprintf("INSERT INTO some SELECT 'one of many', if(number = 0 AND %d = 0, toDecimal64('27182818.5', 1), NULL) FROM numbers(10)", i))
		if i == 0 {
			do(t, admin(t, s), "DROP TABLE IF EXISTS few", "CREATE TABLE few AS some ENGINE = Distributed(shards, default, some)")
		}
	}
	e, p := listened(t, all[0])
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
