package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/charts/report"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

// runFlags are the flags of `run`.
type runFlags struct {
	out   string
	frame string
	since string
}

func (p *program) runCommand() *cobra.Command {
	var f runFlags
	cmd := &cobra.Command{
		Use:   "run [STUDY]",
		Short: "Read, analyse, draw and report: the main job",
		Long: `Read a study, analyse it, draw its figures (SVG, PNG, PDF, each with its data as CSV) and write a report in Swedish and English with
tables as CSV, Parquet and Arrow. Without STUDY it is the embedded study of Borås.

The result appears whole or not at all: it is written beside the output directory and put in its place in one step. A directory that
holds anything but an earlier result is never replaced.`,
		Example: "  jamlik run\n  jamlik run my-study -o out\n  jamlik run my-study -o out --frame opportunity --strict",
		Args:    positional(0, 1, "at most one study"),
		RunE:    func(_ *cobra.Command, args []string) error { return p.run(args, f) },
	}
	cmd.Flags().StringVarP(&f.out, "output", "o", "jamlik-out", "directory for the result")
	cmd.Flags().StringVar(&f.frame, "frame", "", "chapters of the report: a frame of the study (opportunity, programme, focus, vision, goal); by theme where empty")
	cmd.Flags().StringVar(&f.since, "since", "", "an earlier result, or its manifest: tell what has changed since, and why")
	return cmd
}

