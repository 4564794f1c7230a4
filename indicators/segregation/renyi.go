package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var renyi = index.Index{
	ID:      "renyi",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Rényientropi", En: "Rényi entropy"},
	Formula: "H_q = ln(Σ_k P_k^q)/(1 − q)",
	Source:  "Rényi 1961, Proceedings of the Fourth Berkeley Symposium 1, 547–561",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{order},
	Reading: lang.Text{
		Sv: "Rényientropin är %s: 0 betyder att alla tillhör en och samma grupp, och värdet är störst när grupperna är lika stora.",
		En: "The Rényi entropy is %s: 0 means that everybody is in one group, and the value is largest when the groups are of equal size.",
	},
	Caveat: lang.Text{
		Sv: "Värdet har ingen mening utan sin ordning q. Hilltalet säger samma sak som ett antal grupper.",
		En: "The value means nothing without its order q. The Hill number says the same as a number of groups.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"divseg: ds_reyni"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.Transfer,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) { return Renyi(c, order.From(p)) },
}

// Renyi returns the Rényi entropy of the composition of all units together in natural units, the logarithm of the [Hill]
// number of the same order: 0 when everybody is in one group, ln K when K groups are of one size. Order 1 is [Entropy].
//
// It does not look at the units. It is undefined when nobody is counted and for a negative order. divseg refuses order 1.
func Renyi(c index.Composition, order float64) (float64, error) {
	N, T, err := multigroup(c, 1)
	if err != nil {
		return 0, err
	}
	log, err := logHill(N, T, order)
	if err != nil {
		return 0, err
	}
	return within(0, log, math.Inf(1))
}
