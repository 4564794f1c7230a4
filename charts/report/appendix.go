package report

import "github.com/jamlik/jamlik/charts"

// appendix is figures for analysts, and a list of those that are files only.
type appendix struct {
	Figures []fullFigure
	Files   []moreFile
}

// Any tells whether there is anything in the appendix.
func (a appendix) Any() bool { return len(a.Figures)+len(a.Files) > 0 }

// maxCertainty is how many figures of each kind the appendix shows; the others are files.
const maxCertainty = 3

func (p *page) appendix() error {
	var shown []*charts.Figure
	for _, kind := range []string{"funnel", "certainty"} {
		n := 0
		for _, f := range p.shelf.figures {
			if f.Chart == kind && !p.shelf.used[f] && n < maxCertainty {
				p.shelf.used[f] = true
				shown = append(shown, f)
				n++
			}
		}
	}
	var err error
	p.Appendix.Figures, err = p.fullFigures(shown)
	return err
}
