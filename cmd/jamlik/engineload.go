package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/engine"
)

// loadFlags are the flags of `engine load`.
type loadFlags struct {
	to, variable, table string
	create, text        bool
	timeout             timeout
	file                fileFlags
}

func (p *program) engineLoadCommand() *cobra.Command {
	var f loadFlags
	cmd := &cobra.Command{
		Use:   "load FILE…",
		Short: "Load data files into a table of a database",
		Long: `Load the rows of files, in any format that the program reads, into one table: persons, cells, or the observations that a run wrote. Columns
in which every cell is a number become numbers and days days; codes with leading zeros stay text, and so does everything with --text. All files must have
the same columns.

With --create the table is made; a table that is there is never overwritten. Without it the table is there and has the columns. All rows come or none: what
fails on the way leaves the table as it was.

Where the database is stands in the variable JAMLIK_ENGINE of the environment, or in another that --dsn-env names.`,
		Example: "  jamlik engine load --to postgres --table register.persons --create persons-2024.csv persons-2025.csv\n  jamlik engine load --to clickhouse --table statistics.comparisons --create out/data/comparisons.parquet",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("%s takes one file or more (see %s --help)", cmd.CommandPath(), cmd.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.engineLoad(args, f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.to, "to", "", "kind of database: "+strings.Join(loaderNames(), ", "))
	fl.StringVar(&f.variable, "dsn-env", defaultVariable, "variable of the environment that says where the database is")
	fl.StringVar(&f.table, "table", "", "table, with its schema or database before a point")
	fl.BoolVar(&f.create, "create", false, "make the table, which must not be there")
	fl.BoolVar(&f.text, "text", false, "keep every column of delimited text or a sheet as text")
	f.timeout.register(fl)
	f.file.register(cmd)
	offer(cmd, map[string][]string{"to": loaderNames()})
	return cmd
}

// loaderNames are the engines that rows can be put into.
func loaderNames() []string {
	return slices.DeleteFunc(engineNames(), func(name string) bool { return name == "local" || name == "spark" })
}

func (p *program) engineLoad(files []string, f loadFlags) error {
	switch {
	case f.to == "" || f.table == "":
		return usagef("--to and --table are needed: which kind of database, and what the table is called")
	case f.to == "local":
		return usagef("--to local: files are written by jamlik data convert")
	case f.to == "spark":
		return usagef("--to spark: write Parquet with jamlik data convert where Spark reads files, and have Spark CREATE TABLE … USING parquet LOCATION '…'")
	}
	if err := oneOf("to", f.to, loaderNames()...); err != nil {
		return err
	}
	all, err := openAll(files, f)
	if err != nil {
		return err
	}
	defer all.Close()
	ctx, done := p.context()
	defer done()
	ctx, stop := f.timeout.limit(ctx)
	defer stop()
	e, err := openEngine(ctx, f.to, f.variable, "")
	if err != nil {
		return err
	}
	defer e.Close()
	to, ok := e.(engine.Loader)
	if !ok {
		return usagef("%s is not loaded into", f.to)
	}
	all.read = func() error {
		p.warn(all.Warnings()...)
		return p.strictError()
	}
	rows, err := to.Load(ctx, engine.Target{Table: f.table, Create: f.create}, all)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%s: %d rows\n", f.table, rows)
	return nil
}

// inTurn reads several files of the same columns one after the other.
type inTurn struct {
	files []ingest.Reader
	at    int
	read  func() error // is called when all are read, and keeps the rows out where it fails
}

// openAll opens all files, so that what is wrong with the columns of one is known before anything is loaded.
func openAll(files []string, f loadFlags) (*inTurn, error) {
	all := new(inTurn)
	for _, path := range files {
		r, err := open(path, f.file, f.text)
		if err != nil {
			return nil, errors.Join(err, all.Close())
		}
		all.files = append(all.files, r)
		if first := all.files[0].Schema(); !slices.EqualFunc(first.Fields(), r.Schema().Fields(), func(a, b arrow.Field) bool { return a.Name == b.Name && sameKind(a.Type, b.Type) }) {
			err := indicators.Problem{File: path, What: fmt.Sprintf("its columns are not those of %s", files[0]), Remedy: "load it into a table of its own, or keep all columns as text with --text"}
			return nil, errors.Join(err, all.Close())
		}
	}
	return all, nil
}

// sameKind tells whether two types become the same in a table: text in a dictionary is text.
func sameKind(a, b arrow.DataType) bool {
	plain := func(t arrow.DataType) arrow.DataType {
		if d, ok := t.(*arrow.DictionaryType); ok {
			return d.ValueType
		}
		return t
	}
	return arrow.TypeEqual(plain(a), plain(b))
}

func (t *inTurn) Schema() *arrow.Schema { return t.files[0].Schema() }

func (t *inTurn) Next() (ingest.Batch, error) {
	for t.at < len(t.files) {
		b, err := t.files[t.at].Next()
		if !errors.Is(err, io.EOF) {
			return b, err
		}
		if t.at++; t.at == len(t.files) {
			if err := t.read(); err != nil {
				return ingest.Batch{}, err
			}
		}
	}
	return ingest.Batch{}, io.EOF
}

func (t *inTurn) Warnings() []error {
	var all []error
	for _, r := range t.files {
		all = append(all, r.Warnings()...)
	}
	return all
}

func (t *inTurn) Close() error {
	var errs []error
	for _, r := range t.files {
		errs = append(errs, r.Close())
	}
	return errors.Join(errs...)
}
