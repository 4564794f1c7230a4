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
)

// documentFormat is what --formats of a run has for a document with all figures.
const documentFormat = "docx"

// writeDocument writes a document beside a report, with its figures. The pictures are their files.
func writeDocument(out *outputDir, r *report.Report) error {
	b, err := documentOf(r, out)
	if err != nil {
		return err
	}
	return out.write(strings.TrimSuffix(reportName(r.Lang), ".html")+"."+documentFormat, b)
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
