package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var mutualInformation = index.Index{
	ID:      "mutual-information",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Ömsesidig information (M)", En: "Mutual information index (M)"},
	Formula: "M = Σ_i Σ_k (n_ik/T) log(p_ik/P_k)",
	Source:  "Theil & Finizza 1971, Journal of Mathematical Sociology 1, 187–193; Mora & Ruiz-Castillo 2011, Sociological Methodology 41, 159–194",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Den ömsesidiga informationen är %s: så mycket säger enheten om vilken grupp en person tillhör. 0 betyder att den inte säger något.",
		En: "The mutual information is %s: how much the unit tells about which group a person belongs to. 0 means that it tells nothing.",
	},
	Caveat: lang.Text{
		Sv: "Värdet har ingen fast övre gräns (det kan högst bli stadens entropi) och beror på logaritmens bas. Jämför inte städer med olika sammansättning utan att också visa H.",
		En: "The value has no fixed upper bound (it is at most the city's entropy) and depends on the base of the logarithm. Do not compare cities of different composition without showing H as well.",
	},
	Needs: "counts of two groups or more in each unit, with people in at least two of them",
	Programs: []string{
		"PySAL segregation: MultiDivergence", "R segregation: mutual_total",
		"rsegregation: divergence", "Stata: dseg",
	},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging |
		index.EqualIsMin | index.Transfer,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) {
		return MutualInformation(c, logBase.From(p))
	},
}

// MutualInformation returns M, the expected gain in information about a person's group from knowing the unit, in units
// of the logarithm's base (math.E for natural logarithms, 2 for bits). It is 0 when all units have one composition and
// at most the smaller of the entropies of groups and of units. It adds up: M over small units is M over large units plus
// the mean of M within them.
//
// Groups without people are dropped; it is undefined when fewer than two remain, and for a base that is not above 1.
// Roberto's divergence index of the city is the same number.
func MutualInformation(c index.Composition, base float64) (float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	unit, err := logUnit(base)
	if err != nil {
		return 0, err
	}
	return within(0, information(c, N, T)/unit, math.Inf(1))
}

// information returns M in natural units.
func information(c index.Composition, N []float64, T float64) float64 {
	P := make([]float64, len(N))
	for k, n := range N {
		P[k] = n / T
	}
	var sum index.Sum
	for i := range c.Units() {
		t := unitTotal(c, i)
		unit := 0.0
		for k, counts := range c.Counts {
			// p/P is exactly 1 where integer counts have the city's composition, so an even city gets exactly 0.
			if n := counts[i]; n > 0 {
				p := n / t
				unit += float64(p * math.Log(p/P[k]))
			}
		}
		sum = sum.Plus(t / T * unit)
	}
	return sum.Value()
}
