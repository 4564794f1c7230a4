// Package charts draws results. A figure is one object: the drawing with its title, alt text, long description, data table, source and
// method. Nothing can be exported without all of them. Charts sort, scale and format; they never compute a statistic.
//
// Drawing is done with gonum/plot: its axes, ticks and canvases; marks are plotters of our own. The same drawing goes to SVG (real text),
// PNG and PDF. The rules of style are in style.go and are held by tests.
package charts

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/indicators/lang"
)

// Figure is a drawing and everything that must go with it. It is made by the chart functions of this package.
type Figure struct {
	ID          string // stable stem of file names, without language or year: "compare-employed"
	Chart       string // kind: "compare", "trend", "overview"
	Lang        lang.Lang
	Title       string // at most twelve words, says what differs
	Subtitle    string // measure, population, unit, period
	Alt         string // at most 250 characters; its first sentence, of at most 80, stands alone
	Description string // what a reader who cannot see the drawing should know
	Period      string
	Source      string
	Method      string
	Notes       []string
	Table       Grid
	Width       vg.Length
	Height      vg.Length

	draw func(c draw.Canvas) // draws the plot without title, subtitle and source
}

// Stem is the file name without extension: ID and language.
func (f *Figure) Stem() string { return f.ID + "-" + string(f.Lang) }

// Caption is title, population, period, source and method in one paragraph.
func (f *Figure) Caption() string { return f.Title + ". " + f.Subtitle + ". " + f.Source + " " + f.Method }

// Grid is a data table. The first column holds the row headers.
type Grid struct {
	Caption string
	Columns []Column
	Rows    [][]Cell
}

// Column is a column of a data table.
type Column struct {
	Key  string // as in CSV: lower case words joined by underscores, in English
	Name string // as readers see it
}

// Cell is one cell: as readers see it and as programs do.
type Cell struct {
	Text  string // formatted in the figure's language
	Raw   string // unformatted, decimal point; "" where there is no value
	Class string // better, worse, similar, missing, suppressed or ""
}
