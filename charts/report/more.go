package report

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// moreFile is a figure that the page does not show: what it is, and its files beside the page.
type moreFile struct {
	Name  string // kind of chart, and the group of people where it is about one
	Title string
	Files []link
}

// moreFiles lists figures that are not shown, so that nothing that was drawn is lost and the page stays short.
func (p *page) moreFiles(figures []*charts.Figure, ind indicators.Indicator) []moreFile {
	var out []moreFile
	for _, f := range figures {
		m := moreFile{Name: capital(chartName(p.lang, f.Chart)), Title: f.Title}
		if g := p.groupOf(f, ind); g != "" {
			m.Name += ", " + g
		}
		if n := f.ID[strings.LastIndex(f.ID, "-")+1:]; strings.Trim(n, "0123456789") == "" {
			m.Name += " " + n
		}
		m.Files = p.files(f)
		if name := "figures/" + f.Stem() + ".csv"; p.report.Files[name] {
			m.Files = append(m.Files, link{"CSV", name})
		}
		if len(m.Files) > 0 {
			out = append(out, m)
		}
	}
	return out
}

// groupOf names the group of people that a figure of an indicator is about; "" where it is about everyone or several.
func (p *page) groupOf(f *charts.Figure, ind indicators.Indicator) string {
	for _, c := range p.report.Results.Comparisons {
		if c.Indicator.ID != ind.ID || c.Group == indicators.Everyone {
			continue
		}
		if id := charts.FigureID(f.Chart, ind, c.Group); f.ID == id || numbered(f.ID, id) {
			return p.groupName(c.Group)
		}
	}
	return ""
}

// files are the pictures of a figure beside the page.
func (p *page) files(f *charts.Figure) []link {
	var out []link
	for _, format := range charts.Formats {
		if name := "figures/" + f.Stem() + format.Files[0].Suffix; p.report.Files[name] {
			out = append(out, link{strings.ToUpper(format.ID), name})
		}
	}
	return out
}

// leftOver lists, last, the figures that no chapter has taken: those of a measure in its block, and all others in the appendix.
func (p *page) leftOver() error {
	for i := range p.Chapters {
		for j := range p.Chapters[i].Blocks {
			b := &p.Chapters[i].Blocks[j]
			if b.Elsewhere != nil {
				continue
			}
			at := slices.IndexFunc(p.report.Results.Comparisons, func(c analysis.Comparison) bool { return p.anchors[c.Indicator.ID] == b.ID })
			if at >= 0 {
				ind := p.report.Results.Comparisons[at].Indicator
				b.More = p.moreFiles(p.shelf.about(ind.ID), ind)
			}
		}
	}
	if rest := p.shelf.rest(); len(rest) > 0 {
		p.Appendix.Files = p.moreFiles(rest, indicators.Indicator{})
	}
	return nil
}
