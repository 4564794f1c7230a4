package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var delta = index.Index{
	ID:      "delta",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Deltaindex", En: "Delta index"},
	Formula: "Delta = ½ Σ_i |x_i/X − a_i/A|",
	Source:  "Hoover 1941, Journal of Economic History 1, 199–205; Duncan, Cuzzort & Duncan 1961, Statistical Geography; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Deltaindex är %s: så stor andel av gruppen skulle behöva flytta för att den skulle bo lika tätt i alla enheter.",
		En: "The delta index is %s: the share of the group that would have to move for it to live at the same density in all units.",
	},
	Caveat: lang.Text{
		Sv: "Stora enheter med skog, vatten eller industri ger ett högt värde för alla grupper. Jämför gruppens värde med de andras i samma enheter, inte med noll.",
		En: "Large units of forest, water or industry give every group a high value. Compare the group's value with that of the others in the same units, not with zero.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and the areas of units",
	Reads:      index.Areas,
	Programs:   []string{"PySAL segregation: Delta", "OasisR: Delta", "divseg: ds_delta"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return Delta(c) },
}

// Delta returns Hoover's index of concentration, half the sum of |x_i/X − a_i/A| over units of area a_i: 0 when the group
// lives at one density everywhere, near 1 when it lives on little of the land. Units without people are no part of the land A.
//
// It is undefined when either group is empty or areas are unknown.
func Delta(c index.Composition) (float64, error) {
	x, _, X, _, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	area, err := areas(c)
	if err != nil {
		return 0, err
	}
	A := index.Total(area)
	var sum index.Sum
	for i := range x {
		sum = sum.Plus(math.Abs(x[i]/X - area[i]/A))
	}
	return within(0, sum.Value()/2, 1)
}
