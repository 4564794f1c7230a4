package report

import (
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Sentence returns what the page says of a finding, without its links; "" where it has no words for it.
func (r *Report) Sentence(f analysis.Finding, l lang.Lang) string {
	p := &page{report: r, lang: l, city: r.Results.City.Name, anchors: map[string]string{}}
	if f.Kind == analysis.DataWarning {
		if f.Warning == nil {
			return ""
		}
		return plain(p.warningText(*f.Warning))
	}
	said, ok := p.finding(f)
	if !ok {
		return ""
	}
	return plain(said.About.Text + ": " + said.Text)
}

// Summary returns what the summary of the page says, without its links: what the report is about, and then each of the first findings.
func (r *Report) Summary() []string {
	p := &page{report: r, lang: r.Lang, city: r.Results.City.Name, anchors: map[string]string{}}
	p.findings()
	out := []string{plain(p.Summary.Lead)}
	for _, f := range p.Summary.Findings {
		out = append(out, plain(f.About.Text+": "+f.Text))
	}
	return out
}

// plain writes blanks that a line must not break at as blanks.
func plain(s string) string { return strings.ReplaceAll(s, nbsp, " ") }
