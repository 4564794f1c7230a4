package segregation

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var bergerParker = index.Index{
	ID:      "berger-parker",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Berger–Parkers dominans", En: "Berger–Parker dominance"},
	Formula: "d = max_k P_k",
	Source:  "Berger & Parker 1970, Science 168, 1345–1347",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Berger–Parkers dominans är %s: så stor andel tillhör den största gruppen.",
		En: "The Berger–Parker dominance is %s: the share of the largest group.",
	},
	Caveat: lang.Text{
		Sv: "Måttet ser bara den största gruppen: hur de övriga är fördelade märks inte.",
		En: "It sees the largest group only: how the others are divided does not show.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return BergerParker(c) },
}

// BergerParker returns the share of the largest group among the people of all units together: 1 when everybody is in one
// group, 1/K when K groups are of one size. Its inverse is the [Hill] number of infinite order.
//
// It does not look at the units. It is undefined when nobody is counted.
func BergerParker(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 1)
	if err != nil {
		return 0, err
	}
	return within(0, slices.Max(N)/T, 1)
}
