package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var rii = index.Index{
	ID:      "rii",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Relativt lutningsindex (RII)", En: "Relative index of inequality (RII)"},
	Formula: "RII = ŷ(1) / ŷ(0), with ŷ(R) as for SII",
	Source:  "Mackenbach, J. P. & Kunst, A. E. (1997). Measuring the magnitude of socio-economic inequalities in health. Social Science & Medicine 44(6), 757–771; " + who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{model, squared, direction, errorsFrom, index.Level},
	Reading: lang.Text{
		Sv: "Kvoten mellan den mest och den minst gynnade änden av rangordningen är %s; 1 betyder ingen skillnad.",
		En: "The ratio of the most to the least advantaged end of the ranking is %s; 1 means no difference.",
	},
	Caveat: lang.Text{
		Sv: "Andra program delar i stället lutningen med medelvärdet; de talen kan inte jämföras med detta.",
		En: "Other programs divide the slope by the mean instead; those numbers cannot be compared with this one.",
	},
	Reads:    index.Order,
	Needs:    "as for SII, with estimates of at least 0 and a fitted line above 0 at both ends",
	Programs: []string{"healthequal: rii", "PHEindicatormethods: phe_sii"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging |
		index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		f, err := fit(p)
		if err != nil {
			return 0, err
		}
		t, err := turned(s, p)
		if err != nil {
			return 0, err
		}
		v, err := RelativeIndex(s, f)
		if err != nil || !t {
			return v, err
		}
		return defined(1 / v)
	},
	Interval: relativeInterval,
}

// RelativeIndex returns the relative index of inequality, the ratio of the fitted values at the most advantaged and the
// most disadvantaged end of the ranking,
//
//	RII = ŷ(1) / ŷ(0)
//
// with ŷ as for [SlopeIndex]. Above 1 the advantaged have the higher value, whether that is good or bad; the registry's
// parameter "direction" makes it ŷ(0)/ŷ(1) where a low value is good. It runs from
// 0 without upper bound. It is undefined where SlopeIndex is, for negative estimates, and where a fitted end is not
// above 0.
//
// WHO and the English PHEindicatormethods define RII as this ratio. Pamuk (1985) and ScotPHO divide the slope by the
// mean instead: [SlopeOverMean].
//
// Its limits are normal on the scale of logarithms, where the standard error is that of ln RII by the delta method; the standard error
// given is RII times that, on the scale of RII itself. healthequal prints the one of the logarithm beside the ratio. For rates
// that it transforms, PHEindicatormethods 2.1.0 with a multiplier between 0 and 1 turns the limits of RII round but not RII:
// 0.545 with limits from 1.777 to 1.897, whose inverses, 0.527 and 0.563, are the right ones.
func RelativeIndex(s index.Subgroups, f Fit) (float64, error) {
	l, err := f.relative(s)
	if err != nil {
		return 0, err
	}
	return defined(l.at(1) / l.at(0))
}

// relative fits f to estimates of which none is negative, for a ratio of two points on the line.
func (f Fit) relative(s index.Subgroups) (line, error) {
	l, err := f.ranked(s)
	if err != nil {
		return l, err
	}
	if err := notNegative(l.s); err != nil {
		return l, err
	}
	if bottom, top := l.at(0), l.at(1); !(bottom > 0 && top > 0) {
		return l, index.Undefined("the fitted values at the ends are %v and %v; both must be above 0", bottom, top)
	}
	return l, nil
}

// relativeInterval is the interval of [RelativeIndex].
func relativeInterval(in index.Input, p index.Params) (index.Interval, error) {
	f, err := fit(p)
	if err != nil {
		return index.Interval{}, err
	}
	l, err := f.relative(in.Subgroups)
	if err != nil {
		return index.Interval{}, err
	}
	deviation, limit, err := l.deviations(p)
	if err != nil {
		return index.Interval{}, err
	}
	share := share(l.s)
	ofLogarithm, err := l.standardError(deviation, func(j int) float64 {
		return l.influence(1, j, share(j))/l.at(1) - l.influence(0, j, share(j))/l.at(0)
	})
	if err != nil {
		return index.Interval{}, err
	}
	v := l.at(1) / l.at(0)
	if t, err := turned(l.s, p); err != nil {
		return index.Interval{}, err
	} else if t {
		v = 1 / v
	}
	if _, err := defined(v * math.Exp(limit*ofLogarithm)); err != nil {
		return index.Interval{}, err
	}
	return aboutLogarithm(v, v*ofLogarithm, limit), nil
}
