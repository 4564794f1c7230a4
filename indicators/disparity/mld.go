package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var mld = index.Index{
	ID:      "disparity-mld",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Genomsnittlig logaritmisk avvikelse mellan grupper (MLD)", En: "Mean log deviation between groups (MLD)"},
	Formula: "MLD = −m Σj pj ln(yj/μ)",
	Source:  who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{multiplier, index.Level},
	Reading: lang.Text{
		Sv: "Den genomsnittliga logaritmiska avvikelsen är %s: 0 betyder att alla har samma värde.",
		En: "The mean log deviation is %s: 0 means that all have the same value.",
	},
	Caveat: lang.Text{
		Sv: "Växer mest av mycket låga värden, som ofta hör till små områden. Slump räknas som skillnad.",
		En: "Grows most with very low values, which often belong to small areas. Chance counts as difference.",
	},
	Needs:    "three subgroups or more; estimates above 0; standard errors for the interval",
	Programs: []string{"healthequal: mld"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		v, err := MeanLogDeviation(s)
		return v * multiplier.From(p), err
	},
	Interval: interval(0, math.Inf(1), func(s index.Subgroups, p index.Params) (v, se float64, err error) {
		if v, err = MeanLogDeviation(s); err != nil {
			return 0, 0, err
		}
		mu, of, m := mean(s), share(s), multiplier.From(p)
		se, err = delta(s, func(j int) float64 { return m * of(j) * (1/mu - 1/s.Estimates[j]) })
		return v * m, se, err
	}),
}

// MeanLogDeviation returns the mean log deviation of the estimates by population, Theil's L,
//
//	MLD = −Σ pj ln(yj/μ),  μ = Σ pj yj
//
// in natural logarithms. It runs from 0 (all equal) without upper bound. It is undefined for fewer than three subgroups and for
// estimates that are not above 0.
//
// Its standard error is √Σ (pj (1/μ − 1/yj))² sj² (delta method), with normal limits, the lower one at least 0. WHO's healthequal 1.0.1
// and HEAT print 1000 MLD beside the standard error of MLD: 3.308 with limits 3.307 and 3.309 where they are 1.92 and 4.69. They also
// put 0.000001 for an estimate of 0, which then decides the value.
func MeanLogDeviation(s index.Subgroups) (float64, error) {
	s, mu, err := relative(s, several)
	if err != nil {
		return 0, err
	}
	if low := s.Estimates[lowest(s, -1)]; low == 0 {
		return 0, index.Undefined("an estimate is 0, which has no logarithm")
	}
	v, err := defined(average(s, func(i int) float64 { return -math.Log(s.Estimates[i] / mu) }))
	return math.Max(0, v), err
}
