package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var theilL = index.Index{
	ID:      "theil-l",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Theils index (L), genomsnittlig logaritmisk avvikelse", En: "Theil index (L), mean log deviation"},
	Formula: "L = Σi (wi/W) ln(μ/xi)",
	Source:  "Theil, H. (1967). Economics and Information Theory. North-Holland, chapter 4.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Theils index (L) är %s: 0 betyder att alla har lika mycket, och det växer mest av skillnader i botten.",
		En: "The Theil index (L) is %s: 0 means that all have the same, and it grows most with differences at the bottom.",
	},
	Caveat: lang.Text{
		Sv: "Mycket små värden väger tungt, och med ett enda nollvärde går det inte att räkna.",
		En: "Very small values weigh heavily, and a single zero makes it impossible to compute.",
	},
	Needs:    "values above 0",
	Programs: []string{"ineq: Theil", "dineq: mld.wtd", "IC2: calcGEI", "convey: svygei", "healthequal: mld"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, _ index.Params) (float64, error) { return TheilL(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return entropyInterval(in.Distribution, p, 0)
	},
}

// TheilL returns Theil's L of d, the mean log deviation or generalised entropy of order 0,
//
//	L = Σ (wi/W) ln(μ/xi)
//
// in natural logarithms. It runs from 0 (all equal) without upper bound. It is undefined for values of zero or below:
// the deviation of a zero is infinite, and a small number in its place would decide the result.
//
// WHO's healthequal prints 1000 times this number and puts 0.000001 for zero; R's dineq leaves zeros out.
func TheilL(d index.Distribution) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	if zeroAmong(d) {
		return 0, index.Undefined("a value is zero, and its logarithm does not exist")
	}
	return atLeast(0, average(d, weight, func(x float64) float64 { return -math.Log(x / mean) }))
}
