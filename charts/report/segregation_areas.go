package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/contribution"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// mostAreas is how many areas a table of contributions has.
const mostAreas = 12

// mostShifts is how many areas a table of changes has.
const mostShifts = 8

// contributionsPart is which areas add most to segregation, at every level of a spec. It is nil where no level has areas.
func (p *page) contributionsPart(spec analysis.SegregationSpec) *wherePart {
	l := p.lang
	part := &wherePart{Title: inSetting(spec, gAreas).In(l)}
	for _, s := range p.report.Results.SegregationAreas {
		if s.Spec.ID != spec.ID {
			continue
		}
		if s.Reason != analysis.NoReason {
			part.Text = append(part.Text, capital(p.levelPlural(s.Level))+": "+lowerFirst(p.sayf(gNoAreas, charts.ReasonText(l, s.Reason))))
			continue
		}
		if len(s.Areas) < 2 {
			continue
		}
		for j, m := range s.Measures {
			if m != contribution.MutualInformation && s.Half[j] > 0 {
				part.Text = append(part.Text, p.sayf(gHalf, measureWords[m].In(l), s.Half[j], p.levelCount(len(s.Areas), s.Level)))
			}
		}
		part.Tables = append(part.Tables, p.contributionsTable(s))
		if text, t := p.shifts(s); text != "" {
			part.Text = append(part.Text, text)
			if t != nil {
				part.Tables = append(part.Tables, t)
			}
		}
	}
	if len(part.Text)+len(part.Tables) == 0 {
		return nil
	}
	if len(part.Tables) > 0 {
		part.After = inSetting(spec, gAreasIs).In(l)
	}
	return part
}

// contributionsTable has the areas that add most to the first measure, largest first.
func (p *page) contributionsTable(s analysis.SegregationAreas) *table {
	l := p.lang
	lead, theil := s.Measures[0], slices.Index(s.Measures, contribution.TheilH)
	short := func(m contribution.Measure) string { return measureWords[m].In(l) }
	place := wPart
	if s.Level == indicators.School {
		place = gAtSchool
	}
	t := &table{
		ID:      p.id("table-segregation-areas-" + s.Spec.ID + "-" + s.Level.String()),
		Caption: p.sayf(inSetting(s.Spec, gAreasOf), s.Spec.Title.In(l)+", "+p.levelCount(len(s.Areas), s.Level), charts.PeriodText(l, s.Period)),
		Class:   "wide",
		Head: []cell{colHead(place.In(l)), numHead(wPersons.In(l)), numHead(p.sayf(gShareGroup, p.partName(s.Spec.Names, s.Spec.Groups, 0))),
			colHead(gAgainst.In(l)), numHead(p.sayf(gContrib, short(lead))), numHead(gRank.In(l)), numHead(p.sayf(gContrib, short(contribution.TheilH)))},
	}
	changes := s.Past == analysis.NoReason
	if changes {
		t.Head = append(t.Head, numHead(p.sayf(gShift, short(lead), charts.PeriodText(l, s.Earlier))), numHead(gChangeLimit.In(l)))
	} else if s.Past != analysis.TooFewPeriods {
		t.note(p.sayf(gNoShift, charts.ReasonText(l, s.Past)))
	}
	order := slices.Clone(s.Areas)
	slices.SortStableFunc(order, func(a, b analysis.AreaContribution) int { return cmp.Compare(a.Terms[0].Rank, b.Terms[0].Rank) })
	for _, a := range order[:min(len(order), mostAreas)] {
		cells := []cell{rowHead(p.placeName(a.Area)), numberCell(charts.Number(l, a.Persons, 0)), p.percentCell(a.Share), p.againstCell(a.Quotient),
			p.percentCell(a.Terms[0].Share), numberCell(charts.Number(l, float64(a.Terms[0].Rank), 0)), p.percentCell(a.Terms[theil].Share)}
		if changes {
			cells = append(cells, p.differenceCells(a.Terms[0].Change, 4)...)
		}
		t.add("", cells...)
	}
	if len(order) > mostAreas {
		t.note(p.sayf(gTop, mostAreas, p.levelCount(len(order), s.Level)))
	}
	if s.Level == indicators.District {
		t.note(p.assumption)
	}
	return t
}

// percentCell prints a share as a percentage.
func (p *page) percentCell(v float64) cell {
	if math.IsNaN(v) {
		return noNumber()
	}
	return numberCell(charts.Number(p.lang, 100*v, 1))
}

// againstCell says whether the share of the group in an area is above or below that in all.
func (p *page) againstCell(q float64) cell {
	switch {
	case math.IsNaN(q):
		return cell{Text: dots, Class: "missing"}
	case q > 1+1e-9:
		return textCell(gOver.In(p.lang))
	case q < 1-1e-9:
		return textCell(gUnder.In(p.lang))
	}
	return textCell(gEven.In(p.lang))
}

// shifts tells which areas have clearly changed what they contribute to the first measure, with the largest such changes as a table. There is
// no text where no change is known.
func (p *page) shifts(s analysis.SegregationAreas) (string, *table) {
	if s.Past != analysis.NoReason {
		return "", nil
	}
	l := p.lang
	var clear []analysis.AreaContribution
	more, less := 0, 0
	for _, a := range s.Areas {
		switch d := a.Terms[0].Change; {
		case !d.Sure(0):
			continue
		case d.Lower > 0:
			more++
		default:
			less++
		}
		clear = append(clear, a)
	}
	earlier := charts.PeriodText(l, s.Earlier)
	chance := (1 - p.report.Results.Options.Level) * float64(len(s.Areas))
	text := p.sayf(gShiftsIs, p.levelCount(len(s.Areas), s.Level), more, less, measureWords[s.Measures[0]].In(l), earlier, charts.Number(l, math.Round(chance), 0))
	if len(clear) == 0 {
		return p.sayf(gNoShifts, p.levelCount(len(s.Areas), s.Level), measureWords[s.Measures[0]].In(l), earlier), nil
	}
	slices.SortStableFunc(clear, func(a, b analysis.AreaContribution) int {
		return cmp.Compare(math.Abs(b.Terms[0].Change.Value), math.Abs(a.Terms[0].Change.Value))
	})
	place := wPart
	if s.Level == indicators.School {
		place = gAtSchool
	}
	t := &table{
		ID:      p.id("table-segregation-shifts-" + s.Spec.ID + "-" + s.Level.String()),
		Caption: p.sayf(gShiftsOf, s.Spec.Title.In(l)+", "+p.levelCount(len(s.Areas), s.Level)+", "+measureWords[s.Measures[0]].In(l), earlier, charts.PeriodText(l, s.Period)),
		Head:    []cell{colHead(place.In(l)), numHead(gNowIs.In(l)), numHead(gShiftOf.In(l)), numHead(gChangeLimit.In(l)), numHead(gOfM.In(l))},
	}
	for _, a := range clear[:min(len(clear), mostShifts)] {
		structural := noNumber()
		if !math.IsNaN(a.Structural) {
			structural = numberCell(charts.Signed(l, a.Structural, 4))
		}
		cells := append([]cell{rowHead(p.placeName(a.Area)), numberCell(charts.Number(l, a.Terms[0].Value.Value, 4))}, p.differenceCells(a.Terms[0].Change, 4)...)
		t.add("", append(cells, structural)...)
	}
	if len(clear) > mostShifts {
		t.note(p.sayf(gMostShifts, mostShifts))
	}
	if s.Level == indicators.District {
		t.note(p.assumption)
	}
	return text, t
}
