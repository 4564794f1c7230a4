package analysis

import (
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// mix computes how evenly the parts of a spec are mixed within the city and each district, for the newest period that has all parts.
//
// Evenness is Shannon's entropy with the number of parts as the base of its logarithm (Pielou 1966): 0 when all are of one part, 1 when
// all parts are of one size. A district is the sum of its smallest areas; those without counts of all parts are missing from it, and
// below the least coverage the district has no mix.
func (a *analyst) mix(spec MixSpec) (Mix, bool) {
	for _, l := range a.now.parts {
		var m Mix
		found := false
		for p, counts := range a.counted(l, spec.Indicator, spec.Groups) {
			m, found = Mix{Spec: spec, Period: p, Sources: a.sourcesOf(spec.Indicator, spec.Groups, p), City: a.mixOf(spec, a.city, p, l.whole, counts)}, true
			then := a.division(p).like(l)
			for d, district := range a.districts {
				m.Areas = append(m.Areas, a.mixOf(spec, district, p, then.districts[d], counts))
				m.Areas[d].Assumed = a.assumed[d]
			}
		}
		if found { // counted goes in order of time, so the last is the newest
			return m, true
		}
	}
	return Mix{}, false
}

// makeups computes what the city and each district are made up of by the groups that the segregation of where people live is asked for.
func (a *analyst) makeups() []Mix {
	var out []Mix
	for _, s := range a.o.Segregation {
		if s.School {
			continue
		}
		if m, ok := a.mix(MixSpec{ID: s.ID, Title: s.Title, Indicator: s.Indicator, Groups: s.Groups, Names: s.Names}); ok {
			out = append(out, m)
		}
	}
	return out
}

// mixOf returns the mix of a place: published counts of all parts, else the sum of its areas.
func (a *analyst) mixOf(spec MixSpec, place indicators.Area, p indicators.Period, of []share, counts [][]float64) MixArea {
	m := MixArea{Area: place, Evenness: math.NaN()}
	sums := a.groupCounts(spec.Indicator, place.ID(), spec.Groups, p)
	if sums == nil {
		sums = make([]float64, len(spec.Groups))
		var all, with index.Sum
		for _, s := range of {
			all.Add(s.weight)
			if counts[s.area] == nil {
				continue
			}
			with.Add(s.weight)
			for k, x := range counts[s.area] {
				sums[k] += float64(s.weight * x)
			}
		}
		switch {
		case with.Value() == 0:
			m.Reason = NoObservation
			return m
		case with.Value() < a.o.MinCoverage*all.Value()-1e-9:
			m.Reason = LowCoverage
			return m
		}
	}
	c := index.Composition{Counts: make([][]float64, len(sums))}
	for k, x := range sums {
		c.Counts[k] = []float64{x}
	}
	evenness, err := segregation.Entropy(c, float64(len(sums)))
	if err != nil {
		m.Reason = NoObservation // nobody is counted
		return m
	}
	all := index.Total(sums)
	m.OK, m.Evenness, m.Counts = true, min(evenness, 1), sums
	for _, x := range sums {
		m.Shares = append(m.Shares, x/all)
	}
	return m
}
