package ranking

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/rate"
)

// pair is two units, the first of which has the higher figure.
type pair struct {
	high, low int
	apart     float64 // the difference of the figures, in standard deviations of the side that faces the other
	inverse   float64 // of the standard deviation of the difference of errors
}

// byPairs counts the units that are surely higher and lower than each. A pair is surely apart where its figures are more than c standard deviations
// apart; c is the quantile of the largest studentised difference of the errors of all pairs. Once some are surely apart the others are
// tested again, against the largest of those that remain, until no more are found (Romano and Wolf 2005, Journal of the American
// Statistical Association 100, 94–108): the probability of calling any two apart that are not, or in the wrong order, stays at most one less the level.
func byPairs(values []Value, o Options, out []Place) {
	n := len(values)
	errors := make([][]float64, o.Draws)
	for d := range errors {
		r := rand.New(rand.NewPCG(o.Seed^0x9e3779b97f4a7c15, uint64(d)))
		errors[d] = make([]float64, n)
		for i, v := range values {
			errors[d][i] = v.deviation() * r.NormFloat64()
		}
	}
	for i := range out {
		out[i].Highest, out[i].Lowest = 1, n
	}
	left := pairs(values)
	largest := make([]float64, o.Draws)
	for {
		for d, e := range errors {
			largest[d] = 0
			for _, p := range left {
				largest[d] = max(largest[d], math.Abs(e[p.high]-e[p.low])*p.inverse)
			}
		}
		slices.Sort(largest)
		c := largest[min(o.Draws-1, int(math.Ceil(o.Level*float64(o.Draws+1)))-1)]
		still := left[:0]
		for _, p := range left {
			if p.apart > c {
				out[p.low].Highest++
				out[p.high].Lowest--
			} else {
				still = append(still, p)
			}
		}
		if len(still) == len(left) || len(still) == 0 {
			return
		}
		left = still
	}
}

// pairs returns all pairs of units. Two that are certain are infinitely far apart unless they are the same.
func pairs(values []Value) []pair {
	var out []pair
	for i, v := range values {
		for j, w := range values[:i] {
			p := pair{high: i, low: j}
			if w.Value > v.Value {
				p = pair{high: j, low: i}
			}
			high, low := values[p.high], values[p.low]
			if d := high.Value - low.Value; d > 0 {
				p.apart = d / math.Hypot(high.Below, low.Above)
			}
			if sd := math.Hypot(high.deviation(), low.deviation()); sd > 0 {
				p.inverse = 1 / sd
			}
			out = append(out, p)
		}
	}
	return out
}

// byIntervals counts the units whose simultaneous interval lies above and below that of each. The intervals are at level^(1/n), which is their level
// together where the errors are independent (Šidák 1967).
func byIntervals(values []Value, o Options, out []Place) {
	n := len(values)
	z := rate.Z(math.Pow(o.Level, 1/float64(n)))
	lower, upper := make([]float64, n), make([]float64, n)
	for i, v := range values {
		lower[i], upper[i] = v.Value-z*v.Below, v.Value+z*v.Above
	}
	lowers, uppers := slices.Sorted(slices.Values(lower)), slices.Sorted(slices.Values(upper))
	for i := range values {
		above, _ := slices.BinarySearchFunc(lowers, upper[i], func(l, of float64) int { // first lower limit above the upper one of i
			if l > of {
				return 1
			}
			return -1
		})
		below, _ := slices.BinarySearch(uppers, lower[i]) // upper limits below the lower one
		out[i].Highest, out[i].Lowest = 1+n-above, n-below
	}
}
