package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var largestHold = index.Choice("largest-hold", "how many people the largest units are to hold: as many as the group of interest, as in Massey and Denton, or as the others", "group", "others")

var relativeConcentration = index.Index{
	ID:      "relative-concentration",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Relativ koncentration (RCO)", En: "Relative concentration (RCO)"},
	Formula: "RCO = [(Σ_i x_i a_i/X)/(Σ_i y_i a_i/Y) − 1]/(S₁/S₂ − 1), S₁ and S₂ the mean areas, over their people, of the smallest and the largest units that have X people",
	Source:  "Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{largestHold},
	Reading: lang.Text{
		Sv: "Den relativa koncentrationen är %s: över 0 bor gruppen i mindre enheter än de andra, under 0 i större. 1 är så mycket mindre som enheterna medger.",
		En: "The relative concentration is %s: above 0 the group lives in smaller units than the others, below 0 in larger. 1 is as much smaller as the units allow.",
	},
	Caveat: lang.Text{
		Sv: "Värdet kan vida understiga −1 när gruppen bor i de största enheterna. Jämför bara samma slags enheter.",
		En: "The value can be far below −1 when the group lives in the largest units. Compare the same kind of units only.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and areas of units that are not all the same",
	Reads:      index.Areas,
	Programs:   []string{"PySAL segregation: RelativeConcentration", "OasisR: RCO", "divseg: ds_rel_conc"},
	Properties: index.Permutation | index.Replication | index.Scale,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return RelativeConcentration(c, largestHold.From(p) == 1)
	},
}

// RelativeConcentration returns Massey and Denton's RCO: the mean area of the group's units over that of the others', less 1, as a
// share of what it would be with the group in the smallest units and others in the largest. 0 when both live in units of one mean
// area. Units of one area are filled together, as in [AbsoluteConcentration].
//
// In Massey and Denton the largest units hold as many people as the group of interest, as they do for ACO; so they do in PySAL and
// divseg (0.1264 for Hispanics in Sacramento in PySAL). In OasisR they hold as many as the others (0.1299): that is what others chooses.
//
// It is undefined when either group is empty, areas are unknown, or the smallest and the largest units have one mean area.
func RelativeConcentration(c index.Composition, others bool) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	area, err := areas(c)
	if err != nil {
		return 0, err
	}
	second := X
	if others {
		second = Y
	}
	return relativelyConcentrated(x, y, unitTotals(c), area, X, Y, second)
}

// relativelyConcentrated returns RCO of x against y among the people t, where the largest units are to hold second people.
func relativelyConcentrated(x, y, t, area []float64, X, Y, second float64) (float64, error) {
	small, large := meanOfSmallest(t, area, X), meanOfLargest(t, area, second)
	if !apart(small, large) {
		return 0, index.Undefined("the smallest and the largest units that hold as many people as the groups have the same mean area")
	}
	return within(math.Inf(-1), (meanArea(x, area, X)/meanArea(y, area, Y)-1)/(small/large-1), math.Inf(1))
}
