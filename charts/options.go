package charts

import (
	"cmp"
	"errors"
	"fmt"
	"math"
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
	// OverviewLevel is the confidence level that the overview's verdicts were reached at; default 0.998.
	OverviewLevel float64
	Date          string  // when the figures were produced, as the study states it; may be empty
	Preset        Preset  // the size of figures; the first of Presets where it is empty
	Classes       Classes // of maps
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

// source checks the options and returns the source line of some indicators. Figures without one are not drawn, so a source that is not in the catalogue is
// an error. Tables of one publisher, fetched on one day, share a statement.
func (o Options) source(inds ...indicators.Indicator) (string, error) {
	if !slices.Contains(lang.All, o.Lang) {
		return "", fmt.Errorf("language %q: figures are made in %v", o.Lang, lang.All)
	}
	if o.City == "" {
		return "", errors.New("figures need the name of the city")
	}
	var sources []indicators.Source
	for _, ind := range inds {
		s, ok := o.sourceNamed(ind.Source)
		if !ok {
			return "", fmt.Errorf("indicator %q: its source %q is not in the catalogue, and a figure needs one", ind.ID, ind.Source)
		}
		sources = append(sources, s)
	}
	return o.sourceLine(sources), nil
}

// sourceOf is [Options.source] of what rests on the sources with some IDs, or on that of its indicator where none are known.
func (o Options) sourceOf(what string, ids []string, ind indicators.Indicator) (string, error) {
	line, err := o.source(ind)
	if err != nil || len(ids) == 0 {
		return line, err
	}
	var sources []indicators.Source
	for _, id := range ids {
		s, ok := o.sourceNamed(id)
		if !ok {
			return "", fmt.Errorf("%s: its source %q is not in the catalogue, and a figure needs one", what, id)
		}
		sources = append(sources, s)
	}
	return o.sourceLine(sources), nil
}

func (o Options) sourceNamed(id string) (indicators.Source, bool) {
	if o.Catalogue == nil {
		return indicators.Source{}, false
	}
	return o.Catalogue.Source(id)
}

// sourceLine states sources, each once.
func (o Options) sourceLine(all []indicators.Source) string {
	var sources []indicators.Source
	for _, s := range all {
		if !slices.ContainsFunc(sources, func(t indicators.Source) bool { return t.ID == s.ID }) {
			sources = append(sources, s)
		}
	}
	var parts []string
	for len(sources) > 0 {
		first := sources[0]
		var same, others []indicators.Source
		for _, s := range sources {
			if s.Publisher == first.Publisher && s.Retrieved == first.Retrieved && s.Licence == first.Licence {
				same = append(same, s)
			} else {
				others = append(others, s)
			}
		}
		parts, sources = append(parts, o.statement(same)), others
	}
	line := wSource.In(o.Lang) + ": " + strings.Join(parts, "; ") + "."
	if o.Date != "" {
		line += " " + wDrawn.In(o.Lang) + " " + o.Date + "."
	}
	return line
}

// statement names sources that have publisher, date and licence in common: one with its title, several by their tables.
func (o Options) statement(same []indicators.Source) string {
	s := same[0]
	what := s.Title.In(o.Lang)
	if len(same) > 1 {
		what = ""
	}
	var tables []string
	for _, t := range same {
		switch {
		case t.Table != "":
			tables = append(tables, t.Table)
		case len(same) > 1:
			tables = append(tables, t.Title.In(o.Lang))
		}
	}
	table := ""
	if len(tables) > 0 {
		table = wTable.In(o.Lang) + " " + strings.Join(tables, ", ")
	}
	retrieved := ""
	if s.Retrieved != "" {
		retrieved = wRetrieved.In(o.Lang) + " " + s.Retrieved
	}
	return join2(", ", s.Publisher.In(o.Lang), what, table, retrieved, s.Licence)
}

// join2 joins what is not empty.
func join2(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

// subtitle is measure, population, group, unit and period.
func (o Options) subtitle(ind indicators.Indicator, g indicators.Group, period string) string {
	return join2(", ", ind.Name.In(o.Lang), small(ind.Population.In(o.Lang)), small(o.groupName(g)), ind.Unit.Name.In(o.Lang), period)
}

// heading names an indicator, for one group or everyone, as titles and alternative texts do.
func (o Options) heading(ind indicators.Indicator, g indicators.Group) string {
	return join2(", ", ind.ShortName().In(o.Lang), small(o.groupName(g)))
}

// FigureID returns the ID of the figure of an indicator and group, by kind of chart: "compare-employed".
func FigureID(chart string, ind indicators.Indicator, g indicators.Group) string {
	return join2("-", chart, Slug(ind.ID), Slug(string(g)))
}

// notes are the statements that every figure of the study carries, and those with districts whose delimitation is an assumption.
func (o Options) notes(assumed bool) []string {
	var out []string
	if n := o.Notice.In(o.Lang); n != "" {
		out = append(out, n)
	}
	if assumed {
		out = append(out, wAssumed.In(o.Lang))
	}
	return out
}

// ByName returns areas in Swedish alphabetical order, in both languages, since the names are Swedish.
func ByName(areas []indicators.Area) []indicators.Area {
	out := slices.Clone(areas)
	slices.SortFunc(out, byName())
	return out
}

// byName returns a comparison of areas for Swedish alphabetical order. It must not be used by two goroutines.
func byName() func(a, b indicators.Area) int {
	swedish := collate.New(language.Swedish)
	return func(a, b indicators.Area) int {
		return cmp.Or(swedish.CompareString(a.Name, b.Name), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Version, b.Version))
	}
}

// sortRows orders the rows of a comparison: best first, or highest first where the indicator is not judged; then those without a value.
// Equal values are in Swedish alphabetical order, in both languages, since the names are Swedish.
func sortRows(as []analysis.AreaComparison, dir indicators.Direction) []analysis.AreaComparison {
	return sortRowsBy(as, dir, func(a analysis.AreaComparison) (float64, bool) { return a.Value.Value, a.Value.OK })
}

// sortRowsBy is [sortRows] by another number of each area, which may be missing.
func sortRowsBy(as []analysis.AreaComparison, dir indicators.Direction, by func(analysis.AreaComparison) (float64, bool)) []analysis.AreaComparison {
	names := byName()
	sign := -1
	if dir == indicators.LowerIsBetter {
		sign = 1
	}
	out := slices.Clone(as)
	slices.SortFunc(out, func(a, b analysis.AreaComparison) int {
		x, hasX := by(a)
		y, hasY := by(b)
		switch {
		case hasX && hasY:
			return cmp.Or(sign*cmp.Compare(x, y), names(a.Area, b.Area))
		case hasX:
			return -1
		case hasY:
			return 1
		}
		return names(a.Area, b.Area)
	})
	return out
}

// LevelText prints a confidence level with the decimals that it has: "95 %", "99,8 %".
func LevelText(l lang.Lang, level float64) string {
	p := math.Round(level*1e8) / 1e6
	_, decimals, _ := strings.Cut(raw(p), ".")
	return Percent(l, p, len(decimals))
}
