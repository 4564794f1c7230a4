package disparity

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var noiseShareValue, noiseShareInterval = corrects(func(n noise) (correction, error) {
	return correction{func(b float64) float64 { return n.expected / (n.expected + b) }, n.slope}, nil
})

var noiseShare = index.Index{
	ID:      "noise-share",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Slumpens andel av variationen", En: "Share of the observed variation that is noise"},
	Formula: "min(1, Σj pj (1 − pj) sj² / BGV)",
	Source:  noiseSource,
	Min:     0, Max: 1,
	Params: []index.Param{index.Level},
	Reads:  index.Errors,
	Reading: lang.Text{
		Sv: "Slumpens andel av skillnaderna mellan områdena är %s, där 1 betyder att allt kan vara slump.",
		En: "The share of the differences between the areas that is chance is %s, where 1 means that all may be chance.",
	},
	Caveat: lang.Text{
		Sv: "En hög andel visar inte att områdena är lika, bara att uppgifterna inte räcker för att skilja dem åt.",
		En: "A high share does not show that the areas are alike, only that the figures do not suffice to tell them apart.",
	},
	Needs:      "three subgroups or more, with standard errors or the events behind the estimates",
	Properties: index.Permutation | index.Translation | index.Scale | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return NoiseShare(s) },
	Interval:   noiseShareInterval,
}

// NoiseShare returns which part of the observed between-group variance chance alone makes on average,
//
//	min(1, m / S),  m = Σ pj (1 − pj) sj²,  S = Σ pj (yj − μ)²
//
// from 0 (no noise) to 1 (the areas differ no more than chance makes them). One less it is the I² of Higgins, J. P. T. & Thompson, S. G.
// (2002, Statistics in Medicine 21, 1539–1558) with population weights. Its limits are m/(m + B) at the limits of the true variance B. It
// is undefined where [NoiseCorrectedVariance] is.
func NoiseShare(s index.Subgroups) (float64, error) { return noiseShareValue(s) }
