package report

import (
	"math"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// maxCompositeAreas is the largest number of areas that the page lists; of more it lists those at both ends.
const maxCompositeAreas = 60

// composites is the chapter about several measures put together.
type composites struct {
	Title, Lead string
	Indices     []compositeOf
}

// compositeOf is one index.
type compositeOf struct {
	ID, Title string
	Notes     []string
	Parts     *table
	Ranks     *table
	RanksLead []string
	Scores    *table
	ChoicesIs string
	Choices   *table
	AgreesIs  string
	Agreement []string
	Agrees    *table
	Cross     *table
	Undefined string
}

func (p *page) composites() error {
	out := composites{Title: wComposites.In(p.lang), Lead: wCompositesLead.In(p.lang)}
	for i := range p.report.Results.Composites {
		out.Indices = append(out.Indices, p.compositeOf(&p.report.Results.Composites[i]))
	}
	if len(out.Indices) > 0 {
		p.Composites = &out
	}
	return nil
}

func (p *page) compositeOf(c *analysis.Composite) compositeOf {
	l := p.lang
	out := compositeOf{ID: p.id("composite-" + c.Spec.ID), Title: c.Spec.Title.In(l), ChoicesIs: wChoices.In(l), AgreesIs: wAgrees.In(l)}
	for _, s := range []string{c.Spec.Note.In(l), p.howCombined(c)} {
		if s != "" {
			out.Notes = append(out.Notes, s)
		}
	}
	for _, w := range c.Warnings {
		if s := p.warningText(w); !slices.Contains(out.Notes, s) {
			out.Notes = append(out.Notes, s)
		}
	}
	out.Parts = p.compositeParts(c)
	if c.Reason != analysis.NoReason {
		out.Undefined = p.sayf(wNoComposite, charts.ReasonText(l, c.Reason))
		return out
	}
	out.RanksLead = []string{p.sayf(wRankLead, highMeans(c).In(l))}
	if k := c.Spec.Types.Number; c.Spec.CareNeed == nil || !math.IsNaN(c.Shift) {
		out.RanksLead = append(out.RanksLead, p.sayf(wRankRange, charts.Percent(l, 100*analysis.CompositeRange, 0), charts.Percent(l, 100*analysis.CompositePerturbation, 0)))
		out.RanksLead = append(out.RanksLead, p.chanceOf(c), p.typesText(c, k))
	} else {
		out.RanksLead = append(out.RanksLead, p.typesText(c, k))
	}
	out.Ranks = p.compositeRanks(c)
	out.Scores = p.compositeScores(c)
	out.Choices = p.compositeChoices(c)
	if len(c.Agreement) > 0 {
		out.Agreement = p.agreementText(c)
		out.Agrees, out.Cross = p.agreementTable(c), p.crossTable(c)
	}
	return out
}

// highMeans says what a high composite stands for.
func highMeans(c *analysis.Composite) lang.Text {
	switch {
	case c.Spec.CareNeed != nil:
		return wHighCare
	case c.Spec.HighIsBetter:
		return wHighBetter
	}
	return wHighWorse
}

// howCombined says how the measures were put together.
func (p *page) howCombined(c *analysis.Composite) string {
	l := p.lang
	if need := c.Spec.CareNeed; need != nil {
		return p.sayf(wCareNeed, charts.Number(l, need.Mean, 4))
	}
	out := []string{wOneScale[c.Spec.Normalisation].In(l), wCombined[c.Spec.Aggregation].In(l)}
	var shrunken []string
	for _, m := range c.Parts {
		if m.Shrunken {
			shrunken = append(shrunken, lowerFirst(m.Indicator.ShortName().In(l)))
		}
	}
	if len(shrunken) > 0 {
		out = append(out, p.sayf(wShrunken, p.list(shrunken)))
	}
	if c.Spec.Available < 1 {
		out = append(out, p.sayf(wAvailable, charts.Percent(l, 100*c.Spec.Available, 0)))
	} else {
		out = append(out, wAllAvailable.In(l))
	}
	if !math.IsNaN(c.Explained) {
		out = append(out, p.sayf(wExplained, charts.Percent(l, 100*c.Explained, 0)))
	}
	return sentences(out...)
}

// chanceOf says what the range of chance holds.
func (p *page) chanceOf(c *analysis.Composite) string {
	l := p.lang
	var without []string
	for _, m := range c.Parts {
		if !m.Drawn {
			without = append(without, lowerFirst(m.Indicator.ShortName().In(l)))
		}
	}
	if len(without) == len(c.Parts) {
		return wNoPlaceChance.In(l)
	}
	text := p.sayf(wPlaceChance, charts.LevelText(l, p.report.Results.Options.Level))
	if len(without) > 0 {
		text += " " + p.sayf(wPlaceChanceNot, p.list(without))
	}
	return text
}

func (p *page) typesText(c *analysis.Composite, k int) string {
	t := c.Spec.Types
	rule := wTypeRules[t.Rule]
	if t.Rule == "quantiles" && t.Population != "" {
		rule = wTypesOfPeople
	}
	return p.sayf(wTypes, strconv.Itoa(k), rule.In(p.lang), highNeeds(c).In(p.lang))
}

func highNeeds(c *analysis.Composite) lang.Text {
	if c.Spec.HighIsBetter {
		return wTypeLowest
	}
	return wTypeHighest
}

// compositeParts lists what the index is made of.
func (p *page) compositeParts(c *analysis.Composite) *table {
	l := p.lang
	t := &table{
		ID: p.id("table-composite-parts-" + c.Spec.ID), Caption: wPartsCap.In(l) + ": " + lowerFirst(c.Spec.Title.In(l)) + ", " + p.levelCount(len(c.Areas), c.Spec.Level), Class: "wide",
		Head: []cell{colHead(wMeasureHead.In(l)), colHead(wPeriodHead.In(l)), numHead(wWeightHead.In(l)), colHead(wCountsHead.In(l)), numHead(wLoadingHead.In(l)),
			numHead(wWithoutHead.In(l))},
	}
	for _, m := range c.Parts {
		way := wHighRaises
		if m.Reversed {
			way = wLowRaises
		}
		decimals := 2
		if c.Spec.CareNeed == nil {
			decimals = 3
		}
		period := ""
		if m.Period != (indicators.Period{}) {
			period = charts.PeriodText(l, m.Period)
		}
		name := rowHead(m.Indicator.Name.In(l))
		if at := p.anchors[m.Indicator.ID]; at != "" && c.Spec.CareNeed == nil {
			name = rowLink(m.Indicator.Name.In(l), "#"+at)
		}
		t.add("", name, textCell(period), p.number(m.Weight, decimals), textCell(way.In(l)), p.number(m.Loading, 2), p.number(m.Shift, 1))
	}
	t.note(wLoadingNote.In(l))
	return t
}

// number is the cell of a number, ".." where there is none.
func (p *page) number(v float64, decimals int) cell {
	if math.IsNaN(v) {
		return noNumber()
	}
	return numberCell(charts.Number(p.lang, v, decimals))
}

// listed are the positions of the areas that the page lists, in the order of their ranks and then those without one.
func listed(c *analysis.Composite) (at []int, left int) {
	for i := range c.Areas {
		at = append(at, i)
	}
	slices.SortStableFunc(at, func(i, j int) int {
		a, b := c.Areas[i], c.Areas[j]
		switch {
		case a.OK && b.OK && a.Rank != b.Rank:
			if a.Rank < b.Rank {
				return -1
			}
			return 1
		case a.OK == b.OK:
			return 0
		case a.OK:
			return -1
		}
		return 1
	})
	if n := len(at); n > maxCompositeAreas {
		half := maxCompositeAreas / 2
		return slices.Concat(at[:half], at[n-half:]), n - maxCompositeAreas
	}
	return at, 0
}

func (p *page) compositeRanks(c *analysis.Composite) *table {
	l := p.lang
	t := &table{
		ID: p.id("table-composite-" + c.Spec.ID), Caption: c.Spec.Title.In(l) + ", " + p.levelCount(len(c.Areas), c.Spec.Level), Class: "wide",
		Head: []cell{colHead(capital(levelNames[c.Spec.Level][0].In(l))), numHead(wRankHead.In(l)), numHead(wIndexHead.In(l)), numHead(wRangeHead.In(l)), numHead(wLeaveHead.In(l)),
			numHead(wPlaceChanceHead.In(l)), numHead(wTypeHead.In(l))},
	}
	published := c.Spec.Published != nil
	if published {
		t.Head = append(t.Head, numHead(p.sayf(wPublishedHead, charts.PeriodText(l, c.Spec.Published.Period))))
	}
	at, left := listed(c)
	var why absences
	for _, i := range at {
		a := c.Areas[i]
		rank, value := noNumber(), noNumber()
		if a.OK {
			rank, value = numberCell(charts.Number(l, a.Rank, rankDecimals(a.Rank))), numberCell(charts.Number(l, a.Value, 2))
		} else {
			why.add(dots, charts.ReasonText(l, a.Reason), a.Area.Name)
		}
		cells := []cell{rowHead(a.Area.Name), rank, value, p.rankRange(a.RankLower, a.RankUpper), p.rankRange(a.LeaveLower, a.LeaveUpper),
			p.rankRange(a.ChanceLower, a.ChanceUpper), typeCell(a.Type)}
		if published {
			k := typeCell(a.Published)
			if a.Published > 0 && a.Changed {
				k.Text += nbsp + "*"
			}
			cells = append(cells, k)
		}
		t.add("", cells...)
	}
	for _, n := range why.notes(len(at)) {
		t.note(n)
	}
	if left > 0 {
		t.note(p.sayf(wListedEnds, p.levelCount(left, c.Spec.Level), "data/composites.csv"))
	}
	if published && slices.ContainsFunc(c.Areas, func(a analysis.CompositeArea) bool { return a.Changed }) {
		t.note(p.sayf(wChangedNote, c.Spec.Published.Version))
	}
	if c.Spec.Level == indicators.District {
		t.note(p.assumption)
	}
	return t
}

func rankDecimals(r float64) int {
	if r != math.Trunc(r) {
		return 1
	}
	return 0
}

func typeCell(n int) cell {
	if n == 0 {
		return noNumber()
	}
	return numberCell(strconv.Itoa(n))
}

// rankRange is the cell of two ranks.
func (p *page) rankRange(lower, upper float64) cell {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return noNumber()
	}
	return numberCell(charts.Range(p.lang, lower, upper, max(rankDecimals(lower), rankDecimals(upper))))
}

