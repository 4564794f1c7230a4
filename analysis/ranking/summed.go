package ranking

import (
	"math"
	"sort"

	"github.com/jamlik/jamlik/indicators/rate"
)

// grid is how many points the distributions are summed at.
const grid = 512

// nodes are standard normal quantiles of probabilities that are evenly spread, ½/10 to 9½/10: a mean over them is one over what is believed.
var nodes = [...]float64{
	-1.6448536269514722, -1.0364333894937898, -0.6744897501960817, -0.38532046640756773, -0.12566134685507416,
	0.12566134685507416, 0.38532046640756773, 0.6744897501960817, 1.0364333894937898, 1.6448536269514722,
}

// summed finds what is believed of each place of many units without drawing them. Given its own value t the place of a unit is one more than the
// number of others above t, whose mean is Σ P(others > t) and whose variance Σ P (1 − P); both are sums over all units at points of a
// grid. The mean is averaged over t, the interval is that of t and of the number about it together. A unit is in the last quarter where it lies
// below the value that three quarters of the units are above on average; that value is itself as uncertain as that number.
func summed(values []Value, o Options, out []Place) {
	n := len(values)
	above := sums(values)
	z := rate.Z(o.Level)
	cut, spread := above.crossing(math.Floor(0.75*float64(n)) - 0.5)
	for i, v := range values {
		p := &out[i]
		at := func(x float64) (mean, variance float64) {
			own := v.above(x)
			m, s := above.at(x)
			return 1 + math.Max(0, m-own), math.Max(0, s-own*(1-own))
		}
		for _, node := range nodes {
			mean, _ := at(v.at(node))
			p.Expected += mean / float64(len(nodes))
		}
		p.Expected = math.Min(math.Max(p.Expected, 1), float64(n))
		blurred := Value{v.Value, math.Hypot(v.Below, spread), math.Hypot(v.Above, spread)}
		p.LastQuarter = 1 - blurred.above(cut)
		middle, variance := at(v.Value)
		best, _ := at(v.at(z))
		worst, _ := at(v.at(-z))
		half := z * math.Sqrt(variance)
		p.Lower = max(1, int(math.Round(middle-math.Hypot(middle-best, half))))
		p.Upper = min(n, int(math.Round(middle+math.Hypot(worst-middle, half))))
		p.First, p.Last = math.NaN(), math.NaN()
	}
}

// at is the value that lies so many deviations from the figure.
func (v Value) at(z float64) float64 {
	if z < 0 {
		return v.Value + z*v.Below
	}
	return v.Value + z*v.Above
}

// above is the probability that the value is more than x.
func (v Value) above(x float64) float64 {
	sd := v.Above
	if x < v.Value {
		sd = v.Below
	}
	return normalAbove(x, v.Value, sd)
}

// normalAbove is the probability that a normal variable is more than x.
func normalAbove(x, mean, sd float64) float64 {
	switch {
	case sd > 0:
		return 0.5 * math.Erfc((x-mean)/(sd*math.Sqrt2))
	case x < mean:
		return 1
	case x == mean:
		return 0.5
	}
	return 0
}

// curve is, at points of a grid, how many units are above on average, and the variance of that.
type curve struct {
	from, step     float64
	mean, variance []float64
}

// sums adds up the distributions of all units. Only the points within five deviations of a figure are computed for it: at those below it is
// above.
func sums(values []Value) curve {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = math.Min(low, v.at(-5)), math.Max(high, v.at(5))
	}
	c := curve{from: low, step: (high - low) / (grid - 1), mean: make([]float64, grid), variance: make([]float64, grid)}
	begin := make([]int, grid+1) // how many units are above at all points before this one
	for _, v := range values {
		g := max(0, int(math.Ceil((v.at(-5)-low)/c.step)))
		begin[min(g, grid)]++
		for last := int((v.at(5) - low) / c.step); g < grid && g <= last; g++ {
			p := v.above(low + float64(g)*c.step)
			c.mean[g] += p
			c.variance[g] += p * (1 - p)
		}
	}
	sure := begin[grid]
	for g := grid - 1; g >= 0; g-- {
		c.mean[g] += float64(sure)
		sure += begin[g]
	}
	return c
}

// at returns what the curve is at x, in a straight line between its points.
func (c curve) at(x float64) (mean, variance float64) {
	t := math.Min(math.Max((x-c.from)/c.step, 0), grid-1)
	g := min(int(t), grid-2)
	t -= float64(g)
	return c.mean[g] + t*(c.mean[g+1]-c.mean[g]), c.variance[g] + t*(c.variance[g+1]-c.variance[g])
}

// crossing returns the value above which so many units are on average, and how uncertain it is: by as much as the number of units above it is, over
// the number for each step of the value.
func (c curve) crossing(units float64) (value, sd float64) {
	g := sort.Search(grid, func(g int) bool { return c.mean[g] <= units }) // the means fall
	g = min(max(g, 1), grid-1)
	fall := c.mean[g-1] - c.mean[g]
	if !(fall > 0) {
		return c.from + float64(g)*c.step, 0
	}
	t := float64(g) - (units-c.mean[g])/fall
	value = c.from + t*c.step
	_, variance := c.at(value)
	return value, math.Sqrt(variance) * c.step / fall
}