func (p *program) run(args []string, f runFlags) error {
	if f.out == "" {
		return usagef("-o is empty: want a directory for the result")
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
	figures, err := p.draw(l, res, out)
	if err != nil {
		return err
	}
	err = errors.Join(
		p.writeMaps(out, l, res),
		writeSegregation(out, l, res),
		writeTable(out, "data/comparisons", comparisonRows(res), provenance(l)),
		writeTable(out, "data/benchmarks", benchmarkRows(res), provenance(l)),
		writeTable(out, "data/funnel", funnelRows(res), provenance(l)),
		writeTable(out, "data/discoveries", discoveryRows(res), provenance(l)),
		writeTable(out, "data/indices", indexRows(res), provenance(l)),
		writeTable(out, "data/groups", groupRows(res), provenance(l)),
		writeTable(out, "data/group-measures", groupMeasureRows(res), provenance(l)),
		writeTable(out, "data/decompositions", decompositionRows(res), provenance(l)),
		writeTable(out, "data/findings", foundRows(l, res), provenance(l)),
		writeTargets(out, l, res),
		writeTable(out, "data/composites", compositeRows(res), provenance(l)),
		writeTable(out, "data/composite-parts", compositePartRows(res), provenance(l)),
		writeTable(out, "data/agreement", agreementRows(res), provenance(l)),
		writeTable(out, "data/relations", relationRows(res), provenance(l)),
		writeTable(out, "data/disadvantage", disadvantageRows(res), provenance(l)),
		writeTable(out, "data/profiles", profileRows(res), provenance(l)),
		writeTable(out, "data/profile-tree", profileTreeRows(res), provenance(l)),
		writeTable(out, "data/shrunken", shrunkenRows(res), provenance(l)),
		writeTable(out, "data/ranks", rankRows(res), provenance(l)),
		writeTable(out, "data/reconciliation", findingRows(warningsFirst(published(l).Findings, analysisFindings(l, res))), provenance(l)),
		writeTable(out, "data/disclosure", disclosureRows(res), provenance(l)),
		writeTable(out, "data/coverage", coverageRows(l.Reconciliation), provenance(l)),
		writeCourses(out, l, res),
		writeFigureIndex(out, figures),
	)
	if err == nil && since != nil {
		err = writeTable(out, "data/changes", changeRows(since.List), provenance(l))
	}
	if err != nil {
		return err
	}
	for _, lg := range lang.All {
		page, err := reportOf(l, res, figures[lg], lg, f.frame, since)
		if err != nil {
			return err
		}
		if err := out.write(reportName(lg), page); err != nil {
			return err
		}
	}
	if err := out.commit(m); err != nil {
		return err
	}
	for _, lg := range lang.All {
		fmt.Fprintln(p.stdout, filepath.Join(f.out, reportName(lg)))
	}
	return nil
}

// reportName is the file of the report in a language.
func reportName(l lang.Lang) string {
	if l == lang.Sv {
		return "rapport.html"
	}
	return "report.html"
}

func reportOf(l *study.Loaded, res *analysis.Results, figures []*charts.Figure, lg lang.Lang, frame string, since *comparedRuns) ([]byte, error) {
	s := l.Study
	r := report.Report{
		Lang: lg,
		Study: report.Study{ID: s.ID, Title: s.Title, Subtitle: s.Subtitle, Date: s.Date, Contact: s.Contact, Fictional: s.Fictional,
			Assumptions: s.Assumptions, Highlight: s.Highlight},
		Results: res, Catalogue: l.Catalogue, Register: l.Register, GroupName: groupNames(s), Frame: frame, Figures: figures,
		Languages: map[lang.Lang]string{}, Version: version, Seed: s.Seed, Reconciliation: published(l),
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
	var b bytes.Buffer
	err := r.Write(&b)
	return b.Bytes(), err
}

// draw makes every figure in every language and format, on all processors. The order of figures does not depend on that.
func (p *program) draw(l *study.Loaded, res *analysis.Results, out *outputDir) (map[lang.Lang][]*charts.Figure, error) {
	figures := map[lang.Lang][]*charts.Figure{}
	var all []*charts.Figure
	for _, lg := range lang.All {
		figs, err := figuresOf(l, res, lg)
		if err != nil {
			return nil, err
		}
		figures[lg] = figs
		all = append(all, figs...)
	}
	show := p.progress("drawing")
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		done int
		errs = make([]error, len(all))
		next = make(chan int)
	)
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		wg.Go(func() {
			for i := range next {
				errs[i] = writeFigure(out, all[i])
				mu.Lock()
				done++
				show(done, len(all))
				mu.Unlock()
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	wg.Wait()
	return figures, errors.Join(errs...)
}

// figuresOf makes the figures of one language in the order of the results.
func figuresOf(l *study.Loaded, res *analysis.Results, lg lang.Lang) ([]*charts.Figure, error) {
	o := charts.Options{Lang: lg, City: res.City.Name, Highlight: l.Study.Highlight, Catalogue: l.Catalogue, Date: l.Study.Date,
		Notice: l.Study.Fictional, GroupName: groupNames(l.Study), OverviewLevel: res.Options.OverviewLevel}
	var figs []*charts.Figure
	var errs []error
	add := func(f *charts.Figure, err error) {
		if err != nil {
			errs = append(errs, err)
			return
		}
		figs = append(figs, f)
	}
	var everyone []analysis.Comparison // whose values the overview sets side by side
	for _, c := range res.Comparisons {
		switch {
		case c.NoFigures == analysis.NoReason:
			pages, err := charts.ComparePages(c, o)
			figs, errs = append(figs, pages...), append(errs, err)
			if c.Group == indicators.Everyone {
				everyone = append(everyone, c)
			}
		case len(c.Spread) > 0:
			add(charts.Spread(c, o))
		}
	}
	for _, t := range res.Trends {
		add(charts.Trend(t, o))
		if t.Group == indicators.Everyone && len(t.Areas) > 0 {
			add(charts.TrendPanels(t, o))
		}
	}
	if len(everyone) > 0 {
		pages, err := charts.Overview(everyone, charts.ByName(res.Districts), o)
		figs, errs = append(figs, pages...), append(errs, err)
	}
	return figs, errors.Join(errs...)
}

func writeFigure(out *outputDir, f *charts.Figure) error {
	for _, w := range []struct {
		ext   string
		write func(io.Writer) error
	}{
		{".svg", func(b io.Writer) error { return f.WriteSVG(b, charts.Titled) }},
		{".png", func(b io.Writer) error { return f.WritePNG(b, charts.Titled) }},
		{".pdf", func(b io.Writer) error { return f.WritePDF(b, charts.Titled) }},
		{".csv", f.WriteCSV},
	} {
		var b bytes.Buffer
		if err := w.write(&b); err != nil {
			return fmt.Errorf("%s%s: %w", f.Stem(), w.ext, err)
		}
		if err := out.write("figures/"+f.Stem()+w.ext, b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// writeFigureIndex writes what authors paste beside a figure.
func writeFigureIndex(out *outputDir, figures map[lang.Lang][]*charts.Figure) error {
	rows := [][]string{{"file", "lang", "title", "alt", "caption", "source", "period"}}
	for _, lg := range lang.All {
		for _, f := range figures[lg] {
			rows = append(rows, []string{"figures/" + f.Stem() + ".svg", string(lg), f.Title, f.Alt, f.Caption(), f.Source, f.Period})
		}
	}
	slices.SortStableFunc(rows[1:], func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	return out.write("figures.csv", b.Bytes())
}
