package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/decompose"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// Decomposition is a change or a gap divided into what differs in values within districts or groups and what differs in composition.
type Decomposition struct {
	Kind      DecompositionKind
	Indicator indicators.Indicator
	Area      indicators.Area
	By        []string          // the dimensions of the groups; none where by district
	Period    indicators.Period // what is at the end of a change, and what a gap is in
	Earlier   indicators.Period // zero for a gap
	Reason    Reason            // why there is none of it
	From, To  float64           // of a change the earlier value and the later; of a gap the rest of the city and the district
	Total     Difference
	Values    Difference // with the composition of both
	Mix       Difference // composition, with the values of both
	Dims      []DimensionEffect
	Parts     []DecompositionPart
	Rough     bool // some value is approximate
}

// DecompositionKind says what is divided.
type DecompositionKind string

// The kinds of decomposition.
const (
	OfChange DecompositionKind = "change" // of the city or a district since the earlier period
	OfGap    DecompositionKind = "gap"    // between a district and the rest of the city
)

// DimensionEffect is what one of several dimensions makes of the effect of composition.
type DimensionEffect struct {
	Dimension string
	Effect    Difference
}

// DecompositionPart is one district or group.
type DecompositionPart struct {
	Area               indicators.Area  // zero where by group; without a code for what lies in no district
	Group              indicators.Group // everyone where by district
	ShareFrom, ShareTo float64          // of the persons, 0 to 1
	From, To           float64          // values; NaN where nobody is there
	Values, Mix        float64          // what it contributes
}

// Outside tells whether the part is what lies in no district.
func (p DecompositionPart) Outside() bool { return p.Area.Code == "" && p.Group == indicators.Everyone }

// Series is the values of the city in several periods, as they are, and as they would be with one composition by district or group, or one set of
// values, throughout. The steps between any two periods add up.
type Series struct {
	Indicator indicators.Indicator
	By        []string           // the dimensions of the groups; none where by district
	Groups    []indicators.Group // none where by district
	Reason    Reason
	Periods   []indicators.Period
	Observed  []float64
	SameMix   []float64 // the composition of all periods together: what only values within districts or groups change
	SameRates []float64 // the values of all periods together: what only composition changes
}

// stratum is one district or group at both ends of what is divided.
type stratum struct {
	area     indicators.Area
	group    indicators.Group
	category []int // of each dimension
	from, to Value
}

// decompositions divides the change of the city by district and by group, that of every district by group, and the gap between every district
// and the rest of the city by group. Changes are since the oldest period that may be compared with the newest and has all parts.
func (a *analyst) decompositions(res *Results) {
	for i := range res.Comparisons {
		c := &res.Comparisons[i]
		if c.Group != indicators.Everyone || !divisible(c.Indicator) || len(a.districts) < 2 {
			continue
		}
		if d, ok := a.changeByDistrict(c); ok {
			res.Decompositions = append(res.Decompositions, d)
		}
		if s, ok := a.seriesByDistrict(c.Indicator); ok {
			res.Series = append(res.Series, s)
		}
	}
	for _, g := range a.groupings(res) {
		if !divisible(g.ind) || g.all == nil {
			continue
		}
		if s, ok := a.seriesByGroup(&g); ok {
			res.Series = append(res.Series, s)
		}
		earlier, some := a.sinceWhen(g.ind, g.period, func(p indicators.Period) bool { return a.haveAll(&g, p) })
		for place := inCity; place < len(a.districts); place++ {
			if some {
				res.Decompositions = append(res.Decompositions, a.changeByGroup(res, &g, place, earlier))
			}
			if place != inCity {
				res.Decompositions = append(res.Decompositions, a.gapByGroup(res, &g, place))
			}
		}
	}
}

// sinceWhen returns the oldest period that may be compared with another and is fit, else the newest such period that is not; some is false
// where there is no period to compare with at all.
func (a *analyst) sinceWhen(ind indicators.Indicator, now indicators.Period, fit func(indicators.Period) bool) (since indicators.Period, some bool) {
	series := a.series(ind, indicators.Everyone)
	for i := range series {
		p := series[i].period
		if p.End >= now.Start || !alike(p, now) {
			continue
		}
		if _, broken := ind.BreakBetween(p, now); broken {
			continue
		}
		if fit(p) {
			return p, true
		}
		since, some = p, true
	}
	return since, some
}

