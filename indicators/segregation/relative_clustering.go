package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var relativeClustering = index.Index{
	ID:      "relative-clustering",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Relativ klustring (RCL)", En: "Relative clustering (RCL)"},
	Formula: "RCL = P_xx/P_yy − 1",
	Source:  "White 1983, American Journal of Sociology 88, 1008–1018; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     -1,
	Max:     math.Inf(1),
	Params:  proximityKernel,
	Reading: lang.Text{
		Sv: "Den relativa klustringen är %s: 0 betyder att gruppens medlemmar bor lika nära varandra som de andra bor varandra, över 0 att de bor tätare ihop.",
		En: "The relative clustering is %s: 0 means that members of the group live as near each other as the others do, above 0 that they live closer together.",
	},
	Caveat: lang.Text{
		Sv: "En grupp som bor i stadens mitt får ett högt värde även om den är blandad med de andra. Värdet beror på bandbredden.",
		En: "A group that lives in the middle of the city has a high value even when it is mixed with the others. The value depends on the bandwidth.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: RelativeClustering", "OasisR: RCL", "divseg: ds_rel_clust"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return RelativeClustering(c, index.Kernel(proximityKernel, p))
	},
}

// RelativeClustering returns Massey and Denton's RCL, the group's mean proximity over that of the others, less 1.
//
// PySAL 2.5.4 gives far pairs the large weight and squares x_j instead of multiplying x_i by x_j (0.5173 for Hispanics in Sacramento);
// divseg 0.1.0 adds up c_ij x_j and leaves out x_i. OasisR agrees with this function.
//
// It is undefined when either group is empty, the distances between units are unknown, or no pair of the others has a weight.
func RelativeClustering(c index.Composition, kernel space.Kernel) (float64, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return 0, err
	}
	s, err := clustered(c, kernel)
	if err != nil {
		return 0, err
	}
	if s.within[1] == 0 {
		return 0, index.Undefined("the kernel gives every pair outside the group the weight 0: its bandwidth is too small for these distances")
	}
	return within(-1, s.within[0]/s.within[1]-1, math.Inf(1))
}
