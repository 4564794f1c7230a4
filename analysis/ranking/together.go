package ranking

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/rate"
)

// byPairs counts the units that are surely higher and lower than each. A pair is surely apart where its difference is more than c times its standard
// deviation, which is that of the lower side of the higher and the upper side of the lower one; c is the quantile of the largest such
// difference of all pairs of units that do not differ.
func byPairs(values []Value, o Options, out []Place) {
	c := critical(values, o)
	for i, v := range values {
		higher, lower := 0, 0
		for j, w := range values {
			if j == i {
				continue
			}
			if w.Value-v.Value > c*math.Hypot(w.Below, v.Above) {
				higher++
			}
			if v.Value-w.Value > c*math.Hypot(v.Below, w.Above) {
				lower++
			}
		}
		out[i].Highest, out[i].Lowest = 1+higher, len(values)-lower
	}
}

// critical returns the quantile at the level of the largest studentised difference of any two units, from draws.
func critical(values []Value, o Options) float64 {
	n := len(values)
	errors, sd := make([]float64, n), make([]float64, n)
	inverse := make([]float64, 0, n*(n-1)/2) // of the standard deviation of each pair
	for i, v := range values {
		sd[i] = v.deviation()
		for j := range i {
			inverse = append(inverse, 1/math.Hypot(sd[i], sd[j]))
		}
	}
	largest := make([]float64, o.Draws)
	for d := range largest {
		r := rand.New(rand.NewPCG(o.Seed^0x9e3779b97f4a7c15, uint64(d)))
		for i := range errors {
			errors[i] = sd[i] * r.NormFloat64()
		}
		k := 0
		for i := range n {
			for j := range i {
				if t := math.Abs(errors[i]-errors[j]) * inverse[k]; t > largest[d] { // not for two certain ones: 0 · ∞
					largest[d] = t
				}
				k++
			}
		}
	}
	slices.Sort(largest)
	return largest[min(o.Draws-1, int(math.Ceil(o.Level*float64(o.Draws+1)))-1)]
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
