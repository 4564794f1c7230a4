package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var power = index.Param{
	Name: "power", Default: 0.5, Min: -20, Max: 20,
	Doc: "1: the arithmetic mean; 0: the geometric; −1: the harmonic; the lower, the less is a low value made up for",
}

var generalisedMean = index.Index{
	ID:      "composite-generalised-mean",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Sammanvägt potensmedelvärde", En: "Weighted generalised mean of indicators"},
	Formula: "C_i = (Σk w_k y_ik^p)^(1/p)",
	Source:  handbook,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{positive, available, power},
	Reading: lang.Text{
		Sv: "Områdets sammanvägda värde är %s, med den uppvägning mellan indikatorer som potensen anger.",
		En: "The area's composite value is %s, with as much give and take between indicators as the power says.",
	},
	Caveat: lang.Text{
		Sv: "Potensen är ett värdeomdöme om hur mycket det goda får uppväga det dåliga. Visa resultatet för flera.",
		En: "The power is a judgement of how far good may make up for bad. Show the result for several.",
	},
	Needs:      "a table of units by indicators, each with two different values or more, none below 0 after normalisation; a unit needs all of them unless available is below 1",
	Programs:   []string{"COINr: a_genmean"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return ofUnits(GeneralisedMean(x, Normalisation(positive.From(p)), available.From(p), power.From(p)))
	},
}

// GeneralisedMean returns the weighted power mean of the normalised indicators of each unit, from near their lowest for a large
// negative power to near their highest for a large positive one; see [ArithmeticMean] for units that lack some. COINr's a_genmean is
// missing wherever any indicator is: of 40, 60, nothing and 85 with weights 0.2, 0.3, 0.1 and 0.4 the mean of power 2 is 69.041.
//
// It is undefined where the normalisation is, where a normalised value is below 0, and where no unit has enough indicators.
func GeneralisedMean(x index.Indicators, n Normalisation, available, power float64) ([]float64, error) {
	if !(math.Abs(power) <= math.MaxFloat64) {
		return nil, index.Undefined("the power is %v; it must be a number", power)
	}
	return combine(x, n, available, powerMean(power))
}
