package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var divergence = index.Index{
	ID:      "divergence",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Divergensindex", En: "Divergence index"},
	Formula: "D = Σ_i (t_i/T) Σ_k p_ik log(p_ik/P_k)",
	Source:  "Roberto 2015, The Divergence Index: A Decomposable Measure of Segregation and Inequality, arXiv:1508.01167",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Divergensindex är %s: så mycket skiljer sig enheternas sammansättning från stadens, i genomsnitt för invånarna. 0 betyder ingen skillnad.",
		En: "The divergence index is %s: how much the units' composition differs from the city's, for the average inhabitant. 0 means no difference.",
	},
	Caveat: lang.Text{
		Sv: "Största värdet beror på hur blandad staden är. Det är samma tal som ömsesidig information.",
		En: "The largest value depends on how mixed the city is. It is the same number as the mutual information.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"PySAL segregation: MultiDivergence", "rsegregation: divergence"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin | index.Transfer,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) { return Divergence(c, logBase.From(p)) },
}

// Divergence returns Roberto's divergence index of the city: the mean over people of how far the composition of their unit
// diverges from the city's (Kullback and Leibler's relative entropy). The mean by population is [MutualInformation], under
// the name that part of the literature uses.
//
// Groups without people are dropped; it is undefined when fewer than two remain, and for a base that is not above 1.
func Divergence(c index.Composition, base float64) (float64, error) {
	return MutualInformation(c, base)
}
