package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var bordaPoints = index.Index{
	ID:      "borda-points",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Bordapoäng", En: "Borda points"},
	Formula: "y_ik = r_ik − 1",
	Source:  "Borda 1784, Mémoire sur les élections au scrutin, Histoire de l'Académie royale des sciences, 657–665; " + handbook,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{ties},
	Reading: lang.Text{
		Sv: "Området får %s poäng, en för varje område det överträffar och en halv för varje det är lika med.",
		En: "The area gets %s points, one for each area that it surpasses and half for each that it equals.",
	},
	Caveat: lang.Text{
		Sv: "Poängen beror på vilka andra områden som är med, också för ordningen mellan två områden i den sammanlagda summan.",
		En: "The points depend on which other areas take part, and so does the order of two areas by the sum of points.",
	},
	Needs:      "a table of units by indicators",
	Programs:   []string{"COINr: n_borda"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return cells(BordaPoints(x, ties.From(p) == 0))
	},
}

// BordaPoints returns how many units each unit surpasses by each indicator, counting those that it equals by half; with lowest those
// do not count, as in COINr. Where an indicator is missing in some units there are fewer to surpass: [PercentileRank] is the share of
// them instead.
//
// It is undefined where an indicator is missing everywhere.
func BordaPoints(x index.Indicators, lowest bool) ([][]float64, error) {
	return byColumn(x, func(_ int, values []float64) error {
		for j, r := range ranks(values, lowest, 0) {
			values[j] = r - 1
		}
		return nil
	})
}
