package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var arithmeticNormalise = normalise(Hundred)

var arithmeticMean = index.Index{
	ID:      "composite-arithmetic-mean",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Sammanvägt medelvärde", En: "Weighted arithmetic mean of indicators"},
	Formula: "C_i = Σk w_k y_ik",
	Source:  handbook,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{arithmeticNormalise, available},
	Reading: lang.Text{
		Sv: "Områdets sammanvägda värde är %s.",
		En: "The area's composite value is %s.",
	},
	Caveat: lang.Text{
		Sv: "Ett högt värde på en indikator uppväger ett lågt på en annan. Vikterna är utbytesförhållanden, inte hur viktig en indikator är.",
		En: "A high value of one indicator makes up for a low value of another. The weights are rates of exchange, not how important an indicator is.",
	},
	Needs:      "a table of units by indicators, each with two different values or more; a unit needs all of them unless available is below 1",
	Programs:   []string{"COINr: a_amean"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return ofUnits(ArithmeticMean(x, Normalisation(arithmeticNormalise.From(p)), available.From(p)))
	},
}

// ArithmeticMean returns the weighted arithmetic mean of the normalised indicators of each unit. A unit that has less than the share
// available of the indicators is NaN; with less than 1 the weights of those that it has are scaled to sum to 1, which puts its own
// mean where a value is missing. COINr's a_amean does that at any share.
//
// It is undefined where the normalisation is, and where no unit has enough indicators.
func ArithmeticMean(x index.Indicators, n Normalisation, available float64) ([]float64, error) {
	return combine(x, n, available, arithmetic)
}
