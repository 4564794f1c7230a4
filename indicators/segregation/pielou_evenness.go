package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var pielou = index.Index{
	ID:      "pielou-evenness",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Pielous jämnhet (J)", En: "Pielou's evenness (J)"},
	Formula: "J = −Σ_k P_k ln P_k / ln K",
	Source:  "Pielou 1966, Journal of Theoretical Biology 13, 131–144",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Pielous jämnhet är %s: 0 betyder att alla tillhör en och samma grupp och 1 att grupperna är lika stora.",
		En: "Pielou's evenness is %s: 0 means that everybody is in one group and 1 that the groups are of equal size.",
	},
	Caveat: lang.Text{
		Sv: "Alla grupper som anges räknas, även de som saknas i området: ange samma grupper för alla områden.",
		En: "All groups that are given count, those that the area lacks as well: give the same groups for all areas.",
	},
	Needs:      "counts of two groups or more in each unit, with somebody in one of them",
	Programs:   []string{"PySAL segregation: MultiDiversity", "OasisR: NShannon"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return PielouEvenness(c) },
}

// PielouEvenness returns [Entropy] as a share of its maximum, the logarithm of the number K of groups that are given: 0 when
// everybody is in one group, 1 when all groups are of one size. Groups without people count in K: an area where a tenure is
// missing is less mixed than one that has all.
//
// It does not look at the units. It is undefined when nobody is counted and for fewer than two groups.
func PielouEvenness(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 1)
	if err != nil {
		return 0, err
	}
	if len(N) < 2 {
		return 0, index.Undefined("needs at least 2 groups, has %d", len(N))
	}
	return within(0, shannon(N, T)/math.Log(float64(len(N))), 1)
}
