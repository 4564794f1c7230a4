package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// precision is the chapter about how sure places in a ranking are, what small areas are worth, and how much of the spread is chance.
type precision struct {
	Title, Lead string
	Places      string
	PlacesIs    []string
	PlacesTable *table
	Small       string
	SmallIs     []string
	SmallTable  *table
	Spread      string
	SpreadIs    []string
	SpreadTable *table
}

func (p *page) precision() error {
	l := p.lang
	out := precision{Title: sureTitle.In(l), Lead: sureLead.In(l), Places: surePlaces.In(l), Small: sureSmall.In(l), Spread: sureSpread.In(l)}
	if out.PlacesTable = p.placesTable(); out.PlacesTable != nil {
		out.PlacesIs = append([]string{p.sayf(surePlacesIs, charts.LevelText(l, p.report.Results.Options.Level))}, p.placeSentences()...)
	}
	small, steady := p.smallTable()
	if out.SmallTable = small; small != nil || len(steady) > 0 {
		out.SmallIs = []string{sureSmallIs.In(l), sureSmallUse.In(l)}
	}
	if len(steady) > 0 {
		out.SmallIs = append(out.SmallIs, p.sayf(sureSteady, p.list(steady)))
	}
	if slices.ContainsFunc(p.report.Results.Shrinkage, func(s analysis.Shrinkage) bool {
		return s.Reason == analysis.Withheld && s.Level != p.report.Results.Options.AreaLevel
	}) && len(out.SmallIs) > 0 {
		out.SmallIs = append(out.SmallIs, sureNoneSmall.In(l))
	}
	if out.SpreadTable = p.noiseTable(); out.SpreadTable != nil {
		out.SpreadIs = []string{sureSpreadIs.In(l)}
	}
	if out.PlacesTable != nil || len(out.SmallIs) > 0 || out.SpreadTable != nil {
		p.Precision = &out
	}
	return nil
}

// rankings are those of everyone over the areas of a level that have places.
func (p *page) rankings(district bool) []analysis.Ranking {
	var out []analysis.Ranking
	for _, r := range p.report.Results.Rankings {
		if r.Group == indicators.Everyone && r.Reason == analysis.NoReason && district == (r.Level == p.report.Results.Options.AreaLevel) {
			out = append(out, r)
		}
	}
	return out
}

// placeText prints a place, or the places between which one lies.
func placeText(first, last int) string {
	if first == last {
		return strconv.Itoa(first)
	}
	return strconv.Itoa(first) + endash + strconv.Itoa(last)
}

