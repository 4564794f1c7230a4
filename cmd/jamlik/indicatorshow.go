package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/ingest/study"
)

func (p *program) indicatorsShowCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:               "show ID",
		Short:             "Show one indicator of the catalogue: definition, source, table, how to use it in a study",
		Example:           "  jamlik indicators show low_economic_standard\n  jamlik indicators show school_attendance --format json",
		Args:              positional(1, 1, "the ID of one indicator"),
		ValidArgsFunction: completeIndicators,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("format", format, "table", "json"); err != nil {
				return err
			}
			ind, err := study.Lookup(args[0])
			if err != nil {
				return usageError{err}
			}
			info := indicatorInfoOf(study.BuiltIn(), ind)
			if format == "json" {
				return p.writeJSON(struct {
					indicatorInfo
					Use string `json:"use"`
				}{info, snippet(ind)})
			}
			w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			for _, row := range slices.Concat(info.rows(), info.Table.rows()) {
				if row[1] != "" {
					fmt.Fprintf(w, "%s\t%s\n", row[0], row[1])
				}
			}
			if err := w.Flush(); err != nil {
				return err
			}
			fmt.Fprintf(p.stdout, "\n%s\n\n%s", howToUse(ind), snippet(ind))
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "table or json")
	offer(cmd, map[string][]string{"format": {"table", "json"}})
	return cmd
}

// betterWords are a direction in words.
var betterWords = map[string]string{"higher": "a higher value is better", "lower": "a lower value is better", "none": "not judged"}

// rows are what is said of an indicator itself.
func (info indicatorInfo) rows() [][2]string {
	kind := info.Kind
	if info.Kind == "rate" {
		kind += fmt.Sprintf(" per %v", info.Per)
	}
	var frames []string
	for _, id := range slices.Sorted(maps.Keys(info.Frames)) {
		frames = append(frames, id+": "+strings.Join(info.Frames[id], ", "))
	}
	return [][2]string{
		{"id", info.ID},
		{"name", info.Name.En},
		{"namn", info.Name.Sv},
		{"theme", info.Theme},
		{"kind", kind},
		{"unit", info.Unit.En},
		{"enhet", info.Unit.Sv},
		{"direction", betterWords[info.Better]},
		{"definition", info.Definition.En},
		{"på svenska", info.Definition.Sv},
		{"population", info.Population.En},
		{"befolkning", info.Population.Sv},
		{"weights", info.Denominator},
		{"frames", strings.Join(frames, "; ")},
		{"publisher", info.Source.Publisher.En},
		{"utgivare", info.Source.Publisher.Sv},
		{"source", info.Source.ID},
		{"licence", info.Source.Licence},
		{"url", info.Source.URL},
	}
}

// rows are what is said of an indicator's table.
func (t *tableInfo) rows() [][2]string {
	if t == nil {
		return nil
	}
	out := [][2]string{
		{"interface", t.API},
		{"address", t.Base},
		{"table", t.ID},
		{"path", t.Path},
		{"title", t.Title},
		{"contents", strings.Join(t.Contents, ", ")},
		{"label", t.Label},
		{"levels", strings.Join(t.Levels, ", ")},
		{"areas of", t.Version},
		{"select", dimensions(t.Select)},
	}
	for _, dim := range slices.Sorted(maps.Keys(t.Groups)) {
		out = append(out, [2]string{"groups", dim + " from " + t.Groups[dim]})
	}
	for _, role := range slices.Sorted(maps.Keys(t.Roles)) {
		out = append(out, [2]string{role, dimensions(t.Roles[role])})
	}
	var columns []string
	for _, role := range slices.Sorted(maps.Keys(t.Columns)) {
		columns = append(columns, t.Columns[role])
	}
	return append(out, [2]string{"by label", strings.Join(t.Labels, ", ")}, [2]string{"columns", strings.Join(columns, ", ")}, [2]string{"documented", t.Documented})
}

// dimensions prints values by their dimension.
func dimensions(m map[string][]string) string {
	var out []string
	for _, dim := range slices.Sorted(maps.Keys(m)) {
		out = append(out, dim+"="+strings.Join(m[dim], ","))
	}
	return strings.Join(out, "; ")
}

// howToUse says what a study needs for an indicator.
func howToUse(ind study.Indicator) string {
	switch t := ind.Table; {
	case t.API == "file":
		return "There is no open interface: the figures come in a file of the city's own, with these columns. In study.yaml:"
	case slices.Equal(t.Levels, []string{"county"}):
		return "In study.yaml; jamlik fetch brings the figures of the county, of which a study reads those of areas that it has:"
	case !t.Findable():
		return fmt.Sprintf("Which cells of its table it is made of is not documented: jamlik fetch show %s %s lists them, and the study names a fetch and\nan entry of data. In study.yaml:", t.API, t.ID)
	case t.Complete():
		return "In study.yaml; jamlik fetch then brings the figures:"
	default:
		return "In study.yaml; jamlik fetch finds the measure by its label in the table's metadata, or lists what there is:"
	}
}

// snippet is what to paste into a study file.
func snippet(ind study.Indicator) string {
	var b strings.Builder
	fmt.Fprintf(&b, "use:\n  - %s\n", ind.ID)
	if ind.Table.API == "file" {
		fmt.Fprintf(&b, "data:\n  - {file: %s.csv, use: %s}\n", ind.ID, ind.ID)
	}
	return b.String()
}
