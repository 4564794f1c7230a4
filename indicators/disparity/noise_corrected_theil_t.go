package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var noiseCorrectedTheilTValue, noiseCorrectedTheilTInterval = corrects(func(n noise) (correction, error) {
	v, err := TheilT(n.s)
	if err != nil {
		return correction{}, err
	}
	per := 1 / (2 * n.mean * n.mean) // of the variance, where nothing has been observed
	if n.observed > 0 {
		per = v / n.observed
	}
	p := share(n.s)
	slope := n.slopeOf(per, func(j int) float64 {
		r := n.s.Estimates[j] / n.mean
		if r == 0 {
			return 0 // the slope of r ln r is endless there
		}
		return p(j) / n.mean * (math.Log(r) - v)
	})
	return correction{func(b float64) float64 { return per * b }, slope}, nil
})

var noiseCorrectedTheilT = index.Index{
	ID:      "noise-corrected-theil-t",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Brusrensat Theilindex (T) mellan grupper", En: "Noise-corrected Theil index (T) between groups"},
	Formula: "T max(0, BGV − Σj pj (1 − pj) sj²) / BGV",
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
	Needs:      "three subgroups or more, with standard errors or the events behind the estimates; estimates of at least 0 that are not all zero",
	Properties: index.Permutation | index.Scale | index.EqualIsMin | index.Transfer | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return NoiseCorrectedTheilT(s) },
	Interval:   noiseCorrectedTheilTInterval,
}

// NoiseCorrectedTheilT returns [TheilT] of the areas' true values,
//
//	T · B / S,  S = Σ pj (yj − μ)²,  B = NoiseCorrectedVariance
//
// Both the index and the variance are S/(2 μ²) and S to the second order of the deviations, and so is what chance adds to them: the same
// part of either is noise. It runs from 0 without upper bound, and is undefined where [TheilT] or [NoiseCorrectedVariance] is.
func NoiseCorrectedTheilT(s index.Subgroups) (float64, error) { return noiseCorrectedTheilTValue(s) }
