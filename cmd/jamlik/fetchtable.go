package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/fetch"
)

// tableFlags say which part of which table.
type tableFlags struct {
	id, base, language string
	format             string // of what is printed
	selects, codelists []string
}

func (f *tableFlags) register(cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.base, "base", "", "address of the interface; the built-in one where empty")
	fl.StringVar(&f.language, "language", "", "of the labels; sv where empty")
	fl.StringVar(&f.format, "format", "table", "table or json")
	offer(cmd, map[string][]string{"format": {"table", "json"}})
}

// about returns the query of a command that takes the interface as its first argument.
func (f *tableFlags) about(api string, args []string) (fetch.Query, error) {
	if !slices.Contains(fetch.APIs, api) {
		return fetch.Query{}, usagef("unknown interface %q%s", api, meant(api, fetch.APIs))
	}
	return f.query(api, args)
}

// query returns what the flags ask of an interface.
func (f *tableFlags) query(api string, args []string) (fetch.Query, error) {
	if err := oneOf("format", f.format, "table", "json"); err != nil {
		return fetch.Query{}, err
	}
	q := fetch.Query{ID: f.id, API: api, Base: f.base, Language: f.language, Select: map[string][]string{}, Codelists: map[string]string{}}
	if len(args) > 0 {
		q.Table = args[0]
	}
	for _, s := range f.selects {
		dim, values, ok := strings.Cut(s, "=")
		if !ok || dim == "" || values == "" {
			return q, usagef("--select is %q: want DIMENSION=VALUES, such as 'Region=1490*' or 'Tid=top(3)'", s)
		}
		q.Select[dim] = append(q.Select[dim], splitValues(values)...)
	}
	for _, s := range f.codelists {
		dim, list, ok := strings.Cut(s, "=")
		if !ok || dim == "" || list == "" {
			return q, usagef("--codelist is %q: want DIMENSION=LIST, such as Region=vs_DeSO2025", s)
		}
		q.Codelists[dim] = list
	}
	if q.ID == "" {
		q.ID = snapshotName(api, q.Table)
	}
	return q, nil
}

// splitValues cuts a list at its commas, but not at those within parentheses.
func splitValues(list string) (out []string) {
	depth, from := 0, 0
	for i, r := range list {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			out = append(out, list[from:i])
			from = i + 1
		}
	}
	return append(out, list[from:])
}

var notInNames = regexp.MustCompile(`[^a-z0-9]+`)

// snapshotName returns a name for the snapshot of a table.
func snapshotName(api, table string) string {
	return strings.Trim(notInNames.ReplaceAllString(strings.ToLower(api+"-"+table), "-"), "-")
}

func (p *program) fetchTableCommand(api string) *cobra.Command {
	var f tableFlags
	var g fetchFlags
	var out string
	uses := map[string][2]string{
		"scb":        {"scb TABLE", "  jamlik fetch scb TAB6685 --select 'Region=1490*' --select ContentsCode=000008AC --select 'Tid=top(3)'"},
		"pxweb2":     {"pxweb2 TABLE --base URL", "  jamlik fetch pxweb2 05810 --base https://data.ssb.no/api/pxwebapi/v2 --select 'Tid=top(1)'"},
		"pxweb":      {"pxweb PATH --base URL", "  jamlik fetch pxweb A_Folkhalsodata/B_HLV/table.px --base https://fohm-app.folkhalsomyndigheten.se/Folkhalsodata/api/v1/sv --select 'Region=1490'"},
		"kolada":     {"kolada", "  jamlik fetch kolada --select kpi=N00956,N00957 --select municipality=1490,0000 --select 'year=2022,2023'"},
		"skolverket": {"skolverket", "  jamlik fetch skolverket --select municipality=1490 --select form=gr"},
	}
	takesTable := api != "kolada" && api != "skolverket"
	args := positional(0, 1, "at most one table")
	if takesTable {
		args = positional(1, 1, "one table")
	}
	cmd := &cobra.Command{
		Use:     uses[api][0],
		Short:   map[string]string{"scb": "Fetch a table of Statistics Sweden", "pxweb2": "Fetch a table of another PxWebApi 2", "pxweb": "Fetch a table of a PxWeb of version 1", "kolada": "Fetch key figures of Kolada", "skolverket": "Fetch statistics of school units from Skolverket"}[api],
		Example: uses[api][1],
		Args:    args,
		RunE: func(_ *cobra.Command, args []string) error {
			q, err := f.query(api, args)
			if err != nil {
				return err
			}
			g.format = f.format
			client, ctx, cancel := p.client()
			defer cancel()
			if g.dryRun {
				return p.printPlan(ctx, client, q, g)
			}
			o, err := p.bring(ctx, client, q, filepath.Clean(out), g.refresh)
			if err != nil {
				return err
			}
			return p.printOutcomes([]outcome{o}, g.format)
		},
	}
	f.register(cmd)
	fl := cmd.Flags()
	fl.StringVar(&f.id, "id", "", "name of the snapshot's folder; made of the table where empty")
	fl.StringArrayVar(&f.selects, "select", nil, "DIMENSION=VALUES: codes, masks with * and ?, top(n), from(x), to(x), range(a,b), joined by commas; again for each dimension")
	fl.StringArrayVar(&f.codelists, "codelist", nil, "DIMENSION=LIST: another set of values, or one that sums them")
	fl.StringVarP(&out, "output", "o", "snapshots", "folder of snapshots")
	fl.BoolVar(&g.dryRun, "dry-run", false, "print the calls; only metadata is read")
	fl.BoolVar(&g.offline, "offline", false, "with --dry-run: make no call at all")
	fl.BoolVar(&g.refresh, "refresh", false, "fetch it even if it has not changed")
	return cmd
}

