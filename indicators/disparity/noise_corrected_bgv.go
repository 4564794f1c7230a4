package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// noiseSource is where noise-corrected measures come from: the correction is old, and its use for summary measures of areas is this
// program's own.
const noiseSource = "Moment estimate as in DerSimonian, R. & Laird, N. (1986). Meta-analysis in clinical trials. Controlled Clinical Trials 7, 177–188; interval as in Viechtbauer, W. (2007). Confidence intervals for the amount of heterogeneity in meta-analysis. Statistics in Medicine 26(1), 37–52; with population weights as the comment of the function derives"

var noiseCorrectedBGVValue, noiseCorrectedBGVInterval = corrects(func(n noise) (correction, error) {
	return correction{func(b float64) float64 { return b }, n.slope}, nil
})

var noiseCorrectedBGV = index.Index{
	ID:      "noise-corrected-bgv",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Brusrensad varians mellan grupper", En: "Noise-corrected between-group variance"},
	Formula: "BGV − Σj pj (1 − pj) sj², at least 0",
	Source:  noiseSource,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reads:  index.Errors,
	Reading: lang.Text{
		Sv: "När slumpen räknas bort är variansen mellan områdena %s, i indikatorns enhet i kvadrat.",
		En: "With chance taken off, the variance between the areas is %s, in the square of the indicator's unit.",
	},
	Caveat: lang.Text{
		Sv: "Förutsätter att osäkerheten i varje område är känd. Fel som är gemensamma för alla områden syns inte.",
		En: "Takes the uncertainty of each area for known. Errors that all areas share do not show.",
	},
	Needs:      "three subgroups or more, with standard errors or the events behind the estimates",
	Properties: index.Permutation | index.Translation | index.EqualIsMin | index.Transfer | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return NoiseCorrectedVariance(s) },
	Interval:   noiseCorrectedBGVInterval,
}

// NoiseCorrectedVariance returns the between-group variance less what chance alone makes of it on average,
//
//	max(0, Σ pj (yj − μ)² − Σ pj (1 − pj) sj²),  μ = Σ pj yj
//
// in the square of the unit of the estimates: an unbiased estimate of the variance of the areas' true values before it is cut off at 0
// (the method of moments; DerSimonian, R. & Laird, N. 1986, Controlled Clinical Trials 7, 177–188, with population weights). [BetweenGroupVariance]
// is the value with chance. It is undefined for fewer than three subgroups, without standard errors or events, and where every standard
// error is 0.
//
// Where counts are given, sj² is the binomial or the Poisson variance of the area's own share or rate. Its interval inverts the
// distribution of the observed variance, a noncentral chi-squared one ([noise]), as Viechtbauer (2007, Statistics in Medicine 26, 37–52)
// does for the variance of random effects. Of 10,000 simulated cities for each of 24 settings (10, 30 and 77 areas; none, mild, clear and
// strong disparity; shares and rates) the 95 per cent interval held the truth in 97.4 to 97.9 per cent of those without disparity, and
// in 94.5 to 96.6 of the others, as did those of the measures that are made of it: indicators/registry/coverage has the table and what
// makes it. Intervals of a parametric bootstrap of the uncorrected measures hold it in 38 to 59 per cent of cities with mild disparity and 30 areas.
func NoiseCorrectedVariance(s index.Subgroups) (float64, error) { return noiseCorrectedBGVValue(s) }
