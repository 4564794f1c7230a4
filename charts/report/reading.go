package report

import (
	"html/template"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// reading is the chapter that says how signs, intervals and groups are to be read.
type reading struct {
	Example *example // nil where no measure shows enough
	Signs   *table
	Strict  string
	City    string
}

// example is a comparison of a few districts with what its parts mean.
type example struct {
	Title string
	SVG   template.HTML
	Parts []legendEntry
}

func (p *page) reading() error {
	t := &table{ID: p.id("table-signs"), Caption: wSignsCap.In(p.lang), Head: []cell{colHead(wSign.In(p.lang)), colHead(wMeaning.In(p.lang))}}
	for _, s := range signWords {
		sign := cell{Text: s.glyph, Scope: "row", Class: s.class}
		if p.Lang == "en" && s.glyph == "(62,8)" {
			sign.Text = "(62.8)"
		}
		t.add("", sign, textCell(s.text.In(p.lang)))
	}
	e, err := p.example()
	if err != nil {
		return err
	}
	p.Reading = reading{Example: e, Signs: t, Strict: p.Summary.Strict, City: p.city}
	return nil
}

// exampleParts are what a comparison is made of. Each is said of the sign that stands for it.
var exampleParts = []struct {
	glyph string
	class string
	text  lang.Text
}{
	{"│", "", lang.Text{Sv: "Den lodräta linjen är hela %s. Dess värde står ovanför.", En: "The vertical line is all of %s. Its value stands above it."}},
	{"●", "better", lang.Text{Sv: "Punkten är områdets värde, som också står till höger. Områdena är ordnade efter värdet.", En: "The dot is the value of the district, which also stands at right. Districts are in the order of their values."}},
	{"━", "", lang.Text{Sv: "Strecket genom punkten är intervallet. Ju längre det är, desto osäkrare är värdet. Är det kortare än punkten syns det inte.", En: "The line through the dot is the interval. The longer it is, the less certain the value. Where it is shorter than the dot it cannot be seen."}},
	{"▲", "better", lang.Text{Sv: "säkert bättre än övriga %s", En: "clearly better than the rest of %s"}},
	{"▼", "worse", lang.Text{Sv: "säkert sämre än övriga %s", En: "clearly worse than the rest of %s"}},
	{"○", "similar", lang.Text{Sv: "ingen säker skillnad mot övriga %s: den som syns kan vara slump", En: "no clear difference from the rest of %s: what is seen may be chance"}},
	{"..", "missing", lang.Text{Sv: "värdet saknas; är raden streckad visas det inte, för att skydda enskilda", En: "there is no value; where the row is hatched it is withheld to protect persons"}},
}

// example draws the measure whose districts show most of the signs, with one district for each of them.
func (p *page) example() (*example, error) {
	var best analysis.Comparison
	for _, c := range p.everyone() {
		if c.NoFigures == analysis.NoReason && c.City.OK && c.Indicator.Direction != indicators.NotJudged {
			if few := p.oneOfEach(c); len(few.Areas) > len(best.Areas) {
				best = few
			}
		}
	}
	if len(best.Areas) < 3 {
		return nil, nil
	}
	figures, err := charts.ComparePages(best, charts.Options{Lang: p.lang, City: p.city, Catalogue: p.report.Catalogue, GroupName: p.report.GroupName,
		Notice: p.report.Study.Fictional, OverviewLevel: p.report.Results.Options.OverviewLevel})
	if err != nil {
		return nil, err
	}
	f := *figures[0]
	f.ID = p.id("example")
	f.Title = p.sayf(exampleIs, best.Indicator.ShortName().In(p.lang), charts.PeriodText(p.lang, best.Period))
	f.Alt = exampleAlt.In(p.lang)
	svg, err := f.InlineSVG()
	if err != nil {
		return nil, err
	}
	e := &example{Title: f.Title, SVG: template.HTML(svg)}
	for _, s := range exampleParts {
		text := s.text.In(p.lang)
		if strings.Contains(text, "%s") {
			text = p.sayf(s.text, p.city)
		}
		e.Parts = append(e.Parts, legendEntry{s.glyph, s.class, text})
	}
	return e, nil
}

// oneOfEach keeps of a comparison the first district, in order of value, of each verdict and state.
func (p *page) oneOfEach(c analysis.Comparison) analysis.Comparison {
	type sign struct {
		verdict analysis.Verdict
		reason  analysis.Reason
	}
	seen := map[sign]bool{}
	out := c
	out.Areas = nil
	for _, i := range p.ordered(p.areasOf(c)) {
		a := c.Areas[i]
		s := sign{a.Verdict, a.Value.Reason}
		if a.Value.OK && a.Verdict == analysis.NotCompared || seen[s] {
			continue
		}
		seen[s] = true
		out.Areas = append(out.Areas, a)
	}
	return out
}

// areasOf are the districts of a comparison.
func (p *page) areasOf(c analysis.Comparison) []indicators.Area {
	out := make([]indicators.Area, len(c.Areas))
	for i, a := range c.Areas {
		out[i] = a.Area
	}
	return out
}
