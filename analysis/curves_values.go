package analysis

import (
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

// minCurveAreas is how many areas a curve over their values needs: one over fewer says less than the values themselves.
const minCurveAreas = 5

// curved are the indicators that curves are drawn of.
func (a *analyst) curved() []indicators.Indicator {
	var list []indicators.Indicator
	for _, ind := range a.cat.Indicators {
		if pool := ind.Unit.Kind.Pooling(); a.o.reports(ind.ID) && (pool == indicators.PoolRatio || pool == indicators.PoolMean) {
			list = append(list, ind)
		}
	}
	return list
}

// lorenzCurves are the Lorenz curves over the smallest areas of the indicators among some names.
func (a *analyst) lorenzCurves(res *Results, names []runName) {
	v := &levels{a: a}
	for _, ind := range a.curved() {
		if !slices.Contains(names, runName{ind.ID, indicators.Everyone}) {
			continue
		}
		if c, ok := a.lorenz(ind, v); ok {
			res.Curves = append(res.Curves, c)
		}
	}
}

// concentrationCurves are those of the indicators over the areas of each composite.
func (a *analyst) concentrationCurves(res *Results) {
	v := &levels{a: a}
	for i := range res.Composites {
		of := &res.Composites[i]
		for _, ind := range a.curved() {
			part := slices.ContainsFunc(of.Parts, func(m CompositeMeasure) bool { return m.Indicator.ID == ind.ID })
			if part || of.Reason != NoReason {
				continue
			}
			if c, ok := a.concentration(ind, of, v); ok {
				res.Curves = append(res.Curves, c)
			}
		}
	}
}

// comparableAreas picks the areas that have a value of at least 0 and a population in all of some periods, and a rank where ranks are given.
func comparableAreas(all []dated, ranks []float64) []int {
	var out []int
	for i := range all[0].values {
		in := ranks == nil || ranks[i] == ranks[i]
		for _, d := range all {
			v := d.values[i]
			in = in && v.OK && v.Value >= 0 && v.Denominator.OK && v.Denominator.V > 0 && v.Boundary == all[0].values[i].Boundary
		}
		if in {
			out = append(out, i)
		}
	}
	return out
}

// of picks values by position.
func (d dated) of(at []int) []Value {
	out := make([]Value, len(at))
	for j, i := range at {
		out[j] = d.values[i]
	}
	return out
}

// lorenz returns the Lorenz curve of an indicator over the smallest areas, each counted as many times as it has people: what the areas with the lowest
// values hold of the whole. It is of the newest period and of the first with the same areas and no break between.
func (a *analyst) lorenz(ind indicators.Indicator, v *levels) (Curve, bool) {
	newest, ok := v.newest(ind, indicators.Everyone, indicators.DeSO)
	if !ok {
		return Curve{}, false
	}
	out := newValueCurve(LorenzCurve, ind, indicators.DeSO, v)
	at := comparableAreas([]dated{newest}, nil)
	shown := []dated{newest}
	for _, then := range v.dates(ind, indicators.Everyone, indicators.DeSO) {
		if _, broken := ind.BreakBetween(then.period, newest.period); broken || then.period.Compare(newest.period) >= 0 {
			continue
		}
		if d := (dated{then.period, then.values()}); len(comparableAreas([]dated{newest, d}, nil)) == len(at) {
			shown = []dated{d, newest}
			break
		}
	}
	for _, d := range shown {
		values := d.of(at)
		g := gather(ind, values)
		gini := newIndexValue("gini", nil)
		gini.set(inequality.Gini(index.Distribution{Values: g.values, Weights: g.den}))
		a.drawGini(ind, d.period, g, &gini)
		out.add(a, d.period, values, nil, gini)
	}
	return out, len(out.Lines) == len(shown)
}

// concentration returns the concentration curve of an indicator over the areas of a composite, from those with the greatest needs.
func (a *analyst) concentration(ind indicators.Indicator, of *Composite, v *levels) (Curve, bool) {
	newest, ok := v.newest(ind, indicators.Everyone, of.Spec.Level)
	if !ok {
		return Curve{}, false
	}
	out := newValueCurve(ConcentrationCurve, ind, of.Spec.Level, v)
	out.RankedBy = of.Spec
	needs := of.needs()
	if len(needs) != len(newest.values) {
		return Curve{}, false
	}
	at := comparableAreas([]dated{newest}, needs)
	values := newest.of(at)
	ranks := make([]float64, len(at))
	for j, i := range at {
		ranks[j] = needs[i]
	}
	g := gather(ind, values)
	s := g.subgroups(ind)
	s.Rank = ranks
	if ind.Unit.Kind.Pooling() != indicators.PoolRatio {
		s.Count = nil
	}
	if s.Count != nil {
		for j := range at {
			s.SE = append(s.SE, g.standardError(ind, j))
		}
	}
	rci := newIndexValue("rci", nil)
	parts, err := rci.Index.Compute(index.Input{Subgroups: s}, index.Params{index.Level.Name: a.o.Level})
	if len(parts) == 0 {
		return Curve{}, false
	}
	rci.set(parts[0].Value, nil)
	if err == nil && s.SE != nil {
		rci.Value, rci.Interval, rci.Type = parts[0].Estimate, true, "formula"
	}
	out.add(a, newest.period, values, ranks, rci)
	return out, len(out.Lines) == 1
}

func newValueCurve(kind CurveKind, ind indicators.Indicator, level indicators.Level, v *levels) Curve {
	c := Curve{Kind: kind, Indicator: ind, Level: level, Change: noDifference(TooFewPeriods), At: -1}
	if areas := v.areas(level); len(areas) > 0 {
		c.Version, c.All = areas[0].Version, len(areas)
	}
	return c
}

// add adds the line of a period in the order of the ranks, or of the values where there are none. Too few areas, or values that are all zero, give none.
func (c *Curve) add(a *analyst, p indicators.Period, values []Value, ranks []float64, v IndexValue) {
	if len(values) < minCurveAreas {
		return
	}
	x, den := column(values)
	if ranks == nil {
		ranks = x
	}
	found, err := inequality.ConcentrationCurve(index.Distribution{Values: x, Weights: den, Rank: ranks})
	if err != nil {
		return
	}
	points := make([]curve.Point, len(found))
	for i, q := range found {
		points[i] = curve.Point{X: q.Persons, Y: q.Held}
	}
	l := newLine(p, len(values), points)
	l.Half = 1 - curve.Reach(points, 0.5)
	l.Indices = []IndexValue{v}
	for _, of := range values {
		if l.Note.IsZero() {
			l.Note = of.Note
		}
	}
	c.Lines, c.values = append(c.Lines, l), append(c.values, values)
	c.Sources = union(c.Sources, a.sourcesOf(c.Indicator.ID, []indicators.Group{indicators.Everyone}, p))
}

// drawGini gives a Gini index of shares or rates the limits of a parametric bootstrap of the counts behind them.
func (a *analyst) drawGini(ind indicators.Indicator, p indicators.Period, g areaValues, v *IndexValue) {
	if !v.OK || g.num == nil || ind.Unit.Kind.Pooling() != indicators.PoolRatio {
		return
	}
	reps := resample.Replicate(a.resampling(1, "lorenz", ind.ID, p.String()), 1, func() resample.Draw {
		drawn := slices.Clone(g.values)
		laws := g.laws(ind)
		return func(r *rand.Rand, stats []float64) {
			g.draw(ind, laws, r, drawn)
			if x, err := inequality.Gini(index.Distribution{Values: drawn, Weights: g.den}); err == nil {
				stats[0] = x
			}
		}
	})
	v.resampled(resample.Basic(v.Value.Value, reps[0], a.o.Level, 0, 1))
}
