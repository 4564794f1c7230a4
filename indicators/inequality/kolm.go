package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var kolmAversion = index.Param{
	Name: "alpha", Default: 0.01, Min: 1e-9, Max: 1e6,
	Doc: "aversion to inequality, per unit of the values: 0.01 for incomes in thousands is 0.00001 for the same in ones",
}

var kolm = index.Index{
	ID:      "kolm",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Kolms index", En: "Kolm index"},
	Formula: "K(α) = ln[Σi (wi/W) exp(α(μ − xi))] / α",
	Source:  "Kolm, S.-C. (1976). Unequal inequalities I. Journal of Economic Theory 12(3), 416–442.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{kolmAversion, index.Level},
	Reading: lang.Text{
		Sv: "Kolms index är %s, i värdenas enhet: så mycket kunde var och en avvara, utan att välfärden minskar, om alla fick lika.",
		En: "The Kolm index is %s, in the unit of the values: so much could each give up, without loss of welfare, if all had the same.",
	},
	Caveat: lang.Text{
		Sv: "Ett absolut mått: dubbla inkomster ger ett högre värde. Det beror på enheten och på α, som ska anges.",
		En: "An absolute measure: twice the incomes give a higher value. It depends on the unit and on α, which must be stated.",
	},
	Needs:    "values",
	Programs: []string{"ineq: Kolm"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) { return Kolm(d, kolmAversion.From(p)) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		alpha := kolmAversion.From(p)
		v, err := Kolm(in.Distribution, alpha)
		if err != nil {
			return index.Interval{}, err
		}
		mean, _, logarithm, err := exponentialMean(in.Distribution, alpha)
		if err != nil {
			return index.Interval{}, err
		}
		return interval(present(in.Distribution), p, v, 0, math.Inf(1), func(_ int, x float64) float64 {
			return (x - mean) + math.Exp(float64(alpha*(mean-x))-logarithm)/alpha
		})
	},
}

// Kolm returns the absolute index of inequality of Kolm (1976) for the aversion α > 0, the amount that each could give up without loss
// of welfare if all had the same,
//
//	K(α) = ln[Σ (wi/W) exp(α(μ − xi))] / α
//
// in the unit of the values; α is in one over that unit, and α·K(α) does not depend on it. It runs from 0 (all equal) to less than
// μ − min. Adding one amount to all changes nothing; values may be negative. It is undefined for an α that is not above 0 and finite.
//
// The greatest exponent is taken out of the sum, so that large α(μ − x) do not overflow. R's ineq does not, and takes 1 for α unless told
// otherwise: it gives infinity as soon as somebody has 710 less than the mean.
func Kolm(d index.Distribution, alpha float64) (float64, error) {
	_, greatest, logarithm, err := exponentialMean(d, alpha)
	if err != nil {
		return 0, err
	}
	v, err := atLeast(0, logarithm/alpha)
	return math.Min(v, greatest), err
}

// exponentialMean returns the mean of d, its distance to the least value, and ln Σ (w/W) exp(alpha (mean − x)).
func exponentialMean(d index.Distribution, alpha float64) (mean, greatest, logarithm float64, err error) {
	if err := d.Check(); err != nil {
		return 0, 0, 0, err
	}
	if !(alpha > 0) || !finite(alpha) {
		return 0, 0, 0, index.Undefined("alpha is %v; it must be above 0", alpha)
	}
	var weights, total index.Sum
	least := math.Inf(1)
	for i, x := range d.Values {
		if w := d.Weight(i); w > 0 {
			weights = weights.Plus(w)
			total = total.Plus(w * x)
			least = math.Min(least, x)
		}
	}
	weight := weights.Value()
	mean = total.Value() / weight
	greatest = math.Max(0, mean-least)
	if !finite(mean) || !finite(weight) || !finite(alpha*greatest) {
		return 0, 0, 0, index.Undefined("the numbers are too large to add up")
	}
	if most := alpha * greatest; most >= 1 {
		logarithm = most + math.Log(average(d, weight, func(x float64) float64 { return math.Exp(float64(alpha*(mean-x)) - most) }))
	} else {
		// exp(t) − 1 − t is never negative and the mean of t is 0: what is small keeps its digits.
		logarithm = math.Log1p(average(d, weight, func(x float64) float64 {
			t := alpha * (mean - x)
			return math.Expm1(t) - t
		}))
	}
	return mean, greatest, logarithm, nil
}
