package registry_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// sample is an input of some shape; the field of that shape is set.
type sample struct {
	c index.Composition
	d index.Distribution
	s index.Subgroups
	e index.Events

	order []int // set by permute: unit j is unit order[j] of the sample before
}

// clone returns a deep copy.
func (x sample) clone() sample {
	x.c.Counts = slices.Clone(x.c.Counts)
	for k := range x.c.Counts {
		x.c.Counts[k] = slices.Clone(x.c.Counts[k])
	}
	for _, p := range x.columns() {
		*p = slices.Clone(*p)
	}
	return x
}

// columns returns the slices of x with one element per unit, except the counts of groups.
func (x *sample) columns() []*[]float64 {
	return []*[]float64{
		&x.d.Values, &x.d.Weights, &x.d.Rank,
		&x.s.Estimates, &x.s.SE, &x.s.Population, &x.s.Rank,
		&x.e.Count, &x.e.Population,
	}
}

// equal tells whether the numbers of x and y are the same.
func (x sample) equal(y sample) bool {
	same := slices.EqualFunc(x.c.Counts, y.c.Counts, slices.Equal[[]float64])
	theirs := y.columns()
	for k, p := range x.columns() {
		same = same && slices.Equal(*p, *theirs[k])
	}
	return same
}

// units returns the number of units.
func (x sample) units() int {
	return max(x.c.Units(), len(x.d.Values), len(x.s.Estimates), len(x.e.Count))
}

// pick returns the sample whose unit j is unit order[j] of x. A reference follows its unit.
func (x sample) pick(order []int) sample {
	take := func(from []float64) []float64 {
		if from == nil {
			return nil
		}
		out := make([]float64, len(order))
		for j, i := range order {
			out[j] = from[i]
		}
		return out
	}
	y := x
	y.c.Counts = nil
	for _, counts := range x.c.Counts {
		y.c.Counts = append(y.c.Counts, take(counts))
	}
	for _, p := range y.columns() {
		*p = take(*p)
	}
	if x.s.Reference >= 0 {
		y.s.Reference = slices.Index(order, x.s.Reference)
	}
	return y
}

// compute returns the value of ix for x: one number, or three for each unit.
func compute(ix index.Index, x sample, p index.Params) ([]float64, error) {
	var v float64
	var err error
	switch ix.Shape() {
	case index.ShapeTwoGroup:
		v, err = ix.TwoGroup(x.c, p)
	case index.ShapeMultiGroup:
		v, err = ix.MultiGroup(x.c, p)
	case index.ShapeValues:
		v, err = ix.Unequal(x.d, p)
	case index.ShapeSubgroups:
		v, err = ix.Disparate(x.s, p)
	case index.ShapeEvents:
		estimates, err := ix.PerUnit(x.e, p)
		out := make([]float64, 3*len(estimates))
		for j, e := range estimates {
			i := j
			if x.order != nil { // in the order of the sample before
				i = x.order[j]
			}
			copy(out[3*i:], []float64{e.Value, e.Lower, e.Upper})
		}
		return out, err
	}
	return []float64{v}, err
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
	x := sample{s: index.Subgroups{Reference: -1}}
	switch ix.Shape() {
	case index.ShapeTwoGroup, index.ShapeMultiGroup:
		groups := 2
		if ix.Shape() == index.ShapeMultiGroup {
			groups += r.IntN(4)
		}
		for range groups {
			size := 1 + r.IntN(500)
			x.c.Counts = append(x.c.Counts, column(func() float64 { return float64(max(0, r.IntN(size+size/4+1)-size/4)) }))
		}
	case index.ShapeValues:
		x.d.Values = column(func() float64 { return math.Round(300*math.Exp(0.7*r.NormFloat64())*10) / 10 })
		x.d.Weights = sometimes(column(population))
	case index.ShapeSubgroups:
		x.s.Estimates = column(func() float64 { return 1 + 98*r.Float64() })
		x.s.SE = sometimes(column(func() float64 { return 0.5 + r.Float64() }))
		x.s.Population = sometimes(column(population))
		x.s.Rank = sometimes(column(func() float64 { return float64(r.IntN(2 * n)) }))
		x.s.Favourable = r.IntN(2) == 0
		x.s.Scale = 100
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
	case x.c.Counts != nil:
		return fmt.Sprintf("counts %v", x.c.Counts)
	case x.d.Values != nil:
		return fmt.Sprintf("values %v, weights %v", x.d.Values, x.d.Weights)
	case x.s.Estimates != nil:
		return fmt.Sprintf("estimates %v, population %v, ranks %v, reference %d, favourable %t, scale %v",
			x.s.Estimates, x.s.Population, x.s.Rank, x.s.Reference, x.s.Favourable, x.s.Scale)
	}
	return fmt.Sprintf("events %v of %v", x.e.Count, x.e.Population)
}

func TestPickMovesTheReferenceAlong(t *testing.T) {
	x := sample{s: index.Subgroups{Estimates: []float64{10, 20, 30}, Reference: 0}}
	if got := x.pick([]int{2, 0, 1}).s; got.Reference != 1 || got.Estimates[got.Reference] != 10 {
		t.Errorf("got reference %d of %v, want the estimate 10", got.Reference, got.Estimates)
	}
}
