package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var minMax = index.Index{
	ID:      "min-max",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Min-max-index (S)", En: "Min-max index (S)"},
	Formula: "S = 1 − Σ_i min(x_i/X, y_i/Y) / Σ_i max(x_i/X, y_i/Y) = 2D/(1 + D)",
	Source:  "O'Sullivan & Wong 2007, Geographical Analysis 39, 147–168, eq. 12–16",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Min-max-indexet är %s: så stor del av ytan under båda gruppernas fördelningar har de inte gemensam.",
		En: "The min-max index is %s: the part of the area under both groups' distributions that they do not share.",
	},
	Caveat: lang.Text{
		Sv: "Det säger detsamma som dissimilaritetsindex på en annan skala, 2D/(1 + D), och har samma brister.",
		En: "It says the same as the index of dissimilarity on another scale, 2D/(1 + D), and has the same faults.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups",
	Programs:   []string{"PySAL segregation: MinMax"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin | index.ApartIsMax | index.Transfer,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return MinMax(c) },
}

// MinMax returns O'Sullivan and Wong's index, 1 minus the overlap of the two groups' distributions over the units as a
// share of their union: 0 when all units have one composition, 1 when no unit holds both groups. It is 2D/(1 + D) with D the
// [Dissimilarity].
//
// It is undefined when either group is empty.
func MinMax(c index.Composition) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	var differ, union index.Sum
	for i := range x {
		a, b := x[i]/X, y[i]/Y
		differ = differ.Plus(math.Abs(a - b)) // the larger less the smaller
		union = union.Plus(max(a, b))
	}
	return within(0, differ.Value()/union.Value(), 1)
}
