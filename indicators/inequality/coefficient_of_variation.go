package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var coefficientOfVariation = index.Index{
	ID:      "coefficient-of-variation",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Variationskoefficient", En: "Coefficient of variation"},
	Formula: "CV = √[Σi (wi/W) (xi − μ)²] / μ",
	Source:  "Cowell, F. A. (2011). Measuring Inequality, 3rd ed. Oxford University Press, chapter 2.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Variationskoefficienten är %s: standardavvikelsen i förhållande till medelvärdet, 0 när alla har lika mycket.",
		En: "The coefficient of variation is %s: the standard deviation relative to the mean, 0 when all have the same.",
	},
	Caveat: lang.Text{
		Sv: "Enstaka mycket höga värden kan styra hela måttet.",
		En: "A few very high values can decide the whole measure.",
	},
	Needs:    "values of at least 0 that are not all zero",
	Programs: []string{"SciPy: variation", "ineq: var.coeff", "healthequal: covar"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, _ index.Params) (float64, error) { return CoefficientOfVariation(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		cv, err := CoefficientOfVariation(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		_, mean, err := relative(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		if cv == 0 { // the root has no slope there
			return index.Interval{}, index.Undefined("all values are equal: there is no standard error")
		}
		return interval(present(in.Distribution), p, cv, 0, math.Inf(1), func(_ int, x float64) float64 {
			r := x/mean - 1
			return float64(r*r)/cv/2 - float64(cv*r)
		})
	},
}

// CoefficientOfVariation returns the standard deviation of d divided by its mean,
//
//	CV = √[Σ (wi/W) (xi − μ)²] / μ
//
// It runs from 0 (all equal) to √(W/wmin − 1) (one has everything); half its square is the generalised entropy of
// order 2. It is undefined for negative values and for a mean of zero.
//
// The variance is that of the population given, divided by W and not by W − 1, as in R's ineq; WHO's healthequal
// prints per cent.
func CoefficientOfVariation(d index.Distribution) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	// Deviations relative to the mean, so that squares of large incomes cannot overflow.
	variance := average(d, weight, func(x float64) float64 {
		r := (x - mean) / mean
		return r * r
	})
	return atLeast(0, math.Sqrt(variance))
}
