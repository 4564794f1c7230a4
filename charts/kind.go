package charts

import (
	"errors"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Data is what charts are drawn from.
type Data struct {
	Results  *analysis.Results
	Register *indicators.Register
	Maps     []Map // where areas lie; none where the study has no boundaries
}

// Selection says which figures of a kind are wanted. Its zero value is all that a report has.
type Selection struct {
	Indicators []string           // IDs; empty for all
	Groups     []indicators.Group // empty for all; indicators.Everyone is a group too
	Areas      []string           // codes of the areas that figures about one area are made for; empty for all
	Indices    []string           // IDs of indices of figures about an index; empty for all
}

// Kind is a kind of chart.
type Kind struct {
	ID      string    // as in names of files and on the command line: "compare"
	Name    lang.Text // as readers know it
	Answers lang.Text // the question that it answers
	Needs   lang.Text // the least that a figure is drawn from

	// Figures makes the figures of the kind that the data give, in the order of the results. What the data have nothing for gives no
	// figure and no error.
	Figures func(d Data, s Selection, o Options) ([]*Figure, error)
}

// Figures makes the figures of some kinds, in their order. All errors come at once, with the figures that could be made. The preset of figures that
// are not of the first is the end of their IDs. Where a kind has no drawing of the indicators that are selected, notes in the place of figures say
// why; see [Nothing].
func Figures(kinds []Kind, d Data, s Selection, o Options) ([]*Figure, error) {
	var out []*Figure
	var errs []error
	for _, k := range kinds {
		fs, err := k.Figures(d, s, o)
		if len(fs) == 0 && err == nil && len(s.Indicators) > 0 {
			fs, err = k.notes(d, s, o)
		}
		out, errs = append(out, fs...), append(errs, err)
	}
	if size := o.page().ID; size != Presets[0].ID {
		for _, f := range out {
			f.ID += "-" + size
		}
	}
	return out, errors.Join(errs...)
}

// wants tells whether an indicator and group are selected.
func (s Selection) wants(ind indicators.Indicator, g indicators.Group) bool {
	return among(s.Indicators, ind.ID) && among(s.Groups, g)
}

// wantsEveryone is [Selection.wants] for charts that a report has of everyone only: those of groups are made where groups are selected.
func (s Selection) wantsEveryone(ind indicators.Indicator, g indicators.Group) bool {
	return s.wants(ind, g) && (len(s.Groups) > 0 || g == indicators.Everyone)
}

// wantsArea tells whether figures about an area are selected.
func (s Selection) wantsArea(a indicators.Area) bool { return among(s.Areas, a.Code) }

// among tells whether a list is empty or has v.
func among[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

// gather collects figures and errors of several calls.
type gather struct {
	figures []*Figure
	errs    []error
}

func (g *gather) add(f *Figure, err error) {
	if err != nil {
		g.errs = append(g.errs, err)
		return
	}
	g.figures = append(g.figures, f)
}

func (g *gather) addAll(fs []*Figure, err error) {
	g.figures, g.errs = append(g.figures, fs...), append(g.errs, err)
}

func (g *gather) result() ([]*Figure, error) { return g.figures, errors.Join(g.errs...) }

func compareFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, c := range d.Results.Comparisons {
		if s.wants(c.Indicator, c.Group) && c.NoFigures == analysis.NoReason {
			g.addAll(ComparePages(c, o))
		} else if s.wantsEveryone(c.Indicator, c.Group) && hiddenWhole(c) {
			g.add(Nothing("compare", c, c.NoFigures, o))
		}
	}
	return g.result()
}

func spreadFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, c := range d.Results.Comparisons {
		if s.wants(c.Indicator, c.Group) && c.NoFigures != analysis.NoReason && len(c.Spread) > 0 {
			g.add(Spread(c, o))
		}
	}
	return g.result()
}

func trendFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, t := range d.Results.Trends {
		if s.wants(t.Indicator, t.Group) {
			g.add(Trend(t, o))
		}
	}
	return g.result()
}

func panelFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, t := range d.Results.Trends {
		if s.wants(t.Indicator, t.Group) && t.Group == indicators.Everyone && len(t.Areas) > 0 {
			g.addAll(TrendPanelPages(t, o))
		}
	}
	return g.result()
}

func overviewFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var cs []analysis.Comparison
	for _, c := range d.Results.Comparisons {
		if s.wants(c.Indicator, c.Group) && c.NoFigures == analysis.NoReason && c.Group == indicators.Everyone {
			cs = append(cs, c)
		}
	}
	if len(cs) == 0 {
		return nil, nil
	}
	return Overview(cs, ByName(d.Results.Districts), o)
}
