package report

import (
	"math"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// where is the part of a chapter that reads the map: which areas lie among areas like them, and how segregation depends on scale.
type where struct {
	Title   string
	Lead    string
	Figures []fullFigure
	Parts   []wherePart
	Caveats []string
}

// wherePart is one question to the map, with its table.
type wherePart struct {
	Title  string
	Text   []string
	Tables []*table
	List   []string
	After  string
}

// where is the part about the groups of a spec: the finest level that has a map, and for random divisions all levels. It is nil where none has one.
func (p *page) where(group []analysis.Segregation) *where {
	at := -1
	for i, s := range group {
		if s.Where != nil && (at < 0 || s.Level > group[at].Level) {
			at = i
		}
	}
	if at < 0 {
		return nil
	}
	s := group[at]
	out := &where{Title: wWhere.In(p.lang), Lead: p.sayf(wWhereLead, p.levelCount(s.Where.Areas, s.Level))}
	add := func(part *wherePart) {
		if part != nil {
			out.Parts = append(out.Parts, *part)
		}
	}
	clusters := p.clustersOf(s)
	if clusters != nil {
		add(p.clusterPart(*clusters, p.partName(s.Spec.Names, s.Spec.Groups, 0)))
	}
	add(p.nearestPart(s))
	add(p.scalePart(s))
	add(p.placePart(s))
	add(p.rezonedPart(group))
	if len(out.Parts) == 0 {
		return nil
	}
	out.Caveats = p.whereCaveats(s, clusters)
	return out
}

// clustersOf returns the clusters of a segregation.
func (p *page) clustersOf(s analysis.Segregation) *analysis.Clusters {
	for i := range p.report.Results.Clusters {
		c := &p.report.Results.Clusters[i]
		if c.Segregation >= 0 && c.Subject == s.Spec.ID && c.Level == s.Level && c.Version == s.Version {
			return c
		}
	}
	return nil
}

// clearClasses are the classes that say something, clusters first.
var clearClasses = []analysis.Class{analysis.HighHigh, analysis.LowLow, analysis.HighLow, analysis.LowHigh}

// clusterPart tells which areas lie among areas like them. What is a name of the values, such as that of a group.
func (p *page) clusterPart(c analysis.Clusters, what string) *wherePart {
	l := p.lang
	part := &wherePart{Title: wClusters.In(l)}
	for _, w := range c.Warnings {
		part.Text = append(part.Text, w.Text.In(l))
	}
	if c.Withheld || len(c.Areas) == 0 {
		if len(part.Text) == 0 {
			return nil
		}
		return part
	}
	if !math.IsNaN(c.Moran) {
		part.Text = append(part.Text, p.sayf(wMoran, charts.Number(l, c.Moran, 2), charts.Number(l, c.Expected, 2), p.pText(c.P)))
	}
	of := p.levelCount(len(c.Areas), c.Level)
	found := false
	say := func(n int, some lang.Text) {
		if n > 0 {
			found = true
			part.Text = append(part.Text, p.sayf(some, charts.Number(l, float64(n), 0), of, what))
		}
	}
	in, like := map[analysis.Class]int{}, map[analysis.Class]int{}
	for i, v := range c.Areas {
		if in[c.In(i)]++; c.In(i) == analysis.NotClear {
			like[v.Class]++
		}
	}
	say(in[analysis.HighHigh], wInHigh)
	say(in[analysis.LowLow], wInLow)
	for _, class := range clearClasses {
		say(like[class], wLike[class])
	}
	if !found {
		part.Text = append(part.Text, p.sayf(wNoClusters, of))
	}
	if t := p.clusterTable(c, what); t != nil {
		part.Tables = append(part.Tables, t)
	}
	if t := p.localTable(c, what); t != nil {
		part.Tables = append(part.Tables, t)
	}
	part.After = p.sayf(wThreshold, charts.Percent(l, 100*analysis.DiscoveryRate, 0), charts.Number(l, float64(c.Permutations), 0))
	return part
}

// pText prints a probability: three decimals, and below them that it is less.
func (p *page) pText(v float64) string {
	switch {
	case math.IsNaN(v):
		return dots
	case v < 0.001:
		return "<" + nbsp + charts.Number(p.lang, 0.001, 3)
	}
	return charts.Number(p.lang, v, 3)
}

// localText prints a value of an area: per cent of a group, or the value of an indicator.
func (p *page) localText(c analysis.Clusters, v float64) string {
	switch {
	case math.IsNaN(v):
		return dots
	case c.Segregation >= 0:
		return charts.Number(p.lang, 100*v, 1)
	}
	return charts.Number(p.lang, v, max(1, c.Indicator.Decimals))
}

// localUnit is the unit of what localText prints.
func (p *page) localUnit(c analysis.Clusters) string {
	if c.Segregation >= 0 {
		return wPercent.In(p.lang)
	}
	return p.unitOf(c.Indicator)
}

// clusterTable has a row for each cluster: the areas that it is made of, how many live there, and their value together.
func (p *page) clusterTable(c analysis.Clusters, what string) *table {
	l := p.lang
	t := &table{
		ID:      p.id("table-clusters-" + c.Subject + "-" + c.Level.String()),
		Caption: p.sayf(wClustersOf, what, charts.PeriodText(l, c.Period)),
		Head: []cell{colHead(wCluster.In(l)), colHead(capital(wPlaces.In(l))), numHead(p.sayf(wMadeOf, levelNames[c.Level][1].In(l))),
			numHead(wPersons.In(l)), numHead(withUnit(wValue.In(l), p.localUnit(c)))},
	}
	n := map[analysis.Class]int{}
	for _, g := range c.Groups {
		n[g.Class]++
		areas := make([]indicators.Area, len(g.Areas))
		for i, j := range g.Areas {
			areas[i] = c.Areas[j].Area
		}
		people := dots
		if !math.IsNaN(g.Persons) {
			people = charts.Number(l, g.Persons, 0)
		}
		t.add("", rowHead(clusterWords[g.Class].In(l)+" "+charts.Number(l, float64(n[g.Class]), 0)), textCell(p.placesText(areas)),
			numberCell(charts.Number(l, float64(len(g.Areas)), 0)), numberCell(people), numberCell(p.localText(c, g.Value)))
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	return t
}

// placesText names areas by the larger areas that they lie in, each once with how many of them there are; by themselves where they have
// none.
func (p *page) placesText(areas []indicators.Area) string {
	var names []string
	n := map[string]int{}
	for _, a := range areas {
		name := areaName(a)
		in, ok := p.report.Register.Find(indicators.AreaID{Code: a.Parent, Version: a.Version})
		if ok && a.Level == indicators.DeSO && (in.Level == indicators.RegSO || in.Level == indicators.District && name == a.Code) {
			name = in.Name
		}
		if n[name]++; n[name] == 1 {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, collate.New(language.Swedish).CompareString)
	for i, name := range names {
		if n[name] > 1 {
			names[i] += nbsp + "(" + charts.Number(p.lang, float64(n[name]), 0) + ")"
		}
	}
	return p.list(names)
}

// localTable has a row for each area that is told apart from chance.
func (p *page) localTable(c analysis.Clusters, what string) *table {
	l := p.lang
	value := withUnit(capital(what), p.localUnit(c))
	t := &table{
		ID:      p.id("table-local-" + c.Subject + "-" + c.Level.String()),
		Caption: p.sayf(wLocalOf, what, charts.PeriodText(l, c.Period)),
		Class:   "wide",
		Head:    []cell{colHead(wPart.In(l)), numHead(value), numHead(withUnit(wAmongNeighbours.In(l), p.localUnit(c)))},
	}
	moran, star := slices.Contains(c.Ways, analysis.LocalMoran), slices.Contains(c.Ways, analysis.GetisOrd)
	if star {
		t.Head = append(t.Head, numHead(wStar.In(l)), numHead(wAdjusted.In(l)))
	}
	if moran {
		t.Head = append(t.Head, numHead(wLocalMoran.In(l)), numHead(wAdjusted.In(l)))
	}
	section := func(title string, has func(i int) bool) {
		begun := false
		for i, v := range c.Areas {
			if !has(i) {
				continue
			}
			if !begun {
				t.section(title)
				begun = true
			}
			cells := []cell{rowHead(p.placeName(v.Area)), numberCell(p.localText(c, v.Value)), numberCell(p.localText(c, v.Lag))}
			if star {
				cells = append(cells, numberCell(charts.Signed(l, v.Star, 1)), numberCell(p.pText(v.StarAdj)))
			}
			if moran {
				cells = append(cells, numberCell(charts.Signed(l, v.Moran, 2)), numberCell(p.pText(v.Adjusted)))
			}
			t.add("", cells...)
		}
	}
	for _, class := range clearClasses[:2] {
		section(clusterWords[class].In(l), func(i int) bool { return c.In(i) == class })
	}
	for _, class := range clearClasses {
		section(classWords[class].In(l), func(i int) bool { return c.In(i) == analysis.NotClear && c.Areas[i].Class == class })
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	if star {
		t.note(wStarIs.In(l))
	}
	if moran {
		t.note(wLocalMoranIs.In(l))
	}
	return t
}

// rezonedPart sets the indices of each level beside what random divisions give.
func (p *page) rezonedPart(group []analysis.Segregation) *wherePart {
	l := p.lang
	t := &table{
		ID: p.id("table-divisions-" + group[0].Spec.ID), Caption: p.sayf(wDivisionsOf, group[0].Spec.Title.In(l)),
		Head: []cell{colHead(wIndex.In(l)), numHead(wValue.In(l)), numHead(wRandomRange.In(l)), numHead(wRandomMiddle.In(l)), numHead(wOfSmallest.In(l))},
	}
	part := &wherePart{Title: wDivisions.In(l), Tables: []*table{t}}
	for _, s := range group {
		if s.Where == nil || len(s.Where.Rezoned) == 0 {
			continue
		}
		t.section(p.levelCount(s.Where.Rezoned[0].Zones, s.Level))
		first := true
		known, unusual := 0, 0
		for _, z := range s.Where.Rezoned {
			name := z.Index.Name.In(l)
			if !z.OK {
				gone := noNumber()
				gone.Hidden = wUndefined.In(l)
				t.add("", rowHead(name), gone, noNumber(), noNumber(), noNumber())
				continue
			}
			known++
			if z.Unusual() {
				unusual++
			}
			number := func(v float64) string { return charts.Number(l, v, 3) }
			t.add("", rowHead(name), numberCell(number(z.Value)), p.intervalCell(true, z.Low, z.High, 3), numberCell(number(z.Middle)), numberCell(number(z.Smallest)))
			if first {
				text := wWithin
				switch {
				case z.Value > z.High:
					text = wAboveAll
				case z.Value < z.Low:
					text = wBelowAll
				}
				part.Text = append(part.Text, p.sayf(wDivisionsAre, p.levelCount(z.Zones, s.Level), lowerFirst(name), number(z.Value),
					p.levelCount(z.Units, z.From), number(z.Low), number(z.High))+" "+text.In(l))
				part.After = p.sayf(wDivisionsHow, charts.Number(l, float64(z.Divisions), 0))
			}
			first = false
		}
		if known > 1 {
			text := gSomeUnusual
			switch unusual {
			case 0:
				text = gNoneUnusual
			case known:
				text = gAllUnusual
			}
			part.Text = append(part.Text, p.sayf(text, p.levelPlural(s.Level), known, unusual))
		}
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	return part
}

// whereCaveats are what a reader of the part must know.
func (p *page) whereCaveats(s analysis.Segregation, c *analysis.Clusters) []string {
	l := p.lang
	out := []string{p.sayf(wUnitsMatter, levelNames[s.Level][1].In(l)), wNeighboursAre.In(l)}
	if c != nil && !c.Withheld {
		out = append(out, p.sayf(wManyTests, p.levelCount(len(c.Areas), c.Level), charts.Number(l, math.Round(analysis.DiscoveryRate*float64(len(c.Areas))), 0)))
	}
	out = append(out, wMiddles.In(l), wEdge.In(l))
	name := func(codes []string) string {
		var names []string
		for _, code := range codes {
			a, ok := p.report.Register.Find(indicators.AreaID{Code: code, Version: s.Version})
			if !ok {
				a.Code = code
			}
			names = append(names, p.placeName(a))
		}
		return p.list(names)
	}
	if n := len(s.Where.Islands); n > 0 {
		out = append(out, p.sayf(wIslands, name(s.Where.Islands)))
	}
	if n := len(s.Where.Unplaced); n > 0 {
		out = append(out, p.sayf(wUnplaced, name(s.Where.Unplaced)))
	}
	return out
}

// indicatorClusters are the parts about indicators that were looked for clusters.
func (p *page) indicatorClusters() []wherePart {
	var out []wherePart
	for _, c := range p.report.Results.Clusters {
		if c.Segregation >= 0 {
			continue
		}
		if part := p.clusterPart(c, lowerFirst(c.Indicator.ShortName().In(p.lang))); part != nil {
			part.Title = c.Indicator.Name.In(p.lang)
			if len(out) > 0 {
				part.After = "" // what it says was said
			}
			out = append(out, *part)
		}
	}
	return out
}