// weighedIn tells whether the persons that values of a period are weighted by are of that period. Where the study declares a population that is of
// other periods, the nearest stands in: values can be pooled by it, but it cannot tell how composition has changed.
func (a *analyst) weighedIn(ind indicators.Indicator, g indicators.Group, p indicators.Period) bool {
	if ind.Denominator == nil {
		return true
	}
	groups := ind.Denominator.Groups
	if len(groups) == 0 {
		groups = []indicators.Group{indicators.Everyone}
	}
	return !slices.ContainsFunc(groups, func(h indicators.Group) bool {
		both, ok := intersect(g, h)
		return !ok || !slices.ContainsFunc(a.runs[runName{ind.Denominator.Indicator, both}], func(k indicators.RunKey) bool { return k.Period == p })
	})
}

// weighed tells whether a value is weighted by persons of its own period: counts of the source are.
func (a *analyst) weighed(ind indicators.Indicator, g indicators.Group, p indicators.Period, v Value) bool {
	return v.Note.IsZero() || a.weighedIn(ind, g, p)
}

// figuresAt returns the figures of a period, nil where there are none.
func figuresAt(series []figures, p indicators.Period) *figures {
	for i := range series {
		if series[i].period == p {
			return &series[i]
		}
	}
	return nil
}

// haveAll tells whether the city has a value for everyone and for all groups in a period.
func (a *analyst) haveAll(g *grouping, p indicators.Period) bool {
	then := figuresAt(a.series(g.ind, indicators.Everyone), p)
	if then == nil || !then.city.OK || !a.weighedIn(g.ind, indicators.Everyone, p) {
		return false
	}
	for _, c := range g.groups {
		if then := figuresAt(a.series(g.ind, c.Group), p); then == nil || !then.city.OK {
			return false
		}
	}
	return true
}

// divisible tells whether the value of a whole is the mean of those of its parts by a number of persons.
func divisible(ind indicators.Indicator) bool {
	k := ind.Unit.Kind.Pooling()
	return k == indicators.PoolRatio || k == indicators.PoolMean
}

func (a *analyst) changeByDistrict(c *Comparison) (Decomposition, bool) {
	series := a.series(c.Indicator, indicators.Everyone)
	now := figuresAt(series, c.Period)
	if now == nil {
		return Decomposition{}, false
	}
	then := func(p indicators.Period) *figures { return figuresAt(series, p) }
	earlier, some := a.sinceWhen(c.Indicator, c.Period, func(p indicators.Period) bool {
		f := then(p)
		if !a.weighedIn(c.Indicator, indicators.Everyone, p) {
			return false
		}
		for d, v := range now.areas {
			if past := sameGround(v, f.areas[d]); past.OK != v.OK {
				return false
			}
		}
		return sameGround(now.city, f.city).OK
	})
	if !some {
		return Decomposition{}, false
	}
	d := Decomposition{Kind: OfChange, Indicator: c.Indicator, Area: a.city, Period: c.Period, Earlier: earlier}
	var strata []stratum
	past := then(earlier)
	for i, area := range a.districts {
		v, w := now.areas[i], sameGround(now.areas[i], past.areas[i])
		if v.Reason == NoObservation && w.Reason == NoObservation {
			continue // never asked: neither the city's value nor its parts hold it
		}
		strata = append(strata, stratum{area: area, from: w, to: v})
	}
	from := sameGround(now.city, past.city)
	strata, why := a.withOutside(c.Indicator, strata, from, now.city, [2]indicators.Period{earlier, c.Period})
	if why != NoReason {
		return d.without(why), true
	}
	return a.divided(d, strata, from, now.city), true
}

