package analysis

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// How many findings of a kind a summary holds.
const (
	maxWorse   = 3 // districts that do worse than the rest of the city
	maxBetter  = 2 // districts that do better: a summary of gaps alone would be half the truth
	maxChanges = 2 // improvements, and as many deteriorations
	maxSpreads = 2 // widening or narrowing spreads
)

// findings picks what the summary says. It reads protected results only. A statement about differences or changes is made where the
// interval at OverviewLevel excludes none: the summary picks the largest of some hundred tests, and at 95 % some of these would be large
// by chance. Each indicator comes once for each kind.
func (a *analyst) findings(res *Results) []Finding {
	out := gaps(res)
	out = append(out, changes(res)...)
	out = append(out, a.spreads(res)...)
	out = append(out, separations(res)...)
	return append(out, dataWarnings(res)...)
}

// ranked is a finding with how much it weighs.
type ranked struct {
	Finding
	weight float64
}

// strongest returns the weightiest findings, each indicator once, at most n. Of equally weighty ones the first goes first.
func strongest(rs []ranked, n int) []Finding {
	slices.SortStableFunc(rs, func(x, y ranked) int { return cmp.Compare(y.weight, x.weight) })
	seen := map[string]bool{}
	var out []Finding
	for _, r := range rs {
		if len(out) < n && !seen[r.Indicator] {
			seen[r.Indicator] = true
			out = append(out, r.Finding)
		}
	}
	return out
}

// effect is Cohen's h (1988, Statistical Power Analysis for the Behavioral Sciences, chapter 6), the difference of two proportions on the
// arcsine scale, where a step is equally hard to see anywhere between 0 and 1. So shares of different things can be ranked. Rates count
// as events for each person, at most one.
func effect(v, w Value) float64 {
	arc := func(x Value) float64 {
		return 2 * math.Asin(math.Sqrt(min(max(x.Numerator.V/x.Denominator.V, 0), 1)))
	}
	return arc(v) - arc(w)
}

// sureEffect is how large an effect is at least: Cohen's h cut down to the limit of the difference that lies nearest to none. Ranked by the
// effect itself, the smallest groups would come first, for chance moves them furthest.
func sureEffect(h float64, d Difference) float64 {
	return math.Abs(h) * min(math.Abs(d.Lower), math.Abs(d.Upper)) / math.Abs(d.Value)
}

// gaps returns the districts that differ most from the rest of the city: worse, better, and if there are few of these, higher or lower.
func gaps(res *Results) []Finding {
	var worse, better, unjudged []ranked
	for i, c := range res.Comparisons {
		for _, area := range c.Areas {
			v := area.Overview
			if v == NotCompared || v == NoClearDifference || area.Value.SmallBase {
				continue
			}
			d := difference(c.Indicator, area.Value, area.Rest, res.Options.OverviewLevel)
			h := effect(area.Value, area.Rest)
			r := ranked{Finding{
				Kind: LargestGap, Indicator: c.Indicator.ID, Group: c.Group, Area: area.Area, Comparison: i,
				Values: map[string]float64{
					"value": area.Value.Value, "city": c.City.Value, "rest": area.Rest.Value,
					"difference": d.Value, "lower": d.Lower, "upper": d.Upper, "effect": h, "verdict": float64(v),
				},
			}, sureEffect(h, d)}
			if area.Ratio.OK {
				r.Values["ratio"] = area.Ratio.Value
			}
			switch v {
			case Worse:
				worse = append(worse, r)
			case Better:
				better = append(better, r)
			default:
				unjudged = append(unjudged, r)
			}
		}
	}
	out := append(strongest(worse, maxWorse), strongest(better, maxBetter)...)
	if n := maxWorse - len(out); n > 0 {
		out = append(out, strongest(unjudged, n)...)
	}
	return out
}

// changes returns the districts that surely became better or worse, the most changed first.
func changes(res *Results) []Finding {
	var improved, worsened []ranked
	for i, c := range res.Comparisons {
		if c.Indicator.Direction == indicators.NotJudged {
			continue
		}
		for _, area := range c.Areas {
			if !area.Change.Interval || area.Value.SmallBase || area.Past.SmallBase {
				continue
			}
			d := difference(c.Indicator, area.Value, area.Past, res.Options.OverviewLevel)
			if !d.Sure(0) {
				continue
			}
			h := effect(area.Value, area.Past)
			r := ranked{Finding{
				Kind: MostImproved, Indicator: c.Indicator.ID, Group: c.Group, Area: area.Area, Comparison: i,
				Values: map[string]float64{
					"value": area.Value.Value, "past": area.Past.Value,
					"change": d.Value, "lower": d.Lower, "upper": d.Upper, "effect": h,
				},
			}, sureEffect(h, d)}
			if verdict(c.Indicator, d) == Better {
				improved = append(improved, r)
			} else {
				r.Kind = MostWorsened
				worsened = append(worsened, r)
			}
		}
	}
	return append(strongest(improved, maxChanges), strongest(worsened, maxChanges)...)
}

