package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var atkinsonShape = index.Param{
	Name:    "b",
	Default: 0.5,
	Min:     0.01,
	Max:     0.99,
	Doc:     "which units weigh most: below 0.5 those where the group is scarce, above 0.5 those where it is over-represented",
}

var atkinson = index.Index{
	ID:      "atkinson-segregation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Atkinsons segregationsindex (A)", En: "Atkinson index of segregation (A)"},
	Formula: "A = 1 − [Σ_i (x_i/X)^b (y_i/Y)^(1−b)]^(1/(1−b))",
	Source:  "James & Taeuber 1985, Sociological Methodology 15, 1–32; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Params:  []index.Param{atkinsonShape},
	Reading: lang.Text{
		Sv: "Atkinsons segregationsindex är %s: 0 betyder att alla enheter har samma sammansättning och 1 att grupperna aldrig finns i samma enhet.",
		En: "The Atkinson index of segregation is %s: 0 means that all units have the same composition and 1 that the groups never share a unit.",
	},
	Caveat: lang.Text{
		Sv: "Värdet har ingen mening utan sin parameter b: ange den alltid, och jämför bara värden med samma b och samma slags enheter.",
		En: "The value means nothing without its parameter b: always state it, and compare only values with the same b and the same kind of units.",
	},
	Needs: "counts of two groups in each unit, with people in both groups",
	Programs: []string{
		"PySAL segregation: Atkinson", "OasisR: Atkinson", "divseg: ds_atkinson",
		"Stata: dseg", "Stata: segregsmall",
	},
	// GroupSwap holds at the default b only.
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging |
		index.EqualIsMin | index.ApartIsMax | index.Transfer,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) { return Atkinson(c, atkinsonShape.From(p)) },
}

// Atkinson returns James and Taeuber's adaptation of Atkinson's inequality index to segregation, with 0 < b < 1: 0 when
// all units have one composition, 1 when no unit holds both groups. Only b = 0.5 treats the groups alike; there
// A = O(2 − O) with O Hutchens' square root index.
//
// It is undefined when either group is empty and for b outside the open interval. PySAL's Atkinson class (segregation
// 2.5) accepts b but computes with 0.5 all the same; OasisR honours it, as here.
func Atkinson(c index.Composition, b float64) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	if !(b > 0 && b < 1) {
		return 0, index.Undefined("b is %v, must lie between 0 and 1", b)
	}
	var sum index.Sum
	for i := range x {
		switch {
		case x[i] == 0 || y[i] == 0:
		case b == 0.5: // the usual case, in a tenth of the time
			sum = sum.Plus(math.Sqrt(x[i] / X * (y[i] / Y)))
		default:
			sum = sum.Plus(math.Pow(x[i]/X, b) * math.Pow(y[i]/Y, 1-b))
		}
	}
	return within(0, 1-math.Pow(sum.Value(), 1/(1-b)), 1)
}
