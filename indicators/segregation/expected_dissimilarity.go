package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var margins = index.Param{
	Name: "margins", Default: 0, Min: 0, Max: 1, Whole: true,
	Doc: "0 draws each person's group by itself with the city's share; 1 deals out the city's people, so that both groups keep their size",
}

var expectedDissimilarity = index.Index{
	ID:      "expected-dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Förväntad dissimilaritet av slump (D*)", En: "Dissimilarity expected by chance (D*)"},
	Formula: "D* = Σ_i E|x_i − t_i P| / (2TP(1 − P))",
	Source:  "Carrington & Troske 1997, Journal of Business & Economic Statistics 15, 402–409; mean deviations in closed form: De Moivre 1730, Diaconis & Zabell 1991, Statistical Science 6, 284–302",
	Min:     0,
	Max:     1,
	Params:  []index.Param{margins},
	Reading: lang.Text{
		Sv: "Den förväntade dissimilariteten är %s: så högt skulle indexet bli i genomsnitt om slumpen ensam delade ut platserna.",
		En: "The expected dissimilarity is %s: the index would be so high on average if chance alone dealt out the places.",
	},
	Caveat: lang.Text{
		Sv: "Slumpen drar varje person för sig. Hushåll som flyttar tillsammans ger ett högre värde.",
		En: "Chance draws each person alone. Households that move together make the value higher.",
	},
	Whole:      true,
	Needs:      "whole counts of two groups in each unit, with people in both groups",
	Programs:   []string{"R segregation: dissimilarity_expected", "Stata: segregsmall"},
	Properties: index.Permutation | index.GroupSwap | index.Replication,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return ExpectedDissimilarity(c, margins.From(p) == 1)
	},
}

// ExpectedDissimilarity returns the exact mean of [Dissimilarity] when chance alone puts people into units of the given
// sizes. Without fixed margins each person belongs to the group of interest with the probability P of the city, and D is taken
// with the city's P as it is (PySAL draws so and lets P vary with the draw). With fixed margins the people of both groups are
// dealt out over the places, as R segregation simulates. It lies between 0 and 1 and is the higher, the smaller the units.
//
// Each unit adds its mean absolute deviation, which has a closed form for both distributions, so nothing is simulated. It is
// undefined when either group is empty and for counts that are not whole.
func ExpectedDissimilarity(c index.Composition, fixedMargins bool) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	if err := whole(c); err != nil {
		return 0, err
	}
	T := X + Y
	var sum index.Sum
	for i := range x {
		t := x[i] + y[i]
		switch {
		case t == 0:
		case fixedMargins:
			sum = sum.Plus(hypergeometricDeviation(T, X, t))
		default:
			sum = sum.Plus(binomialDeviation(t, X/T, Y/T))
		}
	}
	return within(0, sum.Value()/T/(2*(X/T)*(Y/T)), 1)
}

// binomialDeviation returns E|k − np| for k successes among n trials of probability p = 1 − q: 2mq times the probability of
// m = ⌊np⌋ + 1 successes (De Moivre).
func binomialDeviation(n, p, q float64) float64 {
	m := math.Floor(n*p) + 1
	return 2 * m * q * binomial(m, n, p)
}

// hypergeometricDeviation returns E|k − nK/N| for k members among n people drawn from N of whom K are members:
// 2m(N − K − n + m)/N times the probability of m = ⌊nK/N⌋ + 1.
func hypergeometricDeviation(N, K, n float64) float64 {
	m := math.Floor(n*(K/N)) + 1
	return 2 * m * ((N - K - n + m) / N) * hypergeometric(m, N, K, n)
}
