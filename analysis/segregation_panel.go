package analysis

import (
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// panel is the counts of groups in the same areas in several periods.
type panel struct {
	version string           // of the areas that were counted
	from    indicators.Level // of the areas that were counted, which are added up to the level asked for
	areas   []indicators.Area
	periods []indicators.Period
	counts  [][][]float64 // of each period and area, for each group; nil where one is missing
	carried []bool        // a crosswalk has carried counts of the period over from other areas
	dropped []indicators.Area
	sparse  []indicators.Period // that have counts of too few of the areas
}

// panels returns the counts of a spec over time at a level, one panel for each delimitation of areas that figures were counted by, the city's own
// version first. Where counts are both published at the level and to be added up from smaller areas, those that have more periods are
// used, and published ones of equally many. Smaller areas are added up in every period to the areas that the level has today.
func (a *analyst) panels(spec SegregationSpec, level indicators.Level) []panel {
	found := map[string]panel{}
	add := func(p panel) {
		if old, ok := found[p.version]; len(p.periods) > 0 && (!ok || len(old.periods) < len(p.periods)) {
			found[p.version] = p
		}
	}
	for _, l := range a.layoutsAt(level) {
		p := panel{version: l.version, from: level, areas: l.areas}
		for at, counts := range a.counted(l, spec.Indicator, spec.Groups) {
			p.take(a, l, spec, at, slices.Clone(counts))
		}
		add(p)
	}
	if level != indicators.School {
		for _, l := range a.now.parts {
			if l.level > level {
				add(a.summed(spec, level, l))
			}
		}
	}
	out := make([]panel, 0, len(found))
	for _, p := range found {
		p.balance(a.o.MinCoverage)
		out = append(out, p)
	}
	slices.SortFunc(out, func(p, q panel) int {
		switch a.city.Version {
		case p.version:
			return -1
		case q.version:
			return 1
		}
		return strings.Compare(q.version, p.version)
	})
	return out
}

// take adds a period.
func (p *panel) take(a *analyst, l *layout, spec SegregationSpec, at indicators.Period, counts [][]float64) {
	p.periods, p.counts = append(p.periods, at), append(p.counts, counts)
	p.carried = append(p.carried, slices.ContainsFunc(l.areas, func(area indicators.Area) bool {
		o, ok := a.table.Find(spec.Indicator, area.ID(), spec.Groups[0], at)
		return ok && !crossed(o.Note).IsZero()
	}))
}

// summed adds the areas of a layout up to those of a coarser level, as these are made up today.
func (a *analyst) summed(spec SegregationSpec, level indicators.Level, l *layout) panel {
	p := panel{version: l.version, from: l.level}
	var made [][]share
	for _, area := range a.areasAt(level) {
		var of []share
		for _, part := range a.reg.WithinAt(area.ID(), l.level, today) {
			if i, ok := l.find(part.Area.Code); ok && part.Area.Version == l.version {
				of = append(of, share{i, part.Weight})
			}
		}
		if len(of) > 0 {
			p.areas, made = append(p.areas, area), append(made, of)
		}
	}
	if len(made) == 0 {
		return p
	}
	for at, counts := range a.counted(l, spec.Indicator, spec.Groups) {
		sums := make([][]float64, len(made))
		for i, of := range made {
			sum := make([]float64, len(spec.Groups))
			for _, s := range of {
				if counts[s.area] == nil {
					sum = nil
					break
				}
				for k, n := range counts[s.area] {
					sum[k] += float64(s.weight * n)
				}
			}
			sums[i] = sum
		}
		if slices.ContainsFunc(sums, func(c []float64) bool { return c != nil }) {
			p.take(a, l, spec, at, sums)
		}
	}
	return p
}

// balance leaves out areas that lack counts in some period, and before that periods in which so many lack them that the others would not
// have the least share of the people. What people are is the mean over the periods that an area has counts of.
func (p *panel) balance(least float64) {
	people := make([]float64, len(p.areas))
	for i := range p.areas {
		n := 0.0
		for t := range p.periods {
			if c := p.counts[t][i]; c != nil {
				people[i] += index.Total(c)
				n++
			}
		}
		people[i] /= max(n, 1)
	}
	all := index.Total(people)
	covered := func(keep []int, i int) bool {
		return !slices.ContainsFunc(keep, func(t int) bool { return p.counts[t][i] == nil })
	}
	keep := make([]int, len(p.periods))
	for t := range keep {
		keep[t] = t
	}
	for len(keep) > 1 {
		both := 0.0
		for i, n := range people {
			if covered(keep, i) {
				both += n
			}
		}
		if both >= least*all-1e-9*all {
			break
		}
		worst, has := 0, math.Inf(1)
		for j, t := range keep { // of equally bad ones the earliest
			sum := 0.0
			for i, n := range people {
				if p.counts[t][i] != nil {
					sum += n
				}
			}
			if sum < has {
				worst, has = j, sum
			}
		}
		p.sparse = append(p.sparse, p.periods[keep[worst]])
		keep = slices.Delete(keep, worst, worst+1)
	}
	slices.SortFunc(p.sparse, indicators.Period.Compare)
	var stay []int
	for i, area := range p.areas {
		if covered(keep, i) {
			stay = append(stay, i)
		} else {
			p.dropped = append(p.dropped, area)
		}
	}
	old := *p
	p.areas, p.periods, p.counts, p.carried = nil, nil, nil, nil
	for _, i := range stay {
		p.areas = append(p.areas, old.areas[i])
	}
	for _, t := range keep {
		counts := make([][]float64, len(stay))
		for j, i := range stay {
			counts[j] = old.counts[t][i]
		}
		p.periods, p.counts, p.carried = append(p.periods, old.periods[t]), append(p.counts, counts), append(p.carried, old.carried[t])
	}
}

// composition returns the counts of a period.
func (p *panel) composition(spec SegregationSpec, t int) index.Composition {
	c := index.Composition{Counts: make([][]float64, len(spec.Groups))}
	for k := range spec.Groups {
		c.Names = append(c.Names, groupName(spec, k))
		for i := range p.areas {
			c.Counts[k] = append(c.Counts[k], p.counts[t][i][k])
		}
	}
	return c
}

// unlike returns the areas that have people in one of two periods only: without any before, and without any after.
func (p *panel) unlike(from, to int) (appeared, vanished []indicators.Area) {
	for i, area := range p.areas {
		before, after := index.Total(p.counts[from][i]), index.Total(p.counts[to][i])
		switch {
		case before == 0 && after > 0:
			appeared = append(appeared, area)
		case before > 0 && after == 0:
			vanished = append(vanished, area)
		}
	}
	return appeared, vanished
}
