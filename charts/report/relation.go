package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// maxPairs is the largest number of pairs of measures that the page lists for a level: the strongest.
const maxPairs = 20

// relations is the chapter about how measures go together.
type relations struct {
	Title          string
	Lead           []string
	Figures        []fullFigure
	Levels         []relationsAt
	WorstIs        string
	Worst          []string
	Tables         []*table
	Smallest       []string // the same of the smallest areas
	SmallestTables []*table
	AlikeIs        string
	Alike          []string
	Groups         *table
	Members        *table
}

// relationsAt is the correlations at one level.
type relationsAt struct {
	Title string
	Texts []string
	Pairs *table
}

func (p *page) relations() error {
	res := p.report.Results
	out := relations{Title: wRelations.In(p.lang), Lead: []string{wRelationsLead.In(p.lang), wEcological.In(p.lang)}}
	for i := range res.Relations {
		if at, ok := p.relationsAt(&res.Relations[i]); ok {
			out.Levels = append(out.Levels, at)
		}
	}
	p.disadvantages(&out)
	p.alike(&out)
	if len(out.Levels) > 0 || len(out.Tables) > 0 || out.Groups != nil {
		var err error
		if out.Figures, err = p.fullFigures(p.shelf.kind("scatter")); err != nil {
			return err
		}
		p.Relations = &out
	}
	return nil
}

func (p *page) relationsAt(r *analysis.Relations) (relationsAt, bool) {
	l := p.lang
	var shown []analysis.Pair
	clear, shared, withheld := 0, 0, 0
	for _, pair := range r.Pairs {
		switch {
		case pair.Pearson.OK:
			shown = append(shown, pair)
			if pair.Adjusted <= analysis.DiscoveryRate {
				clear++
			}
		case pair.Reason == analysis.SharedParts:
			shared++
		case pair.Reason == analysis.Withheld:
			withheld++
		}
	}
	if len(shown) == 0 {
		return relationsAt{}, false
	}
	slices.SortStableFunc(shown, func(a, b analysis.Pair) int {
		return cmp.Compare(math.Abs(b.Pearson.Value), math.Abs(a.Pearson.Value))
	})
	n := len(shown)
	if n > maxPairs {
		shown = shown[:maxPairs]
	}
	out := relationsAt{Title: capital(levelNames[r.Level][1].In(l))}
	out.Texts = append(out.Texts, p.sayf(wPairsClear, charts.Number(l, float64(clear), 0), charts.Number(l, float64(n), 0), charts.Percent(l, 100*analysis.DiscoveryRate, 0)))
	if n > len(shown) {
		out.Texts = append(out.Texts, p.sayf(wPairsStrongest, charts.Number(l, float64(len(shown)), 0)))
	}
	if shared > 0 {
		out.Texts = append(out.Texts, p.sayf(wPairsShared, charts.Number(l, float64(shared), 0)))
	}
	if withheld > 0 {
		out.Texts = append(out.Texts, p.sayf(wPairsWithheld, charts.Number(l, float64(withheld), 0)))
	}
	out.Pairs = p.pairTable(r, shown)
	return out, true
}

