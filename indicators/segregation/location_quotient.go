package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var locationQuotient = index.Index{
	ID:      "location-quotient",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Lokaliseringskvot (LQ)", En: "Location quotient (LQ)"},
	Formula: "LQ_ik = p_ik / P_k",
	Source:  "Isard 1960, Methods of Regional Analysis; Brown & Chung 2006, Population, Space and Place 12, 125–143",
	Min:     0,
	Max:     math.Inf(1),
	Reading: lang.Text{
		Sv: "Lokaliseringskvoten är %s: gruppens andel av enheten är så många gånger dess andel av hela staden.",
		En: "The location quotient is %s: the group's share of the unit is so many times its share of the whole city.",
	},
	Caveat: lang.Text{
		Sv: "Kvoten blir lätt stor för en liten grupp i en liten enhet: några få personer räcker. Visa antalen bredvid.",
		En: "The quotient is easily large for a small group in a small unit: a few people are enough. Show the counts beside it.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"PySAL segregation: MultiLocationQuotient", "OasisR: LQ"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		quotients, err := LocationQuotient(c)
		var parts []index.Part
		for k, row := range quotients {
			for i, v := range row {
				if !math.IsNaN(v) {
					parts = append(parts, index.OfCell(i, k, v))
				}
			}
		}
		return parts, err
	},
}

// LocationQuotient returns, in row k and column i, the share of group k in unit i over its share of the city: 0 where the
// unit has none of the group, 1 where the group is as common as in the city. The mean over units, weighted by their
// population, is 1 for every group.
//
// A unit without people has NaN, and the row of a group without people is nil. It is undefined when nobody is counted.
func LocationQuotient(c index.Composition) ([][]float64, error) {
	N, T, err := multigroup(c, 1)
	if err != nil {
		return nil, err
	}
	totals := unitTotals(c)
	quotients := make([][]float64, len(c.Counts))
	for k, counts := range c.Counts {
		if N[k] == 0 {
			continue
		}
		quotients[k] = make([]float64, len(counts))
		for i, n := range counts {
			if totals[i] == 0 {
				quotients[k][i] = math.NaN()
				continue
			}
			if quotients[k][i], err = within(0, n/totals[i]/(N[k]/T), math.Inf(1)); err != nil {
				return nil, err
			}
		}
	}
	return quotients, nil
}
