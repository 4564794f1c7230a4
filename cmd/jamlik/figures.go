package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/charts/report"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

// draw makes every figure of some kinds in every language, and writes it in some formats, on all processors. The order of figures does not depend on
// that. A figure that cannot be made is told of and left out; a file that cannot be written is an error.
func (p *program) draw(l *study.Loaded, res *analysis.Results, kinds []charts.Kind, formats []charts.Format, out *outputDir) (map[lang.Lang][]*charts.Figure, error) {
	var all []*charts.Figure
	data := chartData(l, res)
	for _, lg := range lang.All {
		figures, err := charts.Figures(kinds, data, charts.Selection{}, chartOptions(l, res, lg))
		if err != nil {
			p.warn(flatten(err)...)
		}
		all = append(all, figures...)
	}
	show := p.progress("drawing")
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		done  int
		drawn = make([]drawnFigure, len(all))
		errs  = make([]error, len(all))
		next  = make(chan int)
	)
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		wg.Go(func() {
			for i := range next {
				drawn[i], errs[i] = writeFigure(out, all[i], formats)
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
	figures := map[lang.Lang][]*charts.Figure{}
	for i, f := range all {
		if drawn[i].whole {
			figures[f.Lang] = append(figures[f.Lang], f)
		}
	}
	p.tellDrawn(drawn)
	return figures, errors.Join(errs...)
}

// drawnFigure is what became of a figure.
type drawnFigure struct {
	whole   bool     // the drawing is there, and so are its data
	flaws   []error  // what is not
	lacking []string // texts with characters that the font has no shape of
	kept    int      // files that are of an earlier result
	made    int      // files that were drawn
}

// tellDrawn warns of what is lacking in figures and says how many files did not have to be drawn.
func (p *program) tellDrawn(drawn []drawnFigure) {
	var kept, made int
	lacking := map[string]int{}
	for _, d := range drawn {
		p.warn(d.flaws...)
		kept, made = kept+d.kept, made+d.made
		for _, s := range d.lacking {
			lacking[s]++
		}
	}
	for _, s := range slices.Sorted(maps.Keys(lacking)) {
		p.warn(fmt.Errorf("the font of PNG and PDF lacks a character of %q, for which a box stands in %s; the SVG files have it as text", s, lang.Count(lacking[s], "figure")))
	}
	if kept > 0 {
		p.inform(fmt.Sprintf("%d of %s as PNG and PDF are unchanged and were kept", kept, lang.Count(kept+made, "drawing")))
	}
}

// chartData is what the charts of a study are drawn from.
func chartData(l *study.Loaded, res *analysis.Results) charts.Data {
	return charts.Data{Results: res, Register: l.Register, Maps: chartMaps(l)}
}

func chartOptions(l *study.Loaded, res *analysis.Results, lg lang.Lang) charts.Options {
	o := charts.Options{Lang: lg, City: res.City.Name, Highlight: l.Study.Highlight, Catalogue: l.Catalogue, Date: l.Study.Date,
		Notice: l.Study.Fictional, GroupName: groupNames(l.Study), OverviewLevel: res.Options.OverviewLevel}
	if m := l.Study.Map; m != nil {
		o.Classes = charts.Classes{Way: m.Classes, Number: m.Number, Breaks: m.Breaks}
	}
	return o
}

// writeFigure writes a figure in some formats, its data, and what other web pages take in. What an earlier result has of the same drawing is not drawn again. Its error is of a file that
// cannot be written.
func writeFigure(out *outputDir, f *charts.Figure, formats []charts.Format) (drawnFigure, error) {
	d, err := f.Drawing()
	if err != nil {
		return drawnFigure{flaws: flatten(err)}, nil
	}
	r, files := drawnFigure{whole: true, lacking: d.Lacking}, map[string]bool{}
	write := func(suffix, drawing string, write func(w io.Writer) error) error {
		name := figureFile(f, suffix)
		if drawing != "" {
			if ok, err := out.keep(name, drawing); ok || err != nil {
				r.kept++
				files[name] = true
				return err
			}
			r.made++
		}
		var b bytes.Buffer
		if err := write(&b); err != nil {
			r.flaws = append(r.flaws, fmt.Errorf("%s: %w", name, err))
			return nil
		}
		files[name] = true
		return out.writeDrawing(name, drawing, b.Bytes())
	}
	var errs []error
	for _, format := range formats {
		drawing := d.SHA256
		if format.ID == "svg" { // no dearer to draw than to look for
			drawing = ""
		}
		for _, file := range format.Files {
			errs = append(errs, write(file.Suffix, drawing, func(w io.Writer) error { return file.Write(f, w, charts.Titled) }))
		}
	}
	errs = append(errs, write(".csv", "", f.WriteCSV), write("-excel-sv.csv", "", f.WriteExcelCSV))
	fragment, err := report.Fragment(f, files, "../")
	if err != nil {
		r.flaws = append(r.flaws, err)
		return r, errors.Join(errs...)
	}
	return r, errors.Join(append(errs, out.write(embedFile(f), fragment))...)
}

// embedFile is the name of the fragment of HTML of a figure in a result.
func embedFile(f *charts.Figure) string { return "embed/" + f.Stem() + ".html" }

// figureFile is the name of a file of a figure in a result.
func figureFile(f *charts.Figure, suffix string) string { return "figures/" + f.Stem() + suffix }

// writeFigureIndex writes what authors paste beside a figure, which is named by its file in the first of its formats, or that of its data where
// it has none.
func writeFigureIndex(out *outputDir, figures map[lang.Lang][]*charts.Figure, formats []charts.Format) error {
	suffix := ".csv"
	if len(formats) > 0 {
		suffix = formats[0].Files[0].Suffix
	}
	rows := [][]string{{"file", "lang", "title", "alt", "caption", "source", "period", "kind", "description", "width_mm", "height_mm", "embed"}}
	for _, lg := range lang.All {
		for _, f := range figures[lg] {
			width, height := f.Size(charts.Titled)
			rows = append(rows, []string{figureFile(f, suffix), string(lg), f.Title, f.Alt, f.Caption(), f.Source, f.Period, f.Chart, f.Description,
				millimetres(width), millimetres(height), embedFile(f)})
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

// millimetres prints a length in millimetres with one decimal.
func millimetres(l vg.Length) string { return fmt.Sprintf("%.1f", float64(l/vg.Millimeter)) }
