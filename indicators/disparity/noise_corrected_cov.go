package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var noiseCorrectedCOVValue, noiseCorrectedCOVInterval = corrects(func(n noise) (correction, error) {
	_, mu, err := relative(n.s, several)
	p, sd := share(n.s), math.Sqrt(n.observed)
	slope := n.slopeOf(1/(2*sd*mu), func(j int) float64 {
		return p(j) / mu * ((n.s.Estimates[j]-mu)/sd - sd/mu)
	})
	return correction{func(b float64) float64 { return 100 * (math.Sqrt(b) / mu) }, slope}, err
})

var noiseCorrectedCOV = index.Index{
	ID:      "noise-corrected-cov",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Brusrensad variationskoefficient mellan grupper", En: "Noise-corrected coefficient of variation between groups"},
	Formula: "100 √max(0, BGV − Σj pj (1 − pj) sj²) / μ",
	Source:  noiseSource,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reads:  index.Errors,
	Reading: lang.Text{
		Sv: "När slumpen räknas bort avviker områdenas värden typiskt med %s procent från medelvärdet.",
		En: "With chance taken off, the areas' values typically lie %s per cent from the mean.",
	},
	Caveat: lang.Text{
		Sv: "Förutsätter att osäkerheten i varje område är känd. Fel som är gemensamma för alla områden syns inte.",
		En: "Takes the uncertainty of each area for known. Errors that all areas share do not show.",
	},
	Needs:      "three subgroups or more, with standard errors or the events behind the estimates; estimates of at least 0 that are not all zero",
	Properties: index.Permutation | index.Scale | index.EqualIsMin | index.Transfer | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return NoiseCorrectedVariation(s) },
	Interval:   noiseCorrectedCOVInterval,
}

// NoiseCorrectedVariation returns [NoiseCorrectedStandardDeviation] in per cent of the mean by population. It is undefined where that
// is, for negative estimates and for a mean of zero. Its limits allow for the
// uncertainty of the mean.
func NoiseCorrectedVariation(s index.Subgroups) (float64, error) { return noiseCorrectedCOVValue(s) }
