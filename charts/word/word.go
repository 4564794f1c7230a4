// Package word writes a document for word processors (Office Open XML) with the figures of a report: numbered captions, pictures with
// alternative text at their print size, sources, and the data as tables whose heads are repeated on every page.
//
//	doc := word.Document{Lang: lang.Sv, Title: "Jämlikhet i Borås", Date: "2026-11-20", Pictures: pictures}
//	err := doc.Write(w)
//
// Paragraphs and tables are written by github.com/gomutex/godocx. The package around them, pictures and fields are our own: that library puts the
// attributes of a document in another order every time, names a picture's file type once for each picture and misspells what cuts a picture,
// either of which word processors refuse, reads pictures from files alone, and does not let go of the rows of its tables, so that no row could be a head.
package word

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Document is what a document is made of.
type Document struct {
	Lang     lang.Lang
	Title    string
	Subtitle string
	Notice   string   // set off under the title: that a city is fictional, say
	Date     string   // 2006-01-02, as the study states it
	Contact  string   // who answers questions
	Summary  []string // sentences: what the figures are about, and then what was found
	Pictures []Picture
}

// Picture is a figure with its PNG file.
type Picture struct {
	Figure *charts.Figure
	PNG    []byte      // of the figure in a mode
	Mode   charts.Mode // of a titled file only the drawing is shown: title and source are text
}

// Write writes the document. Nothing is written where a figure is incomplete or in another language. Two documents of the same have the same bytes.
func (d *Document) Write(w io.Writer) error {
	if err := d.check(); err != nil {
		return err
	}
	body, err := d.body()
	if err != nil {
		return err
	}
	parts, err := d.parts()
	if err != nil {
		return err
	}
	parts = append(parts, part{"word/document.xml", body})
	z := zip.NewWriter(w)
	for _, p := range parts {
		if err := add(z, p.name, p.data, zip.Deflate); err != nil {
			return err
		}
	}
	for i, p := range d.Pictures {
		if err := add(z, "word/"+pictureName(i), p.PNG, zip.Store); err != nil {
			return err
		}
	}
	return z.Close()
}

// part is a file of the package.
type part struct {
	name string
	data []byte
}

// add writes a file without a time, which would make two packages of the same differ.
func add(z *zip.Writer, name string, data []byte, method uint16) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

// pictureName is the file of a picture below the folder of the document.
func pictureName(i int) string { return fmt.Sprintf("media/image%d.png", i+1) }

// check returns everything that keeps the document from being written.
func (d *Document) check() error {
	var errs []error
	if !slices.Contains(lang.All, d.Lang) {
		errs = append(errs, fmt.Errorf("document: language %q is not one of %v", d.Lang, lang.All))
	}
	if strings.TrimSpace(d.Title) == "" {
		errs = append(errs, errors.New("document: there is no title"))
	}
	for _, p := range d.Pictures {
		if p.Figure.Lang != d.Lang {
			errs = append(errs, fmt.Errorf("document: figure %q is in language %q, the document in %q", p.Figure.ID, p.Figure.Lang, d.Lang))
		}
		if len(p.PNG) == 0 {
			errs = append(errs, fmt.Errorf("document: figure %q has no picture", p.Figure.ID))
		}
		errs = append(errs, p.Figure.Check())
	}
	return errors.Join(errs...)
}
