package segregation

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var order = index.Param{
	Name: "order", Default: 2, Min: 0, Max: 1e6,
	Doc: "which groups weigh most: 0 counts all groups alike, 1 weighs people alike (Shannon), 2 is Simpson's; large orders see only the largest group",
}

var hill = index.Index{
	ID:      "hill",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Hilltal (effektivt antal grupper)", En: "Hill number (effective number of groups)"},
	Formula: "ᵠD = (Σ_k P_k^q)^(1/(1−q)); ¹D = exp(−Σ_k P_k ln P_k)",
	Source:  "Hill 1973, Ecology 54, 427–432; Jost 2006, Oikos 113, 363–375",
	Min:     1,
	Max:     math.Inf(1),
	Params:  []index.Param{order},
	Reading: lang.Text{
		Sv: "Hilltalet är %s: området är lika blandat som om det hade så många lika stora grupper.",
		En: "The Hill number is %s: the area is as mixed as if it had so many groups of one size.",
	},
	Caveat: lang.Text{
		Sv: "Värdet har ingen mening utan sin ordning q: 0 räknar grupperna, stora q ser bara de största.",
		En: "The value means nothing without its order q: 0 counts the groups, a large q sees only the largest.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"divseg: ds_diversity", "divseg: ds_perplexity", "divseg: ds_inv_simpson"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.Transfer,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) { return Hill(c, order.From(p)) },
}

// Hill returns the number of groups of one size that would be as diverse as the people of all units together: 1 when
// everybody is in one group, K when K groups are of one size. Order 0 counts the groups that have people, order 1 is the
// exponential of [Entropy] (the limit), order 2 is 1/[SimpsonConcentration]; an infinite order is 1/[BergerParker].
//
// It does not look at the units. It is undefined when nobody is counted and for a negative order. In divseg ds_diversity
// is 1 at order 1 whatever the groups; ds_inv_simpson is order 2.
func Hill(c index.Composition, order float64) (float64, error) {
	N, T, err := multigroup(c, 1)
	if err != nil {
		return 0, err
	}
	log, err := logHill(N, T, order)
	if err != nil {
		return 0, err
	}
	return within(1, math.Exp(log), math.Inf(1))
}

// logHill returns the natural logarithm of the Hill number of counts with total T, which is their Renyi entropy.
func logHill(counts []float64, T, order float64) (float64, error) {
	switch {
	case !(order >= 0):
		return 0, index.Undefined("the order is %v, must be at least 0", order)
	case order == 1:
		return shannon(counts, T), nil
	case math.IsInf(order, 1):
		return math.Log(T / slices.Max(counts)), nil
	}
	// With P the largest share, Σ P_k^q = P^q Σ (P_k/P)^q: the sum stays between 1 and K at any order. Near order 1 the
	// logarithm of the sum is close to 0 and its quotient by 1 − q would lose digits; Σ P_k^q − 1 = Σ P_k (P_k^(q−1) − 1)
	// keeps them.
	if math.Abs(order-1) < 0.1 {
		var excess index.Sum
		for _, n := range counts {
			if n > 0 {
				excess = excess.Plus(n / T * math.Expm1((order-1)*math.Log(n/T)))
			}
		}
		return math.Log1p(excess.Value()) / (1 - order), nil
	}
	largest := slices.Max(counts)
	var sum index.Sum
	for _, n := range counts {
		if n > 0 {
			sum = sum.Plus(math.Pow(n/largest, order))
		}
	}
	return (order*math.Log(largest/T) + math.Log(sum.Value())) / (1 - order), nil
}
