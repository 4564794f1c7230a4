package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var symmetricAtkinson = index.Index{
	ID:      "symmetric-atkinson",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Symmetriskt Atkinsonindex för flera grupper", En: "Symmetric Atkinson index"},
	Formula: "A = 1 − Σ_i Π_k (n_ik/N_k)^(1/K)",
	Source:  "Frankel & Volij 2011, Journal of Economic Theory 146, 1–38",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Det symmetriska Atkinsonindexet är %s: 0 betyder att alla enheter har samma sammansättning och 1 att ingen enhet har alla grupper.",
		En: "The symmetric Atkinson index is %s: 0 means that all units have the same composition and 1 that no unit holds all groups.",
	},
	Caveat: lang.Text{
		Sv: "En enhet där en enda grupp saknas räknas som helt segregerad, hur blandad den än är i övrigt: använd det inte med små grupper.",
		En: "A unit that lacks one single group counts as wholly segregated, however mixed it is otherwise: do not use it with small groups.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"Stata: dseg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin | index.ApartIsMax,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return SymmetricAtkinson(c) },
}

// SymmetricAtkinson returns Frankel and Volij's symmetric Atkinson index, 1 minus the sum over units of the geometric mean of
// their shares of the K groups: 0 when all units have one composition, 1 when every unit lacks some group. All groups weigh
// alike whatever their size, and a change of a group's size that keeps its spread changes nothing. With two groups it is
// [Hutchens].
//
// The Stata command dseg calls it atkinson of the units given the groups, or alt_atkinson of the groups given the units. Its
// atkinson of the groups given the units exchanges their parts, and is another number.
//
// Groups without people are dropped; it is undefined when fewer than two remain.
func SymmetricAtkinson(c index.Composition) (float64, error) {
	N, _, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	groups := 0.0
	for _, n := range N {
		if n > 0 {
			groups++
		}
	}
	var sum index.Sum
	for i := range c.Units() {
		// The logarithm of the product, taken before it leaves the range of numbers, not that of every share.
		logs, product, arithmetic := 0.0, 1.0, 0.0
		for k, counts := range c.Counts {
			if N[k] > 0 {
				share := counts[i] / N[k]
				arithmetic += share
				if product < 1e-150 {
					logs += math.Log(product)
					product = 1
				}
				product *= share
			}
		}
		logs += math.Log(product)
		// The arithmetic means of all units sum to 1, so that each unit's shortfall is added: no digits are lost where the
		// value is small.
		sum = sum.Plus(arithmetic/groups - math.Exp(logs/groups))
	}
	return within(0, sum.Value(), 1)
}
