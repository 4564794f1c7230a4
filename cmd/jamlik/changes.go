package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/changes"
	"github.com/jamlik/jamlik/ingest/study"
)

func (p *program) changesCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "changes OLD NEW",
		Short: "What differs between two results, and why",
		Long: `Compare the results of two runs of a study. Each number that differs is told with its cause: figures of a new period, a revision of figures of
the same period, or the method (choices of the study file, definitions, version of the program), by what the manifests say of both runs. Where
data and method both differ the causes cannot be told apart; jamlik run --since can, for it applies the earlier choices to the new data.
OLD and NEW are directories of results, or their manifests.`,
		Example: "  jamlik changes out-2025 out-2026\n  jamlik changes out-2025/manifest.json out-2026 --format csv",
		Args:    positional(2, 2, "two results"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("format", format, "table", "csv", "json"); err != nil {
				return err
			}
			before, err := readRun(args[0])
			if err != nil {
				return err
			}
			after, err := readRun(args[1])
			if err != nil {
				return err
			}
			if err := comparableRuns(args[0], before, after.Study, after.Version); err != nil {
				return err
			}
			return p.printChanges(compareRuns(&before.Run, &after.Run, nil), format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "table, csv or json")
	offer(cmd, map[string][]string{"format": {"table", "csv", "json"}})
	return cmd
}

// comparableRuns is an error where an earlier run cannot be compared with a later one.
func comparableRuns(name string, before *earlierRun, studyID, program string) error {
	switch {
	case before.Study != studyID:
		return fmt.Errorf("%s: is a result of study %q, not of %q", name, before.Study, studyID)
	case newer(before.Version, program):
		return fmt.Errorf("%s: was made by version %s of the program, the later result by %s; want the earlier one first", name, before.Version, program)
	}
	return nil
}

// comparedRuns is what differs between two runs.
type comparedRuns struct {
	Before, After *changes.Run
	Made          changes.Differences
	List          []changes.Change
}

func compareRuns(before, after *changes.Run, again []changes.Number) *comparedRuns {
	d := changes.Made(before, after)
	needs(before, after)
	return &comparedRuns{before, after, d, changes.Compare(before, after, d, again)}
}

// needs says of numbers of which nothing more is known that they rest on the figures of their own indicator.
func needs(runs ...*changes.Run) {
	for _, r := range runs {
		for i := range r.Numbers {
			if n := &r.Numbers[i]; n.Needs == nil {
				n.Needs = []string{n.Indicator}
			}
		}
	}
}

// since compares the results of a study with those of an earlier run. Where it takes the earlier choices on the new data to tell causes apart, that
// analysis is made too.
func (p *program) since(path string, l *study.Loaded, res *analysis.Results, m manifest) (*comparedRuns, error) {
	before, err := readRun(path)
	if err != nil {
		return nil, err
	}
	if err := comparableRuns(path, before, l.Study.ID, version); err != nil {
		return nil, err
	}
	after := &changes.Run{Study: l.Study.ID, Date: l.Study.Date, Version: version, Seed: l.Study.Seed, Definitions: m.Definitions, Choices: choiceTexts(m.Choices)}
	for _, in := range m.Inputs {
		after.Inputs = append(after.Inputs, changes.Input{Name: in.Name, SHA256: in.SHA256, Indicators: in.Indicators, Study: in.Role == studyRole})
	}
	if after.Numbers, err = resultNumbers(res); err != nil {
		return nil, err
	}
	restsOn := restingOn(l)
	for _, r := range []*changes.Run{&before.Run, after} {
		for i := range r.Numbers {
			r.Numbers[i].Needs = restsOn(r.Numbers[i].Indicator)
		}
	}
	var again []changes.Number
	if d := changes.Made(&before.Run, after); d.Provable() {
		if again, err = p.again(l, before); err != nil {
			p.warn(fmt.Errorf("%s: its choices cannot be applied to the new data, so that causes may not be told apart: %w", path, err))
		}
	}
	return compareRuns(&before.Run, after, again), nil
}

// again analyses the new data by the choices of an earlier run.
func (p *program) again(l *study.Loaded, before *earlierRun) ([]changes.Number, error) {
	s, err := withChoices(l.Study, before.choices)
	if err != nil {
		return nil, err
	}
	s.Seed = before.Seed
	with := *l
	with.Study = s
	res, err := p.results(&with)
	if err != nil {
		return nil, err
	}
	return resultNumbers(res)
}

// restingOn returns the indicators that the numbers of an indicator, or of a spec of segregation, rest on.
func restingOn(l *study.Loaded) func(id string) []string {
	of := map[string][]string{}
	for _, ind := range l.Catalogue.Indicators {
		of[ind.ID] = []string{ind.ID}
		if ind.Denominator != nil {
			of[ind.ID] = append(of[ind.ID], ind.Denominator.Indicator)
		}
	}
	for _, s := range l.Study.Segregation {
		of[s.ID] = []string{s.ID, s.Indicator}
	}
	return func(id string) []string {
		if list := of[id]; list != nil {
			return list
		}
		return []string{id}
	}
}

