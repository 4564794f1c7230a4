package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var multigroupGini = index.Index{
	ID:      "multigroup-gini",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Ginikoefficient för segregation mellan flera grupper (G)", En: "Multigroup Gini index of segregation (G)"},
	Formula: "G = Σ_k Σ_i Σ_j t_i t_j |p_ik − p_jk| / (2 T² I)",
	Source:  "Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Ginikoefficienten för segregation mellan flera grupper är %s: 0 betyder att alla enheter har samma sammansättning och 1 att inga grupper finns i samma enhet.",
		En: "The multigroup Gini index of segregation is %s: 0 means that all units have the same composition and 1 that no groups share a unit.",
	},
	Caveat: lang.Text{
		Sv: "Det är inte Ginikoefficienten för inkomster. Värdet beror på vilka grupper som skiljs åt och stiger när enheterna blir mindre.",
		En: "It is not the Gini coefficient of incomes. The value depends on which groups are told apart and rises with smaller units.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"PySAL segregation: MultiGini", "OasisR: GiniMulti", "Stata: seg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin | index.ApartIsMax | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return MultigroupGini(c) },
}

// MultigroupGini returns Reardon and Firebaugh's generalisation of [Gini] to any number of groups: the mean, over the groups
// by P_k(1 − P_k), of the Gini index of each against all others. It is 0 when all units have one composition and 1 when no
// unit holds people of two groups.
//
// Groups without people are dropped; it is undefined when fewer than two remain. Each group is sorted by its share, so the
// time is n log n, where PySAL and OasisR hold a matrix of all pairs of units.
func MultigroupGini(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	totals := make([]float64, c.Units())
	for i := range totals {
		totals[i] = unitTotal(c, i)
	}
	order := newSorter(len(totals))
	var sum, interaction index.Sum
	for k, counts := range c.Counts {
		if N[k] == 0 {
			continue
		}
		// Over all pairs with p_j < p_i, Σ (n_i t_j − n_j t_i)/(N T): half of the double sum with |p_i − p_j| opened, times
		// T²/(N T).
		var differ, belowGroup, belowAll index.Sum
		for _, u := range order.byShareOf(counts, totals) {
			group, all := counts[u.unit]/N[k], totals[u.unit]/T
			differ = differ.Plus(float64(group*belowAll.Value()) - float64(all*belowGroup.Value()))
			belowGroup = belowGroup.Plus(group)
			belowAll = belowAll.Plus(all)
		}
		sum = sum.Plus(N[k] / T * differ.Value())
		interaction = interaction.Plus(N[k] / T * ((T - N[k]) / T))
	}
	return within(0, sum.Value()/interaction.Value(), 1)
}
