package report

import (
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// chapter is the measures of one theme, or of one category of the frame.
type chapter struct {
	ID     string
	Title  string
	Blocks []block

	mapped bool // one of its blocks has a map; the maps of the others are files
}

// placed is the chapter of an indicator that a chapter first shows in full.
type placed struct{ title, href string }

// chapters lays the measures out by theme or by the categories of the frame. An indicator that reports to several categories is shown in
// full in the first and pointed to in the others; one that reports to none comes last.
func (p *page) chapters() error {
	cat := p.report.Catalogue
	groups, prefix := cat.Themes, "theme-"
	of := func(ind indicators.Indicator) []string { return []string{ind.Theme} }
	if frame, ok := cat.Frame(p.report.Frame); ok {
		groups, prefix = frame.Categories, frame.ID+"-"
		of = func(ind indicators.Indicator) []string { return ind.Categories[frame.ID] }
	}
	byIndicator := p.byIndicator()
	shown := map[string]placed{}
	for _, g := range groups {
		c := chapter{ID: p.id(prefix + g.ID), Title: g.Name.In(p.lang)}
		for _, cs := range byIndicator {
			if !slices.Contains(of(cs[0].Indicator), g.ID) {
				continue
			}
			if err := p.place(&c, cs, shown); err != nil {
				return err
			}
		}
		if len(c.Blocks) > 0 {
			p.Chapters = append(p.Chapters, c)
		}
	}
	other := chapter{ID: p.id(prefix + "other"), Title: wOther.In(p.lang)}
	for _, cs := range byIndicator {
		if _, ok := shown[cs[0].Indicator.ID]; !ok {
			if err := p.place(&other, cs, shown); err != nil {
				return err
			}
		}
	}
	if len(other.Blocks) > 0 {
		p.Chapters = append(p.Chapters, other)
	}
	return nil
}

// byIndicator returns the comparisons of each indicator together, in the order of the catalogue.
func (p *page) byIndicator() [][]analysis.Comparison {
	var out [][]analysis.Comparison
	for _, c := range p.report.Results.Comparisons {
		i := slices.IndexFunc(out, func(cs []analysis.Comparison) bool { return cs[0].Indicator.ID == c.Indicator.ID })
		if i < 0 {
			out = append(out, nil)
			i = len(out) - 1
		}
		out[i] = append(out[i], c)
	}
	return out
}

// place puts an indicator into a chapter.
func (p *page) place(c *chapter, cs []analysis.Comparison, shown map[string]placed) error {
	ind := cs[0].Indicator
	if first, ok := shown[ind.ID]; ok {
		c.Blocks = append(c.Blocks, block{
			ID: p.id(c.ID + "-" + ind.ID), Name: ind.Name.In(p.lang), Sentence: p.sentence(cs[0]),
			Elsewhere: &link{first.title, first.href}, Also: sAlso.In(p.lang),
		})
		return nil
	}
	b, err := p.block(cs)
	if err != nil {
		return err
	}
	if !c.mapped {
		for _, f := range p.firstMap(ind) {
			anchor := "" // the small areas of a map are in the figure's file of data
			if f.Chart == "tilemap" && b.Table != nil {
				anchor = b.Table.ID
			}
			v, err := p.figure(f, anchor)
			if err != nil {
				return err
			}
			b.Map = append(b.Map, v)
		}
		c.mapped = len(b.Map) > 0
	}
	shown[ind.ID] = placed{c.Title, "#" + b.ID}
	c.Blocks = append(c.Blocks, b)
	return nil
}

// firstMap takes one map of an indicator, of districts before smaller areas.
func (p *page) firstMap(ind indicators.Indicator) []*charts.Figure {
	for _, kind := range []string{"tilemap", "choropleth"} {
		if maps := p.shelf.take(ind, indicators.Everyone, kind); len(maps) > 0 {
			return maps
		}
	}
	return p.shelf.first(ind.ID, "tilemap", "choropleth")
}
