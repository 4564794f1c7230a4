package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var p90p10 = index.Index{
	ID:      "p90-p10",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Percentilkvot P90/P10", En: "Percentile ratio P90/P10"},
	Formula: "P90/P10, with Pk the weighted k-th percentile, two values averaged where the boundary falls between them",
	Source:  "OECD (2011). Divided We Stand: Why Inequality Keeps Rising. OECD Publishing; percentiles as in Alfons, A. & Templ, M. (2013). Journal of Statistical Software 54(15).",
	Min:     1, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "P90/P10 är %s: den nittionde percentilen är så många gånger den tionde.",
		En: "P90/P10 is %s: the ninetieth percentile is that many times the tenth.",
	},
	Caveat: lang.Text{
		Sv: "Säger ingenting om den översta och den nedersta tiondelen, inte heller om hur det ser ut däremellan.",
		En: "Says nothing about the top and the bottom tenth, nor about what lies between.",
	},
	Needs:      "values of at least 0; the tenth percentile above 0",
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.WeightsScale,
	Unequal:    func(d index.Distribution, _ index.Params) (float64, error) { return P90P10(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return percentileInterval(in.Distribution, p, 90, 10)
	},
}

// P90P10 returns the ratio of the 90th to the 10th weighted percentile of d. With W the total weight, the k-th
// percentile is the value of the person at whom the cumulative weight, from the lowest value upward, passes kW/100;
// where the cumulative weight is exactly kW/100, it is the mean of that value and the next (the percentile of the
// European income statistics; type 2 of Hyndman and Fan 1996).
//
// It runs from 1 without upper bound. It is undefined for negative values and for a tenth percentile of zero. It does
// not satisfy the principle of transfers: giving from the tenth percentile to somebody poorer raises it.
func P90P10(d index.Distribution) (float64, error) {
	return PercentileRatio(d, 90, 10)
}
