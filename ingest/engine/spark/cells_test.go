package spark

import (
	"context"
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

// server has two executors.
var server = sync.OnceValues(func() (*servers.Server, error) { return fleet.Spark(2) })

func start(t testing.TB) *servers.Server {
	t.Helper()
	s, err := server()
	servers.Need(t, err)
	return s
}

// run does what a test needs done, with the settings of a question.
func run(t testing.TB, statements ...string) {
	t.Helper()
	e := open(t)
	for _, s := range statements {
		if _, err := e.db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func open(t testing.TB) *Engine {
	t.Helper()
	e, err := Open(t.Context(), start(t).SparkDSN())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
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

func TestExecutorsCountAsOne(t *testing.T) {
	persons := servers.Persons(t, 300_000)
	if err := servers.SpreadSpark(t.Context(), start(t), persons); err != nil {
		t.Fatal(err)
	}
	for _, least := range []int64{0, 5} {
		q, want, err := servers.WantPersons(persons, least)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range servers.Differ(ask(t, open(t), q), want) {
			t.Errorf("at least %d: %s", least, d)
		}
	}
}
