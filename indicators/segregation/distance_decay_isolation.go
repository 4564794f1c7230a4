package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var distanceDecayIsolation = index.Index{
	ID:      "distance-decay-isolation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Avståndsvägd isolering (DPxx)", En: "Distance-decay isolation (DPxx)"},
	Formula: "DPxx = Σ_i (x_i/X) Σ_j K_ij x_j/t_j, K_ij = c_ij t_j/Σ_j c_ij t_j",
	Source:  "Morgan 1983, Area 15, 211–217; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Params:  proximityKernel,
	Reading: lang.Text{
		Sv: "Den avståndsvägda isoleringen är %s: så stor andel av invånarna i sin omgivning, vägda efter närhet, möter gruppen i genomsnitt som tillhör den egna gruppen.",
		En: "Distance-decay isolation is %s: the share of their own group among residents around the group's average member, weighted by nearness.",
	},
	Caveat: lang.Text{
		Sv: "Värdet kan inte tolkas utan gruppens andel i hela staden. Det beror på bandbredden: med stor bandbredd går det mot andelen, hur uppdelad staden än är.",
		En: "The value cannot be read without the group's share of the whole city. It depends on the bandwidth: with a large one it tends to that share, however divided the city is.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: DistanceDecayIsolation", "OasisR: DPxx", "divseg: ds_dd_isolation"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return DistanceDecayIsolation(c, index.Kernel(proximityKernel, p))
	},
}

// DistanceDecayIsolation returns Morgan's DPxx, the mean over the group of interest of its share of the people around, weighted by a
// kernel of the distance. The weights around each unit sum to 1, so that it and [DistanceDecayInteraction] add up to 1, and each person
// counts whatever the size of the unit. With a bandwidth of nothing it is [Isolation].
//
// PySAL 2.5.4 divides along the wrong axis and OasisR 3.1.1 weighs by the population of the unit itself instead of that around it: DPxx
// and DPxy of Hispanics in Sacramento add up to 1.0635 and, with exp(−0.1 d/km), 1.193. divseg 0.1.0 weighs by the distances themselves.
//
// It is undefined when either group is empty, the distances between units are unknown, or a unit has nobody within reach.
func DistanceDecayIsolation(c index.Composition, kernel space.Kernel) (float64, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return 0, err
	}
	matrix, err := decayingExposure(c, kernel)
	if err != nil {
		return 0, err
	}
	return matrix[0][0], nil
}