// withOutside adds what lies in no district, where the city holds more persons than its districts.
func (a *analyst) withOutside(ind indicators.Indicator, strata []stratum, from, to Value, periods [2]indicators.Period) ([]stratum, Reason) {
	if !from.OK || !to.OK {
		return nil, firstReason(from.Reason, to.Reason)
	}
	left := [2]Value{from, to}
	more := false
	for k, whole := range [2]Value{from, to} {
		if !whole.Denominator.OK {
			return nil, NoDenominator
		}
		num, den := whole.Numerator.V, whole.Denominator.V
		if ind.Unit.Kind.Pooling() == indicators.PoolMean {
			num = float64(whole.Value * den)
		}
		for _, s := range strata {
			v := [2]Value{s.from, s.to}[k]
			if !v.OK {
				return nil, firstReason(v.Reason)
			}
			if !v.Denominator.OK {
				return nil, NoDenominator
			}
			den -= v.Denominator.V
			if ind.Unit.Kind.Pooling() == indicators.PoolMean {
				num -= float64(v.Value * v.Denominator.V)
			} else {
				num -= v.Numerator.V
			}
		}
		slack := a.slack(ind, whole, periods[k])
		switch {
		case den < -slack || num < -slack*max(1, whole.Value) || ind.Unit.Kind == indicators.Share && num > den+slack:
			return nil, Contradictory
		case den <= slack:
			num, den = 0, 0
		default:
			more = true
			num = max(0, num)
			if ind.Unit.Kind == indicators.Share {
				num = min(num, den)
			}
		}
		left[k] = Value{OK: true, Numerator: indicators.Num(num), Denominator: indicators.Num(den)}
		per := ind.Unit.Per
		if ind.Unit.Kind.Pooling() == indicators.PoolMean {
			per, left[k].Numerator = 1, indicators.Number{}
		}
		left[k].Value = per * (num / den) // not a number where nobody is there, and then never read
	}
	if more {
		strata = append(strata, stratum{from: left[0], to: left[1]})
	}
	return strata, NoReason
}

// slack is how many persons the parts of a value may hold more or less than the whole without being in contradiction to it.
func (a *analyst) slack(ind indicators.Indicator, whole Value, p indicators.Period) float64 {
	if a.noisyIn(ind.ID, p) || whole.Basis == Approximated {
		return 5 + whole.Denominator.V/50
	}
	return 0.5
}

func (a *analyst) changeByGroup(res *Results, g *grouping, place int, earlier indicators.Period) Decomposition {
	whole := g.in(res, place)
	d := Decomposition{Kind: OfChange, Indicator: g.ind, Area: whole.area, By: g.dims, Period: g.period, Earlier: earlier}
	at := func(group indicators.Group, now Value) Value {
		f := figuresAt(a.series(g.ind, group), earlier)
		switch {
		case f == nil:
			return noValue(NoObservation, indicators.Missing)
		case place == inCity:
			return sameGround(now, f.city)
		}
		return sameGround(now, f.areas[place])
	}
	var strata []stratum
	for k, c := range g.groups {
		strata = append(strata, stratum{group: c.Group, category: g.categories(k), from: at(c.Group, whole.values[k]), to: whole.values[k]})
	}
	return a.divided(d, strata, at(indicators.Everyone, whole.all), whole.all)
}

func (a *analyst) gapByGroup(res *Results, g *grouping, place int) Decomposition {
	whole := g.in(res, place)
	d := Decomposition{Kind: OfGap, Indicator: g.ind, Area: whole.area, By: g.dims, Period: g.period}
	var strata []stratum
	for k, c := range g.groups {
		strata = append(strata, stratum{group: c.Group, category: g.categories(k), from: whole.rests[k], to: whole.values[k]})
	}
	return a.divided(d, strata, g.all.Areas[place].Rest, whole.all)
}

