package analysis

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// sheet is the observations of one indicator, group and period over the areas of a layout, completed with the population that
// the study declares.
type sheet struct {
	*layout
	obs     []indicators.Observation // Status Missing where the source has no row
	num     []indicators.Number
	den     []indicators.Number
	exact   bool      // the numerators are the source's own or follow from its denominators
	note    lang.Text // how the declared population differs from the true one
	any     bool      // some area has a row
	crossed bool      // some figures are carried over from other areas
	how     lang.Text // how they are
	inCity  tally     // all areas that lie in the city
	sampled []bool    // which figures are of a survey; nil where none is
	noise   []float64 // variance of the publisher's noise in a count of each area; nil where there is none
}

// sheets returns what the layouts have of an indicator, leaving out those without any row.
func (a *analyst) sheets(ls []*layout, ind indicators.Indicator, g indicators.Group, p indicators.Period) []*sheet {
	var out []*sheet
	for _, l := range ls {
		if s := a.sheet(l, ind, g, p); s.any {
			out = append(out, s)
		}
	}
	return out
}

func (a *analyst) sheet(l *layout, ind indicators.Indicator, g indicators.Group, p indicators.Period) *sheet {
	n := len(l.areas)
	s := &sheet{layout: l, exact: true, obs: make([]indicators.Observation, n)}
	run, ok := a.table.Run(indicators.RunKey{Indicator: ind.ID, Level: l.level, Version: l.version, Group: g, Period: p})
	if !ok {
		return s
	}
	s.num, s.den = make([]indicators.Number, n), make([]indicators.Number, n)
	if a.withNoise {
		s.noise = make([]float64, n)
	}
	var pop population
	codes, words, next := run.AreaCodes(), a.table.AreaWords(), 0 // both are in order of code
	for i, area := range l.areas {
		row, ok := next, next < len(codes) && words[codes[next]] == area.Code
		if !ok {
			row, ok = run.Find(area.Code)
		}
		if !ok {
			continue
		}
		next = row + 1
		s.any = true
		s.obs[i] = run.At(row)
		if how := crossed(s.obs[i].Note); !s.crossed && !how.IsZero() {
			s.crossed, s.how = true, how
		}
	}
	if !s.any {
		return s
	}
	for i, area := range l.areas {
		o := s.obs[i]
		s.den[i] = o.Denominator
		if !o.Denominator.OK && ind.Denominator != nil {
			if pop.indicator == "" {
				pop = a.population(*ind.Denominator, g, p, l.level, l.version)
			}
			if s.den[i] = pop.of(a.table, area.ID()); s.den[i].OK && o.Value.OK {
				s.exact = s.exact && pop.exact
				s.note = pop.note
			}
		}
		s.num[i] = numerator(ind, o, s.den[i])
		if sampled(ind, &o) {
			if s.sampled == nil {
				s.sampled = make([]bool, n)
			}
			s.sampled[i] = true
		}
		if a.withNoise {
			s.noise[i] = a.cellNoise(ind, &o)
		}
	}
	rule := ind.Unit.Kind.Pooling()
	for _, part := range l.whole {
		s.inCity.count(rule, s, part, 1)
	}
	return s
}

// numerator returns the numerator of an observation: the source's own, else what its value and a denominator imply.
func numerator(ind indicators.Indicator, o indicators.Observation, den indicators.Number) indicators.Number {
	if ind.Unit.Kind.Pooling() != indicators.PoolRatio || !o.Value.OK || !den.OK {
		return indicators.Number{}
	}
	if o.Numerator.OK && o.Denominator.OK {
		return o.Numerator
	}
	num := o.Value.V * den.V / ind.Unit.Per
	if ind.Unit.Kind == indicators.Share {
		num = min(num, den.V)
	}
	return indicators.Num(num)
}

// population is where a declared denominator is read.
type population struct {
	indicator string
	groups    []indicators.Group
	period    indicators.Period
	exact     bool // of the same period, and the study names no difference
	note      lang.Text
}

// population returns where the declared denominator of a group and period is found at a level: in the same period if that is
// there, else in the nearest, of two equally near ones the earlier.
func (a *analyst) population(d indicators.Denominator, g indicators.Group, p indicators.Period, level indicators.Level, version string) population {
	pop := population{indicator: d.Indicator, note: d.Approximation}
	groups := d.Groups
	if len(groups) == 0 {
		groups = []indicators.Group{indicators.Everyone}
	}
	for _, h := range groups {
		both, ok := intersect(g, h)
		if !ok {
			return pop
		}
		pop.groups = append(pop.groups, both)
	}
	found := false
	for _, q := range a.table.Periods(d.Indicator, level, version, pop.groups[0]) {
		all := !slices.ContainsFunc(pop.groups[1:], func(h indicators.Group) bool {
			_, ok := a.table.Run(indicators.RunKey{Indicator: d.Indicator, Level: level, Version: version, Group: h, Period: q})
			return !ok
		})
		if all && (!found || distance(p, q) < distance(p, pop.period)) {
			pop.period, found = q, true
		}
	}
	switch {
	case !found:
		pop.groups = nil
	case pop.period == p:
		pop.exact = d.Approximation.IsZero()
	default:
		pop.note = join(pop.note, text("Antalet som värdet vägs med är från %s, värdet från %s.", "The weights are of %s, the values of %s.",
			pop.period, p))
	}
	return pop
}

// distance is the number of days between the starts of two periods.
func distance(p, q indicators.Period) indicators.Day {
	if p.Start > q.Start {
		return p.Start - q.Start
	}
	return q.Start - p.Start
}

// of returns the population of an area as published, absent where one of its groups is.
func (pop population) of(t *indicators.Table, area indicators.AreaID) indicators.Number {
	if len(pop.groups) == 0 {
		return indicators.Number{}
	}
	sum := 0.0
	for _, g := range pop.groups {
		o, ok := t.Find(pop.indicator, area, g, pop.period)
		if !ok || !o.Value.OK {
			return indicators.Number{}
		}
		sum += o.Value.V
	}
	return indicators.Num(sum)
}

// intersect returns the persons that are in both groups; false where a dimension has two categories.
func intersect(g, h indicators.Group) (indicators.Group, bool) {
	cs := g.Categories()
	for _, c := range h.Categories() {
		if v, ok := g.Get(c.Dim); !ok {
			cs = append(cs, c)
		} else if v != c.Value {
			return "", false
		}
	}
	both, err := indicators.NewGroup(cs...)
	return both, err == nil
}

func provisional(note string) bool {
	note = strings.ToLower(note)
	return strings.Contains(note, "provisional") || strings.Contains(note, "preliminär")
}
