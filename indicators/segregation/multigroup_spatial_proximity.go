package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var multigroupSpatialProximity = index.Index{
	ID:      "multigroup-spatial-proximity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Rumslig närhet för flera grupper (SP)", En: "Multigroup spatial proximity (SP)"},
	Formula: "SP = Σ_k N_k P_kk/(T P_tt)",
	Source:  "White 1986, Population Index 52, 198–221",
	Min:     0,
	Max:     math.Inf(1),
	Params:  proximityKernel,
	Reading: lang.Text{
		Sv: "Den rumsliga närheten för flera grupper är %s: så många gånger närmare sin egen grupp än invånarna i allmänhet bor man i genomsnitt.",
		En: "The multigroup spatial proximity is %s: how many times nearer their own group than residents in general people live on average.",
	},
	Caveat: lang.Text{
		Sv: "Stora grupper väger mest. Värdet beror på bandbredden och går mot 1 när den växer; jämför bara värden för samma kärna.",
		En: "Large groups weigh most. The value depends on the bandwidth and tends to 1 as it grows; compare values of one kernel only.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"OasisR: SP", "seg: isp"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) {
		return MultigroupSpatialProximity(c, index.Kernel(proximityKernel, p))
	},
}

// MultigroupSpatialProximity returns White's SP for any number of groups, the mean of their proximities P_kk by their numbers over that
// of all residents. With two groups it is [SpatialProximity].
//
// It is undefined when fewer than two groups have people, the distances between units are unknown, or no pair has a weight.
func MultigroupSpatialProximity(c index.Composition, kernel space.Kernel) (float64, error) {
	s, err := clustered(c, kernel)
	if err != nil {
		return 0, err
	}
	return s.spatialProximity()
}
