package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var normalisedExposure = index.Index{
	ID:      "normalised-exposure",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Normerad kontakt (P)", En: "Normalised exposure index (P)"},
	Formula: "P = Σ_i Σ_k t_i (p_ik − P_k)² / (T (1 − P_k))",
	Source:  "Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Indexet för normerad kontakt är %s: 0 betyder att alla enheter har samma sammansättning och 1 att inga grupper finns i samma enhet.",
		En: "The normalised exposure index is %s: 0 means that all units have the same composition and 1 that no groups share a unit.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på vilka grupper som skiljs åt och stiger när enheterna blir mindre. Jämför bara samma grupper och samma slags enheter.",
		En: "The value depends on which groups are told apart and rises with smaller units. Compare the same groups and the same kind of units only.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"PySAL segregation: MultiNormExposure", "OasisR: PMulti", "Stata: seg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin | index.ApartIsMax | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return NormalisedExposure(c) },
}

// NormalisedExposure returns Reardon and Firebaugh's P, the mean over the groups, by size, of how far each is isolated beyond
// its share of the city, (xPx − P_k)/(1 − P_k): 0 when all units have one composition, 1 when no unit holds people of two
// groups. With two groups it is [CorrelationRatio].
//
// Groups without people are dropped; it is undefined when fewer than two remain.
func NormalisedExposure(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	var sum index.Sum
	squaredDeviations(c, N, T, func(k int, s float64) { sum = sum.Plus(s / ((T - N[k]) / T)) })
	return within(0, sum.Value(), 1)
}
