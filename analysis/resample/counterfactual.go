package resample

import (
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// counterfactual tells whether c tosses coins, and between which populations.
func (c Comparison) counterfactual() (by segregation.Counterfactual, ok bool) {
	switch c {
	case CounterfactualComposition:
		return segregation.ByComposition, true
	case CounterfactualShare:
		return segregation.ByShare, true
	case CounterfactualDual:
		return segregation.ByDualComposition, true
	}
	return 0, false
}

// swapped returns each of two compositions with the population of the other.
func (c Comparison) swapped(a, b index.Composition) (x, y index.Composition, err error) {
	by, _ := c.counterfactual()
	if x, err = by.Swap(a, b); err == nil {
		y, err = by.Swap(b, a)
	}
	return x, y, err
}

// coins tosses for each unit of both samples whether it is as it is or as its counterpart would have it.
func (c Comparison) coins(a, b index.Composition) pairPart {
	one, two, err := c.swapped(a, b)
	if err != nil { // the reason has been found before
		one, two = a, b
	}
	return func() func(*rand.Rand, *index.Input, *index.Input) {
		x, y := blank(a, a.Units()), blank(b, b.Units())
		x.Space, y.Space = a.Space, b.Space
		return func(r *rand.Rand, first, second *index.Input) {
			toss(r, x, a, one)
			toss(r, y, b, two)
			first.Composition, second.Composition = x, y
		}
	}
}

func toss(r *rand.Rand, drawn, own, other index.Composition) {
	for i := range own.Units() {
		from := own
		if r.IntN(2) == 1 {
			from = other
		}
		place(drawn, i, from, i)
	}
}
