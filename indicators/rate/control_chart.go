package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var controlChart = index.Index{
	ID:      "control-chart",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Styrdiagram kring jämförelsevärdet", En: "Control limits around the benchmark"},
	Formula: "persons: p against Wilson's limits of P n among n; occurrences: x/n against the exact Poisson limits of E = P n, of ⌈E⌉ below and ⌊E⌋ above, over n",
	Source:  "Fingertips (fingertips-open 6780897), comparators 5 and 6; Wilson (1927); Garwood (1936).",
	Min:     -2, Max: 2,
	Params: []index.Param{kind, lowIsGood, outerLevel, index.Level},
	Reading: lang.Text{
		Sv: "Området mot styrgränserna kring jämförelsevärdet: %s (−2 och −1 under, 0 innanför, 1 och 2 över).",
		En: "The area against control limits around the benchmark: %s (−2 and −1 below, 0 within, 1 and 2 above).",
	},
	Caveat: lang.Text{
		Sv: "Gränserna är intervall för en andel som har uppmätts, lagda kring en som antas, och är inte desamma som ett trattdiagrams.",
		En: "The limits are intervals of a proportion that was measured, laid around one that is assumed, and not those of a funnel plot.",
	},
	Needs:      "counts and populations; a reference, or the whole city as benchmark",
	Programs:   []string{"Fingertips: SpcForProportionsComparer, SpcForDsrComparer"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		judged, err := ControlChart(e, kindFrom(p), levelsFrom(p), lowIsGood.From(p) == 1)
		return ofJudged(judged, index.Level.From(p)), err
	},
}

// ControlChart returns the verdict on each unit of e by the rule that Fingertips calls SPC: the unit's figure lies outside limits around the
// benchmark, which is the figure of the reference or else of all units together, at the unit's own population. For persons
// (comparator 5) they are Wilson's limits of the benchmark as if it had been counted among so many; for occurrences (comparator
// 6) the exact Poisson limits of the number expected, with the next whole number above for the lower limit and below for the upper.
//
// Fingertips has z = 1.96 and 3.0902 where this has the quantiles 1.959964 and 3.090232. Both differ from PHEindicatormethods' funnel of
// proportions, whose limits are named Wilson's too but are P ∓ z√(P(1 − P)/n): around 80.64 per cent at 10 persons, 49.7 to
// 94.6 here and 56.2 to 105.1, cut at 100, there. [ProportionFunnel] has all of them by name.
// Of occurrences, 7 where 13.14 are expected are below the limits here, which begin at 7.65, and inside PHEindicatormethods' funnel, for the
// exact interval of 7 events ends at 14.42.
//
// The reference itself and units with a population of zero have no verdict. It is undefined where what is compared with has no population, and
// for persons above their population.
func ControlChart(e index.Events, kind Kind, levels Levels, lowIsGood bool) ([]Judged, error) {
	bx, bn, err := kind.compared(e, levels)
	if err != nil {
		return nil, err
	}
	z, outerZ := Z(levels.Level), Z(levels.Outer)
	return judge(e, lowIsGood, func(x, n float64) Verdict {
		expected := math.Min(bx/bn, math.MaxFloat64/n) * n
		if kind == Persons {
			expected = math.Min(expected, n)
			lower, upper := wilson(expected, n, z)
			outerLower, outerUpper := wilson(expected, n, outerZ)
			return levels.Beyond(x/n, lower, upper, outerLower, outerUpper)
		}
		lower, upper := roundedPoisson(expected, levels.Level)
		outerLower, outerUpper := roundedPoisson(expected, levels.Outer)
		return levels.Beyond(x, lower, upper, outerLower, outerUpper)
	}), nil
}

// roundedPoisson returns the exact limits of a number expected: the lower of the next whole number above, the upper of the next below. A
// number that is whole but for rounding is whole.
func roundedPoisson(expected, level float64) (lower, upper float64) {
	if whole := math.Round(expected); math.Abs(expected-whole) <= 1e-9*expected {
		expected = whole
	}
	lower, _ = ExactPoisson(math.Ceil(expected), level)
	_, upper = ExactPoisson(math.Floor(expected), level)
	return lower, upper
}
