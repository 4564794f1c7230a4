package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var correlationRatio = index.Index{
	ID:      "correlation-ratio",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Korrelationskvot (eta², variansandel V)", En: "Correlation ratio (eta², variance ratio V)"},
	Formula: "η² = Σ_i t_i (p_i − P)² / (T P (1 − P)) = (xPx − P) / (1 − P)",
	Source:  "Bell 1954, Social Forces 32, 357–364; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Korrelationskvoten är %s: så stor del av variationen mellan personer i grupptillhörighet förklaras av vilken enhet de finns i.",
		En: "The correlation ratio is %s: the part of the variation between people in group membership that the unit they are in explains.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på gruppens andel av staden: en liten grupp får ett lågt värde även när den är tydligt samlad.",
		En: "The value depends on the group's share of the city: a small group has a low value even when it is clearly concentrated.",
	},
	Needs:    "counts of two groups in each unit, with people in both groups",
	Programs: []string{"PySAL segregation: CorrelationR", "OasisR: Eta2", "divseg: ds_correlation", "Stata: seg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging |
		index.EqualIsMin | index.ApartIsMax | index.Transfer,
	TwoGroup: func(c index.Composition, _ index.Params) (float64, error) { return CorrelationRatio(c) },
}

// CorrelationRatio returns eta², the share of the variance of group membership that lies between units: 0 when all units
// have one composition, 1 when no unit holds both groups. It is [Isolation] rescaled to remove the group's share of the
// city, and with two groups it equals the variance ratio V and the normalised exposure.
//
// It is undefined when either group is empty.
func CorrelationRatio(c index.Composition) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	T := X + Y
	P := X / T
	var sum index.Sum
	for i := range x {
		if t := x[i] + y[i]; t > 0 {
			d := x[i]/t - P
			sum = sum.Plus(t / T * d * d)
		}
	}
	return within(0, sum.Value()/P/(Y/T), 1)
}
