package registry_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// law is one property: a change to an input and what must be true of the values before and after it.
type law struct {
	property index.Property
	name     string
	applies  func(ix index.Index) bool
	// change returns the input before and after; ok is false where the property says nothing about x.
	change func(r *rand.Rand, ix index.Index, x sample) (before, after sample, ok bool)
	holds  func(ix index.Index, before, after []float64) bool
}

// laws says what each property means for each shape.
var laws = []law{
	{index.Permutation, "permutation", everyIndex, permute, same},
	{index.Replication, "replication", needsNoReference, replicate, same},
	{index.Scale, "scale", everyIndex, scale, same},
	{index.Translation, "translation", canTranslate, translate, same},
	{index.GroupSwap, "group swap", isOfGroups, swapGroups, same},
	{index.Merging, "merging", needsNoReference, split, same},
	{index.EqualIsMin, "equal is the minimum", hasMinimum, equalise, isMinimum},
	{index.ApartIsMax, "apart is the maximum", canBeApart, separate, isMaximum},
	{index.Transfer, "transfer", canTransfer, transfer, notRaised},
	{index.WeightsScale, "scale of weights", hasWeights, scaleWeights, same},
	{index.Reversal, "reversal of the scale", isOnScale, reverse, same},
}

func everyIndex(index.Index) bool          { return true }
func isSummary(ix index.Index) bool        { return ix.Scalar() }
func needsNoReference(ix index.Index) bool { return ix.Scalar() && !ix.Reads.Has(index.Benchmark) }
func isOnScale(ix index.Index) bool        { return ix.Shape() == index.ShapeRanked }
func isOfCounts(ix index.Index) bool       { return ix.TwoGroup != nil || ix.MultiGroup != nil }
func canTransfer(ix index.Index) bool      { return isSummary(ix) && !isOnScale(ix) }
func canTranslate(ix index.Index) bool     { return isSummary(ix) || isOnScale(ix) }
func isOfGroups(ix index.Index) bool {
	return slices.Contains([]index.Shape{index.ShapeTwoGroup, index.ShapeMultiGroup, index.ShapeChange}, ix.Shape()) ||
		ix.Reads.Has(index.Kinds)
}
func hasWeights(ix index.Index) bool {
	return slices.Contains([]index.Shape{index.ShapeValues, index.ShapeSubgroups, index.ShapeIndicators}, ix.Shape()) ||
		isOnScale(ix) || ix.Reads.Has(index.Standard)
}
func hasMinimum(ix index.Index) bool { return isSummary(ix) && !math.IsInf(ix.Min, 0) }
func canBeApart(ix index.Index) bool {
	return isSummary(ix) && (isOfCounts(ix) || isOnScale(ix)) && !math.IsInf(ix.Max, 0)
}
func near(a, b float64) bool           { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b)) }
func equalOrMissing(a, b float64) bool { return near(a, b) || math.IsNaN(a) && math.IsNaN(b) }

func same(_ index.Index, before, after []float64) bool {
	return slices.EqualFunc(before, after, equalOrMissing)
}
func isMinimum(ix index.Index, _, after []float64) bool { return near(after[0], ix.Min) }
func isMaximum(ix index.Index, _, after []float64) bool { return near(after[0], ix.Max) }
func notRaised(_ index.Index, before, after []float64) bool {
	return after[0] <= before[0] || near(after[0], before[0])
}

// test tries l on ix at its default parameters and returns how many samples it was tried on, up to and including a
// counterexample, which it reports.
func (l law) test(ix index.Index) (tested int, counterexample string) {
	samples(ix, func(r *rand.Rand, x sample) bool {
		from, to, ok := l.change(r, ix, x.clone())
		if !ok {
			return true
		}
		before, err := compute(ix, from, nil)
		if err != nil {
			return true
		}
		after, err := compute(ix, to, nil)
		tested++
		if err != nil || !l.holds(ix, before, after) {
			counterexample = fmt.Sprintf("%v becomes %v (error %v) when\n%v becomes\n%v", before, after, err, from, to)
		}
		return counterexample == ""
	})
	return tested, counterexample
}

