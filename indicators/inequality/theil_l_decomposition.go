package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var theilLDecomposition = index.Index{
	ID:      "theil-l-decomposition",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Medellogavvikelse (Theils L), uppdelad på grupper", En: "Mean log deviation (Theil's L) by group"},
	Formula: "L = −Σk pk ln mk + Σk pk Lk, with pk the share of the persons in group k and mk its mean over that of all",
	Source:  "Theil, H. (1967). Economics and Information Theory. North-Holland, chapter 4; Shorrocks, A. F. (1980). Econometrica 48(3), 613–625.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Delen är %s: delarna mellan och inom grupper blir tillsammans hela medellogavvikelsen.",
		En: "The part is %s: what is between groups and within them adds up to the whole mean log deviation.",
	},
	Caveat: lang.Text{
		Sv: "Kan inte räknas när något värde är noll. Delen mellan grupper växer med antalet grupper; jämför bara uppdelningar i samma grupper.",
		En: "Cannot be computed where a value is zero. What is between groups grows with their number; compare decompositions into the same groups only.",
	},
	Reads:      index.Kinds,
	Needs:      "values above 0, each in a group",
	Programs:   []string{"dineq: mld_decomp", "IC2: decompGEI", "convey: svygeidec"},
	Properties: index.Permutation | index.Scale | index.GroupSwap | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		g, err := TheilLDecomposition(d)
		if err != nil {
			return nil, err
		}
		return entropyParts(d, g, 0, p), nil
	},
}

// TheilLDecomposition takes [TheilL], the mean log deviation, apart by d.Group: the index if everybody had the mean of the group, and
// the mean of the groups' own indices by their shares of the persons. The two add up to the whole. Alone among the entropies, the part
// within does not depend on the means of the groups: it is what would be left if these were made equal in proportion.
//
// It is undefined where [TheilL] is, and without groups. dineq leaves out values that are not positive, without a word.
func TheilLDecomposition(d index.Distribution) (GroupDecomposition, error) {
	return entropyByGroup(d, 0)
}
