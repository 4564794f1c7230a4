package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var rateDifference = index.Index{
	ID:      "rate-difference",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Skillnad i antal per invånare", En: "Difference between rates"},
	Formula: "d = m (x1/n1 − x2/n2); limits m (d − √((r1 − l1)² + (u2 − r2)²)) and m (d + √((u1 − r1)² + (r2 − l2)²)), l and u those of the crude rate",
	Source:  "Zou, G. Y. & Donner, A. (2008). Construction of confidence limits about effect measures: a general approach. Statistics in Medicine 27, 1693–1702.",
	Min:     -inf, Max: inf,
	Params: []index.Param{perHundredThousand, index.Level},
	Reading: lang.Text{
		Sv: "Antalet händelser i förhållande till folkmängden skiljer sig med %s från det som det jämförs med.",
		En: "The rate of events to population differs by %s from the one that it is compared with.",
	},
	Caveat: lang.Text{
		Sv: "Skillnaden kan bero på olika åldersfördelning. Referensen får inte innehålla området självt.",
		En: "The difference may be one of age structure. The reference must not contain the area itself.",
	},
	Needs:      "counts and populations; a reference with a population, or two units with one",
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		estimates, err := RateDifference(e, perHundredThousand.From(p), index.Level.From(p))
		return index.OfEstimates(estimates), err
	},
}

// RateDifference returns, for each unit of e, its rate less that of the reference, or of the rest of the units where e.Reference
// is negative, times multiplier, with the limits of [MOVERDifference] from those of both rates ([Crude]).
//
// The reference itself and units with a population of zero have no difference: Level 0 and NaN. A reference without
// population is an error and, without reference, fewer than two units that have one.
func RateDifference(e index.Events, multiplier, level float64) ([]index.Estimate, error) {
	if err := check(e, multiplier, level); err != nil {
		return nil, err
	}
	byars := byarsAt(level)
	return contrasts(e, func(x1, n1, x2, n2 float64) index.Estimate {
		l1, u1 := Occurrences.limits(x1, n1, byars)
		l2, u2 := Occurrences.limits(x2, n2, byars)
		lower, upper := MOVERDifference(x1/n1, l1, u1, x2/n2, l2, u2)
		return estimate((x1/n1-x2/n2)*multiplier, lower*multiplier, upper*multiplier, level)
	})
}
