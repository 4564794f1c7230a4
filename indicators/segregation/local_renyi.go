package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localRenyi = index.Index{
	ID:      "local-renyi",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Lokal Rényi-entropi", En: "Local Rényi entropy"},
	Formula: "R_i = ln(Σ_k p_ik^q)/(1 − q)",
	Source:  "Rényi 1961, Proceedings of the Fourth Berkeley Symposium 1, 547–561",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{order},
	Reading: lang.Text{
		Sv: "Den lokala Rényi-entropin är %s: 0 betyder att enheten rymmer en enda grupp.",
		En: "The local Rényi entropy is %s: 0 means that the unit holds a single group.",
	},
	Caveat: lang.Text{
		Sv: "Värdet har ingen mening utan sin ordning q: 0 räknar grupperna, stora q ser bara de största.",
		En: "The value means nothing without its order q: 0 counts the groups, a large q sees only the largest.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"divseg: ds_reyni"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalRenyi(c, order.From(p)))
	},
}

// LocalRenyi returns the Rényi entropy of the composition of each unit in natural units, the logarithm of [LocalHill]: 0
// where everybody is in one group, ln K where K groups are of one size. Order 1 is the Shannon entropy.
//
// A unit without people has NaN. It is undefined when nobody is counted and for a negative order.
func LocalRenyi(c index.Composition, order float64) ([]float64, error) {
	return local(c, 0, math.Inf(1), func(counts []float64, t float64) (float64, error) {
		return logHill(counts, t, order)
	})
}
