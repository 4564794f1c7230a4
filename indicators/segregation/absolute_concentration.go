package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var absoluteConcentration = index.Index{
	ID:      "absolute-concentration",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Absolut koncentration (ACO)", En: "Absolute concentration (ACO)"},
	Formula: "ACO = 1 − (Σ_i x_i a_i/X − S₁)/(S₂ − S₁), S₁ and S₂ the mean areas, over their people, of the smallest and the largest units that have X people",
	Source:  "Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Reading: lang.Text{
		Sv: "Den absoluta koncentrationen är %s: 1 betyder att gruppen bor i de minsta enheterna som rymmer lika många, 0 att den bor i de största.",
		En: "The absolute concentration is %s: 1 means that the group lives in the smallest units that house as many people, 0 in the largest.",
	},
	Caveat: lang.Text{
		Sv: "I små enheter bor alla tätt: värdet är nästan alltid nära 1 för små grupper. Är gruppen stor och enheterna få kan värdet hamna utanför 0 till 1.",
		En: "Everybody lives densely in small units: the value is nearly always close to 1 for small groups. With a large group and few units it can fall outside 0 to 1.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and areas of units that are not all the same",
	Reads:      index.Areas,
	Programs:   []string{"PySAL segregation: AbsoluteConcentration", "OasisR: ACO", "divseg: ds_abs_conc"},
	Properties: index.Permutation | index.Replication | index.Scale,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return AbsoluteConcentration(c) },
}

// AbsoluteConcentration returns Massey and Denton's ACO: where the mean area of the group's units lies between that of the smallest
// units that hold at least X people, everybody counted, which gives 1, and that of the largest, which gives 0. As these hold more
// than X people where the last unit is not filled, a value can fall somewhat outside 0 to 1. Units of one area are filled together: the
// paper does not order them, and published programs take them in the order of the file.
//
// PySAL and OasisR stop at the unit where X is reached, as in the paper; divseg (0.1.0) goes one further where it is reached exactly.
//
// It is undefined when either group is empty, areas are unknown, or the smallest and the largest units have one mean area, as on a
// grid (PySAL and OasisR divide 0 by 0).
func AbsoluteConcentration(c index.Composition) (float64, error) {
	x, _, X, _, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	area, err := areas(c)
	if err != nil {
		return 0, err
	}
	t := unitTotals(c)
	small, large := meanOfSmallest(t, area, X), meanOfLargest(t, area, X)
	if !apart(small, large) {
		return 0, index.Undefined("the smallest and the largest units that hold as many people as the group have the same mean area")
	}
	return within(math.Inf(-1), 1-(meanArea(x, area, X)-small)/(large-small), math.Inf(1))
}
