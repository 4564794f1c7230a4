package report

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// betweenGroups is the part of a measure that is about gaps between groups of people.
type betweenGroups struct {
	Title string
	Gaps  []gapOf
	Cells []gapOf // of groups of several dimensions
	Areas string  // how much of what differs lies between districts
	Parts *table
}

// gapOf is one gap or one crossing of dimensions: what is said of it, and its tables.
type gapOf struct {
	Text   string
	Tables []*table
}

// betweenGroups is nil where a measure has no groups.
func (p *page) betweenGroups(ind indicators.Indicator) *betweenGroups {
	res := p.report.Results
	b := &betweenGroups{Title: wBetweenGroups.In(p.lang)}
	for i := range res.GroupGaps {
		if g := &res.GroupGaps[i]; g.Indicator.ID == ind.ID {
			b.Gaps = append(b.Gaps, gapOf{p.gapText(g), []*table{p.gapTable(g)}})
		}
	}
	for i := range res.GroupMeasures {
		m := &res.GroupMeasures[i]
		if m.Indicator.ID == ind.ID && m.Area.ID() == res.City.ID() && len(m.Groups) > 2 && len(m.Dimensions) == 1 && m.Reason == analysis.NoReason {
			b.Gaps = append(b.Gaps, gapOf{p.measuresText(m), []*table{p.groupMeasureTable(m)}})
		}
	}
	for i := range res.GroupCells {
		c := &res.GroupCells[i]
		if c.Indicator.ID == ind.ID && c.Area.ID() == res.City.ID() && c.Reason == analysis.NoReason {
			b.Cells = append(b.Cells, gapOf{p.cellsText(c), p.cellTables(c)})
		}
	}
	b.Areas, b.Parts = p.groupAreas(ind)
	if len(b.Gaps)+len(b.Cells) == 0 {
		return nil
	}
	return b
}

// gapText says how large a gap is in the whole city, where it is widest and narrowest, and where it surely differs from the rest of the city.
func (p *page) gapText(g *analysis.GroupGap) string {
	ind := g.Indicator
	name := func(group indicators.Group) string { return p.groupName(group) }
	c := g.City
	if !c.Difference.OK {
		return p.sayf(wNoGap, name(g.Group), name(g.Reference), charts.ReasonText(p.lang, c.Difference.Reason))
	}
	q := func(v analysis.Value) string { return charts.Quantity(p.lang, v.Value, ind) }
	out := []string{p.sayf(wGap, p.city, name(g.Group), q(c.Value), name(g.Reference), q(c.Reference), charts.PeriodText(p.lang, g.Period),
		p.amount(abs(c.Difference.Value), ind), p.absoluteInterval(c.Difference, ind))}
	if c.Difference.Interval && !c.Difference.Sure(0) {
		out = append(out, wGapUnsure.In(p.lang))
	}
	if g.Widest >= 0 {
		w, n := g.Areas[g.Widest], g.Areas[g.Narrowest]
		out = append(out, p.sayf(wGapEnds, w.Area.Name, p.amount(abs(w.Difference.Value), ind), n.Area.Name, p.amount(abs(n.Difference.Value), ind)))
	}
	differ := g.Differ.OK && g.Differ.P < 1-p.report.Results.Options.Level
	if g.Differ.OK {
		t := wGapsAlike
		if differ {
			t = wGapsDiffer
		}
		out = append(out, t.In(p.lang))
	}
	for _, kind := range gapVerdicts {
		var names []string
		for _, a := range g.Areas {
			// Of many districts some stand out by chance: where they do not surely differ at all, those are named that are surer still.
			if differ && a.Apart == kind || a.ApartOverview == kind {
				names = append(names, a.Area.Name)
			}
		}
		if len(names) > 0 {
			out = append(out, p.sayf(wGapApart[kind], p.list(names), p.city))
		}
	}
	return sentences(out...)
}

func abs(v float64) float64 { return max(v, -v) }

