package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/charts/report"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

// draw makes every figure of some kinds in every language, and writes it in some formats, on all processors. The order of figures does not depend on that.
func (p *program) draw(l *study.Loaded, res *analysis.Results, kinds []charts.Kind, formats []charts.Format, out *outputDir) (map[lang.Lang][]*charts.Figure, error) {
	figures := map[lang.Lang][]*charts.Figure{}
	var all []*charts.Figure
	for _, lg := range lang.All {
		figs, err := charts.Figures(kinds, chartData(l, res), charts.Selection{}, chartOptions(l, res, lg))
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
				errs[i] = writeFigure(out, all[i], formats)
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

// chartData is what the charts of a study are drawn from.
func chartData(l *study.Loaded, res *analysis.Results) charts.Data {
	return charts.Data{Results: res, Register: l.Register, Maps: chartMaps(l)}
}

func chartOptions(l *study.Loaded, res *analysis.Results, lg lang.Lang) charts.Options {
	return charts.Options{Lang: lg, City: res.City.Name, Highlight: l.Study.Highlight, Catalogue: l.Catalogue, Date: l.Study.Date,
		Notice: l.Study.Fictional, GroupName: groupNames(l.Study), OverviewLevel: res.Options.OverviewLevel}
}

// writeFigure writes a figure in some formats, its data, and what other web pages take in.
func writeFigure(out *outputDir, f *charts.Figure, formats []charts.Format) error {
	for _, format := range formats {
		var b bytes.Buffer
		if err := format.Write(f, &b, charts.Titled); err != nil {
			return fmt.Errorf("%s.%s: %w", f.Stem(), format.ID, err)
		}
		if err := out.write(figureFile(f, format.ID), b.Bytes()); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := f.WriteCSV(&b); err != nil {
		return fmt.Errorf("%s.csv: %w", f.Stem(), err)
	}
	if err := out.write(figureFile(f, "csv"), b.Bytes()); err != nil {
		return err
	}
	files := map[string]bool{}
	for _, format := range formats {
		files[figureFile(f, format.ID)] = true
	}
	fragment, err := report.Fragment(f, files, "../")
	if err != nil {
		return err
	}
	return out.write(embedFile(f), fragment)
}

// embedFile is the name of the fragment of HTML of a figure in a result.
func embedFile(f *charts.Figure) string { return "embed/" + f.Stem() + ".html" }

// figureFile is the name of a file of a figure in a result.
func figureFile(f *charts.Figure, ext string) string { return "figures/" + f.Stem() + "." + ext }

// writeFigureIndex writes what authors paste beside a figure, which is named by its file in the first of its formats.
func writeFigureIndex(out *outputDir, figures map[lang.Lang][]*charts.Figure, first charts.Format) error {
	rows := [][]string{{"file", "lang", "title", "alt", "caption", "source", "period", "embed"}}
	for _, lg := range lang.All {
		for _, f := range figures[lg] {
			rows = append(rows, []string{figureFile(f, first.ID), string(lg), f.Title, f.Alt, f.Caption(), f.Source, f.Period, embedFile(f)})
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
