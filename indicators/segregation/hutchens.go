package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var hutchens = index.Index{
	ID:      "hutchens",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Hutchens kvadratrotsindex (O)", En: "Hutchens' square root index (O)"},
	Formula: "O = 1 − Σ_i √((x_i/X)(y_i/Y))",
	Source:  "Hutchens 2001, Mathematical Social Sciences 42, 13–29; Hutchens 2004, International Economic Review 45, 555–578",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Hutchens kvadratrotsindex är %s: 0 betyder att alla enheter har samma sammansättning och 1 att grupperna aldrig finns i samma enhet.",
		En: "Hutchens' square root index is %s: 0 means that all units have the same composition and 1 that the groups never share a unit.",
	},
	Caveat: lang.Text{
		Sv: "Värdet är lågt jämfört med dissimilaritetsindex för samma stad: jämför det bara med sig självt.",
		En: "The value is low beside the index of dissimilarity of the same city: compare it with itself only.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups",
	Programs:   []string{"PySAL segregation: HutchensSqrt", "Stata: hutchens", "Stata: dicseg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin | index.ApartIsMax | index.Transfer,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return Hutchens(c) },
}

// Hutchens returns the square root index O, 1 minus the sum over units of the geometric mean of their shares of both
// groups: 0 when all units have one composition, 1 when no unit holds both groups. It adds up over subgroups of units (see
// the decomposition), and Atkinson's index at b = ½ is O(2 − O).
//
// It is undefined when either group is empty.
func Hutchens(c index.Composition) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	// 1 = Σ (x/X + y/Y)/2, so each unit falls short of the sum by half the square of a difference: no digits are lost where
	// the value is small.
	var sum index.Sum
	for i := range x {
		d := math.Sqrt(x[i]/X) - math.Sqrt(y[i]/Y)
		sum = sum.Plus(d * d)
	}
	return within(0, sum.Value()/2, 1)
}
