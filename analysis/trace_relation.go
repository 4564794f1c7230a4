package analysis

import (
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// relationMeasures are the coefficients of two indicators.
var relationMeasures = []string{"pearson", "spearman"}

func (t *Tracer) relationAddresses() []string {
	var out []string
	for _, r := range t.res.Relations {
		level := ""
		if r.Level != t.o.AreaLevel {
			level = r.Level.String()
		}
		for _, p := range r.Pairs {
			at := addressOf("relation", r.Indicators[p.X].Indicator.ID, r.Indicators[p.Y].Indicator.ID, level)
			out = append(out, at, at+"/spearman")
		}
	}
	return out
}

func (t *Tracer) traceRelation(q *query) (*Trace, error) {
	x, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	y, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	measure, level := q.oneOf(relationMeasures...), q.level()
	if level == 0 {
		level = t.o.AreaLevel
	}
	for i := range t.res.Relations {
		r := &t.res.Relations[i]
		if r.Level != level {
			continue
		}
		for _, p := range r.Pairs {
			first, second := r.Indicators[p.X], r.Indicators[p.Y]
			switch {
			case first.Indicator.ID == y.ID && second.Indicator.ID == x.ID:
			case first.Indicator.ID != x.ID || second.Indicator.ID != y.ID:
				continue
			}
			out := &Trace{Address: q.address, Measure: measure, Indicator: first.Indicator.ID, Title: text("%[1]s och %[2]s", "%[3]s and %[4]s",
				first.Indicator.Name.Sv, second.Indicator.Name.Sv, first.Indicator.Name.En, second.Indicator.Name.En),
				Group: indicators.Everyone, Period: first.Period}
			found := p.number(measure)
			if out.OK, out.Found, out.Reason = found.OK, found.Estimate, found.Reason; !out.OK {
				if out.Reason == NoReason {
					out.Reason = p.Reason
				}
				return out, nil
			}
			out.Step = t.relationStep(r, p, measure)
			return out, nil
		}
	}
	return nil, q.unknown("the two are not held against one another at that level")
}

// number returns one of the relationMeasures.
func (p *Pair) number(measure string) Coefficient {
	if measure == "spearman" {
		return p.Spearman
	}
	return p.Pearson
}

// relationStep is a correlation of two indicators over the areas of a level.
func (t *Tracer) relationStep(r *Relations, p Pair, measure string) *Step {
	x, y := r.Indicators[p.X].Indicator, r.Indicators[p.Y].Indicator
	u, v := t.newestColumn(x, r.Level), t.newestColumn(y, r.Level)
	areas := t.levels.areas(r.Level)
	formula := "Pearson's correlation over the areas that have both"
	if measure == "spearman" {
		formula = "Spearman's correlation of ranks over the areas that have both"
	}
	formula += "; limits by Fisher's transformation"
	if r.Placed {
		formula += ", for as many areas as they are without their neighbours' likeness"
	}
	about := &Step{Indicator: x.ID, Group: indicators.Everyone, Period: r.Indicators[p.X].Period}
	in := slices.Concat(inputs(u.values()...), inputs(v.values()...))
	return about.like(measure, formula, in, func(es []index.Estimate) index.Estimate {
		if t.places[r.Level] == nil {
			t.places[r.Level] = &placing{a: t.analyst, level: r.Level, version: r.Version, areas: areas, known: map[string]*placedColumns{}}
		}
		n := len(u.of)
		found := t.correlate(x, y, u.spread(areas, es[:n]), v.spread(areas, es[n:]), nil, t.places[r.Level])
		c := found.number(measure)
		return c.Estimate
	})
}
