package analysis

import (
	"math"

	"github.com/jamlik/jamlik/indicators"
)

// hideCourses withholds every trend that a withheld value lies in, every gap over such a period of the district or of the city, and every spread
// and the ranks of all districts where any number of one of the periods is withheld, for they tell where it lies among the others.
func hideCourses(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.Courses {
		c := &res.Courses[i]
		if !unprotected[c.Indicator.ID] {
			continue
		}
		hidden := func(area indicators.Area, from, to indicators.Period) bool {
			for _, q := range c.Periods {
				if q.Start >= from.Start && q.Start <= to.Start && p.hidden(c.Indicator.ID, c.Group, q, area) {
					return true
				}
			}
			return false
		}
		hide := func(area *AreaCourse) {
			for k := range area.Segments {
				if s := &area.Segments[k]; hidden(area.Area, s.From, s.To) {
					*s = Segment{From: s.From, To: s.To, Reason: Withheld, Change: noDifference(Withheld), Relative: noDifference(Withheld),
						P: math.NaN(), Recent: RecentVerdict{Reason: Withheld, ChiSquared: math.NaN()}, Joinpoint: noTurn(Withheld)}
				}
			}
		}
		hide(&c.City)
		for _, point := range c.Spread.Points {
			if p.secret(c.Indicator.ID, point.Period) {
				c.Spread = noSpread(Withheld)
				break
			}
		}
		for k := range c.Areas {
			area := &c.Areas[k]
			hide(area)
			if g := &area.Gap; g.Reason == NoReason && (hidden(area.Area, g.From, g.To) || hidden(res.City, g.From, g.To)) {
				*g = noGap(Withheld)
			}
		}
	}
	for i := range res.Mobility {
		m := &res.Mobility[i]
		if unprotected[m.Indicator.ID] && m.Reason == NoReason && (p.secret(m.Indicator.ID, m.From) || p.secret(m.Indicator.ID, m.To)) {
			nan := math.NaN()
			*m = Mobility{Indicator: m.Indicator, Group: m.Group, From: m.From, To: m.To, Areas: m.Areas, Reason: Withheld, Spearman: nan, Kendall: nan,
				Weighted: nan, Prais: nan, Expected: nan, Lower: nan, ByChance: nan, P: nan}
		}
	}
}
