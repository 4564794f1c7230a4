package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// collectSegregation takes note of the counts of districts that what is said of areas over time would tell.
func (p *protector) collectSegregation(res *Results, unprotected map[string]bool) {
	for _, s := range res.SegregationSeries {
		if !unprotected[s.Spec.Indicator] || s.Level != indicators.District {
			continue
		}
		for t, at := range s.Periods {
			for i, area := range s.Areas {
				for k, g := range s.Spec.Groups {
					p.collectCount(s.Spec.Indicator, g, at.Period, area, s.totals[t][i][k])
				}
			}
		}
	}
}

// withholdSegregation withholds what of the segregation over time, over scales and of areas rests on numbers that are withheld. It is stricter than
// what holds for the indices of one period and level: a change, a part of an index and the term of an area are further equations
// about the same areas, so that any of them is shown only where the makeup of every area may be.
func withholdSegregation(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.SegregationSeries {
		if s := &res.SegregationSeries[i]; unprotected[s.Spec.Indicator] {
			p.segregationSeries(s, res.City)
		}
	}
	closed := func(at int) bool { return p.closed(&res.Segregation[at], unprotected) }
	for i := range res.SegregationScales {
		s := &res.SegregationScales[i]
		any := false
		for j := range s.Levels {
			l := &s.Levels[j]
			l.Indices = res.Segregation[l.At].Indices
			if closed(l.At) {
				any = true
				l.Expected = slices.Repeat([]float64{math.NaN()}, len(l.Expected))
			}
			if res.Segregation[l.At].Totals == nil {
				l.Persons = math.NaN()
			}
		}
		if any {
			s.Parts.withhold()
			macro := []IndexValue{s.Macro}
			withholdAll(macro)
			s.Macro = macro[0]
		}
	}
	for i := range res.SegregationAreas {
		s := &res.SegregationAreas[i]
		if closed(s.At) {
			s.withhold()
			continue
		}
		series := seriesFor(res, &res.Segregation[s.At])
		if unprotected[s.Spec.Indicator] && series != nil && (series.Reason == Withheld || slices.ContainsFunc(series.Periods, func(t SegregationPeriod) bool { return t.Withheld })) {
			s.withholdPast()
		}
	}
	for i := range res.SegregationPairs {
		if s := &res.SegregationPairs[i]; closed(s.School) || closed(s.Home) {
			s.withhold()
		}
	}
}

// closed tells whether a number that a segregation rests on is withheld.
func (p *protector) closed(s *Segregation, unprotected map[string]bool) bool {
	return unprotected[s.Spec.Indicator] && (p.secret(s.Spec.Indicator, s.Period) || slices.ContainsFunc(s.Units, func(u UnitMake) bool { return u.Withheld }))
}

// segregationSeries withholds the periods of a series in which an area has too few persons of a group, and what rests on them.
func (p *protector) segregationSeries(s *SegregationSeries, city indicators.Area) {
	ind, _ := p.cat.Indicator(s.Spec.Indicator)
	gone := map[indicators.Period]bool{}
	for t := range s.Periods {
		at := &s.Periods[t]
		hidden := p.secret(s.Spec.Indicator, at.Period)
		for i := range s.Areas {
			for _, n := range s.totals[t][i] {
				hidden = hidden || p.small(ind, indicators.Num(n), indicators.Number{})
			}
			den := indicators.Num(index.Total(s.totals[t][i]))
			hidden = hidden || den.V > 0 && p.small(ind, indicators.Number{}, den)
		}
		for k, g := range s.Spec.Groups {
			hidden = hidden || p.hidden(s.Spec.Indicator, g, at.Period, city) || p.small(ind, indicators.Num(at.Totals[k]), indicators.Number{})
		}
		if hidden {
			gone[at.Period] = true
			at.withhold()
		}
	}
	if len(gone) == len(s.Periods) && len(gone) > 0 {
		s.withhold()
		return
	}
	for i := range s.Changes {
		if c := &s.Changes[i]; gone[c.From] || gone[c.To] {
			c.Indices, c.Reason = nil, Withheld
		}
	}
	for i := range s.Causes {
		if c := &s.Causes[i]; gone[c.From] || gone[c.To] {
			c.withhold()
		}
	}
}

// withholdPast removes the changes of the areas.
func (s *SegregationAreas) withholdPast() {
	s.Past, s.Earlier = Withheld, indicators.Period{}
	for i := range s.Areas {
		a := &s.Areas[i]
		a.Structural = math.NaN()
		for j := range a.Terms {
			a.Terms[j].Change = noDifference(Withheld)
		}
	}
}

// withhold removes every number.
func (s *SegregationParts) withhold() {
	*s = SegregationParts{Period: s.Period, Total: newIndexValue(s.Total.Index.ID, nil), Reason: Withheld}
}
