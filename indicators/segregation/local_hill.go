package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localHill = index.Index{
	ID:      "local-hill",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Lokalt Hilltal", En: "Local Hill number"},
	Formula: "ᵠD_i = (Σ_k p_ik^q)^(1/(1−q))",
	Source:  "Hill 1973, Ecology 54, 427–432; Jost 2006, Oikos 113, 363–375",
	Min:     1,
	Max:     math.Inf(1),
	Params:  []index.Param{order},
	Reading: lang.Text{
		Sv: "Det lokala Hilltalet är %s: enheten är lika blandad som om den hade så många lika stora grupper.",
		En: "The local Hill number is %s: the unit is as mixed as if it had so many groups of one size.",
	},
	Caveat: lang.Text{
		Sv: "Värdet har ingen mening utan sin ordning q: 0 räknar grupperna, stora q ser bara de största.",
		En: "The value means nothing without its order q: 0 counts the groups, a large q sees only the largest.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"divseg: ds_diversity", "divseg: ds_inv_simpson"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalHill(c, order.From(p)))
	},
}

// LocalHill returns for each unit the number of groups of one size that would be as diverse as its people: 1 where everybody
// is in one group, K where K groups are of one size. Order 0 counts the groups present, order 2 is the inverse of Simpson's
// concentration. In divseg ds_diversity is 1 at order 1 whatever the groups.
//
// A unit without people has NaN. It is undefined when nobody is counted and for a negative order.
func LocalHill(c index.Composition, order float64) ([]float64, error) {
	return local(c, 1, math.Inf(1), func(counts []float64, t float64) (float64, error) {
		log, err := logHill(counts, t, order)
		return math.Exp(log), err
	})
}
