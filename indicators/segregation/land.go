package segregation

import (
	"cmp"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// areas returns the area of each unit of c that has people, and 0 for the others.
func areas(c index.Composition) ([]float64, error) {
	s, err := c.Located()
	if err != nil {
		return nil, err
	}
	if s.Area == nil {
		return nil, index.Undefined("the areas of units are unknown")
	}
	out := make([]float64, len(s.Area))
	for i, a := range s.Area {
		if unitTotal(c, i) > 0 {
			out[i] = a
		}
	}
	return out, nil
}

// meanArea returns the mean area of the units where a group lives, over its N people.
func meanArea(n, area []float64, N float64) float64 {
	var sum index.Sum
	for i := range n {
		sum = sum.Plus(n[i] / N * area[i])
	}
	return sum.Value()
}

// reached is the share of a number of people at which it counts as reached: rounding in the sums of fractional counts must not decide
// whether one more unit is needed.
const reached = 1 - 1e-12

// meanOfSmallest returns the mean area, over their people, of the smallest units that together have n of the people t, and
// meanOfLargest that of the largest. Units of one area are taken together, so that their order does not matter.
func meanOfSmallest(t, area []float64, n float64) float64 {
	return filled(t, area, n, cmp.Compare[float64])
}

func meanOfLargest(t, area []float64, n float64) float64 {
	return filled(t, area, n, func(a, b float64) int { return cmp.Compare(b, a) })
}

func filled(t, area []float64, n float64, order func(a, b float64) int) float64 {
	byArea := make([]int, 0, len(t))
	for i := range t {
		if t[i] > 0 {
			byArea = append(byArea, i)
		}
	}
	slices.SortFunc(byArea, func(i, j int) int { return cmp.Or(order(area[i], area[j]), cmp.Compare(t[i], t[j])) })
	var people, land index.Sum
	for k, i := range byArea {
		if k > 0 && area[i] != area[byArea[k-1]] && people.Value() >= n*reached {
			break
		}
		people = people.Plus(t[i])
		land = land.Plus(t[i] * area[i])
	}
	return land.Value() / people.Value()
}

// apart tells whether two mean areas differ by more than the rounding of areas.
func apart(small, large float64) bool { return large-small > 1e-9*large }
