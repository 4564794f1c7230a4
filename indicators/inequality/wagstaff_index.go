package inequality

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var wagstaffIndex = index.Index{
	ID:      "wagstaff-index",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Wagstaffs index", En: "Wagstaff index"},
	Formula: "W = 2 cov(y, R) (b − a) / ((b − μ)(μ − a)), with a and b the least and the greatest value that there can be",
	Source:  "Wagstaff, A. (2005). The bounds of the concentration index when the variable of interest is binary. Health Economics 14(4), 429–432.",
	Min:     -1, Max: 1,
	Params: []index.Param{index.Level, errorsOf},
	Reading: lang.Text{
		Sv: "Wagstaffs index är %s: från −1, allt längst ned i rangordningen, till 1, allt längst upp, vid den nivå som värdena har.",
		En: "The Wagstaff index is %s: from −1, everything at the bottom of the order, to 1, everything at the top, at the level that the values have.",
	},
	Caveat: lang.Text{
		Sv: "Samma skillnad väger tyngst när nivån är nära noll eller full. Visa Erreygers index, som mäter absoluta skillnader, bredvid.",
		En: "The same difference counts most where the level is near none or all. Show Erreygers' index, which measures absolute differences, beside it.",
	},
	Reads:      index.Order | index.Bounds,
	Needs:      "values with their ranks and the bounds of their scale, not all at one bound",
	Programs:   []string{"rineq: ci (CIw)", "healthequal: rci (Wagstaff)"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Translation | index.Merging | index.WeightsScale,
	Unequal:    func(d index.Distribution, _ index.Params) (float64, error) { return WagstaffIndex(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return concentrationInterval(in.Distribution, p, -1, 1, func(r ranking) (float64, slopes, error) { return r.wagstaff(in.Distribution) })
	},
}

// WagstaffIndex returns the concentration index of a quantity that lies between d.Low and d.High, in the order of d.Rank, relative to
// the greatest that there can be at its mean,
//
//	W = 2 cov(y, R) (b − a) / ((b − μ)(μ − a))
//
// It runs from −1 to 1. Counting the healthy in place of the ill only changes the sign. For shares it is C/(1 − μ), with C the relative index.
//
// The bounds are declared. rineq divides by 1 − μ whatever the scale, so that its CIw is right for shares and without meaning for per cent:
// 12 % with C = 0.2 give 0.2/(1 − 12) = −0.018 there, 0.2/(1 − 0.12) = 0.227 here.
//
// It is undefined without ranks or bounds, and when all values are at one of the bounds.
func WagstaffIndex(d index.Distribution) (float64, error) {
	r, err := rank(d)
	if err != nil {
		return 0, err
	}
	v, _, err := r.wagstaff(d)
	if err != nil {
		return 0, err
	}
	return within(-1, v, 1)
}

// wagstaff returns Wagstaff's index of the values of d, which are ranked in r, with its slopes.
func (r ranking) wagstaff(d index.Distribution) (float64, slopes, error) {
	low, high, err := r.bounds(d)
	if err != nil {
		return 0, slopes{}, err
	}
	below, above := r.mean-low, high-r.mean
	if !(below > 0 && above > 0) {
		return 0, slopes{}, index.Undefined("the mean is at a bound of the scale")
	}
	per := (high - low) / below / above
	v := r.generalised * per
	return v, slopes{per, -v * ((above - below) / below / above)}, nil
}

// bounds returns the bounds of the scale of d in the unit of the ranking.
func (r ranking) bounds(d index.Distribution) (low, high float64, err error) {
	if d.Low == 0 && d.High == 0 {
		return 0, 0, index.Undefined("the bounds of the scale are missing")
	}
	low, high = d.Low/r.unit, d.High/r.unit
	if !finite(high - low) {
		return 0, 0, index.Undefined("the scale is too wide for the values")
	}
	return low, high, nil
}
