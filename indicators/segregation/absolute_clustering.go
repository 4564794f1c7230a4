package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var absoluteClusteringByDistance = index.Index{
	ID:      "absolute-clustering",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Absolut klustring (ACL)", En: "Absolute clustering (ACL)"},
	Formula: "ACL = [Σ_i (x_i/X) Σ_j c_ij x_j − (X/n²) Σ_i Σ_j c_ij]/[Σ_i (x_i/X) Σ_j c_ij t_j − (X/n²) Σ_i Σ_j c_ij], c_ij a kernel of the distance",
	Source:  "Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  proximityKernel,
	Reading: lang.Text{
		Sv: "Den absoluta klustringen är %s: 0 är så många ur gruppen i gruppens närhet som om den var lika stor i alla enheter, 1 är bara den egna gruppen.",
		En: "The absolute clustering is %s: 0 is as many of the group near the group as if it were equally large in all units, 1 is none but the group.",
	},
	Caveat: lang.Text{
		Sv: "Värdet jämför med lika många i varje enhet, inte med lika stor andel: enheternas antal och storlek styr det. För en stor grupp kan det bli negativt eller större än 1.",
		En: "The value compares with equal numbers in each unit, not with equal shares: the number and size of units governs it. For a large group it can be negative or above 1.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: AbsoluteClustering", "OasisR: ACL", "divseg: ds_abs_clust"},
	Properties: index.Permutation | index.Replication | index.Scale,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return AbsoluteClustering(c, index.Kernel(proximityKernel, p))
	},
}

// AbsoluteClustering returns Massey and Denton's ACL over a kernel of the distance: the mean number of the group in its own
// surroundings, over that of everybody there, both less the number that there would be of the group if each of the n units with
// people had X/n of it.
//
// PySAL 2.5.4 gives far pairs the large weight, so that Morrill's chequered pattern C (0.499) is more clustered than his solid block A
// (0.419); they are 0.003 and 0.657 here.
//
// It is undefined when either group is empty, the distances between units are unknown, or the number of all people near the group is that
// of the group if it were spread evenly.
func AbsoluteClustering(c index.Composition, kernel space.Kernel) (float64, error) {
	x, y, X, _, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	s, err := c.Located()
	if err != nil {
		return 0, err
	}
	columns := c.Counts
	weight, n := inhabited(c)
	if n < len(weight) {
		columns = [][]float64{x, y, weight}
	}
	around, err := s.Smooth(kernel, columns...)
	if err != nil {
		return 0, index.Unplaced(err)
	}
	units := around.Weight
	if n < len(weight) {
		units = around.Sums[2]
	}
	return absolutelyClustered(c, X, around.Sums[0], around.Sums[1], units)
}
