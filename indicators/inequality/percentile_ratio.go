package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The bounds keep the two apart.
var (
	upperPercentile = index.Param{Name: "upper", Default: 90, Min: 50, Max: 99.9, Doc: "the percentile above the line"}
	lowerPercentile = index.Param{Name: "lower", Default: 50, Min: 0.1, Max: 50, Doc: "the percentile below it"}
)

var percentileRatio = index.Index{
	ID:      "percentile-ratio",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Percentilkvot", En: "Percentile ratio"},
	Formula: "P(upper)/P(lower), with Pk the weighted k-th percentile, two values averaged where the boundary falls between them",
	Source:  "OECD (2011). Divided We Stand: Why Inequality Keeps Rising. OECD Publishing; percentiles as in Alfons, A. & Templ, M. (2013). Journal of Statistical Software 54(15).",
	Min:     1, Max: math.Inf(1),
	Params: []index.Param{upperPercentile, lowerPercentile, index.Level},
	Reading: lang.Text{
		Sv: "Percentilkvoten är %s: den övre percentilen är så många gånger den undre.",
		En: "The percentile ratio is %s: the upper percentile is that many times the lower.",
	},
	Caveat: lang.Text{
		Sv: "Säger ingenting om vad som ligger utanför de två percentilerna, eller mellan dem. Ange vilka de är.",
		En: "Says nothing about what lies outside the two percentiles, or between them. State which they are.",
	},
	Needs:      "values of at least 0; the lower percentile above 0",
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return PercentileRatio(d, upperPercentile.From(p), lowerPercentile.From(p))
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return percentileInterval(in.Distribution, p, upperPercentile.From(p), lowerPercentile.From(p))
	},
}

// PercentileRatio returns the ratio of two weighted percentiles of d, such as P90/P50, how far the top lies from the middle, or P50/P10,
// how far the middle lies from the bottom. Percentiles are those of [P90P10], which is the product of these two.
//
// It runs from 1 without upper bound. It is undefined for negative values, a lower percentile of zero, and unless
// 0 < lower ≤ upper < 100.
func PercentileRatio(d index.Distribution, upper, lower float64) (float64, error) {
	weight, _, err := relative(d)
	if err != nil {
		return 0, err
	}
	if !(lower > 0 && lower <= upper && upper < 100) {
		return 0, index.Undefined("percentiles %v and %v; the lower must be above 0 and the upper below 100", lower, upper)
	}
	units := ascending(d)
	low, high := percentile(units, lower, weight), percentile(units, upper, weight)
	if low == 0 {
		return 0, index.Undefined("percentile %v is zero", lower)
	}
	return atLeast(1, high/low)
}

// percentileInterval returns the precision of a ratio of percentiles. The influence function of a percentile is (k − 1[x ≤ Q])/f(Q), with f
// the density from a Gaussian kernel on the logarithms.
func percentileInterval(d index.Distribution, p index.Params, upper, lower float64) (index.Interval, error) {
	ratio, err := PercentileRatio(d, upper, lower)
	if err != nil {
		return index.Interval{}, err
	}
	units := ascending(d)
	weight, _, err := relative(d)
	if err != nil {
		return index.Interval{}, err
	}
	low, err := quantileOf(units, lower, weight)
	if err != nil {
		return index.Interval{}, err
	}
	high, err := quantileOf(units, upper, weight)
	if err != nil {
		return index.Interval{}, err
	}
	return interval(units, p, ratio, 1, math.Inf(1), func(_ int, x float64) float64 {
		return (high.influence(x) - float64(ratio*low.influence(x))) / low.value
	})
}
