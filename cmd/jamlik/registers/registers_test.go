package registers

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine/servers"
)

var (
	fleet   *servers.Group
	program string
)

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "jamlik-test-")
		if err == nil {
			defer os.RemoveAll(dir)
			program = filepath.Join(dir, "jamlik")
			if out, failed := exec.Command("go", "build", "-o", program, "..").CombinedOutput(); failed != nil {
				err = fmt.Errorf("building the program: %w\n%s", failed, out)
			}
		}
		if err == nil {
			fleet, err = servers.NewGroup()
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer fleet.Close()
		return m.Run()
	}())
}

// register is a directory with the persons of a made-up city in two files of text, and a study that counts them.
type register struct {
	t   *testing.T
	dir string
	env []string
}

func newRegister(t *testing.T) *register {
	t.Helper()
	r := &register{t: t, dir: t.TempDir()}
	r.run(0, "init", "study")
	random := rand.New(rand.NewPCG(7, 7))
	for _, year := range []int{2024, 2025} {
		var b bytes.Buffer
		b.WriteString("deso,year,age,background,work,income,weight\n")
		for range 20_000 {
			background := []string{"foreign", "swedish", "swedish", ""}[random.IntN(4)]
			income := ""
			if random.IntN(10) > 0 {
				income = fmt.Sprint(random.IntN(600_000))
			}
			fmt.Fprintf(&b, "9901A00%d0,%d,%d,%s,%d,%s,%g\n", 1+random.IntN(6), year, random.IntN(100), background, random.IntN(2), income, float64(random.IntN(4000))/1000)
		}
		r.write(fmt.Sprintf("persons-%d.csv", year), b.String())
	}
	return r
}

func (r *register) write(name, text string) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// run runs the program, which must end as it should and never say the password, and returns what it printed.
func (r *register) run(exit int, args ...string) (stdout, stderr string) {
	r.t.Helper()
	var out, messages bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = r.dir, append(os.Environ(), r.env...), &out, &messages
	_ = cmd.Run() // its exit status is looked at below
	if got := cmd.ProcessState.ExitCode(); got != exit {
		r.t.Fatalf("jamlik %s ended with %d, want %d\n%s", strings.Join(args, " "), got, exit, messages.String())
	}
	for _, s := range []string{out.String(), messages.String()} {
		if strings.Contains(s, servers.Password) || strings.Contains(s, "hemligt") {
			r.t.Errorf("jamlik %s says the password", strings.Join(args, " "))
		}
	}
	return out.String(), messages.String()
}

var asked = []string{"--key", "area=deso", "--key", "period=year", "--key", "background", "--where", "age=20..64", "--where", "work=1", "--sum", "income=income:0", "--sum", "wi=weight*income:3", "--complete", "background", "--totals", "background"}

// same loads the register into a database and holds what it answers to what the files do.
func (r *register) same(engine, table, dsn string) {
	t := r.t
	t.Helper()
	r.env = []string{"JAMLIK_ENGINE=" + dsn, "JAMLIK_ENGINE_BACKGROUND=" + dsn}
	load := []string{"engine", "load", "--to", engine, "--table", table, "persons-2024.csv", "persons-2025.csv"}
	r.run(1, load...) // there is no such table
	out, _ := r.run(0, append(load, "--create")...)
	if out != table+": 40000 rows\n" {
		t.Errorf("loading says %q", out)
	}
	r.run(1, append(load, "--create")...) // nothing is written over
	r.write("titled.csv", "Persons\n\ndeso,year\n9901A0010,2024\n")
	titled := []string{"engine", "load", "--to", engine, "--table", table + "_titled", "--create", "titled.csv"}
	r.run(1, append(titled, "--strict")...) // the header is below a title, which is a warning
	r.run(0, titled...)                     // and nothing was loaded
	r.counts(engine, table, dsn)
}

// counts holds what a database with the register answers to what the files do.
func (r *register) counts(engine, table, dsn string) {
	t := r.t
	t.Helper()
	r.env = nil
	want, _ := r.run(0, append([]string{"engine", "count", "--table", "persons-*.csv"}, asked...)...)
	if n := strings.Count(want, "\n"); n < 40 {
		t.Fatalf("only %d lines:\n%s", n, want)
	}
	r.env = []string{"JAMLIK_ENGINE=" + dsn, "JAMLIK_ENGINE_BACKGROUND=" + dsn}
	got, _ := r.run(0, append([]string{"engine", "count", "--engine", engine, "--table", table}, asked...)...)
	if got != want {
		t.Errorf("%s counts otherwise than files do:\n%s\nwant\n%s", engine, got, want)
	}
	least := append(asked, "--least", "190")
	r.env = nil
	want, _ = r.run(0, append([]string{"engine", "count", "--table", "persons-*.csv"}, least...)...)
	r.env = []string{"JAMLIK_ENGINE=" + dsn, "JAMLIK_ENGINE_BACKGROUND=" + dsn}
	got, _ = r.run(0, append([]string{"engine", "count", "--engine", engine, "--table", table}, least...)...)
	if got != want || !strings.Contains(got, "suppressed") || !strings.Contains(got, "reported") {
		t.Errorf("%s withholds otherwise than files do:\n%s\nwant\n%s", engine, got, want)
	}
	dry, _ := r.run(0, append([]string{"engine", "count", "--engine", engine, "--table", table, "--dry-run", "--where", "background=x'; DROP TABLE persons; --"}, asked...)...)
	if !strings.Contains(dry, "GROUP BY") || !strings.Contains(dry, `"x'; DROP TABLE persons; --"`) {
		t.Errorf("the statements are\n%s", dry)
	}
	r.study(engine, table)
}