// placesTable has a row for each measure: how many districts have one sure place, and who may be first and last.
func (p *page) placesTable() *table {
	l := p.lang
	t := &table{
		ID: p.id("table-places"), Caption: surePlacesCap.In(l), Class: "wide",
		Head: []cell{colHead(wMeasure.In(l)), numHead(sureDistricts.In(l)), colHead(sureFirst.In(l)), numHead(sureSurelyFirst.In(l)), colHead(sureLast.In(l)),
			numHead(sureSurelyLast.In(l)), numHead(sureSurePlaces.In(l))},
	}
	for _, r := range p.rankings(true) {
		first, last, sure := r.Areas[0], r.Areas[0], 0
		for _, a := range r.Areas {
			if a.Place.Place < first.Place.Place {
				first = a
			}
			if a.Place.Place > last.Place.Place {
				last = a
			}
			if a.Highest == a.Lowest {
				sure++
			}
		}
		name := p.rankedName(r)
		t.add("", rowLink(name, "#"+p.anchors[r.Indicator.ID]), numberCell(strconv.Itoa(len(r.Areas))), textCell(p.tiedName(first, r.Areas)),
			numberCell(placeText(first.Highest, first.Lowest)), textCell(p.tiedName(last, r.Areas)), numberCell(placeText(last.Highest, last.Lowest)),
			numberCell(strconv.Itoa(sure)))
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	t.note(surePlacesNote.In(l))
	t.note(p.assumption)
	return t
}

// tiedName is the name of an area, with those that share its place.
func (p *page) tiedName(a analysis.RankedArea, all []analysis.RankedArea) string {
	var names []string
	for _, b := range all {
		if b.Place.Place == a.Place.Place {
			names = append(names, b.Area.Name)
		}
	}
	if len(names) > 3 {
		return p.sayf(sureTiedMany, len(names))
	}
	return p.list(names)
}

// rankedName is the name of a measure with its period, and what its first place is where that is not the best.
func (p *page) rankedName(r analysis.Ranking) string {
	name := r.Indicator.ShortName().In(p.lang) + ", " + charts.PeriodText(p.lang, r.Period)
	if r.Indicator.Direction == indicators.NotJudged {
		name += " (" + sureHighest.In(p.lang) + ")"
	}
	return name
}

// placeSentences say of the districts that the study sets off where they lie. Where half of the places are possible nothing is said but that.
func (p *page) placeSentences() []string {
	var out []string
	for _, code := range p.report.Study.Highlight {
		var name string
		var at, open []string
		for _, r := range p.rankings(true) {
			i := slices.IndexFunc(r.Areas, func(a analysis.RankedArea) bool { return a.Area.Code == code })
			if i < 0 || r.Indicator.Direction == indicators.NotJudged {
				continue
			}
			a, n := r.Areas[i], len(r.Areas)
			name = a.Area.Name
			measure := lowerFirst(r.Indicator.ShortName().In(p.lang))
			if 2*(a.Lowest-a.Highest+1) > n {
				open = append(open, measure)
			} else {
				at = append(at, p.sayf(surePlaceOf, measure, placeText(a.Highest, a.Lowest), n))
			}
		}
		if len(at) > 0 {
			out = append(out, p.sayf(sureLies, name, p.list(at)))
		}
		if len(open) > 0 {
			out = append(out, p.sayf(sureOpen, name, p.list(open)))
		}
	}
	return out
}

// placeOf is the place of a district by a measure, for its profile.
func (p *page) placeOf(c analysis.Comparison, d indicators.Area) cell {
	for _, r := range p.report.Results.Rankings {
		if r.Indicator.ID != c.Indicator.ID || r.Group != c.Group || r.Level != p.report.Results.Options.AreaLevel {
			continue
		}
		for _, a := range r.Areas {
			if a.Area.ID() == d.ID() {
				return numberCell(p.sayf(sureOf, placeText(a.Highest, a.Lowest), len(r.Areas)))
			}
		}
	}
	return noNumber()
}

// The table of small areas shows, for each measure, some of the areas whose own value weighs less than this: those that are drawn furthest.
const (
	moved   = 3
	certain = 0.95
)

// smallTable shows, for each measure, the small areas whose values are drawn furthest, and returns the names of the measures that have none.
func (p *page) smallTable() (*table, []string) {
	l := p.lang
	limits := p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))
	t := &table{
		ID: p.id("table-small-areas"), Caption: sureSmallCap.In(l), Class: "wide",
		Head: []cell{colHead(sureArea.In(l)), numHead(surePersons.In(l)), numHead(sureOwn.In(l)), numHead(limits), numHead(sureDrawn.In(l)),
			numHead(limits), numHead(sureOwnWeight.In(l))},
	}
	var steady []string
	mapped := slices.ContainsFunc(p.report.Results.Shrinkage, func(s analysis.Shrinkage) bool { return s.Mapped && p.small(s) })
	if mapped {
		t.Head = append(t.Head, numHead(sureNear.In(l)))
	}
	for _, s := range p.report.Results.Shrinkage {
		if !p.small(s) {
			continue
		}
		far := furthest(s.Areas)
		if len(far) == 0 {
			steady = append(steady, lowerFirst(s.Indicator.ShortName().In(l)))
			continue
		}
		d := s.Indicator.Decimals
		t.section(s.Indicator.ShortName().In(l) + ", " + charts.PeriodText(l, s.Period) + ": " +
			p.sayf(sureSpreadOfAreas, p.levelCount(len(s.Areas), s.Level), charts.Number(l, s.Mean, d), charts.Number(l, s.SD, max(d, 1))))
		for _, a := range far {
			persons := noNumber()
			if !math.IsNaN(a.Persons) {
				persons = numberCell(charts.Number(l, math.Round(a.Persons), 0))
			}
			cells := []cell{rowHead(cmp.Or(a.Area.Name, a.Area.Code)), persons, numberCell(charts.Number(l, a.Value.Value, d)), p.intervalCell(a.Interval, a.Value.Lower, a.Value.Upper, d),
				numberCell(charts.Number(l, a.All.Value, d)), p.intervalCell(true, a.All.Lower, a.All.Upper, d), numberCell(charts.Percent(l, 100*a.All.Weight, 0))}
			if mapped {
				near := noNumber()
				if a.Near.OK {
					near = numberCell(charts.Number(l, a.Near.Value, d))
				}
				cells = append(cells, near)
			}
			t.add("", cells...)
		}
	}
	if len(t.Bodies) == 0 {
		return nil, steady
	}
	t.note(p.sayf(sureSmallNote, moved, charts.Percent(l, 100*certain, 0)))
	return t, steady
}

