package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// RatioMethod is how the limits of a ratio of two proportions are made.
type RatioMethod int

// The methods. Katz is normal on the logarithm, the usual one, and has none where a count is zero. Recovered is from
// Wilson's limits of both proportions by [MOVERRatio], and has a lower limit always and an upper one unless the reference's
// count is zero.
const (
	Katz      RatioMethod = 0
	Recovered RatioMethod = 1
)

var ratioMethod = index.Param{
	Name: "method", Default: float64(Katz), Min: float64(Katz), Max: float64(Recovered), Whole: true,
	Doc: "the limits; 0: normal on the logarithm (Katz et al. 1978); 1: recovered from Wilson's limits of both (Donner and Zou 2012)",
}

var proportionRatio = index.Index{
	ID:      "proportion-ratio",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Kvot mellan andelar", En: "Ratio of proportions"},
	Formula: "R = (x1/n1) / (x2/n2); limits exp(ln R ∓ z √(1/x1 − 1/n1 + 1/x2 − 1/n2))",
	Source:  "Katz, D., Baptista, J., Azen, S. P. & Pike, M. C. (1978). Obtaining confidence intervals for the risk ratio in cohort studies. Biometrics 34, 469–474, method C; Donner, A. & Zou, G. Y. (2012). Closed-form confidence intervals for functions of the normal mean and standard deviation. Statistical Methods in Medical Research 21, 347–359.",
	Min:     0, Max: inf,
	Params: []index.Param{ratioMethod, index.Level},
	Reading: lang.Text{
		Sv: "Andelen är %s gånger den som den jämförs med.",
		En: "The proportion is %s times the one that it is compared with.",
	},
	Caveat: lang.Text{
		Sv: "En kvot kan bli stor för att båda andelarna är små. Visa den med skillnaden.",
		En: "A ratio may be large because both proportions are small. Show it with the difference.",
	},
	Needs:      "counts that are not above their populations; a reference with events, or two units with a population",
	Programs:   []string{"statsmodels: confint_proportions_2indep compare=ratio method=log"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		estimates, err := ProportionRatio(e, RatioMethod(ratioMethod.From(p)), index.Level.From(p))
		return index.OfEstimates(estimates), err
	},
}

// ProportionRatio returns, for each unit of e, its proportion divided by that of the reference, or of the rest of the units where
// e.Reference is negative, with limits at the confidence level by the method: [Katz] ([RatioInterval]) or [Recovered].
//
// A ratio runs from 0 without upper bound. It is undefined, Level 0 and NaN, for the reference itself, for units with a
// population of zero and where nobody is counted in what a unit is compared with; limits that the method does not have are
// NaN. Errors are those of [ProportionDifference].
func ProportionRatio(e index.Events, method RatioMethod, level float64) ([]index.Estimate, error) {
	if err := Persons.check(e, 1, level); err != nil {
		return nil, err
	}
	z := Z(level)
	return contrasts(e, func(x1, n1, x2, n2 float64) index.Estimate {
		x2 = min(x2, n2) // fractions may not add up exactly
		lower, upper := katz(x1, n1, x2, n2, z)
		if method == Recovered {
			l1, u1 := wilson(x1, n1, z)
			l2, u2 := wilson(x2, n2, z)
			lower, upper = MOVERRatio(x1/n1, l1, u1, x2/n2, l2, u2)
		}
		return estimate((x1/n1)/(x2/n2), lower, upper, level)
	})
}