// permute puts the units in another order.
func permute(r *rand.Rand, _ index.Index, x sample) (sample, sample, bool) {
	order := r.Perm(x.units())
	y := x.pick(order)
	y.order = order
	return x, y, true
}

// replicate takes every unit two or three times. A reference is a benchmark, of which there is one: it is not copied.
func replicate(r *rand.Rand, _ index.Index, x sample) (sample, sample, bool) {
	x.s.Reference = -1
	var order []int
	for range 2 + r.IntN(2) {
		for i := range x.units() {
			order = append(order, i)
		}
	}
	return x, x.pick(order), true
}

// scale multiplies every count or value by one number, with the standard errors, the sources and the bounds that it has, for
// it is a change of unit. Each indicator has a unit of its own.
func scale(r *rand.Rand, ix index.Index, x sample) (sample, sample, bool) {
	f, y := 0.1+5*r.Float64(), x.clone()
	if ix.Whole {
		f = 1 + math.Ceil(f)
	}
	columns := append(y.counts(), y.r.Values, y.d.Values, y.s.Estimates, y.s.SE, y.later.Estimates, y.later.SE, y.e.Count, y.e.Population, y.t.Count, y.t.Population,
		y.t.Values, y.t.SE)
	for _, column := range append(columns, y.d.Sources...) {
		for i := range column {
			column[i] *= f
		}
	}
	y.d.Low, y.d.High = y.d.Low*f, y.d.High*f
	y.s.Low, y.s.High = y.s.Low*f, y.s.High*f
	y.later.Low, y.later.High = y.later.Low*f, y.later.High*f
	for k := range y.x.Columns {
		f := 0.1 + 5*r.Float64()
		for _, columns := range [][][]float64{y.x.Columns, y.x.SE} {
			if columns != nil {
				for i := range columns[k] {
					columns[k][i] *= f
				}
			}
		}
		if y.x.Goals != nil {
			y.x.Goals[k] = index.Goal{Low: f * y.x.Goals[k].Low, High: f * y.x.Goals[k].High}
		}
	}
	return x, y, true
}

// translate adds one number to every count or value.
func translate(r *rand.Rand, ix index.Index, x sample) (sample, sample, bool) {
	c, y := 1+50*r.Float64(), x.clone()
	if ix.Whole {
		c = math.Ceil(c)
	}
	for _, column := range append(y.counts(), y.r.Values, y.d.Values, y.s.Estimates) {
		for i := range column {
			column[i] += c
		}
	}
	if y.d.High > 0 {
		y.d.Low, y.d.High = y.d.Low+c, y.d.High+c
	}
	if y.s.High > 0 {
		y.s.Low, y.s.High = y.s.Low+c, y.s.High+c
	}
	return x, y, true
}

// swapGroups puts the groups in another order.
func swapGroups(_ *rand.Rand, _ index.Index, x sample) (sample, sample, bool) {
	y := x.clone()
	y.reversed = true
	for i, k := range x.d.Group {
		y.d.Group[i] = x.groups() - 1 - k
	}
	slices.Reverse(y.c.Counts)
	slices.Reverse(y.c.Supergroup)
	slices.Reverse(y.after.Counts)
	return x, y, true
}

