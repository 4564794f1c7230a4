package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var intervalComparison = index.Index{
	ID:      "interval-comparison",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Områdets intervall mot jämförelsevärdet", En: "Interval of the area against the benchmark"},
	Formula: "−1 where the area's upper limit is below the benchmark, 1 where its lower limit is above; −2 and 2 where those of the outer level are as well; else 0",
	Source:  "Fingertips (fingertips-open 6780897), comparators 1 and 17; limits after Wilson (1927) and Eayres (2008).",
	Min:     -2, Max: 2,
	Params: []index.Param{kind, lowIsGood, outerLevel, index.Level},
	Reading: lang.Text{
		Sv: "Områdets intervall mot jämförelsevärdet: %s (−2 och −1 under, 0 liknande, 1 och 2 över).",
		En: "The area's interval against the benchmark: %s (−2 and −1 below, 0 similar, 1 and 2 above).",
	},
	Caveat: lang.Text{
		Sv: "Jämförelsevärdet räknas som säkert. Är området en del av det hittas för få skillnader: jämför hellre med resten av staden.",
		En: "The benchmark is taken as certain. Where the area is part of it too few differences are found: compare with the rest of the city instead.",
	},
	Needs:      "counts and populations; a reference, or the whole city as benchmark",
	Programs:   []string{"Fingertips: SingleOverlappingCIsForOneCILevelComparer, SingleOverlappingCIsForTwoCILevelsComparer"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		judged, err := IntervalComparison(e, kindFrom(p), levelsFrom(p), lowIsGood.From(p) == 1)
		return ofJudged(judged, index.Level.From(p)), err
	},
}

// IntervalComparison returns the verdict on each unit of e by the rule that Fingertips calls single overlapping intervals: the benchmark, which is
// the figure of the reference or else of all units together, lies above or below the unit's own interval, or in it, limits
// included. With one level (Outer not above Level) it is Fingertips' comparator 1, with 0.95 and 0.998 its comparator 17. The
// limits are Wilson's for persons and [Byar]'s for occurrences.
//
// The benchmark counts as certain, and the unit may be part of it: a unit that is 40 per cent of the city is flagged in 1.15 per cent
// of draws where nothing differs, not in 5. [RestDifference] has the table and the remedy.
//
// The reference itself and units with a population of zero have no verdict. It is undefined where what is compared with has no population, and
// for persons above their population.
func IntervalComparison(e index.Events, kind Kind, levels Levels, lowIsGood bool) ([]Judged, error) {
	bx, bn, err := kind.compared(e, levels)
	if err != nil {
		return nil, err
	}
	inner, outer := byarsAt(levels.Level), byarsAt(levels.Outer)
	return judge(e, lowIsGood, func(x, n float64) Verdict {
		lower, upper := kind.limits(x, n, inner)
		outerLower, outerUpper := kind.limits(x, n, outer)
		return levels.Around(bx/bn, lower, upper, outerLower, outerUpper)
	}), nil
}
