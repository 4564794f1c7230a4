package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// withholdGroups withholds what is said of groups where a number that it rests on is withheld. A contrast of two numbers that are shown tells
// nothing new; figures over all groups of a place, or over all districts, are withheld where any of their numbers is.
func withholdGroups(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.GroupGaps {
		if g := &res.GroupGaps[i]; unprotected[g.Indicator.ID] {
			p.groupGap(g, res)
		}
	}
	for i := range res.GroupCells {
		if c := &res.GroupCells[i]; unprotected[c.Indicator.ID] {
			p.groupCells(c)
		}
	}
	for i := range res.GroupMeasures {
		m := &res.GroupMeasures[i]
		if unprotected[m.Indicator.ID] && p.anyHidden(m.Indicator.ID, m.Groups, m.Period, m.Area) {
			m.Reason, m.Measures = Withheld, nil
		}
	}
	for i := range res.GroupAreas {
		if g := &res.GroupAreas[i]; unprotected[g.Indicator.ID] && p.secret(g.Indicator.ID, g.Period) {
			*g = GroupAreas{Indicator: g.Indicator, Period: g.Period, Dimensions: g.Dimensions, Groups: g.Groups, Reason: Withheld}
		}
	}
}

func (p *protector) anyHidden(indicator string, groups []indicators.Group, period indicators.Period, area indicators.Area) bool {
	return slices.ContainsFunc(groups, func(g indicators.Group) bool { return p.hidden(indicator, g, period, area) })
}

func (p *protector) groupGap(g *GroupGap, res *Results) {
	none, gone := noDifference(Withheld), noValue(Withheld, indicators.Suppressed)
	hidden := func(group indicators.Group, area indicators.Area) bool {
		return p.hidden(g.Indicator.ID, group, g.Period, area)
	}
	city := [2]bool{hidden(g.Group, res.City), hidden(g.Reference, res.City)}
	hide := func(a *GapArea, own, rest [2]bool) {
		for k, v := range []*Value{&a.Value, &a.Reference} {
			if own[k] && v.OK {
				*v = gone
			}
		}
		if own[0] || own[1] {
			a.Contrast = noContrast(Withheld)
		}
		for k, v := range []*Value{&a.Rest, &a.RestReference} {
			if rest[k] && v.OK {
				*v = gone
			}
		}
		if rest[0] || rest[1] {
			a.RestGap, a.Against, a.AgainstRatio, a.Apart, a.ApartOverview = none, none, none, GapNotCompared, GapNotCompared
		}
	}
	hide(&g.City, city, [2]bool{})
	for i := range g.Areas {
		a := &g.Areas[i]
		own := [2]bool{hidden(g.Group, a.Area), hidden(g.Reference, a.Area)}
		hide(a, own, [2]bool{own[0] || city[0], own[1] || city[1]})
	}
	differ := g.Differ
	if g.rank(res.Options.Level); p.secret(g.Indicator.ID, g.Period) {
		g.Differ = Heterogeneity{Of: 0, Reason: Withheld, Q: math.NaN(), P: math.NaN()}
	} else {
		g.Differ = differ
	}
}

func (p *protector) groupCells(c *GroupCells) {
	everyone := p.hidden(c.Indicator.ID, indicators.Everyone, c.Period, c.Area)
	any := everyone
	for i := range c.Cells {
		cell := &c.Cells[i]
		own := p.hidden(c.Indicator.ID, cell.Group, c.Period, c.Area)
		any = any || own
		if own && cell.Value.OK {
			cell.Value = noValue(Withheld, indicators.Suppressed)
		}
		if own || everyone {
			cell.Rest, cell.Contrast = noValue(Withheld, indicators.Suppressed), noContrast(Withheld)
		}
	}
	if any {
		c.Variance = nil
		for i := range c.Interactions {
			c.Interactions[i].Additive, c.Interactions[i].Multiplicative = noDifference(Withheld), noDifference(Withheld)
		}
	}
}

// withholdDecompositions withholds divisions of which any part, or what they divide, is withheld at either end.
func withholdDecompositions(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.Decompositions {
		d := &res.Decompositions[i]
		if !unprotected[d.Indicator.ID] || d.Reason != NoReason {
			continue
		}
		id := d.Indicator.ID
		hidden := len(d.By) == 0 && (p.secret(id, d.Period) || p.secret(id, d.Earlier))
		for _, part := range append([]DecompositionPart{{Group: indicators.Everyone}}, d.Parts...) {
			hidden = hidden || p.hidden(id, part.Group, d.Period, d.Area)
			if d.Kind == OfChange {
				hidden = hidden || p.hidden(id, part.Group, d.Earlier, d.Area)
			} else {
				hidden = hidden || p.hidden(id, part.Group, d.Period, res.City)
			}
		}
		if hidden {
			out := d.without(Withheld)
			out.Dims, out.Parts = nil, nil
			*d = out
		}
	}
	for i := range res.Series {
		s := &res.Series[i]
		hidden := func(q indicators.Period) bool {
			if len(s.By) == 0 {
				return p.secret(s.Indicator.ID, q)
			}
			return p.anyHidden(s.Indicator.ID, append([]indicators.Group{indicators.Everyone}, s.Groups...), q, res.City)
		}
		if unprotected[s.Indicator.ID] && slices.ContainsFunc(s.Periods, hidden) {
			*s = Series{Indicator: s.Indicator, By: s.By, Groups: s.Groups, Reason: Withheld}
		}
	}
}
