package spark

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

// slow is a view whose every row takes a tenth of a second.
func slow(t *testing.T) engine.Query {
	t.Helper()
	run(t, "CREATE OR REPLACE VIEW slow AS SELECT concat('a', id % 3) AS area, CAST(length(reflect('java.lang.Thread', 'sleep', CAST(100 AS BIGINT))) AS INT) AS zero FROM range(0, 100000, 1, 4)")
	return engine.Query{Table: "slow", Keys: []engine.Key{{Name: "area", Column: "area"}}, Sums: []engine.Sum{{Name: "z", Factors: []string{"zero"}}}}
}

func TestFaults(t *testing.T) {
	s := start(t)
	const persons = 20_000
	if err := servers.SpreadSpark(t.Context(), s, persons); err != nil {
		t.Fatal(err)
	}
	q, want, err := servers.WantPersons(persons, 5)
	if err != nil {
		t.Fatal(err)
	}
	e := open(t)
	whole := func(when string) {
		t.Helper()
		for _, d := range servers.Differ(ask(t, e, q), want) {
			t.Errorf("%s: %s", when, d)
		}
	}
	t.Run("an executor killed at any moment", func(t *testing.T) {
		for wait := range 4 {
			done := servers.Answered(t.Context(), e, q)
			time.Sleep(time.Duration(wait*wait) * 100 * time.Millisecond)
			if err := s.KillChild(); err != nil {
				t.Fatal(err)
			}
			servers.WholeOrFailed(t, done, want) // Spark counts its part again, or gives up
			whole("after it is replaced")
		}
	})
	t.Run("a file broken", func(t *testing.T) {
		files, err := filepath.Glob(filepath.Join(s.Dir(), "warehouse", "persons", "part-*.parquet"))
		if err != nil || len(files) < 2 {
			t.Fatal(files, err)
		}
		good, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(files[0], good[:len(good)/2], 0o644); err != nil {
			t.Fatal(err)
		}
		if err := servers.Failed(t, servers.Answered(t.Context(), e, q)); err != nil && !strings.Contains(err.Error(), "nothing of an answer in part is kept") {
			t.Error(err)
		}
		if err := os.WriteFile(files[0], good, 0o644); err != nil {
			t.Fatal(err)
		}
		whole("after it is mended")
	})
	t.Run("slow", func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 3*time.Second)
		defer stop()
		if err := servers.Failed(t, servers.Answered(ctx, e, slow(t))); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the error is %v, not that the time is over", err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		done := servers.Answered(ctx, e, slow(t))
		time.Sleep(3 * time.Second)
		stop()
		if err := servers.Failed(t, done); !errors.Is(err, context.Canceled) {
			t.Errorf("the error is %v, not that it was called off", err)
		}
		whole("after it is cancelled") // which would wait for the executors
	})
	t.Run("frozen", func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 4*time.Second)
		defer stop()
		done := servers.Answered(ctx, e, slow(t))
		time.Sleep(2 * time.Second)
		s.Freeze()
		defer s.Thaw()
		if err := servers.Failed(t, done); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the error is %v, not that the time is over", err)
		}
	})
	t.Run("a line cut", func(t *testing.T) {
		p, err := servers.NewProxy(s.Port)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		e, err := Open(t.Context(), strings.Replace(s.SparkDSN(), fmt.Sprint(s.Port), fmt.Sprint(p.Port), 1))
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		p.CutAfter(-1)
		ask(t, e, q)
		length := len(p.Said())
		const times = 8
		for i := range times {
			p.CutAfter(1 + i*length/times)
			if _, err := e.Cells(t.Context(), q); err == nil {
				t.Errorf("cut after %d of %d bytes there is an answer", 1+i*length/times, length)
			}
			p.CutAfter(-1)
		}
	})
	t.Run("the server killed", func(t *testing.T) {
		done := servers.Answered(t.Context(), e, slow(t))
		time.Sleep(2 * time.Second)
		s.Kill()
		servers.Failed(t, done)
		servers.Failed(t, servers.Answered(t.Context(), e, q))
		if err := s.Start(); err != nil {
			t.Fatal(err)
		}
		whole("after it is back")
	})
}

func TestWithheldNumbersNeverLeave(t *testing.T) {
	s := start(t)
	run(t, "DROP TABLE IF EXISTS few", "CREATE TABLE few (area STRING, weight DECIMAL(18, 1)) USING parquet",
		"INSERT INTO few SELECT 'many', 1.0 FROM range(10)", "INSERT INTO few SELECT 'few', 31415926.5 FROM range(4)", "INSERT INTO few SELECT 'one of many', CASE WHEN id = 0 THEN 27182818.5 END FROM range(20)")
	p, err := servers.NewProxy(s.Port)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	e, err := Open(t.Context(), strings.Replace(s.SparkDSN(), fmt.Sprint(s.Port), fmt.Sprint(p.Port), 1))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	q := engine.Query{Table: "few", Keys: []engine.Key{{Name: "area", Column: "area"}}, Sums: []engine.Sum{{Name: "w", Factors: []string{"weight"}, Decimals: 1}}}
	for _, least := range []int64{0, 5} {
		q.Least = least
		p.CutAfter(-1)
		c := ask(t, e, q)
		for _, secret := range []string{"125663706", "27182818"} { // four times the weight, and the one that twenty rows have
			if said := bytes.Contains(p.Said(), []byte(secret)); said != (least == 0) {
				t.Errorf("with at least %d, %s is on the line: %v", least, secret, said)
			}
		}
		if c.Withheld[0] != (least == 5) || c.Withheld[2] != (least == 5) || c.Counts[1] != 10 || c.Sums[0].Units[1].Int64() != 100 {
			t.Errorf("with at least %d the cells are %+v", least, c)
		}
	}
}
