package analysis

import (
	"github.com/jamlik/jamlik/analysis/decompose"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

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
