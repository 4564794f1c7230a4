package resample

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// why tells why a statistic cannot be compared, if it cannot.
func (c Comparison) why(first, second index.Input, scheme Scheme, stat Statistic) string {
	shape := stat.Index.Shape()
	groups := shape == index.ShapeTwoGroup || shape == index.ShapeMultiGroup
	_, coins := c.counterfactual()
	switch {
	case !slices.Contains(Comparisons, c):
		return "no comparison is called " + string(c)
	case shape == index.ShapeSubgroups && c != BootstrapDifference:
		return "subgroups have nobody to deal out: their difference is tested by " + string(BootstrapDifference)
	case !groups && shape != index.ShapeRanked && shape != index.ShapeValues && shape != index.ShapeSubgroups:
		return "an index of " + string(shape) + " is not compared"
	case c == BootstrapDifference && cmp.Or(scheme.why(first, stat), scheme.why(second, stat)) != "":
		return cmp.Or(scheme.why(first, stat), scheme.why(second, stat))
	case shape == index.ShapeValues && first.Distribution.Group != nil:
		return "the groups of one sample are not those of another"
	case stat.Index.Spatial() && (shape == index.ShapeValues || c != BootstrapDifference):
		return "the units of one sample lie elsewhere than those of another"
	case shape == index.ShapeValues && len(first.Distribution.Sources) != len(second.Distribution.Sources):
		return "the values of the samples have different sources"
	case shape == index.ShapeValues && (c == PermutedPersons || coins):
		return "values have no persons to compare by " + string(c)
	case shape == index.ShapeValues && (first.Distribution.Rank == nil) != (second.Distribution.Rank == nil):
		return "the values of one sample alone are ranked"
	case groups && len(first.Composition.Counts) != len(second.Composition.Counts):
		return fmt.Sprintf("the samples have %d and %d groups", len(first.Composition.Counts), len(second.Composition.Counts))
	case groups && len(first.Composition.Within) != len(second.Composition.Within):
		return fmt.Sprintf("the units lie in larger ones on %d and %d levels", len(first.Composition.Within), len(second.Composition.Within))
	case coins && (!groups || len(first.Composition.Counts) != 2):
		return string(c) + " is for two groups"
	case coins && stat.Index.Whole:
		return "the index is of whole people, and a counterfactual has parts of them"
	case coins:
		if _, _, err := c.swapped(first.Composition, second.Composition); err != nil {
			return err.Error()
		}
	}
	return ""
}

// unpaired tells why a value has no counterpart in another sample.
func unpaired(p index.Part) string {
	if p.Unit >= 0 {
		return "a value of one unit"
	}
	return ofCurve(p)
}

// pairSampler makes, for each goroutine, what draws two samples.
type pairSampler func() func(*rand.Rand) (first, second index.Input)

// sampler returns what draws two samples by the hypothesis, or anew.
func (c Comparison) sampler(first, second index.Input, scheme Scheme, read map[index.Shape]bool) pairSampler {
	if c == BootstrapDifference {
		one, two := scheme.sampler(first, read, Noise{}), scheme.sampler(second, read, Noise{})
		return func() func(*rand.Rand) (x, y index.Input) {
			one, two := one(), two()
			return func(r *rand.Rand) (x, y index.Input) {
				x = one(r)
				return x, two(r)
			}
		}
	}
	u, v := usable(first, read), usable(second, read)
	var parts []pairPart
	if u.groups && v.groups {
		switch {
		case c == RandomLabel:
			parts = append(parts, labelsOfGroups(first.Composition, second.Composition))
		case c == PermutedPersons:
			parts = append(parts, personsOfBoth(first.Composition, second.Composition))
		default:
			parts = append(parts, c.coins(first.Composition, second.Composition))
		}
	}
	if u.ranked && v.ranked {
		if c == RandomLabel {
			parts = append(parts, labelsOnScale(first.Ranked, second.Ranked))
		} else {
			parts = append(parts, personsOfBothOnScale(first.Ranked, second.Ranked))
		}
	}
	if u.values && v.values {
		parts = append(parts, labelsOfValues(first.Distribution, second.Distribution))
	}
	return func() func(*rand.Rand) (x, y index.Input) {
		draws := make([]func(*rand.Rand, *index.Input, *index.Input), len(parts))
		for i, p := range parts {
			draws[i] = p()
		}
		return func(r *rand.Rand) (x, y index.Input) {
			for _, draw := range draws {
				draw(r, &x, &y)
			}
			return x, y
		}
	}
}

// pairPart makes, for each goroutine, what draws a part of both inputs.
type pairPart func() func(r *rand.Rand, first, second *index.Input)

// together returns the units of a and then those of b as one composition. Their larger units are kept apart.
func together(a, b index.Composition) index.Composition {
	n := a.Units()
	both := blank(a, n+b.Units())
	for i := range n {
		place(both, i, a, i)
	}
	for i := range b.Units() {
		place(both, n+i, b, i)
	}
	for l, within := range a.Within {
		next := slices.Max(within) + 1
		for i := range b.Within[l] {
			both.Within[l][n+i] += next
		}
	}
	return both
}

