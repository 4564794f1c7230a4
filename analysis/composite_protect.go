package analysis

import (
	"math"

	"github.com/jamlik/jamlik/indicators"
)

// composites withholds a composite of which any part rests on a number that is withheld, or on one of too few persons, or that
// the source withholds, at a level that is not shown elsewhere.
// Nothing of it is shown then but its indicators: the scores of the other areas give mean and spread away, and these the value of the
// area that is withheld.
func (p *protector) composites(res *Results, unprotected map[string]bool) {
	for i := range res.Composites {
		c := &res.Composites[i]
		secret := false
		for k, m := range c.Parts {
			if !unprotected[m.Indicator.ID] {
				continue
			}
			secret = secret || p.secret(m.Indicator.ID, m.Period)
			for _, area := range c.Areas {
				v := area.Parts[k].Value
				num := v.Numerator
				if m.Indicator.Unit.Kind == indicators.Count {
					num = indicators.Num(v.Value)
				}
				secret = secret || v.Reason == SourceWithheld || v.OK && p.small(m.Indicator, num, v.Denominator)
			}
		}
		if secret {
			c.withhold()
		}
	}
}

func (c *Composite) withhold() {
	for i := range c.Areas {
		c.Areas[i].Reason = Withheld
		for k := range c.Areas[i].Parts {
			c.Areas[i].Parts[k] = CompositeScore{Value: noValue(Withheld, indicators.Suppressed), Used: math.NaN()}
		}
	}
	c.refuse(Withheld)
	for k := range c.Parts {
		c.Parts[k].Loading, c.Parts[k].Shift = math.NaN(), math.NaN()
		if c.Spec.Aggregation == "pca" {
			c.Parts[k].Weight = math.NaN()
		}
	}
	c.Warnings = []Warning{{Code: "withheld", Indicator: c.Spec.ID, Text: text(
		"Indexet visas inte, för att skydda enskilda.", "The index is withheld to protect persons.")}}
}
