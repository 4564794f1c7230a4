package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// inhabited returns 1 for each unit with people and 0 for the others, and the number of the former.
func inhabited(c index.Composition) (is []float64, n int) {
	is = make([]float64, c.Units())
	for i := range is {
		if unitTotal(c, i) > 0 {
			is[i] = 1
			n++
		}
	}
	return is, n
}

// absolutelyClustered returns Massey and Denton's ACL of the two groups of c, where near and others are the numbers of both around each
// unit, and units the weight of the units with people there.
func absolutelyClustered(c index.Composition, X float64, near, others, units []float64) (float64, error) {
	var own, all, weights index.Sum
	n := 0
	for i, x := range c.Counts[0] {
		if x+c.Counts[1][i] == 0 {
			continue
		}
		n++
		own = own.Plus(x / X * near[i])
		all = all.Plus(x / X * (near[i] + others[i]))
		weights = weights.Plus(units[i])
	}
	even := float64(X / float64(n) * (weights.Value() / float64(n)))
	if above := all.Value() - even; math.Abs(above) > 1e-12*all.Value() {
		return within(math.Inf(-1), (own.Value()-even)/above, math.Inf(1))
	}
	return 0, index.Undefined("near the group live as many people as there would be of the group if it were spread evenly")
}
