package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/charts/report"
	"github.com/jamlik/jamlik/charts/word"
	"github.com/jamlik/jamlik/indicators/lang"
)

// documentFormat is what --formats of a run has for a document with all figures.
const documentFormat = "docx"

// writeDocuments writes a document beside each report, with its figures. It comes after them: the pictures are their files.
func writeDocuments(out *outputDir, reports map[lang.Lang]*report.Report) error {
	for _, lg := range lang.All {
		b, err := documentOf(reports[lg], out)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(reportName(lg), ".html") + "." + documentFormat
		if err := out.write(name, b); err != nil {
			return err
		}
	}
	return nil
}

// documentOf is the document with the figures of a report. The pictures are the files of the figures, where there are any.
func documentOf(r *report.Report, out *outputDir) ([]byte, error) {
	d := word.Document{Lang: r.Lang, Title: r.Study.Title.In(r.Lang), Subtitle: r.Study.Subtitle.In(r.Lang), Notice: r.Study.Fictional.In(r.Lang),
		Date: r.Study.Date, Contact: r.Study.Contact.In(r.Lang), Summary: r.Summary()}
	for _, f := range r.Figures {
		p, err := pictureOf(f, out)
		if err != nil {
			return nil, err
		}
		d.Pictures = append(d.Pictures, p)
	}
	var b bytes.Buffer
	err := d.Write(&b)
	return b.Bytes(), err
}

func pictureOf(f *charts.Figure, out *outputDir) (word.Picture, error) {
	if name := figureFile(f, ".png"); out.names()[name] {
		b, err := os.ReadFile(filepath.Join(out.stage, filepath.FromSlash(name)))
		return word.Picture{Figure: f, PNG: b, Mode: charts.Titled}, err
	}
	var b bytes.Buffer
	if err := f.WritePNG(&b, charts.Bare); err != nil {
		return word.Picture{}, fmt.Errorf("figure %s: %w", f.ID, err)
	}
	return word.Picture{Figure: f, PNG: b.Bytes(), Mode: charts.Bare}, nil
}
