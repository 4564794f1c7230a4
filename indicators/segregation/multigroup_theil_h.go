package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var multigroupTheilH = index.Index{
	ID:      "multigroup-theil-h",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Theils entropiindex för flera grupper (H)", En: "Multigroup entropy index (H)"},
	Formula: "H = Σ_i t_i (E − E_i) / (T E) = M / E, E = −Σ_k P_k ln P_k",
	Source:  "Theil & Finizza 1971, Journal of Mathematical Sociology 1, 187–193; Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Theils entropiindex för flera grupper är %s: så mycket mindre blandade är enheterna i genomsnitt än staden, som andel av stadens blandning.",
		En: "The multigroup entropy index is %s: how much less mixed the units are on average than the city, as a share of the city's mix.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på vilka grupper som skiljs åt: slås två grupper ihop blir det ett annat tal. Jämför bara samma grupper och samma slags enheter.",
		En: "The value depends on which groups are told apart: joining two of them gives another number. Compare the same groups and the same kind of units only.",
	},
	Needs: "counts of two groups or more in each unit, with people in at least two of them",
	Programs: []string{
		"PySAL segregation: MultiInfoTheory", "R segregation: mutual_total", "OasisR: HMulti",
		"rsegregation: entropy", "Stata: seg", "Stata: dseg",
	},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging |
		index.EqualIsMin | index.ApartIsMax | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return MultigroupTheilH(c) },
}

// MultigroupTheilH returns Theil and Finizza's information theory index, [MutualInformation] as a share of [Entropy]: 0
// when all units have one composition, 1 when no unit holds people of two groups. The base of the logarithm cancels.
//
// Groups without people are dropped; it is undefined when fewer than two remain.
func MultigroupTheilH(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	return within(0, information(c, N, T)/shannon(N, T), 1)
}
