package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var spatialRelativeDiversity = index.Index{
	ID:      "spatial-relative-diversity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Rumslig relativ mångfald (R̃)", En: "Spatial relative diversity index (R̃)"},
	Formula: "R̃ = 1 − Σ_i t_i Ĩ_i / (T I), Ĩ_i = Σ_k p̃_ik (1 − p̃_ik), p̃_ik = Σ_j c_ij n_jk / Σ_j c_ij t_j",
	Source:  "Reardon & O'Sullivan 2004, Sociological Methodology 34, 121–162; kernel of Reardon and others 2008, Demography 45, 489–514",
	Min:     math.Inf(-1),
	Max:     1,
	Params:  kernelOfSurroundings,
	Reading: lang.Text{
		Sv: "Den rumsliga relativa mångfalden är %s: så mycket mindre sannolikt är det att två personer i en invånares omgivning tillhör olika grupper än att två i staden gör det, som andel.",
		En: "The spatial relative diversity index is %s: how much less likely two people in a resident's surroundings are to be of different groups than two in the city, as a share.",
	},
	Caveat: lang.Text{
		Sv: "Stora grupper väger tyngst, och värdet gäller bara för den valda räckvidden. Jämför städer bara vid samma räckvidd.",
		En: "Large groups weigh most, and the value holds for the chosen bandwidth only. Compare cities at the same bandwidth only.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"seg: spseg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging,
	MultiGroup: ofSurroundings(SpatialRelativeDiversity),
}

// SpatialRelativeDiversity returns Reardon and O'Sullivan's R̃: [RelativeDiversity] of the composition that each person has around them,
// with people weighted by the kernel of their distance. It has the range and the limits of [SpatialTheilH]. PySAL (MultiRelativeDiversity with
// distance) takes the city from smoothed and rounded counts, as it does there.
//
// It is undefined when fewer than two groups have people, or when a unit has nobody within reach, not even itself.
func SpatialRelativeDiversity(c index.Composition, k space.Kernel) (float64, error) {
	s, err := smoothed(c, k)
	if err != nil {
		return 0, err
	}
	return s[0].relativeDiversity()
}