// categories numbers the categories of group k.
func (g *grouping) categories(k int) []int {
	var out []int
	for _, dim := range g.dims {
		want, _ := g.groups[k].Group.Get(dim)
		for i, c := range g.groups {
			if have, _ := c.Group.Get(dim); have == want {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

func (d Decomposition) without(r Reason) Decomposition {
	none := noDifference(r)
	d.Reason, d.From, d.To, d.Total, d.Values, d.Mix = r, math.NaN(), math.NaN(), none, none, none
	return d
}

// divided divides what lies between two values into parts. The strata must be the whole: their persons those of the whole values, and
// their values together those of the whole, but for rounding and noise.
func (a *analyst) divided(d Decomposition, strata []stratum, from, to Value) Decomposition {
	ind := d.Indicator
	switch {
	case !from.OK || !to.OK:
		return d.without(firstReason(from.Reason, to.Reason))
	case len(strata) < 2:
		return d.without(TooFewGroups)
	}
	for _, s := range strata {
		d.Rough = d.Rough || s.from.Basis == Approximated || s.to.Basis == Approximated
		if d.Kind == OfChange && !(a.weighed(ind, s.group, d.Earlier, s.from) && a.weighed(ind, s.group, d.Period, s.to)) {
			return d.without(NoDenominator)
		}
	}
	var ends [2]decompose.Population
	limited := true
	for k := range ends {
		whole, period := [2]Value{from, to}[k], d.Period
		if k == 0 && d.Kind == OfChange {
			period = d.Earlier
		}
		for _, s := range strata {
			v := [2]Value{s.from, s.to}[k]
			switch {
			case !v.OK:
				return d.without(firstReason(v.Reason))
			case !v.Denominator.OK:
				return d.without(NoDenominator)
			}
			lower, upper, ok := limitsAt(ind, v, a.o.Level)
			if v.Denominator.V > 0 {
				limited = limited && ok
			}
			if !ok {
				lower, upper = math.NaN(), math.NaN()
			}
			p := &ends[k]
			p.Sizes, p.Rates = append(p.Sizes, v.Denominator.V), append(p.Rates, exact(ind, v))
			p.Lower, p.Upper = append(p.Lower, lower), append(p.Upper, upper)
		}
		if why := a.whole(ind, ends[k], whole, period); why != NoReason {
			return d.without(why)
		}
	}
	if len(d.By) > 1 {
		for dim := range d.By {
			var of []int
			for _, s := range strata {
				of = append(of, s.category[dim])
			}
			ends[0].Dimensions = append(ends[0].Dimensions, of)
		}
	}
	parts, err := decompose.Kitagawa(ends[0], ends[1], decompose.Sampling{Level: a.o.Level, SamePersons: d.Kind == OfChange})
	if err != nil {
		return d.without(Undefined)
	}
	effect := func(e index.Estimate) Difference {
		x := Difference{Estimate: e, OK: true}
		if !limited {
			x.Lower, x.Upper, x.Reason = math.NaN(), math.NaN(), noInterval(ind, from, to)
			return x
		}
		return x.bounded()
	}
	d.From, d.To = parts.From, parts.To
	d.Total, d.Values, d.Mix = effect(parts.Total), effect(parts.Rate), effect(parts.Composition)
	for i, e := range parts.Dimensions {
		d.Dims = append(d.Dims, DimensionEffect{d.By[i], effect(e)})
	}
	all := [2]float64{index.Total(ends[0].Sizes), index.Total(ends[1].Sizes)}
	for i, s := range strata {
		one := DecompositionPart{
			Area: s.area, Group: s.group, ShareFrom: ends[0].Sizes[i] / all[0], ShareTo: ends[1].Sizes[i] / all[1],
			From: ends[0].Rates[i], To: ends[1].Rates[i], Values: parts.Strata[i].Rate, Mix: parts.Strata[i].Composition,
		}
		if ends[0].Sizes[i] == 0 {
			one.From = math.NaN()
		}
		if ends[1].Sizes[i] == 0 {
			one.To = math.NaN()
		}
		d.Parts = append(d.Parts, one)
	}
	return d
}

// whole tells why strata are not the whole that they should be: more persons than it, less than 98 in a hundred of it, or another value.
func (a *analyst) whole(ind indicators.Indicator, p decompose.Population, whole Value, period indicators.Period) Reason {
	if !whole.Denominator.OK {
		return NoDenominator
	}
	persons := index.Total(p.Sizes)
	switch slack := a.slack(ind, whole, period); {
	case persons > whole.Denominator.V+slack:
		return Contradictory
	case persons < 0.98*whole.Denominator.V-slack:
		return LowCoverage
	case !(persons > 0):
		return NoObservation
	}
	var sum index.Sum
	for i, n := range p.Sizes {
		if n > 0 {
			sum.Add(float64(n / persons * p.Rates[i]))
		}
	}
	tolerance := math.Pow(10, -float64(ind.Decimals)) + math.Abs(whole.Value)/50
	if math.Abs(sum.Value()-whole.Value) > tolerance {
		return Contradictory
	}
	return NoReason
}

// seriesByDistrict divides the values of the city over the periods that may be compared with the newest into values within districts and
// composition by district. Every period is set beside every other, so that there is none for very many districts.
func (a *analyst) seriesByDistrict(ind indicators.Indicator) (Series, bool) {
	all := a.series(ind, indicators.Everyone)
	if len(all) < 3 || len(a.districts) < 2 || len(a.districts) > maxMeasuredPlaces {
		return Series{}, false
	}
	last := &all[newest(all)]
	h := history{analyst: a, ind: ind}
	h.each(all, last, func(f *figures, city Value) []stratum {
		strata := make([]stratum, 0, len(a.districts)+1)
		for d, district := range a.districts {
			if last.areas[d].Reason == NoObservation {
				continue // never asked
			}
			v := sameGround(last.areas[d], f.areas[d])
			if !v.OK || !v.Denominator.OK {
				return nil
			}
			strata = append(strata, stratum{area: district, from: v, to: v})
		}
		strata, why := a.withOutside(ind, strata, city, city, [2]indicators.Period{f.period, f.period})
		if why != NoReason {
			return nil
		}
		return strata
	})
	return h.series(nil, nil), true
}

// seriesByGroup divides the values of the city over the same periods by group.
func (a *analyst) seriesByGroup(g *grouping) (Series, bool) {
	all := a.series(g.ind, indicators.Everyone)
	last := figuresAt(all, g.period)
	if len(all) < 3 || last == nil {
		return Series{}, false
	}
	h := history{analyst: a, ind: g.ind}
	h.each(all, last, func(f *figures, _ Value) []stratum {
		var strata []stratum
		for _, c := range g.groups {
			of := figuresAt(a.series(g.ind, c.Group), f.period)
			if of == nil {
				return nil
			}
			v := sameGround(last.city, of.city)
			if !v.OK || !v.Denominator.OK {
				return nil
			}
			strata = append(strata, stratum{group: c.Group, from: v, to: v})
		}
		return strata
	})
	var groups []indicators.Group
	for _, c := range g.groups {
		groups = append(groups, c.Group)
	}
	return h.series(g.dims, groups), true
}

// history is the shares and values of the strata of the city in several periods.
type history struct {
	*analyst
	ind         indicators.Indicator
	periods     []indicators.Period
	populations [][][]float64
}

// each takes up every period up to the last one that is as long, with no break or other ground between, and has all strata, which are the whole of
// the city and weighted by persons of that period.
func (h *history) each(all []figures, last *figures, strata func(f *figures, city Value) []stratum) {
	for i := range all {
		f := &all[i]
		if f.period.Compare(last.period) > 0 || !alike(f.period, last.period) {
			continue
		}
		if _, broken := h.ind.BreakBetween(f.period, last.period); broken && f.period != last.period {
			continue
		}
		city := sameGround(last.city, f.city)
		if !city.OK {
			continue
		}
		var p decompose.Population
		weighed := true
		for _, s := range strata(f, city) {
			weighed = weighed && h.weighed(h.ind, s.group, f.period, s.from)
			p.Sizes, p.Rates = append(p.Sizes, s.from.Denominator.V), append(p.Rates, exact(h.ind, s.from))
		}
		if !weighed || len(p.Sizes) < 2 || len(h.populations) > 0 && len(h.populations[0][0]) != len(p.Sizes) || h.whole(h.ind, p, city, f.period) != NoReason {
			continue
		}
		total := index.Total(p.Sizes)
		for i := range p.Sizes {
			p.Sizes[i] /= total
		}
		h.periods, h.populations = append(h.periods, f.period), append(h.populations, [][]float64{p.Sizes, p.Rates})
	}
}

// series divides what has been taken up. Three periods are needed: of two the division of the change says the same.
func (h *history) series(by []string, groups []indicators.Group) Series {
	out := Series{Indicator: h.ind, By: by, Groups: groups}
	if len(h.populations) < 3 {
		out.Reason = TooFewPeriods
		return out
	}
	rates, err := decompose.Standardise(h.populations, weighted)
	if err != nil {
		out.Reason = Undefined
		return out
	}
	out.Periods, out.SameRates, out.SameMix = h.periods, rates[0], rates[1]
	for _, p := range h.populations {
		out.Observed = append(out.Observed, weighted(p))
	}
	return out
}

// weighted is the mean of values by shares.
func weighted(factors [][]float64) float64 {
	var sum index.Sum
	for i, share := range factors[0] {
		if share > 0 {
			sum.Add(float64(share * factors[1][i]))
		}
	}
	return sum.Value()
}