// spreads returns the indicators whose districts surely moved apart or together: whose mean difference from the mean changed more than
// chance would let it, by a parametric bootstrap of the districts that have counts at both dates. Noise adds to the measure on
// both dates and so mostly leaves their difference alone.
func (a *analyst) spreads(res *Results) []Finding {
	mdm, err := registry.Lookup("mdm")
	if err != nil {
		return nil
	}
	found := make([]*ranked, len(res.Comparisons))
	parallel(len(found), a.o.Workers, func(i int) { found[i] = a.spreadChange(mdm, &res.Comparisons[i], i) })
	var wider, narrower []ranked
	for _, r := range found {
		switch {
		case r == nil:
		case r.Kind == Widening:
			wider = append(wider, *r)
		default:
			narrower = append(narrower, *r)
		}
	}
	return append(strongest(wider, maxSpreads), strongest(narrower, maxSpreads)...)
}

// spreadChange returns nil where the spread between districts has not surely changed.
func (a *analyst) spreadChange(mdm index.Index, c *Comparison, position int) *ranked {
	ind := c.Indicator
	if ind.Unit.Kind.Pooling() != indicators.PoolRatio {
		return nil
	}
	var now, past []Value
	for _, area := range c.Areas {
		if area.Change.OK {
			now, past = append(now, area.Value), append(past, area.Past)
		}
	}
	v, w := gather(now), gather(past)
	if len(now) < 3 || v.num == nil || w.num == nil {
		return nil
	}
	spread, err1 := measureOf(mdm, ind, v.values, v.den)
	before, err2 := measureOf(mdm, ind, w.values, w.den)
	if err1 != nil || err2 != nil {
		return nil
	}
	o := a.resampling(1, "spread", ind.ID, string(c.Group))
	o.Level = a.o.OverviewLevel
	reps := resample.Replicate(o, 1, func() resample.Draw {
		drawn := make([]float64, len(now))
		return func(r *rand.Rand, out []float64) {
			v.draw(ind, r, drawn)
			x, err1 := measureOf(mdm, ind, drawn, v.den)
			w.draw(ind, r, drawn)
			y, err2 := measureOf(mdm, ind, drawn, w.den)
			if err1 == nil && err2 == nil {
				out[0] = x - y
			}
		}
	})
	change := resample.Basic(spread-before, reps[0], o.Level, math.Inf(-1), math.Inf(1))
	e := change.Estimate
	kind := Widening
	switch {
	case !change.Interval || e.Lower <= 0 && e.Upper >= 0 || before == 0:
		return nil
	case e.Upper < 0:
		kind = Narrowing
	}
	return &ranked{Finding{
		Kind: kind, Indicator: ind.ID, Group: c.Group, Comparison: position,
		Values: map[string]float64{
			"spread": spread, "past": before, "change": e.Value, "lower": e.Lower, "upper": e.Upper, "areas": float64(len(now)),
		},
	}, math.Abs(e.Value) / before}
}

// separations returns one finding for each spec of segregation: its first index at its finest level with a value. The levels of a spec
// stand together in the results.
func separations(res *Results) []Finding {
	var finest []Segregation
	for _, s := range res.Segregation {
		if len(s.Indices) == 0 || !s.Indices[0].OK {
			continue
		}
		n := len(finest) - 1
		if n < 0 || finest[n].Spec.ID != s.Spec.ID {
			finest = append(finest, s)
		} else if s.Level > finest[n].Level {
			finest[n] = s
		}
	}
	var out []Finding
	for _, s := range finest {
		v := s.Indices[0]
		values := map[string]float64{"value": v.Value.Value, "areas": float64(s.Areas)}
		if v.Interval {
			values["lower"], values["upper"], values["corrected"] = v.Value.Lower, v.Value.Upper, v.Corrected
		}
		out = append(out, Finding{Kind: Separation, Indicator: s.Spec.ID, Index: v.Index.ID, Comparison: -1, Values: values})
	}
	return out
}

// dataWarnings returns one finding for each code of warning, those about the whole study first.
func dataWarnings(res *Results) []Finding {
	var out []Finding
	at := map[string]int{}
	add := func(w Warning, comparison int) {
		i, ok := at[w.Code]
		if !ok {
			i = len(out)
			at[w.Code] = i
			out = append(out, Finding{
				Kind: DataWarning, Indicator: w.Indicator, Comparison: comparison, Warning: &w, Values: map[string]float64{},
			})
		}
		out[i].Values["count"]++
	}
	for _, w := range res.Warnings {
		add(w, -1)
	}
	for i, c := range res.Comparisons {
		for _, w := range c.Warnings {
			add(w, i)
		}
	}
	for _, s := range res.Segregation {
		for _, w := range s.Warnings {
			add(w, -1)
		}
	}
	return out
}
