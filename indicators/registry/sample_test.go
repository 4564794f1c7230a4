package registry_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// sample is an input of some shape; the fields of that shape are set.
type sample struct {
	c     index.Composition
	after index.Composition // of a change
	r     index.Ranked
	d     index.Distribution
	s     index.Subgroups
	e     index.Events

	order    []int // set by permute: unit j is unit order[j] of the sample before
	reversed bool  // set by swapGroups: group k is group K − 1 − k of the sample before
}

// clone returns a deep copy.
func (x sample) clone() sample {
	for _, c := range []*index.Composition{&x.c, &x.after} {
		c.Counts, c.Within, c.Supergroup = deep(c.Counts), deep(c.Within), slices.Clone(c.Supergroup)
	}
	x.r.Unit, x.r.Values, x.r.Weights = slices.Clone(x.r.Unit), slices.Clone(x.r.Values), slices.Clone(x.r.Weights)
	for _, p := range x.columns() {
		*p = slices.Clone(*p)
	}
	return x
}

func deep[E any](columns [][]E) [][]E {
	columns = slices.Clone(columns)
	for k := range columns {
		columns[k] = slices.Clone(columns[k])
	}
	return columns
}

// counts returns the counts of groups, at both times of a change.
func (x sample) counts() [][]float64 { return slices.Concat(x.c.Counts, x.after.Counts) }

// columns returns the slices of x with one element per unit, except those of compositions and of people on a scale.
func (x *sample) columns() []*[]float64 {
	return []*[]float64{
		&x.d.Values, &x.d.Weights, &x.d.Rank,
		&x.s.Estimates, &x.s.SE, &x.s.Population, &x.s.Rank,
		&x.e.Count, &x.e.Population,
	}
}

// equal tells whether the numbers of x and y are the same.
func (x sample) equal(y sample) bool {
	same := slices.EqualFunc(x.counts(), y.counts(), slices.Equal[[]float64]) &&
		slices.EqualFunc(x.c.Within, y.c.Within, slices.Equal[[]int]) && slices.Equal(x.c.Supergroup, y.c.Supergroup) &&
		slices.Equal(x.r.Unit, y.r.Unit) && slices.Equal(x.r.Values, y.r.Values) && slices.Equal(x.r.Weights, y.r.Weights)
	theirs := y.columns()
	for k, p := range x.columns() {
		same = same && slices.Equal(*p, *theirs[k])
	}
	return same
}

// units returns the number of units.
func (x sample) units() int {
	return max(x.c.Units(), x.r.Units, len(x.d.Values), len(x.s.Estimates), len(x.e.Count))
}

// pick returns the sample whose unit j is unit order[j] of x. A reference follows its unit.
func (x sample) pick(order []int) sample {
	y := x
	y.c, y.after = pickUnits(x.c, order), pickUnits(x.after, order)
	for _, p := range y.columns() {
		*p = pickFrom(*p, order)
	}
	if x.r.Unit != nil {
		y.r = index.Ranked{Units: len(order)}
		for unit, from := range order {
			for j, u := range x.r.Unit {
				if u == from {
					y.r.Unit = append(y.r.Unit, unit)
					y.r.Values = append(y.r.Values, x.r.Values[j])
					y.r.Weights = append(y.r.Weights, x.r.Weight(j))
				}
			}
		}
	}
	if x.s.Reference >= 0 {
		y.s.Reference = slices.Index(order, x.s.Reference)
	}
	return y
}

func pickUnits(c index.Composition, order []int) index.Composition {
	out := index.Composition{Names: c.Names, Supergroup: c.Supergroup}
	for _, counts := range c.Counts {
		out.Counts = append(out.Counts, pickFrom(counts, order))
	}
	for _, unit := range c.Within {
		out.Within = append(out.Within, pickFrom(unit, order))
	}
	return out
}

func pickFrom[E any](from []E, order []int) []E {
	if from == nil {
		return nil
	}
	out := make([]E, len(order))
	for j, i := range order {
		out[j] = from[i]
	}
	return out
}

// perPart is how many numbers compute returns for each part of an index that has several: the value, its limits and its
// place on a curve.
const perPart = 4

// compute returns the value of ix for x: one number, or perPart for each part, in the order of the units and groups of
// the sample that x was made from.
func compute(ix index.Index, x sample, p index.Params) ([]float64, error) {
	parts, err := ix.Compute(index.Input{Composition: x.c, After: x.after, Ranked: x.r, Distribution: x.d, Subgroups: x.s, Events: x.e}, p)
	if ix.Scalar() && len(parts) == 1 { // the interval may be undefined
		err = nil
	}
	if err != nil {
		return nil, err
	}
	if ix.Scalar() {
		return []float64{parts[0].Value}, nil
	}
	for j := range parts {
		if part := &parts[j]; x.order != nil && part.Unit >= 0 {
			part.Unit = x.order[part.Unit]
		}
		for _, k := range []*int{&parts[j].Group, &parts[j].With} {
			if x.reversed && *k >= 0 {
				*k = len(x.c.Counts) - 1 - *k
			}
		}
	}
	slices.SortStableFunc(parts, func(a, b index.Part) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Group, b.Group),
			cmp.Compare(a.With, b.With), cmp.Compare(a.At, b.At))
	})
	var out []float64
	for _, part := range parts {
		out = append(out, part.Value, part.Lower, part.Upper, part.At)
	}
	return out, nil
}