// split is merging backwards: it makes one unit into two of the same composition or value, with a part of its people
// each. As in replicate, there is no reference.
func split(r *rand.Rand, ix index.Index, x sample) (sample, sample, bool) {
	x.s.Reference = -1
	unit, order := r.IntN(x.units()), make([]int, x.units())
	for i := range order {
		order[i] = i
	}
	if x.d.Values != nil && x.d.Weights == nil { // weights of 1, said aloud
		x.d.Weights = slices.Repeat([]float64{1}, len(order))
	}
	if x.s.Estimates != nil && x.s.Population == nil {
		x.s.Population = slices.Repeat([]float64{1}, len(order))
	}
	y := x.pick(append(order, unit))
	part := 0.1 + 0.8*r.Float64()
	if ix.Whole { // into equal parts that are whole
		part = 0.5
		for _, column := range append(x.c.Counts, y.c.Counts...) {
			column[unit] *= 2
		}
	}
	if s := y.space(); s != nil && s.Area != nil {
		s.Area[len(order)] *= 1 - part
		s.Area[unit] *= part
	}
	for j := range y.r.Unit {
		switch y.r.Unit[j] {
		case unit:
			y.r.Weights[j] *= part
		case len(order):
			y.r.Weights[j] *= 1 - part
		}
	}
	for _, column := range append(y.c.Counts, y.d.Weights, y.s.Population) {
		if len(column) > 0 {
			whole := column[unit]
			column[unit], column[len(column)-1] = part*whole, (1-part)*whole
		}
	}
	return x, y, true
}

// equalise gives every unit the composition of the first, or its value.
func equalise(_ *rand.Rand, _ index.Index, x sample) (sample, sample, bool) {
	y := x.clone()
	for i := range y.c.Units() {
		size := float64(1 + i%7)
		for _, counts := range y.c.Counts {
			counts[i] = counts[0] * size
		}
	}
	for _, column := range [][]float64{y.d.Values, y.s.Estimates} {
		for i := range column {
			column[i] = column[0]
		}
	}
	if x.r.Unit != nil {
		y.r = index.Ranked{Units: x.r.Units}
		for unit := range x.r.Units {
			for j, u := range x.r.Unit {
				if u == 0 {
					y.r.Unit = append(y.r.Unit, unit)
					y.r.Values = append(y.r.Values, x.r.Values[j])
					y.r.Weights = append(y.r.Weights, x.r.Weight(j)*float64(1+unit%7))
				}
			}
		}
		var places []float64
		for j, v := range y.r.Values {
			if y.r.Weights[j] > 0 {
				places = append(places, v)
			}
		}
		return x, y, len(places) > 0 && slices.Min(places) < slices.Max(places)
	}
	// A first unit with one group only makes a city of one group: nothing to compare.
	populated := 0
	for _, counts := range y.c.Counts {
		if counts[0] > 0 {
			populated++
		}
	}
	return x, y, len(y.c.Counts) == 0 || populated > 1
}

// separate leaves one group in each unit, and each group in some unit.
func separate(_ *rand.Rand, _ index.Index, x sample) (sample, sample, bool) {
	y := x.clone()
	for i := range y.c.Units() {
		for k, counts := range y.c.Counts {
			if i%len(y.c.Counts) == k {
				counts[i]++
			} else {
				counts[i] = 0
			}
		}
	}
	if x.r.Unit != nil {
		for j, u := range y.r.Unit {
			y.r.Values[j] = float64(u)
		}
		for j := range y.r.Weights {
			y.r.Weights[j]++
		}
		return x, y, y.r.Units > 1
	}
	return x, y, y.c.Units() >= len(y.c.Counts)
}

// reverse turns an ordered scale round.
func reverse(_ *rand.Rand, _ index.Index, x sample) (sample, sample, bool) {
	y := x.clone()
	for j := range y.r.Values {
		y.r.Values[j] = -y.r.Values[j]
	}
	return x, y, true
}

// scaleWeights multiplies every weight, or the standard population, by one number.
func scaleWeights(r *rand.Rand, _ index.Index, x sample) (sample, sample, bool) {
	f, y := 0.1+5*r.Float64(), x.clone()
	for _, column := range [][]float64{y.r.Weights, y.d.Weights, y.s.Population, y.t.Standard, y.x.Weights, y.x.Population} {
		for i := range column {
			column[i] *= f
		}
	}
	return x, y, y.r.Weights != nil || y.d.Weights != nil || y.s.Population != nil || y.t.Standard != nil ||
		y.x.Weights != nil || y.x.Population != nil
}
