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

Small numbers are withheld within the level asked for. Who publishes several levels of one unprotected source must see to it that
they do not tell of one another.`,
		Example: `  jamlik compare --indicator foreign_background
  jamlik compare my-study --indicator employed --area Norr,Söder --format csv
  jamlik compare --indicator employed,unemployed --level deso --period 2024`,
		Args: positional(0, 1, "at most one study"),
		RunE: func(_ *cobra.Command, args []string) error { return p.compare(args, f) },
	}
	fl := cmd.Flags()
	fl.StringSliceVar(&f.indicators, "indicator", nil, "indicators (required)")
	fl.StringSliceVar(&f.areas, "area", nil, "names or codes of areas; all where empty")
	fl.StringVar(&f.level, "level", "district", "level of the areas: district, regso, deso or school")
	fl.StringVar(&f.period, "period", "", "period; the latest where empty")
	fl.StringVar(&f.format, "format", "table", "table, csv or json")
	return cmd
}

func (p *program) compare(args []string, f compareFlags) error {
	if len(f.indicators) == 0 {
		return usagef("--indicator is required (jamlik check lists a study's size, its study file the indicators)")
	}
	if err := oneOf("format", f.format, "table", "csv", "json"); err != nil {
		return err
	}
	level, err := indicators.ParseLevel(f.level)
	if err != nil || level <= indicators.City {
		return usagef("--level is %q: want district, regso, deso or school", f.level)
	}
	var period indicators.Period
	if f.period != "" {
		if period, err = indicators.ParsePeriod(f.period); err != nil {
			return usageError{err}
		}
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
		o.Segregation, o.Mix, o.Maps = nil, nil, nil
	})
	if err != nil {
		return err
	}
	rows, err := chooseRows(comparisonRows(res), f)
	if err != nil {
		return err
	}
	return p.writeComparison(rows, f.format)
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

// chooseRows keeps the city and the areas of the level asked for, and of those the ones named.
func chooseRows(rows []comparisonRow, f compareFlags) ([]comparisonRow, error) {
	var out []comparisonRow
	found := map[string]bool{}
	var names []string
	for _, r := range rows {
		if r.AreaLevel == "city" {
			out = append(out, r)
			continue
		}
		if r.AreaLevel != f.level {
			continue
		}
		names = append(names, r.Name)
		for _, want := range f.areas {
			if want == r.Name || want == r.Area {
				found[want] = true
			}
		}
		if len(f.areas) == 0 || slices.Contains(f.areas, r.Name) || slices.Contains(f.areas, r.Area) {
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

// writeComparison prints rows: all columns as CSV and JSON, and those that fit a terminal as a table.
func (p *program) writeComparison(rows []comparisonRow, format string) error {
	switch format {
	case "json":
		return p.writeJSON(rows)
	case "csv":
		var pq bytes.Buffer
		if err := columnar.WriteResults(&pq, rows); err != nil {
			return err
		}
		b, err := convertBytes("comparison", pq.Bytes(), ".csv", false)
		if err != nil {
			return err
		}
		_, err = p.stdout.Write(b)
		return err
	}
	number := func(v *float64) string {
		if v == nil {
			return ".."
		}
		return strconv.FormatFloat(*v, 'f', 2, 64)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join([]string{"indicator", "group", "period", "name", "value", "lower", "upper", "rest_of_city", "difference",
		"difference_lower", "difference_upper", "verdict", "change", "change_lower", "change_upper", "basis", "reason"}, "\t"))
	for _, r := range rows {
		fmt.Fprintln(w, strings.Join([]string{r.Indicator, r.Group, r.Period, r.Name, number(r.Value), number(r.Lower), number(r.Upper),
			number(r.Rest), number(r.Diff), number(r.DiffLower), number(r.DiffUpper), r.Verdict,
			number(r.Change), number(r.ChangeLower), number(r.ChangeUpper), r.Basis, r.Reason}, "\t"))
	}
	return w.Flush()
}
