package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/fetch"
	"github.com/jamlik/jamlik/ingest/snapshot"
	"github.com/jamlik/jamlik/ingest/study"
)

// fetchFlags are the flags of `fetch`.
type fetchFlags struct {
	only    []string
	check   bool
	dryRun  bool
	offline bool
	refresh bool
	format  string
	timeout timeout
}

func (p *program) fetchCommand() *cobra.Command {
	var f fetchFlags
	cmd := &cobra.Command{
		Use:   "fetch STUDY",
		Short: "Bring tables of open interfaces into snapshots that run reads",
		Long: `Fetch what a study lists after fetch:, and the tables of the indicators that it takes from the built-in catalogue, into its folder of
snapshots: the answers as they came, with what was asked, when, and under which licence. run and check read the snapshots and never
touch the network.

A table that is there and has not changed upstream is kept, unless --refresh. What was interrupted goes on where it stopped. A snapshot is
replaced whole or not at all. Queries above a server's limit are split; servers that are busy are waited for. HTTP_PROXY, HTTPS_PROXY and NO_PROXY
are followed. Only the hosts built in and those that the study names are called.

A fetch with engine: has persons counted where they are, in files or in a database, and keeps the cells. Where that is stands in a variable of the
environment, JAMLIK_ENGINE_ and the ID in capitals or what dsn_env names, and never in the study: for local the directory of the files, which is the
study's where the variable is not set. --dry-run prints the statements with what goes in their places, and reads only which columns a table has.

Single tables are fetched with the subcommands scb, pxweb2, pxweb, kolada and skolverket; search and show find them.`,
		Example: `  jamlik fetch my-study                  everything that has changed upstream
  jamlik fetch my-study --check          what is newer upstream; nothing is written
  jamlik fetch my-study --dry-run        the calls that would be made
  jamlik fetch search scb 'ekonomisk standard'
  jamlik fetch show scb TAB6685
  jamlik fetch scb TAB6685 --select 'Region=1490*' --select ContentsCode=000008AC --select 'Tid=top(3)' -o snapshots`,
		Args: positional(1, 1, "one study, or a subcommand"),
		RunE: func(_ *cobra.Command, args []string) error { return p.fetchStudy(args[0], f) },
	}
	fl := cmd.Flags()
	fl.StringSliceVar(&f.only, "only", nil, "fetches of the study by their id; all where empty")
	fl.BoolVar(&f.check, "check", false, "tell what is newer upstream and write nothing; newer is a warning")
	fl.BoolVar(&f.dryRun, "dry-run", false, "print the calls; only metadata is read")
	fl.BoolVar(&f.offline, "offline", false, "with --dry-run: make no call at all, and print those that can be known")
	fl.BoolVar(&f.refresh, "refresh", false, "fetch what has not changed as well")
	fl.StringVar(&f.format, "format", "table", "table or json")
	f.timeout.register(fl)
	offer(cmd, map[string][]string{"format": {"table", "json"}})
	for _, api := range fetch.APIs {
		cmd.AddCommand(p.fetchTableCommand(api))
	}
	cmd.AddCommand(p.fetchSearchCommand(), p.fetchShowCommand())
	return cmd
}

// client returns the program's client and a context that ends when the program is told to; done is to be called when the client is not needed any more.
func (p *program) client() (client *fetch.Client, ctx context.Context, done func()) {
	ctx, done = p.context()
	return fetch.New(fetch.Options{UserAgent: "jamlik/" + version + " (+https://github.com/jamlik/jamlik)", Progress: p.progress("fetching")}), ctx, done
}

