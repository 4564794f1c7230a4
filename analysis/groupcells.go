package analysis

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/analysis/strata"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// GroupCells is the groups of two dimensions or more in one place, such as women of foreign background: each beside everybody else there, how
// far they are from being the sum or the product of their dimensions, and how much of what differs goes with each dimension.
type GroupCells struct {
	Indicator    indicators.Indicator
	Period       indicators.Period
	Dimensions   []string
	Area         indicators.Area
	Reason       Reason // why there is none of it
	Cells        []GroupCell
	Interactions []Interaction // where there are two dimensions
	Variance     []VariancePart
}

// GroupCell is one group beside everybody else in the place.
type GroupCell struct {
	Group    indicators.Group
	Value    Value
	Rest     Value // everyone but the group
	Contrast       // of the group with everyone else
}

// Interaction is how far a group of two dimensions is from what each of them alone would make it, seen from the reference.
type Interaction struct {
	Group          indicators.Group
	Reference      indicators.Group // the other category of both dimensions
	Additive       Difference       // (y − what the second has alone) − (what the first has alone − reference): 0 where the dimensions add up
	Multiplicative Difference       // the same of ratios: 1 where they multiply
}

// VariancePart is a part of the variance between groups by population, in the square of the indicator's unit.
type VariancePart struct {
	Part      string // "total", "additive", "interaction", or a dimension by itself
	Observed  float64
	Corrected index.Estimate // without chance, which may be negative; the limits are of a parametric bootstrap
	Share     index.Estimate // of the corrected total; NaN where that is not above 0, its limits where it may not be
	Interval  bool           // Corrected has limits
}

// groupCells looks at groups of several dimensions, in the city and in every district.
func (a *analyst) groupCells(res *Results) {
	var asked []grouping
	for _, g := range a.groupings(res) {
		if len(g.dims) > 1 {
			asked = append(asked, g)
		}
	}
	places := a.measuredPlaces()
	found := make([]GroupCells, len(asked)*places)
	parallel(len(found), a.o.Workers, func(i int) { found[i] = a.cellsIn(res, &asked[i/places], i%places-1) })
	res.GroupCells = append(res.GroupCells, found...)
}

func (a *analyst) cellsIn(res *Results, g *grouping, place int) GroupCells {
	v := g.in(res, place)
	out := GroupCells{Indicator: g.ind, Period: g.period, Dimensions: g.dims, Area: v.area}
	there := 0
	for _, x := range v.values {
		if x.OK {
			there++
		}
	}
	switch {
	case there < 2:
		out.Reason = TooFewGroups
		return out
	case g.contradictory(v):
		out.Reason = Contradictory
		return out
	}
	for k, x := range v.values {
		cell := GroupCell{Group: g.groups[k].Group, Value: x, Rest: a.others(g.ind, v.all, x)}
		cell.Contrast = a.contrast(g.ind, x, cell.Rest)
		out.Cells = append(out.Cells, cell)
	}
	if len(g.dims) == 2 {
		out.Interactions = a.interactions(g, v)
	}
	out.Variance = a.varianceOf(g, v)
	return out
}

// others returns everyone in a place but a group.
func (a *analyst) others(ind indicators.Indicator, all, group Value) Value {
	switch {
	case !group.OK:
		return noValue(group.Reason, group.Status)
	case !all.OK:
		return noValue(all.Reason, all.Status)
	}
	rest, ok := subtract(ind, all, group)
	if !ok {
		return noValue(NoDenominator, indicators.Missing)
	}
	a.limits(ind, &rest)
	return rest
}

