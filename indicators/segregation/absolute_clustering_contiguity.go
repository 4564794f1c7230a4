package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var absoluteClusteringByContiguity = index.Index{
	ID:      "absolute-clustering-contiguity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Absolut klustring bland grannar (ACL)", En: "Absolute clustering among neighbours (ACL)"},
	Formula: "ACL = [Σ_i (x_i/X) Σ_j c_ij x_j − (X/n²) Σ_i Σ_j c_ij]/[Σ_i (x_i/X) Σ_j c_ij t_j − (X/n²) Σ_i Σ_j c_ij], c_ij = 1 for neighbours and i = j",
	Source:  "Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{contiguity},
	Reading: lang.Text{
		Sv: "Den absoluta klustringen är %s: 0 är så många ur gruppen i den egna enheten och dess grannar som om gruppen var lika stor i alla enheter, 1 är bara den egna gruppen.",
		En: "The absolute clustering is %s: 0 is as many of the group in its own units and their neighbours as if it were equally large in all units, 1 is none but the group.",
	},
	Caveat: lang.Text{
		Sv: "Värdet jämför med lika många i varje enhet, inte med lika stor andel: enheternas antal och storlek styr det. Alla grannar väger lika, hur stora de än är.",
		En: "The value compares with equal numbers in each unit, not with equal shares: the number and size of units governs it. All neighbours weigh alike, however large.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and which units are neighbours",
	Reads:      index.Neighbours,
	Programs:   []string{"OasisR: ACL"},
	Properties: index.Permutation | index.Scale,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return AbsoluteClusteringContiguity(c, contiguity.From(p) == 1)
	},
}

// AbsoluteClusteringContiguity returns Massey and Denton's ACL where a unit and its neighbours count with the weight 1 and others not at
// all. With rook a common corner makes no neighbours.
//
// It is undefined when either group is empty, neighbours are unknown, or the number of all people near the group is that of the group
// if it were spread evenly.
func AbsoluteClusteringContiguity(c index.Composition, rook bool) (float64, error) {
	x, y, X, _, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	beside, err := borders(c, rook)
	if err != nil {
		return 0, err
	}
	units, _ := inhabited(c)
	sums := make([][]float64, 3)
	for k, column := range [][]float64{x, y, units} {
		sums[k] = make([]float64, len(column))
		for i, own := range column {
			sums[k][i] = own
			to, _ := beside.Of(i)
			for _, j := range to {
				sums[k][i] += column[j]
			}
		}
	}
	return absolutelyClustered(c, X, sums[0], sums[1], sums[2])
}