// gapVerdicts are the verdicts that name districts, in the order they are told.
var gapVerdicts = []analysis.GapVerdict{analysis.GapWider, analysis.GapNarrower, analysis.GapTurned, analysis.GapOther}

// gapTable has the city and its districts, with the gap in each and in the rest of the city.
func (p *page) gapTable(g *analysis.GroupGap) *table {
	l, ind := p.lang, g.Indicator
	unit := charts.DifferenceUnit(l, ind.Unit)
	interval := p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))
	t := &table{
		ID: p.id("table-" + ind.ID + "-gap-" + string(g.Group)), Class: "wide",
		Caption: p.sayf(wGapCaption, ind.Name.In(l), p.groupName(g.Group), p.groupName(g.Reference), charts.PeriodText(l, g.Period)),
		Head: []cell{colHead(wArea.In(l)), numHead(withUnit(capital(p.groupName(g.Group)), p.unitOf(ind))), numHead(capital(p.groupName(g.Reference))),
			numHead(withUnit(wGapHead.In(l), unit)), numHead(interval), numHead(p.sayf(wGapRest, p.city)), numHead(wGapAgainst.In(l)), numHead(interval),
			colHead(p.sayf(wVerdict, p.city))},
	}
	var gone absences
	line := func(class, name, href string, a analysis.GapArea) {
		d := ind.Decimals
		cells := []cell{rowLink(name, href), p.valueCell(a.Value, d, name+" ("+p.groupName(g.Group)+")", &gone),
			p.valueCell(a.Reference, d, name+" ("+p.groupName(g.Reference)+")", &gone)}
		if a.Value.OK && a.Reference.OK && a.Difference.Reason != analysis.NoReason {
			gone.add(dots, charts.ReasonText(l, a.Difference.Reason), name)
		}
		cells = append(cells, p.differenceCells(a.Difference, d)...)
		if class == "city" {
			cells = append(cells, never(true), never(true), never(true), never(false))
		} else {
			cells = append(cells, p.differenceCells(a.RestGap, d)[0])
			cells = append(cells, p.differenceCells(a.Against, d)...)
			cells = append(cells, textCell(wApart[a.Apart].In(l)))
		}
		t.add(class, cells...)
	}
	line("city", p.sayf(wWhole, p.city), "", g.City)
	areas := make([]indicators.Area, len(g.Areas))
	for i, a := range g.Areas {
		areas[i] = a.Area
	}
	for _, i := range p.ordered(areas) {
		line("", g.Areas[i].Area.Name, p.areaHref(g.Areas[i].Area), g.Areas[i])
	}
	t.Notes = append(t.Notes, gone.notes(2*(len(g.Areas)+1))...)
	if g.Differ.OK {
		t.note(p.sayf(wDifferNote, charts.Number(l, g.Differ.Q, 1), g.Differ.Of-1, p.probability(g.Differ.P)))
	}
	if !g.Declared && !g.Ordered {
		t.note(p.sayf(wReferenceNote, p.groupName(g.Reference)))
	}
	t.note(p.assumption)
	return t
}

// probability prints a probability with three decimals, or that it is less.
func (p *page) probability(v float64) string {
	if v < 0.001 {
		return "p < " + charts.Number(p.lang, 0.001, 3)
	}
	return "p = " + charts.Number(p.lang, v, 3)
}

// dimensionName is what readers call a dimension of groups.
func (p *page) dimensionName(id string) string {
	for _, d := range p.report.Results.Options.Groups {
		if d.ID == id && !d.Name.IsZero() {
			return d.Name.In(p.lang)
		}
	}
	return strings.ReplaceAll(id, "_", " ")
}

func (p *page) dimensionNames(ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, p.dimensionName(id))
	}
	return p.list(names)
}

func (p *page) measuresText(m *analysis.GroupMeasures) string {
	out := []string{p.sayf(wGroupMeasures, len(m.Groups), p.dimensionNames(m.Dimensions), p.city)}
	if m.Ordered {
		out = append(out, p.sayf(wGroupOrder, p.groupName(m.Groups[0]), p.groupName(m.Groups[len(m.Groups)-1])))
	}
	return sentences(out...)
}