// study has a study count the register in a database and reads it.
func (r *register) study(engine, table string) {
	t := r.t
	t.Helper()
	path := filepath.Join(r.dir, "study", "study.yaml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(text), "  - file: background.csv\n")
	_, after, _ := strings.Cut(rest, "    groups: {background: background}   # dimension: column\n")
	fetch := fmt.Sprintf("fetch:\n  - id: background\n    engine: %s\n    table: %s\n    keys: {area: deso, period: year, background: background}\n    where: [{column: background, in: [foreign, swedish]}]\n    complete: [background]\n\ndata:\n", engine, table)
	r.write("study/study.yaml", strings.Replace(before, "data:\n", fetch, 1)+"  - fetch: background\n    source: example\n    area_version: \"2025\"\n    constant: {indicator: persons}\n"+after)
	r.run(1, "check", "study")
	r.run(0, "fetch", "study")
	described, err := os.ReadFile(filepath.Join(r.dir, "study", "snapshots", "background", "snapshot.json"))
	if err != nil {
		t.Fatal(err)
	}
	if s := string(described); strings.Contains(s, "127.0.0.1") || !strings.Contains(s, "GROUP BY") || !strings.Contains(s, `"cells": 24`) {
		t.Errorf("the snapshot says\n%s", s)
	}
	r.env = nil // run reads the snapshot and asks nobody
	r.run(0, "run", "study", "-o", "out", "--only", "tables")
}

// wrong holds that an address that does not work is told of without its password.
func (r *register) wrong(engine, dsn string) {
	r.env = []string{"JAMLIK_ENGINE=" + dsn}
	r.run(1, "engine", "count", "--engine", engine, "--table", "t", "--key", "a")
}

// late holds that a server that does not answer is given up when the user says so.
func (r *register) late(s *servers.Server, dsn string, args ...string) {
	r.t.Helper()
	s.Freeze()
	defer s.Thaw()
	r.env = []string{"JAMLIK_ENGINE=" + dsn}
	if _, said := r.run(1, append(args, "--timeout", "1s")...); !strings.Contains(said, "the time of --timeout, 1s, is over") {
		r.t.Errorf("of a server that does not answer it is said: %s", said)
	}
}

func TestPostgreSQL(t *testing.T) {
	s, err := fleet.PostgreSQL()
	servers.Need(t, err)
	r := newRegister(t)
	r.same("postgres", "public.persons", s.PostgresDSN("jamlik"))
	r.late(s, s.PostgresDSN("jamlik"), "engine", "count", "--engine", "postgres", "--table", "persons", "--key", "deso")
	r.late(s, s.PostgresDSN("jamlik"), "engine", "load", "--to", "postgres", "--table", "persons", "persons-2024.csv")
	for _, dsn := range []string{"postgres://anna:hemligt@127.0.0.1:1/x", "host=127.0.0.1 port=1 password=hemligt", "postgres://anna:hemligt@@:x", "hemligt"} {
		r.wrong("postgres", dsn)
	}
}

func TestClickHouse(t *testing.T) {
	shards, err := fleet.ClickHouse(1)
	servers.Need(t, err)
	r := newRegister(t)
	r.same("clickhouse", "persons", shards[0].ClickHouseDSN("jamlik"))
	r.late(shards[0], shards[0].ClickHouseDSN("jamlik"), "engine", "count", "--engine", "clickhouse", "--table", "persons", "--key", "deso")
	r.late(shards[0], shards[0].ClickHouseDSN("jamlik"), "engine", "load", "--to", "clickhouse", "--table", "persons", "persons-2024.csv")
	for _, dsn := range []string{"clickhouse://anna:hemligt@127.0.0.1:1/x", "clickhouse://anna:hemligt@@:x", "hemligt", "http://anna:hemligt@127.0.0.1:1"} {
		r.wrong("clickhouse", dsn)
	}
}

func TestSpark(t *testing.T) {
	s, err := fleet.Spark(1)
	servers.Need(t, err)
	r := newRegister(t)
	// As a user would: Spark reads files where they are.
	if _, said := r.run(2, "engine", "load", "--to", "spark", "--table", "persons", "persons-2024.csv"); !strings.Contains(said, "jamlik data convert") {
		t.Errorf("loading says %q", said)
	}
	if err := os.Mkdir(filepath.Join(r.dir, "persons"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, year := range []string{"2024", "2025"} {
		r.run(0, "data", "convert", "persons-"+year+".csv", "persons/"+year+".parquet")
	}
	db, err := sql.Open("hive2", s.SparkDSN())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "CREATE TABLE persons USING parquet LOCATION '"+filepath.Join(r.dir, "persons")+"'"); err != nil {
		t.Fatal(err)
	}
	r.counts("spark", "default.persons", s.SparkDSN())
	r.late(s, s.SparkDSN(), "engine", "count", "--engine", "spark", "--table", "default.persons", "--key", "deso")
	for _, dsn := range []string{"hive2://anna:hemligt@127.0.0.1:1/x", "hive2://anna:hemligt@@:x", "hemligt", "hive2://anna:hemligt@127.0.0.1:1?auth=kerberos"} {
		r.wrong("spark", dsn)
	}
}
