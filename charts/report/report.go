// Package report lays figures, tables and findings out as one self-contained HTML page for each language.
//
// The page has no script and asks nothing of the network: styles, figures and downloads are in it, so that it opens from a
// mail attachment and prints on A4. It follows WCAG 2.1 AA: real headings, table headers, text alternatives, language, contrast. The package
// formats and orders; every number comes from the analysis.
//
//	r := report.Report{Lang: lang.Sv, Study: about, Results: results, Catalogue: catalogue, Register: register, Figures: figures}
//	err := r.Write(w)
package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// Report is everything that a page is made of.
type Report struct {
	Lang      lang.Lang
	Study     Study
	Results   *analysis.Results
	Catalogue *indicators.Catalogue
	Register  *indicators.Register
	Frame     string           // ID of the frame whose categories are the chapters; "" means the themes
	Figures   []*charts.Figure // in this language; their IDs say what they show
	Files     map[string]bool  // names of the files beside the page, such as "figures/trend-employed-sv.png"; it links to no others
	GroupName func(indicators.Group) lang.Text
	Inputs    []Input

	// Reconciliation is how the figures agree with one another, as it may be published; nil where there is none.
	Reconciliation *reconcile.Report

	// Since is what has changed since an earlier report; nil where there is none to compare with.
	Since *Since

	Languages map[lang.Lang]string // file names of the page in each language, for the switch
	Explorer  string               // file name of the page where readers choose what they see; "" where there is none
	Version   string               // of the program
	Seed      uint64
}

// Study is what the page says of the study itself.
type Study struct {
	ID          string
	Title       lang.Text
	Subtitle    lang.Text
	Date        string // 2006-01-02
	Contact     lang.Text
	Fictional   lang.Text // where set, it stands at the top of the page and of every printed page
	Assumptions lang.Text // about the delimitation of districts
	Highlight   []string  // codes of districts that come first
}

// Input is a file that the study read.
type Input struct {
	Name   string
	SHA256 string
	Rows   int
}
