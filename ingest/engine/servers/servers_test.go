package servers

import (
	"bufio"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
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

// TestNothingOutlivesTheProgram kills a program that has started a server, as the end of the time for tests would.
func TestNothingOutlivesTheProgram(t *testing.T) {
	if os.Getenv("JAMLIK_TEST_SERVERS_KILLED") != "" {
		g, err := NewGroup()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("directory", g.Dir())
		s, err := g.PostgreSQL()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("process", s.running.Process.Pid)
		select {}
	}
	if _, err := postgresBin(); err != nil {
		Need(t, err)
	}
	c := exec.Command(os.Args[0], "-test.run=^TestNothingOutlivesTheProgram$")
	c.Env = append(os.Environ(), "JAMLIK_TEST_SERVERS_KILLED=1")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var dir string
	var pid int
	for lines := bufio.NewScanner(out); pid == 0 && lines.Scan(); {
		fmt.Sscanf(lines.Text(), "directory %s", &dir)
		fmt.Sscanf(lines.Text(), "process %d", &pid)
	}
	c.Process.Kill()
	c.Wait()
	if pid == 0 {
		t.Fatal("the program started nothing")
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		_, left := os.Stat(dir)
		alive := syscall.Kill(pid, 0)
		if left != nil && alive != nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the directory is left: %v, the server lives: %v", left == nil, alive == nil)
		}
	}
}
