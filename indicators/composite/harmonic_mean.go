package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var harmonicMean = index.Index{
	ID:      "composite-harmonic-mean",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Sammanvägt harmoniskt medelvärde", En: "Weighted harmonic mean of indicators"},
	Formula: "C_i = 1 / Σk (w_k / y_ik)",
	Source:  handbook,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{positive, available},
	Reading: lang.Text{
		Sv: "Områdets sammanvägda värde är %s, där låga värden knappast uppvägs av höga.",
		En: "The area's composite value is %s, where high values hardly make up for low ones.",
	},
	Caveat: lang.Text{
		Sv: "De lägsta värdena avgör nästan allt, också när de är osäkra.",
		En: "The lowest values decide almost everything, uncertain as they may be.",
	},
	Needs:      "a table of units by indicators, each with two different values or more, none below 0 after normalisation; a unit needs all of them unless available is below 1",
	Programs:   []string{"COINr: a_hmean"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return ofUnits(HarmonicMean(x, Normalisation(positive.From(p)), available.From(p)))
	},
}

// HarmonicMean returns the weighted harmonic mean of the normalised indicators of each unit; see [ArithmeticMean] for those that
// lack some. A value of 0 makes the mean 0, its limit.
//
// It is undefined where the normalisation is, where a normalised value is below 0, and where no unit has enough indicators.
func HarmonicMean(x index.Indicators, n Normalisation, available float64) ([]float64, error) {
	return combine(x, n, available, powerMean(-1))
}
