package analysis

import (
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// crossedStep traces a number that a crosswalk carried over from older areas. It returns nil for others.
func (t *Tracer) crossedStep(o indicators.Observation, column string, about *Step) *Step {
	if crossed(o.Note).IsZero() {
		return nil
	}
	i := slices.IndexFunc(t.crosswalks, func(x Crosswalk) bool {
		return x.To == o.Area.Version && x.Level == about.Area.Level && len(x.Parts[o.Area.Code]) > 0
	})
	if i < 0 {
		return nil
	}
	x := &t.crosswalks[i]
	ind, _ := t.cat.Indicator(o.Indicator)
	rule := ind.Unit.Kind.Pooling()
	var num, den []StepInput
	whole := true
	for _, part := range x.Parts[o.Area.Code] {
		older, ok := t.table.Find(o.Indicator, indicators.AreaID{Code: part.Code, Version: x.From}, o.Group, o.Period)
		if !ok || !older.Value.OK {
			return nil
		}
		whole = whole && part.Weight == 1
		var d *Step
		if older.Denominator.OK {
			d = t.cell(older, "denominator", "denominator")
			den = append(den, StepInput{part.Weight, d})
		}
		switch {
		case rule == indicators.PoolSum:
			num = append(num, StepInput{part.Weight, t.cell(older, "value", "value")})
		case d == nil:
			return nil
		case rule == indicators.PoolMean:
			v := t.cell(older, "value", "value")
			num = append(num, StepInput{part.Weight, v.like("value × persons", "value × persons", inputs(v, d), func(es []index.Estimate) index.Estimate {
				return alone(es[0].Value * es[1].Value)
			})})
		default:
			num = append(num, StepInput{part.Weight, t.numeratorStep(ind, older, d)})
		}
	}
	basis := "area"
	if x.Population {
		basis = "population"
	}
	name := func(s *Step) *Step {
		s.Name = about.Name
		s.Notes = append(s.Notes, crossed(o.Note), text("Nyckel %[1]s från version %[2]s till %[3]s.", "Crosswalk by %[1]s from version %[2]s to %[3]s.", basis, x.From, x.To))
		return s
	}
	n := about.sumStep("numerator", num)
	if rule == indicators.PoolSum {
		return name(n)
	}
	d := about.sumStep("denominator", den)
	if rule == indicators.PoolRatio && !whole && math.Round(d.Compute().Value) > 0 {
		n, d = n.roundStep(), d.roundStep()
	}
	if rule == indicators.PoolRatio && ind.Unit.Kind == indicators.Share {
		all := n
		n = about.like("numerator", "at most the denominator", inputs(all, d), func(es []index.Estimate) index.Estimate {
			return alone(min(es[0].Value, es[1].Value))
		})
	}
	switch {
	case column == "denominator":
		return name(d)
	case column == "numerator":
		return name(n)
	case rule == indicators.PoolMean:
		return name(about.like("value", fmt.Sprintf("sum of %s / persons", "value × persons"), inputs(n, d), func(es []index.Estimate) index.Estimate {
			return alone(es[0].Value / es[1].Value)
		}))
	}
	return name(perStep(n, d, ind.Unit.Per))
}
