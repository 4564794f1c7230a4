package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/columnar"
)

// compareFlags are the flags of `compare`.
type compareFlags struct {
	indicators, areas []string
	against           []string
	level, period     string
	format            string
}

func (p *program) compareCommand() *cobra.Command {
	var f compareFlags
	cmd := &cobra.Command{
		Use:   "compare [STUDY]",
		Short: "Compare areas with the city for some indicators",
		Long: `Compare areas with the city. The value is tested against the rest of the city, because an area is part of the city that it is
compared with. Without STUDY it is the embedded study of Borås.

--against compares with something else: city (all of it, the area too), nation, districts (each with each), area:CODE for a district, municipality
or county, group:CODE+CODE for some municipalities together, and rest. A value of another place that is published without counts
is taken as certain.

Small numbers are withheld within the level asked for. Who publishes several levels of one unprotected source must see to it that
they do not tell of one another.`,
		Example: `  jamlik compare --indicator foreign_background
  jamlik compare my-study --indicator employed --area Norr,Söder --format csv
  jamlik compare --indicator employed,unemployed --level deso --period 2024
  jamlik compare --indicator employed --against city,area:norrby`,
		Args: positional(0, 1, "at most one study"),
		RunE: func(_ *cobra.Command, args []string) error { return p.compare(args, f) },
	}
	fl := cmd.Flags()
	fl.StringSliceVar(&f.indicators, "indicator", nil, "indicators (required)")
	fl.StringSliceVar(&f.areas, "area", nil, "names or codes of areas; all where empty")
	fl.StringSliceVar(&f.against, "against", nil, "what areas are compared with: rest, city, nation, districts, area:CODE, group:CODE+CODE")
	fl.StringVar(&f.level, "level", "district", "level of the areas: district, regso, deso or school")
	fl.StringVar(&f.period, "period", "", "period; the latest where empty")
	fl.StringVar(&f.format, "format", "table", "table, csv or json")
	offer(cmd, map[string][]string{"format": {"table", "csv", "json"}, "level": {"district", "regso", "deso", "school"}})
	return cmd
}

func (p *program) compare(args []string, f compareFlags) error {
	if len(f.indicators) == 0 {
		return usagef("--indicator is required (jamlik check lists a study's size, its study file the indicators)")
	}
	if err := oneOf("format", f.format, "table", "csv", "json"); err != nil {
		return err
	}
	level, err := belowCity(f.level)
	if err != nil {
		return err
	}
	var period indicators.Period
	if f.period != "" {
		if period, err = indicators.ParsePeriod(f.period); err != nil {
			return usageError{err}
		}
	}
	var against []analysis.Benchmark
	for _, s := range f.against {
		b, err := analysis.ParseBenchmark(s)
		if err != nil {
			return usagef("--against: %v", err)
		}
		against = append(against, b)
	}
	l, err := p.load(args)
	if err != nil {
		return err
	}
	if err := knownIndicators(l.Catalogue, f.indicators); err != nil {
		return err
	}
	res, err := p.analyse(l, func(o *analysis.Options) {
		o.Indicators, o.AreaLevel, o.Period = f.indicators, level, period
		o.Segregation, o.Mix, o.Maps, o.Targets = nil, nil, nil, analysis.TargetOptions{}
		o.Compare.Against = against
	})
	if err != nil {
		return err
	}
	if len(against) > 0 {
		rows, err := chooseRows(benchmarkRows(res), f)
		if err != nil {
			return err
		}
		return writeRows(p, rows, f.format, benchmarkColumns, benchmarkRow.cells)
	}
	rows, err := chooseRows(comparisonRows(res), f)
	if err != nil {
		return err
	}
	return writeRows(p, rows, f.format, comparisonColumns, comparisonRow.cells)
}

func knownIndicators(cat *indicators.Catalogue, ids []string) error {
	var errs []error
	for _, id := range ids {
		if _, ok := cat.Indicator(id); !ok {
			var all []string
			for _, ind := range cat.Indicators {
				all = append(all, ind.ID)
			}
			errs = append(errs, usagef("the study has no indicator %q; it has %s", id, strings.Join(all, ", ")))
		}
	}
	return errors.Join(errs...)
}

