package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var noiseCorrectedBGSDValue, noiseCorrectedBGSDInterval = corrects(func(n noise) (correction, error) { return correction{math.Sqrt, n.slope}, nil })

var noiseCorrectedBGSD = index.Index{
	ID:      "noise-corrected-bgsd",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Brusrensad standardavvikelse mellan grupper", En: "Noise-corrected between-group standard deviation"},
	Formula: "√max(0, BGV − Σj pj (1 − pj) sj²)",
	Source:  noiseSource,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reads:  index.Errors,
	Reading: lang.Text{
		Sv: "När slumpen räknas bort avviker områdenas värden typiskt med %s från medelvärdet.",
		En: "With chance taken off, the areas' values typically lie %s from the mean.",
	},
	Caveat: lang.Text{
		Sv: "Förutsätter att osäkerheten i varje område är känd. Fel som är gemensamma för alla områden syns inte.",
		En: "Takes the uncertainty of each area for known. Errors that all areas share do not show.",
	},
	Needs:      "three subgroups or more, with standard errors or the events behind the estimates",
	Properties: index.Permutation | index.Translation | index.EqualIsMin | index.Transfer | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return NoiseCorrectedStandardDeviation(s) },
	Interval:   noiseCorrectedBGSDInterval,
}

// NoiseCorrectedStandardDeviation returns the standard deviation of the areas' true values by population, the square root of
// [NoiseCorrectedVariance], in the unit of the estimates. It is 0 where the areas differ no more than chance makes them.
// [BetweenGroupStandardDeviation] is the value with chance: with 30 districts of 1,300 people and 15 per cent everywhere it is one per
// cent, where the true one is 0. It is undefined where NoiseCorrectedVariance is; its limits are the roots of those.
func NoiseCorrectedStandardDeviation(s index.Subgroups) (float64, error) {
	return noiseCorrectedBGSDValue(s)
}
