package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// RateRatioMethod is how the limits of a ratio of two rates are made.
type RateRatioMethod int

// The methods. Conditional is exact: given the events of both, those of the one are binomial. FromByar is from [Byar]'s limits of
// both rates by [MOVERRatio], and narrower.
const (
	Conditional RateRatioMethod = 0
	FromByar    RateRatioMethod = 1
)

var rateRatioMethod = index.Param{
	Name: "method", Default: float64(Conditional), Min: float64(Conditional), Max: float64(FromByar), Whole: true,
	Doc: "the limits; 0: exact, from the binomial of the one count given both; 1: recovered from Byar's limits of both (Donner and Zou 2012)",
}

var rateRatio = index.Index{
	ID:      "rate-ratio",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Kvot mellan antal per invånare", En: "Ratio of rates"},
	Formula: "R = (x1/n1) / (x2/n2); limits (n2/n1) π/(1 − π), π the Clopper–Pearson limits of x1 among x1 + x2",
	Source:  "Breslow, N. E. & Day, N. E. (1987). Statistical Methods in Cancer Research II. IARC; Clopper, C. J. & Pearson, E. S. (1934). Biometrika 26(4), 404–413; Donner, A. & Zou, G. Y. (2012). Statistical Methods in Medical Research 21, 347–359.",
	Min:     0, Max: inf,
	Params: []index.Param{rateRatioMethod, index.Level},
	Reading: lang.Text{
		Sv: "Antalet händelser i förhållande till folkmängden är %s gånger det som det jämförs med.",
		En: "The rate of events to population is %s times the one that it is compared with.",
	},
	Caveat: lang.Text{
		Sv: "Kvoten kan bero på olika åldersfördelning. Referensen får inte innehålla området självt.",
		En: "The ratio may be one of age structure. The reference must not contain the area itself.",
	},
	Needs:      "counts and populations; a reference with events, or two units with a population",
	Programs:   []string{"statsmodels: confint_poisson_2indep compare=ratio"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		estimates, err := RateRatio(e, RateRatioMethod(rateRatioMethod.From(p)), index.Level.From(p))
		return index.OfEstimates(estimates), err
	},
}

// RateRatio returns, for each unit of e, its rate divided by that of the reference, or of the rest of the units where
// e.Reference is negative, with limits at the confidence level by the method.
//
// A ratio runs from 0 without upper bound. It is undefined, Level 0 and NaN, for the reference itself, for units with a
// population of zero and where nothing is counted in what a unit is compared with. Errors are those of [RateDifference].
func RateRatio(e index.Events, method RateRatioMethod, level float64) ([]index.Estimate, error) {
	if err := check(e, 1, level); err != nil {
		return nil, err
	}
	byars := byarsAt(level)
	return contrasts(e, func(x1, n1, x2, n2 float64) index.Estimate {
		var lower, upper float64
		if method == FromByar {
			l1, u1 := Occurrences.limits(x1, n1, byars)
			l2, u2 := Occurrences.limits(x2, n2, byars)
			lower, upper = MOVERRatio(x1/n1, l1, u1, x2/n2, l2, u2)
		} else {
			lower, upper = ClopperPearson(x1, x1+x2, level)
			lower, upper = lower/(1-lower)*(n2/n1), upper/(1-upper)*(n2/n1)
		}
		return estimate((x1/n1)/(x2/n2), lower, upper, level)
	})
}