// small tells whether shrunken values are those of everyone in areas smaller than districts.
func (p *page) small(s analysis.Shrinkage) bool {
	return s.Group == indicators.Everyone && s.Reason == analysis.NoReason && s.Level != p.report.Results.Options.AreaLevel
}

// furthest returns the areas whose values are drawn furthest, those first, where that is far.
func furthest(areas []analysis.ShrunkenArea) []analysis.ShrunkenArea {
	by := func(a analysis.ShrunkenArea) float64 { return math.Abs(a.All.Value - a.Value.Value) }
	var out []analysis.ShrunkenArea
	for _, a := range areas {
		if a.All.OK && a.All.Weight < certain {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b analysis.ShrunkenArea) int { return cmp.Compare(by(b), by(a)) })
	return out[:min(moved, len(out))]
}

// noiseTable shows the spread between areas with and without what chance and deliberate noise make of it.
func (p *page) noiseTable() *table {
	l := p.lang
	t := &table{
		ID: p.id("table-noise"), Caption: sureSpreadCap.In(l), Class: "wide",
		Head: []cell{colHead(wMeasure.In(l)), colHead(sureLevel.In(l)), numHead(sureObserved.In(l)), numHead(sureWithout.In(l)), numHead(sureChance.In(l)), numHead(sureDeliberate.In(l))},
	}
	for _, q := range p.report.Results.Inequality {
		if q.Noise == nil || q.Group != indicators.Everyone {
			continue
		}
		n, d := q.Noise, q.Indicator.Decimals+1
		deliberate := noNumber()
		if n.Deliberate > 0 {
			deliberate = numberCell(charts.Percent(l, 100*n.Deliberate, 1))
		} else if !p.unknownNoise(q) {
			deliberate = never(true)
		}
		name := withUnit(q.Indicator.ShortName().In(l), p.unitOf(q.Indicator)) + ", " + charts.PeriodText(l, q.Period)
		t.add("", rowLink(name, "#"+p.anchors[q.Indicator.ID]), textCell(p.levelCount(q.Areas, q.Level)), numberCell(charts.Number(l, n.Observed, d)),
			numberCell(charts.Number(l, n.Corrected, d)), numberCell(charts.Percent(l, 100*n.Chance, 1)), deliberate)
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	t.note(sureSpreadNote.In(l))
	return t
}

// unknownNoise tells whether figures carry noise of a size that nobody has told.
func (p *page) unknownNoise(q analysis.Inequality) bool {
	s, _ := p.report.Catalogue.Source(q.Indicator.Source)
	return s.NoisyIn(q.Period) && s.NoiseSD == 0
}
