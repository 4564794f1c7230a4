package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var multigroupDissimilarity = index.Index{
	ID:      "multigroup-dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Dissimilaritetsindex för flera grupper (D)", En: "Multigroup index of dissimilarity (D)"},
	Formula: "D = Σ_i Σ_k t_i |p_ik − P_k| / (2 T I), I = Σ_k P_k (1 − P_k)",
	Source:  "Morgan 1975, Urban Studies 12, 47–60; Sakoda 1981, Demography 18, 245–250; Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Dissimilaritetsindex för flera grupper är %s: så stor del av de flyttningar som skulle krävas vid fullständig segregation krävs för att alla enheter ska få stadens sammansättning.",
		En: "The multigroup index of dissimilarity is %s: the moves needed to give all units the city's composition, as a share of those needed under complete segregation.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på vilka grupper som skiljs åt och stiger när enheterna blir mindre. Jämför bara samma grupper och samma slags enheter.",
		En: "The value depends on which groups are told apart and rises with smaller units. Compare the same groups and the same kind of units only.",
	},
	Needs:    "counts of two groups or more in each unit, with people in at least two of them",
	Programs: []string{"PySAL segregation: MultiDissim", "OasisR: DMulti", "Stata: seg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging |
		index.EqualIsMin | index.ApartIsMax | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return MultigroupDissimilarity(c) },
}

// MultigroupDissimilarity returns Morgan's and Sakoda's generalisation of D to any number of groups: 0 when all units
// have one composition, 1 when no unit holds people of two groups. With two groups it is [Dissimilarity].
//
// Groups without people are dropped; it is undefined when fewer than two remain. People change places one for one, so
// the sizes of the units are kept: the share of people that would have to move is D times I.
func MultigroupDissimilarity(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	var sum, interaction index.Sum
	for i := range c.Units() {
		t := unitTotal(c, i) / T
		for k, counts := range c.Counts {
			sum = sum.Plus(math.Abs(counts[i]/T - float64(t*(N[k]/T))))
		}
	}
	for k := range N {
		interaction = interaction.Plus(N[k] / T * ((T - N[k]) / T))
	}
	return within(0, sum.Value()/(2*interaction.Value()), 1)
}