func (p *program) fetchSearchCommand() *cobra.Command {
	var f tableFlags
	cmd := &cobra.Command{
		Use:       "search API TEXT",
		Short:     "Find tables, key figures or school units by their words",
		Example:   "  jamlik fetch search scb 'ekonomisk standard'\n  jamlik fetch search kolada ohälsotal\n  jamlik fetch search pxweb BE/BE0101 --base https://api.scb.se/OV0104/v1/doris/sv/ssd",
		Args:      positional(2, 2, "an interface and a text"),
		ValidArgs: fetch.APIs,
		RunE: func(_ *cobra.Command, args []string) error {
			q, err := f.about(args[0], nil)
			if err != nil {
				return err
			}
			client, ctx, cancel := p.client()
			defer cancel()
			found, err := client.Search(ctx, q, args[1])
			if err != nil {
				return err
			}
			if f.format == "json" {
				return p.writeJSON(found)
			}
			w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "ID\tPERIODS\tUPDATED\tTITLE")
			for _, t := range found {
				periods := strings.Trim(t.First+"–"+t.Last, "–")
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", t.ID, periods, t.Updated, t.Title)
			}
			return w.Flush()
		},
	}
	f.register(cmd)
	return cmd
}

// most is how many values of a dimension show lists unless all are asked for.
const most = 20

func (p *program) fetchShowCommand() *cobra.Command {
	var f tableFlags
	var all bool
	cmd := &cobra.Command{
		Use:       "show API [TABLE]",
		Short:     "Show the dimensions, values and code lists of a table",
		Example:   "  jamlik fetch show scb TAB6685\n  jamlik fetch show kolada",
		Args:      positional(1, 2, "an interface and perhaps a table"),
		ValidArgs: fetch.APIs,
		RunE: func(_ *cobra.Command, args []string) error {
			q, err := f.about(args[0], args[1:])
			if err != nil {
				return err
			}
			client, ctx, cancel := p.client()
			defer cancel()
			d, err := client.Metadata(ctx, q)
			if err != nil {
				return err
			}
			if f.format == "json" {
				return p.writeJSON(d)
			}
			p.printDescription(d, all)
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "every value of every dimension")
	return cmd
}

func (p *program) printDescription(d fetch.Description, all bool) {
	fmt.Fprintf(p.stdout, "%s %s\n", d.Table, d.Title)
	for _, line := range [][2]string{{"updated", d.Updated}, {"source", d.Source}, {"licence", d.Licence}} {
		if line[1] != "" {
			fmt.Fprintf(p.stdout, "  %s: %s\n", line[0], line[1])
		}
	}
	if n := d.Limits.Cells; n > 0 {
		fmt.Fprintf(p.stdout, "  limit: %s a call\n", lang.Count(n, "cell"))
	}
	for _, dim := range d.Dimensions {
		need := "may be left out"
		if dim.Mandatory {
			need = "must be selected"
		}
		fmt.Fprintf(p.stdout, "%s (%s): %s, %s", dim.Code, dim.Label, lang.Count(len(dim.Values), "value"), need)
		if dim.Role != "" {
			fmt.Fprintf(p.stdout, ", %s", dim.Role)
		}
		fmt.Fprintln(p.stdout)
		values := dim.Values
		if !all && len(values) > most {
			values = values[:most]
		}
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		for _, v := range values {
			fmt.Fprintf(w, "  %s\t%s\t%s\n", v.Code, v.Label, v.Unit)
		}
		_ = w.Flush() // the standard output's own error is told at the end
		if n := len(dim.Values) - len(values); n > 0 {
			fmt.Fprintf(p.stdout, "  … %d more; --all shows them\n", n)
		}
		for _, c := range dim.Codelists {
			fmt.Fprintf(p.stdout, "  code list %s (%s): %s\n", c.ID, c.Type, c.Label)
		}
	}
	for _, note := range d.Notes {
		fmt.Fprintf(p.stdout, "note: %s\n", note)
	}
}
