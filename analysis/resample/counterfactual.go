package resample

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// coins tosses for each unit of both samples whether it is as it is or as its counterpart would have it.
func (c Comparison) coins(a, b index.Composition) pairPart {
	one, two := c.counterparts(a, b), c.counterparts(b, a)
	return func() func(*rand.Rand, *index.Input, *index.Input) {
		x, y := blank(a, a.Units()), blank(b, b.Units())
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

// counterparts returns a with what the units of b at the same rank have in place of what its own have: composition, or share
// of the city's group. Both are of two groups.
func (c Comparison) counterparts(a, b index.Composition) index.Composition {
	out := blank(a, a.Units())
	for i := range a.Units() {
		place(out, i, a, i)
	}
	units, others := peopled(a), peopled(b)
	size := func(c index.Composition, i int) float64 { return c.Counts[0][i] + c.Counts[1][i] }
	group := func(k int) func(c index.Composition, i int) float64 {
		return func(c index.Composition, i int) float64 { return c.Counts[k][i] / size(c, i) }
	}
	share := func(k int) func(c index.Composition, i int) float64 {
		return func(c index.Composition, i int) float64 { return c.Counts[k][i] }
	}
	take := func(of func(index.Composition, int) float64) []float64 {
		own, theirs := make([]float64, len(units)), make([]float64, len(others))
		for j, i := range units {
			own[j] = of(a, i)
		}
		for j, i := range others {
			theirs[j] = of(b, i)
		}
		return atSameRank(own, theirs)
	}
	switch c {
	case CounterfactualComposition:
		for j, p := range take(group(0)) {
			i := units[j]
			out.Counts[0][i] = size(a, i) * p
			out.Counts[1][i] = size(a, i) - out.Counts[0][i]
		}
	case CounterfactualDual:
		for k := range 2 {
			for j, p := range take(group(k)) {
				out.Counts[k][units[j]] = size(a, units[j]) * p
			}
		}
	case CounterfactualShare:
		for k := range 2 {
			taken := take(share(k))
			scale := index.Total(a.Counts[k]) / index.Total(taken)
			for j, v := range taken {
				out.Counts[k][units[j]] = v * scale
			}
		}
	}
	return out
}

// atSameRank returns, for each of own, the quantile of theirs at its rank: the mean rank among equals, divided by how many
// there are, and the quantile by linear interpolation from the lowest at 0 to the highest at 1 (Hyndman and Fan 1996, type
// 7), as PySAL has both.
func atSameRank(own, theirs []float64) []float64 {
	if len(theirs) == 0 {
		return own
	}
	sorted := slices.Clone(theirs)
	slices.Sort(sorted)
	order := make([]int, len(own))
	for j := range order {
		order[j] = j
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(own[i], own[j]) })
	out := make([]float64, len(own))
	for first := 0; first < len(order); {
		last := first
		for last+1 < len(order) && own[order[last+1]] == own[order[first]] {
			last++
		}
		rank := float64(first+last)/2 + 1
		at := rank / float64(len(own)) * float64(len(sorted)-1)
		k := int(at)
		v := sorted[k]
		if k+1 < len(sorted) {
			v += float64((at - float64(k)) * (sorted[k+1] - sorted[k]))
		}
		for _, j := range order[first : last+1] {
			out[j] = v
		}
		first = last + 1
	}
	return out
}
