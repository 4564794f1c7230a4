package postgres

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

func TestErrorsSayWhatToDoAndNoPassword(t *testing.T) {
	coordinator, _ := start(t)
	db := admin(t, coordinator)
	do(t, db, "DROP TABLE IF EXISTS closed", "CREATE TABLE closed (area text, at timestamptz, f float8, day date)", "INSERT INTO closed VALUES ('a', now(), 'NaN', '2020-01-01')")
	if _, err := db.Exec("CREATE ROLE guest LOGIN PASSWORD 'hemligt%guest'"); err != nil && !strings.Contains(err.Error(), "already exists") {
		t.Fatal(err)
	}
	dsn := coordinator.PostgresDSN("jamlik")
	key := []engine.Key{{Name: "area", Column: "area"}}
	for _, c := range []struct {
		name, dsn string
		query     engine.Query
		want      []string
	}{
		{"unreadable", "postgres://jamlik:hemligt%zz@host/x", engine.Query{}, []string{"cannot be read", "postgres://user:password@host"}},
		{"unreadable option", dsn + " sslmode=hemligt", engine.Query{}, []string{"see its sslmode"}},
		{"password", strings.Replace(dsn, "password=", "password='hemligt' x_=", 1)[:strings.Index(dsn, "password=")] + "password=hemligt", engine.Query{}, []string{"28P01", "see user and password"}},
		{"database", strings.Replace(dsn, "dbname=jamlik", "dbname=jamlig", 1), engine.Query{}, []string{"3D000", "see the database"}},
		{"nobody there", "postgres://jamlik:hemligt@127.0.0.1:1/x", engine.Query{}, []string{"connection refused; see that the server is up"}},
		{"table", dsn, engine.Query{Table: "clozed", Keys: key}, []string{"no such table", `did you mean "closed"?`}},
		{"column", dsn, engine.Query{Table: "closed", Keys: []engine.Key{{Name: "area", Column: "aera"}, {Name: "x", Column: "nothing"}}}, []string{`did you mean "area"?`, "it has area, at, f, day"}},
		{"type", dsn, engine.Query{Table: "closed", Keys: []engine.Key{{Name: "x", Column: "at"}, {Name: "y", Column: "f"}}}, []string{"timestamp with time zone", "view", "are no groups"}},
		{"sum", dsn, engine.Query{Table: "closed", Keys: key, Sums: []engine.Sum{{Name: "s", Factors: []string{"day"}}}}, []string{"type date, which have no sum"}},
		{"limits", dsn, engine.Query{Table: "closed", Keys: key, Where: []engine.Condition{{Column: "area", From: "1"}, {Column: "day", From: "1"}, {Column: "f", In: []string{"1"}}}}, []string{"limits are not for", "not compared one by one"}},
		{"not a number", dsn, engine.Query{Table: "closed", Keys: key, Sums: []engine.Sum{{Name: "s", Factors: []string{"f"}, Decimals: 2}}}, []string{"is not a number"}},
		{"right", fmt.Sprintf("postgres://guest:%s@127.0.0.1:%d/jamlik", url.PathEscape("hemligt%guest"), coordinator.Port), engine.Query{Table: "closed", Keys: key}, []string{"42501", "GRANT SELECT"}},
		{"query", dsn, engine.Query{Table: "closed"}, []string{"no keys"}},
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
			if n := strings.Count(err.Error(), "connection refused"); n > 1 {
				t.Errorf("said %d times: %v", n, err)
			}
			for _, secret := range []string{"hemligt", servers.Password, "password="} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("%q is in: %v", secret, err)
				}
			}
		})
	}
}

func TestEncryption(t *testing.T) {
	coordinator, _ := start(t)
	dsn := strings.Replace(coordinator.PostgresDSN("jamlik"), "sslmode=prefer", "sslmode=verify-full", 1)
	e, err := Open(t.Context(), dsn+" sslrootcert="+fleet.Authority())
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var encrypted bool
	if err := e.db.QueryRow("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()").Scan(&encrypted); err != nil || !encrypted {
		t.Errorf("encrypted: %v, %v", encrypted, err)
	}
	if v, err := e.Version(t.Context()); err != nil || !strings.HasPrefix(v, "PostgreSQL 1") {
		t.Errorf("the version is %q, %v", v, err)
	}
	if _, err := Open(t.Context(), dsn); err == nil {
		t.Error("a server that nobody vouches for is trusted")
	}
}

func TestLoadIsWholeOrNothing(t *testing.T) {
	coordinator, _ := start(t)
	db := admin(t, coordinator)
	e := open(t, coordinator)
	const name = `loaded "x"`
	do(t, db, "DROP TABLE IF EXISTS "+quote(name))
	there := func() bool {
		var n int
		if err := db.QueryRow("SELECT count(*) FROM pg_class WHERE relname = $1", name).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n > 0
	}
	create := engine.Target{Table: name, Create: true}
	broken := errors.New("the file is broken")
	if _, err := e.Load(t.Context(), create, &servers.Rows{Batches: 3, Each: 1000, Before: func() error { return broken }}); !errors.Is(err, broken) || there() {
		t.Errorf("a broken file: %v, and the table is there: %v", err, there())
	}
	ctx, stop := context.WithCancel(t.Context())
	if _, err := e.Load(ctx, create, &servers.Rows{Batches: 3, Each: 1000, Before: func() error { stop(); return nil }}); !errors.Is(err, context.Canceled) || there() {
		t.Errorf("called off: %v, and the table is there: %v", err, there())
	}
	if _, err := e.Load(t.Context(), create, &servers.Rows{Batches: 300, Each: 1000, Before: func() error { coordinator.Kill(); return nil }}); err == nil {
		t.Error("the server was killed, and there is no error")
	}
	again(t, coordinator)
	for deadline := time.Now().Add(time.Minute); db.Ping() != nil && time.Now().Before(deadline); {
	}
	if there() {
		t.Error("the server was killed, and the table is there")
	}
	n, err := e.Load(t.Context(), create, &servers.Rows{Batches: 3, Each: 1000})
	if err != nil || n != 3000 {
		t.Fatalf("%d rows, %v", n, err)
	}
	if _, err := e.Load(t.Context(), create, &servers.Rows{Batches: 1, Each: 1}); err == nil || !strings.Contains(err.Error(), "there already") {
		t.Errorf("a table that is there: %v", err)
	}
	if n, err := e.Load(t.Context(), engine.Target{Table: name}, &servers.Rows{Batches: 1, Each: 500}); err != nil || n != 500 {
		t.Errorf("%d rows more, %v", n, err)
	}
	if _, err := e.Load(t.Context(), engine.Target{Table: "loadde"}, &servers.Rows{Batches: 1, Each: 1}); err == nil || !strings.Contains(err.Error(), "no such table") {
		t.Errorf("a table that is not there: %v", err)
	}
	// Of 3500 rows every seventh lacks each of the columns, from the first batch's rows 0, 7, 14 on: 143 of 1000 and 72 of 500 lack the name.
	var all, named int
	if err := db.QueryRow(`SELECT count(*), count("namn ”""`+"`"+`'\") FROM `+quote(name)).Scan(&all, &named); err != nil {
		t.Fatal(err)
	}
	if all != 3500 || named != 3500-3*143-72 {
		t.Errorf("%d rows, %d names", all, named)
	}
}
