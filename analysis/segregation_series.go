package analysis

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/space"
)

// SegregationSeries is the indices of a spec over the same areas of a level in several periods. Each delimitation of the areas has a series of its
// own, for the same code is not the same area.
type SegregationSeries struct {
	Spec    SegregationSpec
	Level   indicators.Level
	Version string            // of the areas that were counted
	From    indicators.Level  // of the areas that were counted: finer than Level where they are added up
	Areas   []indicators.Area // with counts in every period, in order of code
	Periods []SegregationPeriod
	First   int                 // position of the first period that can be compared with the last: no break lies between
	Changes []SegregationChange // from the first comparable period to the last, where others lie between, then from each to the next
	Causes  []SegregationCauses // of the change from the first comparable period to the last
	Dropped []indicators.Area   // left out of every period, for want of counts in some
	Sparse  []indicators.Period // left out, for too few areas had counts
	Drawn   int                 // replicates of the bootstrap: fewer than asked for where areas and periods are many
	Sources []string            // IDs of the sources of the counts of all periods
	Reason  Reason              // why there is no change: too_few_periods, withheld

	totals [][][]float64 // of each period and area, for each group: what is protected
}

// SegregationPeriod is the indices of one period of a series.
type SegregationPeriod struct {
	Period   indicators.Period
	Totals   []float64 // of the groups over the areas; nil where withheld
	Indices  []IndexValue
	Carried  bool             // counts were carried over from other areas by a crosswalk: an estimate
	Crossed  []CrosswalkError // of each index, where Carried; nil where the older counts are not at hand
	Withheld bool
}

// CrosswalkError is how far an index may lie from the truth because divided areas were carried over as if their people were mixed alike
// everywhere in them: by chance, or as much apart as their parts allow. It is beside the interval, which does not have it in it.
type CrosswalkError struct {
	Lower, Upper float64
	OK           bool
}

// SegregationChange is how the indices changed between two periods of a series.
type SegregationChange struct {
	From, To indicators.Period
	Whole    bool // from the first comparable period of the series to the last
	Carried  bool // one of the two was carried over by a crosswalk
	Noise    bool // the source adds noise in one of the two only: a break in precision
	Indices  []IndexChange
	Reason   Reason // why there are none: broken, withheld
}

// IndexChange is the change of an index, or the difference of two.
type IndexChange struct {
	Index      index.Index
	Params     index.Params
	Difference         // later − earlier, second − first
	Corrected  float64 // with the bias of both taken off; NaN where not resampled
	P          float64 // two-sided, of no change; NaN where there is no test
	Certain    bool    // surely not none at Options.OverviewLevel
	SE         float64 // NaN where not resampled
	Undefined  string  // why there is none
}

// segregationSeries follows the indices of every spec over time.
func (a *analyst) segregationSeries(res *Results) {
	type task struct {
		spec  SegregationSpec
		level indicators.Level
	}
	var tasks []task
	for _, spec := range a.o.Segregation {
		if spec.Latest {
			continue
		}
		for _, level := range spec.Levels {
			tasks = append(tasks, task{spec, level})
		}
	}
	found := make([][]SegregationSeries, len(tasks))
	parallel(len(tasks), a.o.Workers, func(i int) {
		t := tasks[i]
		for _, p := range a.panels(t.spec, t.level) {
			found[i] = append(found[i], a.seriesOf(t.spec, t.level, p))
		}
	})
	res.SegregationSeries = slices.Concat(found...)
	for i := range res.SegregationSeries {
		res.SegregationSeries[i].sameInterval(res)
	}
}

// placedOverTime returns the indices that read where areas lie, of the finest level of a spec that has a map, with where they lie, for a spec that
// asks for them. There are none where some area has no place.
func (a *analyst) placedOverTime(spec SegregationSpec, level indicators.Level, p panel) ([]resample.Statistic, *space.Space) {
	mapped := func(l indicators.Level) bool {
		return l != indicators.School && slices.ContainsFunc(a.o.Maps, func(m Map) bool { return m.Level == l && m.Version == p.version })
	}
	if !spec.Placed || !mapped(level) || slices.ContainsFunc(spec.Levels, func(l indicators.Level) bool { return l > level && mapped(l) }) {
		return nil, nil
	}
	found, ok := a.place(level, p.version, p.areas)
	if !ok || len(found.units) < len(p.areas) {
		return nil, nil
	}
	var stats []resample.Statistic
	for _, id := range spec.Space.Indices {
		ix, _ := registry.Lookup(id) // checked with the options
		stats = append(stats, resample.Statistic{Index: ix, Params: spec.Space.params(ix)})
	}
	return stats, found.space
}

