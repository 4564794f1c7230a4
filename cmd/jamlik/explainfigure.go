package main

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/charts/report"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// shownIn is what a figure shows: the addresses of its values.
type shownIn struct {
	id        string
	addresses []string
}

// shownInFigures returns the figures that a run draws, with the addresses of what each shows.
func (x *explainer) shownInFigures() []shownIn {
	var out []shownIn
	var overview []string
	for _, c := range x.res.Comparisons {
		address := func(a indicators.Area) string {
			return joinAddress("comparison", c.Indicator.ID, areaWord(a), string(c.Group))
		}
		all := []string{address(x.res.City)}
		switch {
		case c.NoFigures == analysis.NoReason:
			for _, a := range c.Areas {
				all = append(all, address(a.Area))
				if c.Group == indicators.Everyone {
					overview = append(overview, address(a.Area))
				}
			}
			out = append(out, shownIn{charts.FigureID("compare", c.Indicator, c.Group), all})
		case len(c.Spread) > 0:
			for _, a := range c.Spread {
				all = append(all, address(a.Area))
			}
			out = append(out, shownIn{charts.FigureID("spread", c.Indicator, c.Group), all})
		}
	}
	for _, t := range x.res.Trends {
		var all []string
		for i, p := range t.Periods {
			word := analysis.PeriodWord(p)
			if t.City[i].OK {
				all = append(all, joinAddress("trend", t.Indicator.ID, areaWord(x.res.City), word, string(t.Group)))
			}
			for _, a := range t.Areas {
				if a.Values[i].OK {
					all = append(all, joinAddress("trend", t.Indicator.ID, areaWord(a.Area), word, string(t.Group)))
				}
			}
		}
		out = append(out, shownIn{charts.FigureID("trend", t.Indicator, t.Group), all})
		if t.Group == indicators.Everyone && len(t.Areas) > 0 {
			out = append(out, shownIn{charts.FigureID("panels", t.Indicator, t.Group), all})
		}
	}
	if len(overview) > 0 {
		out = append(out, shownIn{"overview", overview})
	}
	return out
}

// areaWord is an area as a word of an address.
func areaWord(a indicators.Area) string { return analysis.Slug(a.Name) }

func joinAddress(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), "/")
}

func (x *explainer) figureIDs() []string {
	var out []string
	for _, f := range x.shownInFigures() {
		out = append(out, f.id)
	}
	return out
}

// page is the end of the name of a figure that is one of several pages.
var page = regexp.MustCompile(`-[0-9]+$`)

// figureID is what a figure is called, without folder, ending, language and page.
func (x *explainer) figureID(name string) (string, bool) {
	id := path.Base(strings.ReplaceAll(name, `\`, "/"))
	for _, ext := range []string{".svg", ".png", ".pdf", ".csv"} {
		id = strings.TrimSuffix(id, ext)
	}
	known := x.figureIDs()
	if slices.Contains(known, id) {
		return id, true
	}
	for _, l := range lang.All {
		id = strings.TrimSuffix(id, "-"+string(l))
	}
	if slices.Contains(known, id) {
		return id, true
	}
	id = page.ReplaceAllString(id, "")
	return id, slices.Contains(known, id)
}

func (x *explainer) isFigure(name string) bool {
	_, ok := x.figureID(name)
	return ok
}

// figure explains the values that a figure shows, or the one of an area.
func (x *explainer) figure(name, area string) (*explained, error) {
	id, _ := x.figureID(name)
	figures := x.shownInFigures()
	shown := figures[slices.IndexFunc(figures, func(f shownIn) bool { return f.id == id })]
	out := &explained{what: name, kind: "figure", brief: area == ""}
	var areas []string
	for _, address := range shown.addresses {
		t, err := x.tracer.Trace(address)
		if err != nil {
			return nil, err
		}
		if area == "" || t.Area.Code == area || analysis.Slug(t.Area.Name) == analysis.Slug(area) {
			out.traces = append(out.traces, t)
		}
		areas = append(areas, t.Area.Name)
	}
	if len(out.traces) == 0 {
		slices.Sort(areas)
		return nil, fmt.Errorf("figure %s shows no area called %q; it shows %s", id, area, strings.Join(slices.Compact(areas), ", "))
	}
	return out, nil
}

func (x *explainer) sentence(f *analysis.Finding) lang.Text {
	r := report.Report{Results: x.res, Catalogue: x.l.Catalogue, GroupName: groupNames(x.l.Study)}
	return lang.Text{Sv: r.Sentence(*f, lang.Sv), En: r.Sentence(*f, lang.En)}
}