// groupMeasureTable has the measures of all groups of the city.
func (p *page) groupMeasureTable(m *analysis.GroupMeasures) *table {
	l, ind := p.lang, m.Indicator
	t := &table{
		ID:      p.id("table-" + ind.ID + "-measures-" + strings.Join(m.Dimensions, "-")),
		Caption: p.sayf(wGroupMeasuresOf, ind.Name.In(l), p.dimensionNames(m.Dimensions), charts.PeriodText(l, m.Period)),
		Head:    []cell{colHead(wIndex.In(l)), numHead(wValue.In(l)), numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level)))},
	}
	var gone absences
	for _, v := range m.Measures {
		name := v.Index.Name.In(l)
		if v.Index.ID == highLow && m.Reference == indicators.Everyone && !m.Ordered {
			name = wHighLow.In(l)
		}
		if w, ok := v.Params["weighted"]; ok {
			name += ", " + wWeighing[w == 1].In(l)
		}
		if u := indexUnit(l, v.Index, ind); u != "" {
			name += ", " + u
		}
		if v.Reason != analysis.NoReason {
			gone.add(dots, charts.ReasonText(l, v.Reason), name)
		}
		t.add("", append([]cell{rowHead(name)}, p.indexCells(v.IndexValue, p.decimals(v.Index, ind), indexShape{interval: true})...)...)
	}
	t.Notes = append(t.Notes, gone.notes(len(m.Measures))...)
	if m.Reference != indicators.Everyone {
		t.note(p.sayf(wReferenceIs, p.groupName(m.Reference)))
	}
	t.note(p.sayf(wGroupLimits, charts.Number(l, float64(p.report.Results.Options.Replicates), 0)))
	return t
}

// cellsText says how far groups of two dimensions are from the sum of both, and what goes with which dimension.
func (p *page) cellsText(c *analysis.GroupCells) string {
	ind := c.Indicator
	var out []string
	for _, x := range c.Interactions {
		d := x.Additive
		if !d.OK || !d.Interval {
			continue
		}
		t := wInteractionNone
		switch {
		case d.Lower > 0:
			t = wInteractionOver
		case d.Upper < 0:
			t = wInteractionUnder
		}
		out = append(out, p.sayf(t, p.groupName(x.Group), p.dimensionNames(c.Dimensions), p.amount(abs(d.Value), ind), p.absoluteInterval(d, ind)))
	}
	var alone []string
	rest := ""
	for _, v := range c.Variance {
		share := charts.Percent(p.lang, 100*min(max(v.Share.Value, 0), 1), 0)
		switch {
		case v.Share.Value != v.Share.Value:
		case slices.Contains(c.Dimensions, v.Part):
			alone = append(alone, p.sayf(wAloneIs, p.dimensionName(v.Part), share))
		case v.Part == "interaction":
			rest = share
		}
	}
	if len(alone) > 0 && rest != "" {
		out = append(out, p.sayf(wVarianceIs, p.list(alone), rest))
	}
	return sentences(out...)
}

