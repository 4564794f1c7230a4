package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var gini = index.Index{
	ID:      "gini-segregation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Ginikoefficient för segregation (G)", En: "Gini index of segregation (G)"},
	Formula: "G = Σ_i Σ_j t_i t_j |p_i − p_j| / (2 T² P (1 − P))",
	Source:  "Duncan & Duncan 1955, American Sociological Review 20, 210–217; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Ginikoefficienten för segregation är %s: 0 betyder att alla enheter har samma sammansättning och 1 att grupperna aldrig finns i samma enhet.",
		En: "The Gini index of segregation is %s: 0 means that all units have the same composition and 1 that the groups never share a unit.",
	},
	Caveat: lang.Text{
		Sv: "Det är inte Ginikoefficienten för inkomster. Värdet stiger när enheterna blir mindre och när grupperna är små; jämför bara samma slags enheter.",
		En: "It is not the Gini coefficient of incomes. The value rises with smaller units and with small groups; compare the same kind of units only.",
	},
	Needs: "counts of two groups in each unit, with people in both groups",
	Programs: []string{
		"PySAL segregation: Gini", "OasisR: Gini", "OasisR: Gini2",
		"Stata: seg", "Stata: dicseg", "Stata: segregsmall",
	},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging |
		index.EqualIsMin | index.ApartIsMax | index.Transfer,
	TwoGroup: func(c index.Composition, _ index.Params) (float64, error) { return Gini(c) },
}

// Gini returns the mean absolute difference of p_i between two random people, as a share of its largest possible value:
// 1 minus twice the area under the segregation curve. It is 0 when all units have one composition and 1 when no unit
// holds people of both groups, and never below [Dissimilarity].
//
// It is undefined when either group is empty. Units are sorted by p_i, so the time is n log n instead of the n² of the
// double sum.
func Gini(c index.Composition) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	// Over all pairs with p_j < p_i, Σ (x_i y_j − x_j y_i)/(XY): the double sum with |p_i − p_j| opened.
	var sum, belowX, belowY index.Sum
	for _, u := range byShare(x, y) {
		shareX, shareY := x[u.unit]/X, y[u.unit]/Y
		sum = sum.Plus(float64(shareX*belowY.Value()) - float64(shareY*belowX.Value()))
		belowX = belowX.Plus(shareX)
		belowY = belowY.Plus(shareY)
	}
	return within(0, sum.Value(), 1)
}
