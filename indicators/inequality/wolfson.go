package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var wolfsonScaling = index.Param{
	Name: "scaling", Max: 1, Whole: true,
	Doc: "0 Wolfson's own, 1 for two groups of which one has everything between them; 1 half of that, as PySAL",
}

var wolfson = index.Index{
	ID:      "wolfson",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Wolfsons polariseringsindex", En: "Wolfson polarisation index"},
	Formula: "P = 2 (μ/m) [2 (½ − L(½)) − G], with m the median, L the Lorenz curve and G the Gini coefficient",
	Source:  "Wolfson, M. C. (1994). When inequalities diverge. American Economic Review 84(2), 353–358.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{wolfsonScaling},
	Reading: lang.Text{
		Sv: "Wolfsons polariseringsindex är %s: 0 betyder att alla har lika mycket, och det växer när mitten tunnas ut.",
		En: "The Wolfson polarisation index is %s: 0 means that all have the same, and it grows as the middle thins out.",
	},
	Caveat: lang.Text{
		Sv: "Polarisering är inte ojämlikhet: en överföring från rik till fattig på samma sida om medianen ökar den. Två skalor är i bruk; ange vilken.",
		En: "Polarisation is not inequality: a transfer from rich to poor on one side of the median raises it. Two scales are in use; state which.",
	},
	Needs:      "values of at least 0 of which the median is above 0",
	Programs:   []string{"PySAL inequality: wolfson", "dineq: polar.wtd"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		v, err := Wolfson(d)
		if wolfsonScaling.From(p) == 1 {
			v /= 2
		}
		return v, err
	},
}

// Wolfson returns the polarisation index of Wolfson (1994) of d, which compares the spread from the median with the inequality on its
// two sides,
//
//	P = 2 (μ/m) [2 (½ − L(½)) − G]
//
// with m the median, L(½) what the poorer half holds and G the [Gini] coefficient. It is 0 where all are equal and 1 where half have
// nothing and the others twice the mean; it has no upper bound, for the median may be far below the mean. It is undefined for negative
// values, a mean of zero and a median of zero.
//
// dineq's polar.wtd has this scale, PySAL's wolfson half of it: 0.4025 and 0.20125 for the ten incomes 20, 25, 27, 30, 35, 45, 60, 75, 80,
// 120. The index gives the second with its parameter scaling = 1.
func Wolfson(d index.Distribution) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	units := ascending(d)
	g, err := giniOf(units, weight, mean)
	if err != nil {
		return 0, err
	}
	median := percentile(units, 50, weight)
	if median == 0 {
		return 0, index.Undefined("the median is zero")
	}
	lower, _ := divided(units, weight, 0.5, 0.5)
	return atLeast(0, 2*(mean/median)*(1-2*(lower/weight/mean)-g))
}
