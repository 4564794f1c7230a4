package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

var permutations = index.Param{
	Name: "permutations", Default: 999, Min: 19, Max: 99_999, Whole: true,
	Doc: "how many random orders the value is compared with",
}

var seed = index.Param{
	Name: "seed", Default: 1, Min: 0, Max: 1 << 53, Whole: true,
	Doc: "where the random orders start: the same number gives the same orders",
}

// chance gathers what random orders give.
type chance struct {
	observed float64
	draws    int
	higher   int // draws of at least the observed value
	lower    int // draws of at most the observed value
	sum      index.Sum
}

// add notes a draw. Values that differ by rounding only are equal, for the same sum may be added in another order.
func (c *chance) add(v float64) {
	margin := 1e-9 * math.Abs(c.observed)
	c.draws++
	if v >= c.observed-margin {
		c.higher++
	}
	c.sum.Add(v)
}

// mean returns what is expected by chance.
func (c *chance) mean() float64 { return c.sum.Value() / float64(c.draws) }

// above is the share of the orders, the observed one among them, with a value of at least that observed. It is never 0.
func (c *chance) above() float64 { return float64(c.higher+1) / float64(c.draws+1) }
