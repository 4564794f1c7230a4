package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/charts/report"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

// runFlags are the flags of `run`.
type runFlags struct {
	out   string
	frame string
	since string

	pdf     bool
	formats []string
	charts  []string
	only    string
}

func (p *program) runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run [STUDY]",
		Short: "Read, analyse, draw and report: the main job",
		Long: `Read a study, analyse it, draw its figures (SVG, PNG, PDF, each with its data as CSV) and write a report in Swedish and English with
tables as CSV, Parquet and Arrow. Without STUDY it is the embedded study of Borås.

The report shows the figures of the charts that --charts names; --formats says which files lie beside it, where each figure has its data as CSV
in any case.

With --only tables there are the tables and the manifest alone, without figures, report and documents: for studies of a whole country, whose
results are many. They are written as the indicators are analysed, so that no more than a few of them are held in memory at once, and are the
same as those of a run without the flag. A table of more than 65,536 rows has CSV, Parquet and Arrow but no files for Excel, and the manifest
says which are left out. It also says if curves are, because the figures of all indicators do not fit into memory at once.

The result appears whole or not at all: it is written beside the output directory and put in its place in one step. A directory that
holds anything but an earlier result is never replaced.`,
		Example: "  jamlik run\n  jamlik run my-study -o out\n  jamlik run my-study -o out --frame opportunity --strict\n  jamlik run -o out --formats svg --charts compare,trend",
		Args:    positional(0, 1, "at most one study"),
	}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if !cmd.Flags().Changed("only") {
			return p.run(args, f)
		}
		if err := oneOf("only", f.only, onlyTables); err != nil {
			return err
		}
		for _, other := range []string{"frame", "since", "pdf", "formats", "charts"} {
			if cmd.Flags().Changed(other) {
				return usagef("--%s says how a report is made, but --only tables makes none: leave one of them out", other)
			}
		}
		return p.runTables(args, f)
	}
	cmd.Flags().StringVarP(&f.out, "output", "o", "jamlik-out", "directory for the result")
	cmd.Flags().StringVar(&f.frame, "frame", "", "chapters of the report: a frame of the study (opportunity, programme, focus, vision, goal); by theme where empty")
	cmd.Flags().StringVar(&f.since, "since", "", "an earlier result, or its manifest: tell what has changed since, and why")
	cmd.Flags().BoolVar(&f.pdf, "pdf", false, "print the report, and each district's profile, as PDF, with the Chromium that is installed")
	cmd.Flags().StringVar(&f.only, "only", "", "tables: write the tables and nothing else, as the analysis goes on")
	cmd.Flags().StringSliceVar(&f.formats, "formats", runFormatIDs(), "formats of the figures, and docx for a document with all of them")
	cmd.Flags().StringSliceVar(&f.charts, "charts", kindIDs(), "kinds of charts, or none")
	offer(cmd, map[string][]string{"formats": runFormatIDs(), "charts": append(kindIDs(), noCharts), "only": {onlyTables}})
	return cmd
}

func (p *program) run(args []string, f runFlags) error {
	if f.out == "" {
		return usagef("-o is empty: want a directory for the result")
	}
	formats, document, err := runFormats(f.formats)
	if err != nil {
		return err
	}
	kinds, err := chosenKinds("charts", f.charts)
	if err != nil {
		return err
	}
	l, err := p.load(args)
	if err != nil {
		return err
	}
	if _, ok := l.Catalogue.Frame(f.frame); f.frame != "" && !ok {
		var ids []string
		for _, fr := range l.Catalogue.Frames {
			ids = append(ids, fr.ID)
		}
		return usagef("--frame %q: the study has %s", f.frame, strings.Join(ids, ", "))
	}
	res, err := p.analyse(l)
	if err != nil {
		return err
	}
	m, err := manifestOf(l)
	if err != nil {
		return err
	}
	var since *comparedRuns
	if f.since != "" {
		if since, err = p.since(f.since, l, res, m); err != nil {
			return err
		}
	}
	if err := p.strictError(); err != nil {
		return err
	}
	out, err := newOutput(f.out)
	if err != nil {
		return err
	}
	defer out.close()
	figures, err := p.draw(l, res, kinds, formats, out)
	if err == nil {
		err = p.strictError()
	}
	if err != nil {
		return err
	}
	tables := newTableSet(out, l, res.Options.Compare.Against)
	if err = tables.add(res); err == nil {
		err = errors.Join(inParallel(append(tables.finish(res), p.otherTables(out, l, res)...)), writeFigureIndex(out, figures, formats))
	}
	if err == nil && since != nil {
		err = writeTable(out, "data/changes", changeRows(since.List), provenance(l))
	}
	if err != nil {
		return err
	}
	files := out.names()
	reports := map[lang.Lang]*report.Report{}
	for _, lg := range lang.All {
		reports[lg] = reportOf(l, res, figures[lg], files, lg, f.frame, since)
	}
	err = inEachLanguage(func(lg lang.Lang) error {
		var page bytes.Buffer
		if err := reports[lg].Write(&page); err != nil {
			return err
		}
		if err := out.write(reportName(lg), page.Bytes()); err != nil {
			return err
		}
		return writeExplorer(out, l, res, lg)
	})
	if err != nil {
		return err
	}
	for _, lg := range lang.All { // one after the other: each holds all pictures
		if !document {
			break
		}
		if err := writeDocument(out, reports[lg]); err != nil {
			return err
		}
	}
	if f.pdf {
		p.printPages(out, reports)
	}
	if err := out.commit(m); err != nil {
		return err
	}
	for _, lg := range lang.All {
		fmt.Fprintln(p.stdout, filepath.Join(f.out, reportName(lg)))
	}
	return nil
}

// inEachLanguage does something in all languages at once.
func inEachLanguage(do func(lang.Lang) error) error {
	var wg sync.WaitGroup
	errs := make([]error, len(lang.All))
	for i, lg := range lang.All {
		wg.Go(func() { errs[i] = do(lg) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// reportName is the file of the report in a language.
func reportName(l lang.Lang) string {
	if l == lang.Sv {
		return "rapport.html"
	}
	return "report.html"
}

func reportOf(l *study.Loaded, res *analysis.Results, figures []*charts.Figure, files map[string]bool, lg lang.Lang, frame string, since *comparedRuns) *report.Report {
	s := l.Study
	r := &report.Report{
		Lang: lg,
		Study: report.Study{ID: s.ID, Title: s.Title, Subtitle: s.Subtitle, Date: s.Date, Contact: s.Contact, Fictional: s.Fictional,
			Assumptions: s.Assumptions, Highlight: s.Highlight},
		Results: res, Catalogue: l.Catalogue, Register: l.Register, GroupName: groupNames(s), Frame: frame, Figures: figures, Files: files,
		Languages: map[lang.Lang]string{}, Explorer: explorerName(lg), Version: version, Seed: s.Seed, Reconciliation: published(l),
	}
	if since != nil {
		r.Since = &report.Since{Date: since.Before.Date, Version: since.Before.Version, Seed: since.Before.Seed, Made: since.Made, Changes: since.List}
	}
	for _, other := range lang.All {
		r.Languages[other] = reportName(other)
	}
	for _, in := range l.Inputs {
		r.Inputs = append(r.Inputs, report.Input{Name: in.Name, SHA256: in.SHA256, Rows: in.Rows})
	}
	return r
}