func (p *page) pairTable(r *analysis.Relations, shown []analysis.Pair) *table {
	l := p.lang
	level := charts.LevelText(l, p.report.Results.Options.Level)
	t := &table{
		ID: p.id("table-relations-" + r.Level.String()), Caption: p.sayf(wPairsCap, levelNames[r.Level][1].In(l)), Class: "wide",
		Head: []cell{colHead(wPairHead.In(l)), numHead(wPairAreas.In(l)), numHead(wCorrelationHead.In(l)), numHead(p.sayf(wInterval, level))},
	}
	if r.Placed {
		t.Head = slices.Insert(t.Head, 2, numHead(wEffectiveHead.In(l)))
	}
	if r.Population != "" {
		t.Head = append(t.Head, numHead(wWeightedHead.In(l)))
	}
	t.Head = append(t.Head, numHead(wSpearman.In(l)), numHead(wNoChanceHead.In(l)), numHead(wQHead.In(l)))
	for _, pair := range shown {
		x, y := r.Indicators[pair.X].Indicator, r.Indicators[pair.Y].Indicator
		name := x.ShortName().In(l) + " " + wAnd.In(l) + " " + lowerFirst(y.ShortName().In(l))
		if pair.SameTable {
			name += nbsp + "*"
			t.note(wSameTable.In(l))
		}
		cells := []cell{rowHead(name), numberCell(charts.Number(l, float64(pair.Areas), 0))}
		if r.Placed {
			cells = append(cells, numberCell(charts.Number(l, pair.Effective, 1)))
		}
		cells = append(cells, numberCell(charts.Number(l, pair.Pearson.Value, 2)), p.intervalCell(!math.IsNaN(pair.Pearson.Lower), pair.Pearson.Lower, pair.Pearson.Upper, 2))
		if r.Population != "" {
			cells = append(cells, p.coefficient(pair.Weighted))
		}
		t.add("", append(cells, p.coefficient(pair.Spearman), p.number(pair.Corrected, 2), p.chance(pair.Adjusted))...)
	}
	t.note(wEcological.In(l))
	if r.Placed {
		t.note(wEffectiveNote.In(l))
	} else {
		t.note(wNoPlaces.In(l))
	}
	t.note(wQNote.In(l))
	t.note(wNoChanceNote.In(l))
	if r.Level == indicators.District {
		t.note(p.assumption)
	}
	return t
}

func (p *page) coefficient(c analysis.Coefficient) cell {
	if !c.OK {
		return noNumber()
	}
	return numberCell(charts.Number(p.lang, c.Value, 2))
}

// chance is the cell of a probability.
func (p *page) chance(v float64) cell {
	switch {
	case math.IsNaN(v):
		return noNumber()
	case v < 0.001:
		return numberCell("<" + nbsp + charts.Number(p.lang, 0.001, 3))
	}
	return numberCell(charts.Number(p.lang, v, 3))
}

// chanceText is a probability with its letter: "p < 0,001", "p = 0,012".
func (p *page) chanceText(letter string, v float64) string {
	switch text := p.chance(v).Text; {
	case v < 0.001:
		return letter + nbsp + text
	default:
		return letter + nbsp + "=" + nbsp + text
	}
}

// disadvantages tells which areas are the worst, or the best, by several measures at once.
func (p *page) disadvantages(out *relations) {
	l := p.lang
	out.WorstIs = wWorstTitle.In(l)
	compared := p.report.Results.Options.AreaLevel
	for _, d := range p.report.Results.Disadvantage {
		switch {
		case d.Reason != analysis.NoReason && d.Level == compared && !d.Best:
			out.Worst = append(out.Worst, p.sayf(wWorstNot, charts.ReasonText(l, d.Reason)))
		case d.Reason != analysis.NoReason:
		case d.Level == compared:
			if !d.Best {
				out.Worst = append(out.Worst, p.sayf(wWorstLead, charts.Percent(l, 100*d.Share, 0)), p.withoutText(d))
			}
			out.Worst = append(out.Worst, p.severalText(d))
			out.Tables = append(out.Tables, p.disadvantageTable(d))
		default:
			if !d.Best {
				out.Smallest = append(out.Smallest, p.sayf(wSmallestLead, levelNames[d.Level][1].In(l)), p.withoutText(d))
			}
			out.Smallest = append(out.Smallest, p.severalText(d))
			out.SmallestTables = append(out.SmallestTables, p.disadvantageTable(d))
		}
	}
	if len(out.Tables) > 0 {
		out.Tables = append(out.Tables, p.atLeastTable())
	}
}

