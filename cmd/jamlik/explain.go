package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

// explainFlags are the flags of `explain`.
type explainFlags struct {
	study, format, area string
}

func (p *program) explainCommand() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use:   "explain FIGURE|FINDING|VALUE ...",
		Short: "Say what a number was computed from, down to the source cells, and compute it again",
		Long: `Print the chain from a number to the cells of the sources (file, row, table, contents code, retrieved, licence, sha256 of the file) and
every step between. The number is then computed from those cells by those steps, without looking at the result, and both are printed.
Exit status 1 where they differ in a printed digit. Several are explained one after the other, and the study is analysed once.

What to explain is
  FIGURE   a figure by its file name, or what that begins with, as in figures.csv: compare-employed-sv. All its values, or one with --area.
  FINDING  a finding by its id in data/findings.csv: largest_gap/employed/norr
  VALUE    a number by its address. The words after the first two come in any order; areas are codes or names, the city is city too,
           and a school year is written 2023_24:
` + addressHelp() + `
Numbers that the results withhold are not explained with numbers, and cells of a source whose small numbers are withheld are named by
their place only. Without --study it is the embedded study of Borås.`,
		Example: "  jamlik explain comparison/low_economic_standard/norrby\n" +
			"  jamlik explain comparison/employed/norr/difference --study my-study\n" +
			"  jamlik explain index/low_economic_standard/mdm/deso\n" +
			"  jamlik explain compare-employed-sv --area Norr --study my-study --format json",
		Args: positional(1, math.MaxInt, "figures, findings or addresses"),
		RunE: func(_ *cobra.Command, args []string) error { return p.explain(args, f) },
	}
	cmd.ValidArgsFunction = func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
		return p.completeExplained(f.studyArgs(), word)
	}
	fl := cmd.Flags()
	fl.StringVar(&f.study, "study", "", "directory of a study; the embedded study of Borås where empty")
	fl.StringVar(&f.format, "format", "text", "text or json")
	fl.StringVar(&f.area, "area", "", "of a figure: the one area to explain, by name or code")
	offer(cmd, map[string][]string{"format": {"text", "json"}})
	return cmd
}

func addressHelp() string {
	var b strings.Builder
	for _, form := range analysis.AddressForms() {
		b.WriteString("             " + form + "\n")
	}
	return b.String()
}

func (f explainFlags) studyArgs() []string {
	if f.study == "" {
		return nil
	}
	return []string{f.study}
}

func (p *program) explain(whats []string, f explainFlags) error {
	if err := oneOf("format", f.format, "text", "json"); err != nil {
		return err
	}
	l, err := p.read(f.studyArgs())
	if err != nil {
		return err
	}
	res, err := p.results(l)
	if err != nil {
		return err
	}
	x := explainer{p: p, l: l, res: res, tracer: newTracer(l, res), files: newFileIndex(l)}
	all := make([]*explained, len(whats))
	var unknown, wrong []error
	for i, what := range whats {
		if all[i], err = x.explained(what, f.area); err != nil {
			unknown = append(unknown, err)
		}
	}
	if len(unknown) > 0 {
		return usageError{errors.Join(unknown...)}
	}
	for i, e := range all {
		if f.format == "json" {
			err = p.writeJSON(x.document(e))
		} else {
			if i > 0 {
				fmt.Fprintln(p.stdout)
			}
			err = x.print(e)
		}
		if err != nil {
			return err
		}
		wrong = append(wrong, e.disagreement())
	}
	return errors.Join(wrong...)
}

// explainer explains the numbers of one study.
type explainer struct {
	p      *program
	l      *study.Loaded
	res    *analysis.Results
	tracer *analysis.Tracer
	files  *fileIndex
}

// explained is what an argument stands for, with the traces of its numbers.
type explained struct {
	what   string // as given
	kind   string // value, finding or figure
	said   lang.Text
	traces []*analysis.Trace
	more   []string // numbers of a finding that are not traced
	brief  bool     // many values: only what each is, not how it was computed
}

// disagreement is an error where a number of the results is not the one computed from the cells.
func (e *explained) disagreement() error {
	var errs []error
	for _, t := range e.traces {
		if t.OK && !t.Agree() {
			errs = append(errs, fmt.Errorf("%s: the results say %s, but the cells give %s", t.Address, estimateText(t.Found), estimateText(t.Recomputed)))
		}
	}
	return errors.Join(errs...)
}

// explained finds out what an argument means.
func (x *explainer) explained(what, area string) (*explained, error) {
	first, _, isAddress := strings.Cut(what, "/")
	topics := analysis.AddressForms()
	for i, form := range topics {
		topics[i], _, _ = strings.Cut(form, "/")
	}
	for i := range x.res.Findings {
		if f := &x.res.Findings[i]; f.ID() == what {
			return x.finding(what, f)
		}
	}
	switch {
	case isAddress && slices.Contains(topics, first):
		if area != "" {
			return nil, errors.New("--area is about figures; an address names its area")
		}
		t, err := x.tracer.Trace(what)
		if err != nil {
			return nil, err
		}
		return &explained{what: what, kind: "value", traces: []*analysis.Trace{t}}, nil
	case x.isFigure(what):
		return x.figure(what, area)
	}
	return nil, &analysis.AddressError{Address: what, What: "is no figure, finding or address of the study",
		Near: analysis.Nearest(what, append(append(x.figureIDs(), x.findingIDs()...), x.tracer.Addresses()...), 3)}
}

func (x *explainer) findingIDs() []string {
	var out []string
	for i := range x.res.Findings {
		out = append(out, x.res.Findings[i].ID())
	}
	return out
}

func (x *explainer) finding(what string, f *analysis.Finding) (*explained, error) {
	traces, err := x.tracer.Finding(f)
	if err != nil {
		return nil, err
	}
	return &explained{what: what, kind: "finding", said: x.sentence(f), traces: traces, more: f.Untraced()}, nil
}

// completeExplained offers addresses, findings and figures, one word of an address at a time.
func (p *program) completeExplained(args []string, word string) ([]string, cobra.ShellCompDirective) {
	const quiet = cobra.ShellCompDirectiveNoFileComp
	l, err := p.read(args)
	if err != nil {
		return nil, quiet
	}
	res, err := p.results(l, func(o *analysis.Options) { o.Replicates = analysis.MinReplicates })
	if err != nil {
		return nil, quiet
	}
	x := explainer{p: p, l: l, res: res, tracer: newTracer(l, res)}
	var out []string
	directive := quiet
	for _, list := range [][]string{x.tracer.Addresses(), x.findingIDs(), x.figureIDs()} {
		for _, a := range list {
			if !strings.HasPrefix(a, word) {
				continue
			}
			if i := strings.IndexByte(a[len(word):], '/'); i >= 0 {
				a = a[:len(word)+i+1]
				directive |= cobra.ShellCompDirectiveNoSpace
			}
			if n := len(out); n == 0 || out[n-1] != a {
				out = append(out, a)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), directive
}
