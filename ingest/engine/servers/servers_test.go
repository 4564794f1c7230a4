package servers

import (
	"database/sql"
	"os"
	"testing"
)

func TestServersComeAndGo(t *testing.T) {
	g, err := NewGroup()
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	t.Run("PostgreSQL", func(t *testing.T) {
		s, err := g.PostgreSQL()
		Need(t, err)
		s.Kill()
		if err := answers("pgx", s.PostgresDSN("jamlik")); err == nil {
			t.Error("a killed server answers")
		}
		if err := s.Start(); err != nil {
			t.Fatal(err)
		}
		numberIs(t, "pgx", s.PostgresDSN("jamlik"))
	})
	t.Run("ClickHouse", func(t *testing.T) {
		s, err := g.ClickHouse(2)
		Need(t, err)
		s[1].Kill()
		numberIs(t, "clickhouse", s[0].ClickHouseDSN("jamlik"))
		numberIs(t, "clickhouse", s[0].ClickHouseDSN("reader"))
		if err := s[1].Start(); err != nil {
			t.Fatal(err)
		}
		numberIs(t, "clickhouse", s[1].ClickHouseDSN("jamlik"))
	})
	if err := g.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(g.Dir()); err == nil {
		t.Error("the directory is left")
	}
}

func numberIs(t *testing.T, driver, dsn string) {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var one int
	if err := db.QueryRow("SELECT 1").Scan(&one); err != nil || one != 1 {
		t.Errorf("SELECT 1 gives %d, %v", one, err)
	}
}
