package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var zengaSums = index.Param{
	Name: "sums", Max: 1, Whole: true,
	Doc: "0 the area under the curve I(p), 1 Zenga's sum over the different values",
}

var zenga = index.Index{
	ID:      "zenga",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Zengas index", En: "Zenga index"},
	Formula: "Z = ∫ [1 − m(p)/M(p)] dp, with m(p) the mean of the lowest part p and M(p) that of the others",
	Source:  "Zenga, M. (2007). Inequality curve and inequality index based on the ratios between lower and upper arithmetic means. Statistica & Applicazioni 5(1), 3–27.",
	Min:     0, Max: 1,
	Params: []index.Param{zengaSums},
	Reading: lang.Text{
		Sv: "Zengas index är %s: så stor del av vad de övre har i medeltal saknar de undre, i genomsnitt över alla sätt att dela dem.",
		En: "The Zenga index is %s: that part of what the upper have in the mean the lower lack, on average over all ways to divide them.",
	},
	Caveat: lang.Text{
		Sv: "Värdena är höga jämfört med Ginikoefficienten: jämför bara Zengas index med varandra.",
		En: "The values are high compared with the Gini coefficient: compare Zenga indices with each other only.",
	},
	Needs:    "values of at least 0 that are not all zero",
	Programs: []string{"convey: svyzenga"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) { return Zenga(d, zengaSums.From(p) == 1) },
}

// Zenga returns the inequality index of Zenga (2007) of d,
//
//	Z = ∫ I(p) dp,  I(p) = 1 − [L(p)/p] / [(1 − L(p))/(1 − p)]
//
// in which L is the Lorenz curve, straight between its points, so that I(p) compares the mean of the lowest part p with that of the
// others. It runs from 0 (all equal) to nearly 1, and is undefined for negative values and for a mean of zero.
//
// With sums, it is Zenga's sum over the different values, Σ n(i)/n [1 − m(i)/M(i)], in which the highest value is its own M. The sum
// nears the integral as the number of values grows, is lower for few (0.375 and not 0.376 for 1 and 2), and jumps when two
// values become one.
//
// With c what those below a value lack to have as much, and e what those above it have beyond it, both in units of the mean and of all
// persons, the part of the integral at the value x, from F0 to F1, is exactly
//
//	[c ln(F1/F0) + (e μ/x) ln(U0/U1)] / (1 + c)
//
// U being 1 − L at either end.
func Zenga(d index.Distribution, sums bool) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	units := joined(ascending(d))
	above := upperPart(units, weight, mean)
	var sum, below, lack index.Sum
	for k, u := range units {
		share, r, before := u.weight/weight, u.value/mean, below.Value()
		if k > 0 {
			lack = lack.Plus(before * ((u.value - units[k-1].value) / mean))
		}
		below = below.Plus(share)
		c, last := lack.Value(), k+1 == len(units)
		switch {
		case sums && last:
			sum = sum.Plus(share * (c / below.Value() / r))
		case sums:
			lower, higher := r-c/below.Value(), above[k].held/above[k].share
			sum = sum.Plus(share * (1 - lower/higher))
		case r == 0: // the lowest has nothing, and so nothing in proportion to the others
			sum = sum.Plus(share)
		default:
			part := 0.0
			if k > 0 {
				part = float64(c * math.Log1p(share/before))
			}
			if !last {
				part += float64(above[k].excess / r * math.Log1p(r*share/above[k].held))
			}
			sum = sum.Plus(part / (1 + c))
		}
	}
	z, err := atLeast(0, sum.Value())
	return math.Min(z, 1), err
}

// upper is those who have more than some value: their share of the persons, what they have, and what they have beyond that value, both of
// all and in units of the mean.
type upper struct{ share, held, excess float64 }

// upperPart returns those above each of units, which differ and are in ascending order.
func upperPart(units []unit, weight, mean float64) []upper {
	out := make([]upper, len(units))
	var share, held, excess index.Sum
	for k := len(units) - 2; k >= 0; k-- {
		next := units[k+1]
		share = share.Plus(next.weight / weight)
		held = held.Plus(next.weight / weight * (next.value / mean))
		excess = excess.Plus(share.Value() * ((next.value - units[k].value) / mean))
		out[k] = upper{share.Value(), held.Value(), excess.Value()}
	}
	return out
}
