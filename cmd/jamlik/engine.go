package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/engine"
)

func (p *program) engineCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "engine",
		Short: "Count persons where they are, in files or in a database, and load tables into a database",
		Long: `Count persons where they are: in files that may be larger than memory, or in a database of one server or many, which does the grouping. What comes
out are cells, some hundred thousand however many persons there are, and enough for every index that rests on counts of groups in areas.

A study has its persons counted with a fetch that names an engine: see jamlik fetch --help.`,
		Example: "  jamlik engine count --table 'persons-*.csv' --key area=deso --key group=background -o cells.csv\n  jamlik engine load --to postgres --table register.persons --create persons.csv",
		Args:    subcommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.engineCountCommand(), p.engineLoadCommand())
	return cmd
}

// defaultVariable is the variable of the environment that says where an engine is, outside studies.
const defaultVariable = "JAMLIK_ENGINE"

// engineFlags are the flags of `engine count`.
type engineFlags struct {
	engine, variable, table string
	keys, where, sums       []string
	least                   int64
	most                    int
	complete, totals        []string
	output, format          string
	dryRun                  bool
	timeout                 timeout
}

func (p *program) engineCountCommand() *cobra.Command {
	var f engineFlags
	cmd := &cobra.Command{
		Use:   "count",
		Short: "Count the persons of a table in cells",
		Long: `Count the rows of a table by one column or several. Each row of the answer is a cell: the keys, count, status (suppressed where --least
withholds the cell, nil where --complete says that nobody is there, else reported), and of each sum the sum, over how many rows it is (_n) and their mean.

A column goes with --key as NAME=COLUMN, or alone. --where keeps rows: COLUMN=VALUE,VALUE or COLUMN=FROM..TO, either end of which may be left out.
--sum is NAME=COLUMN or NAME=COLUMN*COLUMN, with the decimals that count after a colon: income=income:0, w2=weight*weight:3. Sums are exact: each value is
rounded to the decimals, and nothing after. In CSV they have all their digits, in other formats they are the nearest floating point numbers.

Where the database is stands in the variable JAMLIK_ENGINE of the environment, or in another that --dsn-env names, and never on the command line, which other users of
the machine can read. For local it is the directory of the files; the present one where it is not set.

Cells do for everything that rests on counts in groups: jamlik index compute takes them with --long, and its bootstrap of persons is the resampling
of persons, because a sample of persons is a multinomial sample of cells. What needs persons one by one cannot be had from cells: ranks among all, quantiles of incomes, the
neighbourhood of each. Count by classes of incomes or by areas for those, or compute them where the persons are.`,
		Example: `  jamlik engine count --table 'persons-*.csv' --key area=deso --key group=background --where age=20..64 -o cells.csv
  jamlik index compute dissimilarity --data cells.csv --unit area --long --group-col group --count-col count --group foreign,swedish --bootstrap 999
  jamlik engine count --engine postgres --table register.persons --key area=deso --key period=year --sum income=income:0 --least 5
  jamlik engine count --engine clickhouse --table register.persons --key area=deso --dry-run`,
		Args: positional(0, 0, "no arguments, but --table and --key"),
		RunE: func(*cobra.Command, []string) error { return p.engineCount(f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.engine, "engine", "local", "where the persons are: "+strings.Join(engineNames(), ", "))
	fl.StringVar(&f.variable, "dsn-env", defaultVariable, "variable of the environment that says where the database is, or the directory of the files")
	fl.StringVar(&f.table, "table", "", "table with its schema or database before a point, or file or pattern of files")
	fl.StringArrayVar(&f.keys, "key", nil, "what cells are told apart by: NAME=COLUMN, or a column")
	fl.StringArrayVar(&f.where, "where", nil, "rows to keep: COLUMN=VALUE,VALUE or COLUMN=FROM..TO")
	fl.StringArrayVar(&f.sums, "sum", nil, "what is summed: NAME=COLUMN or NAME=COLUMN*COLUMN, and the decimals after a colon")
	fl.Int64Var(&f.least, "least", 0, "withhold cells of fewer rows, before they leave the engine")
	fl.IntVar(&f.most, "most", engine.MostCells, "cells that the answer may have")
	fl.StringSliceVar(&f.complete, "complete", nil, "keys of which everyone has a value: combinations without rows are 0")
	fl.StringSliceVar(&f.totals, "totals", nil, "keys of which all values together are counted as well, with an empty key")
	fl.StringVarP(&f.output, "output", "o", "", "file to write, whose ending says how: .csv, .parquet, .arrow, .xlsx, .json (JSON-stat)")
	fl.StringVar(&f.format, "format", "csv", "on standard output: csv or json (JSON-stat)")
	fl.BoolVar(&f.dryRun, "dry-run", false, "print what would be asked, with what goes in its places, and count nothing")
	f.timeout.register(fl)
	offer(cmd, map[string][]string{"engine": engineNames(), "format": {"csv", "json"}})
	return cmd
}

func (p *program) engineCount(f engineFlags) error {
	if err := oneOf("engine", f.engine, engineNames()...); err != nil {
		return err
	}
	if err := oneOf("format", f.format, "csv", "json"); err != nil {
		return err
	}
	extension := strings.ToLower(filepath.Ext(f.output))
	if f.output == "" {
		extension = "." + f.format
	}
	if _, ok := outputs[extension]; !ok {
		return usagef("%s: cannot write %q; want a file name that ends in .csv, .parquet, .arrow, .xlsx or .json", f.output, extension)
	}
	c, err := f.counting()
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return usageError{err}
	}
	ctx, done := p.context()
	defer done()
	ctx, stop := f.timeout.limit(ctx)
	defer stop()
	e, err := openEngine(ctx, f.engine, f.variable, "")
	if err != nil {
		return err
	}
	defer e.Close()
	if f.dryRun {
		statements, err := e.Statements(c.Query)
		if err != nil {
			return err
		}
		printStatements(p.stdout, statements)
		return nil
	}
	cells, err := c.cells(ctx, e)
	if err != nil {
		return err
	}
	p.warn(cells.Warnings...)
	if n := len(slices.DeleteFunc(slices.Clone(cells.Withheld), func(w bool) bool { return !w })); n > 0 {
		p.warn(fmt.Errorf("%s of %d withheld: they, or a sum of theirs, are of fewer than %d rows", lang.Count(n, "cell"), cells.Len(), f.least))
	}
	if err := p.strictError(); err != nil {
		return err
	}
	body, err := cellsAs(cells, extension)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	}
	if f.output == "" {
		return write(p.stdout)
	}
	return writeWhole(f.output, write)
}