// interactions returns the contrast of contrasts of every group that shares no category with the reference.
func (a *analyst) interactions(g *grouping, v groupValues) []Interaction {
	at := map[indicators.Group]int{}
	for k, c := range g.groups {
		at[c.Group] = k
	}
	reference := g.groups[g.reference].Group
	category := func(of indicators.Group, dim string) indicators.Category {
		value, _ := of.Get(dim)
		return indicators.Category{Dim: dim, Value: value}
	}
	var out []Interaction
	for k, c := range g.groups {
		first, second := category(c.Group, g.dims[0]), category(c.Group, g.dims[1])
		base1, base2 := category(reference, g.dims[0]), category(reference, g.dims[1])
		if first == base1 || second == base2 {
			continue
		}
		alone1, err1 := indicators.NewGroup(first, base2)
		alone2, err2 := indicators.NewGroup(base1, second)
		i, ok1 := at[alone1]
		j, ok2 := at[alone2]
		one := Interaction{Group: c.Group, Reference: reference, Additive: noDifference(TooFewGroups), Multiplicative: noDifference(TooFewGroups)}
		if ok1 && ok2 && err1 == nil && err2 == nil {
			with, without := [2]Value{v.values[k], v.values[j]}, [2]Value{v.values[i], v.values[g.reference]}
			one.Additive = differenceOfDifferences(
				difference(g.ind, with[0], with[1], a.o.Level), difference(g.ind, without[0], without[1], a.o.Level))
			one.Multiplicative = ratioOfRatios(
				ratio(g.ind, with[0], with[1], a.o.Level), ratio(g.ind, without[0], without[1], a.o.Level))
		}
		out = append(out, one)
	}
	return out
}

// cellTable returns the groups as cells; ok is false where one has no counts. Variances are in the square of the indicator's unit.
func cellTable(ind indicators.Indicator, values []Value) (t strata.Table, ok bool) {
	if ind.Unit.Kind.Pooling() != indicators.PoolRatio {
		return t, false
	}
	for _, x := range values {
		if !x.OK || !x.Numerator.OK || !x.Denominator.OK || !(x.Denominator.V > 0) {
			return t, false
		}
		num, den := x.Numerator.V, x.Denominator.V
		t.Weights = append(t.Weights, den)
		t.Values = append(t.Values, ind.Unit.Per*(num/den))
		t.Variances = append(t.Variances, ind.Unit.Per*ind.Unit.Per*samplingVariance(ind, num, den)+x.NoiseVariance(ind))
	}
	return t, true
}

// samplingVariance is the variance of a share or rate that is right on average: p (1 − p)/(n − 1) of a binomial share, x/n² of a Poisson
// rate. Of one person's share it is the largest that there can be.
func samplingVariance(ind indicators.Indicator, num, den float64) float64 {
	switch p := num / den; {
	case ind.Unit.Kind != indicators.Share:
		return num / den / den
	case den > 1:
		return max(0, p*(1-p)/(den-1))
	}
	return 0.25
}

// varianceOf divides the variance between the groups of a place by their dimensions.
func (a *analyst) varianceOf(g *grouping, v groupValues) []VariancePart {
	t, ok := cellTable(g.ind, v.values)
	if !ok {
		return nil
	}
	for _, dim := range g.dims {
		number := map[string]int{}
		var of []int
		for _, c := range g.groups {
			category, _ := c.Group.Get(dim)
			if _, ok := number[category]; !ok {
				number[category] = len(number)
			}
			of = append(of, number[category])
		}
		t.Dimensions = append(t.Dimensions, of)
	}
	parts := func(t strata.Table) ([]strata.Part, error) {
		b, err := strata.Between(t)
		return append([]strata.Part{b.Total, b.Additive, b.Interaction}, b.Alone...), err
	}
	got, err := parts(t)
	if err != nil {
		return nil
	}
	out := a.partsOf(g.ind, t, got, parts, "cells", g.ind.ID, string(g.groups[0].Group), v.area.Code)
	for i, name := range append([]string{"total", "additive", "interaction"}, g.dims...) {
		out[i].Part = name
	}
	return out
}

