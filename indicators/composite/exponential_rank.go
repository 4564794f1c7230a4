package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var decay = index.Param{
	Name: "k", Default: 23, Min: 5, Max: 100,
	Doc: "how far the top of the scale is stretched: with 23, a tenth of the areas share its upper half; the higher, the less",
}

var exponentialRank = index.Index{
	ID:      "exponential-rank",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Exponentiell rang (IMD)", En: "Exponential rank (IMD)"},
	Formula: "X_ik = −k · ln(1 − R_ik (1 − e^(−100/k))), R_ik = r_ik / n_k",
	Source:  "Ministry of Housing, Communities & Local Government 2019, The English Indices of Deprivation 2019: Technical report",
	Min:     0, Max: 100,
	Params: []index.Param{decay},
	Reading: lang.Text{
		Sv: "Området får %s av 100, där den mest utsatta tiondelen av områdena delar på skalans övre hälft.",
		En: "The area gets %s of 100, where the most deprived tenth of the areas share the upper half of the scale.",
	},
	Caveat: lang.Text{
		Sv: "Skalan skiljer de mest utsatta områdena från varandra och trycker ihop resten. Den är gjord för tusentals områden; med trettio blir översta steget mycket långt.",
		En: "The scale tells the most deprived areas apart and presses the rest together. It is made for thousands of areas; with thirty the top step is very long.",
	},
	Needs:      "a table of units by indicators of deprivation, high where deprivation is high",
	Programs:   []string{"compositr: transform_exp"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return cells(ExponentialRank(x, decay.From(p)))
	},
}

// ExponentialRank returns the ranks of each indicator on the exponential scale of the English, Scottish and Welsh indices of
// deprivation, above 0 for the least deprived to 100 for the most: the share R of units that are not more deprived becomes
//
//	X = −k ln(1 − R (1 − e^(−100/k)))
//
// so that being very deprived by one indicator is not made good by being well off by another. With k = 23 the most deprived tenth
// lie above 50. Equal values share the mean of their ranks.
//
// It is undefined where an indicator is missing everywhere, and for a k that is not above 0.
func ExponentialRank(x index.Indicators, k float64) ([][]float64, error) {
	if !(k > 0) {
		return nil, index.Undefined("k is %v; it must be above 0", k)
	}
	return byColumn(x, func(_ int, values []float64) error {
		n := float64(len(values))
		for j, r := range ranks(values, false, 0) {
			values[j] = min(exponential(r/n, k), 100)
		}
		return nil
	})
}

// exponential returns the place of the share r on the scale. 1 − r and r e^(−100/k) are added for 1 − r(1 − e^(−100/k)), which is 0 in
// floating point at r = 1 and small k.
func exponential(r, k float64) float64 {
	return -k * math.Log((1-r)+float64(r*math.Exp(-100/k)))
}
