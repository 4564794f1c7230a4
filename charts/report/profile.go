package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// profile is everything about one district on a page of its own.
type profile struct {
	ID        string
	Name      string
	Figures   []*figure
	Sentences []string
	Table     *table
	Ranges    *table // of the measures that the district has no value of

	area indicators.Area
}

// profiles are in the order of the highlighted districts and then by name.
func (p *page) profiles() error {
	ds := p.report.Results.Districts
	var all []analysis.Comparison
	for _, c := range p.everyone() {
		if c.NoFigures == analysis.NoReason || c.City.OK {
			all = append(all, c)
		} else {
			p.ProfilesLack = append(p.ProfilesLack, link{c.Indicator.Name.In(p.lang), "#" + p.anchors[c.Indicator.ID]})
		}
	}
	p.ProfilesLackIs = p.sayf(pNotShown, p.city)
	for _, i := range p.ordered(ds) {
		d := ds[i]
		v := profile{area: d, ID: p.id("area-" + d.Code), Name: d.Name, Sentences: p.profileSentences(d, all),
			Table: p.profileTable(d, all), Ranges: p.rangesTable(d)}
		if err := p.fill(&v); err != nil {
			return err
		}
		p.Profiles = append(p.Profiles, v)
	}
	return nil
}

// maxSentences is how many sentences a profile begins with.
const maxSentences = 5

// profileSentences say what is surely better and what is surely worse, the good first; then what has changed; then the rest, as far as there is room.
func (p *page) profileSentences(d indicators.Area, all []analysis.Comparison) []string {
	by := map[analysis.Verdict][]string{}
	var improved, declined []string
	for _, c := range all {
		a, ok := areaOf(c, d)
		if !ok {
			continue
		}
		name := lowerFirst(c.Indicator.ShortName().In(p.lang))
		by[a.Verdict] = append(by[a.Verdict], name)
		switch changed(c.Indicator, a.Change) {
		case analysis.Better:
			improved = append(improved, name)
		case analysis.Worse:
			declined = append(declined, name)
		}
	}
	judged := len(by[analysis.Better]) + len(by[analysis.Worse])
	compared := judged + len(by[analysis.NoClearDifference]) + len(by[analysis.Higher]) + len(by[analysis.Lower])
	if compared == 0 {
		return []string{pNothing.In(p.lang)}
	}
	var out []string
	say := func(t, none lang.Text, names []string, city bool) {
		switch {
		case len(names) > 0 && city:
			out = append(out, p.sayf(t, p.city, p.list(names)))
		case len(names) > 0:
			out = append(out, p.sayf(t, p.list(names)))
		case !none.IsZero():
			out = append(out, p.sayf(none, p.city))
		}
	}
	say(pBetter, pNoneB, by[analysis.Better], true)
	say(pWorse, pNoneW, by[analysis.Worse], true)
	say(pImprove, lang.Text{}, improved, false)
	say(pDecline, lang.Text{}, declined, false)
	out = append(out, p.courseProfile(d)...)
	say(pHigher, lang.Text{}, by[analysis.Higher], false)
	say(pLower, lang.Text{}, by[analysis.Lower], false)
	say(pSame, lang.Text{}, by[analysis.NoClearDifference], false)
	return out[:min(len(out), maxSentences)]
}

// changed says whether a change is surely for the better or the worse. Of an indicator that is not judged it says nothing.
func changed(ind indicators.Indicator, d analysis.Difference) analysis.Verdict {
	switch {
	case !d.Sure(0) || ind.Direction == indicators.NotJudged:
		return analysis.NotCompared
	case (d.Value > 0) == (ind.Direction == indicators.HigherIsBetter):
		return analysis.Better
	}
	return analysis.Worse
}

// profileTable has a row for each measure.
func (p *page) profileTable(d indicators.Area, all []analysis.Comparison) *table {
	l := p.lang
	t := &table{
		ID: p.id("table-area-" + d.Code), Caption: p.sayf(pTable, d.Name), Class: "wide",
		Head: []cell{
			colHead(wMeasure.In(l)), numHead(d.Name), numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))), numHead(p.city),
			numHead(wDifference.In(l)), colHead(p.sayf(wVerdict, p.city)), numHead(surePlaceHead.In(l)), numHead(wPlainly.In(l)),
		},
	}
	var gone absences
	rows := 0
	for _, ch := range p.chaptersWith(all) {
		t.section(ch.title)
		for _, c := range ch.comparisons {
			a, ok := areaOf(c, d)
			if !ok {
				continue
			}
			ind := c.Indicator
			name := p.measureName(c, a.Value.Basis == analysis.Approximated) + ", " + charts.PeriodText(l, c.Period)
			short := lowerFirst(ind.ShortName().In(l))
			cells := append([]cell{rowLink(name, "#"+p.anchors[ind.ID])}, p.valueCells(a.Value, ind.Decimals, short, &gone)...)
			cells = append(cells, p.valueCell(c.City, ind.Decimals, short, nil), p.differenceCells(a.Difference, ind.Decimals)[0], p.verdictCell(a.Verdict), p.placeOf(c, d))
			change := p.differenceCells(a.Change, ind.Decimals)[0]
			if v := changed(ind, a.Change); v == analysis.Better || v == analysis.Worse {
				change.Glyph, _, change.Class = charts.VerdictMark(l, v)
				change.Hidden = pSurely[v].In(l)
			}
			if a.Change.OK {
				change.Text += " (" + wSince.In(l) + " " + charts.PeriodText(l, c.Earlier) + ")"
			}
			t.add("", append(cells, change)...)
			rows++
		}
	}
	t.Notes = gone.notes(1 << 30)
	if len(p.report.Results.Rankings) > 0 {
		t.note(sureProfile.In(l))
	}
	t.note(p.assumption)
	if rows == 0 {
		return nil
	}
	return t
}
