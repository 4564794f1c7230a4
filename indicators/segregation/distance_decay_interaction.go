package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var distanceDecayInteraction = index.Index{
	ID:      "distance-decay-interaction",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Avståndsvägd interaktion (DPxy)", En: "Distance-decay interaction (DPxy)"},
	Formula: "DPxy = Σ_i (x_i/X) Σ_j K_ij y_j/t_j, K_ij = c_ij t_j/Σ_j c_ij t_j",
	Source:  "Morgan 1983, Area 15, 211–217; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Params:  proximityKernel,
	Reading: lang.Text{
		Sv: "Den avståndsvägda interaktionen är %s: så stor andel av invånarna i sin omgivning, vägda efter närhet, möter gruppen i genomsnitt som tillhör den andra gruppen.",
		En: "Distance-decay interaction is %s: the share of the other group among residents around the group's average member, weighted by nearness.",
	},
	Caveat: lang.Text{
		Sv: "Ett högt värde betyder liten segregation. Det beror på gruppernas storlek och på bandbredden, och gäller åt ett håll: den andra gruppens möten med gruppen är ett annat tal.",
		En: "A high value means little segregation. It depends on the sizes of the groups and the bandwidth, and has a direction: the other group's exposure to the group is another number.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: DistanceDecayInteraction", "OasisR: DPxy", "divseg: ds_dd_interaction"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return DistanceDecayInteraction(c, index.Kernel(proximityKernel, p))
	},
}

// DistanceDecayInteraction returns Morgan's DPxy, the mean over the group of interest of the other group's share of the people around,
// weighted by a kernel of the distance. It and [DistanceDecayIsolation] add up to 1.
//
// It is undefined when either group is empty, the distances between units are unknown, or a unit has nobody within reach.
func DistanceDecayInteraction(c index.Composition, kernel space.Kernel) (float64, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return 0, err
	}
	matrix, err := decayingExposure(c, kernel)
	if err != nil {
		return 0, err
	}
	return matrix[0][1], nil
}