// fetchStudy fetches what a study asks for, one query after the other. A query that fails does not keep the others from being fetched.
func (p *program) fetchStudy(path string, f fetchFlags) error {
	if err := oneOf("format", f.format, "table", "json"); err != nil {
		return err
	}
	switch {
	case f.offline && !f.dryRun:
		return usagef("--offline goes with --dry-run")
	case f.check && (f.dryRun || f.refresh):
		return usagef("--check goes with neither --dry-run nor --refresh")
	}
	s, dir, err := decodeStudy(path)
	if err != nil {
		return err
	}
	list, err := chosenFetches(s, f.only)
	if err != nil {
		return err
	}
	client, ctx, cancel := p.client()
	defer cancel()
	ctx, stop := f.timeout.limit(ctx)
	defer stop()
	folder := filepath.Join(dir, filepath.FromSlash(s.SnapshotFolder()))
	var all []outcome
	var errs []error
	for _, one := range list {
		var o outcome
		q, err := queryOf(one), error(nil)
		if one.Engine == "" && !f.offline {
			q, err = resolve(ctx, client, one)
		}
		switch {
		case err != nil:
		case one.Engine != "":
			o, err = p.fetchCounted(ctx, one, dir, folder, f)
		case f.dryRun:
			err = p.printPlan(ctx, client, q, f)
		case f.check:
			o, err = p.checkUpstream(ctx, client, q, folder)
		default:
			o, err = p.bring(ctx, client, q, folder, f.refresh)
		}
		if err != nil {
			errs = append(errs, err)
			if ctx.Err() != nil {
				break
			}
			continue
		}
		all = append(all, o)
	}
	if !f.dryRun && len(all) > 0 {
		errs = append(errs, p.printOutcomes(all, f.format))
	}
	return errors.Join(errs...)
}

// decodeStudy reads a study file and returns its directory. What the study names need not be there yet.
func decodeStudy(path string) (*study.Study, string, error) {
	fsys, name, err := openStudy([]string{path})
	if err != nil {
		return nil, "", err
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, "", plainPathError(err)
	}
	s, err := study.Decode(name, data)
	if err != nil {
		return nil, "", err
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		path = filepath.Dir(path)
	}
	return s, path, nil
}

// chosenFetches returns the fetches of a study that --only names, all where it names none.
func chosenFetches(s *study.Study, only []string) ([]study.Fetch, error) {
	if len(s.Fetch) == 0 {
		return nil, errors.New("the study fetches nothing; list tables after fetch:, or indicators of the catalogue after use: (jamlik indicators list)")
	}
	var known []string
	for _, f := range s.Fetch {
		known = append(known, f.ID)
	}
	for _, id := range only {
		if !slices.Contains(known, id) {
			return nil, usagef("--only: the study has no fetch %q%s", id, meant(id, known))
		}
	}
	return slices.DeleteFunc(slices.Clone(s.Fetch), func(f study.Fetch) bool { return len(only) > 0 && !slices.Contains(only, f.ID) }), nil
}

func queryOf(f study.Fetch) fetch.Query {
	return fetch.Query{ID: f.ID, API: f.API, Base: f.Base, Table: f.Table, Language: f.Language, Select: f.Select, Codelists: f.Codelists}
}

// outcome is what became of one fetch.
type outcome struct {
	ID       string `json:"id"`
	State    string `json:"state"` // fetched, current, newer, missing, other or unknown
	Table    string `json:"table,omitempty"`
	Title    string `json:"title,omitempty"`
	Updated  string `json:"updated,omitempty"`  // of the snapshot
	Upstream string `json:"upstream,omitempty"` // what the publisher says now
	Parts    int    `json:"parts,omitempty"`
	Bytes    int64  `json:"bytes,omitempty"`
	Folder   string `json:"folder,omitempty"`
}

// The states of a fetch.
const (
	stateFetched = "fetched"
	stateCurrent = "current" // the snapshot is what the publisher has
	stateNewer   = "newer"   // the publisher has something newer
	stateMissing = "missing" // there is no snapshot
	stateOther   = "other"   // the snapshot answers another query
	stateUnknown = "unknown" // an engine cannot tell without counting
)

func outcomeOf(q fetch.Query, state string, s snapshot.Snapshot, folder string) outcome {
	o := outcome{ID: q.ID, State: state, Table: s.Table, Title: s.Title, Updated: s.Updated, Parts: len(s.Parts)}
	if len(s.Parts) > 0 {
		o.Folder = filepath.Join(folder, q.ID)
	}
	for _, part := range s.Parts {
		o.Bytes += part.Bytes
	}
	return o
}

