package charts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Options are what charts need to know besides the results.
type Options struct {
	Lang      lang.Lang
	City      string                // name of the city, as in "the rest of Borås"
	Catalogue *indicators.Catalogue // where the sources of indicators are named
	Highlight []string              // codes of areas that are to stand out, in order; trends colour the first five
	GroupName func(indicators.Group) lang.Text
	Notice    lang.Text // printed on every figure: that a city is fictional, say
	Assumed   bool      // the delimitation of the districts is an assumption, which every figure says
	// OverviewLevel is the confidence level that the overview's verdicts were reached at; default 0.998.
	OverviewLevel float64
	Date          string // when the figures were produced, as the study states it; may be empty
}

// highlighted returns the place of an area among the highlighted ones, or −1.
func (o Options) highlighted(a indicators.Area) int { return slices.Index(o.Highlight, a.Code) }

// groupName names a group; everyone has no name.
func (o Options) groupName(g indicators.Group) string {
	if g == indicators.Everyone {
		return ""
	}
	if o.GroupName != nil {
		if t := o.GroupName(g); !t.IsZero() {
			return t.In(o.Lang)
		}
	}
	var parts []string
	for _, c := range g.Categories() {
		parts = append(parts, c.Value)
	}
	return strings.Join(parts, ", ")
}

// source returns the source line of an indicator. Figures without one are not drawn, so a source that is not in the catalogue is
// an error.
func (o Options) source(inds ...indicators.Indicator) (string, error) {
	var seen, parts []string
	for _, ind := range inds {
		if slices.Contains(seen, ind.Source) {
			continue
		}
		seen = append(seen, ind.Source)
		var s indicators.Source
		ok := false
		if o.Catalogue != nil {
			s, ok = o.Catalogue.Source(ind.Source)
		}
		if !ok {
			return "", fmt.Errorf("indicator %q: its source %q is not in the catalogue, and a figure needs one", ind.ID, ind.Source)
		}
		p := join2(", ", s.Publisher.In(o.Lang), s.Title.In(o.Lang))
		if s.Table != "" {
			p = join2(", ", p, wTable.In(o.Lang)+" "+s.Table)
		}
		if s.Retrieved != "" {
			p = join2(", ", p, wRetrieved.In(o.Lang)+" "+s.Retrieved)
		}
		parts = append(parts, join2(", ", p, s.Licence))
	}
	line := wSource.In(o.Lang) + ": " + strings.Join(parts, "; ") + "."
	if o.Date != "" {
		line += " " + wDrawn.In(o.Lang) + " " + o.Date + "."
	}
	return line, nil
}

// join2 joins what is not empty.
func join2(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

// subtitle is measure, population, group, unit and period.
func (o Options) subtitle(ind indicators.Indicator, g indicators.Group, period string) string {
	return join2(", ", ind.Name.In(o.Lang), ind.Population.In(o.Lang), o.groupName(g), ind.Unit.Name.In(o.Lang), period)
}

// FigureID returns the ID of the figure of an indicator and group, by kind of chart: "compare-employed".
func FigureID(chart string, ind indicators.Indicator, g indicators.Group) string {
	return join2("-", chart, Slug(ind.ID), Slug(string(g)))
}

// notes are the statements that every figure of the study carries.
func (o Options) notes(assumed bool) []string {
	var out []string
	if n := o.Notice.In(o.Lang); n != "" {
		out = append(out, n)
	}
	if o.Assumed || assumed {
		out = append(out, wAssumed.In(o.Lang))
	}
	return out
}

// sortRows orders the rows of a comparison: best first, or highest first where the indicator is not judged; then those without a value.
// Equal values are in Swedish alphabetical order, in both languages, since the names are Swedish.
func sortRows(as []analysis.AreaComparison, dir indicators.Direction) []analysis.AreaComparison {
	swedish := collate.New(language.Swedish)
	sign := -1
	if dir == indicators.LowerIsBetter {
		sign = 1
	}
	out := slices.Clone(as)
	slices.SortFunc(out, func(a, b analysis.AreaComparison) int {
		if a.Value.OK != b.Value.OK {
			if a.Value.OK {
				return -1
			}
			return 1
		}
		byValue := 0
		if a.Value.OK {
			byValue = sign * cmp.Compare(a.Value.Value, b.Value.Value)
		}
		return cmp.Or(byValue, swedish.CompareString(a.Area.Name, b.Area.Name), cmp.Compare(a.Area.Code, b.Area.Code))
	})
	return out
}

// LevelText prints a confidence level: "95 %".
func LevelText(l lang.Lang, level float64) string {
	decimals := 0
	if p := level * 100; p != float64(int(p+0.5)) && p-float64(int(p)) > 1e-9 && float64(int(p+1))-p > 1e-9 {
		decimals = 1
	}
	return Percent(l, level*100, decimals)
}
