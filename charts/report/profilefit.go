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
	headHeight  = 16  // the name of the district, and the study's on a page of its own
	noticeFor   = 13  // that a city is fictional
	lineHeight  = 4.4 // of a sentence
	lineLength  = 100 // characters
	figureScale = 120.0 / 159
	captionFor  = 16  // title and subtitle of a figure, and space around it
	sourceLine  = 3.7 // of the source under a figure, and of notes
	sourceChars = 120
	rowHeight   = 4.1
	groupHeight = 4.1
	tableHead   = 19 // caption and heads of columns
)

// fill puts into a profile what fits its page: the figure first, then the tables as far as there is room. Tables that have none come at the
// end of the report, and figures that have none are files.
func (p *page) fill(v *profile) error {
	left := float64(pageHeight - headHeight)
	if p.Notice != "" {
		left -= noticeFor
	}
	for _, s := range v.Sentences {
		left -= lineHeight * lines(s, lineLength)
	}
	anchor := ""
	if v.Table != nil {
		anchor = v.Table.ID
	}
	for _, f := range p.shelf.about(v.area.Code, "profile", "pyramid") {
		_, height := f.Size(charts.Bare)
		needs := float64(height/vg.Millimeter)*figureScale + captionFor + sourceLine*lines(f.Source+f.Method, sourceChars)
		if needs > left {
			p.shelf.used[f] = false
			continue
		}
		left -= needs
		shown, err := p.figure(f, anchor)
		if err != nil {
			return err
		}
		v.Figures = append(v.Figures, shown)
	}
	for _, t := range []*table{v.Table, v.Ranges} {
		if t == nil {
			continue
		}
		if needs := t.height(); needs <= left {
			left -= needs
		} else {
			t.Apart = true
			left -= 2 * lineHeight // the link to it
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
			h += rowHeight * lines(r.Cells[0].Text, 40)
		}
	}
	for _, n := range t.Notes {
		h += sourceLine * lines(n, sourceChars)
	}
	return h
}

// lines is how many lines of a length a text takes.
func lines(s string, length int) float64 {
	return float64((utf8.RuneCountInString(s) + length - 1) / length)
}
