package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var absoluteCentralisation = index.Index{
	ID:      "absolute-centralisation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Absolut centralisering (ACE)", En: "Absolute centralisation (ACE)"},
	Formula: "ACE = Σ_i X_{i−1} A_i − Σ_i X_i A_{i−1}, cumulative shares of the group and of the land over rings by distance to the centre",
	Source:  "Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     -1,
	Max:     1,
	Params:  centringParams,
	Reading: lang.Text{
		Sv: "Den absoluta centraliseringen är %s: 0 betyder att gruppen är lika tätt bosatt nära centrum som långt därifrån, 1 att alla bor i centrum och −1 att alla bor i utkanten.",
		En: "The absolute centralisation is %s: 0 means that the group lives as densely near the centre as far from it, 1 that all live in the centre and −1 that all live at the edge.",
	},
	Caveat: lang.Text{
		Sv: "I nästan alla städer bor nästan alla grupper tätare nära centrum. Jämför grupper med den relativa centraliseringen, och säg vilken plats som räknas som centrum.",
		En: "In almost every city almost every group lives more densely near the centre. Compare groups by the relative centralisation, and say which place counts as the centre.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, the places and areas of the units and a centre",
	Reads:      index.Places | index.Areas,
	Programs:   []string{"PySAL segregation: AbsoluteCentralization", "OasisR: ACE", "OasisR: ACEPoly", "divseg: ds_abs_cent"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return AbsoluteCentralisation(c, centring(p))
	},
}

// AbsoluteCentralisation returns how much nearer to the centre the group of interest lives than the land lies: from −1 (all of the group
// at the edge) through 0 (as dense everywhere) to 1 (all of it at the centre). Of the second group it reads only whether units have
// people: empty land is not counted, as in OasisR; PySAL counts it.
//
// Units as far from the centre as each other are one ring. PySAL and OasisR's ACE, unlike OasisR's RCE, take them in the order of the
// table: on the grid of OasisR's segdata, pattern B round its first cell, they give −0.116 and rings give −0.123. divseg takes the
// areas in the order of the table when it has sorted the people by distance: 0.144 for the tracts of Delaware.
//
// It is undefined where [RelativeCentralisation] is, and without the areas of units.
func AbsoluteCentralisation(c index.Composition, o Centring) (float64, error) {
	if c.Space != nil && c.Space.Area == nil {
		return 0, index.Undefined("the areas of the units are unknown")
	}
	return centralisation(c, o, name(c, 0, "the group of interest"), func() []float64 { return c.Space.Area })
}