// upstream compares the snapshot of a query with what the publisher has.
func upstream(ctx context.Context, c *fetch.Client, q fetch.Query, folder string) (outcome, error) {
	s, err := snapshot.Read(os.DirFS(folder), q.ID)
	if err != nil {
		if errors.As(err, new(indicators.Problem)) { // none, or none that can be read
			return outcomeOf(q, stateMissing, snapshot.Snapshot{}, folder), nil
		}
		return outcome{}, err
	}
	if !q.Answers(s) {
		return outcomeOf(q, stateOther, s, folder), nil
	}
	newer, now, err := c.Check(ctx, s)
	if err != nil {
		return outcome{}, err
	}
	state := stateCurrent
	if newer {
		state = stateNewer
	}
	o := outcomeOf(q, state, s, folder)
	o.Upstream = now
	return o, nil
}

// checkUpstream tells what is newer, as a warning, so that --strict makes it a failure.
func (p *program) checkUpstream(ctx context.Context, c *fetch.Client, q fetch.Query, folder string) (outcome, error) {
	o, err := upstream(ctx, c, q, folder)
	if err != nil {
		return o, err
	}
	switch o.State {
	case stateNewer:
		p.warn(fmt.Errorf("%s: the publisher has something newer: %s, the snapshot is of %s", q.ID, o.Upstream, o.Updated))
	case stateMissing:
		p.warn(fmt.Errorf("%s: is not fetched yet", q.ID))
	case stateOther:
		p.warn(fmt.Errorf("%s: the snapshot answers another query than the study now asks", q.ID))
	}
	return o, nil
}

// bring fetches a query unless its snapshot is what the publisher has.
func (p *program) bring(ctx context.Context, c *fetch.Client, q fetch.Query, folder string, refresh bool) (outcome, error) {
	if !refresh {
		if o, err := upstream(ctx, c, q, folder); err != nil || o.State == stateCurrent {
			return o, err
		}
	}
	s, err := c.Fetch(ctx, q, folder)
	if err != nil {
		return outcome{}, err
	}
	for _, note := range s.Notes {
		p.warn(fmt.Errorf("%s: %s", q.ID, note))
	}
	return outcomeOf(q, stateFetched, s, folder), nil
}

func (p *program) printOutcomes(all []outcome, format string) error {
	if format == "json" {
		return p.writeJSON(all)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FETCH\tSTATE\tPARTS\tBYTES\tUPDATED\tTABLE")
	for _, o := range all {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%s\t%s\n", o.ID, o.State, o.Parts, o.Bytes, o.Updated, strings.TrimSpace(o.Table+" "+o.Title))
	}
	return w.Flush()
}

// printPlan prints the calls of a query.
func (p *program) printPlan(ctx context.Context, c *fetch.Client, q fetch.Query, f fetchFlags) error {
	plan, err := c.Outline(q)
	if !f.offline {
		plan, err = c.Plan(ctx, q)
	}
	if err != nil {
		return err
	}
	if f.format == "json" {
		return p.writeJSON(plan)
	}
	calls := lang.Count(len(plan.Calls), "call")
	if plan.Cells > 0 {
		calls += ", " + lang.Count(plan.Cells, "cell")
	}
	fmt.Fprintf(p.stdout, "%s: %s\n", q.ID, calls)
	printCalls(p.stdout, "metadata", plan.Read)
	printCalls(p.stdout, "data", plan.Calls)
	for _, note := range plan.Notes {
		fmt.Fprintf(p.stdout, "  note: %s\n", note)
	}
	return nil
}

func printCalls(w io.Writer, what string, calls []fetch.Call) {
	for _, c := range calls {
		fmt.Fprintf(w, "  %s: %s %s\n", what, c.Method, c.URL)
		if c.Body != "" {
			fmt.Fprintf(w, "    %s\n", c.Body)
		}
	}
}