// about says which area a row of a table is about.
type about interface {
	about() (code, name, level string)
}

func (r comparisonRow) about() (code, name, level string) { return r.Area, r.Name, r.AreaLevel }
func (r benchmarkRow) about() (code, name, level string)  { return r.Area, r.Name, r.AreaLevel }

// chooseRows keeps the city and the areas of the level asked for, and of those the ones named.
func chooseRows[T about](rows []T, f compareFlags) ([]T, error) {
	var out []T
	found := map[string]bool{}
	var names []string
	for _, r := range rows {
		code, name, level := r.about()
		if level == "city" {
			out = append(out, r)
			continue
		}
		if level != f.level {
			continue
		}
		names = append(names, name)
		for _, want := range f.areas {
			if want == name || want == code {
				found[want] = true
			}
		}
		if len(f.areas) == 0 || slices.Contains(f.areas, name) || slices.Contains(f.areas, code) {
			out = append(out, r)
		}
	}
	slices.Sort(names)
	for _, want := range f.areas {
		if !found[want] {
			return nil, usagef("no %s is called %q; there are %s", f.level, want, strings.Join(slices.Compact(names), ", "))
		}
	}
	if len(out) == 0 {
		return nil, errors.New("the study has no figures for that period and level")
	}
	return out, nil
}

// Columns of the tables that fit a terminal.
var (
	comparisonColumns = []string{"indicator", "group", "period", "name", "value", "lower", "upper", "rest_of_city", "difference",
		"difference_lower", "difference_upper", "verdict", "change", "change_lower", "change_upper", "basis", "reason"}
	benchmarkColumns = []string{"against", "reference", "indicator", "group", "period", "name", "value", "reference_value", "reference_basis",
		"difference", "difference_lower", "difference_upper", "verdict", "importance", "p", "q", "reason"}
)

func (r comparisonRow) cells() []string {
	return []string{r.Indicator, r.Group, r.Period, r.Name, twoDecimals(r.Value), twoDecimals(r.Lower), twoDecimals(r.Upper),
		twoDecimals(r.Rest), twoDecimals(r.Diff), twoDecimals(r.DiffLower), twoDecimals(r.DiffUpper), r.Verdict,
		twoDecimals(r.Change), twoDecimals(r.ChangeLower), twoDecimals(r.ChangeUpper), r.Basis, r.Reason}
}

func (r benchmarkRow) cells() []string {
	probability := func(v *float64) string {
		if v == nil {
			return ".."
		}
		return strconv.FormatFloat(*v, 'g', 2, 64)
	}
	return []string{r.Against, r.RefName, r.Indicator, r.Group, r.Period, r.Name, twoDecimals(r.Value), twoDecimals(r.RefValue), r.RefBasis,
		twoDecimals(r.Diff), twoDecimals(r.DiffLower), twoDecimals(r.DiffUpper), r.Verdict, r.Importance, probability(r.P), probability(r.Q), r.Reason}
}

func twoDecimals(v *float64) string {
	if v == nil {
		return ".."
	}
	return strconv.FormatFloat(*v, 'f', 2, 64)
}

// writeRows prints rows: all columns as CSV and JSON, and those that fit a terminal as a table.
func writeRows[T any](p *program, rows []T, format string, columns []string, cells func(T) []string) error {
	switch format {
	case "json":
		return p.writeJSON(rows)
	case "csv":
		return writeRowsCSV(p, "comparison", rows)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(columns, "\t"))
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join(cells(r), "\t"))
	}
	return w.Flush()
}

// writeRowsCSV prints rows with all their columns.
func writeRowsCSV[T any](p *program, name string, rows []T) error {
	var pq bytes.Buffer
	if err := columnar.WriteResults(&pq, rows); err != nil {
		return err
	}
	b, err := convertBytes(name, pq.Bytes(), ".csv", false)
	if err != nil {
		return err
	}
	_, err = p.stdout.Write(b)
	return err
}
