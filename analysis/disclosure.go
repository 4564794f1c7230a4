package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/suppress"
	"github.com/jamlik/jamlik/indicators"
)

// unprotected returns the indicators that the thresholds apply to: those with a row from a source that has not been through its
// publisher's own disclosure control. A row without a source has that of its indicator. There are none where the study sets no thresholds.
func (a *analyst) unprotected() map[string]bool {
	out := map[string]bool{}
	if a.o.Disclosure == (Disclosure{}) {
		return out
	}
	safe := make(map[string]bool, len(a.cat.Sources))
	all := true
	for _, s := range a.cat.Sources {
		safe[s.ID] = s.Protected
		all = all && s.Protected
	}
	for n, keys := range a.runs {
		ind, _ := a.cat.Indicator(n.indicator)
		if all && safe[ind.Source] {
			continue
		}
		for _, k := range keys {
			run, _ := a.table.Run(k)
			for i := 0; i < run.Len() && !out[n.indicator]; i++ {
				out[n.indicator] = !safe[cmp.Or(run.At(i).Source, ind.Source)]
			}
		}
	}
	return out
}

// protect withholds what tells of too few persons, everywhere that it shows, and as much more as keeps it from being worked out by
// subtraction: from the city and the other districts, from the other groups, through the rest of the city, changes, trends, mixes and
// the makeup of areas. It works on finished results, so that statistics rest on all persons. What has been withheld is in Results.Disclosure.
//
// What is guarded against is a reader who knows all sums of one indicator and period over areas and groups, and the populations, and narrows a
// withheld number down to an interval that is less wide than the study asks (see package suppress). It does not guard against one who knows
// other sources, nor does it look at sums over indicators. Areas outside the districts are taken as known to the reader, which withholds
// rather too much than too little.
func (a *analyst) protect(res *Results, unprotected map[string]bool) {
	p := protector{
		min: a.o.Disclosure, cat: a.cat, reg: a.reg, exact: a.exact, cells: map[cellKey]*cell{}, books: map[bookKey]*book{}, overlapping: a.overlapping(),
	}
	for i := range res.Comparisons {
		if c := &res.Comparisons[i]; unprotected[c.Indicator.ID] {
			p.comparison(c, res.City, p.collect)
		}
	}
	for i := range res.Trends {
		if t := &res.Trends[i]; unprotected[t.Indicator.ID] {
			p.trend(t, res.City, p.collect)
		}
	}
	for i := range res.Mixes {
		if m := &res.Mixes[i]; unprotected[m.Spec.Indicator] {
			p.mix(m, p.collectCount)
		}
	}
	for i := range res.Segregation {
		if s := &res.Segregation[i]; unprotected[s.Spec.Indicator] && s.Level == indicators.District {
			for _, u := range s.Units {
				for k, g := range s.Spec.Groups {
					p.collectCount(s.Spec.Indicator, g, s.Period, u.Area, u.Counts[k])
				}
			}
		}
	}
	p.collectSegregation(res, unprotected)
	parallel(len(p.order), a.o.Workers, func(i int) { p.order[i].secure(&p, res.City.ID()) })
	p.apply(res, unprotected)
	p.audit(res)
}

// overlapping tells whether districts have parts in common, so that they may come to more than the city.
func (a *analyst) overlapping() bool {
	return slices.ContainsFunc(a.divisions, func(d *division) bool {
		return slices.ContainsFunc(d.parts, func(l *layout) bool { return l.doubled > 0 })
	})
}

// cellKey names one number about one area.
type cellKey struct {
	book  bookKey
	group indicators.Group
	area  indicators.AreaID
}

// bookKey names the numbers that add up with one another.
type bookKey struct {
	indicator string
	period    indicators.Period
}

// cell is a number that results show, perhaps in several places.
type cell struct {
	key      cellKey
	level    indicators.Level
	num, den indicators.Number // absent where the source has withheld it
	rule     suppress.Rule     // why it is withheld for itself
	hidden   bool
	added    bool // a sum of other cells that have numbers, not a figure of the source
	rough    bool // approximated, or with noise: parts need not come to the whole
}

type protector struct {
	min         Disclosure
	cat         *indicators.Catalogue
	reg         *indicators.Register
	exact       *indicators.Table
	cells       map[cellKey]*cell
	books       map[bookKey]*book
	order       []*book
	overlapping bool
}

// visit is called for each value of a result with what it is about.
type visit func(ind indicators.Indicator, g indicators.Group, period indicators.Period, area indicators.Area, v *Value)

func (p *protector) comparison(c *Comparison, city indicators.Area, f visit) {
	f(c.Indicator, c.Group, c.Period, city, &c.City)
	f(c.Indicator, c.Group, c.Earlier, city, &c.CityPast)
	for i := range c.Areas {
		a := &c.Areas[i]
		f(c.Indicator, c.Group, c.Period, a.Area, &a.Value)
		f(c.Indicator, c.Group, c.Earlier, a.Area, &a.Past)
	}
	for i := range c.Spread {
		f(c.Indicator, c.Group, c.Period, c.Spread[i].Area, &c.Spread[i].Value)
	}
}

