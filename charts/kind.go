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

	// Figures makes the figures of the kind that the data give, in the order of the results. What the data have nothing for gives no
	// figure and no error.
	Figures func(d Data, s Selection, o Options) ([]*Figure, error)
}

// Kinds are all kinds of charts, in the order of their figures.
var Kinds = []Kind{
	{"compare", lang.Text{Sv: "jämförelse", En: "comparison"},
		lang.Text{Sv: "Vilka områden skiljer sig från staden, och är det säkert?", En: "Which districts differ from the city, and is it sure?"}, compareFigures},
	{"gap", lang.Text{Sv: "avvikelse", En: "difference"},
		lang.Text{Sv: "Hur långt ligger områdena från resten av staden?", En: "How far do districts lie from the rest of the city?"}, gapFigures},
	{"spread", lang.Text{Sv: "punktremsa", En: "dot strip"},
		lang.Text{Sv: "Hur olika är stadens små områden?", En: "How different are the small areas of the city?"}, spreadFigures},
	{"trend", lang.Text{Sv: "utveckling", En: "trend"},
		lang.Text{Sv: "Blir det bättre, här och i staden?", En: "Is it getting better, here and in the city?"}, trendFigures},
	{"equiplot", lang.Text{Sv: "punktlinjer", En: "dots on lines"},
		lang.Text{Sv: "Hur stor är spridningen mellan områden, eller skillnaden mellan grupper?", En: "How wide is the spread of districts, or the gap between groups?"}, equiplotFigures},
	{"slope", lang.Text{Sv: "förändring", En: "change"},
		lang.Text{Sv: "Vilka områden har säkert förändrats?", En: "Which districts have clearly changed?"}, slopeFigures},
	{"panels", lang.Text{Sv: "utveckling, en ruta per område", En: "trend, one panel for each district"},
		lang.Text{Sv: "Hur har det gått i vart och ett av områdena?", En: "How has each of the districts fared?"}, panelFigures},
	{"composition", lang.Text{Sv: "sammansättning", En: "composition"},
		lang.Text{Sv: "Vilka grupper består områdena av?", En: "Which groups are the districts made up of?"}, compositionFigures},
	{"segregation-curve", lang.Text{Sv: "segregationskurva", En: "segregation curve"},
		lang.Text{Sv: "Hur ojämnt är grupperna fördelade mellan områdena?", En: "How unevenly are the groups spread over the areas?"}, segregationCurveFigures},
	{"lorenz", lang.Text{Sv: "lorenzkurva", En: "Lorenz curve"},
		lang.Text{Sv: "Hur samlat är det till några områden?", En: "How far is it gathered in some areas?"}, lorenzFigures},
	{"concentration-curve", lang.Text{Sv: "koncentrationskurva", En: "concentration curve"},
		lang.Text{Sv: "Hur mycket av det finns i områdena med störst behov?", En: "How much of it is in the areas with the greatest needs?"}, concentrationFigures},
	{"rank-order", lang.Text{Sv: "segregationsprofil", En: "segregation profile"},
		lang.Text{Sv: "Är det de lägsta klasserna eller de högsta som bor för sig?", En: "Is it the lowest classes or the highest that live apart?"}, rankOrderFigures},
	{"waterfall", lang.Text{Sv: "vattenfall", En: "waterfall"},
		lang.Text{Sv: "Vilka delar består segregationen och dess ändring av?", En: "Which parts are segregation and its change made of?"}, waterfallFigures},
	{"overview", lang.Text{Sv: "översikt", En: "overview"},
		lang.Text{Sv: "Hur ligger alla områden till i alla mått?", En: "How do all districts fare in all measures?"}, overviewFigures},
	{"profile", lang.Text{Sv: "områdesprofil", En: "area profile"},
		lang.Text{Sv: "Hur ligger ett område till i alla mått?", En: "How does one district fare on all measures?"}, profileFigures},
	{"contribution", lang.Text{Sv: "områdenas andelar", En: "shares of areas"},
		lang.Text{Sv: "I vilka områden finns segregationen?", En: "In which areas does segregation lie?"}, contributionFigures},
	{"pyramid", lang.Text{Sv: "befolkningspyramid", En: "population pyramid"},
		lang.Text{Sv: "Vilka bor var, efter ålder och kön?", En: "Who lives where, by age and sex?"}, pyramidFigures},
	{"scatter", lang.Text{Sv: "samvariation", En: "correlation"},
		lang.Text{Sv: "Vilka mått följs åt mellan områdena?", En: "Which measures go together over districts?"}, scatterFigures},
	{"index", lang.Text{Sv: "ojämlikhet över tid", En: "inequality over time"},
		lang.Text{Sv: "Blir staden mer eller mindre jämlik?", En: "Is the city becoming more or less equal?"}, indexFigures},
	{"tilemap", lang.Text{Sv: "rutkarta", En: "tile map"},
		lang.Text{Sv: "Hur ligger områdena till, var i staden de än ligger?", En: "How do the districts fare, wherever in the city they lie?"}, tilemapFigures},
	{"choropleth", lang.Text{Sv: "karta", En: "map"},
		lang.Text{Sv: "Var i staden är värdena höga och låga?", En: "Where in the city are values high and low?"}, choroplethFigures},
	{"certainty", lang.Text{Sv: "karta över värde och säkerhet", En: "map of value and certainty"},
		lang.Text{Sv: "Var är värdena höga och låga, och var är det säkert?", En: "Where are values high and low, and where is it sure?"}, certaintyFigures},
	{"moran", lang.Text{Sv: "Morandiagram", En: "Moran scatter plot"},
		lang.Text{Sv: "Liknar områden sina grannar?", En: "Are areas like their neighbours?"}, moranFigures},
	{"clusters", lang.Text{Sv: "klusterkarta", En: "cluster map"},
		lang.Text{Sv: "Var ligger områden som liknar eller skiljer sig från sina grannar?", En: "Where do areas lie that are like or unlike their neighbours?"}, clusterFigures},
	{"funnel", lang.Text{Sv: "tratt", En: "funnel"},
		lang.Text{Sv: "Vilka områden avviker mer än slumpen kan göra?", En: "Which districts differ by more than chance can make them?"}, funnelFigures},
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
