package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var rosenbluth = index.Index{
	ID:      "rosenbluth",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Rosenbluths index (Hall–Tideman)", En: "Rosenbluth index (Hall–Tideman)"},
	Formula: "R = 1 / (2 Σi i si − 1), with s1 ≥ s2 ≥ … the shares of the total",
	Source:  "Hall, M. & Tideman, N. (1967). Measures of concentration. Journal of the American Statistical Association 62(317), 162–168; Rosenbluth, G. (1955). Measures of concentration. In Business Concentration and Price Policy. Princeton University Press.",
	Min:     0, Max: 1,
	Reading: lang.Text{
		Sv: "Rosenbluths index är %s: 1 betyder att en enda har allt, och ju fler som delar lika, desto närmare 0.",
		En: "The Rosenbluth index is %s: 1 means that one has everything, and the more there are who share alike, the closer to 0.",
	},
	Caveat: lang.Text{
		Sv: "Mäter hur samlat något är, inte bara hur ojämnt. Många små enheter drar ned värdet. Jämför inte olika antal enheter.",
		En: "Measures how concentrated something is, not only how unequal. Many small units lower it. Do not compare different numbers of units.",
	},
	Needs:      "values of at least 0 that are not all zero; weights, where there are any, are head counts",
	Programs:   []string{"ineq: Rosenbluth"},
	Properties: index.Permutation | index.Scale | index.Merging | index.Transfer,
	Unequal:    func(d index.Distribution, _ index.Params) (float64, error) { return Rosenbluth(d) },
}

// Rosenbluth returns the concentration index of Rosenbluth (1955) and of Hall and Tideman (1967) of d,
//
//	R = 1 / (2 Σ i s(i) − 1)
//
// with s(1) ≥ s(2) ≥ … the shares of the total. It is 1/(n(1 − G)) with G the [Gini] coefficient, and runs from 1/n (n of one size) to 1
// (one has everything). A weight is how many persons or firms have the value each. It is undefined for negative values, a mean of zero,
// and weights that are not head counts, which would take it above 1.
func Rosenbluth(d index.Distribution) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	// n(1 − G) = Σ (x(k) − x(k−1)) S(k)²/(n μ), S being how many have at least x(k): a sum in which nothing cancels.
	units := ascending(d)
	var sum index.Sum
	above := sharesFrom(units, weight)
	before := 0.0
	for k, u := range units {
		sum = sum.Plus((u.value - before) / mean * above[k] * above[k])
		before = u.value
	}
	r := 1 / sum.Value() / weight
	if r > 1+1e-12 {
		return 0, index.Undefined("the weights are no head counts: a person has more than everything")
	}
	r, err = atLeast(0, r)
	return math.Min(r, 1), err
}
