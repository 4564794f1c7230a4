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
	for _, mixes := range [][]Mix{res.Mixes, res.Makeups} {
		for i := range mixes {
			if m := &mixes[i]; unprotected[m.Spec.Indicator] {
				p.mix(m, p.collectCount)
			}
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

// secret tells whether any number of an indicator and period is withheld, for whichever group. Then no index of them is shown: exact indices
// over few areas of whole persons have given back every withheld count by enumeration, one group helping the other.
func (p *protector) secret(indicator string, period indicators.Period) bool {
	b := p.books[bookKey{indicator, period}]
	return b != nil && b.secret
}
