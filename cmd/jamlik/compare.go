package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
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
compared with. Without STUDY it is the embedded study of Borås.`,
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
		o.Segregation, o.Mix = nil, nil
	})
	if err != nil {
		return err
	}
	rows, err := chooseRows(comparisonRows(res), f)
	if err != nil {
		return err
	}
	return p.writeComparison(rows, f)
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

// comparisonJSON is a row as JSON shows it.
type comparisonJSON struct {
	Indicator  string    `json:"indicator"`
	Group      string    `json:"group"`
	Period     string    `json:"period"`
	Area       string    `json:"area"`
	Version    string    `json:"area_version"`
	Name       string    `json:"area_name"`
	Level      string    `json:"area_level"`
	Value      *float64  `json:"value"`
	Lower      *float64  `json:"lower"`
	Upper      *float64  `json:"upper"`
	Status     string    `json:"status"`
	Basis      string    `json:"basis"`
	Reason     string    `json:"reason,omitempty"`
	Rest       *float64  `json:"rest_of_city,omitempty"`
	Difference *interval `json:"difference,omitempty"`
	Ratio      *interval `json:"ratio,omitempty"`
	Verdict    string    `json:"verdict,omitempty"`
	Earlier    string    `json:"earlier_period,omitempty"`
	Change     *interval `json:"change,omitempty"`
}

type interval struct {
	Value *float64 `json:"value"`
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
}

func intervalOf(v, lo, hi *float64) *interval {
	if v == nil {
		return nil
	}
	return &interval{v, lo, hi}
}

func (p *program) writeComparison(rows []comparisonRow, f compareFlags) error {
	if f.format == "json" {
		out := []comparisonJSON{}
		for _, r := range rows {
			out = append(out, comparisonJSON{
				Indicator: r.Indicator, Group: r.Group, Period: r.Period, Area: r.Area, Version: r.Version, Name: r.Name, Level: r.AreaLevel,
				Value: r.Value, Lower: r.Lower, Upper: r.Upper, Status: r.Status, Basis: r.Basis, Reason: r.Reason, Rest: r.Rest,
				Difference: intervalOf(r.Diff, r.DiffLower, r.DiffUpper), Ratio: intervalOf(r.Ratio, r.RatioLower, r.RatioUpper),
				Verdict: r.Verdict, Earlier: r.Earlier, Change: intervalOf(r.Change, r.ChangeLower, r.ChangeUpper),
			})
		}
		return p.writeJSON(out)
	}
	number := show
	if f.format == "table" {
		number = func(v *float64) string {
			if v == nil {
				return ".."
			}
			return strconv.FormatFloat(*v, 'f', 2, 64)
		}
	}
	table := [][]string{{"indicator", "group", "period", "area", "name", "value", "lower", "upper", "rest_of_city", "difference",
		"difference_lower", "difference_upper", "verdict", "change", "change_lower", "change_upper", "basis", "reason"}}
	for _, r := range rows {
		table = append(table, []string{r.Indicator, r.Group, r.Period, r.Area, r.Name, number(r.Value), number(r.Lower), number(r.Upper),
			number(r.Rest), number(r.Diff), number(r.DiffLower), number(r.DiffUpper), r.Verdict,
			number(r.Change), number(r.ChangeLower), number(r.ChangeUpper), r.Basis, r.Reason})
	}
	if f.format == "csv" {
		return csv.NewWriter(p.stdout).WriteAll(table)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, r := range table {
		fmt.Fprintln(w, strings.Join(slices.Delete(slices.Clone(r), 3, 4), "\t"))
	}
	return w.Flush()
}
