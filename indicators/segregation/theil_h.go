package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var theilH = index.Index{
	ID:      "theil-h",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Theils entropiindex (H)", En: "Theil's entropy index (H)"},
	Formula: "H = Σ_i t_i (E − E_i) / (T E), E = −P ln P − (1 − P) ln(1 − P)",
	Source:  "Theil 1972, Statistical Decomposition Analysis; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Theils entropiindex är %s: så mycket mindre blandade är enheterna i genomsnitt än staden, som andel av stadens blandning.",
		En: "Theil's entropy index is %s: how much less mixed the units are on average than the city, as a share of the city's mix.",
	},
	Caveat: lang.Text{
		Sv: "Värdena är låga jämfört med dissimilaritetsindex; de två ska inte läsas på samma skala. Jämför bara samma slags enheter.",
		En: "Values are low beside the index of dissimilarity; do not read the two on one scale. Compare the same kind of units only.",
	},
	Needs: "counts of two groups in each unit, with people in both groups",
	Programs: []string{
		"PySAL segregation: Entropy", "R segregation: mutual_total", "OasisR: HTheil", "divseg: ds_entropy",
		"Stata: seg", "Stata: dseg", "Stata: segregsmall",
	},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging |
		index.EqualIsMin | index.ApartIsMax | index.Transfer,
	TwoGroup: func(c index.Composition, _ index.Params) (float64, error) { return TheilH(c) },
}

// TheilH returns Theil's two-group information theory index: how far the entropy of the average unit falls short of the
// city's, as a share of the city's. It is 0 when all units have one composition and 1 when no unit holds both groups.
// The base of the logarithm cancels.
//
// It is undefined when either group is empty.
func TheilH(c index.Composition) (float64, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return 0, err
	}
	return MultigroupTheilH(c)
}
