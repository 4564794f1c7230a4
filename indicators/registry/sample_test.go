package registry_test

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// sample is an input of some shape; the fields of that shape are set.
type sample struct {
	c     index.Composition
	after index.Composition // of a change
	r     index.Ranked
	d     index.Distribution
	s     index.Subgroups
	later index.Subgroups // of a change
	e     index.Events
	t     index.Strata
	x     index.Indicators

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
	x.d.Group, x.d.Sources = slices.Clone(x.d.Group), deep(x.d.Sources)
	x.t.Unit = slices.Clone(x.t.Unit)
	for _, p := range x.inStrata() {
		*p = slices.Clone(*p)
	}
	x.x.Columns, x.x.SE, x.x.Weights = deep(x.x.Columns), deep(x.x.SE), slices.Clone(x.x.Weights)
	x.x.Reverse, x.x.Goals, x.x.Within = slices.Clone(x.x.Reverse), slices.Clone(x.x.Goals), slices.Clone(x.x.Within)
	x.setSpace(cloneSpace(x.space()))
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

// columns returns the slices of x with one element per unit, except those of compositions, of people on a scale, of indicators, and of
// what decompositions read beside a distribution.
func (x *sample) columns() []*[]float64 {
	return []*[]float64{
		&x.d.Values, &x.d.Weights, &x.d.Rank,
		&x.s.Estimates, &x.s.SE, &x.s.Population, &x.s.Rank,
		&x.later.Estimates, &x.later.SE, &x.later.Population,
		&x.e.Count, &x.e.Population, &x.x.Population,
	}
}

// inStrata returns the slices of x with one element per stratum of a unit.
func (x *sample) inStrata() []*[]float64 {
	return []*[]float64{
		&x.t.At, &x.t.Count, &x.t.Population, &x.t.Frequency, &x.t.Standard, &x.t.Expected, &x.t.Health, &x.t.HealthN, &x.t.Values, &x.t.SE,
	}
}

// equal tells whether the numbers of x and y are the same.
func (x sample) equal(y sample) bool {
	same := slices.EqualFunc(x.counts(), y.counts(), slices.Equal[[]float64]) &&
		slices.EqualFunc(x.c.Within, y.c.Within, slices.Equal[[]int]) && slices.Equal(x.c.Supergroup, y.c.Supergroup) &&
		slices.Equal(x.r.Unit, y.r.Unit) && slices.Equal(x.r.Values, y.r.Values) && slices.Equal(x.r.Weights, y.r.Weights)
	same = same && slices.Equal(x.d.Group, y.d.Group) && slices.EqualFunc(x.d.Sources, y.d.Sources, slices.Equal[[]float64])
	same = same && slices.EqualFunc(x.x.Columns, y.x.Columns, sameOrMissing) && slices.EqualFunc(x.x.SE, y.x.SE, sameOrMissing) &&
		slices.Equal(x.x.Weights, y.x.Weights) && slices.Equal(x.x.Reverse, y.x.Reverse) && slices.Equal(x.x.Goals, y.x.Goals) &&
		slices.Equal(x.x.Within, y.x.Within)
	theirs := y.columns()
	for k, p := range x.columns() {
		same = same && slices.Equal(*p, *theirs[k])
	}
	theirs = y.inStrata()
	for k, p := range x.inStrata() {
		same = same && slices.Equal(*p, *theirs[k])
	}
	return same && x.t.Units == y.t.Units && slices.Equal(x.t.Unit, y.t.Unit) && gocmp.Equal(x.space(), y.space(), cmpopts.IgnoreUnexported(space.Space{}, space.Points{}))
}

// sameOrMissing tells whether two columns hold the same values and lack the same.
func sameOrMissing(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) })
}

// units returns the number of units.
func (x sample) units() int {
	return max(x.c.Units(), x.r.Units, len(x.d.Values), len(x.s.Estimates), len(x.e.Count), x.t.Units, x.x.Units())
}

// groups returns the number of groups that people or values are in.
func (x sample) groups() int {
	if x.d.Group != nil {
		return 1 + slices.Max(x.d.Group)
	}
	return len(x.c.Counts)
}

