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

// findings returns what is found, what the summary says first. It reads protected results only. A statement about differences or changes is
// made where the interval at OverviewLevel excludes none: the summary picks the largest of some hundred tests, and at 95 % some of these would
// be large by chance. In the summary each indicator comes once for each kind.
func (a *analyst) findings(res *Results) []Finding {
	out := gaps(res)
	for _, of := range []func(*Results) []Finding{cityGaps, changes, a.spreads, courseFindings, groupFindings, separations, apart, schoolsApart, severalAtOnce, targetFindings, surePlaces, mostlyChance, dataWarnings} {
		out = append(out, of(res)...)
	}
	tellOnce(out)
	return slices.Concat(those(out, true), those(out, false))
}

// those returns the findings that the summary says, or the others, in their order.
func those(fs []Finding, summary bool) []Finding {
	var out []Finding
	for _, f := range fs {
		if f.Summary == summary {
			out = append(out, f)
		}
	}
	return out
}

// story is what findings of several kinds tell in different words: the change of a district since last year, its trend, and how its distance
// to the rest of the city has moved are all about where it is going.
var story = map[FindingKind]string{
	LargestGap:   "stands",
	MostImproved: "moves", MostWorsened: "moves", TrendBetter: "moves", TrendWorse: "moves", GapClosing: "moves", GapWidening: "moves",
}

// tellOnce takes out of the summary what tells the story of a district and an indicator again, and puts in its place the next weightiest finding
// of the kind that does not, about an indicator that the summary does not have of that kind.
func tellOnce(fs []Finding) {
	type topic struct {
		story, indicator string
		area             indicators.AreaID
	}
	type told struct {
		kind      FindingKind
		tone      Tone
		indicator string
	}
	stories, have := map[topic]bool{}, map[told]bool{}
	of := func(f Finding) (topic, told) {
		return topic{story[f.Kind], f.Indicator, f.Area.ID()}, told{f.Kind, f.Tone, f.Indicator}
	}
	for _, f := range fs {
		if _, t := of(f); f.Summary {
			have[t] = true
		}
	}
	stands := make([]bool, len(fs)) // in the place of another
	for i := range fs {
		f := &fs[i]
		if !f.Summary || stands[i] || story[f.Kind] == "" {
			continue
		}
		about, t := of(*f)
		if !stories[about] {
			stories[about] = true
			continue
		}
		f.Summary = false
		delete(have, t)
		for j := i + 1; j < len(fs); j++ {
			g := &fs[j]
			about, t := of(*g)
			if g.Kind == f.Kind && g.Tone == f.Tone && !g.Summary && !stories[about] && !have[t] {
				g.Summary, stands[j], stories[about], have[t] = true, true, true, true
				break
			}
		}
	}
}

// strongest sorts findings by weight and marks the weightiest for the summary, each indicator once, at most n. Of equally weighty ones the
// first goes first.
func strongest(fs []Finding, n int) []Finding {
	order := make([]int, len(fs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(fs[j].Weight, fs[i].Weight) })
	sorted := make([]Finding, len(fs))
	for k, i := range order {
		sorted[k] = fs[i]
	}
	fs = sorted
	seen := map[string]bool{}
	for i := range fs {
		if len(seen) < n && !seen[fs[i].Indicator] {
			seen[fs[i].Indicator] = true
			fs[i].Summary = true
		}
	}
	return fs
}

// ofTone returns the findings of a tone in their order.
func ofTone(fs []Finding, tone Tone) []Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f Finding) bool { return f.Tone != tone })
}

// toneOf is the tone of a verdict.
func toneOf(v Verdict) Tone {
	switch v {
	case Better:
		return GoodNews
	case Worse:
		return BadNews
	}
	return Neutral
}

// sureEffect is how large an effect is at least: the standardised difference, by which shares of different things can be ranked, cut down to the
// limit of the difference that lies nearest to none. Ranked by the effect itself, the smallest groups would come first, for chance moves them
// furthest. What has no effect, such as a median, goes last.
func sureEffect(effect, d Difference) float64 {
	if !effect.OK {
		return 0
	}
	return math.Abs(effect.Value) * min(math.Abs(d.Lower), math.Abs(d.Upper)) / math.Abs(d.Value)
}

