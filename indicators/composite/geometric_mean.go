package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// positive is the normalisation of the means of positive values.
var positive = normalise(OneToHundred)

var geometricMean = index.Index{
	ID:      "composite-geometric-mean",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Sammanvägt geometriskt medelvärde", En: "Weighted geometric mean of indicators"},
	Formula: "C_i = Πk y_ik^w_k",
	Source:  handbook,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{positive, available},
	Reading: lang.Text{
		Sv: "Områdets sammanvägda värde är %s, där låga värden bara delvis uppvägs av höga.",
		En: "The area's composite value is %s, where high values make up for low ones in part only.",
	},
	Caveat: lang.Text{
		Sv: "Resultatet beror på var skalan börjar: med noll som lägsta värde blir det sämsta området på en indikator noll i allt.",
		En: "The result depends on where the scale begins: with zero as the lowest value, the worst area of one indicator becomes zero in all.",
	},
	Needs:      "a table of units by indicators, each with two different values or more, none below 0 after normalisation; a unit needs all of them unless available is below 1",
	Programs:   []string{"COINr: a_gmean"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return ofUnits(GeometricMean(x, Normalisation(positive.From(p)), available.From(p)))
	},
}

// GeometricMean returns the weighted geometric mean of the normalised indicators of each unit; see [ArithmeticMean] for those that
// lack some. A value of 0 makes the mean 0, where COINr's a_gmean refuses it.
//
// It is undefined where the normalisation is, where a normalised value is below 0, and where no unit has enough indicators.
func GeometricMean(x index.Indicators, n Normalisation, available float64) ([]float64, error) {
	return combine(x, n, available, powerMean(0))
}
