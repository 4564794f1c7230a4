package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// relations withholds the correlations of indicators of which any number is withheld. At a level that is not compared with the city the source's own gaps
// and small counts are not known to the tables, so that correlations of indicators that are not protected are withheld there wherever a number of the
// indicator is, and where a count behind a value is small.
func (p *protector) relations(res *Results, unprotected map[string]bool) {
	nan := math.NaN()
	for i := range res.Relations {
		r := &res.Relations[i]
		secret := make([]bool, len(r.Indicators))
		any := false
		for k := range r.Indicators {
			m := &r.Indicators[k]
			if secret[k] = unprotected[m.Indicator.ID] && (p.secret(m.Indicator.ID, m.Period) || p.few(m.Indicator, m.values)); secret[k] {
				m.Reliability, any = nan, true
			}
		}
		if !any {
			continue
		}
		for j, pair := range r.Pairs {
			if secret[pair.X] || secret[pair.Y] {
				none := noCoefficient(Withheld)
				r.Pairs[j] = Pair{X: pair.X, Y: pair.Y, Reason: Withheld, Effective: nan, Pearson: none, Spearman: none, Weighted: none, P: nan, Adjusted: nan,
					Corrected: nan, SameTable: pair.SameTable}
			}
		}
		r.adjust()
	}
	for i := range res.Disadvantage {
		d := &res.Disadvantage[i]
		if p.leaveOut(d.Indicators, unprotected) {
			d.compute()
		}
	}
	if g := res.Alike; g != nil && p.leaveOut(g.Indicators, unprotected) {
		g.compute()
	}
}

// few tells whether the source withholds a value, or one rests on too few persons.
func (p *protector) few(ind indicators.Indicator, values []Value) bool {
	return slices.ContainsFunc(values, func(v Value) bool {
		return v.Reason == SourceWithheld || v.OK && p.small(ind, v.Numerator, v.Denominator)
	})
}

// leaveOut marks the indicators of which a number is withheld, and tells whether there are any: what is made of several indicators is made
// again without them.
func (p *protector) leaveOut(list []DisadvantageMeasure, unprotected map[string]bool) bool {
	any := false
	for k := range list {
		if m := &list[k]; unprotected[m.Indicator.ID] && (p.secret(m.Indicator.ID, m.Period) || p.few(m.Indicator, m.values)) {
			m.Withheld, any = true, true
		}
	}
	return any
}
