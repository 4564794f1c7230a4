package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var aci = index.Index{
	ID:      "aci",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Absolut koncentrationsindex (ACI)", En: "Absolute concentration index (ACI)"},
	Formula: "ACI = 2 Σj pj (yj − μ)(Rj − ½), with Rj the midpoint of the cumulative population share",
	Source:  who,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{direction, errorsFrom, index.Level},
	Reading: lang.Text{
		Sv: "Det absoluta koncentrationsindexet är %s; 0 betyder att värdet inte följer rangordningen.",
		En: "The absolute concentration index is %s; 0 means that the value does not follow the ranking.",
	},
	Caveat: lang.Text{
		Sv: "0 kan också betyda att mitten skiljer sig från båda ändarna. Storleken beror på indikatorns enhet.",
		En: "0 may also mean that the middle differs from both ends. The size depends on the indicator's unit.",
	},
	Reads:      index.Order,
	Needs:      "at least three subgroups of different rank; standard errors for the interval",
	Programs:   []string{"healthequal: aci"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		v, err := AbsoluteConcentrationIndex(s)
		return turn(s, p, v, err)
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		c, err := concentrate(in.Subgroups)
		if err != nil {
			return index.Interval{}, err
		}
		return c.interval(p, c.index, 1, 0, math.Inf(1))
	},
}

// AbsoluteConcentrationIndex returns the absolute (generalised) concentration index of the estimates in the order of Rank,
//
//	ACI = 2 Σ pj (yj − μ)(Rj − ½)
//
// in their unit. Rj is the population share ranked below subgroup j plus half its own; subgroups of equal rank share one midpoint. It is
// positive where the most advantaged have more. It has no bounds unless the estimates have. It is undefined without Rank and for fewer
// than three different ranks.
//
// Its standard error is √Σ (2 pj (Rj − ½) σj)², with σj as the parameter "errors" says: from the standard errors of the estimates, or from
// the distances to a line through them. WHO's healthequal does the latter with one variance (errors 2), so that five quintiles of
// millions of persons get the limits of a sample of five, and quintiles that lie on a line get none: 0.2 with limits of 0.2 and 0.2.
func AbsoluteConcentrationIndex(s index.Subgroups) (float64, error) {
	c, err := concentrate(s)
	if err != nil {
		return 0, err
	}
	return c.index, nil
}

// concentration is the absolute concentration index with what its standard error needs.
type concentration struct {
	line  line
	mean  float64
	index float64
}

// concentrate computes it. It is twice the variance of the ranks times the slope of the straight line.
func concentrate(s index.Subgroups) (concentration, error) {
	l, err := Fit{Model: Linear}.ranked(s)
	if err != nil {
		return concentration{}, err
	}
	v, err := defined(2 * l.slope * l.b)
	return concentration{line: l, mean: l.a, index: v}, err
}

// interval returns the interval of a measure v within ∓bound that has the derivative byIndex by c.index, and byMean by the mean where the
// standard error counts chance in that.
func (c concentration) interval(p index.Params, v, byIndex, byMean, bound float64) (index.Interval, error) {
	deviation, limit, err := c.line.deviations(p)
	if err != nil {
		return index.Interval{}, err
	}
	if errorsFrom.From(p) != fromEstimates {
		byMean = 0
	}
	share := share(c.line.s)
	se, err := c.line.standardError(deviation, func(j int) float64 {
		return share(j) * (float64(2*byIndex*(c.line.x[j]-c.line.centre)) + byMean)
	})
	if err != nil {
		return index.Interval{}, err
	}
	v, err = turn(c.line.s, p, v, nil)
	return about(v, se, limit, -bound, bound), err
}