// withoutText names the measures that are left out to protect persons.
func (p *page) withoutText(d analysis.Disadvantage) string {
	var names []string
	for _, m := range d.Indicators {
		if m.Withheld {
			names = append(names, lowerFirst(m.Indicator.ShortName().In(p.lang)))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return p.sayf(wWorstWithheld, p.list(names))
}

func (p *page) severalText(d analysis.Disadvantage) string {
	l := p.lang
	if d.Several >= len(d.AtLeast) {
		return ""
	}
	at := d.AtLeast[d.Several]
	t := wWorstSeveral
	if d.Best {
		t = wBestSeveral
	}
	return p.sayf(t, p.levelCount(at.Units, d.Level), charts.Number(l, float64(d.Several), 0), charts.Number(l, float64(len(d.AtLeast)-1), 0),
		charts.Number(l, at.Expected, 1), p.chanceText("p", at.P))
}

func (p *page) disadvantageTable(d analysis.Disadvantage) *table {
	l := p.lang
	caption, id := wWorstCap, "worst"
	if d.Best {
		caption, id = wBestCap, "best"
	}
	t := &table{
		ID: p.id("table-" + id + "-" + d.Level.String()), Caption: p.sayf(caption, charts.Percent(l, 100*d.Share, 0), levelNames[d.Level][1].In(l)), Class: "wide",
		Head: []cell{colHead(capital(levelNames[d.Level][0].In(l))), numHead(wCountHead.In(l)), numHead(wOfHead.In(l)), numHead(wExpectedHead.In(l)), numHead(wQHead.In(l)),
			colHead(wByHead.In(l))},
	}
	smallest := d.Level != p.report.Results.Options.AreaLevel
	none := 0
	for _, i := range byCount(d) {
		a := d.Areas[i]
		if a.Count == 0 || smallest && !(a.Adjusted <= analysis.DiscoveryRate) {
			none++
			continue
		}
		var by []string
		for _, k := range a.By {
			by = append(by, lowerFirst(d.Indicators[k].Indicator.ShortName().In(l)))
		}
		t.add("", rowHead(a.Area.Name), numberCell(charts.Number(l, float64(a.Count), 0)), numberCell(charts.Number(l, float64(a.Of), 0)),
			p.number(a.Expected, 1), p.chance(a.Adjusted), textCell(capital(p.list(by))))
	}
	switch {
	case smallest:
		t.note(p.sayf(wSmallestNote, charts.Percent(l, 100*analysis.DiscoveryRate, 0)))
	case none > 0:
		t.note(p.sayf(wNoneOf, p.levelCount(none, d.Level)))
	}
	t.note(wIndependent.In(l))
	if d.Level == indicators.District {
		t.note(p.assumption)
	}
	return t
}

// byCount are the areas by the number of measures, most first.
func byCount(d analysis.Disadvantage) []int {
	at := make([]int, len(d.Areas))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(i, j int) int { return cmp.Compare(d.Areas[j].Count, d.Areas[i].Count) })
	if len(at) > maxCompositeAreas {
		at = at[:maxCompositeAreas]
	}
	return at
}

// atLeastTable is how many areas are the worst, and the best, by so many measures or more.
func (p *page) atLeastTable() *table {
	l := p.lang
	t := &table{
		ID: p.id("table-at-least"), Caption: wAtLeastCap.In(l),
		Head: []cell{colHead(wAtLeastHead.In(l)), numHead(capital(levelNames[p.report.Results.Options.AreaLevel][1].In(l))), numHead(wExpectedHead.In(l)), numHead(wPHead.In(l))},
	}
	for _, d := range p.report.Results.Disadvantage {
		if d.Reason != analysis.NoReason || d.Level != p.report.Results.Options.AreaLevel {
			continue
		}
		title := wWorstOf
		if d.Best {
			title = wBestOf
		}
		t.section(title.In(l))
		for m, at := range d.AtLeast {
			if m == 0 || at.Units == 0 && at.Expected < 0.05 {
				continue
			}
			t.add("", rowHead(charts.Number(l, float64(m), 0)), numberCell(charts.Number(l, float64(at.Units), 0)), numberCell(charts.Number(l, at.Expected, 1)), p.chance(at.P))
		}
	}
	return t
}

// alike is the groups of areas with like profiles.
func (p *page) alike(out *relations) {
	g := p.report.Results.Alike
	l := p.lang
	if g == nil {
		return
	}
	out.AlikeIs = wAlikeTitle.In(l)
	if g.Reason != analysis.NoReason {
		out.Alike = []string{p.sayf(wAlikeNot, charts.ReasonText(l, g.Reason))}
		return
	}
	used := 0
	var lacking, short []string
	for _, m := range g.Indicators {
		switch {
		case m.Used:
			used++
		case !m.Withheld:
			short = append(short, lowerFirst(m.Indicator.ShortName().In(l)))
		}
	}
	for _, a := range g.Areas {
		if a.Reason != analysis.NoReason {
			lacking = append(lacking, a.Area.Name)
		}
	}
	out.Alike = append(out.Alike, p.sayf(wAlikeLead, p.nMeasures(used)), p.sayf(wAlikeClear, charts.Number(l, float64(len(g.Groups)), 0), charts.Number(l, g.Silhouette, 2), clearness(g.Silhouette).In(l)))
	if len(short) > 0 {
		out.Alike = append(out.Alike, p.sayf(wAlikeShort, charts.Percent(l, 100*analysis.MinProfiled, 0), p.list(short)))
	}
	if len(lacking) > 0 {
		out.Alike = append(out.Alike, p.sayf(wAlikeLacking, p.list(lacking)))
	}
	out.Groups = p.alikeTable(g)
	out.Members = p.membersTable(g)
}

// clearness says how clear groups are, by the mean silhouette.
func clearness(s float64) lang.Text {
	switch {
	case s <= 0.25:
		return wAlikeNone
	case s <= 0.5:
		return wAlikeWeak
	}
	return wAlikeFair
}

func (p *page) alikeTable(g *analysis.Alike) *table {
	l := p.lang
	t := &table{ID: p.id("table-alike"), Caption: wAlikeCap.In(l), Class: "wide", Head: []cell{colHead(wMeasureHead.In(l))}}
	for n, group := range g.Groups {
		t.Head = append(t.Head, numHead(p.sayf(wGroupHead, charts.Number(l, float64(n+1), 0), p.levelCount(len(group.Areas), g.Level))))
	}
	for k, m := range g.Indicators {
		if !m.Used {
			continue
		}
		cells := []cell{rowHead(m.Indicator.ShortName().In(l) + ", " + charts.PeriodText(l, m.Period))}
		for _, group := range g.Groups {
			cells = append(cells, numberCell(charts.Signed(l, group.Scores[k], 1)))
		}
		t.add("", cells...)
	}
	t.note(wAlikeNote.In(l))
	return t
}

func (p *page) membersTable(g *analysis.Alike) *table {
	l := p.lang
	t := &table{ID: p.id("table-alike-areas"), Caption: wMembersCap.In(l), Head: []cell{colHead(capital(levelNames[g.Level][0].In(l))), numHead(wFitHead.In(l))}}
	for n, group := range g.Groups {
		t.section(p.sayf(wGroupHead, charts.Number(l, float64(n+1), 0), p.levelCount(len(group.Areas), g.Level)))
		shown := 0
		for _, i := range g.Order {
			if g.Areas[i].Group != n+1 || shown == maxCompositeAreas {
				continue
			}
			shown++
			t.add("", rowHead(g.Areas[i].Area.Name), p.number(g.Areas[i].Silhouette, 2))
		}
	}
	t.note(wFitNote.In(l))
	if g.Level == indicators.District {
		t.note(p.assumption)
	}
	return t
}
