package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var proportionDifference = index.Index{
	ID:      "proportion-difference",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Skillnad mellan andelar", En: "Difference between proportions"},
	Formula: "d = m (x1/n1 − x2/n2); limits m (d − √((p1 − l1)² + (u2 − p2)²)) and m (d + √((u1 − p1)² + (p2 − l2)²)), l and u Wilson's limits",
	Source:  "Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions: comparison of eleven methods. Statistics in Medicine 17, 873–890, method 10.",
	Min:     -100, Max: 100, // at the default multiplier
	Params: []index.Param{perHundred, index.Level},
	Reading: lang.Text{
		Sv: "Andelen skiljer sig med %s från den som den jämförs med.",
		En: "The proportion differs by %s from the one that it is compared with.",
	},
	Caveat: lang.Text{
		Sv: "Referensen får inte innehålla området självt. Utan referens jämförs varje område med resten.",
		En: "The reference must not contain the area itself. Without a reference each area is compared with the rest.",
	},
	Needs:      "counts that are not above their populations; a reference with a population, or two units with one",
	Programs:   []string{"statsmodels: confint_proportions_2indep compare=diff method=newcomb"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		estimates, err := ProportionDifference(e, perHundred.From(p), index.Level.From(p))
		return index.OfEstimates(estimates), err
	},
}

// ProportionDifference returns, for each unit of e, its proportion less that of the reference, times multiplier (100 gives
// percentage points), with the limits of [NewcombeDifference] at the confidence level. Where e.Reference is negative, each unit
// is compared with the rest: all other units together.
//
// Values and limits run from −multiplier to multiplier. The reference itself and units with a population of zero have no
// difference: Level 0 and NaN. A count above its population is an error, as is a reference without population and, without
// reference, fewer than two units that have one.
func ProportionDifference(e index.Events, multiplier, level float64) ([]index.Estimate, error) {
	if err := Persons.check(e, multiplier, level); err != nil {
		return nil, err
	}
	z := Z(level)
	return contrasts(e, func(x1, n1, x2, n2 float64) index.Estimate {
		x2 = min(x2, n2) // fractions may not add up exactly
		lower, upper := newcombe(x1, n1, x2, n2, z)
		return estimate((x1/n1-x2/n2)*multiplier, lower*multiplier, upper*multiplier, level)
	})
}
