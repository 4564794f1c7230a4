package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var adjustedDissimilarity = index.Index{
	ID:      "adjusted-dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Dissimilaritetsindex justerat för grannar (D(adj))", En: "Dissimilarity adjusted for neighbours (D(adj))"},
	Formula: "D(adj) = D − Σ_i Σ_j c_ij |p_i − p_j| / Σ_i Σ_j c_ij, c_ij = 1 for neighbours",
	Source:  "Morrill 1991, Geography Research Forum 11, 25–36; Tivadar 2019, Journal of Statistical Software 89(7), appendix A",
	Min:     -1,
	Max:     1,
	Params:  []index.Param{contiguity, borderWeights},
	Reading: lang.Text{
		Sv: "Dissimilaritetsindex justerat för grannar är %s: D minskat med hur mycket gruppens andel i genomsnitt skiljer sig mellan grannenheter.",
		En: "Dissimilarity adjusted for neighbours is %s: D less the mean difference in the group's share between neighbouring units.",
	},
	Caveat: lang.Text{
		Sv: "Talet är ingen andel som skulle behöva flytta. Bara närmaste grannar räknas, och en gräns mellan två små enheter väger lika mycket som en mellan två stora.",
		En: "The number is no share that would have to move. Only next neighbours count, and a border between two small units weighs as much as one between two large.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and which units are neighbours",
	Reads:      index.Neighbours,
	Programs:   []string{"PySAL segregation: SpatialDissim", "OasisR: ISMorrill", "OasisR: DIMorrill", "seg: dissim"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return AdjustedDissimilarity(c, contiguity.From(p) == 1, borderWeights.From(p) == 1)
	},
}

// AdjustedDissimilarity returns Morrill's D(adj), [Dissimilarity] less the mean difference in the group's share between neighbours. A
// solid block keeps nearly all of D, a chequered pattern none of it. It can be negative when small neighbouring units differ and most
// people live in even ones.
//
// Queen, where a common corner makes neighbours, is the default as in PySAL and seg (0.26120 for Hispanics in Sacramento); OasisR takes
// rook (0.26212). With byUnit each unit's neighbours weigh 1 together, as PySAL's standardize does (0.26115). Units without people are
// nobody's neighbours; OasisR's DIMorrill counts their borders as borders without a difference.
//
// It is undefined when either group is empty, neighbours are unknown or no two units with people are neighbours.
func AdjustedDissimilarity(c index.Composition, rook, byUnit bool) (float64, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return 0, err
	}
	g, err := borders(c, rook)
	if err != nil {
		return 0, err
	}
	return lessDifference(c, g, across{rows: byUnit})
}
