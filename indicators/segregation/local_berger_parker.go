package segregation

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localBergerParker = index.Index{
	ID:      "local-berger-parker",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Största gruppens andel i enheten (Berger–Parker)", En: "Share of the unit's largest group (Berger–Parker)"},
	Formula: "d_i = max_k p_ik",
	Source:  "Berger & Parker 1970, Science 168, 1345–1347",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Största gruppens andel är %s av enhetens invånare.",
		En: "The share of the largest group is %s of the unit's people.",
	},
	Caveat: lang.Text{
		Sv: "Måttet ser bara den största gruppen: hur de andra fördelar sig syns inte.",
		En: "It sees the largest group only: how the others divide does not show.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalBergerParker(c))
	},
}

// LocalBergerParker returns the share of the largest group among the people of each unit: 1 where everybody is in one group,
// 1/K where K groups are of one size.
//
// A unit without people has NaN. It is undefined when nobody is counted.
func LocalBergerParker(c index.Composition) ([]float64, error) {
	return local(c, 0, 1, func(counts []float64, t float64) (float64, error) { return slices.Max(counts) / t, nil })
}
