package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var overlapComparison = index.Index{
	ID:      "overlap-comparison",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Överlappande intervall", En: "Overlapping intervals"},
	Formula: "−1 where the area's upper limit is below the benchmark's lower limit, 1 where its lower limit is above the benchmark's upper limit, else 0",
	Source:  "Fingertips (fingertips-open 6780897), comparator 12; limits after Wilson (1927) and Eayres (2008).",
	Min:     -1, Max: 1,
	Params: []index.Param{kind, lowIsGood, index.Level},
	Reading: lang.Text{
		Sv: "Områdets intervall mot jämförelsens intervall: %s (−1 under, 0 överlappande, 1 över).",
		En: "The area's interval against that of the benchmark: %s (−1 below, 0 overlapping, 1 above).",
	},
	Caveat: lang.Text{
		Sv: "Att två intervall överlappar betyder inte att skillnad saknas: regeln hittar få skillnader.",
		En: "That two intervals overlap does not mean that there is no difference: the rule finds few of them.",
	},
	Needs:      "counts and populations; a reference, or the whole city as benchmark",
	Programs:   []string{"Fingertips: DoubleOverlappingCIsComparer"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		judged, err := OverlapComparison(e, kindFrom(p), index.Level.From(p), lowIsGood.From(p) == 1)
		return ofJudged(judged, index.Level.From(p)), err
	},
}

// OverlapComparison returns the verdict on each unit of e by the rule that Fingertips calls double overlapping intervals: the unit's interval
// and that of the benchmark, which is the reference or else all units together, share no number. The limits are Wilson's for persons
// and [Byar]'s for occurrences.
//
// The rule is far stricter than its level says: two intervals of 95 per cent of one width fail to overlap where the two figures
// are alike in 2Φ(−1.96 √2) = 0.56 per cent of draws. [ProportionDifference] and [RateDifference] keep the level.
//
// The reference itself and units with a population of zero have no verdict. It is undefined where what is compared with has no population, and
// for persons above their population.
func OverlapComparison(e index.Events, kind Kind, level float64, lowIsGood bool) ([]Judged, error) {
	levels := Levels{Level: level, Outer: level}
	bx, bn, err := kind.compared(e, levels)
	if err != nil {
		return nil, err
	}
	byars := byarsAt(level)
	lower, upper := kind.limits(bx, bn, byars)
	return judge(e, lowIsGood, func(x, n float64) Verdict {
		l, u := kind.limits(x, n, byars)
		return Apart(l, u, lower, upper)
	}), nil
}
