package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

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

// figuresOf makes the figures of one language in the order of the kinds and of the results.
func figuresOf(l *study.Loaded, res *analysis.Results, lg lang.Lang) ([]*charts.Figure, error) {
	return charts.Figures(charts.Kinds, chartData(l, res), charts.Selection{}, chartOptions(l, res, lg))
}

// chartData is what the charts of a study are drawn from.
func chartData(l *study.Loaded, res *analysis.Results) charts.Data {
	return charts.Data{Results: res, Register: l.Register}
}

func chartOptions(l *study.Loaded, res *analysis.Results, lg lang.Lang) charts.Options {
	return charts.Options{Lang: lg, City: res.City.Name, Highlight: l.Study.Highlight, Catalogue: l.Catalogue, Date: l.Study.Date,
		Notice: l.Study.Fictional, GroupName: groupNames(l.Study), OverviewLevel: res.Options.OverviewLevel}
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
