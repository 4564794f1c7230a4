package explorer

import (
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// collector turns results into what is embedded.
type collector struct {
	*data
	e     *Explorer
	l     lang.Lang
	areas []indicators.Area // in the order of the data
}

// collect gathers everything that the page shows. All errors come at once.
func collect(e *Explorer) (*data, error) {
	l, res := e.Options.Lang, e.Results
	c := &collector{e: e, l: l, areas: charts.ByName(res.Districts), data: &data{
		Lang: string(l), City: res.City.Name, Title: e.Title.In(l), Notice: e.Options.Notice.In(l), Report: e.Report,
		Level: charts.LevelText(l, res.Options.Level), Words: map[string]string{}, Palette: charts.Palette(),
		Crowded: crowded(res),
	}}
	for key, t := range phrases {
		c.Words[key] = fill(t.In(l), "city", res.City.Name, "level", c.Level, "version", e.Version)
	}
	for v := analysis.NotCompared; v <= analysis.Lower; v++ {
		sign, word, class := charts.VerdictMark(l, v)
		c.Verdicts = append(c.Verdicts, verdict{ID: v.String(), Sign: sign, Word: word, Text: charts.VerdictText(l, v, res.City.Name), Class: class})
	}
	for _, b := range []analysis.Basis{analysis.Published, analysis.Pooled, analysis.Approximated} {
		c.Bases = append(c.Bases, basis{string(b), charts.BasisText(l, b)})
	}
	for _, s := range charts.SeriesStyles() {
		c.Series = append(c.Series, series(s))
	}
	c.districts()
	err := c.measures()
	return c.data, err
}

func (c *collector) districts() {
	assumed := map[indicators.AreaID]bool{}
	for _, k := range c.e.Results.Comparisons {
		for _, a := range k.Areas {
			assumed[a.Area.ID()] = assumed[a.Area.ID()] || a.Assumed
		}
	}
	keys := map[string]int{}
	for _, a := range c.areas {
		key := unique(keys, charts.Slug(a.Code))
		d := area{Key: key, Code: a.Code, Name: a.Name, Assumed: assumed[a.ID()]}
		if c.e.Report != "" {
			d.Href = c.e.Report + "#area-" + charts.Slug(a.Code)
		}
		c.Areas = append(c.Areas, d)
		if slices.Contains(c.e.Options.Highlight, a.Code) {
			c.Highlighted = append(c.Highlighted, key)
		}
	}
	slices.SortStableFunc(c.Highlighted, func(x, y string) int { return c.rank(x) - c.rank(y) })
}

// rank is the place of a district among the highlighted.
func (c *collector) rank(key string) int {
	i := slices.IndexFunc(c.Areas, func(a area) bool { return a.Key == key })
	return slices.Index(c.e.Options.Highlight, c.Areas[i].Code)
}

// unique returns a key that has not been given out yet.
func unique(given map[string]int, key string) string {
	if given[key]++; given[key] > 1 {
		return unique(given, fmt.Sprintf("%s-%d", key, given[key]))
	}
	return key
}

func (c *collector) measures() error {
	var errs []error
	at := map[string]*measure{}
	for i := range c.e.Results.Comparisons {
		k := &c.e.Results.Comparisons[i]
		m := at[k.Indicator.ID]
		if m == nil {
			m = c.measure(k.Indicator)
			at[k.Indicator.ID] = m
			c.Measures = append(c.Measures, m)
		}
		g, err := c.group(k)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		m.Groups = append(m.Groups, g)
		m.limits(c.l, k)
		naming, err := c.e.Options.Naming(k.Indicator, k.Group, "")
		errs = append(errs, err)
		m.Source = naming.Source
	}
	c.themes()
	return errors.Join(errs...)
}

// themes numbers the themes that have measures; measures without one come last.
func (c *collector) themes() {
	number := map[string]int{}
	for _, t := range c.e.Options.Catalogue.Themes {
		if slices.ContainsFunc(c.e.Results.Comparisons, func(k analysis.Comparison) bool { return k.Indicator.Theme == t.ID }) {
			number[t.ID] = len(c.Themes)
			c.Themes = append(c.Themes, t.Name.In(c.l))
		}
	}
	other := -1
	for _, k := range c.e.Results.Comparisons {
		if _, ok := number[k.Indicator.Theme]; !ok {
			if other < 0 {
				other = len(c.Themes)
				c.Themes = append(c.Themes, c.Words["other"])
			}
			number[k.Indicator.Theme] = other
		}
	}
	for _, m := range c.Measures {
		m.Theme = number[m.theme]
	}
	slices.SortStableFunc(c.Measures, func(a, b *measure) int { return a.Theme - b.Theme })
}

func (c *collector) measure(ind indicators.Indicator) *measure {
	l := c.l
	m := &measure{
		Key: ind.ID, theme: ind.Theme,
		Name: ind.Name.In(l), Short: ind.ShortName().In(l), Unit: ind.Unit.Name.In(l), DiffUnit: charts.DifferenceUnit(l, ind.Unit),
		Definition: ind.Definition.In(l), Population: ind.Population.In(l), Judged: int(ind.Direction),
	}
	switch ind.Direction {
	case indicators.HigherIsBetter:
		m.Direction = c.Words["higher-better"]
	case indicators.LowerIsBetter:
		m.Direction = c.Words["lower-better"]
	default:
		m.Direction = c.Words["not-judged"]
	}
	if s, ok := c.e.Options.Catalogue.Source(ind.Source); ok {
		m.URL = webAddress(s.URL)
	}
	for _, b := range ind.Breaks {
		m.limit(fill(c.Words["break-at"], "date", b.Start.String()), b.Note.In(l))
	}
	if c.e.Report != "" {
		m.Href = c.e.Report + "#indicator-" + charts.Slug(ind.ID)
	}
	return m
}

// limits adds what the reader of a comparison must know.
func (m *measure) limits(l lang.Lang, k *analysis.Comparison) {
	for _, w := range k.Warnings {
		m.limit(w.Text.In(l))
	}
}

func (m *measure) limit(parts ...string) {
	s := sentences(parts...)
	if s != "" && !slices.Contains(m.Limits, s) {
		m.Limits = append(m.Limits, s)
	}
}

// group is one comparison with its earlier periods and its trend.
func (c *collector) group(k *analysis.Comparison) (*group, error) {
	o := c.e.Options
	naming, err := o.Naming(k.Indicator, k.Group, "")
	if err != nil {
		return nil, err
	}
	g := &group{Key: string(k.Group), Name: naming.Group, Heading: naming.Heading}
	now, err := c.period(k)
	if err != nil {
		return nil, err
	}
	g.Periods = []*period{now}
	values := valuesOf(k)
	h := c.history(k)
	for _, past := range h.past(k) {
		p, err := c.period(&past)
		if err != nil {
			return nil, err
		}
		g.Periods = append(g.Periods, p)
		values = append(values, valuesOf(&past)...)
	}
	if h.trend != nil {
		if g.Trend, err = c.trend(h); err != nil {
			return nil, err
		}
	}
	g.Axis = axisOf(charts.NewAxis(c.l, k.Indicator, values))
	return g, nil
}

func valuesOf(k *analysis.Comparison) []analysis.Value {
	out := []analysis.Value{k.City}
	for _, a := range k.Areas {
		out = append(out, a.Value)
	}
	for _, a := range k.Spread {
		out = append(out, a.Value)
	}
	return out
}

func axisOf(a charts.Axis) axis {
	out := axis{Min: a.Min, Max: a.Max, Flip: a.Flip, Unit: a.Unit, From: a.From, Better: a.Better}
	for _, t := range a.Ticks {
		out.Ticks = append(out.Ticks, tick{t.Value, t.Label})
	}
	return out
}

// webAddress returns an address of the web, or "" for anything else.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return s
}