// partsOf gives corrected parts of which the first is the total their limits: the middle of what the parts come out as when every cell is
// drawn anew about values that have been drawn together until they differ by as much as the corrected variance says. About the observed
// values chance would be in them twice, and basic limits, which turn the replicates round the estimate, cover small parts of a variance far
// less often than they say, for these are skewed. A share has limits where nine replicates in ten have a total above 0.
func (a *analyst) partsOf(ind indicators.Indicator, t strata.Table, got []strata.Part, parts func(strata.Table) ([]strata.Part, error), about ...string) []VariancePart {
	k := len(got)
	out := make([]VariancePart, k)
	nan := math.NaN()
	shareOf := func(p, total float64) float64 {
		if total > 0 {
			return p / total
		}
		return nan
	}
	for i, p := range got {
		out[i] = VariancePart{Observed: p.Observed,
			Corrected: index.Estimate{Value: p.Corrected, Lower: nan, Upper: nan, Level: a.o.Level},
			Share:     index.Estimate{Value: shareOf(p.Corrected, got[0].Corrected), Lower: nan, Upper: nan, Level: a.o.Level}}
	}
	centre := drawnTogether(t)
	if _, err := parts(centre); err != nil || len(t.Values) > maxDrawnCells {
		return out
	}
	per := ind.Unit.Per
	counts := areaValues{values: centre.Values, den: t.Weights}
	noise := make([]float64, len(t.Values)) // standard deviations of what the publisher has added
	for i, n := range t.Weights {
		counts.num = append(counts.num, centre.Values[i]/per*n)
		if more := t.Variances[i] - per*per*samplingVariance(ind, t.Values[i]/per*n, n); more > 1e-9*t.Variances[i] {
			noise[i] = math.Sqrt(more)
		}
	}
	reps := resample.Replicate(a.resampling(1, about...), 2*k, func() resample.Draw {
		drawn := centre
		drawn.Values, drawn.Variances = make([]float64, len(t.Values)), make([]float64, len(t.Values))
		laws := counts.laws(ind)
		return func(r *rand.Rand, stats []float64) {
			counts.draw(ind, laws, r, drawn.Values)
			for i, y := range drawn.Values {
				n := t.Weights[i]
				drawn.Variances[i] = per * per * samplingVariance(ind, y/per*n, n)
				if noise[i] > 0 {
					drawn.Values[i] = max(0, y+noise[i]*r.NormFloat64())
					drawn.Variances[i] += noise[i] * noise[i]
				}
			}
			found, err := parts(drawn)
			if err != nil {
				return
			}
			for i, p := range found {
				stats[i] = p.Corrected
				stats[k+i] = shareOf(p.Corrected, found[0].Corrected)
			}
		}
	})
	for i := range out {
		if v, ok := middle(reps[i], a.o.Level); ok {
			out[i].Corrected.Lower, out[i].Corrected.Upper = min(v[0], out[i].Corrected.Value), max(v[1], out[i].Corrected.Value)
			out[i].Interval = true
		}
		if v, ok := middle(reps[k+i], a.o.Level); ok && out[i].Share.Value == out[i].Share.Value {
			out[i].Share.Lower, out[i].Share.Upper = max(0, min(v[0], out[i].Share.Value)), min(1, max(v[1], out[i].Share.Value))
		}
	}
	return out
}

// maxDrawnCells is the number of cells above which parts have no limits: every one is drawn anew in every replicate.
const maxDrawnCells = 5000

// drawnTogether draws values towards their mean until their variance is the corrected one.
func drawnTogether(t strata.Table) strata.Table {
	var total, mean, spread, chance index.Sum
	for _, w := range t.Weights {
		total.Add(w)
	}
	for i, w := range t.Weights {
		mean.Add(w / total.Value() * t.Values[i])
	}
	for i, w := range t.Weights {
		p, d := w/total.Value(), t.Values[i]-mean.Value()
		spread.Add(p * d * d)
		chance.Add(p * (1 - p) * t.Variances[i])
	}
	keep := 0.0
	if spread.Value() > chance.Value() {
		keep = math.Sqrt(1 - chance.Value()/spread.Value())
	}
	out := t
	out.Values = make([]float64, len(t.Values))
	for i, y := range t.Values {
		out.Values[i] = mean.Value() + float64(keep*(y-mean.Value()))
	}
	return out
}

// middle returns the limits of the middle part of replicates, of which nine in ten must have a value.
func middle(reps []float64, level float64) (limits [2]float64, ok bool) {
	sorted := slices.DeleteFunc(slices.Clone(reps), math.IsNaN)
	if 10*len(sorted) < 9*len(reps) {
		return limits, false
	}
	slices.Sort(sorted)
	return [2]float64{resample.Quantile(sorted, (1-level)/2), resample.Quantile(sorted, (1+level)/2)}, true
}
