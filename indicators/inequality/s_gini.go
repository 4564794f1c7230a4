package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var sGini = index.Index{
	ID:      "s-gini",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Utvidgad Ginikoefficient (S-Gini)", En: "Extended Gini coefficient (S-Gini)"},
	Formula: "G(ν) = 1 − ν(ν − 1) ∫ (1 − p)^(ν − 2) L(p) dp, with L the Lorenz curve",
	Source:  "Donaldson, D. & Weymark, J. A. (1980). A single-parameter generalization of the Gini indices of inequality. Journal of Economic Theory 22(1), 67–86; Yitzhaki, S. (1983). International Economic Review 24(3), 617–628.",
	Min:     0, Max: 1,
	Params: []index.Param{aversion, index.Level},
	Reading: lang.Text{
		Sv: "Den utvidgade Ginikoefficienten är %s: 0 betyder att alla har lika mycket, och de som har minst väger tyngst.",
		En: "The extended Gini coefficient is %s: 0 means that all have the same, and those who have least count for most.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på ν, som är ett ställningstagande och ska anges. Jämför bara värden med samma ν.",
		En: "The value depends on ν, which is a value judgement and must be stated. Compare only values of the same ν.",
	},
	Needs:    "values of at least 0 that are not all zero",
	Programs: []string{"IC2: calcSGini"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) { return SGini(d, aversion.From(p)) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return giniInterval(in.Distribution, p, aversion.From(p))
	},
}

// SGini returns the single-parameter Gini coefficient of d, in which ν ≥ 1 is the aversion to inequality,
//
//	G(ν) = 1 − ν(ν − 1) ∫ (1 − p)^(ν − 2) L(p) dp
//
// with L the Lorenz curve (Donaldson and Weymark 1980; Yitzhaki 1983). ν = 1 gives 0, ν = 2 the [Gini] coefficient, and as ν grows only
// the lowest value counts: 1 − min/μ. It runs from 0 to 1.
//
// The integral is exact for values with weights and for ties: with S(k) the share of the persons who have at least x(k) it is
// Σ (x(k+1) − x(k)) [S(k+1) − S(k+1)^ν] / μ. IC2's calcSGini gives the same.
//
// It is undefined for negative values, a mean of zero, and for ν below 1 or not finite.
func SGini(d index.Distribution, nu float64) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	if err := checkAversion(nu); err != nil {
		return 0, err
	}
	units := ascending(d)
	return sGiniOf(units, sharesFrom(units, weight), weight, mean, nu)
}

// sGiniOf returns the S-Gini coefficient of order nu of units in ascending order, above being their [sharesFrom].
func sGiniOf(units []unit, above []float64, weight, mean, nu float64) (float64, error) {
	var sum, below index.Sum
	for k := 1; k < len(units); k++ {
		below = below.Plus(units[k-1].weight)
		// The logarithm of the share above, from the side that has the digits.
		logarithm := math.Log(above[k])
		if above[k] > 0.5 {
			logarithm = math.Log1p(-below.Value() / weight)
		}
		step := (units[k].value - units[k-1].value) / mean
		sum = sum.Plus(step * above[k] * -math.Expm1((nu-1)*logarithm))
	}
	v, err := atLeast(0, sum.Value())
	return math.Min(v, 1), err
}

func checkAversion(nu float64) error {
	if !(nu >= 1) || !finite(nu) {
		return index.Undefined("nu is %v; it must be at least 1", nu)
	}
	return nil
}

// sharesFrom returns the share of the persons who are number k of units or after it, for every k.
func sharesFrom(units []unit, weight float64) []float64 {
	shares := make([]float64, len(units))
	var sum index.Sum
	for k := len(units) - 1; k >= 0; k-- {
		sum = sum.Plus(units[k].weight)
		shares[k] = sum.Value() / weight
	}
	return shares
}

// giniInterval returns the precision of the S-Gini coefficient of order nu. With S the share of the persons who have more than y, its
// influence function is
//
//	u(x) = [ν(E − ∫ S(y)^(ν − 1) dy over 0 to x) + (1 − G)(x − μ)] / μ,  E = μ(1 − G)
func giniInterval(d index.Distribution, p index.Params, nu float64) (index.Interval, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return index.Interval{}, err
	}
	if err := checkAversion(nu); err != nil {
		return index.Interval{}, err
	}
	units := ascending(d)
	area := sharesFrom(units, weight)
	g, err := sGiniOf(units, area, weight, mean, nu)
	if err != nil {
		return index.Interval{}, err
	}
	var sum index.Sum
	before := 0.0
	for k, u := range units {
		sum = sum.Plus((u.value - before) / mean * math.Pow(area[k], nu-1))
		area[k], before = sum.Value(), u.value
	}
	return interval(units, p, g, 0, 1, func(k int, x float64) float64 {
		return float64(nu*(1-g-area[k])) + float64((1-g)*(x/mean-1))
	})
}
