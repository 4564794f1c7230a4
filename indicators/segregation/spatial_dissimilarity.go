package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var spatialDissimilarity = index.Index{
	ID:      "spatial-dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Rumsligt dissimilaritetsindex (D̃)", En: "Spatial dissimilarity index (D̃)"},
	Formula: "D̃ = Σ_i Σ_k t_i |p̃_ik − P_k| / (2 T I), p̃_ik = Σ_j c_ij n_jk / Σ_j c_ij t_j, I = Σ_k P_k (1 − P_k)",
	Source:  "Reardon & O'Sullivan 2004, Sociological Methodology 34, 121–162; kernel of Reardon and others 2008, Demography 45, 489–514",
	Min:     0,
	Max:     math.Inf(1),
	Params:  kernelOfSurroundings,
	Reading: lang.Text{
		Sv: "Det rumsliga dissimilaritetsindexet är %s: så mycket avviker invånarnas omgivningar från stadens sammansättning, där 0 är inte alls och 1 är som när ingen har någon ur en annan grupp omkring sig.",
		En: "The spatial dissimilarity index is %s: how far residents' surroundings are from the city's composition, where 0 is not at all and 1 is as when nobody has anybody of another group around them.",
	},
	Caveat: lang.Text{
		Sv: "Värdet gäller bara för den valda räckvidden, och säger inte hur många som skulle behöva flytta. Jämför städer bara vid samma räckvidd.",
		En: "The value holds for the chosen bandwidth only, and does not say how many would have to move. Compare cities at the same bandwidth only.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"seg: spseg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin,
	MultiGroup: ofSurroundings(SpatialDissimilarity),
}

// SpatialDissimilarity returns Reardon and O'Sullivan's D̃: [MultigroupDissimilarity] of the composition that each person has around them,
// with people weighted by the kernel of their distance. With two groups it is the spatial form of [Dissimilarity]. It is 0 when all
// surroundings are like the city; a kernel that reaches no other unit gives D of the units. As smoothed compositions need not average to the
// city's it can pass 1, where many small units lie round a large one.
//
// PySAL (Dissim and MultiDissim with distance) takes the city from smoothed and rounded counts, see [SpatialTheilH]. It is not Morrill's index
// adjusted for neighbours, which PySAL calls SpatialDissim.
//
// It is undefined when fewer than two groups have people, or when a unit has nobody within reach, not even itself.
func SpatialDissimilarity(c index.Composition, k space.Kernel) (float64, error) {
	s, err := smoothed(c, k)
	if err != nil {
		return 0, err
	}
	return s[0].dissimilarity()
}
