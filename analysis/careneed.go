package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// careNeedWeights are the weights of the groups, in their order.
var careNeedWeights = []float64{3.23, 5.72, 6.15, 4.19, 4.19, 5.13, 3.97}

// careNeed computes the Care Need Index in the newest period that all counts have.
func (a *analyst) careNeed(spec CompositeSpec, v *levels) Composite {
	need := spec.CareNeed
	c := newComposite(spec, v.areas(spec.Level), len(need.Groups))
	of := append(slices.Clone(need.Groups), need.Population)
	counts := make([]map[indicators.Period][]Value, len(of))
	for k, g := range of {
		counts[k] = a.countsOf(g, spec.Level, v, len(c.Areas))
	}
	var period indicators.Period
	for p := range counts[0] {
		all := !slices.ContainsFunc(counts, func(m map[indicators.Period][]Value) bool { return m[p] == nil })
		if all && (period == (indicators.Period{}) || period.Compare(p) < 0) {
			period = p
		}
	}
	c.Period = period
	x := index.Indicators{}
	for k, g := range need.Groups {
		ind, _ := a.cat.Indicator(g.Indicator)
		ind.Name, ind.Short = careNeedNames[k], lang.Text{}
		m := CompositeMeasure{Indicator: ind, Period: period, Weight: careNeedWeights[k], Loading: math.NaN(), Shift: math.NaN()}
		values := slices.Repeat([]float64{math.NaN()}, len(c.Areas))
		for i, value := range counts[k][period] {
			c.Areas[i].Parts[k].Value = value
			if value.OK {
				values[i] = value.Value
				m.Areas++
			}
			c.Areas[i].Parts[k].Used = values[i]
		}
		x.Columns = append(x.Columns, values)
		c.Parts = append(c.Parts, m)
	}
	if period == (indicators.Period{}) {
		c.refuse(NoObservation)
		return c
	}
	x.Population = make([]float64, len(c.Areas))
	for i, value := range counts[len(need.Groups)][period] {
		if value.OK {
			x.Population[i] = value.Value
			continue
		}
		for _, values := range x.Columns { // counts of nobody knows how many
			values[i] = math.NaN()
		}
	}
	values, _, err := composite.CareNeed(x, need.Mean)
	if err != nil {
		c.refuse(Undefined)
		c.Warnings = append(c.Warnings, Warning{Code: "undefined", Indicator: spec.ID, Text: lang.Text{
			Sv: "Indexet kan inte beräknas.", En: "The index cannot be computed: " + err.Error() + "."}})
		return c
	}
	for i := range c.Areas {
		area := &c.Areas[i]
		if math.IsNaN(values[i]) {
			area.Reason = TooFewParts
			continue
		}
		area.OK, area.Reason, area.Value, area.Available = true, NoReason, values[i], 1
		for k := range area.Parts {
			s := &area.Parts[k]
			s.Score = s.Used / x.Population[i]
			s.Contribution = careNeedWeights[k] * s.Score / need.Mean
		}
	}
	c.rank()
	c.types(a.typePopulation(spec, v))
	c.agree(a.o.Level)
	c.caveats()
	return c
}

// countsOf returns the persons of some groups together, by period, over the areas of a level. An area without the count of one group has none.
func (a *analyst) countsOf(g CountOf, level indicators.Level, v *levels, areas int) map[indicators.Period][]Value {
	ind, _ := a.cat.Indicator(g.Indicator)
	groups := g.Groups
	if len(groups) == 0 {
		groups = []indicators.Group{indicators.Everyone}
	}
	var out map[indicators.Period][]Value
	for _, group := range groups {
		these := make(map[indicators.Period][]Value)
		for _, d := range v.series(ind, group, level) {
			if out == nil {
				these[d.period] = slices.Clone(d.values)
				continue
			}
			before := out[d.period]
			if before == nil {
				continue
			}
			sum := make([]Value, areas)
			for i, value := range d.values {
				sum[i] = before[i]
				switch {
				case !before[i].OK:
				case !value.OK:
					sum[i] = value
				default:
					sum[i].Value += value.Value
				}
			}
			these[d.period] = sum
		}
		out = these
	}
	return out
}
