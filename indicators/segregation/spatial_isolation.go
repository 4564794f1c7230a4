package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var spatialIsolation = index.Index{
	ID:      "spatial-isolation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Rumsligt isoleringsindex (xP̃x)", En: "Spatial isolation index (xP̃x)"},
	Formula: "xP̃x = Σ_i (x_i/X) p̃_i, p̃_i = Σ_j c_ij x_j / Σ_j c_ij t_j",
	Source:  "Reardon & O'Sullivan 2004, Sociological Methodology 34, 121–162; kernel of Reardon and others 2008, Demography 45, 489–514",
	Min:     0,
	Max:     1,
	Params:  kernelOfSurroundings,
	Reading: lang.Text{
		Sv: "Det rumsliga isoleringsindexet är %s: så stor andel av dem som bor omkring gruppens medlemmar tillhör den egna gruppen, i genomsnitt.",
		En: "The spatial isolation index is %s: the share of their own group among those who live around the group's members, on average.",
	},
	Caveat: lang.Text{
		Sv: "En stor grupp får ett högt värde även när den är jämnt fördelad: jämför med gruppens andel av staden. Värdet gäller bara för den valda räckvidden.",
		En: "A large group has a high value even when it is spread evenly: compare with the group's share of the city. The value holds for the chosen bandwidth only.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"seg: spseg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging,
	TwoGroup:   ofSurroundings(SpatialIsolation),
}

// SpatialIsolation returns Reardon and O'Sullivan's xP̃x: the mean over the group of interest of its share among those around, weighted by the
// kernel of their distance; the person itself counts. A kernel that reaches no other unit gives [Isolation]; the share of the city is the
// limit of kernels that weigh everybody alike. It is the first entry of [SpatialExposure].
//
// It is undefined when either group is empty, or when a unit has nobody within reach, not even itself.
func SpatialIsolation(c index.Composition, k space.Kernel) (float64, error) {
	return spatialMeeting(c, k, 0)
}

// spatialMeeting returns the mean over the group of interest of the share of group met around it.
func spatialMeeting(c index.Composition, k space.Kernel, met int) (float64, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return 0, err
	}
	s, err := smoothed(c, k)
	if err != nil {
		return 0, err
	}
	return s[0].met(c, 0, met)
}
