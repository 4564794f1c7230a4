package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var multiplier = index.Param{
	Name: "multiplier", Default: 1, Min: 0.001, Max: 1e6,
	Doc: "what the index and its standard error are multiplied by; WHO's programs take 1000",
}

var theilT = index.Index{
	ID:      "disparity-theil-t",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Theils index (T) mellan grupper", En: "Theil index (T) between groups"},
	Formula: "T = m Σj pj (yj/μ) ln(yj/μ)",
	Source:  "Theil, H. (1967). Economics and Information Theory. North-Holland; between groups as in " + who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{multiplier, index.Level},
	Reading: lang.Text{
		Sv: "Theils index mellan grupperna är %s: 0 betyder att alla har samma värde.",
		En: "The Theil index between the groups is %s: 0 means that all have the same value.",
	},
	Caveat: lang.Text{
		Sv: "Svårt att tolka i sig; använd det för jämförelser över tid. Slump räknas som skillnad.",
		En: "Hard to interpret by itself; use it for comparisons over time. Chance counts as difference.",
	},
	Needs:    "three subgroups or more; estimates of at least 0 that are not all zero; standard errors, and estimates above 0, for the interval",
	Programs: []string{"healthequal: ti"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		v, err := TheilT(s)
		return v * multiplier.From(p), err
	},
	Interval: interval(0, math.Inf(1), func(s index.Subgroups, p index.Params) (v, se float64, err error) {
		if v, err = TheilT(s); err != nil {
			return 0, 0, err
		}
		mu, of, m := mean(s), share(s), multiplier.From(p)
		if s.Estimates[lowest(s, -1)] == 0 {
			return 0, 0, index.Undefined("an estimate is 0, where the index has no slope")
		}
		se, err = delta(s, func(j int) float64 { return m * of(j) / mu * (math.Log(s.Estimates[j]/mu) - v) })
		return v * m, se, err
	}),
}

// TheilT returns Theil's T of the estimates by population,
//
//	T = Σ pj (yj/μ) ln(yj/μ),  μ = Σ pj yj,  0 ln 0 = 0
//
// in natural logarithms. It runs from 0 (all equal) without upper bound. It is undefined for fewer than three subgroups, for negative
// estimates and for a mean of zero.
//
// Its standard error is √Σ (pj (ln(yj/μ) − T)/μ)² sj² (delta method), with normal limits, the lower one at least 0; an estimate of 0
// has none. WHO's healthequal 1.0.1 and HEAT print 1000 T beside the standard error of T: 3.144 with limits 3.143 and 3.145 where they
// are 1.92 and 4.37. They also put 0.000001 for an estimate of 0.
func TheilT(s index.Subgroups) (float64, error) {
	s, mu, err := relative(s, several)
	if err != nil {
		return 0, err
	}
	v, err := defined(average(s, func(i int) float64 {
		r := s.Estimates[i] / mu
		if r == 0 {
			return 0
		}
		return r * math.Log(r)
	}))
	return math.Max(0, v), err
}
