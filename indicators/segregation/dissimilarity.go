package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var dissimilarity = index.Index{
	ID:      "dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Dissimilaritetsindex (D)", En: "Index of dissimilarity (D)"},
	Formula: "D = ½ Σ_i |x_i/X − y_i/Y|",
	Source:  "Duncan & Duncan 1955, American Sociological Review 20, 210–217; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Dissimilaritetsindex är %s: så stor andel av den ena gruppen skulle behöva flytta till en annan enhet för att båda grupperna skulle vara lika fördelade över enheterna.",
		En: "The index of dissimilarity is %s: the share of one group that would have to move to another unit for both groups to be spread alike over the units.",
	},
	Caveat: lang.Text{
		Sv: "Värdet stiger när enheterna blir mindre och när grupperna är små, även om ingen flyttar. Jämför bara värden för samma slags enheter. Det säger inte var i staden enheterna ligger.",
		En: "The value rises with smaller units and with small groups even if nobody moves. Compare values for the same kind of units only. It does not say where in the city the units lie.",
	},
	Needs: "counts of two groups in each unit, with people in both groups",
	Programs: []string{
		"PySAL segregation: Dissim", "R segregation: dissimilarity", "OasisR: ISDuncan", "OasisR: DIDuncan", "seg: dissim",
		"rsegregation: dissimilarity", "divseg: ds_dissim", "Stata: seg", "Stata: dicseg", "Stata: segregsmall",
	},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging |
		index.EqualIsMin | index.ApartIsMax | index.Transfer,
	TwoGroup: func(c index.Composition, _ index.Params) (float64, error) { return Dissimilarity(c) },
}

// Dissimilarity returns Duncan and Duncan's D = ½ Σ |x_i/X − y_i/Y|: 0 when both groups are spread alike over the units,
// 1 when no unit holds people of both. It is the share of either group that would have to move, the other staying.
//
// It is undefined when either group is empty. Moving people between units on the same side of the city's share changes
// nothing, so D obeys the principle of transfers only weakly.
func Dissimilarity(c index.Composition) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	var sum index.Sum
	for i := range x {
		sum = sum.Plus(math.Abs(x[i]/X - y[i]/Y))
	}
	return within(0, sum.Value()/2, 1)
}
