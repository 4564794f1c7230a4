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
		Caption: p.sayf(gAreasOf, s.Spec.Title.In(l)+", "+p.levelCount(len(s.Areas), s.Level), charts.PeriodText(l, s.Period)),
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
