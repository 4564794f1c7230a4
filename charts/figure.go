// Package charts draws results. A figure is one object: the drawing with its title, alt text, long description, data table, source and
// method. Nothing can be exported without all of them. Charts sort, scale and format; they never compute a statistic.
//
// Drawing is done with gonum/plot: its axes, ticks and canvases; marks are plotters of our own. The same drawing goes to SVG (real text),
// PNG and PDF. The rules of style are in style.go and are held by tests.
//
//	fig, err := charts.Compare(comparison, charts.Options{Lang: lang.Sv, City: "Borås", Catalogue: catalogue})
//	if err != nil {
//		return err
//	}
//	err = fig.WriteSVG(w, charts.Titled)
//
// Figures are immutable once made, and several goroutines may export the same or different ones at the same time.
package charts

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Figure is a drawing and everything that must go with it. It is made by the chart functions of this package.
type Figure struct {
	ID          string // stable stem of file names, without language or year: "compare-employed"
	Chart       string // ID of the kind, one of Kinds
	Lang        lang.Lang
	Title       string // at most twelve words, says what differs
	Subtitle    string // measure, population, unit, period
	Alt         string // at most 250 characters; its first sentence, of at most 80, stands alone
	Description string // what a reader who cannot see the drawing should know
	Period      string
	Source      string
	Method      string
	Notes       []string // what must be known wherever the drawing is seen; drawn under it in every mode
	Table       Grid
	Nothing     string    // why it is a note and nothing is drawn; "" where there is a drawing
	Width       vg.Length // of the whole page; the drawing keeps a margin
	Height      vg.Length // of the drawing, without title, notes and source; see Size

	draw func(c draw.Canvas) // draws the plot without title, subtitle, notes and source
}

// Distinct returns an error that names each ID that two figures of one language have, so that their files would be the same.
func Distinct(figures []*Figure) error {
	var errs []error
	seen := map[string]bool{}
	for _, f := range figures {
		if seen[f.Stem()] {
			errs = append(errs, fmt.Errorf("two figures have the ID %q: the codes of two areas or groups differ in nothing that a file name keeps, letters and digits; change one of them", f.ID))
		}
		seen[f.Stem()] = true
	}
	return errors.Join(errs...)
}

// Stem is the file name without extension: ID and language.
func (f *Figure) Stem() string { return f.ID + "-" + string(f.Lang) }

// Caption is title, population, period, source and method in one paragraph.
func (f *Figure) Caption() string {
	return f.Title + ". " + f.Subtitle + ". " + f.Source + " " + f.Method
}

// Check tells what keeps the figure from being exported: a part that is missing or a text that is too long. All problems come
// at once.
func (f *Figure) Check() error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("figure %q: "+format, append([]any{f.ID}, args...)...))
	}
	for _, part := range []struct{ name, text string }{
		{"id", f.ID}, {"language", string(f.Lang)}, {"title", f.Title}, {"alternative text", f.Alt}, {"description", f.Description},
		{"source", f.Source}, {"method", f.Method}, {"table caption", f.Table.Caption},
	} {
		if part.text == "" {
			bad("has no %s", part.name)
		}
	}
	for _, t := range f.texts() {
		if !utf8.ValidString(t) {
			bad("has the text %q, which is not UTF-8", t)
		}
	}
	if len(f.Table.Columns) == 0 || len(f.Table.Rows) == 0 {
		bad("has no data table")
	}
	for i, r := range f.Table.Rows {
		if len(r) != len(f.Table.Columns) {
			bad("row %d of the table has %d cells for %d columns", i+1, len(r), len(f.Table.Columns))
		}
	}
	if n := words(f.Title); n > maxTitleWords {
		bad("title has %d words, at most %d are allowed", n, maxTitleWords)
	}
	if n := utf8.RuneCountInString(f.Alt); n > maxAlt {
		bad("alternative text has %d characters, at most %d are allowed", n, maxAlt)
	}
	if n := utf8.RuneCountInString(firstSentence(f.Alt)); n > maxAltFirst {
		bad("the first sentence of the alternative text has %d characters, at most %d are allowed", n, maxAltFirst)
	}
	if f.draw == nil || f.Width <= 0 || f.Height <= 0 {
		bad("has no drawing")
	}
	return errors.Join(errs...)
}

// texts are all texts that go with the drawing.
func (f *Figure) texts() []string {
	out := []string{f.ID, f.Title, f.Subtitle, f.Alt, f.Description, f.Period, f.Source, f.Method, f.Table.Caption}
	out = append(out, f.Notes...)
	for _, c := range f.Table.Columns {
		out = append(out, c.Key, c.Name)
	}
	for _, r := range f.Table.Rows {
		for _, c := range r {
			out = append(out, c.Text, c.Raw)
		}
	}
	return out
}

// Grid is a data table. The first column holds the row headers.
type Grid struct {
	Caption string
	Columns []Column
	Rows    [][]Cell
}

// Column is a column of a data table.
type Column struct {
	Key    string // as in CSV: lower case words joined by underscores, in English
	Name   string // as readers see it
	Detail bool   // for the CSV file only: the printed table does well without
}

// Cell is one cell: as readers see it and as programs do.
type Cell struct {
	Text  string // formatted in the figure's language
	Raw   string // unformatted, decimal point; "" where there is no value
	Class string // better, worse, higher, lower, similar, missing, suppressed or ""
}
