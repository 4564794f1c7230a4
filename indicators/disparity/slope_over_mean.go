package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var slopeOverMean = index.Index{
	ID:      "slope-over-mean",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Lutningsindex i delar av medelvärdet", En: "Slope index over the mean"},
	Formula: "SII / μ, μ = Σj pj yj",
	Source:  "Pamuk, E. R. (1985). Social class inequality in mortality from 1921 to 1972 in England and Wales. Population Studies 39(1), 17–31.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{model, squared, direction, errorsFrom, index.Level},
	Reading: lang.Text{
		Sv: "Skillnaden mellan rangordningens båda ändar är %s gånger medelvärdet; 0 betyder ingen skillnad.",
		En: "The difference between the two ends of the ranking is %s times the mean; 0 means no difference.",
	},
	Caveat: lang.Text{
		Sv: "Kallas också relativt lutningsindex (RII), men är inte kvoten mellan ändarna.",
		En: "Also goes by the name of relative index of inequality (RII), but is not the ratio of the ends.",
	},
	Reads:      index.Order,
	Needs:      "as for SII, with estimates of at least 0 that are not all zero",
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		f, err := fit(p)
		if err != nil {
			return 0, err
		}
		v, err := SlopeOverMean(s, f)
		return turn(s, p, v, err)
	},
	Interval: slopeOverMeanInterval,
}

// SlopeOverMean returns the slope index of inequality in parts of the mean by population,
//
//	SII / μ
//
// with the sign of [SlopeIndex]. It is undefined where that is, for negative estimates and for a mean of zero.
//
// Pamuk (1985) called it the relative index of inequality, and Scotland's ScotPHO does, with the sign turned and read as "the most
// deprived are RII × 50 % above the average". WHO and PHEindicatormethods mean the ratio of the ends ([RelativeIndex]): for ends of 75 and 102
// around a mean of 91.6 it is 1.34, where this is 0.29.
//
// Its standard error is that of the slope over the mean; where it comes from the standard errors of the estimates, chance in the mean
// counts as well, and otherwise the mean is taken as known, as ScotPHO does. Limits are normal or, as ScotPHO's, of Student's t.
func SlopeOverMean(s index.Subgroups, f Fit) (float64, error) {
	s, mu, err := relative(s, several)
	if err != nil {
		return 0, err
	}
	v, err := SlopeIndex(s, f)
	if err != nil {
		return 0, err
	}
	return defined(v / mu)
}

// slopeOverMeanInterval is the interval of [SlopeOverMean].
func slopeOverMeanInterval(in index.Input, p index.Params) (index.Interval, error) {
	s, mu, err := relative(in.Subgroups, several)
	if err != nil {
		return index.Interval{}, err
	}
	f, err := fit(p)
	if err != nil {
		return index.Interval{}, err
	}
	l, err := f.ranked(s)
	if err != nil {
		return index.Interval{}, err
	}
	deviation, limit, err := l.deviations(p)
	if err != nil {
		return index.Interval{}, err
	}
	v := (l.at(1) - l.at(0)) / mu
	chance := 0.0 // in the mean
	if errorsFrom.From(p) == fromEstimates {
		chance = v
	}
	fitted, share := share(l.s), share(s)
	se, err := l.standardError(deviation, func(j int) float64 {
		slope := l.influence(1, j, fitted(j)) - l.influence(0, j, fitted(j))
		return (slope - float64(chance*share(j)/l.dz(j))) / mu
	})
	if err != nil {
		return index.Interval{}, err
	}
	v, err = turn(s, p, v, nil)
	return about(v, se, limit, math.Inf(-1), math.Inf(1)), err
}
