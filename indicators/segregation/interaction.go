package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var interaction = index.Index{
	ID:      "interaction",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Interaktionsindex (xPy)", En: "Interaction index (xPy)"},
	Formula: "xPy = Σ_i (x_i/X)(y_i/t_i)",
	Source:  "Bell 1954, Social Forces 32, 357–364; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Interaktionsindex är %s: så stor andel av invånarna i sin egen enhet möter gruppen i genomsnitt som tillhör den andra gruppen.",
		En: "The interaction index is %s: the share of the other group in the unit of the group's average member.",
	},
	Caveat: lang.Text{
		Sv: "Ett högt värde betyder liten segregation. Värdet beror på gruppernas storlek i staden och gäller åt ett håll: den andra gruppens möten med gruppen är ett annat tal.",
		En: "A high value means little segregation. The value depends on the sizes of the groups in the city and has a direction: the other group's exposure to the group is another number.",
	},
	Needs: "counts of two groups in each unit, with people in both groups",
	Programs: []string{
		"PySAL segregation: Interaction", "R segregation: exposure", "OasisR: xPy",
		"divseg: ds_interaction", "Stata: seg",
	},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return Interaction(c) },
}

// Interaction returns Bell's xPy, the mean over the group of interest of the other group's share of their unit: 0 when
// no unit holds both groups, the other group's share of the city when every unit is alike. With two groups
// [Isolation] and Interaction add up to 1.
//
// It is undefined when either group is empty.
func Interaction(c index.Composition) (float64, error) { return exposure(c, 1) }