// sameChange gives the change that is taken apart the limits of the same change of the index.
func (s *SegregationSeries) sameChange() {
	whole, _ := s.Whole()
	of := map[string][]string{"mutual-information-change": {"mutual-information"}, "theil-h-change": {"theil-h", "multigroup-theil-h"}}
	for i := range s.Causes {
		c := &s.Causes[i]
		for _, v := range whole.Indices {
			if slices.Contains(of[c.Index.ID], v.Index.ID) && v.OK && c.Change.OK && math.Abs(v.Value-c.Change.Value) <= 1e-12 {
				c.Change.Difference, c.Change.Corrected = v.Difference, v.Corrected
			}
		}
	}
}

// sameInterval gives the last period of a series the limits that the same indices have been given before, so that one number has one interval.
func (s *SegregationSeries) sameInterval(res *Results) {
	if len(s.Periods) == 0 {
		return
	}
	last := &s.Periods[len(s.Periods)-1]
	i := slices.IndexFunc(res.Segregation, func(g Segregation) bool {
		return g.Spec.ID == s.Spec.ID && g.Level == s.Level && g.Version == s.Version && g.Period == last.Period && g.Areas == len(s.Areas)
	})
	if i < 0 {
		return
	}
	for j := range last.Indices {
		last.Indices[j].takeInterval(res.Segregation[i].Indices)
		if w := res.Segregation[i].Where; w != nil {
			last.Indices[j].takeInterval(w.Indices)
		}
	}
}

// takeInterval takes the limits of the same index with the same value, where there is one among others.
func (v *IndexValue) takeInterval(others []IndexValue) {
	for _, w := range others {
		same := w.Index.ID == v.Index.ID || w.Index.ID == "theil-h" && v.Index.ID == "multigroup-theil-h"
		if same && v.OK && w.OK && math.Abs(v.Value.Value-w.Value.Value) <= 1e-12 {
			v.Value.Lower, v.Value.Upper, v.Interval, v.Corrected = w.Value.Lower, w.Value.Upper, w.Interval, w.Corrected
			return
		}
	}
}