// counting returns the query of the flags.
func (f engineFlags) counting() (counting, error) {
	c := counting{Query: engine.Query{Table: f.table, Least: f.least, Most: f.most}, Complete: f.complete, Totals: f.totals}
	if f.table == "" || len(f.keys) == 0 {
		return c, usagef("--table and --key are needed: which persons, and what cells are told apart by")
	}
	for _, text := range f.keys {
		name, column, ok := strings.Cut(text, "=")
		if !ok {
			column = name
		}
		c.Query.Keys = append(c.Query.Keys, engine.Key{Name: name, Column: column})
	}
	for _, text := range f.where {
		column, values, ok := strings.Cut(text, "=")
		if !ok || values == "" {
			return c, usagef("--where is %q: want COLUMN=VALUE,VALUE or COLUMN=FROM..TO", text)
		}
		w := engine.Condition{Column: column}
		if from, to, ranged := strings.Cut(values, ".."); ranged {
			w.From, w.To = from, to
		} else {
			w.In = strings.Split(values, ",")
		}
		c.Query.Where = append(c.Query.Where, w)
	}
	for _, text := range f.sums {
		s, err := sumOf(text)
		if err != nil {
			return c, err
		}
		c.Query.Sums = append(c.Query.Sums, s)
	}
	return c, nil
}

// ranks are words of functions that do not decompose into cells.
var ranks = []string{"rank", "ranks", "median", "quantile", "percentile", "ntile", "knn", "nearest"}

// sumOf reads NAME=COLUMN*COLUMN:DECIMALS.
func sumOf(text string) (engine.Sum, error) {
	name, rest, ok := strings.Cut(text, "=")
	if !ok {
		rest, _, _ = strings.Cut(name, ":")
		name, rest = rest, name
	}
	columns, decimals, given := strings.Cut(rest, ":")
	s := engine.Sum{Name: name, Factors: strings.Split(columns, "*")}
	if function, _, call := strings.Cut(columns, "("); call && slices.Contains(ranks, strings.ToLower(function)) {
		return s, usagef("--sum is %q: %s needs all persons in order, or near each other, and cannot be put together from cells; count by classes with --key and use an index of ordered groups, "+
			"or compute it where the persons are and sum the column that results", text, function)
	}
	if given {
		var err error
		if s.Decimals, err = strconv.Atoi(decimals); err != nil {
			return s, usagef("--sum is %q: want the number of decimals after the colon", text)
		}
	}
	return s, nil
}
