package analysis

import (
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

// resampledNote says how the limits of an index were got.
func (t *Tracer) resampledNote(m IndexValue) lang.Text {
	if m.Resampled == "" {
		return lang.Text{}
	}
	return text("Gränserna kommer av %[1]d omdragningar av personerna med frö %[2]d.",
		"The limits come from %[1]d redraws of the persons with seed %[2]d.", t.o.Replicates, t.o.Seed)
}

// PeriodWord is a period as a word of an address, where a slash would end it.
func PeriodWord(p indicators.Period) string { return strings.ReplaceAll(p.String(), "/", "_") }

func (t *Tracer) segregationAddresses() []string {
	var out []string
	for _, s := range t.res.Segregation {
		for _, m := range s.Indices {
			out = append(out, addressOf("segregation", s.Spec.ID, m.Index.ID, s.Level.String()))
		}
	}
	return out
}

func (t *Tracer) traceSegregation(q *query) (*Trace, error) {
	id, level := q.first(), q.level()
	var near []string
	for i := range t.res.Segregation {
		s := &t.res.Segregation[i]
		if s.Spec.ID != id || level != 0 && s.Level != level {
			continue
		}
		for j, m := range s.Indices {
			near = append(near, m.Index.ID)
			if q.take(func(w string) bool { return w == m.Index.ID }) {
				q.period()
				return t.segregationTrace(q.address, s, j), nil
			}
		}
	}
	if len(near) == 0 {
		return nil, q.unknown("the study asks for no such segregation")
	}
	return nil, &AddressError{Address: q.address, What: "no such index is computed of that segregation", Near: slices.Compact(near)}
}

// segregationTrace traces index j of a segregation.
func (t *Tracer) segregationTrace(address string, s *Segregation, j int) *Trace {
	m := s.Indices[j]
	out := &Trace{Address: address, Measure: m.Index.ID, Indicator: s.Spec.ID, Title: m.Index.Name, Period: s.Period}
	out.index(m, func() *Step {
		var in []StepInput
		var units []UnitMake
		made, _ := t.makeup(s.Spec.Indicator, s.Spec.Groups, s.Level)
		for _, u := range made.units {
			shown := slices.ContainsFunc(s.Units, func(v UnitMake) bool { return v.Area.ID() == u.Area.ID() && !v.Withheld && v.Counts != nil })
			for k, g := range s.Spec.Groups {
				count := t.countStep(s, u.Area, g, u.Counts[k])
				count.Shown = shown
				in = append(in, StepInput{1, count})
			}
			units = append(units, UnitMake{Area: u.Area, noise: u.noise})
		}
		about := &Step{Indicator: s.Spec.Indicator, Period: s.Period}
		step := about.like(m.Index.ID, m.Index.Formula, in, func(es []index.Estimate) index.Estimate {
			again := slices.Clone(units)
			for i := range again {
				again[i].Counts = nil
				for k := range s.Spec.Groups {
					again[i].Counts = append(again[i].Counts, es[i*len(s.Spec.Groups)+k].Value)
				}
			}
			stats := make([]resample.Statistic, len(s.Spec.Indices))
			for n, id := range s.Spec.Indices {
				stats[n].Index, _ = registry.Lookup(id)
			}
			o := t.resampling(t.o.Workers, s.Spec.ID, s.Level.String())
			o.Noise = unitNoise(again)
			r := resample.Bootstrap(index.Input{Composition: composition(s.Spec, again)}, resample.Persons, stats, o)[j]
			if r.Err != nil {
				return alone(math.NaN())
			}
			v := newIndexValue(s.Spec.Indices[j], nil)
			v.set(r.Values[0].Part.Value, nil)
			v.resampled(r.Values[0].Result)
			return bare(v.Value, v.Interval)
		})
		return step.note(t.resampledNote(m))
	})
	return out
}

// countStep traces the count of a group in an area: published for the area, else added up from smaller ones.
func (t *Tracer) countStep(s *Segregation, area indicators.Area, g indicators.Group, count float64) *Step {
	return t.groupCount(s.Spec.Indicator, area, g, s.Period, func() []StepInput {
		for _, l := range t.now.parts {
			if l.level <= s.Level {
				continue
			}
			var in []StepInput
			var sum index.Sum
			for _, part := range t.reg.WithinAt(area.ID(), l.level, s.Period) {
				if _, ok := l.find(part.Area.Code); !ok || part.Area.Version != l.version {
					continue
				}
				if o, ok := t.table.Find(s.Spec.Indicator, part.Area, g, s.Period); ok && o.Value.OK {
					in = append(in, StepInput{part.Weight, t.cell(o, "value", "count")})
					sum.Add(part.Weight * o.Value.V)
				}
			}
			if len(in) > 0 && SameDigits(sum.Value(), count) {
				return in
			}
		}
		return nil
	})
}

func (t *Tracer) groupCount(indicator string, area indicators.Area, g indicators.Group, p indicators.Period, parts func() []StepInput) *Step {
	if o, ok := t.table.Find(indicator, area.ID(), g, p); ok && o.Value.OK {
		return t.cell(o, "value", "count")
	}
	about := &Step{Indicator: indicator, Group: g, Area: area, Period: p}
	return about.sumStep("count", parts())
}

func (t *Tracer) mixAddresses() []string {
	var out []string
	for _, m := range t.res.Mixes {
		for _, a := range append([]MixArea{m.City}, m.Areas...) {
			out = append(out, addressOf("mix", m.Spec.ID, Slug(a.Area.Name)))
		}
	}
	return out
}

func (t *Tracer) traceMix(q *query) (*Trace, error) {
	id := q.first()
	i := slices.IndexFunc(t.res.Mixes, func(m Mix) bool { return m.Spec.ID == id })
	if i < 0 {
		return nil, q.unknown("the study asks for no such mix")
	}
	m := &t.res.Mixes[i]
	area, ok := q.area(append([]indicators.Area{t.city}, t.districts...))
	if !ok {
		return nil, q.unknown("no area of the mix has that name or code")
	}
	p, found := t.cityPlace(), m.City
	if d := t.districtAt(area); d >= 0 {
		p, found = t.districtPlace(d), m.Areas[d]
	}
	out := &Trace{Address: q.address, Measure: "evenness", Indicator: id, Title: m.Spec.Title, Area: area, Period: m.Period}
	out.OK, out.Reason, out.Found = found.OK, found.Reason, alone(found.Evenness)
	if !found.OK {
		return out, nil
	}
	own := t.groupCounts(m.Spec.Indicator, area.ID(), m.Spec.Groups, m.Period)
	var in []StepInput
	for k, g := range m.Spec.Groups {
		about := &Step{Indicator: m.Spec.Indicator, Group: g, Area: area, Period: m.Period}
		count := about.sumStep("count", t.mixParts(m, g, p, found.Counts[k]))
		if own != nil {
			o, _ := t.table.Find(m.Spec.Indicator, area.ID(), g, m.Period)
			count = t.cell(o, "value", "count")
		}
		count.Shown = true
		in = append(in, StepInput{1, count})
	}
	about := &Step{Indicator: m.Spec.Indicator, Area: area, Period: m.Period}
	out.Step = about.like("evenness", "−Σ p ln p / ln(number of parts), p being the share of each part", in, func(es []index.Estimate) index.Estimate {
		var all, sum index.Sum
		for _, e := range es {
			all.Add(e.Value)
		}
		for _, e := range es {
			if p := e.Value / all.Value(); p > 0 {
				sum.Add(-p * math.Log(p))
			}
		}
		return alone(min(sum.Value()/math.Log(float64(len(es))), 1))
	})
	return out, nil
}

// mixParts are the counts of a group in the areas that a place is added up from.
func (t *Tracer) mixParts(m *Mix, g indicators.Group, p region, count float64) []StepInput {
	for _, l := range t.now.parts {
		var in []StepInput
		var sum index.Sum
		of := l
		if p.area.ID() != t.city.ID() {
			of = t.division(m.Period).like(l)
		}
		for _, part := range p.of(of) {
			area := l.areas[part.area].ID()
			if t.groupCounts(m.Spec.Indicator, area, m.Spec.Groups, m.Period) == nil {
				continue
			}
			o, _ := t.table.Find(m.Spec.Indicator, area, g, m.Period)
			in = append(in, StepInput{part.weight, t.cell(o, "value", "count")})
			sum.Add(part.weight * o.Value.V)
		}
		if len(in) > 0 && SameDigits(sum.Value(), count) {
			return in
		}
	}
	return nil
}
