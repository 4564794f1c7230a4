package analysis

import (
	"slices"

	"github.com/jamlik/jamlik/indicators"
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
