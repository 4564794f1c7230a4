// Command scale measures how long cells of many persons take from files and from databases of one to three shards, each in a process of its own, and prints a Markdown
// table. It starts the databases, generates the persons in them, holds every answer to a count in Go, and removes everything. See .ci/scale.
package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/clickhouse"
	"github.com/jamlik/jamlik/ingest/engine/local"
	"github.com/jamlik/jamlik/ingest/engine/postgres"
	"github.com/jamlik/jamlik/ingest/engine/servers"
	"github.com/jamlik/jamlik/ingest/engine/spark"
	"github.com/jamlik/jamlik/ingest/formats"
)

func main() {
	err := errors.New("usage: scale PERSONS [local] [clickhouse] [spark] [postgres]")
	switch {
	case len(os.Args) == 5 && os.Args[1] == "client":
		err = client(os.Args[2], os.Args[3], os.Args[4])
	case len(os.Args) >= 2:
		var persons int
		if persons, err = strconv.Atoi(os.Args[1]); err == nil {
			err = measure(persons, os.Args[2:])
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

// query is what is asked: counts and two sums of a decimal weight by area, year and group, of five persons at least.
func query(persons int) (engine.Query, *engine.Cells, error) {
	q, cells, err := servers.WantPersons(persons, 5)
	q.Sums = q.Sums[:2]
	if cells != nil {
		cells.Sums = cells.Sums[:2]
	}
	return q, cells, err
}

// result is what a client tells.
type result struct {
	Wall, CPU, MB float64
	Cells         int
	Answer        string
}

// client asks one engine and tells what it took.
func client(kind, address, table string) error {
	ctx := context.Background()
	q, _, err := query(1)
	if err != nil {
		return err
	}
	q.Table = table
	began := time.Now()
	var e engine.Engine
	switch kind {
	case "local":
		e, err = local.Open(ctx, address, local.Options{Formats: formats.All})
	case "postgres":
		e, err = postgres.Open(ctx, address)
	case "clickhouse":
		e, err = clickhouse.Open(ctx, address)
	case "spark":
		e, err = spark.Open(ctx, address)
	}
	if err != nil {
		return err
	}
	defer e.Close()
	cells, err := e.Cells(ctx, q)
	if err != nil {
		return err
	}
	r := result{Wall: time.Since(began).Seconds(), Cells: cells.Len()}
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return err
	}
	r.CPU = float64(used.Utime.Nano()+used.Stime.Nano()) / 1e9
	r.MB = float64(used.Maxrss) / 1024
	if r.Answer, err = digest(cells); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// digest is the same for the same cells.
func digest(c *engine.Cells) (string, error) {
	b, err := json.Marshal(c)
	return fmt.Sprintf("%x", sha256.Sum256(b)), err
}

// asking has a process ask an engine and prints what it took.
type asking func(name string, shards int, loaded time.Duration, kind, address, table string) error

type kind struct {
	name    string
	measure func(ctx context.Context, g *servers.Group, persons int, ask asking) error
}

// kinds are the engines that are measured, in their order.
var kinds = []kind{{"local", measureLocal}, {"clickhouse", measureClickHouse}, {"spark", measureSpark}, {"postgres", measurePostgres}}

// measure measures the named engines, or all, with some number of persons.
func measure(persons int, names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(kinds, func(k kind) bool { return k.name == name }) {
			return fmt.Errorf("no engine is called %q", name)
		}
	}
	_, want, err := query(persons)
	if err != nil {
		return err
	}
	right, err := digest(want)
	if err != nil {
		return err
	}
	fmt.Printf("%d persons, %d cells\n\n| engine | shards | load s | wall s | client CPU s | client MB | million rows/s | µs per cell | equal |\n|---|---:|---:|---:|---:|---:|---:|---:|---|\n", persons, want.Len())
	ask := func(name string, shards int, loaded time.Duration, kind, address, table string) error {
		self, err := os.Executable()
		if err != nil {
			return err
		}
		c := exec.Command(self, "client", kind, address, table)
		c.Stderr = os.Stderr
		out, err := c.Output()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		var r result
		if err := json.Unmarshal(out, &r); err != nil {
			return err
		}
		fmt.Printf("| %s | %d | %.1f | %.2f | %.2f | %.0f | %.1f | %.1f | %v |\n", name, shards, loaded.Seconds(), r.Wall, r.CPU, r.MB, float64(persons)/r.Wall/1e6, r.Wall*1e6/float64(r.Cells), r.Answer == right)
		if r.Answer != right {
			return fmt.Errorf("%s gives another answer", name)
		}
		return nil
	}
	for _, k := range kinds {
		if len(names) > 0 && !slices.Contains(names, k.name) {
			continue
		}
		if err := alone(k, persons, ask); err != nil {
			return err
		}
	}
	return nil
}

// alone measures one engine, whose servers and data are gone when the next begins.
func alone(k kind, persons int, ask asking) error {
	g, err := servers.NewGroup()
	if err != nil {
		return err
	}
	return errors.Join(k.measure(context.Background(), g, persons, ask), g.Close())
}

func measureLocal(_ context.Context, g *servers.Group, persons int, ask asking) error {
	began := time.Now()
	if err := write(filepath.Join(g.Dir(), "persons.csv"), persons); err != nil {
		return err
	}
	return ask("local, CSV", 0, time.Since(began), "local", g.Dir(), "persons.csv")
}

func measureClickHouse(ctx context.Context, g *servers.Group, persons int, ask asking) error {
	shards, err := g.ClickHouse(2)
	if err != nil {
		return err
	}
	for n := range len(shards) {
		began := time.Now()
		if err := servers.SpreadClickHouse(ctx, shards, n+1, persons); err != nil {
			return err
		}
		if err := ask("ClickHouse", n+1, time.Since(began), "clickhouse", shards[0].ClickHouseDSN("jamlik"), "persons"); err != nil {
			return err
		}
	}
	return nil
}

// measureSpark leaves Spark out where it is not installed.
func measureSpark(ctx context.Context, g *servers.Group, persons int, ask asking) error {
	for executors := 1; executors <= 2; executors++ {
		s, err := g.Spark(executors)
		if errors.Is(err, servers.ErrAbsent) {
			fmt.Fprintln(os.Stderr, err)
			return nil
		}
		if err != nil {
			return err
		}
		began := time.Now()
		if err := servers.SpreadSpark(ctx, s, persons); err != nil {
			return err
		}
		loaded := time.Since(began)
		for _, name := range []string{"Spark, first question", "Spark"} { // the first has the code compiled that the next ones run
			if err := ask(name, executors, loaded, "spark", s.SparkDSN(), "persons"); err != nil {
				return err
			}
		}
		s.Kill()
	}
	return nil
}

func measurePostgres(ctx context.Context, g *servers.Group, persons int, ask asking) error {
	all := make([]*servers.Server, 4)
	for i := range all {
		var err error
		if all[i], err = g.PostgreSQL(); err != nil {
			return err
		}
	}
	for n := 1; n < len(all); n++ {
		// The disk holds the persons once.
		if err := servers.SpreadPostgres(ctx, all[0], all[1:], 0); err != nil {
			return err
		}
		began := time.Now()
		if err := servers.SpreadPostgres(ctx, all[0], all[1:1+n], persons); err != nil {
			return err
		}
		if err := ask("PostgreSQL", n, time.Since(began), "postgres", all[0].PostgresDSN("jamlik"), "persons"); err != nil {
			return err
		}
	}
	return nil
}

// write writes the persons as text.
func write(file string, persons int) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	if err := servers.WritePersons(w, persons); err != nil {
		return err
	}
	return errors.Join(w.Flush(), f.Close())
}
