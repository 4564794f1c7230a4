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
	margin   float64 // values that differ by less are equal: the same sum may be added in another order
	draws    int
	higher   int // draws of at least the observed value
	lower    int // draws of at most the observed value
	sum      index.Sum
}

// add notes a draw.
func (c *chance) add(v float64) {
	c.draws++
	if v >= c.observed-c.margin {
		c.higher++
	}
	if v <= c.observed+c.margin {
		c.lower++
	}
	c.sum.Add(v)
}

// mean returns what is expected by chance.
func (c *chance) mean() float64 { return c.sum.Value() / float64(c.draws) }

// above is the share of the orders, the observed one among them, with a value of at least that observed. It is never 0.
func (c *chance) above() float64 { return float64(c.higher+1) / float64(c.draws+1) }

// below is the counterpart of above, with a value of at most that observed.
func (c *chance) below() float64 { return float64(c.lower+1) / float64(c.draws+1) }

// either is the two-sided share: twice the smaller of above and its counterpart, at most 1.
func (c *chance) either() float64 {
	return math.Min(1, 2*float64(min(c.higher, c.lower)+1)/float64(c.draws+1))
}