// gaps returns the districts that differ most from the rest of the city: worse, better, and if there are few of these, higher or lower.
func gaps(res *Results) []Finding {
	var found []Finding
	for i, c := range res.Comparisons {
		for _, area := range c.Areas {
			v := area.Overview
			if v == NotCompared || v == NoClearDifference || area.Value.SmallBase || area.Importance == SureButSmall {
				continue
			}
			d := difference(c.Indicator, area.Value, area.Rest, res.Options.OverviewLevel)
			h := area.Effect
			f := Finding{
				Kind: LargestGap, Indicator: c.Indicator.ID, Group: c.Group, Area: area.Area, Period: c.Period, Comparison: i,
				Tone: toneOf(v), Certainty: d.Level, Weight: sureEffect(h, d),
				Values: map[string]float64{
					"value": area.Value.Value, "city": c.City.Value, "rest": area.Rest.Value,
					"difference": d.Value, "lower": d.Lower, "upper": d.Upper, "verdict": float64(v),
				},
			}
			if area.Ratio.OK {
				f.Values["ratio"] = area.Ratio.Value
			}
			if h.OK {
				f.Values["effect"] = h.Value
			}
			found = append(found, f)
		}
	}
	out := append(strongest(ofTone(found, BadNews), maxWorse), strongest(ofTone(found, GoodNews), maxBetter)...)
	judged := 0
	for _, f := range out {
		if f.Summary {
			judged++
		}
	}
	return append(out, strongest(ofTone(found, Neutral), max(0, maxWorse-judged))...)
}

// changes returns the districts that surely became better or worse, the most changed first.
func changes(res *Results) []Finding {
	var improved, worsened []Finding
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
			h := standardised(c.Indicator, area.Value, area.Past, res.Options.Level)
			f := Finding{
				Kind: MostImproved, Indicator: c.Indicator.ID, Group: c.Group, Area: area.Area, Period: c.Period, Comparison: i,
				Tone: GoodNews, Certainty: d.Level, Weight: sureEffect(h, d),
				Values: map[string]float64{
					"value": area.Value.Value, "past": area.Past.Value,
					"change": d.Value, "lower": d.Lower, "upper": d.Upper,
				},
			}
			if h.OK {
				f.Values["effect"] = h.Value
			}
			if VerdictOf(c.Indicator, d) == Better {
				improved = append(improved, f)
			} else {
				f.Kind, f.Tone = MostWorsened, BadNews
				worsened = append(worsened, f)
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
	if err != nil || float64(a.o.Replicates+1)*(1-a.o.OverviewLevel) < 2-1e-9 { // fewer replicates reach no such quantile
		return nil
	}
	found := make([]*Finding, len(res.Comparisons))
	parallel(len(found), a.o.Workers, func(i int) { found[i] = a.spreadChange(mdm, &res.Comparisons[i], i) })
	var wider, narrower []Finding
	for _, f := range found {
		switch {
		case f == nil:
		case f.Kind == Widening:
			wider = append(wider, *f)
		default:
			narrower = append(narrower, *f)
		}
	}
	return append(strongest(wider, maxSpreads), strongest(narrower, maxSpreads)...)
}

// spreadChange returns nil where the spread between districts has not surely changed.
func (a *analyst) spreadChange(mdm index.Index, c *Comparison, position int) *Finding {
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
	v, w := gather(ind, now), gather(ind, past)
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
		drawn, laws, pastLaws := make([]float64, len(now)), v.laws(ind), w.laws(ind)
		return func(r *rand.Rand, out []float64) {
			v.draw(ind, laws, r, drawn)
			x, err1 := measureOf(mdm, ind, drawn, v.den)
			w.draw(ind, pastLaws, r, drawn)
			y, err2 := measureOf(mdm, ind, drawn, w.den)
			if err1 == nil && err2 == nil {
				out[0] = x - y
			}
		}
	})
	change := resample.Basic(spread-before, reps[0], o.Level, math.Inf(-1), math.Inf(1))
	e := change.Estimate
	kind, tone := Widening, BadNews
	switch {
	case !change.Interval || e.Lower <= 0 && e.Upper >= 0 || before == 0:
		return nil
	case e.Upper < 0:
		kind, tone = Narrowing, GoodNews
	}
	return &Finding{
		Kind: kind, Indicator: ind.ID, Group: c.Group, Period: c.Period, Comparison: position,
		Tone: tone, Certainty: o.Level, Weight: math.Abs(e.Value) / before,
		Values: map[string]float64{
			"spread": spread, "past": before, "change": e.Value, "lower": e.Lower, "upper": e.Upper, "areas": float64(len(now)),
		},
	}
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
		out = append(out, Finding{
			Kind: Separation, Indicator: s.Spec.ID, Index: v.Index.ID, Period: s.Period, Comparison: -1, Values: values, Summary: true,
		})
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
				Kind: DataWarning, Indicator: w.Indicator, Comparison: comparison, Warning: &w, Values: map[string]float64{}, Summary: true,
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
