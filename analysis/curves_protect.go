package analysis

import (
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// withholdCurves withholds curves of which a number is withheld: the points of a curve are the makeup of every area, but for the size of the city.
func withholdCurves(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.Curves {
		c := &res.Curves[i]
		for j := range c.Lines {
			hidden := false
			if c.Kind == SegregationCurve {
				hidden = p.segregationLine(&res.Segregation[c.At], res, c.Lines[j].Period, unprotected)
			} else {
				hidden = unprotected[c.Indicator.ID] && (p.secret(c.Indicator.ID, c.Lines[j].Period) || p.few(c.Indicator, c.values[j])) || withheldOrder(c, res)
			}
			if hidden {
				c.Lines[j].withhold()
				c.Change = noDifference(Withheld)
			}
		}
	}
}

// segregationLine tells whether the curve of a period rests on a number that is withheld.
func (p *protector) segregationLine(s *Segregation, res *Results, at indicators.Period, unprotected map[string]bool) bool {
	if p.closed(s, unprotected) {
		return true
	}
	series := seriesFor(res, s)
	return unprotected[s.Spec.Indicator] && series != nil &&
		slices.ContainsFunc(series.Periods, func(t SegregationPeriod) bool { return t.Period == at && t.Withheld })
}

// withheldOrder tells whether the composite that orders the areas is withheld.
func withheldOrder(c *Curve, res *Results) bool {
	return slices.ContainsFunc(res.Composites, func(of Composite) bool { return of.Spec.ID == c.RankedBy.ID && of.Reason == Withheld })
}
