package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var theilT = index.Index{
	ID:      "theil-t",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Theils index (T)", En: "Theil index (T)"},
	Formula: "T = Σi (wi/W) (xi/μ) ln(xi/μ)",
	Source:  "Theil, H. (1967). Economics and Information Theory. North-Holland, chapter 4.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Theils index (T) är %s: 0 betyder att alla har lika mycket, och det växer mest av skillnader i toppen.",
		En: "The Theil index (T) is %s: 0 means that all have the same, and it grows most with differences at the top.",
	},
	Caveat: lang.Text{
		Sv: "Saknar fast övre gräns: högsta värdet växer med antalet personer. Jämför bara samma slags fördelningar.",
		En: "Has no fixed upper bound: the largest value grows with the number of persons. Compare like with like only.",
	},
	Needs:    "values of at least 0 that are not all zero",
	Programs: []string{"PySAL inequality: Theil", "ineq: Theil", "IC2: calcGEI", "convey: svygei", "healthequal: ti"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, _ index.Params) (float64, error) { return TheilT(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return entropyInterval(in.Distribution, p, 1)
	},
}

// TheilT returns Theil's T of d, the generalised entropy of order 1,
//
//	T = Σ (wi/W) (xi/μ) ln(xi/μ),  with 0 ln 0 = 0
//
// in natural logarithms. It runs from 0 (all equal) to ln(W/wmin) (one has everything). It is undefined for negative
// values and for a mean of zero.
//
// WHO's healthequal prints 1000 times this number and puts 0.000001 for zero; R's ineq leaves zeros out.
func TheilT(d index.Distribution) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	return atLeast(0, average(d, weight, func(x float64) float64 {
		if x == 0 {
			return 0
		}
		r := x / mean
		return r * math.Log(r)
	}))
}
