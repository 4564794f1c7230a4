package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var sampleCorrection = index.Param{
	Name: "sample", Max: 1, Whole: true,
	Doc: "0 for those who are given, 1 for an estimate of a larger population: n/(n − 1) times as much, n being the sum of the head counts",
}

var gini = index.Index{
	ID:      "gini",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Ginikoefficient", En: "Gini coefficient"},
	Formula: "G = Σi Σj wi wj |xi − xj| / (2 W² μ)",
	Source:  "Gini, C. (1912). Variabilità e mutabilità. Bologna; weighted as in Cowell, F. A. (2011). Measuring Inequality, 3rd ed. Oxford University Press.",
	Min:     0, Max: 1,
	Params: []index.Param{sampleCorrection, index.Level},
	Reading: lang.Text{
		Sv: "Ginikoefficienten är %s: 0 betyder att alla har lika mycket, 1 att en enda har allt.",
		En: "The Gini coefficient is %s: 0 means that all have the same, 1 that one has everything.",
	},
	Caveat: lang.Text{
		Sv: "Två olika fördelningar kan ha samma Ginikoefficient. Räknad på områdens medelvärden mäter den inte skillnaden mellan människor.",
		En: "Two different distributions can have the same Gini coefficient. Computed on the means of areas it does not measure the differences between people.",
	},
	Needs:    "values of at least 0 that are not all zero",
	Programs: []string{"PySAL inequality: Gini", "ineq: Gini", "dineq: gini.wtd", "IC2: calcSGini", "laeken: gini", "convey: svygini"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		g, err := Gini(d)
		if err != nil {
			return 0, err
		}
		factor, err := correction(d, sampleCorrection.From(p))
		return math.Min(1, g*factor), err
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		i, err := giniInterval(in.Distribution, p, 2)
		if err != nil {
			return i, err
		}
		factor, err := correction(in.Distribution, sampleCorrection.From(p))
		return index.Interval{SE: i.SE * factor, Lower: i.Lower * factor, Upper: math.Min(1, i.Upper*factor)}, err
	},
}

// Gini returns the Gini coefficient of d: half the mean absolute difference between two persons drawn with
// replacement, in units of the mean,
//
//	G = Σi Σj wi wj |xi − xj| / (2 W² μ),  W = Σ wi,  μ = Σ wi xi / W
//
// It runs from 0 (all equal) to 1 − wmin/W, which nears 1 when one of many has everything. It is undefined for
// negative values and for a mean of zero.
//
// The denominator is n², as in pysal, dineq, laeken and R's ineq by default. Programs that correct for small samples, such as
// IneqPy and ineq's corr = TRUE, report n/(n−1) times as much: 0.3333 and not 0.2667 for 1, 2, 3, 4, 5. The index gives that with its
// parameter sample = 1, where the weights are head counts of one or more. Weights are head counts; convey's svygini takes them for persons in its ranks and is
// off by about the mean weight over W.
//
// The double sum is computed after one sort as Σk C(k) (W − C(k)) (x(k+1) − x(k)) / (W² μ) with C(k) the weight of
// the k lowest: no term is negative, so equal values give exactly 0 and no digits cancel.
func Gini(d index.Distribution) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	return giniOf(ascending(d), weight, mean)
}

// giniOf returns the Gini coefficient of units in ascending order.
func giniOf(units []unit, weight, mean float64) (float64, error) {
	var sum index.Sum
	// gap adds the term of the step from units[i] to the next, with side of the weight on one side of it. The smaller side
	// times the step is at most the total, so that the product cannot overflow.
	gap := func(i int, side float64) {
		held := float64(side * (units[i+1].value - units[i].value))
		sum.Add(float64(held * ((weight - side) / weight)))
	}
	// Each step takes the smaller side of the weight, counted from its own end: the difference of two large sums would
	// not tell how few are on the other side.
	var below, above index.Sum
	middle := 0
	for ; middle < len(units)-1; middle++ {
		below.Add(units[middle].weight)
		if below.Value() > weight/2 {
			break
		}
		gap(middle, below.Value())
	}
	for i := len(units) - 1; i > middle; i-- {
		above.Add(units[i].weight)
		gap(i-1, above.Value())
	}
	return atLeast(0, sum.Value()/mean/weight)
}

// correction returns n/(n − 1) where sample is 1, else 1.
func correction(d index.Distribution, sample float64) (float64, error) {
	if sample == 0 {
		return 1, nil
	}
	var n index.Sum
	for i := range d.Values {
		w := d.Weight(i)
		if w > 0 && w < 1 {
			return 0, index.Undefined("weight %d is %v: the correction for a sample needs head counts of at least 1", i, w)
		}
		n = n.Plus(w)
	}
	if n.Value() <= 1 {
		return 0, index.Undefined("one person is no sample")
	}
	return n.Value() / (n.Value() - 1), nil
}
