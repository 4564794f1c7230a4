package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var divergenceOrder = index.Param{
	Name: "alpha", Default: 2, Min: 0.001, Max: 50,
	Doc: "order: the higher, the more the highest values count; 1 is Theil's T",
}

var renyiDivergence = index.Index{
	ID:      "renyi-divergence",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Rényidivergens", En: "Rényi divergence"},
	Formula: "R(α) = ln[Σi (wi/W) (xi/μ)^α] / (α − 1); for α = 1: Theil's T",
	Source:  "Rényi, A. (1961). On measures of entropy and information. Proceedings of the Fourth Berkeley Symposium 1, 547–561; Langel, M. (2012). Measuring inequality in finite population sampling. University of Neuchâtel.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{divergenceOrder, index.Level},
	Reading: lang.Text{
		Sv: "Rényidivergensen är %s: 0 betyder att alla har lika mycket.",
		En: "The Rényi divergence is %s: 0 means that all have the same.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på α, som ska anges. Enstaka höga värden väger tungt när α är högt.",
		En: "The value depends on α, which must be stated. A few high values weigh heavily when α is high.",
	},
	Needs:    "values of at least 0 that are not all zero",
	Programs: []string{"convey: svyrenyi"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return RenyiDivergence(d, divergenceOrder.From(p))
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		alpha := divergenceOrder.From(p)
		v, err := RenyiDivergence(in.Distribution, alpha)
		if err != nil {
			return index.Interval{}, err
		}
		ge, err := GeneralisedEntropy(in.Distribution, alpha)
		if err != nil {
			return index.Interval{}, err
		}
		_, mean, err := relative(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		slope := alpha / (1 + float64(alpha*(alpha-1)*ge)) // of the divergence by the generalised entropy
		return interval(present(in.Distribution), p, v, 0, math.Inf(1), func(_ int, x float64) float64 {
			return slope * (entropyTerm(x/mean, alpha) - float64(ge*alpha*(x/mean)))
		})
	},
}

// RenyiDivergence returns the Rényi divergence, of order α > 0, of the shares of the total from the shares of the persons,
//
//	R(α) = ln[Σ (wi/W) (xi/μ)^α] / (α − 1)
//
// and at α = 1 its limit, Theil's T. It is ln(1 + α(α − 1) GE(α))/(α − 1) with GE the [GeneralisedEntropy], runs from 0 (all equal) to
// ln(W/wmin) for α > 1, and is undefined for negative values, a mean of zero, and an order that is not above 0 and finite.
func RenyiDivergence(d index.Distribution, alpha float64) (float64, error) {
	if !(alpha > 0) {
		return 0, index.Undefined("alpha is %v; it must be above 0", alpha)
	}
	ge, err := GeneralisedEntropy(d, alpha)
	if err != nil {
		return 0, err
	}
	if alpha == 1 {
		return ge, nil
	}
	return atLeast(0, math.Log1p(alpha*(alpha-1)*ge)/(alpha-1))
}
