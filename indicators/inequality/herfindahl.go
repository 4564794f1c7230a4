package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var herfindahlNormalised = index.Param{
	Name: "normalised", Max: 1, Whole: true,
	Doc: "0 the sum of squared shares, from 1/n; 1 the same counted from 0 (all equal) to 1, (H − 1/n)/(1 − 1/n)",
}

var herfindahl = index.Index{
	ID:      "herfindahl",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Herfindahls index", En: "Herfindahl index"},
	Formula: "H = Σi (xi / Σ x)²",
	Source:  "Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5), 761–762; Herfindahl, O. C. (1950). Concentration in the steel industry. Columbia University.",
	Min:     0, Max: 1,
	Params: []index.Param{herfindahlNormalised},
	Reading: lang.Text{
		Sv: "Herfindahls index är %s: 1 betyder att en enda har allt, och ju fler som delar lika, desto närmare 0.",
		En: "The Herfindahl index is %s: 1 means that one has everything, and the more there are who share alike, the closer to 0.",
	},
	Caveat: lang.Text{
		Sv: "Mäter hur samlat något är, inte bara hur ojämnt: två lika stora ger 0,5. Jämför inte olika antal enheter.",
		En: "Measures how concentrated something is, not only how unequal: two of one size give 0.5. Do not compare different numbers of units.",
	},
	Needs:      "values of at least 0 that are not all zero; weights, where there are any, are head counts",
	Programs:   []string{"ineq: Herfindahl"},
	Properties: index.Permutation | index.Scale | index.Merging | index.Transfer,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return Herfindahl(d, herfindahlNormalised.From(p) == 1)
	},
}

// Herfindahl returns the Herfindahl (or Hirschman) index of d, the sum of the squared shares of the total,
//
//	H = Σ (xi / Σx)²
//
// which is (1 + CV²)/n. It runs from 1/n (n of one size) to 1 (one has everything); normalised, (H − 1/n)/(1 − 1/n) runs from 0. A weight
// is how many persons or firms have the value each. It is undefined for negative values, a mean of zero, weights that are not head
// counts, which would take it above 1, and normalised for fewer than two.
//
// R's ineq has a parameter m, of which 1 is this index.
func Herfindahl(d index.Distribution, normalised bool) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	h := average(d, weight, func(x float64) float64 { return (x / mean) * (x / mean) }) / weight
	if h > 1+1e-12 {
		return 0, index.Undefined("the weights are no head counts: a person has more than everything")
	}
	if !normalised {
		h, err = atLeast(0, h)
		return math.Min(h, 1), err
	}
	if weight < 2 {
		return 0, index.Undefined("needs at least two persons")
	}
	// The variance in place of the difference, so that equal values give 0.
	h, err = atLeast(0, average(d, weight, func(x float64) float64 {
		r := x/mean - 1
		return r * r
	})/(weight-1))
	return math.Min(h, 1), err
}
