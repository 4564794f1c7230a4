package report

import (
	"unicode/utf8"

	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/charts"
)

// The measures of a printed profile, in millimetres: what a page of A4 has between its margins, and what the styles make of the parts of a profile.
// They are on the safe side; a test prints profiles and counts the pages.
const (
	pageHeight  = 255
	headHeight  = 16 // the name of the district, and the study's on a page of its own
	figureScale = 118.0 / 159
	tableHead   = 19 // caption and heads of columns
	groupHeight = 4.1
)

// printedText is a kind of text of a printed profile: the height of a line, and how many characters it holds.
type printedText struct {
	height float64
	length int
}

var (
	sentenceLine = printedText{4.4, 100} // over the whole width
	besideLine   = printedText{4.4, 28}  // beside the figure
	titleLine    = printedText{5, 56}
	subtitleLine = printedText{4.4, 66}
	sourceLine   = printedText{3.5, 84}
	noteLine     = printedText{3.7, 120}
	rowLine      = printedText{4.1, 40}
)

// of is how high a text is.
func (l printedText) of(s string) float64 {
	return l.height * float64((utf8.RuneCountInString(s)+l.length-1)/l.length)
}

// fill puts into a profile what fits its page: the figure first, then the tables as far as there is room. Tables that have none come at the
// end of the report, and figures that have none are files.
func (p *page) fill(v *profile) error {
	left := float64(pageHeight - headHeight)
	anchor := ""
	if v.Table != nil {
		anchor = v.Table.ID
	}
	var figures, wide, narrow float64
	for _, s := range v.Sentences {
		wide += sentenceLine.of(s)
		narrow += besideLine.of(s)
	}
	for _, f := range p.shelf.about(v.area.Code, "profile", "pyramid") {
		_, height := f.Size(charts.Bare)
		needs := float64(height/vg.Millimeter)*figureScale + titleLine.of(f.Title) + subtitleLine.of(f.Subtitle) + sourceLine.of(f.Source+f.Method) + 6
		if figures+needs > left {
			p.shelf.used[f] = false
			continue
		}
		figures += needs
		shown, err := p.figure(f, anchor)
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, shown)
	}
	if len(v.Figures) > 0 {
		left -= max(figures, narrow)
	} else {
		left -= wide
	}
	for _, t := range []*table{v.Table, v.Ranges} {
		if t == nil {
			continue
		}
		if needs := t.height(); needs <= left {
			left -= needs
		} else {
			t.Apart = true
			left -= 2 * sentenceLine.height // the link to it
		}
	}
	return nil
}

// height is how high a table is at most in a printed profile.
func (t *table) height() float64 {
	h := float64(tableHead)
	for _, b := range t.Bodies {
		if b.Title != "" {
			h += groupHeight
		}
		for _, r := range b.Rows {
			h += rowLine.of(r.Cells[0].Text)
		}
	}
	for _, n := range t.Notes {
		h += noteLine.of(n)
	}
	return h
}