// seriesOf computes the indices of a panel.
func (a *analyst) seriesOf(spec SegregationSpec, level indicators.Level, p panel) SegregationSeries {
	s := SegregationSeries{Spec: spec, Level: level, Version: p.version, From: p.from, Areas: p.areas, Dropped: p.dropped, Sparse: p.sparse, totals: p.counts}
	ind, _ := a.cat.Indicator(spec.Indicator)
	stats := make([]resample.Statistic, len(spec.Indices))
	for j, id := range spec.Indices {
		stats[j].Index, _ = registry.Lookup(id) // checked with the options
	}
	dates := make([]index.Input, len(p.periods))
	for t := range dates {
		dates[t].Composition = p.composition(spec, t)
	}
	last := len(dates) - 1
	broken := func(from, to int) bool {
		_, is := ind.BreakBetween(p.periods[from], p.periods[to])
		return is
	}
	for s.First < last && broken(s.First, last) {
		s.First++
	}
	var pairs [][2]int
	if last-s.First > 1 {
		pairs = append(pairs, [2]int{s.First, last})
	}
	for t := 1; t <= last; t++ {
		pairs = append(pairs, [2]int{t - 1, t})
	}
	if last < 1 {
		s.Reason = TooFewPeriods
	}
	o := a.resampling(1, "series", spec.ID, level.String(), p.version)
	o.Replicates = drawable(o.Replicates, len(p.areas)*len(p.periods))
	if placed, where := a.placedOverTime(spec, level, p); len(placed) > 0 {
		for t := range dates {
			dates[t].Composition.Space = where
		}
		stats = append(stats, placed...)
		// as affordable has it, for so many periods
		o.Replicates = affordable(o.Replicates, int(float64(len(p.areas))*math.Sqrt(float64(len(p.periods)))))
	}
	o.Noise = a.panelNoise(spec, level, p)
	s.Drawn = o.Replicates
	timed := resample.OverTime(dates, pairs, resample.Persons, stats, o)
	for t, period := range p.periods {
		at := SegregationPeriod{Period: period, Carried: p.carried[t]}
		for _, counts := range dates[t].Composition.Counts {
			at.Totals = append(at.Totals, index.Total(counts))
		}
		for j, stat := range stats {
			v := newIndexValue(stat.Index.ID, stat.Params)
			if of := timed[j].Dates[t]; of.Err != nil {
				v.set(0, of.Err)
			} else {
				v.set(of.Estimate.Value, nil)
				v.resampled(of.Result)
			}
			at.Indices = append(at.Indices, v)
		}
		if at.Carried {
			at.Crossed = a.crossedError(spec, level, p, t, stats[:len(spec.Indices)])
		}
		s.Periods = append(s.Periods, at)
		s.Sources = union(s.Sources, a.sourcesOf(spec.Indicator, spec.Groups, period))
	}
	for i, pair := range pairs {
		from, to := s.Periods[pair[0]], s.Periods[pair[1]]
		c := SegregationChange{From: from.Period, To: to.Period, Whole: pair[0] == s.First && pair[1] == last, Carried: from.Carried || to.Carried,
			Noise: a.noisyIn(spec.Indicator, from.Period) != a.noisyIn(spec.Indicator, to.Period)}
		if broken(pair[0], pair[1]) {
			c.Reason = Broken
		} else {
			for j := range stats {
				c.Indices = append(c.Indices, a.indexChange(stats[j], from.Indices[j], to.Indices[j], timed[j].Changes[i]))
			}
		}
		s.Changes = append(s.Changes, c)
	}
	if s.First < last {
		s.Causes = a.causes(&s, p)
		s.sameChange()
	}
	return s
}

// drawable cuts replicates down where there is much to do in each: draw the areas of a nation in twenty years, or fit their margins.
func drawable(replicates, areas int) int {
	const most = 1.5e7 // areas drawn in all
	return min(replicates, max(MinReplicates, int(most/float64(max(1, areas)))))
}

// indexChange is the change of an index by what its replicates say.
func (a *analyst) indexChange(stat resample.Statistic, from, to IndexValue, of resample.Compared) IndexChange {
	nan := math.NaN()
	c := IndexChange{Index: stat.Index, Params: stat.Params, Difference: noDifference(Undefined), Corrected: nan, P: nan, SE: nan}
	switch {
	case !from.OK:
		c.Undefined = from.Undefined
	case !to.OK:
		c.Undefined = to.Undefined
	default:
		c.Difference = Difference{Estimate: of.Difference.Estimate, OK: true, Interval: of.Difference.Interval}
		if c.Interval {
			c.Corrected, c.P, c.SE = of.Difference.Corrected, of.P.TwoSided, of.Difference.SE
			c.Certain = c.Sure(0) && math.Abs(c.Corrected) > distuv.UnitNormal.Quantile((1+a.o.OverviewLevel)/2)*c.SE
		}
	}
	return c
}

// Whole returns the change from the first comparable period to the last; false where there is none. Of two periods it is the change between them.
func (s *SegregationSeries) Whole() (SegregationChange, bool) {
	i := slices.IndexFunc(s.Changes, func(c SegregationChange) bool { return c.Whole && c.Reason == NoReason })
	if i < 0 {
		return SegregationChange{}, false
	}
	return s.Changes[i], true
}

// withhold removes every number of a series but which periods it has.
func (s *SegregationSeries) withhold() {
	s.Reason = Withheld
	for t := range s.Periods {
		s.Periods[t].withhold()
	}
	for i := range s.Changes {
		s.Changes[i].Indices, s.Changes[i].Reason = nil, Withheld
	}
	for i := range s.Causes {
		s.Causes[i].withhold()
	}
}

func (p *SegregationPeriod) withhold() {
	p.Totals, p.Crossed, p.Withheld = nil, nil, true
	withholdAll(p.Indices)
}