// compositeScores shows what each measure adds in each area.
func (p *page) compositeScores(c *analysis.Composite) *table {
	if c.Spec.Aggregation == "geometric" && c.Spec.CareNeed == nil {
		return nil
	}
	l := p.lang
	t := &table{
		ID: p.id("table-composite-scores-" + c.Spec.ID), Caption: wScoresCap.In(l) + ": " + lowerFirst(c.Spec.Title.In(l)), Class: "wide",
		Head: []cell{colHead(capital(levelNames[c.Spec.Level][0].In(l)))},
	}
	for _, m := range c.Parts {
		t.Head = append(t.Head, numHead(m.Indicator.ShortName().In(l)))
	}
	t.Head = append(t.Head, numHead(wIndexHead.In(l)))
	at, left := listed(c)
	for _, i := range at {
		a := c.Areas[i]
		cells := []cell{rowHead(a.Area.Name)}
		for _, s := range a.Parts {
			cells = append(cells, p.number(s.Contribution, 2))
		}
		t.add("", append(cells, p.number(a.Value, 2))...)
	}
	if left > 0 {
		t.note(p.sayf(wListedEnds, p.levelCount(left, c.Spec.Level), "data/composite-parts.csv"))
	}
	return t
}

// compositeChoices says which choice moves the ranks.
func (p *page) compositeChoices(c *analysis.Composite) *table {
	if len(c.Factors) == 0 {
		return nil
	}
	l := p.lang
	t := &table{
		ID: p.id("table-composite-choices-" + c.Spec.ID), Caption: p.sayf(wChoicesCap, charts.Number(l, c.Shift, 1)),
		Head: []cell{colHead(wChoiceHead.In(l)), numHead(wFirstHead.In(l)), numHead(wTotalHead.In(l))},
	}
	for _, f := range c.Factors {
		name := wFactors[f.Name].In(l)
		if f.Indicator >= 0 {
			name = p.sayf(wWeightOf, lowerFirst(c.Parts[f.Indicator].Indicator.ShortName().In(l)))
		}
		share := func(v float64) cell {
			if math.IsNaN(v) {
				return noNumber()
			}
			return numberCell(charts.Percent(l, 100*min(max(v, 0), 1), 0))
		}
		t.add("", rowHead(name), share(f.First), share(f.Total))
	}
	t.note(wChoicesNote.In(l))
	return t
}
