package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var jDivergence = index.Index{
	ID:      "j-divergence",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "J-divergens", En: "J-divergence"},
	Formula: "J = T + L = Σi (wi/W) (xi/μ − 1) ln(xi/μ)",
	Source:  "Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613–625; Rohde, N. (2016). J-divergence measurements of economic inequality. Journal of the Royal Statistical Society A 179(3), 847–870.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "J-divergensen är %s: 0 betyder att alla har lika mycket, och den väger botten och toppen lika.",
		En: "The J-divergence is %s: 0 means that all have the same, and bottom and top count alike.",
	},
	Caveat: lang.Text{
		Sv: "Mycket små värden väger tungt, och med ett enda nollvärde går det inte att räkna.",
		En: "Very small values weigh heavily, and a single zero makes it impossible to compute.",
	},
	Needs:    "values above 0",
	Programs: []string{"convey: svyjdiv"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, _ index.Params) (float64, error) { return JDivergence(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		j, err := JDivergence(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		_, mean, err := relative(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		t, err := TheilT(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		return interval(present(in.Distribution), p, j, 0, math.Inf(1), func(_ int, x float64) float64 {
			r := x/mean - 1
			return float64(r*math.Log(x/mean)) - float64(t*r)
		})
	},
}

// JDivergence returns the J-divergence of d, the sum of Theil's T and L,
//
//	J = Σ (wi/W) (xi/μ − 1) ln(xi/μ)
//
// (Rohde 2016). It runs from 0 (all equal) without upper bound, and is undefined for values of zero or below.
func JDivergence(d index.Distribution) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	if zeroAmong(d) {
		return 0, index.Undefined("a value is zero, and its logarithm does not exist")
	}
	return atLeast(0, average(d, weight, func(x float64) float64 { return (x/mean - 1) * math.Log(x/mean) }))
}