// labelsOfGroups draws which units belong to which sample.
func labelsOfGroups(a, b index.Composition) pairPart {
	both := together(a, b)
	units := peopled(both)
	na := len(peopled(a))
	return func() func(*rand.Rand, *index.Input, *index.Input) {
		x, y := blank(a, na), blank(b, len(units)-na)
		y.Supergroup = b.Supergroup
		order := make([]int, len(units))
		return func(r *rand.Rand, first, second *index.Input) {
			shuffled(r, order, units)
			for j, i := range order[:na] {
				place(x, j, both, i)
			}
			for j, i := range order[na:] {
				place(y, j, both, i)
			}
			first.Composition, second.Composition = x, y
		}
	}
}

// personsOfBoth draws who lives where in both samples.
func personsOfBoth(a, b index.Composition) pairPart {
	both := together(a, b)
	deal := tableOf(both.Counts).fixedMargins()
	return func() func(*rand.Rand, *index.Input, *index.Input) {
		deal := deal()
		drawn := blank(both, both.Units())
		x, y := a, b
		x.Counts, y.Counts = make([][]float64, len(a.Counts)), make([][]float64, len(b.Counts))
		for k, counts := range drawn.Counts {
			x.Counts[k], y.Counts[k] = counts[:a.Units()], counts[a.Units():]
		}
		return func(r *rand.Rand, first, second *index.Input) {
			deal(r, drawn.Counts)
			first.Composition, second.Composition = x, y
		}
	}
}

// labelsOnScale draws which units of people on a scale belong to which sample.
func labelsOnScale(a, b index.Ranked) pairPart {
	type unit struct {
		from *index.Ranked
		rows []int
	}
	var units []unit
	for _, rows := range rowsOf(a) {
		units = append(units, unit{&a, rows})
	}
	na := len(units)
	for _, rows := range rowsOf(b) {
		units = append(units, unit{&b, rows})
	}
	return func() func(*rand.Rand, *index.Input, *index.Input) {
		order := make([]unit, len(units))
		return func(r *rand.Rand, first, second *index.Input) {
			shuffled(r, order, units)
			x, y := index.Ranked{Units: na}, index.Ranked{Units: len(units) - na}
			for i, u := range order[:na] {
				join(&x, i, *u.from, u.rows)
			}
			for i, u := range order[na:] {
				join(&y, i, *u.from, u.rows)
			}
			first.Ranked, second.Ranked = x, y
		}
	}
}

// personsOfBothOnScale draws who lives where in both samples.
func personsOfBothOnScale(a, b index.Ranked) pairPart {
	both := index.Ranked{Units: a.Units + b.Units}
	for j, u := range a.Unit {
		join(&both, u, a, []int{j})
	}
	for j, u := range b.Unit {
		join(&both, a.Units+u, b, []int{j})
	}
	draw := FixedMargins.scale(both)
	return func() func(*rand.Rand, *index.Input, *index.Input) {
		draw := draw()
		return func(r *rand.Rand, first, second *index.Input) {
			drawn := draw(r)
			x, y := index.Ranked{Units: a.Units}, index.Ranked{Units: b.Units}
			for j, u := range drawn.Unit {
				if u < a.Units {
					join(&x, u, drawn, []int{j})
				} else {
					join(&y, u-a.Units, drawn, []int{j})
				}
			}
			first.Ranked, second.Ranked = x, y
		}
	}
}

// labelsOfValues draws which values, with weight and rank, belong to which sample.
func labelsOfValues(a, b index.Distribution) pairPart {
	both := index.Distribution{Low: a.Low, High: a.High, Sources: make([][]float64, len(a.Sources))}
	na := 0
	for s, d := range []index.Distribution{a, b} {
		for j, v := range d.Values {
			if !(d.Weight(j) > 0) {
				continue
			}
			both.Values = append(both.Values, v)
			both.Weights = append(both.Weights, d.Weight(j))
			if d.Rank != nil {
				both.Rank = append(both.Rank, d.Rank[j])
			}
			for k := range both.Sources {
				both.Sources[k] = append(both.Sources[k], d.Sources[k][j])
			}
			na += 1 - s
		}
	}
	if a.Weights == nil && b.Weights == nil {
		both.Weights = nil
	}
	order := make([]int, len(both.Values))
	for j := range order {
		order[j] = j
	}
	return func() func(*rand.Rand, *index.Input, *index.Input) {
		x, y := blankValues(both, na), blankValues(both, len(order)-na)
		drawn := make([]int, len(order))
		return func(r *rand.Rand, first, second *index.Input) {
			shuffled(r, drawn, order)
			for i, j := range drawn[:na] {
				placeValue(x, i, both, j)
			}
			for i, j := range drawn[na:] {
				placeValue(y, i, both, j)
			}
			first.Distribution, second.Distribution = x, y
		}
	}
}