func (p *protector) trend(t *Trend, city indicators.Area, f visit) {
	for i, period := range t.Periods {
		f(t.Indicator, t.Group, period, city, &t.City[i])
		for j := range t.Areas {
			f(t.Indicator, t.Group, period, t.Areas[j].Area, &t.Areas[j].Values[i])
		}
	}
}

func (p *protector) mix(m *Mix, f func(string, indicators.Group, indicators.Period, indicators.Area, float64)) {
	for _, area := range append([]MixArea{m.City}, m.Areas...) {
		if area.OK {
			for k, g := range m.Spec.Groups {
				f(m.Spec.Indicator, g, m.Period, area.Area, area.Counts[k])
			}
		}
	}
}

// collect takes note of a value that is shown, or that the source has withheld and that must not be worked out from what is shown.
func (p *protector) collect(ind indicators.Indicator, g indicators.Group, period indicators.Period, area indicators.Area, v *Value) {
	num := v.Numerator
	if ind.Unit.Kind == indicators.Count {
		num = indicators.Num(v.Value)
	}
	switch {
	case v.OK:
		p.add(ind, g, period, area, cell{
			num: num, den: v.Denominator, rule: p.rule(ind, num, v.Denominator), added: v.Basis != Published, rough: v.Basis == Approximated,
		})
	case v.Reason == SourceWithheld:
		p.add(ind, g, period, area, cell{rule: suppress.BySource})
	}
}

func (p *protector) collectCount(id string, g indicators.Group, period indicators.Period, area indicators.Area, count float64) {
	ind, _ := p.cat.Indicator(id)
	num := indicators.Num(count)
	p.add(ind, g, period, area, cell{num: num, rule: p.rule(ind, num, indicators.Number{})})
}

func (p *protector) add(ind indicators.Indicator, g indicators.Group, period indicators.Period, area indicators.Area, c cell) {
	bk := bookKey{ind.ID, period}
	c.key, c.level = cellKey{bk, g, area.ID()}, area.Level
	c.rule = cmp.Or(c.rule, p.exactRule(ind, g, period, area))
	if old := p.cells[c.key]; old != nil {
		old.rule = cmp.Or(old.rule, c.rule)
		return
	}
	b := p.books[bk]
	if b == nil {
		s, _ := p.cat.Source(ind.Source)
		b = &book{indicator: ind, period: period, noisy: p.min.RoundTo > 0 || s.NoisyIn(period)}
		p.books[bk] = b
		p.order = append(p.order, b)
	}
	b.cells = append(b.cells, &c)
	p.cells[c.key] = &c
}

// rule returns why a number is too small to be shown, by its numerator, its complement or its population. Nobody at all is not too few:
// thresholds are from 1 up. Approximated counts need not be whole.
func (p *protector) rule(ind indicators.Indicator, num, den indicators.Number) suppress.Rule {
	count, all := math.NaN(), math.NaN()
	if num.OK {
		count = num.V
	}
	if den.OK {
		all = den.V
	}
	rules := suppress.Rules{MinCount: p.min.MinCount, MinDenominator: p.min.MinDenominator}
	if ind.Unit.Kind == indicators.Share {
		rules.MaxShare = p.min.MaxShare
	}
	return rules.Count(count, all, ind.Unit.Kind == indicators.Share)
}

// small tells whether a number is too small to be shown.
func (p *protector) small(ind indicators.Indicator, num, den indicators.Number) bool {
	return p.rule(ind, num, den) != suppress.NoRule
}

// hidden tells whether a number is withheld.
func (p *protector) hidden(indicator string, g indicators.Group, period indicators.Period, area indicators.Area) bool {
	c := p.cells[cellKey{bookKey{indicator, period}, g, area.ID()}]
	return c != nil && c.hidden
}

// why returns the reason of what is withheld of an indicator and period.
func (p *protector) why(indicator string, period indicators.Period) Reason {
	if b := p.books[bookKey{indicator, period}]; b != nil && b.contradictory {
		return Contradictory
	}
	return Withheld
}

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
	for i := range res.Mixes {
		if m := &res.Mixes[i]; unprotected[m.Spec.Indicator] {
			p.hideMix(m, &m.City)
			for j := range m.Areas {
				p.hideMix(m, &m.Areas[j])
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

// secret tells whether any number of an indicator and period is withheld, for whichever group. Then no index of them is shown: exact indices
// over few areas of whole persons have given back every withheld count by enumeration, one group helping the other.
func (p *protector) secret(indicator string, period indicators.Period) bool {
	b := p.books[bookKey{indicator, period}]
	return b != nil && b.secret
}

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
			*area = MixArea{Area: area.Area, Reason: Withheld, Evenness: math.NaN()}
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
