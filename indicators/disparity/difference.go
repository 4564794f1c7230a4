package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var difference = index.Index{
	ID:      "difference",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Skillnad", En: "Difference"},
	Formula: "D = y1 − y2: highest − lowest; between the ends of an order; or against the reference",
	Source:  who,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Reading: lang.Text{
		Sv: "Skillnaden är %s.",
		En: "The difference is %s.",
	},
	Caveat: lang.Text{
		Sv: "Ser bara till två grupper. Skillnaden mellan högsta och lägsta växer med antalet områden, även av slump.",
		En: "Looks at two subgroups only. The difference between highest and lowest grows with the number of areas, by chance too.",
	},
	Params:     []index.Param{index.Level},
	Needs:      "two subgroups or more; standard errors for the interval",
	Programs:   []string{"healthequal: d"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.Transfer | index.WeightsScale,
	Disparate:  func(s index.Subgroups, _ index.Params) (float64, error) { return Difference(s) },
	Interval: interval(math.Inf(-1), math.Inf(1), func(s index.Subgroups, _ index.Params) (v, se float64, err error) {
		if s.SE == nil {
			return 0, 0, index.Undefined("needs standard errors of the estimates")
		}
		first, second := pair(s)
		se, err = defined(math.Sqrt(first.variance + second.variance))
		return first.value - second.value, se, err
	}),
}

// Difference returns the difference between two subgroups' estimates, in the unit of the estimates. Which two depends
// on what s says:
//
//   - Reference given: y(ref) − min(others) when high is good, max(others) − y(ref) when low is good
//   - else Rank given: y(top) − y(bottom) when high is good, y(bottom) − y(top) when low is good
//   - else: max − min
//
// Thus a positive difference means that the disadvantaged subgroup, or the worst, does worse; against a reference or
// between the ends of an order it may be negative. Population plays no part except in the mean of subgroups that share
// the first or last rank. It is undefined for fewer than two subgroups.
//
// Its standard error is √(s1² + s2²), with normal limits. They take the two subgroups as chosen beforehand: where the highest and
// the lowest are picked after the fact, chance has had its say already, and the limits are too optimistic.
func Difference(s index.Subgroups) (float64, error) {
	s, err := populated(s, 2)
	if err != nil {
		return 0, err
	}
	first, second := pair(s)
	return defined(first.value - second.value)
}
