package main

import (
	"bytes"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts/explorer"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/study"
)

// explorerName is the file of the explorer in a language.
func explorerName(l lang.Lang) string {
	if l == lang.Sv {
		return "utforska.html"
	}
	return "explore.html"
}

func writeExplorer(out *outputDir, l *study.Loaded, res *analysis.Results, lg lang.Lang) error {
	e := explorer.Explorer{
		Title: l.Study.Title, Options: chartOptions(l, res, lg), Results: res, Register: l.Register, Contact: l.Study.Contact,
		Report: reportName(lg), Languages: map[lang.Lang]string{}, Version: version,
	}
	for _, other := range lang.All {
		e.Languages[other] = explorerName(other)
	}
	var b bytes.Buffer
	if err := e.Write(&b); err != nil {
		return err
	}
	return out.write(explorerName(lg), b.Bytes())
}
