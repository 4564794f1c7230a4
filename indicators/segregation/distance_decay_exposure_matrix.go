package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var distanceDecayExposureMatrix = index.Index{
	ID:      "distance-decay-exposure-matrix",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Avståndsvägd kontaktmatris", En: "Distance-decay exposure matrix"},
	Formula: "DP_ab = Σ_i (n_ia/N_a) Σ_j K_ij n_jb/t_j, K_ij = c_ij t_j/Σ_j c_ij t_j",
	Source:  "Morgan 1983, American Journal of Sociology 88, 1237–1249",
	Min:     0,
	Max:     1,
	Params:  proximityKernel,
	Reading: lang.Text{
		Sv: "Den avståndsvägda kontakten är %s: så stor andel av dem som bor runt omkring, vägda efter närhet, tillhör den andra gruppen, i genomsnitt för den första gruppen.",
		En: "The distance-decay exposure is %s: the share of the second group among the people around the first group's average member, weighted by nearness.",
	},
	Caveat: lang.Text{
		Sv: "Kontakten beror på hur stor den mötta gruppen är i hela staden och på bandbredden: jämför med gruppens andel.",
		En: "The exposure depends on how large the group that is met is in the whole city, and on the bandwidth: compare with its share.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"OasisR: DPxy"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		matrix, err := DistanceDecayExposureMatrix(c, index.Kernel(proximityKernel, p))
		var parts []index.Part
		for a, row := range matrix {
			for b, v := range row {
				parts = append(parts, index.OfPair(a, b, v))
			}
		}
		return parts, err
	},
}

// DistanceDecayExposureMatrix returns, in row a and column b, Morgan's exposure of group a to group b: the mean over group a of b's share
// of the people around, weighted by a kernel of the distance. Every row sums to 1, and the diagonal is each group's isolation. The row
// of a group without people is nil.
//
// It is undefined when fewer than two groups have people, the distances between units are unknown, or a unit has nobody within reach.
func DistanceDecayExposureMatrix(c index.Composition, kernel space.Kernel) ([][]float64, error) {
	return decayingExposure(c, kernel)
}
