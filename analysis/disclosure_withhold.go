package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// apply removes what is withheld from every result.
func (p *protector) apply(res *Results, unprotected map[string]bool) {
	hide := func(ind indicators.Indicator, g indicators.Group, period indicators.Period, area indicators.Area, v *Value) {
		if v.OK && p.hidden(ind.ID, g, period, area) {
			*v = noValue(p.why(ind.ID, period), indicators.Suppressed)
		}
	}
	for i := range res.Comparisons {
		if c := &res.Comparisons[i]; unprotected[c.Indicator.ID] {
			p.comparison(c, res.City, hide)
			hideContrasts(c)
		}
	}
	for i := range res.Trends {
		if t := &res.Trends[i]; unprotected[t.Indicator.ID] {
			p.trend(t, res.City, hide)
		}
	}
	for i := range res.Inequality {
		if q := &res.Inequality[i]; unprotected[q.Indicator.ID] {
			p.inequality(q, res)
		}
	}
	for _, mixes := range [][]Mix{res.Mixes, res.Makeups} {
		for i := range mixes {
			if m := &mixes[i]; unprotected[m.Spec.Indicator] {
				p.hideMix(m, &m.City)
				for j := range m.Areas {
					p.hideMix(m, &m.Areas[j])
				}
			}
		}
	}
	for i := range res.Segregation {
		if s := &res.Segregation[i]; unprotected[s.Spec.Indicator] {
			p.segregation(s, res.City)
		}
	}
	for i := range res.Clusters {
		if c := &res.Clusters[i]; unprotected[c.Indicator.ID] {
			p.clusters(c, res)
		}
	}
	for _, withhold := range withholding {
		withhold(p, res, unprotected)
	}
}

// withholding removes from the results of each of the [topics] what rests on a number that is withheld.
var withholding = []func(p *protector, res *Results, unprotected map[string]bool){
	withholdBenchmarks,
	withholdFunnels,
	hideCourses,
	withholdSegregation,
	(*protector).composites,
	withholdPrecision,
	withholdGroups,
	withholdDecompositions,
	(*protector).relations,
	withholdTargets,
	withholdPyramids,
	withholdCurves,
	withholdRankOrders,
}

// hideContrasts removes what would give a withheld value away: the rest of the city beside the city, and differences with a value that is shown.
func hideContrasts(c *Comparison) {
	withheld := 0
	gone := func(v Value) bool {
		return v.Status == indicators.Suppressed && (v.Reason == Withheld || v.Reason == Contradictory)
	}
	none := noDifference(Withheld)
	if gone(c.City) || gone(c.CityPast) {
		c.Change = none
	}
	any := false
	for i := range c.Areas {
		a := &c.Areas[i]
		any = any || a.Value.OK
		if gone(a.Value) {
			withheld++
		}
		if gone(a.Value) || gone(c.City) {
			a.Rest = noValue(Withheld, indicators.Suppressed)
			a.Contrast = noContrast(Withheld)
		}
		if gone(a.Value) || gone(a.Past) {
			a.Change = none
		}
	}
	shown := len(c.Spread)
	c.Spread = slices.DeleteFunc(c.Spread, func(v AreaValue) bool { return gone(v.Value) })
	small := shown - len(c.Spread)
	if withheld > 0 && !any {
		c.NoFigures = Withheld
	}
	if withheld+small > 0 || gone(c.City) || gone(c.CityPast) {
		// Where a published and a pooled value differ, the warning quotes both.
		c.Warnings = slices.DeleteFunc(c.Warnings, func(w Warning) bool { return w.Code == "published_differs" })
	}
	if withheld > 0 {
		c.Warnings = append(c.Warnings, Warning{Code: "withheld", Indicator: c.Indicator.ID, Text: text(
			"Värdet visas inte för %d av %d stadsdelar, för att skydda enskilda.",
			"The value is withheld for %d of %d districts to protect persons.", withheld, len(c.Areas))})
	}
	if small > 0 {
		c.Warnings = append(c.Warnings, Warning{Code: "withheld", Indicator: c.Indicator.ID, Text: text(
			"Värdet visas inte för %d av %d områden, för att skydda enskilda.",
			"The value is withheld for %d of %d areas to protect persons.", small, shown)})
	}
	if c.City.OK && !c.City.Denominator.OK && c.Indicator.Unit.Kind.Pooling() != indicators.PoolSum {
		c.Warnings = append(c.Warnings, Warning{Code: "unchecked", Indicator: c.Indicator.ID, Text: text(
			"Källan anger inga antal, så det har inte kunnat prövas om värden bygger på för få personer.",
			"The source gives no counts, so it could not be checked whether values rest on too few persons.")})
	}
}

// solvable tells whether some unknown areas could be worked out from so many indices over them. An index is one equation and the sums of the
// areas are two more, but counts are whole numbers and an index has sixteen digits: each equation may fix several of them.
func solvable(unknown, indices int) bool { return unknown > 0 && unknown < 3*(indices+2) }