// pick returns the sample whose unit j is unit order[j] of x. A reference follows its unit.
func (x sample) pick(order []int) sample {
	y := x
	y.c, y.after = pickUnits(x.c, order), pickUnits(x.after, order)
	for _, p := range y.columns() {
		*p = pickFrom(*p, order)
	}
	y.d.Group, y.d.Sources = pickFrom(x.d.Group, order), pickEach(x.d.Sources, order)
	y.x.Columns, y.x.SE, y.x.Within = pickEach(x.x.Columns, order), pickEach(x.x.SE, order), pickFrom(x.x.Within, order)
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
	if x.t.Unit != nil {
		rows, units := rowsOf(x.t.Unit, order)
		y.t.Units, y.t.Unit = len(order), units
		for _, p := range y.inStrata() {
			*p = pickFrom(*p, rows)
		}
	}
	y.setSpace(x.space().Pick(order))
	if x.s.Reference >= 0 {
		y.s.Reference = slices.Index(order, x.s.Reference)
	}
	if x.e.Reference >= 0 && x.e.Count != nil {
		y.e.Reference = slices.Index(order, x.e.Reference)
	}
	return y
}

// rowsOf returns the rows of each of the picked units, and the new unit of each row.
func rowsOf(unit, order []int) (rows, units []int) {
	for u, from := range order {
		for j, of := range unit {
			if of == from {
				rows, units = append(rows, j), append(units, u)
			}
		}
	}
	return rows, units
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

func pickEach(columns [][]float64, order []int) [][]float64 {
	columns = slices.Clone(columns)
	for k, column := range columns {
		columns[k] = pickFrom(column, order)
	}
	return columns
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

// input returns x as what an index computes from.
func (x sample) input() index.Input {
	return index.Input{Composition: x.c, After: x.after, Ranked: x.r, Distribution: x.d, Subgroups: x.s, Later: x.later, Events: x.e, Strata: x.t, Indicators: x.x}
}

// fewOrders returns parameters of ix that make random orders as few as can be, which takes a fiftieth of the time.
func fewOrders(ix index.Index) index.Params {
	p := index.Params{}
	for _, q := range ix.Params {
		if q.Name == "permutations" {
			p[q.Name] = q.Min
		}
	}
	return p
}

// compute returns the value of ix for x: one number, or perPart for each part, in the order of the units and groups of
// the sample that x was made from. Where p is nil the parameters have their defaults, but random orders are few.
func compute(ix index.Index, x sample, p index.Params) ([]float64, error) {
	if p == nil {
		p = fewOrders(ix)
	}
	parts, err := ix.Compute(x.input(), p)
	if len(parts) > 0 && errors.Is(err, index.ErrUndefined) { // of an interval, or of other units
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
				*k = x.groups() - 1 - *k
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
	x := sample{s: index.Subgroups{Reference: -1}, e: index.Events{Reference: -1}}
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
		x.d = extended(r, ix.Reads, x.d)
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
	case index.ShapeTwice:
		for _, at := range []*index.Subgroups{&x.s, &x.later} {
			at.Estimates = column(func() float64 { return 1 + 98*r.Float64() })
			at.SE = column(func() float64 { return 0.5 + 9*r.Float64() })
			at.Population, at.Reference, at.High = sometimes(column(population)), -1, 100
		}
	case index.ShapeEvents:
		x.e.Population = column(population)
		for _, n := range x.e.Population {
			x.e.Count = append(x.e.Count, float64(r.IntN(int(n)+1)))
		}
		if r.IntN(3) == 0 {
			x.e.Reference = r.IntN(n)
		}
	case index.ShapeStrata:
		x.t = strata(r, ix, n)
	case index.ShapeIndicators:
		x.x = indicators(r, ix, min(n, 40))
	}
	if ix.Spatial() && r.IntN(10) > 0 {
		x.setSpace(somewhere(r, x.units()))
	}
	return x
}

// extended gives a distribution what an index reads beside values and weights: most often all of it, now and then not.
func extended(r *rand.Rand, reads index.Extra, d index.Distribution) index.Distribution {
	n := len(d.Values)
	has := func(x index.Extra) bool { return reads.Has(x) && r.IntN(8) > 0 }
	if has(index.Order) {
		// Few places make ties; in one sample of three the ranks follow the values.
		places, along := 1+r.IntN(3*n), r.IntN(3) == 0
		for _, v := range d.Values {
			rank := float64(r.IntN(places))
			if along {
				rank += v / 10
			}
			d.Rank = append(d.Rank, rank)
		}
	}
	if has(index.Kinds) {
		groups := 1 + r.IntN(min(n, 5))
		for range n {
			d.Group = append(d.Group, r.IntN(groups))
		}
	}
	if has(index.Sources) {
		// The last source is what the others leave, in one sample of two.
		left := slices.Clone(d.Values)
		for range 1 + r.IntN(3) {
			source := make([]float64, n)
			for i := range source {
				if r.IntN(4) > 0 {
					source[i] = math.Round(left[i]*r.Float64()*10) / 10
				}
				left[i] -= source[i]
			}
			d.Sources = append(d.Sources, source)
		}
		if r.IntN(2) == 0 {
			d.Sources = append(d.Sources, left)
		}
	}
	if has(index.Bounds) {
		d.High = slices.Max(d.Values) * (1 + r.Float64())
		if r.IntN(2) == 0 {
			d.Low = slices.Min(d.Values) * r.Float64()
		}
	}
	return d
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
			if ix.Whole { // which go through every outcome of every unit
				n = 40
			}
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
	case x.c.Space != nil:
		return fmt.Sprintf("counts %v, %s", x.c.Counts, describe(x.c.Space))
	case x.c.Counts != nil:
		return fmt.Sprintf("counts %v", x.c.Counts)
	case x.d.Values != nil:
		return fmt.Sprintf("values %v, weights %v, ranks %v, groups %v, sources %v, scale %v to %v",
			x.d.Values, x.d.Weights, x.d.Rank, x.d.Group, x.d.Sources, x.d.Low, x.d.High)
	case x.s.Estimates != nil:
		return fmt.Sprintf("estimates %v, population %v, ranks %v, reference %d, favourable %t, scale %v",
			x.s.Estimates, x.s.Population, x.s.Rank, x.s.Reference, x.s.Favourable, x.s.High)
	}
	if x.t.Unit != nil {
		return fmt.Sprintf("%+v", x.t)
	}
	if x.x.Columns != nil {
		return fmt.Sprintf("indicators %+v", x.x)
	}
	return fmt.Sprintf("events %v of %v, reference %d", x.e.Count, x.e.Population, x.e.Reference)
}

func TestPickMovesTheReferenceAlong(t *testing.T) {
	x := sample{s: index.Subgroups{Estimates: []float64{10, 20, 30}, Reference: 0}}
	if got := x.pick([]int{2, 0, 1}).s; got.Reference != 1 || got.Estimates[got.Reference] != 10 {
		t.Errorf("got reference %d of %v, want the estimate 10", got.Reference, got.Estimates)
	}
}

func TestPickMovesWhatIsBesideAValueAlong(t *testing.T) {
	x := sample{d: index.Distribution{
		Values: []float64{10, 20, 30}, Group: []int{0, 1, 2}, Sources: [][]float64{{1, 2, 3}},
	}}
	got := x.pick([]int{2, 0, 1, 1}).d
	want := index.Distribution{
		Values: []float64{30, 10, 20, 20}, Group: []int{2, 0, 1, 1}, Sources: [][]float64{{3, 1, 2, 2}},
	}
	if diff := gocmp.Diff(got, want); diff != "" {
		t.Errorf("got -, want +:\n%s", diff)
	}
	if x.d.Sources[0][0] != 1 {
		t.Error("the sample that was picked from has changed")
	}
}

// What an index reads is there in most samples, so that it is computed, and lacks in some, so that its absence is met.
func TestSamplesHaveWhatAnIndexReads(t *testing.T) {
	for _, extra := range []index.Extra{index.Order, index.Kinds, index.Sources, index.Neighbours, index.Bounds} {
		ix := index.Index{Reads: extra, UnequalParts: func(index.Distribution, index.Params) ([]index.Part, error) { return nil, nil }}
		with, without := 0, 0
		samples(ix, func(_ *rand.Rand, x sample) bool {
			if err := x.d.Check(); err != nil {
				t.Errorf("%v: %v", x, err)
			}
			if x.d.Rank != nil || x.d.Group != nil || x.d.Sources != nil || x.d.Space != nil || x.d.High != 0 {
				with++
			} else {
				without++
			}
			return true
		})
		if with < 300 || without < 20 {
			t.Errorf("extra %d: %d samples with, %d without", extra, with, without)
		}
	}
}
