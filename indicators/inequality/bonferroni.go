package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var bonferroni = index.Index{
	ID:      "bonferroni",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Bonferronis index", En: "Bonferroni index"},
	Formula: "B = 1 − ∫ L(p)/p dp, with L the Lorenz curve: the mean of 1 − m(p)/μ, m(p) being the mean of the lowest part p",
	Source:  "Bonferroni, C. E. (1930). Elementi di statistica generale. Libreria Seber; Tarsitano, A. (1990). The Bonferroni index of income inequality. In Dagum & Zenga (eds), Income and Wealth Distribution, Inequality and Poverty. Springer.",
	Min:     0, Max: 1,
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Bonferronis index är %s: 0 betyder att alla har lika mycket, 1 att en enda har allt. De som har minst väger tyngst.",
		En: "The Bonferroni index is %s: 0 means that all have the same, 1 that one has everything. Those who have least count for most.",
	},
	Caveat: lang.Text{
		Sv: "Enstaka mycket låga värden, som saknad inkomst, väger tungt.",
		En: "A few very low values, such as no income at all, weigh heavily.",
	},
	Needs: "values of at least 0 that are not all zero",
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, _ index.Params) (float64, error) { return Bonferroni(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		b, err := Bonferroni(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		weight, mean, err := relative(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		// With F the share of the persons up to a value, the influence function is
		// u(x) = [Σ (x(k+1) − x(k)) ln(1/F(k)) over the values from x upward] / μ + (1 − B) x/μ.
		units := ascending(in.Distribution)
		above := sharesFrom(units, weight)
		var sum index.Sum
		for k := len(units) - 2; k >= 0; k-- {
			sum = sum.Plus((units[k+1].value - units[k].value) / mean * -math.Log1p(-above[k+1]))
			above[k+1] = sum.Value() // from here on: the sum at number k
		}
		return interval(units, p, b, 0, 1, func(k int, x float64) float64 {
			influence := (1 - b) * (x / mean)
			if k+1 < len(units) {
				influence += above[k+1]
			}
			return influence
		})
	},
}

// Bonferroni returns the index of Bonferroni (1930) of d: the mean, over all persons, of how far the mean of those who have no more than
// they lies below the mean of all,
//
//	B = 1 − ∫ L(p)/p dp
//
// with L the Lorenz curve, straight between its points. It runs from 0 (all equal) to nearly 1 (one of many has everything), and is
// undefined for negative values and for a mean of zero.
//
// The integral does not depend on whether persons or head counts are given. Sums over persons, 1/n or 1/(n − 1) Σ (1 − m(i)/μ), as in
// Bonferroni's own text, do: for 1, 2, 3 the second is 0.375 and the first 0.25, where the integral is 0.3183 however often the three
// are repeated.
func Bonferroni(d index.Distribution) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	units := ascending(d)
	var below, deficit, sum index.Sum
	for k := 1; k < len(units); k++ {
		below = below.Plus(units[k-1].weight)
		// What those below lack to have as much as this one.
		deficit = deficit.Plus(below.Value() / weight * ((units[k].value - units[k-1].value) / mean))
		sum = sum.Plus(deficit.Value() * math.Log1p(units[k].weight/below.Value()))
	}
	b, err := atLeast(0, sum.Value())
	return math.Min(b, 1), err
}
