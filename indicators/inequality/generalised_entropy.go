package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var generalisedEntropy = index.Index{
	ID:      "generalised-entropy",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Generaliserad entropi", En: "Generalised entropy"},
	Formula: "GE(α) = [Σi (wi/W) (xi/μ)^α − 1] / (α(α − 1)); for α = 0: Σi (wi/W) ln(μ/xi); for α = 1: Σi (wi/W) (xi/μ) ln(xi/μ)",
	Source:  "Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613–625; Cowell, F. A. (2011). Measuring Inequality, 3rd ed. Oxford University Press.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{entropyOrder, index.Level},
	Reading: lang.Text{
		Sv: "Den generaliserade entropin är %s: 0 betyder att alla har lika mycket.",
		En: "The generalised entropy is %s: 0 means that all have the same.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på α, som ska anges. Det saknar fast övre gräns, och enstaka höga värden väger tungt när α är högt.",
		En: "The value depends on α, which must be stated. It has no fixed upper bound, and a few high values weigh heavily when α is high.",
	},
	Needs:    "values of at least 0 that are not all zero; above 0 when alpha is 0 or less",
	Programs: []string{"ineq: entropy", "IC2: calcGEI", "convey: svygei"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return GeneralisedEntropy(d, entropyOrder.From(p))
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return entropyInterval(in.Distribution, p, entropyOrder.From(p))
	},
}

// GeneralisedEntropy returns the generalised entropy of d of order α,
//
//	GE(α) = [Σ (wi/W) (xi/μ)^α − 1] / (α(α − 1))
//
// and its limits at 0, Theil's L, and at 1, Theil's T (Shorrocks 1980). It runs from 0 (all equal) without upper bound for α > 1; it is
// undefined for negative values, a mean of zero, an order that is not finite, and for values of zero when α ≤ 0.
//
// Each value adds [r^α − αr + α − 1] / (α(α − 1)) with r = x/μ, which is never negative: nothing cancels between the values, and the
// result runs on smoothly through the orders 0 and 1.
//
// R's ineq leaves zeros out for α = 1, and there only: 0, 1, 3 give it 0.1308, the index of 1 and 3, where 0 ln 0 = 0 makes it 0.5363.
func GeneralisedEntropy(d index.Distribution, alpha float64) (float64, error) {
	ge, _, err := entropyAndMean(d, alpha)
	return ge, err
}

// entropyAndMean returns the generalised entropy of d with the mean.
func entropyAndMean(d index.Distribution, alpha float64) (ge, mean float64, err error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, 0, err
	}
	if !finite(alpha) {
		return 0, 0, index.Undefined("alpha is %v", alpha)
	}
	if alpha <= 0 && zeroAmong(d) {
		return 0, 0, index.Undefined("a value is zero; with alpha %v only values above 0 can be compared", alpha)
	}
	ge, err = atLeast(0, entropyOf(d, weight, mean, alpha))
	return ge, mean, err
}

// entropyInterval returns the precision of the generalised entropy. With φ(r) what a person adds to it, its influence function is
//
//	u(x) = φ(x/μ) − GE (1 + α(x/μ − 1))
func entropyInterval(d index.Distribution, p index.Params, alpha float64) (index.Interval, error) {
	ge, mean, err := entropyAndMean(d, alpha)
	if err != nil {
		return index.Interval{}, err
	}
	return interval(present(d), p, ge, 0, math.Inf(1), func(_ int, x float64) float64 {
		return entropyTerm(x/mean, alpha) - float64(ge*(1+float64(alpha*(x/mean-1))))
	})
}
