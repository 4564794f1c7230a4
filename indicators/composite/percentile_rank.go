package composite

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var ties = index.Param{
	Name: "ties", Default: 1, Min: 0, Max: 1, Whole: true,
	Doc: "1: equal values share the mean of their ranks; 0: the lowest of them, as COINr",
}

var percentileRank = index.Index{
	ID:      "percentile-rank",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Percentilrang", En: "Percentile rank"},
	Formula: "y_ik = top · (r_ik − 1) / (n_k − 1)",
	Source:  handbook,
	Min:     0, Max: 100,
	Params: []index.Param{top, ties},
	Reading: lang.Text{
		Sv: "Området ligger på %s på en skala från 0 för det lägsta till 100 för det högsta, där varje område är ett lika långt steg.",
		En: "The area is at %s on a scale from 0 for the lowest to 100 for the highest, on which every area is an equal step.",
	},
	Caveat: lang.Text{
		Sv: "Avstånden mellan områden försvinner: lika områden och mycket olika får samma steg emellan sig.",
		En: "Distances between areas are lost: areas that are alike and areas that are far apart get the same step between them.",
	},
	Needs:      "a table of units by indicators, each with two values or more",
	Programs:   []string{"COINr: n_prank"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return cells(PercentileRank(x, top.From(p), ties.From(p) == 0))
	},
}

// PercentileRank returns the rank of each unit by each indicator, from 0 for the lowest to top for the highest, in equal steps. Equal
// values share the mean of their ranks, so that an indicator turned round gives the mirror image; with lowest they get the
// least of them, as in COINr, where [1 1 2] gives 0, 0, 1 and the same values turned round 0.5, 0.5, 0.
//
// It is undefined where an indicator is there in fewer than two units.
func PercentileRank(x index.Indicators, top float64, lowest bool) ([][]float64, error) {
	if !(top > 0) {
		return nil, index.Undefined("the upper end of the scale is %v; it must be above 0", top)
	}
	return byColumn(x, func(k int, values []float64) error {
		n := len(values)
		if n < 2 {
			return index.Undefined("indicator %d is there in one unit only: there is nobody to rank it with", k)
		}
		for j, r := range ranks(values, lowest, 0) {
			values[j] = top * (r - 1) / float64(n-1)
		}
		return nil
	})
}
