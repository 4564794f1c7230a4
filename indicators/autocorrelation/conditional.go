package autocorrelation

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/space"
)

// urn is what neighbours are drawn from: the units in an order that does not depend on that of the rows.
type urn struct {
	units    []int32 // in the order of what they bring
	position []int32 // of each unit, or of the first that brings the same
}

// urnOf returns the urn of units by these columns.
func urnOf(columns ...[]float64) urn {
	u := urn{units: order(columns...)}
	u.position = make([]int32, len(u.units))
	for at, i := range u.units {
		u.position[i] = int32(at)
		if at > 0 {
			before := u.units[at-1]
			same := true
			for _, column := range columns {
				same = same && column[before] == column[i]
			}
			if same {
				u.position[i] = u.position[before]
			}
		}
	}
	return u
}

// sorted returns a column in the order of the urn.
func (u urn) sorted(column []float64) []float64 {
	out := make([]float64, len(column))
	for at, i := range u.units {
		out[at] = column[i]
	}
	return out
}

// draw compares Σ_j w_ij u_ij with what it is when the neighbours of unit i are drawn from the other units without replacement (Anselin
// 1995). sum returns it for unit i whose neighbours are those at drawn in the urn, with the weights weight; observed what it is, and centre
// what is expected. Units have a stream of random numbers by their place in own. The margin, in parts of what sums are made of, is rounding times size.
func (o LocalOptions) draw(net *network, u urn, own urn, observed, centre, size []float64, sum func(i int, drawn []int32, weight []float64) float64) []orders {
	n := len(net.unit)
	out := make([]orders, n)
	for i := range out {
		out[i] = orders{observed: observed[i], margin: rounding * size[i], centre: centre[i]}
	}
	if o.Inference != ByPermutation {
		return out
	}
	space.Each(n, func() func(int) {
		var random rand.PCG
		drawn, weight := make([]int32, 0, n), make([]float64, 0, n)
		seen := make([]uint32, n) // in which draw a unit was drawn last
		draw := uint32(0)
		return func(i int) {
			_, value := net.Of(i)
			weight = append(weight[:0], value...)
			slices.Sort(weight) // which of them goes with whom does not matter, and so not the order of the rows
			drawn = drawn[:len(weight)]
			random.Seed(o.Seed, uint64(own.position[i]))
			c := out[i]
			for range o.Permutations {
				if draw++; draw == math.MaxUint32 {
					clear(seen)
					draw = 1
				}
				seen[u.position[i]] = draw // not itself
				for k := range drawn {
					j := below(&random, n)
					for seen[j] == draw {
						j = below(&random, n)
					}
					seen[j] = draw
					drawn[k] = int32(j)
				}
				c.add(sum(i, drawn, weight))
			}
			out[i] = c
		}
	})
	return out
}

// sumOf returns, for draw, the weighted sum of a column, which is in the order of the urn.
func sumOf(column []float64) func(i int, drawn []int32, weight []float64) float64 {
	return func(_ int, drawn []int32, weight []float64) float64 {
		sum := 0.0
		for k, j := range drawn {
			sum += weight[k] * column[j]
		}
		return sum
	}
}
