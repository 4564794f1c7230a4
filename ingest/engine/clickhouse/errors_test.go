package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

func TestErrorsSayWhatToDoAndNoPassword(t *testing.T) {
	all := start(t)
	run(t, all[0], "DROP TABLE IF EXISTS closed", "CREATE TABLE closed (area String, at DateTime, f Float64, day Date) ENGINE = Memory", "INSERT INTO closed VALUES ('a', 0, nan, 0)")
	dsn := all[0].ClickHouseDSN("jamlik")
	key := []engine.Key{{Name: "area", Column: "area"}}
	for _, c := range []struct {
		name, dsn string
		query     engine.Query
		want      []string
	}{
		{"unreadable", "clickhouse://jamlik:hemligt%zz@host/x", engine.Query{}, []string{"cannot be read", "clickhouse://user:password@host"}},
		{"by HTTP", "http://jamlik:hemligt@127.0.0.1/x", engine.Query{}, []string{"native protocol"}},
		{"password", fmt.Sprintf("clickhouse://jamlik:hemligt@127.0.0.1:%d/default", all[0].Port), engine.Query{}, []string{"see user and password"}},
		{"database", strings.Replace(dsn, "/default", "/defualt", 1), engine.Query{Table: "closed", Keys: key}, []string{"see the database"}},
		{"nobody there", "clickhouse://jamlik:hemligt@127.0.0.1:1/x", engine.Query{}, []string{"server is up"}},
		{"the port of HTTP", fmt.Sprintf("clickhouse://jamlik:hemligt@127.0.0.1:%d/default", all[0].HTTPPort), engine.Query{}, []string{"ClickHouse"}},
		{"table", dsn, engine.Query{Table: "clozed", Keys: key}, []string{"no such table", `did you mean "closed"?`}},
		{"column", dsn, engine.Query{Table: "closed", Keys: []engine.Key{{Name: "area", Column: "aera"}, {Name: "x", Column: "nothing"}}}, []string{`did you mean "area"?`, "it has area, at, f, day"}},
		{"type", dsn, engine.Query{Table: "closed", Keys: []engine.Key{{Name: "x", Column: "at"}, {Name: "y", Column: "f"}}}, []string{"DateTime", "view", "are no groups"}},
		{"sum", dsn, engine.Query{Table: "closed", Keys: key, Sums: []engine.Sum{{Name: "s", Factors: []string{"day"}}}}, []string{"type Date, which have no sum"}},
		{"not a number", dsn, engine.Query{Table: "closed", Keys: key, Sums: []engine.Sum{{Name: "s", Factors: []string{"f"}, Decimals: 2}}}, []string{"is not a number"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := Open(t.Context(), c.dsn)
			if err == nil {
				defer e.Close()
				_, err = e.Cells(t.Context(), c.query)
			}
			if err == nil {
				t.Fatal("there is no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in: %v", want, err)
				}
			}
			for _, secret := range []string{"hemligt", servers.Password} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("%q is in: %v", secret, err)
				}
			}
		})
	}
}

func TestUserWhoMayNotChangeSettings(t *testing.T) {
	all := start(t)
	spread(t, all, 2, persons)
	q, want, err := servers.WantPersons(persons, 5)
	if err != nil {
		t.Fatal(err)
	}
	e, err := Open(t.Context(), all[0].ClickHouseDSN("reader"))
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	_, err = e.Cells(t.Context(), q)
	// What the server would do with a replica that lags is its default, and a part of an answer.
	if err == nil || !strings.Contains(err.Error(), "fallback_to_stale_replicas_for_distributed_queries = 0") || !strings.Contains(err.Error(), "readonly = 2") {
		t.Errorf("the error is %v", err)
	}
	for _, d := range servers.Differ(ask(t, open(t, all[0]), q), want) {
		t.Error(d)
	}
}

func TestEncryption(t *testing.T) {
	all := start(t)
	dsn := strings.Replace(all[0].ClickHouseDSN("jamlik"), fmt.Sprint(all[0].Port), fmt.Sprint(all[0].TLSPort), 1)
	e, err := Open(t.Context(), dsn+"?secure=true&skip_verify=true")
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if v, err := e.Version(t.Context()); err != nil || !strings.HasPrefix(v, "ClickHouse 1") && !strings.HasPrefix(v, "ClickHouse 2") {
		t.Errorf("the version is %q, %v", v, err)
	}
	if _, err := Open(t.Context(), dsn+"?secure=true"); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a server that nobody vouches for is trusted: %v", err)
	}
}