// inequality withholds measures that few withheld areas could be worked out from.
func (p *protector) inequality(q *Inequality, res *Results) {
	shown := 0
	for i := range res.Comparisons {
		c := &res.Comparisons[i]
		if c.Indicator.ID != q.Indicator.ID || c.Group != q.Group || c.Period != q.Period {
			continue
		}
		for _, a := range c.Areas {
			if q.Level == res.Options.AreaLevel && a.Value.OK {
				shown++
			}
		}
		for _, a := range c.Spread {
			if q.Level == a.Area.Level && a.Value.OK {
				shown++
			}
		}
	}
	if p.secret(q.Indicator.ID, q.Period) || solvable(q.Areas-shown, len(q.Measures)+noiseNumbers) {
		withholdAll(q.Measures)
		q.Noise = nil
	}
}

// noiseNumbers is how many numbers [NoiseParts] are.
const noiseNumbers = 4

func (p *protector) hideMix(m *Mix, area *MixArea) {
	for _, g := range m.Spec.Groups {
		if area.OK && p.hidden(m.Spec.Indicator, g, m.Period, area.Area) {
			*area = MixArea{Area: area.Area, Assumed: area.Assumed, Reason: Withheld, Evenness: math.NaN()}
			return
		}
	}
}

// segregation shows the makeup of areas smaller than districts only where no number of the indicator is withheld, for districts are sums of
// them; and indices only where they could not be solved for the areas that are not shown.
func (p *protector) segregation(s *Segregation, city indicators.Area) {
	ind, _ := p.cat.Indicator(s.Spec.Indicator)
	withheld := p.secret(s.Spec.Indicator, s.Period)
	secret := withheld
	for _, u := range s.Units {
		for _, n := range u.Counts {
			secret = secret || p.small(ind, indicators.Num(n), indicators.Number{})
		}
	}
	unknown := 0
	for i := range s.Units {
		u := &s.Units[i]
		hide := secret
		if s.Level == indicators.District {
			hide = slices.ContainsFunc(s.Spec.Groups, func(g indicators.Group) bool {
				return p.hidden(s.Spec.Indicator, g, s.Period, u.Area)
			})
		}
		if hide {
			*u = UnitMake{Area: u.Area, Withheld: true}
			unknown++
		}
	}
	for k, g := range s.Spec.Groups {
		if p.hidden(s.Spec.Indicator, g, s.Period, city) || s.Totals != nil && p.small(ind, indicators.Num(s.Totals[k]), indicators.Number{}) {
			s.Totals = nil
		}
	}
	if unknown > 0 {
		s.Warnings = append(s.Warnings, Warning{Code: "withheld", Indicator: s.Spec.ID, Text: text(
			"Sammansättningen visas inte för %d av %d områden, för att skydda enskilda.",
			"The makeup is withheld for %d of %d areas to protect persons.", unknown, len(s.Units))})
	}
	if withheld || solvable(unknown, len(s.Indices)) {
		withholdAll(s.Indices)
		s.Where.withhold()
	} else if solvable(unknown, s.numbers()) {
		s.Where.withhold()
	}
}

// clusters shows the values of areas and of those about them only where no number of the indicator is withheld, and none of the areas has too
// few persons: the mean of the neighbours of a withheld area, less those that are shown, is its value.
func (p *protector) clusters(c *Clusters, res *Results) {
	c.Withheld = p.secret(c.Indicator.ID, c.Period)
	if c.Segregation >= 0 {
		c.Withheld = c.Withheld || slices.ContainsFunc(res.Segregation[c.Segregation].Units, func(u UnitMake) bool { return u.Withheld })
	}
	for _, v := range c.Areas {
		den := indicators.Number{V: v.Persons, OK: c.Segregation < 0 && !math.IsNaN(v.Persons)}
		c.Withheld = c.Withheld || c.Segregation < 0 && p.small(c.Indicator, v.numerator, den)
	}
	if !c.Withheld {
		return
	}
	for i, v := range c.Areas {
		c.Areas[i] = noLocal(v.Area, math.NaN(), math.NaN())
	}
	c.Moran, c.Expected, c.P, c.Groups = math.NaN(), math.NaN(), math.NaN(), nil
	c.Warnings = append(c.Warnings, Warning{Code: "withheld", Indicator: c.Subject, Text: text(
		"Vilka områden som ligger i kluster visas inte, för att skydda enskilda.",
		"Which areas lie in clusters is withheld to protect persons.")})
}

func withholdAll(values []IndexValue) {
	for j, v := range values {
		w := newIndexValue(v.Index.ID, v.Params)
		w.Undefined = withheldIndex
		values[j] = w
	}
}

// withheldIndex is why an index that is withheld has no value.
const withheldIndex = "withheld to protect persons"
