package analysis

import (
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// seriesOfFinding is the series that a finding is about, with its change from first to last.
func (t *Tracer) seriesOfFinding(f *Finding) (*SegregationSeries, SegregationChange, error) {
	for i := range t.res.SegregationSeries {
		s := &t.res.SegregationSeries[i]
		c, ok := s.Whole()
		if ok && s.Spec.ID == f.Indicator && c.To == f.Period && len(c.Indices) > 0 && c.Indices[0].Index.ID == f.Index &&
			c.Indices[0].Value == f.Values["change"] && float64(len(s.Areas)) == f.Values["areas"] {
			return s, c, nil
		}
	}
	return nil, SegregationChange{}, fmt.Errorf("finding %s: the results have no such series", f.ID())
}

// ofSeries traces the index of a series in its first comparable period or in its last.
func ofSeries(key string, last bool) findingTrace {
	return findingTrace{[]string{key}, func(t *Tracer, f *Finding) (*Trace, error) {
		s, _, err := t.seriesOfFinding(f)
		if err != nil {
			return nil, err
		}
		at := s.First
		if last {
			at = len(s.Periods) - 1
		}
		ix := s.Periods[at].Indices[0].Index
		about := &Step{Indicator: s.Spec.Indicator, Period: s.Periods[at].Period}
		step := about.like(ix.ID, ix.Formula, t.seriesInputs(s, at), func(es []index.Estimate) index.Estimate {
			parts, err := ix.Compute(index.Input{Composition: compositionOf(es, len(s.Spec.Groups))}, nil)
			if err != nil {
				return alone(math.NaN())
			}
			return alone(parts[0].Value)
		})
		return &Trace{Measure: ix.ID, Indicator: s.Spec.ID, Title: ix.Name, Period: about.Period, Step: step}, nil
	}}
}

// seriesInputs are the counts of all areas and groups of a series in a period.
func (t *Tracer) seriesInputs(s *SegregationSeries, at int) []StepInput {
	var in []StepInput
	p := s.Periods[at].Period
	for _, area := range s.Areas {
		for _, g := range s.Spec.Groups {
			var count *Step
			if s.From == s.Level {
				count = t.groupCount(s.Spec.Indicator, area, g, p, func() []StepInput { return nil })
			} else {
				about := &Step{Indicator: s.Spec.Indicator, Group: g, Area: area, Period: p}
				var parts []StepInput
				for _, m := range t.reg.WithinAt(area.ID(), s.From, today) {
					if o, ok := t.table.Find(s.Spec.Indicator, m.Area, g, p); ok && m.Area.Version == s.Version {
						parts = append(parts, StepInput{m.Weight, t.cell(o, "value", "count")})
					}
				}
				count = about.sumStep("count", parts)
			}
			count.Shown = true // a series in which an area has too few persons is withheld
			in = append(in, StepInput{1, count})
		}
	}
	return in
}

// compositionOf puts counts together that come area by area, each with all groups.
func compositionOf(es []index.Estimate, groups int) index.Composition {
	c := index.Composition{Counts: make([][]float64, groups)}
	for i, e := range es {
		c.Counts[i%groups] = append(c.Counts[i%groups], e.Value)
	}
	return c
}

// changeOfSeries traces how much the index of a series has changed: from the counts of every period, as all are drawn together.
func (t *Tracer) changeOfSeries(f *Finding) (*Trace, error) {
	s, c, err := t.seriesOfFinding(f)
	if err != nil {
		return nil, err
	}
	var in []StepInput
	for at := range s.Periods {
		in = append(in, t.seriesInputs(s, at)...)
	}
	ix := c.Indices[0].Index
	about := &Step{Indicator: s.Spec.Indicator, Period: c.To}
	step := about.like("change of "+ix.ID, ix.ID+" in "+c.To.String()+" − "+ix.ID+" in "+c.From.String()+"; "+ix.Formula, in, func(es []index.Estimate) index.Estimate {
		p := panel{version: s.Version, from: s.From, areas: s.Areas, carried: make([]bool, len(s.Periods))}
		groups := len(s.Spec.Groups)
		for at := range s.Periods {
			p.periods = append(p.periods, s.Periods[at].Period)
			counts := make([][]float64, len(s.Areas))
			for i := range counts {
				for k := range groups {
					counts[i] = append(counts[i], es[(at*len(s.Areas)+i)*groups+k].Value)
				}
			}
			p.counts = append(p.counts, counts)
		}
		again := t.seriesOf(s.Spec, s.Level, p)
		whole, ok := again.Whole()
		if !ok {
			return alone(math.NaN())
		}
		return bare(whole.Indices[0].Estimate, whole.Indices[0].Interval)
	})
	step.note(text("Gränserna kommer av %[1]d omdragningar av personerna med frö %[2]d.",
		"The limits come from %[1]d redraws of the persons with seed %[2]d.", s.Drawn, t.o.Seed))
	return &Trace{Measure: "change", Indicator: s.Spec.ID, Title: ix.Name, Period: c.To, Step: step}, nil
}

// pairOfFinding is the pair that a finding is about.
func (t *Tracer) pairOfFinding(f *Finding) (*SegregationPair, error) {
	i := slices.IndexFunc(t.res.SegregationPairs, func(p SegregationPair) bool {
		return t.res.Segregation[p.School].Spec.ID == f.Indicator && len(p.Indices) > 0 && p.Indices[0].School.Index.ID == f.Index
	})
	if i < 0 {
		return nil, fmt.Errorf("finding %s: the results have no such pair", f.ID())
	}
	return &t.res.SegregationPairs[i], nil
}

// ofPair traces the index of the schools or of the homes of a pair.
func ofPair(key string, home bool) findingTrace {
	return findingTrace{[]string{key}, func(t *Tracer, f *Finding) (*Trace, error) {
		p, err := t.pairOfFinding(f)
		if err != nil {
			return nil, err
		}
		s := &t.res.Segregation[p.School]
		if home {
			s = &t.res.Segregation[p.Home]
		}
		return t.segregationTrace("", s, slices.IndexFunc(s.Indices, func(v IndexValue) bool { return v.Index.ID == f.Index })), nil
	}}
}

// differenceOfPair traces the difference between school and home.
func (t *Tracer) differenceOfPair(f *Finding) (*Trace, error) {
	p, err := t.pairOfFinding(f)
	if err != nil {
		return nil, err
	}
	s, h := &t.res.Segregation[p.School], &t.res.Segregation[p.Home]
	var in []StepInput
	for _, of := range []*Segregation{h, s} {
		for _, u := range of.Units {
			for k, g := range of.Spec.Groups {
				if k >= len(u.Counts) {
					return nil, fmt.Errorf("finding %s: the makeup of %s is withheld", f.ID(), u.Area.Code)
				}
				count := t.countStep(of, u.Area, g, u.Counts[k])
				count.Shown = true
				in = append(in, StepInput{1, count})
			}
		}
	}
	ix := p.Indices[0].School.Index
	about := &Step{Indicator: s.Spec.Indicator, Period: s.Period}
	step := about.like("difference of "+ix.ID, ix.ID+" of "+s.Spec.ID+" − "+ix.ID+" of "+h.Spec.ID+"; "+ix.Formula, in, func(es []index.Estimate) index.Estimate {
		groups := len(s.Spec.Groups)
		homes := len(h.Units) * groups
		dates := []index.Input{{Composition: compositionOf(es[:homes], groups)}, {Composition: compositionOf(es[homes:], groups)}}
		var stats []resample.Statistic
		for _, v := range p.Indices {
			of, _ := registry.Lookup(v.School.Index.ID)
			stats = append(stats, resample.Statistic{Index: of})
		}
		o := t.resampling(t.o.Workers, "pair", s.Spec.ID, h.Spec.ID)
		o.Noise = slices.Concat(unitNoise(h.Units), unitNoise(s.Units))
		d := resample.OverTime(dates, [][2]int{{0, 1}}, resample.Persons, stats, o)[0].Changes[0].Difference
		return bare(d.Estimate, d.Interval)
	})
	step.note(text("Gränserna kommer av %[1]d omdragningar av personerna med frö %[2]d.",
		"The limits come from %[1]d redraws of the persons with seed %[2]d.", t.o.Replicates, t.o.Seed))
	return &Trace{Measure: "difference", Indicator: s.Spec.ID, Title: ix.Name, Period: s.Period, Step: step}, nil
}