func TestLoadIsWholeOrNothing(t *testing.T) {
	all := start(t)
	db := admin(t, all[0])
	e := open(t, all[0])
	const name = "loaded `x`"
	run(t, all[0], "DROP TABLE IF EXISTS "+quote(name), "DROP TABLE IF EXISTS old")
	left := func() int {
		var n uint64
		if err := db.QueryRow("SELECT count() FROM system.tables WHERE database = 'default' AND (name LIKE 'loaded%' OR name LIKE 'jamlik_loading%')").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return int(n)
	}
	create := engine.Target{Table: name, Create: true}
	broken := errors.New("the file is broken")
	if _, err := e.Load(t.Context(), create, &servers.Rows{Batches: 3, Each: block, Before: func() error { return broken }}); !errors.Is(err, broken) || left() != 0 {
		t.Errorf("a broken file: %v, and %d tables are there", err, left())
	}
	ctx, stop := context.WithCancel(t.Context())
	if _, err := e.Load(ctx, create, &servers.Rows{Batches: 3, Each: block, Before: func() error { stop(); return nil }}); !errors.Is(err, context.Canceled) || left() != 0 {
		t.Errorf("called off: %v, and %d tables are there", err, left())
	}
	n, err := e.Load(t.Context(), create, &servers.Rows{Batches: 3, Each: block / 2})
	if err != nil || n != 3*block/2 || left() != 1 {
		t.Fatalf("%d rows, %v, and %d tables", n, err, left())
	}
	if _, err := e.Load(t.Context(), create, &servers.Rows{Batches: 1, Each: 1}); err == nil || !strings.Contains(err.Error(), "there already") {
		t.Errorf("a table that is there: %v", err)
	}
	if n, err := e.Load(t.Context(), engine.Target{Table: name}, &servers.Rows{Batches: 1, Each: 700}); err != nil || n != 700 || left() != 1 {
		t.Errorf("%d rows more, %v, and %d tables", n, err, left())
	}
	if _, err := e.Load(t.Context(), engine.Target{Table: name}, &servers.Rows{Batches: 2, Each: block, Before: func() error { return broken }}); !errors.Is(err, broken) || left() != 1 {
		t.Errorf("a broken file more: %v, and %d tables", err, left())
	}
	var rows, named uint64
	if err := db.QueryRow("SELECT count(), count("+quote("namn ”\"`'\\")+") FROM "+quote(name)).Scan(&rows, &named); err != nil {
		t.Fatal(err)
	}
	// Every seventh row of a batch, from its first on, lacks the name: 7143 of 50,000 and 100 of 700.
	if rows != 3*block/2+700 || named != rows-3*7143-100 {
		t.Errorf("%d rows, %d names", rows, named)
	}
	run(t, all[0], "DROP TABLE IF EXISTS grown", "CREATE TABLE grown (number Int64) ENGINE = Log")
	if _, err := e.Load(t.Context(), engine.Target{Table: "grown"}, &servers.Rows{Batches: 1, Each: 1}); err == nil || !strings.Contains(err.Error(), "engine Log") {
		t.Errorf("a table of another engine: %v", err)
	}
	// The driver would put days of 2129 into the place of those of 1950.
	if n, err := e.Load(t.Context(), engine.Target{Table: "old", Create: true}, &servers.Rows{Batches: 1, Each: 20, Earlier: 17_300}); err == nil || !strings.Contains(err.Error(), `"day": holds 1950-01-06`) || left() != 1 {
		t.Errorf("days before those of Date: %d rows, %v, and %d tables", n, err, left())
	}
	// The server would put 251 into the place of −5.
	run(t, all[0], "DROP TABLE IF EXISTS narrow", "CREATE TABLE narrow ("+quote("namn ”\"`'\\")+" Nullable(String), number Nullable(UInt8), day Nullable(Date), flag Nullable(UInt8), share Nullable(Float32)) ENGINE = MergeTree ORDER BY tuple()")
	if n, err := e.Load(t.Context(), engine.Target{Table: "narrow"}, &servers.Rows{Batches: 1, Each: 20}); err == nil || !strings.Contains(err.Error(), `"number": holds values of type UInt8`) ||
		!strings.Contains(err.Error(), `"share": holds values of type Float32`) || strings.Contains(err.Error(), "namn") || strings.Contains(err.Error(), "flag") {
		t.Errorf("numbers that a column does not hold: %d rows, %v", n, err)
	}
	all[0].Kill()
	if _, err := e.Load(t.Context(), engine.Target{Table: "late", Create: true}, &servers.Rows{Batches: 1, Each: 1}); err == nil {
		t.Error("the server is killed, and there is no error")
	}
	again(t, all[0])
}
