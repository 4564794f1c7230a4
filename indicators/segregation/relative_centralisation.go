package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var relativeCentralisation = index.Index{
	ID:      "relative-centralisation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Relativ centralisering (RCE)", En: "Relative centralisation (RCE)"},
	Formula: "RCE = Σ_i X_{i−1} Y_i − Σ_i X_i Y_{i−1}, cumulative shares of the groups over rings by distance to the centre",
	Source:  "Duncan & Duncan 1955, American Journal of Sociology 60, 493–503; Massey & Denton 1988, Social Forces 67, 281–315; constrained: Folch & Rey 2016, Papers in Regional Science 95, 555–576",
	Min:     -1,
	Max:     1,
	Params:  centringParams,
	Reading: lang.Text{
		Sv: "Den relativa centraliseringen är %s: så stor andel av gruppen skulle behöva flytta för att bo lika nära centrum som den andra gruppen. Över 0 bor gruppen närmare centrum, under 0 längre bort.",
		En: "The relative centralisation is %s: the share of the group that would have to move to live as near to the centre as the other group. Above 0 the group lives nearer to the centre, below 0 farther away.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på vilken plats som räknas som centrum: säg vilken. En grupp som bor på flera håll i utkanten och en som bor samlad på ett ställe där får samma värde.",
		En: "The value depends on which place counts as the centre: say which. A group scattered around the edge of the city and one gathered in one place there have the same value.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, the places of the units and a centre",
	Reads:      index.Places,
	Programs:   []string{"PySAL segregation: RelativeCentralization", "OasisR: RCE", "OasisR: RCEPoly", "OasisR: RCEPolyK", "OasisR: ACEDuncan", "OasisR: ACEDuncanPoly", "OasisR: ACEDuncanPolyK", "divseg: ds_rel_cent"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return RelativeCentralisation(c, centring(p))
	},
}

// RelativeCentralisation returns how much nearer to the centre the first group lives than the second: the area between the curve of their
// cumulative shares by distance and the diagonal, twice. It runs from −1 (everybody of the second group is nearer than anybody of the
// first) through 0 (alike) to 1, and changes its sign when the groups change places. With several given centres each unit belongs to
// the nearest.
//
// When the second group is everybody else, this is Duncan's index of centralisation: the same with everybody for the second group gives
// (1 − P) times it, by which OasisR's ACEDuncan divides.
//
// Units as far from the centre as each other are one ring, so that their order does not matter; so does OasisR's RCE. PySAL takes
// them in the order of the table: on the grid of a hundred cells of OasisR's segdata, pattern A round its first cell, −0.047 in the order
// of the table, and −0.065 in rings. divseg measures the distance to the nearest edge of an area, 0 for the one that holds the centre.
// PySAL offers the rules mean, median, population and largest, and OasisR the first unit, for which the Hispanic population of
// Sacramento has −0.103, −0.018, −0.090, −0.128 and −0.239.
//
// Distances are straight lines or great circles; where a table of distances is given they are those from the unit that lies at the centre, which
// must then be one. It is undefined without the places of units, without a centre where one must be given,
// and when a group is empty, also within what the constraint leaves.
func RelativeCentralisation(c index.Composition, o Centring) (float64, error) {
	return centralisation(c, o, "one of the groups", func() []float64 { return c.Counts[1] })
}

// centralisation compares the group of interest with amounts of something else in the units.
func centralisation(c index.Composition, o Centring, of string, other func() []float64) (float64, error) {
	x, _, _, _, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	s, err := c.Located()
	if err != nil {
		return 0, err
	}
	units, err := aroundCentre(s, unitTotals(c), o)
	if err != nil {
		return 0, err
	}
	v, ok := centralised(units, x, other())
	if !ok {
		return 0, index.Undefined("nobody of %s lives in the units around the centre that are counted", of)
	}
	return within(-1, v, 1)
}
