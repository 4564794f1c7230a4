package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var spatialInteraction = index.Index{
	ID:      "spatial-interaction",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Rumsligt kontaktindex (xP̃y)", En: "Spatial interaction index (xP̃y)"},
	Formula: "xP̃y = Σ_i (x_i/X) (1 − p̃_i), p̃_i = Σ_j c_ij x_j / Σ_j c_ij t_j",
	Source:  "Reardon & O'Sullivan 2004, Sociological Methodology 34, 121–162; kernel of Reardon and others 2008, Demography 45, 489–514",
	Min:     0,
	Max:     1,
	Params:  kernelOfSurroundings,
	Reading: lang.Text{
		Sv: "Det rumsliga kontaktindexet är %s: så stor andel av dem som bor omkring gruppens medlemmar tillhör inte gruppen, i genomsnitt.",
		En: "The spatial interaction index is %s: the share outside the group among those who live around the group's members, on average.",
	},
	Caveat: lang.Text{
		Sv: "Att bo nära är inte att umgås, och en liten grupp får nästan alltid ett högt värde. Värdet gäller bara för den valda räckvidden.",
		En: "To live near is not to meet, and a small group nearly always has a high value. The value holds for the chosen bandwidth only.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"seg: spseg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging,
	TwoGroup:   ofSurroundings(SpatialInteraction),
}

// SpatialInteraction returns Reardon and O'Sullivan's xP̃y: the mean over the group of interest of the share of everybody else among those
// around, weighted by the kernel of their distance. It is 1 minus [SpatialIsolation].
//
// It is undefined when either group is empty, or when a unit has nobody within reach, not even itself.
func SpatialInteraction(c index.Composition, k space.Kernel) (float64, error) {
	return spatialMeeting(c, k, 1)
}
