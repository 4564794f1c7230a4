package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var perimeterKind = index.Choice("perimeter", "the perimeter of a unit: all of it (full), or its borders with other units (interior)", "full", "interior")

var perimeterAreaDissimilarity = index.Index{
	ID:      "perimeter-area-dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Dissimilaritetsindex justerat för gränser och form (D(s))", En: "Dissimilarity adjusted for borders and shape (D(s))"},
	Formula: "D(s) = D − Σ_i Σ_j w_ij |p_i − p_j| (r_i + r_j)/(2 max r) / Σ_i Σ_j w_ij, w_ij metres of border, r_i perimeter over area",
	Source:  "Wong 1993, Urban Studies 30, 559–572; Tivadar 2019, Journal of Statistical Software 89(7), appendix A",
	Min:     -1,
	Max:     1,
	Params:  []index.Param{perimeterKind},
	Reading: lang.Text{
		Sv: "Dissimilaritetsindex justerat för gränser och form är %s: D minskat med skillnaden tvärs över gränserna, där små och flikiga enheter räknas mest.",
		En: "Dissimilarity adjusted for borders and shape is %s: D less the difference across borders, where small and ragged units count most.",
	},
	Caveat: lang.Text{
		Sv: "Den enhet som är minst eller flikigast bestämmer måttstocken: en enda liten enhet till ändrar talet för hela staden.",
		En: "The smallest or most ragged unit sets the scale: a single small unit more changes the number of the whole city.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and areas, perimeters and lengths of borders between units",
	Reads:      index.Lengths | index.Areas | index.Perimeters,
	Programs:   []string{"PySAL segregation: PARDissim", "OasisR: ISWong", "OasisR: DIWong", "seg: dissim"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return PerimeterAreaDissimilarity(c, perimeterKind.From(p) == 1)
	},
}

// PerimeterAreaDissimilarity returns Wong's D(s): [BoundaryDissimilarity], where a difference between compact units, that need not meet
// at their border, counts less. The ratio of perimeter to area of both units, over the largest that any unit with people has, is its
// factor.
//
// The perimeter is the full one, as in PySAL (0.31127 for Hispanics in Sacramento); with interior it is the borders that the unit shares
// with other units with people, as in OasisR and seg (0.31168). PySAL 2.5.4 with standardize=False does not divide by the sum of
// lengths and gives −70,433.
//
// It is undefined when either group is empty, areas, lengths or (unless interior) perimeters are unknown, or no two units with people
// share a border.
func PerimeterAreaDissimilarity(c index.Composition, interior bool) (float64, error) {
	if _, _, _, _, err := twoGroups(c); err != nil {
		return 0, err
	}
	g, err := measured(c)
	if err != nil {
		return 0, err
	}
	area, err := areas(c)
	if err != nil {
		return 0, err
	}
	perimeter := c.Space.Perimeter
	if interior {
		perimeter = sharedBorders(area, g)
	}
	if perimeter == nil {
		return 0, index.Undefined("the perimeters of units are unknown")
	}
	form, most := make([]float64, len(area)), 0.0
	for i, a := range area {
		if a > 0 {
			form[i] = perimeter[i] / a
			most = max(most, form[i])
		}
	}
	if most > 0 {
		for i := range form {
			form[i] /= most
		}
	}
	return lessDifference(c, g, across{lengths: true, form: form})
}

// sharedBorders returns the metres of border that each unit has with others, among those that have an area.
func sharedBorders(area []float64, g *space.Graph) []float64 {
	out := make([]float64, len(area))
	for i := range out {
		to, length := g.Of(i)
		for k, j := range to {
			if area[i] > 0 && area[j] > 0 {
				out[i] += length[k]
			}
		}
	}
	return out
}
