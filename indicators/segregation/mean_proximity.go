package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var proximities = index.Index{
	ID:      "mean-proximity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Genomsnittlig närhet (P_ab)", En: "Mean proximity (P_ab)"},
	Formula: "P_ab = Σ_i Σ_j n_ia c_ij n_jb/(N_a N_b), c_ij a kernel of the distance d_ij",
	Source:  "White 1983, American Journal of Sociology 88, 1008–1018; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Params:  proximityKernel,
	Reading: lang.Text{
		Sv: "Den genomsnittliga närheten är %s: medelvikten av ett par invånare, där två på samma plats har vikten 1 och vikten avtar med avståndet.",
		En: "The mean proximity is %s: the mean weight of a pair of residents, where two in one place have the weight 1 and weight falls off with distance.",
	},
	Caveat: lang.Text{
		Sv: "Talet saknar mening för sig: det beror på kärnans bandbredd och stadens storlek. Jämför gruppers tal med varandra och med talet för alla invånare.",
		En: "The number means nothing alone: it depends on the bandwidth of the kernel and the size of the city. Compare the numbers of groups with each other and with that of all residents.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"OasisR: Pxx", "OasisR: Pxy", "OasisR: Poo"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		matrix, total, err := MeanProximity(c, index.Kernel(proximityKernel, p))
		if err != nil {
			return nil, err
		}
		var parts []index.Part
		for a, row := range matrix {
			for b, v := range row {
				if matrix[b] != nil {
					parts = append(parts, index.OfPair(a, b, v))
				}
			}
		}
		return append(parts, index.About("total", total)), nil
	},
}

// MeanProximity returns White's P_ab in row a and column b, the mean weight of a pair of a member of group a and one of group b, and
// P_tt, that of any two residents. Everybody is also paired with oneself, as in the literature: n_ia c_ii n_ia stands for the pairs
// within unit i. Where distances are alike both ways, P_ab = P_ba.
//
// The row of a group without people is nil, and its column 0. It is undefined when fewer than two groups have people, or the
// distances between units are unknown.
func MeanProximity(c index.Composition, kernel space.Kernel) (matrix [][]float64, total float64, err error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return nil, 0, err
	}
	near, err := surroundings(c, kernel)
	if err != nil {
		return nil, 0, err
	}
	matrix = make([][]float64, len(N))
	for a := range matrix {
		if N[a] == 0 {
			continue
		}
		matrix[a] = make([]float64, len(N))
		for b := range matrix[a] {
			if N[b] == 0 {
				continue
			}
			if matrix[a][b], err = within(0, meanProximity(c.Counts[a], near[b], N[a], N[b]), 1); err != nil {
				return nil, 0, err
			}
		}
	}
	total, err = proximityOfAll(c, near, T)
	return matrix, total, err
}
