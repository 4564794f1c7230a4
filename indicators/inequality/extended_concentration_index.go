package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

const greatestAversion = 50

var aversion = index.Param{
	Name: "nu", Default: 3, Min: 1, Max: greatestAversion,
	Doc: "weight of the lowest ranks: 1 is none, 2 the ordinary concentration index, more counts those at the bottom more",
}

var extendedConcentrationIndex = index.Index{
	ID:      "extended-concentration-index",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Utvidgat koncentrationsindex (S-koncentration)", En: "Extended concentration index (S-concentration)"},
	Formula: "C(ν) = 1 − ν(ν − 1) ∫ (1 − p)^(ν − 2) L(p) dp, with L the concentration curve",
	Source:  "Wagstaff, A. (2002). Inequality aversion, health inequalities and health achievement. Journal of Health Economics 21(4), 627–641; Yitzhaki, S. (1983). International Economic Review 24(3), 617–628.",
	Min:     1 - greatestAversion, Max: 1,
	Params: []index.Param{aversion},
	Reading: lang.Text{
		Sv: "Det utvidgade koncentrationsindexet är %s: som koncentrationsindex, men de lägst rankade väger tyngre.",
		En: "The extended concentration index is %s: as the concentration index, but those ranked lowest count for more.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på ν, som är ett ställningstagande och ska anges. Lägsta möjliga värde är 1 − ν, så plus och minus mäts inte lika.",
		En: "The value depends on ν, which is a value judgement and must be stated. The lowest possible value is 1 − ν, so that plus and minus are not measured alike.",
	},
	Reads:      index.Order,
	Needs:      "values of at least 0 that are not all zero, and their ranks",
	Programs:   []string{"IC2: calcSConc"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return ExtendedConcentrationIndex(d, aversion.From(p))
	},
}

// ExtendedConcentrationIndex returns the extended concentration index of the values of d in the order of d.Rank, lowest first,
//
//	C(ν) = 1 − ν(ν − 1) ∫ (1 − p)^(ν − 2) L(p) dp
//
// with L the concentration curve, straight between its points, and ν ≥ 1 the aversion to inequality: 1 gives 0, 2 the ordinary
// [ConcentrationIndex]. It runs from 1 − ν (all at the lowest rank) to 1. With the values as their own ranks it is the extended Gini
// coefficient of Yitzhaki (1983).
//
// The integral is exact: with F(i) the share ranked up to place i, C(ν) = 1 − Σ (y(i)/μ) [(1 − F(i−1))^ν − (1 − F(i))^ν], those of one
// rank being one place. IC2 computes the same but ranks ties by the order of the rows.
//
// It is undefined for negative values, a mean of zero, without ranks, and for ν below 1 or not finite.
func ExtendedConcentrationIndex(d index.Distribution, nu float64) (float64, error) {
	r, err := rank(d)
	if err != nil {
		return 0, err
	}
	if err := r.relative(); err != nil {
		return 0, err
	}
	if !(nu >= 1) || !finite(nu) {
		return 0, index.Undefined("nu is %v; it must be at least 1", nu)
	}
	var sum index.Sum
	for _, p := range r.places {
		// The weight of a tied place is shared out by the persons there.
		weight := drop(p.above, p.tied, nu) * (p.share / p.tied)
		sum = sum.Plus(weight * (p.value - r.mean))
	}
	return within(1-nu, -sum.Value()/r.mean, 1)
}

// drop returns (above + tied)^nu − above^nu without the loss of digits.
func drop(above, tied, nu float64) float64 {
	if above == 0 {
		return math.Pow(tied, nu)
	}
	return math.Pow(above, nu) * math.Expm1(nu*math.Log1p(tied/above))
}
