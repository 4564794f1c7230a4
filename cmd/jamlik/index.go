package main

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

func (p *program) indexCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "index",
		Short: "List, explain and compute the indices",
		Example: `  jamlik index list
  jamlik index show dissimilarity
  jamlik index compute dissimilarity --data people.csv --unit area --group foreign,swedish`,
		Args: subcommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.indexListCommand(), p.indexShowCommand(), p.computeCommand())
	return cmd
}

// indexInfo is an index as JSON shows it.
type indexInfo struct {
	ID      string      `json:"id"`
	Family  string      `json:"family"`
	Name    lang.Text   `json:"name"`
	Input   string      `json:"input"`
	Formula string      `json:"formula"`
	Source  string      `json:"source"`
	Min     *float64    `json:"min"` // null where there is no bound
	Max     *float64    `json:"max"`
	Params  []paramInfo `json:"params"`
	Reading lang.Text   `json:"reading"`
	Caveat  lang.Text   `json:"caveat"`
	Needs   string      `json:"needs"`
	Reads   []string    `json:"reads,omitempty"`        // flags that it cannot do without beside the least
	Within  string      `json:"larger_units,omitempty"` // needed, or optional
	Larger  string      `json:"larger_groups,omitempty"`
	Whole   bool        `json:"whole_counts,omitempty"`
	AlsoIn  []string    `json:"also_in"` // other programs, with the name there
	Example string      `json:"example"`
}

type paramInfo struct {
	Name    string   `json:"name"`
	Default float64  `json:"default"`
	Min     float64  `json:"min"`
	Max     float64  `json:"max"`
	Choices []string `json:"choices,omitempty"` // the names of 0, 1, 2 …
	Doc     string   `json:"doc"`
}

func infoOf(ix index.Index) indexInfo {
	info := indexInfo{
		ID: ix.ID, Family: string(ix.Family), Name: ix.Name, Input: string(ix.Shape()), Formula: ix.Formula, Source: ix.Source,
		Min: finite(ix.Min), Max: finite(ix.Max), Params: []paramInfo{}, Reading: ix.Reading, Caveat: ix.Caveat, Needs: ix.Needs,
		Reads: computeFlags{}.lacks(ix), Within: needOf(ix.Larger.Units, ix.Larger.Optional), Larger: needOf(ix.Larger.Groups, ix.Larger.Optional),
		Whole: ix.Whole, AlsoIn: append([]string{}, ix.Programs...), Example: exampleOf(ix),
	}
	for _, q := range ix.Params {
		info.Params = append(info.Params, paramInfo{q.Name, q.Default, q.Min, q.Max, q.Choices, q.Doc})
	}
	return info
}

// needOf says whether an index reads larger units or groups, and whether it can do without.
func needOf(read, optional bool) string {
	switch {
	case !read:
		return ""
	case optional:
		return "optional"
	}
	return "needed"
}

// finite returns nil for what JSON cannot write.
func finite(v float64) *float64 {
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return nil
	}
	return &v
}

func (p *program) indexListCommand() *cobra.Command {
	var format, family, input string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the indices",
		Example: "  jamlik index list\n  jamlik index list --family segregation --input 'two groups'\n  jamlik index list --format json",
		Args:    positional(0, 0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			if err := oneOf("format", format, "table", "json"); err != nil {
				return err
			}
			for _, filter := range []struct {
				flag, value string
				of          func(ix index.Index) string
			}{{"family", family, familyOf}, {"input", input, inputOf}} {
				if filter.value != "" {
					if err := oneOf(filter.flag, filter.value, kinds(filter.of)...); err != nil {
						return err
					}
				}
			}
			list := slices.DeleteFunc(registry.All(), func(ix index.Index) bool {
				return family != "" && familyOf(ix) != family || input != "" && inputOf(ix) != input
			})
			if format == "json" {
				infos := []indexInfo{}
				for _, ix := range list {
					infos = append(infos, infoOf(ix))
				}
				return p.writeJSON(infos)
			}
			w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "ID\tFAMILY\tINPUT\tNAME\tNAMN")
			for _, ix := range list {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", ix.ID, ix.Family, ix.Shape(), ix.Name.En, ix.Name.Sv)
			}
			return w.Flush()
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "table or json")
	cmd.Flags().StringVar(&family, "family", "", "only the indices of one family")
	cmd.Flags().StringVar(&input, "input", "", "only the indices of one kind of input, such as 'two groups'")
	offer(cmd, map[string][]string{"format": {"table", "json"}, "family": kinds(familyOf), "input": kinds(inputOf)})
	return cmd
}

