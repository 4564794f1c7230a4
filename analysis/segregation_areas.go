package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/contribution"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// SegregationAreas is how much of segregation comes from each area of a level, and of its change since an earlier period.
type SegregationAreas struct {
	Spec     SegregationSpec
	At       int // position in Results.Segregation
	Level    indicators.Level
	Version  string
	Period   indicators.Period
	Earlier  indicators.Period // the first comparable period of the series; zero where there is none
	Measures []contribution.Measure
	Totals   []float64          // of each measure: what the terms add up to
	Half     []int              // how many areas, those with most, make up half of each measure
	Areas    []AreaContribution // in order of code; nil where there is a reason
	Drawn    int                // replicates of the bootstrap
	Past     Reason             // why no area has a change
	Sources  []string           // IDs of the sources of the counts
	Reason   Reason
}

// AreaContribution is what one area adds.
type AreaContribution struct {
	Area       indicators.Area
	Persons    float64
	Part       float64        // of the people of all areas
	Share      float64        // of the people of the area that are of the group of interest; NaN where nobody lives there
	Quotient   float64        // that share over the share in all areas: above 1 where the group is over-represented
	Terms      []Contribution // of each measure
	Structural float64        // what the area adds to the structural part of the change of M; NaN where there is none
	Assumed    bool           // the delimitation of the area is an assumption
}

// Contribution is the term of an area in one measure.
type Contribution struct {
	Value     index.Estimate
	Interval  bool
	Corrected float64    // NaN where not resampled
	Share     float64    // of the total; NaN where that is 0
	Rank      int        // 1 for the largest term
	Change    Difference // since the earlier period, among the areas of the series
}

// segregationAreas shares the indices of every level out over its areas.
func (a *analyst) segregationAreas(res *Results) {
	found := make([]*SegregationAreas, len(res.Segregation))
	parallel(len(found), a.o.Workers, func(i int) {
		if s := &res.Segregation[i]; len(s.Indices) > 0 {
			found[i] = a.contributions(s, seriesFor(res, s))
			found[i].At = i
		}
	})
	for _, f := range found {
		if f != nil {
			res.SegregationAreas = append(res.SegregationAreas, *f)
		}
	}
}

// seriesFor returns the series of a segregation that ends with its period; nil where there is none.
func seriesFor(res *Results, s *Segregation) *SegregationSeries {
	for i := range res.SegregationSeries {
		of := &res.SegregationSeries[i]
		n := len(of.Periods)
		if of.Spec.ID == s.Spec.ID && of.Level == s.Level && of.Version == s.Version && n > 0 && of.Periods[n-1].Period == s.Period {
			return of
		}
	}
	return nil
}

// contributions are the terms of the areas of a level.
func (a *analyst) contributions(s *Segregation, series *SegregationSeries) *SegregationAreas {
	out := &SegregationAreas{Spec: s.Spec, Level: s.Level, Version: s.Version, Period: s.Period, Sources: s.Sources}
	if len(s.Spec.Groups) == 2 {
		out.Measures = append(out.Measures, contribution.Dissimilarity)
	}
	out.Measures = append(out.Measures, contribution.MutualInformation, contribution.TheilH)
	stats := make([]resample.Statistic, len(out.Measures))
	for j, m := range out.Measures {
		stats[j].Index = m.Index()
	}
	c := composition(s.Spec, s.Units)
	o := a.resampling(1, "areas", s.Spec.ID, s.Level.String())
	o.Replicates = drawable(o.Replicates, len(stats)*len(s.Units))
	o.Noise = unitNoise(s.Units)
	out.Drawn = o.Replicates
	drawn := resample.Bootstrap(index.Input{Composition: c}, resample.Persons, stats, o)
	all := index.Total(s.Totals)
	at := make(map[string]*AreaContribution, len(s.Units))
	out.Areas = make([]AreaContribution, len(s.Units))
	for i, u := range s.Units {
		v := &out.Areas[i]
		*v = AreaContribution{Area: u.Area, Persons: index.Total(u.Counts), Part: index.Total(u.Counts) / all, Share: math.NaN(), Quotient: math.NaN(), Structural: math.NaN(),
			Terms: make([]Contribution, len(stats))}
		if v.Persons > 0 {
			v.Share = u.Counts[0] / v.Persons
			v.Quotient = v.Share / (s.Totals[0] / all)
		}
		if d := slices.Index(a.districts, u.Area); d >= 0 {
			v.Assumed = a.assumed[d]
		}
		at[u.Area.Code] = v
	}
	for j, r := range drawn {
		if r.Err != nil {
			out.Areas, out.Reason = nil, Undefined
			return out
		}
		values := make([]float64, len(s.Units))
		for i, v := range r.Values {
			values[i] = v.Part.Value
		}
		total := index.Total(values)
		half, _ := contribution.Few(values, 0.5)
		out.Totals, out.Half = append(out.Totals, total), append(out.Half, half)
		for i, rank := range contribution.Ranks(values) {
			of := r.Values[i]
			t := Contribution{Value: of.Estimate, Interval: of.Interval, Corrected: of.Corrected, Share: math.NaN(), Rank: rank, Change: noDifference(NoObservation)}
			if total > 0 {
				t.Share = values[i] / total
			}
			out.Areas[i].Terms[j] = t
		}
	}
	a.contributedChange(out, series, at)
	return out
}

// contributedChange adds by how much the terms have changed over a series.
func (a *analyst) contributedChange(out *SegregationAreas, series *SegregationSeries, at map[string]*AreaContribution) {
	switch {
	case series == nil || len(series.Periods) < 2:
		out.Past = TooFewPeriods
		return
	case series.First == len(series.Periods)-1:
		out.Past = Broken
		return
	}
	out.Earlier = series.Periods[series.First].Period
	stats := make([]resample.Statistic, len(out.Measures))
	for j, m := range out.Measures {
		stats[j].Index = m.ChangeIndex()
	}
	in := index.Input{Composition: series.composition(series.First), After: series.composition(len(series.Periods) - 1)}
	o := a.resampling(1, "areas-change", out.Spec.ID, out.Level.String())
	o.Replicates = out.Drawn
	o.Noise = between(a.panelNoise(series.Spec, series.Level, series.panel()), series.First, len(series.Periods)-1)
	for j, r := range resample.Bootstrap(in, resample.Persons, stats, o) {
		if r.Err != nil {
			out.Past = Undefined
			return
		}
		for i, v := range r.Values {
			if area := at[series.Areas[i].Code]; area != nil {
				area.Terms[j].Change = Difference{Estimate: v.Estimate, OK: true, Interval: v.Interval}
			}
		}
	}
	for _, c := range series.Causes {
		if c.Index.ID == "mutual-information-change" {
			for code, v := range c.structural {
				if area := at[code]; area != nil {
					area.Structural = v
				}
			}
		}
	}
}

// composition returns the counts of a period of a series.
func (s *SegregationSeries) composition(t int) index.Composition {
	p := s.panel()
	return p.composition(s.Spec, t)
}

// panel returns the counts of a series.
func (s *SegregationSeries) panel() panel {
	p := panel{version: s.Version, from: s.From, areas: s.Areas, counts: s.totals}
	for _, at := range s.Periods {
		p.periods = append(p.periods, at.Period)
	}
	return p
}

// withhold removes every number.
func (s *SegregationAreas) withhold() {
	s.Areas, s.Totals, s.Half, s.Reason = nil, nil, nil, Withheld
}
