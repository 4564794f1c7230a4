package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var logarithmsAround = index.Param{
	Name: "around", Max: 1, Whole: true,
	Doc: "what the logarithms are compared with: 0 their own mean (variance of logarithms), 1 the logarithm of the mean (logarithmic variance)",
}

var varianceOfLogarithms = index.Index{
	ID:      "variance-of-logarithms",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Logaritmernas varians", En: "Variance of logarithms"},
	Formula: "V = Σi (wi/W) (ln xi − m)², m being the mean of the logarithms or the logarithm of the mean",
	Source:  "Cowell, F. A. (2011). Measuring Inequality, 3rd ed. Oxford University Press, chapter 2.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{logarithmsAround, index.Level},
	Reading: lang.Text{
		Sv: "Logaritmernas varians är %s: 0 betyder att alla har lika mycket, och den växer mest av skillnader i botten.",
		En: "The variance of logarithms is %s: 0 means that all have the same, and it grows most with differences at the bottom.",
	},
	Caveat: lang.Text{
		Sv: "Kan öka när en mycket rik ger till en mindre rik: bryter mot principen om överföringar.",
		En: "May rise when somebody very rich gives to somebody less rich: it breaks the principle of transfers.",
	},
	Needs:      "values above 0",
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return VarianceOfLogarithms(d, logarithmsAround.From(p) == 1)
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		around := logarithmsAround.From(p) == 1
		v, err := VarianceOfLogarithms(in.Distribution, around)
		if err != nil {
			return index.Interval{}, err
		}
		weight, mean, err := relative(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		l := average(in.Distribution, weight, func(x float64) float64 { return math.Log(x / mean) })
		return interval(present(in.Distribution), p, v, 0, math.Inf(1), func(_ int, x float64) float64 {
			t := math.Log(x / mean)
			if around {
				return float64(t*t) - float64(2*l*(x/mean))
			}
			return float64((t - l) * (t - l))
		})
	},
}

// VarianceOfLogarithms returns the variance of the natural logarithms of d, around their own mean or, aroundMean, around the logarithm of
// the mean of d,
//
//	V = Σ (wi/W) (ln xi − m)²
//
// (Cowell 2011, who calls the second the logarithmic variance). It runs from 0 (all equal) without upper bound, and is undefined for
// values of zero or below. It breaks the principle of transfers: among those who have more than e times the mean, of the kind that m
// is, a transfer from the richer to the less rich may raise it.
func VarianceOfLogarithms(d index.Distribution, aroundMean bool) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	if zeroAmong(d) {
		return 0, index.Undefined("a value is zero, and its logarithm does not exist")
	}
	centre := 0.0
	if !aroundMean {
		centre = average(d, weight, func(x float64) float64 { return math.Log(x / mean) })
	}
	return atLeast(0, average(d, weight, func(x float64) float64 {
		t := math.Log(x/mean) - centre
		return t * t
	}))
}