// random returns an input for ix with n units. Some samples have empty units, small groups or no weights.
func random(r *rand.Rand, ix index.Index, n int) sample {
	column := func(f func() float64) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = f()
		}
		return out
	}
	population := func() float64 { return float64(1 + r.IntN(3000)) }
	sometimes := func(values []float64) []float64 {
		if r.IntN(3) == 0 {
			return nil
		}
		return values
	}
	composition := func(groups int) (c index.Composition) {
		for range groups {
			size := 1 + r.IntN(500)
			c.Counts = append(c.Counts, column(func() float64 { return float64(max(0, r.IntN(size+size/4+1)-size/4)) }))
		}
		return c
	}
	x := sample{s: index.Subgroups{Reference: -1}}
	switch ix.Shape() {
	case index.ShapeTwoGroup:
		x.c = nested(r, composition(2))
	case index.ShapeMultiGroup:
		x.c = nested(r, composition(2+r.IntN(4)))
	case index.ShapeChange:
		x.c = composition(2 + r.IntN(4))
		x.after = composition(len(x.c.Counts))
	case index.ShapeRanked:
		x.r.Units = n
		size := 1 + r.IntN(20)
		for unit := range n {
			for range 1 + r.IntN(size) {
				x.r.Unit = append(x.r.Unit, unit)
				x.r.Values = append(x.r.Values, float64(1+r.IntN(12)))
				x.r.Weights = append(x.r.Weights, float64(r.IntN(40)))
			}
		}
		x.r.Weights = sometimes(x.r.Weights)
	case index.ShapeValues:
		x.d.Values = column(func() float64 { return math.Round(300*math.Exp(0.7*r.NormFloat64())*10) / 10 })
		x.d.Weights = sometimes(column(population))
	case index.ShapeSubgroups:
		x.s.Estimates = column(func() float64 { return 1 + 98*r.Float64() })
		x.s.SE = sometimes(column(func() float64 { return 0.5 + r.Float64() }))
		x.s.Population = sometimes(column(population))
		x.s.Rank = sometimes(column(func() float64 { return float64(r.IntN(2 * n)) }))
		x.s.Favourable = r.IntN(2) == 0
		x.s.High = 100
		if r.IntN(3) == 0 {
			x.s.Reference = r.IntN(n)
		}
	case index.ShapeEvents:
		x.e.Population = column(population)
		for _, n := range x.e.Population {
			x.e.Count = append(x.e.Count, float64(r.IntN(int(n)+1)))
		}
	}
	return x
}

// nested places the units in up to two levels of larger units, and the groups in larger groups.
func nested(r *rand.Rand, c index.Composition) index.Composition {
	large, small := make([]int, c.Units()), make([]int, c.Units())
	for i := range large {
		small[i] = r.IntN(5)
		large[i] = small[i] / 2
	}
	c.Within = [][]int{large, small}
	for k := range c.Counts {
		c.Supergroup = append(c.Supergroup, k/2)
	}
	return c
}

// samples runs f on seeded random inputs for ix until f returns false: many of one to twelve units, the smallest first
// so that a counterexample can be read, then some of two hundred.
func samples(ix index.Index, f func(r *rand.Rand, x sample) bool) {
	for seed := range 400 {
		n := 1 + seed/30
		if n > 12 {
			n = 200
		}
		r := rand.New(rand.NewPCG(uint64(seed), 20250101))
		if !f(r, random(r, ix, n)) {
			return
		}
	}
}

// String prints the input of the shape that is set.
func (x sample) String() string {
	switch {
	case x.after.Counts != nil:
		return fmt.Sprintf("counts %v, later %v", x.c.Counts, x.after.Counts)
	case x.r.Unit != nil:
		return fmt.Sprintf("units %v, values %v, weights %v", x.r.Unit, x.r.Values, x.r.Weights)
	case x.c.Counts != nil:
		return fmt.Sprintf("counts %v", x.c.Counts)
	case x.d.Values != nil:
		return fmt.Sprintf("values %v, weights %v", x.d.Values, x.d.Weights)
	case x.s.Estimates != nil:
		return fmt.Sprintf("estimates %v, population %v, ranks %v, reference %d, favourable %t, scale %v",
			x.s.Estimates, x.s.Population, x.s.Rank, x.s.Reference, x.s.Favourable, x.s.High)
	}
	return fmt.Sprintf("events %v of %v", x.e.Count, x.e.Population)
}

func TestPickMovesTheReferenceAlong(t *testing.T) {
	x := sample{s: index.Subgroups{Estimates: []float64{10, 20, 30}, Reference: 0}}
	if got := x.pick([]int{2, 0, 1}).s; got.Reference != 1 || got.Estimates[got.Reference] != 10 {
		t.Errorf("got reference %d of %v, want the estimate 10", got.Reference, got.Estimates)
	}
}
