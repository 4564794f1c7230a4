package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var boundaryDissimilarity = index.Index{
	ID:      "boundary-dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Dissimilaritetsindex justerat för gränsernas längd (D(w))", En: "Dissimilarity adjusted for lengths of borders (D(w))"},
	Formula: "D(w) = D − Σ_i Σ_j w_ij |p_i − p_j| / Σ_i Σ_j w_ij, w_ij the metres of border between i and j",
	Source:  "Wong 1993, Urban Studies 30, 559–572; Tivadar 2019, Journal of Statistical Software 89(7), appendix A",
	Min:     -1,
	Max:     1,
	Params:  []index.Param{borderWeights},
	Reading: lang.Text{
		Sv: "Dissimilaritetsindex justerat för gränsernas längd är %s: D minskat med hur mycket gruppens andel skiljer sig tvärs över en meter gräns mellan enheter.",
		En: "Dissimilarity adjusted for lengths of borders is %s: D less how much the group's share differs across a metre of border between units.",
	},
	Caveat: lang.Text{
		Sv: "Långa gränser genom skog och vatten väger mest, fast ingen bor vid dem. Talet beror på hur noga gränserna är ritade.",
		En: "Long borders through forest and water weigh most, though nobody lives by them. The number depends on how finely borders are drawn.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and the lengths of borders between units",
	Reads:      index.Lengths,
	Programs:   []string{"PySAL segregation: BoundarySpatialDissim", "OasisR: ISWong", "OasisR: DIWong", "seg: dissim"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return BoundaryDissimilarity(c, borderWeights.From(p) == 1)
	},
}

// BoundaryDissimilarity returns Wong's D(w), [Dissimilarity] less the mean difference in the group's share across borders, by their
// lengths.
//
// Each metre of border counts alike, as in OasisR (0.26647 for Hispanics in Sacramento). With byUnit the borders of a unit weigh 1 together,
// as they do in PySAL unless told otherwise (0.26388). Tivadar finds a division by two too many in Wong's own formula; no program
// keeps it.
//
// It is undefined when either group is empty, lengths are unknown or no two units with people share a border.
func BoundaryDissimilarity(c index.Composition, byUnit bool) (float64, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return 0, err
	}
	g, err := measured(c)
	if err != nil {
		return 0, err
	}
	return lessDifference(c, g, across{lengths: true, rows: byUnit})
}
