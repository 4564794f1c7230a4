package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// Alternative is what a test looks for, of the statistic as it is: Geary's is small where neighbours are alike.
type Alternative int

// The alternatives, in the order of the parameter alternative.
const (
	TwoSided Alternative = iota // a statistic far from what chance gives, either way
	Greater                     // a large statistic
	Less                        // a small statistic
	Directed                    // whichever of Greater and Less is nearer: half of TwoSided, as PySAL prints
)

var alternative = index.Choice("alternative", "what the p-values are of: two-sided, greater, less, or directed (the smaller of the last two, as PySAL has it)",
	"two-sided", "greater", "less", "directed")

var permutations = index.Param{
	Name: "permutations", Default: 999, Min: 19, Max: 99_999, Whole: true,
	Doc: "how many random orders the value is compared with",
}

var seed = index.Param{
	Name: "seed", Default: 1, Min: 0, Max: 1 << 53, Whole: true,
	Doc: "where the random orders start: the same number gives the same orders",
}

// Options are the choices of a test.
type Options struct {
	space.Weighting
	Alternative  Alternative
	Permutations int
	Seed         uint64
}

// testParams are the parameters of [Options], with a style of weights unless otherwise chosen.
func testParams(style string) []index.Param {
	return append(weightingParams(style), alternative, permutations, seed)
}

func optionsFrom(params []index.Param, p index.Params) Options {
	return Options{weightingFrom(params, p), Alternative(alternative.From(p)), int(permutations.From(p)), uint64(seed.From(p))}
}

func (o Options) check() error {
	switch {
	case o.Permutations < 1:
		return index.Undefined("%d random orders", o.Permutations)
	case o.Alternative < TwoSided || o.Alternative > Directed:
		return index.Undefined("no alternative %d of a test", o.Alternative)
	}
	return nil
}

// Test is a statistic beside what chance gives. What has no value is NaN.
type Test struct {
	Expected, Variance float64
	Z                  float64 // (value − Expected)/√Variance
	P                  float64 // of Z by the normal distribution, or of the random orders
}

// normal returns the test of a value by its moments, NaN where the variance is unknown or 0.
func (a Alternative) normal(value, expected, variance float64) Test {
	t := Test{expected, variance, math.NaN(), math.NaN()}
	if variance > 0 {
		t.Z = (value - expected) / math.Sqrt(variance)
		t.P = a.ofTails(math.Erfc(t.Z/math.Sqrt2)/2, math.Erfc(-t.Z/math.Sqrt2)/2)
	}
	return t
}

// ofTails returns the p-value of an upper and a lower tail.
func (a Alternative) ofTails(upper, lower float64) float64 {
	switch a {
	case Greater:
		return upper
	case Less:
		return lower
	case Directed:
		return min(upper, lower)
	}
	return min(1, 2*min(upper, lower))
}

// orders counts what random orders give beside an observed value.
type orders struct {
	observed float64
	margin   float64 // values that differ by less are equal: the same sum may be added in another order
	centre   float64 // near the mean, so that squares keep their digits
	draws    int
	higher   int // draws of at least the observed value
	lower    int // draws of at most the observed value
	sum      float64
	squares  float64
}

func (c *orders) add(v float64) {
	c.draws++
	if v >= c.observed-c.margin {
		c.higher++
	}
	if v <= c.observed+c.margin {
		c.lower++
	}
	c.sum += v - c.centre
	c.squares += (v - c.centre) * (v - c.centre)
}

// p returns the p-value, in which the observed order counts as one of the orders. Where a high draw makes a low statistic, turned says so.
func (c *orders) p(a Alternative, turned bool) float64 {
	higher, lower := c.higher, c.lower
	if turned {
		higher, lower = lower, higher
	}
	all := float64(c.draws + 1)
	return a.ofTails(float64(higher+1)/all, float64(lower+1)/all)
}

// test returns the mean and the variance of the draws, over their number, and the p-value. Z is that of the observed value among them.
func (c *orders) test(a Alternative) Test {
	n := float64(c.draws)
	mean := c.sum / n
	t := Test{Expected: c.centre + mean, Variance: max(0, c.squares/n-mean*mean), Z: math.NaN(), P: c.p(a, false)}
	if t.Variance > c.margin*c.margin {
		t.Z = (c.observed - t.Expected) / math.Sqrt(t.Variance)
	}
	return t
}
