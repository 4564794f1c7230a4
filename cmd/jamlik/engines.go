package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/clickhouse"
	"github.com/jamlik/jamlik/ingest/engine/local"
	"github.com/jamlik/jamlik/ingest/engine/postgres"
	"github.com/jamlik/jamlik/ingest/engine/spark"
)

// engineKind is one kind of place where persons are counted.
type engineKind struct {
	name string
	what string // the variable of the environment says
	open func(ctx context.Context, where string) (engine.Engine, error)
}

// engineKinds are all that there are.
var engineKinds = []engineKind{
	{"local", "the directory of the files", func(ctx context.Context, where string) (engine.Engine, error) {
		return local.Open(ctx, where, local.Options{Formats: isolatedFormats()})
	}},
	{"postgres", "its address, as postgres://user:password@host:5432/database?sslmode=verify-full", func(ctx context.Context, where string) (engine.Engine, error) {
		return orNil(postgres.Open(ctx, where))
	}},
	{"clickhouse", "its address, as clickhouse://user:password@host:9440/database?secure=true", func(ctx context.Context, where string) (engine.Engine, error) {
		return orNil(clickhouse.Open(ctx, where))
	}},
	{"spark", "the address of its Thrift server, as hive2://user:password@host:10000/database?ssl=true", func(ctx context.Context, where string) (engine.Engine, error) {
		return orNil(spark.Open(ctx, where))
	}},
}

// orNil returns no engine beside an error, in the place of one that is nothing.
func orNil(e engine.Engine, err error) (engine.Engine, error) {
	if err != nil {
		return nil, err
	}
	return e, nil
}

func engineNames() []string {
	var names []string
	for _, k := range engineKinds {
		names = append(names, k.name)
	}
	return names
}

// openEngine opens an engine at the place that a variable of the environment says. Files are below a directory where it says nothing.
func openEngine(ctx context.Context, name, variable, directory string) (engine.Engine, error) {
	at := slices.IndexFunc(engineKinds, func(k engineKind) bool { return k.name == name })
	if at < 0 {
		return nil, usagef("unknown engine %q%s", name, meant(name, engineNames()))
	}
	where := os.Getenv(variable)
	if where == "" {
		if name != "local" {
			return nil, indicators.Problem{What: fmt.Sprintf("the variable %s of the environment, which says where %s is, is not set", variable, name),
				Remedy: fmt.Sprintf("set it to %s; it is never written into a study or on a command line, where others see it", engineKinds[at].what)}
		}
		where = directory
	}
	return engineKinds[at].open(ctx, where)
}

// counting is a query with what is done with its cells.
type counting struct {
	Query    engine.Query
	Complete []string
	Totals   []string
}

// check returns what is wrong with the names of keys, as [engine.Query.Check] does with the rest.
func (c counting) check() error {
	var problems indicators.Problems
	problems.Add(c.Query.Check())
	for _, name := range slices.Concat(c.Complete, c.Totals) {
		if !slices.ContainsFunc(c.Query.Keys, func(k engine.Key) bool { return k.Name == name }) {
			problems.Add(indicators.Problem{Column: name, What: "there is no such key", Remedy: "name one of the keys that is counted by"})
		}
	}
	return problems.Err()
}

// cells counts.
func (c counting) cells(ctx context.Context, e engine.Engine) (*engine.Cells, error) {
	cells, err := e.Cells(ctx, c.Query)
	if err != nil {
		return nil, err
	}
	if err := cells.Complete(c.Query.Most, c.Complete...); err != nil {
		return nil, err
	}
	return cells, cells.AddTotals(c.Totals...)
}

// cellsAs returns cells in a format, by the extension of its files. Sums are exact in text.
func cellsAs(cells *engine.Cells, extension string) ([]byte, error) {
	record := cells.Record(extension == ".csv")
	var b bytes.Buffer
	w, err := outputs[extension](&b, record.Schema(), outputOptions{dimensions: keyNames(cells)})
	if err != nil {
		return nil, err
	}
	if record.NumRows() > 0 {
		err = w.Write(record)
	}
	if closed := w.Close(); err == nil {
		err = closed
	}
	return b.Bytes(), err
}

func keyNames(cells *engine.Cells) []string {
	var names []string
	for _, k := range cells.Keys {
		names = append(names, k.Name)
	}
	return names
}

// printStatements prints what an engine would be asked.
func printStatements(w io.Writer, all []engine.Statement) {
	for _, s := range all {
		fmt.Fprintf(w, "  %s\n", strings.ReplaceAll(strings.TrimSpace(s.Text), "\n", "\n  "))
		for i, arg := range s.Args {
			text, err := json.Marshal(arg)
			if err != nil {
				text = fmt.Appendf(nil, "%v", arg)
			}
			fmt.Fprintf(w, "    %d: %s\n", i+1, text)
		}
	}
}