func familyOf(ix index.Index) string { return string(ix.Family) }

func inputOf(ix index.Index) string { return string(ix.Shape()) }

// kinds returns what the indices say of themselves, each once and in the order of the list.
func kinds(of func(ix index.Index) string) []string {
	var out []string
	for _, ix := range registry.All() {
		if k := of(ix); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

func (p *program) indexShowCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:               "show ID",
		Short:             "Show one index: formula, source, parameters, how to read it, what not to use it for",
		Example:           "  jamlik index show dissimilarity",
		Args:              positional(1, 1, "the ID of one index"),
		ValidArgsFunction: completeIndices,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("format", format, "table", "json"); err != nil {
				return err
			}
			ix, err := registry.Lookup(args[0])
			if err != nil {
				return usageError{err}
			}
			if format == "json" {
				return p.writeJSON(infoOf(ix))
			}
			w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			for _, row := range [][2]string{
				{"id", ix.ID},
				{"name", ix.Name.En},
				{"namn", ix.Name.Sv},
				{"family", string(ix.Family)},
				{"input", string(ix.Shape())},
				{"needs", ix.Needs},
				{"formula", ix.Formula},
				{"range", fmt.Sprintf("%v to %v", ix.Min, ix.Max)},
				{"source", ix.Source},
				{"reading", strings.Replace(ix.Reading.En, "%s", "…", 1)},
				{"läsning", strings.Replace(ix.Reading.Sv, "%s", "…", 1)},
				{"caveat", ix.Caveat.En},
				{"förbehåll", ix.Caveat.Sv},
			} {
				fmt.Fprintf(w, "%s\t%s\n", row[0], row[1])
			}
			if flags := (computeFlags{}).lacks(ix); flags != nil {
				fmt.Fprintf(w, "reads\t%s\n", strings.Join(flags, "; "))
			}
			if s := needOf(ix.Larger.Units, ix.Larger.Optional); s != "" {
				fmt.Fprintf(w, "larger units\t%s (--within)\n", s)
			}
			if s := needOf(ix.Larger.Groups, ix.Larger.Optional); s != "" {
				fmt.Fprintf(w, "larger groups\t%s (--supergroup)\n", s)
			}
			if ix.Whole {
				fmt.Fprintln(w, "counts\twhole numbers of people")
			}
			if len(ix.Programs) > 0 {
				fmt.Fprintf(w, "also in\t%s\n", strings.Join(ix.Programs, "; "))
			}
			fmt.Fprintf(w, "example\t%s\n", exampleOf(ix))
			for _, q := range ix.Params {
				if q.Choices != nil {
					fmt.Fprintf(w, "param %s\t%s (default %s, one of %s)\n", q.Name, q.Doc, q.Named(q.Default), strings.Join(q.Choices, ", "))
					continue
				}
				fmt.Fprintf(w, "param %s\t%s (default %v, %v to %v)\n", q.Name, q.Doc, q.Default, q.Min, q.Max)
			}
			return w.Flush()
		},
	}
	cmd.Flags().StringVar(&format, "format", "table", "table or json")
	offer(cmd, map[string][]string{"format": {"table", "json"}})
	return cmd
}

// completeIndices offers IDs and families to the shell.
func completeIndices(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var out []string
	for _, ix := range registry.All() {
		out = append(out, ix.ID+"\t"+ix.Name.En)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// offer gives the shell the values that flags have.
func offer(cmd *cobra.Command, values map[string][]string) {
	for flag, list := range values {
		if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp)); err != nil {
			panic(err) // there is no such flag
		}
	}
}

func (p *program) writeJSON(v any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