// changeRow is a number that differs from the earlier run.
type changeRow struct {
	Table     string   `json:"table" parquet:"name=table, type=BYTE_ARRAY, convertedtype=UTF8"`
	Indicator string   `json:"indicator" parquet:"name=indicator, type=BYTE_ARRAY, convertedtype=UTF8"`
	Group     string   `json:"group" parquet:"name=group, type=BYTE_ARRAY, convertedtype=UTF8"`
	AreaLevel string   `json:"area_level" parquet:"name=area_level, type=BYTE_ARRAY, convertedtype=UTF8"`
	Area      string   `json:"area" parquet:"name=area, type=BYTE_ARRAY, convertedtype=UTF8"`
	Index     string   `json:"index" parquet:"name=index, type=BYTE_ARRAY, convertedtype=UTF8"`
	Number    string   `json:"number" parquet:"name=number, type=BYTE_ARRAY, convertedtype=UTF8"`
	Kind      string   `json:"kind" parquet:"name=kind, type=BYTE_ARRAY, convertedtype=UTF8"`
	Cause     string   `json:"cause" parquet:"name=cause, type=BYTE_ARRAY, convertedtype=UTF8"`
	OldPeriod string   `json:"old_period" parquet:"name=old_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	NewPeriod string   `json:"new_period" parquet:"name=new_period, type=BYTE_ARRAY, convertedtype=UTF8"`
	Old       *float64 `json:"old" parquet:"name=old, type=DOUBLE"`
	New       *float64 `json:"new" parquet:"name=new, type=DOUBLE"`
	OldText   string   `json:"old_text" parquet:"name=old_text, type=BYTE_ARRAY, convertedtype=UTF8"`
	NewText   string   `json:"new_text" parquet:"name=new_text, type=BYTE_ARRAY, convertedtype=UTF8"`
	OldReason string   `json:"old_reason" parquet:"name=old_reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	NewReason string   `json:"new_reason" parquet:"name=new_reason, type=BYTE_ARRAY, convertedtype=UTF8"`
	Again     *float64 `json:"new_data_old_choices" parquet:"name=new_data_old_choices, type=DOUBLE"`
	ByData    *float64 `json:"by_data" parquet:"name=by_data, type=DOUBLE"`
	ByChoice  *float64 `json:"by_choices" parquet:"name=by_choices, type=DOUBLE"`
}

func changeRows(list []changes.Change) []changeRow {
	out := make([]changeRow, len(list))
	for i, c := range list {
		out[i] = changeRow{c.Table, c.Indicator, c.Group, c.Level, c.Area, c.Index, c.Name, string(c.Kind), string(c.Cause), c.OldPeriod, c.NewPeriod,
			finite(c.Old), finite(c.New), c.OldText, c.NewText, c.OldReason, c.NewReason, finite(c.Again), finite(c.ByData), finite(c.ByChoice)}
	}
	return out
}

// changesJSON is what differs between two runs as JSON.
type changesJSON struct {
	Program     [2]string             `json:"program"`
	Seed        [2]uint64             `json:"seed"`
	Choices     []string              `json:"choices"`
	Definitions []string              `json:"definitions"`
	Inputs      []changes.InputChange `json:"inputs"`
	Changes     []changeRow           `json:"changes"`
}

// printChanges prints what differs.
func (p *program) printChanges(c *comparedRuns, format string) error {
	rows := changeRows(c.List)
	switch format {
	case "json":
		return p.writeJSON(changesJSON{[2]string{c.Before.Version, c.After.Version}, [2]uint64{c.Before.Seed, c.After.Seed},
			append([]string{}, c.Made.Choices...), append([]string{}, c.Made.Definitions...), append([]changes.InputChange{}, c.Made.Inputs...), rows})
	case "csv":
		return writeRowsCSV(p, "changes", rows)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "program\t%s\t%s\n", c.Before.Version, c.After.Version)
	for _, part := range []struct {
		name string
		list []string
	}{{"choices that differ", c.Made.Choices}, {"definitions that differ", c.Made.Definitions}} {
		if len(part.list) > 0 {
			fmt.Fprintf(w, "%s\t%s\n", part.name, strings.Join(part.list, ", "))
		}
	}
	for _, in := range c.Made.Inputs {
		fmt.Fprintf(w, "file %s\t%s\t%s\n", in.Kind, in.Name, strings.Join(in.Indicators, ", "))
	}
	for _, n := range changes.ByCause(c.List) {
		fmt.Fprintf(w, "numbers: %s\t%d\n", n.Cause, n.Numbers)
	}
	if err := w.Flush(); err != nil || len(rows) == 0 {
		return err
	}
	w = tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nNUMBER\tOF\tKIND\tCAUSE\tOLD\tNEW")
	for _, c := range c.List {
		of := strings.Join(nonEmpty([]string{c.Indicator, c.Group, c.Level, c.Area, c.Index}), ", ")
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", c.Name, of, c.Kind, c.Cause, sideText(c.Old, c.OldText, c.OldPeriod), sideText(c.New, c.NewText, c.NewPeriod))
	}
	return w.Flush()
}

// sideText is the number of one run with its period.
func sideText(v float64, text, period string) string {
	if text == "" {
		text = numberText(v)
	}
	if period != "" {
		text += " (" + period + ")"
	}
	return text
}

// choiceTexts are choices as text.
func choiceTexts(m map[string]json.RawMessage) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = string(v)
	}
	return out
}