// cellTables are the groups beside everybody else, and the parts of the variance between them.
func (p *page) cellTables(c *analysis.GroupCells) []*table {
	l, ind := p.lang, c.Indicator
	interval := p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))
	by := strings.Join(c.Dimensions, "-")
	t := &table{
		ID: p.id("table-" + ind.ID + "-cells-" + by), Class: "wide",
		Caption: p.sayf(wCellsOf, ind.Name.In(l), p.dimensionNames(c.Dimensions), charts.PeriodText(l, c.Period)),
		Head: []cell{colHead(wGroup.In(l)), numHead(withUnit(wValue.In(l), p.unitOf(ind))), numHead(wOthers.In(l)),
			numHead(withUnit(wGapHead.In(l), charts.DifferenceUnit(l, ind.Unit))), numHead(interval), colHead(wAgainstOthers.In(l))},
	}
	var gone absences
	d := ind.Decimals
	for _, x := range c.Cells {
		name := capital(p.groupName(x.Group))
		cells := []cell{rowHead(name), p.valueCell(x.Value, d, name, &gone), p.valueCell(x.Rest, d, "", nil)}
		cells = append(cells, p.differenceCells(x.Difference, d)...)
		t.add("", append(cells, p.verdictCell(x.Verdict))...)
	}
	for _, x := range c.Interactions {
		cells := append([]cell{rowHead(p.sayf(wInteractionRow, p.groupName(x.Group))), never(true), never(true)}, p.differenceCells(x.Additive, d)...)
		t.add("", append(cells, never(false))...)
	}
	t.Notes = append(t.Notes, gone.notes(len(c.Cells))...)
	if len(c.Interactions) > 0 {
		t.note(p.sayf(wInteractionNote, p.groupName(c.Interactions[0].Reference)))
	}
	out := []*table{t}
	if len(c.Variance) == 0 {
		return out
	}
	v := &table{
		ID:      p.id("table-" + ind.ID + "-variance-" + by),
		Caption: p.sayf(wVarianceOf, ind.Name.In(l), p.dimensionNames(c.Dimensions), charts.PeriodText(l, c.Period)),
		Head:    []cell{colHead(wPartHead.In(l)), numHead(withUnit(wShareHead.In(l), wPercent.In(l))), numHead(interval)},
	}
	for _, part := range c.Variance {
		if name := p.varianceName(part.Part); part.Part != "total" {
			v.add("", append([]cell{rowHead(name)}, p.shareCells(part)...)...)
		}
	}
	v.note(wVarianceNote.In(l))
	return append(out, v)
}

// varianceName names a part of a variance.
func (p *page) varianceName(part string) string {
	if t, ok := wVarianceParts[part]; ok {
		return t.In(p.lang)
	}
	return p.sayf(wAlonePart, p.dimensionName(part))
}

// shareCells are the share of a part in per cent and its interval.
func (p *page) shareCells(v analysis.VariancePart) []cell {
	if v.Share.Value != v.Share.Value {
		return []cell{noNumber(), noNumber()}
	}
	return []cell{numberCell(charts.Number(p.lang, 100*min(max(v.Share.Value, 0), 1), 0)),
		p.intervalCell(v.Share.Lower == v.Share.Lower, 100*v.Share.Lower, 100*v.Share.Upper, 0)}
}

// groupAreas says how much of what differs between groups of districts lies between the districts.
func (p *page) groupAreas(ind indicators.Indicator) (string, *table) {
	l := p.lang
	t := &table{
		ID: p.id("table-" + ind.ID + "-group-areas"), Caption: p.sayf(wAreaPartsOf, ind.Name.In(l)),
		Head: []cell{colHead(wDividedBy.In(l)), colHead(wMeasureBy.In(l)), numHead(withUnit(wBetweenAreas.In(l), wPercent.In(l))),
			numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level)))},
	}
	var said []string
	for _, g := range p.report.Results.GroupAreas {
		if g.Indicator.ID != ind.ID || g.Reason != analysis.NoReason {
			continue
		}
		for _, n := range g.Parts {
			if n.By != "area" || n.Reason != analysis.NoReason || n.Between.Share.Value != n.Between.Share.Value {
				continue
			}
			t.add("", append([]cell{rowHead(capital(p.dimensionNames(g.Dimensions)) + ", " + charts.PeriodText(l, g.Period)),
				textCell(wNestedMeasures[n.Measure].In(l))}, p.shareCells(n.Between)...)...)
			if n.Measure == "variance" && len(g.Dimensions) == 1 {
				said = append(said, p.sayf(wAreaPart, charts.Percent(l, 100*min(max(n.Between.Share.Value, 0), 1), 0), p.dimensionNames(g.Dimensions)))
			}
		}
	}
	if len(t.Bodies) == 0 {
		return "", nil
	}
	t.note(wAreaPartNote.In(l))
	if len(said) == 0 {
		return "", t
	}
	return p.sayf(wAreaParts, strings.Join(said, "; ")), t
}
