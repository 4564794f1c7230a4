package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var ratio = index.Index{
	ID:      "ratio",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Kvot", En: "Ratio"},
	Formula: "R = y1 / y2: highest / lowest; between the ends of an order; or against the reference",
	Source:  who,
	Min:     0, Max: math.Inf(1),
	Reading: lang.Text{
		Sv: "Kvoten är %s: det ena värdet är så många gånger det andra; 1 betyder ingen skillnad.",
		En: "The ratio is %s: the one value is that many times the other; 1 means no difference.",
	},
	Caveat: lang.Text{
		Sv: "Blir stor av små tal. Kvoten för andelen som har något och för andelen som saknar det säger olika saker.",
		En: "Small numbers make it large. The ratio of the share that has a thing and of the share that lacks it say different things.",
	},
	Params:     []index.Param{index.Level},
	Needs:      "two subgroups or more; estimates of at least 0, the one divided by above 0; standard errors for the interval",
	Programs:   []string{"healthequal: r"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.Transfer | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return Ratio(s) },
	Interval:   ratioInterval,
}

// Ratio returns the ratio of two subgroups' estimates, the same two as [Difference] subtracts: above 1 means that the
// disadvantaged subgroup, or the worst, does worse.
//
// It runs from 0 without upper bound. It is undefined for fewer than two subgroups, for negative estimates and where
// the estimate that is divided by is zero.
//
// Its limits are normal on the scale of logarithms, exp(ln R ∓ z √(s1²/y1² + s2²/y2²)), and its standard error is R times that root:
// healthequal prints the root alone beside R. A ratio of zero has no interval.
func Ratio(s index.Subgroups) (float64, error) {
	s, err := populated(s, 2)
	if err != nil {
		return 0, err
	}
	if err := notNegative(s); err != nil {
		return 0, err
	}
	first, second := pair(s)
	if second.value == 0 {
		return 0, index.Undefined("the estimate to divide by is zero")
	}
	return defined(first.value / second.value)
}

// ratioInterval is the interval of [Ratio].
func ratioInterval(in index.Input, p index.Params) (index.Interval, error) {
	r, err := Ratio(in.Subgroups)
	if err != nil {
		return index.Interval{}, err
	}
	s, _ := populated(in.Subgroups, 2) // Ratio has checked it
	if s.SE == nil {
		return index.Interval{}, index.Undefined("needs standard errors of the estimates")
	}
	if r == 0 {
		return index.Interval{}, index.Undefined("a ratio of zero has no logarithm")
	}
	first, second := pair(s)
	se, err := defined(r * math.Hypot(math.Sqrt(first.variance)/first.value, math.Sqrt(second.variance)/second.value))
	if err != nil {
		return index.Interval{}, err
	}
	return aboutLogarithm(r, se, z(p)), nil
}
