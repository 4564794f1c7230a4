package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var noiseCorrectedMLDValue, noiseCorrectedMLDInterval = corrects(func(n noise) (correction, error) {
	v, err := MeanLogDeviation(n.s)
	if err != nil {
		return correction{}, err
	}
	per := 1 / (2 * n.mean * n.mean) // of the variance, where nothing has been observed
	if n.observed > 0 {
		per = v / n.observed
	}
	p := share(n.s)
	slope := n.slopeOf(per, func(j int) float64 { return p(j) * (1/n.mean - 1/n.s.Estimates[j]) })
	return correction{func(b float64) float64 { return per * b }, slope}, nil
})

var noiseCorrectedMLD = index.Index{
	ID:      "noise-corrected-mld",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Brusrensad logaritmisk avvikelse mellan grupper (MLD)", En: "Noise-corrected mean log deviation between groups (MLD)"},
	Formula: "MLD max(0, BGV − Σj pj (1 − pj) sj²) / BGV",
	Source:  noiseSource,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reads:  index.Errors,
	Reading: lang.Text{
		Sv: "När slumpen räknas bort är indexet mellan grupperna %s: 0 betyder att alla har samma värde.",
		En: "With chance taken off, the index between the groups is %s: 0 means that all have the same value.",
	},
	Caveat: lang.Text{
		Sv: "Förutsätter att osäkerheten i varje område är känd. Fel som är gemensamma för alla områden syns inte.",
		En: "Takes the uncertainty of each area for known. Errors that all areas share do not show.",
	},
	Needs:      "three subgroups or more, with standard errors or the events behind the estimates; estimates above 0",
	Properties: index.Permutation | index.Scale | index.EqualIsMin | index.Transfer | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return NoiseCorrectedMeanLogDeviation(s) },
	Interval:   noiseCorrectedMLDInterval,
}

// NoiseCorrectedMeanLogDeviation returns [MeanLogDeviation] of the areas' true values,
//
//	MLD · B / S,  S = Σ pj (yj − μ)²,  B = NoiseCorrectedVariance
//
// Both the index and the variance are S/(2 μ²) and S to the second order of the deviations, and so is what chance adds to them: the same
// part of either is noise. It runs from 0 without upper bound, and is undefined where [MeanLogDeviation] or [NoiseCorrectedVariance] is.
func NoiseCorrectedMeanLogDeviation(s index.Subgroups) (float64, error) {
	return noiseCorrectedMLDValue(s)
}
