package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var spatialExposure = index.Index{
	ID:      "spatial-exposure",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Rumslig kontaktmatris (mP̃n)", En: "Spatial exposure matrix (mP̃n)"},
	Formula: "mP̃n = Σ_i (n_im/N_m) p̃_in, p̃_in = Σ_j c_ij n_jn / Σ_j c_ij t_j",
	Source:  "Reardon & O'Sullivan 2004, Sociological Methodology 34, 121–162; kernel of Reardon and others 2008, Demography 45, 489–514",
	Min:     0,
	Max:     1,
	Params:  kernelOfSurroundings,
	Reading: lang.Text{
		Sv: "Den rumsliga kontakten är %s: så stor andel av dem som bor omkring den första gruppens medlemmar tillhör den andra, i genomsnitt.",
		En: "The spatial exposure is %s: the share of the second group among those who live around the members of the first, on average.",
	},
	Caveat: lang.Text{
		Sv: "Kontakten beror på hur stor den mötta gruppen är i hela staden: jämför med dess andel. Att bo nära är inte att umgås.",
		En: "The exposure depends on how large the group that is met is in the whole city: compare with its share. To live near is not to meet.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"seg: spseg"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		matrix, err := SpatialExposure(c, index.Kernel(kernelOfSurroundings, p))
		var parts []index.Part
		for a, row := range matrix {
			for b, v := range row {
				parts = append(parts, index.OfPair(a, b, v))
			}
		}
		return parts, err
	},
}

// SpatialExposure returns, in row m and column n, Reardon and O'Sullivan's mP̃n: the mean over group m of the share of group n around them,
// where people count the less the farther off they live. The diagonal is each group's spatial isolation, every row sums to 1, and a kernel
// that reaches no other unit gives [ExposureMatrix]. The person itself counts among those around it.
//
// The row of a group without people is nil. It is undefined when fewer than two groups have people, or when a unit has nobody
// within reach, not even itself.
func SpatialExposure(c index.Composition, k space.Kernel) ([][]float64, error) {
	s, err := smoothed(c, k)
	if err != nil {
		return nil, err
	}
	matrix := make([][]float64, len(c.Counts))
	for a := range matrix {
		if s[0].N[a] == 0 {
			continue
		}
		matrix[a] = make([]float64, len(c.Counts))
		for b := range matrix[a] {
			if matrix[a][b], err = s[0].met(c, a, b); err != nil {
				return nil, err
			}
		}
	}
	return matrix, nil
}
