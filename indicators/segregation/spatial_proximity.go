package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var spatialProximity = index.Index{
	ID:      "spatial-proximity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Rumslig närhet (SP)", En: "Spatial proximity (SP)"},
	Formula: "SP = (X P_xx + Y P_yy)/(T P_tt)",
	Source:  "White 1983, American Journal of Sociology 88, 1008–1018; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     math.Inf(1),
	Params:  proximityKernel,
	Reading: lang.Text{
		Sv: "Den rumsliga närheten är %s: så många gånger närmare sin egen grupp än invånarna i allmänhet bor man i genomsnitt. 1 betyder att grupperna inte bildar klungor.",
		En: "The spatial proximity is %s: how many times nearer their own group than residents in general people live on average. 1 means that the groups do not cluster.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på bandbredden: med stor bandbredd är alla nära varandra och värdet går mot 1. Jämför bara värden för samma kärna och samma slags enheter.",
		En: "The value depends on the bandwidth: with a large one everybody is near everybody and the value tends to 1. Compare values of one kernel and one kind of unit only.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: SpatialProximity", "OasisR: SP", "seg: isp", "divseg: ds_spat_prox"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return SpatialProximity(c, index.Kernel(proximityKernel, p))
	},
}

// SpatialProximity returns White's SP, the mean proximity within the groups, weighted by their sizes, over that of all residents: 1
// when the groups are mixed, or the bandwidth is so large that distance does not matter; above 1 when members of a group live near each
// other; below 1 when the groups alternate.
//
// PySAL 2.5.4 gives far pairs the large weight: it weighs by 1 − exp(−d) with d as a share of its row's sum (1.0468 for Hispanics in
// Sacramento, against 1.0754 with exp(−d/km)). seg's isp leaves a unit out of its own surroundings ([space.Excluded]: 1.0616), and its
// kernel is in the unit of the coordinates. divseg 0.1.0 gives 4.54 where the value should be near 1.
//
// It is undefined when either group is empty, the distances between units are unknown, or no pair has a weight.
func SpatialProximity(c index.Composition, kernel space.Kernel) (float64, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return 0, err
	}
	s, err := clustered(c, kernel)
	if err != nil {
		return 0, err
	}
	return s.spatialProximity()
}
